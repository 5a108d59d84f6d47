"""An office's own breakdown table taken in: what each row would decide, and the decisions, all at once or none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from luoshi.exchange import returned
from luoshi.exchange.cells import flat
from luoshi.ledger import Refused, nodes
from luoshi.reading.tasks.deadlines import deadline
from luoshi.values import Message
from luoshi.web import evidence
from luoshi.web.actions import desk
from luoshi.web.actions.access import Actor
from luoshi.web.actions.reports import only_supervisors
from luoshi.web.desk.facts import facts, said_of
from luoshi.web.desk.fold import Desk
from luoshi.web.desk.suggest import Body, Directory
from luoshi.web.models import Post, StoredReport, Unit

SALT = "luoshi.table"
_BETWEEN = re.compile(r"[、，,；;/\s]+")
_DAY = re.compile(r"(?:(\d{4})[-./年])(\d{1,2})[-./月](\d{1,2})日?")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)[%％]")
_BARE = re.compile(r"(?:累计|完成|达到|达|至)*[\d.]+[%％]")
QUARTERS = ((3, 31), (6, 30), (9, 30), (12, 31))
_MONTH = re.compile(r"(?:(\d{4})[-./年])?(\d{1,2})月(?:底|末)?(?:之?前)?")


@dataclass(frozen=True, slots=True)
class Good:
    """A row that can be taken: which task, how alike, and what it would decide."""

    at: str
    task: str
    words: str
    likeness: float
    said: dict[str, Any]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that can't: in which cell, why, what to do."""

    cell: str
    words: str
    why: Message


def look(report: StoredReport, data: bytes, name: str) -> tuple[list[Good], list[Bad]]:
    """What the table holds. TableError where it is none."""
    table = returned.read(data, name)
    now = desk.desk_of(report)
    opened = set(report.commitments.values_list("task", flat=True))
    units, leaders = _units(), _leaders()
    good: list[Good] = []
    bad: list[Bad] = []
    for found in returned.match(table.rows, {n: flat(i.task.quote.text) for n, i in now.items.items()}):
        words = found.row.cells["task"]
        if found.wrong is not None:
            bad.append(Bad(found.cell, words, found.wrong))
        elif found.task in opened:
            bad.append(Bad(found.row.at, words, Message("已经立项，请在台账里办", "opened already: act in the ledger")))
        else:
            said, wrong = _said(found.row, units, leaders, now, found.task)
            bad += [Bad(found.row.where[key], words, why) for key, why in wrong]
            if not wrong:
                shown = tuple(found.row.cells.get(k, "") for k in ("lead", "supports", "leader", "due"))
                good.append(Good(found.row.at, found.task, words, found.likeness, said, shown))
    return good, bad


def take(actor: Actor, report: StoredReport, good: Sequence[Good], scheme: int | None) -> int:
    """Accept the tasks of these rows and write who answers for them; all of them, or Refused and none."""
    if not good:
        raise Refused("没有可收的行", "no row can be taken")
    chosen = {"scheme": scheme} if scheme else {}
    return desk.take_rows(actor, report, [(row.task, row.said | chosen, f"分解表 {row.at}") for row in good])


def put_by(actor: Actor, report: StoredReport, file: UploadedFile | None) -> str:
    """Keep a table that is to be looked at before it is taken: a signed word for it, good for a day."""
    only_supervisors(actor)
    if file is None:
        raise Refused("请先选文件", "choose a file first")
    name = Path(file.name or "").name[:200]
    if not file.size or file.size > settings.REPORT_LIMIT:
        limit = settings.REPORT_LIMIT >> 20
        raise Refused(f"{name}：文件应在 1 字节到 {limit} MB 之间", f"{name}: expected 1 byte to {limit} MB")
    sha = evidence.keep(file, (), name, "")
    return signing.dumps({"sha": sha, "name": name, "report": report.pk}, salt=SALT)


def look_at(actor: Actor, report: StoredReport, kept: str) -> tuple[list[Good], list[Bad]]:
    """What the table of a signed word holds. Refused where it is not a table, or not for this report."""
    only_supervisors(actor)
    try:
        said = signing.loads(kept, salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        raise Refused("请重新选文件", "choose the file again") from None
    if said["report"] != report.pk:
        raise Refused("这个文件是给另一份报告的", "the file was sent for another report")
    try:
        return look(report, evidence.path_of(said["sha"]).read_bytes(), said["name"])
    except returned.TableError as error:
        raise Refused(error.said.zh, error.said.en) from error


Lookup = Callable[[str], int | None]


def _units() -> Lookup:
    directory = Directory(Body(u.pk, u.name, u.department) for u in Unit.objects.filter(active=True))

    def find(name: str) -> int | None:
        body = directory.find(name)
        return body.pk if body else None

    return find


def _leaders() -> Lookup:
    """Leaders by post, or by the name of who holds it."""
    known: dict[str, int] = {}
    for post in (
        Post.objects.filter(role="leader", active=True).select_related("unit").prefetch_related("holdings__user")
    ):
        names = [str(post), post.title, *(h.user.name for h in post.holdings.all() if h.until is None)]
        for name in filter(None, names):
            known.setdefault(name, post.pk)
    return known.get


def _said(
    row: returned.Row, units: Lookup, leaders: Lookup, now: Desk, task: str
) -> tuple[dict[str, Any], list[tuple[str, Message]]]:
    """What the row's cells decide, and what is wrong with which."""
    said: dict[str, Any] = {}
    wrong: list[tuple[str, Message]] = []
    lead = row.cells.get("lead", "")
    names = [n for n in _BETWEEN.split(lead) if n]
    supporters = [n for n in _BETWEEN.split(row.cells.get("supports", "")) if n]
    found = {name: units(name) for name in (*names, *supporters)}
    for key, asked in (("lead", names), ("supports", supporters)):
        unknown = [name for name in asked if found[name] is None]
        if unknown:
            wrong.append((key, Message(
                f"单位表里没有“{'、'.join(unknown)}”；请改成单位表里的名称，或请系统管理员加上",
                f"not in the list of units: {', '.join(unknown)}; use its name there, or have it added",
            )))  # fmt: skip
    if not wrong:
        # Of several that lead, the first does; the others support.
        pks = list(dict.fromkeys(pk for name in (*names, *supporters) if (pk := found[name]) is not None))
        if names:
            said["lead"], pks = pks[0], pks[1:]
        if pks:
            said["supports"] = pks
    leader = row.cells.get("leader", "")
    if leader and leaders(leader) is None:
        wrong.append(("leader", Message(f"没有“{leader}”这个责任领导；请写岗位或姓名", f"no leader {leader!r}")))
    elif leader:
        said["leader"] = leaders(leader)
    words = row.cells.get("due", "")
    if words:
        day = day_of(words, now.report.identity.plan_year)
        if day is None:
            wrong.append(
                ("due", Message(f"“{words}”读不出哪一天；请写成 2026-06-30", f"no day in {words!r}: write 2026-06-30"))
            )
        elif day.isoformat() != now.items[task].due:
            said["due"] = day.isoformat()
    quarters = [row.cells.get(key, "") for key in returned.QUARTERS]
    if any(quarters):
        said_nodes, why = _nodes(quarters, said, now, task)
        said |= {"nodes": said_nodes} if said_nodes else {}
        if why is not None:
            wrong.append((next(key for key in returned.QUARTERS if row.cells.get(key)), why))
    if row.cells.get("above"):
        said["above"] = row.cells["above"][:60]
    return said, wrong


def _nodes(quarters: Sequence[str], said: Mapping[str, Any], now: Desk, task: str) -> tuple[list[Any], Message | None]:
    """The nodes of the quarters' cells, or what is wrong with them. Without the plan's year there are none."""
    item, year = now.items[task], now.report.identity.plan_year
    if year is None:
        return [], None
    whole = facts(replace(item, said={**item.said, **said}), year)
    found = cells_of(quarters, year)
    try:
        nodes.check(nodes.rows_of(found), whole)
    except Refused as refusal:
        return [], refusal.said
    return said_of(found), None


def cells_of(cells: Sequence[str], year: int) -> list[nodes.Node]:
    """`30%`, `主体封顶`, `完成30%，主体封顶`: a share where there is one alone; what else stands there is words."""
    found = []
    for words, end in zip(cells, QUARTERS, strict=True):
        words = words.strip()
        shares = _PERCENT.findall(words)
        share = Decimal(shares[0]) if len(shares) == 1 else None
        if words:
            bare = share is not None and _BARE.fullmatch(words)
            found.append(nodes.Node(dt.date(year, *end), share, "" if bare else words))
    return found


def day_of(words: str, year: int | None) -> dt.date | None:
    """The last day that the words leave: a date, a month (its last day), or what reading knows (上半年, 年底)."""
    try:
        if m := _DAY.search(words):
            return dt.date(int(m[1]), int(m[2]), int(m[3]))
        if m := re.fullmatch(_MONTH, words.strip()):
            base, month = int(m[1] or year or 0), int(m[2])
            if "前" in words and "底" not in words and "末" not in words:
                return dt.date(base, month, 1) - dt.timedelta(days=1)
            return (dt.date(base, month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    except ValueError:
        return None
    said, day = deadline(words, 0, len(words), year)
    if said is None and not ({"全年", "年底", "年底前", f"{year}年底", f"{year}年"} & {words.strip()}):
        return None
    return dt.date.fromisoformat(day) if day else None
