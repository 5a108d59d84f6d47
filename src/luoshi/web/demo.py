"""A ledger of the invented city of 澄川 to look at: two years, some two hundred commitments in every state.

Everything goes through the same actions as a person's work; the days are played through, one action at a time.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from luoshi import ledger
from luoshi.ledger import Refused
from luoshi.schemes import builtin, names
from luoshi.schemes.load import BUILTIN
from luoshi.web import clock
from luoshi.web.actions.access import Actor
from luoshi.web.actions.commitments import act, keep, open_commitment, view_of
from luoshi.web.actions.daily import tick
from luoshi.web.models import Commitment, Holding, Post, SchemeVersion, Unit, User

PASSWORD = "chengchuan-2026"
DEPARTMENTS = {
    "发改委": "市发展改革委", "教育": "市教育局", "工信": "市工业和信息化局", "民政": "市民政局",
    "人社": "市人力资源社会保障局", "住建": "市住房城乡建设局", "水务": "市水务局", "农业": "市农业农村局",
    "卫健": "市卫生健康委", "环境": "市生态环境局",
}  # fmt: skip
SHOWN = ("ducha", "fushizhang", "shuiwu", "shuiwu-ju", "chayue", "xitong", "anquan", "shenji")
TASKS = (
    ("水务", "完成澄川水库除险加固", None, None), ("农业", "新建高标准农田12万亩", 120000, "亩"),
    ("住建", "改造老旧小区46个", 46, "个"), ("教育", "新增公办幼儿园学位2400个", 2400, "个"),
    ("人社", "城镇新增就业1.8万人", 18000, "人"), ("工信", "新增规上工业企业30家", 30, "家"),
    ("卫健", "市中医院新院区投用", None, None), ("环境", "整治入河排污口64处", 64, "处"),
    ("民政", "新建社区食堂20个", 20, "个"), ("发改委", "开工澄川南站综合枢纽", None, None),
    ("住建", "筹集保障性租赁住房1500套", 1500, "套"), ("水务", "新改建农村供水工程38处", 38, "处"),
    ("农业", "培育市级以上示范合作社25家", 25, "家"), ("教育", "建成临溪实验中学", None, None),
    ("工信", "推动80家企业数字化改造", 80, "家"), ("环境", "建成城东污水处理厂二期", None, None),
    ("卫健", "为1.2万名老年人免费体检", 12000, "人"), ("人社", "开展技能培训9000人次", 9000, "人次"),
    ("发改委", "建成公共充电桩600个", 600, "个"), ("民政", "新增养老护理床位400张", 400, "张"),
)  # fmt: skip


def fill(seed: int = 3) -> Iterator[str]:
    """Fill an empty ledger, and tell how to come in. A ledger that holds anything is left alone."""
    if Commitment.objects.exists() or User.objects.exists():
        yield "台账已有数据，没有放入样例。The ledger is not empty: no demo was put in."
    else:
        with transaction.atomic():
            cast = _people()
            _play(cast, random.Random(seed))
        tick(clock.now())
        yield f"放入样例：{Commitment.objects.count()} 项。Put in {Commitment.objects.count()} commitments."
    yield f"样例账号 demo accounts（密码 password {PASSWORD}）："
    for user in User.objects.filter(username__in=SHOWN):
        yield f"  {user.username:<12}{user.name}"


def _people() -> dict[str, Actor]:
    since = dt.date(2025, 1, 1)
    office = Unit.objects.create(name="市政府办公室", order=1)
    cast: dict[str, Actor] = {}

    def join(username: str, name: str, unit: Unit, title: str, role: str) -> None:
        user = User.objects.create_user(username, password=PASSWORD, name=name)
        post = Post.objects.create(unit=unit, title=title, role=role)
        Holding.objects.create(post=post, user=user, since=since)
        cast[username] = Actor(user, post)

    join("ducha", "林督查", office, "督查室", "supervisor")
    join("fushizhang", "周副市长", Unit.objects.create(name="市政府", order=0), "分管副市长", "leader")
    join("chayue", "吴参事", office, "参事室", "viewer")
    join("xitong", "郑系统", office, "系统管理员", "sysadmin")
    join("anquan", "冯安全", office, "安全管理员", "secadmin")
    join("shenji", "陈审计", office, "审计员", "auditor")
    for order, (short, name) in enumerate(DEPARTMENTS.items(), 10):
        unit = Unit.objects.create(name=name, order=order, department=short)
        login = "shuiwu" if short == "水务" else f"unit{order}"
        join(login, f"{short}承办人", unit, "承办科室", "handler")
        join(f"{login}-ju", f"{short}负责人", unit, "主要负责人", "head")
        cast[short] = cast[login]
    return cast


def _play(cast: dict[str, Actor], dice: random.Random) -> None:
    today = clock.now().date()
    versions: dict[str, SchemeVersion] = {
        name: keep(builtin(name), (BUILTIN / f"{name}.toml").read_text("utf-8")) for name in names()
    }
    for year in (today.year - 1, today.year):
        for number, (short, title, target, unit) in enumerate(TASKS * 3):
            scheme = ("key-task", "key-task", "livelihood", "rectification", "13710")[(number * 7 + year) % 5]
            words = title if number < len(TASKS) else f"{title}（{'一二三'[number // len(TASKS)]}期）"
            _one(cast, versions[scheme], year, short, words, target, unit, dice)


def _one(
    cast: dict[str, Actor], version: SchemeVersion, year: int, short: str, title: str, target: int | None,
    unit: str | None, dice: random.Random,
) -> None:  # fmt: skip
    """One commitment, from its opening as far as chance takes it by today."""
    scheme, now = version.rules, clock.now()
    facts: dict[str, Any] = {n: dice.choice(f.choices) for n, f in scheme.field.items() if f.at_opening and f.choices}
    facts |= {"start": dt.date(year, 1, 1), "due": dt.date(year, dice.choice((6, 9, 12, 12)), 30)}
    if target is not None:
        facts |= {"target": Decimal(target), "unit": unit, "accrual": "累计"}
    moment = dt.datetime(year, 2, dice.randint(1, 20), 9)
    lead = cast[short].post
    commitment = open_commitment(
        cast["ducha"], version, title, facts, at=moment, year=year, lead=lead.unit if lead else None,
        leader=cast["fushizhang"].post,
    )  # fmt: skip
    quick = dice.random()
    for _ in range(dice.randint(3, 16)):
        moment += dt.timedelta(
            days=dice.choice((1, 2, 5, 12, 25)) * (2 if quick < 0.3 else 1), hours=dice.randint(0, 6)
        )
        if moment >= now or commitment.kind in ("struck", "void"):
            break
        commitment = _step(cast, commitment, moment, dice, quick)


def _step(
    cast: dict[str, Actor], commitment: Commitment, moment: dt.datetime, dice: random.Random, quick: float
) -> Commitment:
    """One action that the rules allow somebody of the cast."""
    view = view_of(commitment, moment)
    head = cast[
        next(k for k, a in cast.items() if a.post and a.post.unit_id == commitment.lead_id and a.role == "head")
    ]
    handler = cast[
        next(k for k, a in cast.items() if a.post and a.post.unit_id == commitment.lead_id and a.role == "handler")
    ]
    choices = [
        (actor, name)
        for actor in (cast["ducha"], cast["fushizhang"], handler, head)
        for name in ledger.allowed(view, actor.role)
        if name not in ("end", "redraft", "reopen", "object", "redo") and not name.endswith("extension")
    ]
    weighty = [pair for pair in choices if view.scheme.transition[pair[1]].to and pair[1] != "return"]
    if quick < 0.35:
        weighty = [pair for pair in weighty if pair[1] != "apply"]
    if not choices:
        return commitment
    actor, name = dice.choice(weighty if weighty and dice.random() < 0.6 else choices)
    table = view.scheme.transition[name]
    fields = {
        n: _value(view, n, moment, dice) for n in (*table.needs, *(m for m in table.may if m in ("percent", "figure")))
    }
    if "target" not in view.state.fields:
        fields.pop("figure", None)
    else:
        fields.pop("percent", None)
    files = [
        SimpleUploadedFile(f"{table.name}{i + 1}.txt", f"{commitment.number} {table.name}".encode())
        for i in range(table.evidence)
    ]
    try:
        return act(actor, commitment, name, fields, files, at=moment)
    except Refused:
        return commitment


WORDS = {
    "summary": ("已完成前期手续，进场施工", "按计划推进，完成本月任务", "主体完工，正在收尾", "招标完成，合同已签"),
    "reason": ("验收单不全，请补齐", "汛期停工", "证明材料与现场不符"),
    "result": ("已全部完成并通过验收", "完成年度目标"),
    "comment": ("同意", "建议将时限调整到年底", "同意，建议市财政局配合"),
    "measure": ("限期截污，补建管网", "完善台账，加密巡查"),
    "finding": ("现场核查，整改到位",),
    "plan": ("分三步实施",),
}


def _value(view: ledger.View, name: str, moment: dt.datetime, dice: random.Random) -> Any:
    field = view.scheme.field.get(name)
    facts = view.state.fields
    share = Decimal(min(100, max(0, int(moment.timetuple().tm_yday / 3.65) + dice.randint(-30, 15))))
    if name == "percent":
        return share
    if name == "figure":
        return (Decimal(facts.get("target") or 0) * share / 100).to_integral_value()
    if name == "due":
        return facts.get("due") or dt.date(moment.year, 12, 31)
    if field is not None and field.kind == "date":
        return moment.date() + dt.timedelta(days=30)
    if field is not None and field.choices:
        return field.choices[0] if dice.random() < 0.7 else dice.choice(field.choices)
    if field is not None and field.kind == "number":
        return Decimal(dice.randint(50, 900))
    if field is not None and field.kind == "document":
        return f"澄政办发〔{moment.year}〕{dice.randint(1, 60)}号"
    return dice.choice(WORDS.get(name, ("已办理",)))
