"""A large ledger, quickly: `bench/load.py` runs this as a program of its own for each ledger.

    python bench/fill.py COMMITMENTS PLAN.json      on LUOSHI_HOME and LUOSHI_DATABASE

The shape is the same at each size: five years, four schemes, sixty units with two posts each, ten leaders, five
supervisors; nine in ten of the years before are struck off, this year's are anywhere. Some 250 histories are played by
the rules and dealt out, each copy with its own unit, words and hash chain, about ten events long. What is written is
what the actions would have written, mirror and sums included. A ledger that holds something is left as it is.
PLAN.json: fifty people with their sessions, what they look at and act on.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import sys
import uuid
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from filling import COLUMNS, Sink, bulk
from histories import HISTORIES, Played, played

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.web.settings")
UNITS, LEADERS, SUPERVISORS, PEOPLE = 60, 10, 5, 50
SAMPLE = Path(__file__).parents[1] / "samples" / "澄川市-2025.txt"
PATHS = [f"{n}、{words} / {more}" for n, words in zip("一二三四五六七八", (
    "稳增长", "强产业", "促改革", "扩内需", "兴乡村", "惠民生", "优生态", "保安全",
), strict=True) for more in ("重点项目", "重点工作")]  # fmt: skip
THINGS = (
    "水库除险加固", "老旧小区改造", "高标准农田", "公办幼儿园", "污水处理厂", "充电桩", "社区食堂", "中医院新院区",
    "技能培训", "数字化改造", "农村供水", "保障性住房", "养老床位", "规上工业企业", "城镇新增就业", "排污口整治",
)  # fmt: skip
DEEDS = ("完成", "新建", "启动", "推进", "建成", "开工")


def people() -> tuple[list[Any], dict[str, list[Any]]]:
    """(units, posts by role); each post held by a person of its own."""
    from luoshi.web.models import Holding, Post, Unit, User

    posts: dict[str, list[Any]] = defaultdict(list)
    office = Unit.objects.create(name="市政府", order=0)
    units = [Unit.objects.create(name=f"市第{n + 1}局", order=n + 1) for n in range(UNITS)]
    wanted = [(unit, role) for unit in units for role in ("handler", "head")]
    wanted += [
        (office, role)
        for role, n in (("leader", LEADERS), ("supervisor", SUPERVISORS), ("viewer", 2))
        for _ in range(n)
    ]
    for number, (unit, role) in enumerate(wanted):
        user = User(username=f"u{number}", name=f"某{number}")
        user.set_unusable_password()
        user.save()
        post = Post.objects.create(unit=unit, title=f"{role}{number}", role=role)
        Holding.objects.create(post=post, user=user, since=dt.date(2015, 1, 1))
        post.user = user
        posts[role].append(post)
    return units, posts


class Dealer:
    """Deals histories out to commitments, each with a number, a unit, words, a hash chain and sums of its own."""

    def __init__(self, now: dt.datetime, sink: Sink) -> None:
        from luoshi import read
        from luoshi.schemes import builtin, names
        from luoshi.schemes.load import BUILTIN
        from luoshi.web.actions.commitments import keep

        self.now, self.sink, self.dice = now, sink, random.Random(7)
        self.units, self.posts = people()
        versions = [keep(builtin(name), (BUILTIN / f"{name}.toml").read_text("utf-8")) for name in names()]
        self.schemes = {v.pk: [v.scheme, v.version, hashlib.sha256(v.text.encode()).hexdigest()] for v in versions}
        self.text = read(SAMPLE)
        self.reports = {year: self.report(year) for year in range(now.year - 4, now.year + 1)}
        self.spans = [[s.start, s.end] for task in self.text.tasks for s in task.quote.spans[:1]]
        self.played = played(now, versions, self.dice)
        self.bodies: dict[Any, list[tuple[str, Any]]] = {}
        self.counted: dict[Any, tuple[str, dict[Any, int]]] = {}
        self.sums: Counter[tuple[str, Any]] = Counter()
        self.keys: Counter[str] = Counter()
        self.numbers: Counter[int] = Counter()

    def report(self, year: int) -> Any:
        from luoshi.exchange.as_json import dumps
        from luoshi.web.models import StoredReport

        post = self.posts["supervisor"][0]
        made = StoredReport(
            name=SAMPLE.name, sha256=f"{year:064d}", place="澄川市", year=year, data=dumps(self.text), at=self.now,
            user=post.user, who=post.user.name, at_post=str(post), algorithm="sha256",
        )  # fmt: skip
        made.hash = made.taken()
        made.save()
        return made

    def deal(self, pk: int) -> None:
        """One commitment and all that hangs on it."""
        dice, which = self.dice, self.dice.randrange(HISTORIES)
        one = self.played[which]
        year, lead = one.row.year, dice.choice(self.units)
        leader = self.posts["leader"][lead.order % LEADERS]
        self.numbers[year] += 1
        span = dice.choice(self.spans)
        row = {
            "id": pk, "uid": uuid.UUID(int=dice.getrandbits(128), version=4),
            "number": f"{year}-{self.numbers[year]:04d}", "path": dice.choice(PATHS), "task": "t",
            "title": f"{dice.choice(DEEDS)}{lead.name[2:-1]}号{dice.choice(THINGS)}{dice.randint(1, 99999)}处",
            "quote": self.text.text[span[0] : span[1]].replace("\n", ""), "spans": [span],
            "report_id": self.reports[year].pk, "lead_id": lead.pk, "leader_id": leader.pk,
        }  # fmt: skip
        supports = [dice.choice(self.units)] if dice.random() < 0.7 else []
        let_in = (
            [dice.choice(self.posts["handler"]), dice.choice(self.posts["viewer"])] if dice.random() < 0.005 else []
        )
        row["head"] = self.chain(row, which, lead, leader, supports)
        row["counted"] = self.count(row, which, lead, leader, supports, let_in)
        self.beside(row, one, lead, supports, let_in)
        self.search(row, one, lead, supports)
        self.commitment(row, one)

    def commitment(self, row: dict[str, Any], one: Played) -> None:
        from luoshi.web.models import Commitment

        postgres = self.sink.connection.vendor == "postgresql"
        row |= {"spans": json.dumps(row["spans"]), "uid": row["uid"] if postgres else row["uid"].hex}
        if postgres:
            row["counted"] = row["counted"].replace("\\", "\\\\")
        self.sink.add(Commitment, *(row[f.column] if f.column in row else getattr(one.row, f.attname) for f in FIELDS))

    def chain(self, row: dict[str, Any], which: int, lead: Any, leader: Any, supports: Any) -> str:
        """The events of its chain; the last hash."""
        from luoshi.ledger.chain import canonical, hashed, plain
        from luoshi.ledger.values import DUTY
        from luoshi.web.actions.answering import duty
        from luoshi.web.models import EventRow, Evidence

        one, key = self.played[which], (which, lead.pk)
        if key not in self.bodies:
            self.bodies[key] = [
                (canonical(plain(replace(e, who=p.user.name, post=str(p)))), p)
                for e in one.events
                for p in [_who(e.role, lead, leader, self.posts)]
            ]
        opening, post = one.events[0], self.bodies[key][0][1]
        given = {**opening.fields, DUTY: duty(lead, leader, supports)}
        first = canonical(plain(replace(opening, who=post.user.name, post=str(post), fields=given)))
        bodies = [(first, post), *self.bodies[key][1:]]
        own = {name: row[name] for name in ("number", "title", "quote", "spans", "path", "task")}
        before = hashed(own | {
            "year": one.row.year, "above": "", "parent": "", "report": self.reports[one.row.year].sha256,
            "scheme": self.schemes[one.row.scheme_id],
        })  # fmt: skip
        laid = False
        for number, (event, (body, post)) in enumerate(zip(one.events, bodies, strict=True), 1):
            self.keys["event"] += 1
            whole = (
                f'{{"algorithm":"sha256","before":"{before}","chain":"{row["uid"]}","event":{body},"number":{number}}}'
            )
            digest = hashlib.sha256(whole.encode()).hexdigest()
            self.sink.add(
                EventRow, self.keys["event"], row["id"], number, event.action, event.at, post.user.pk, post.pk,
                event.role, body, "sha256", before, digest,
            )  # fmt: skip
            before = digest
            if event.evidence and not laid:
                laid = True
                self.keys["evidence"] += 1
                self.sink.add(Evidence, self.keys["evidence"], event.evidence[0], row["id"], "验收单.pdf",
                              "application/pdf", 12345, event.at, post.user.pk)  # fmt: skip
        return before

    def count(self, row: dict[str, Any], which: int, lead: Any, leader: Any, supports: Any, let_in: Any) -> str:
        """What it adds to the sums, as its row keeps it."""
        from luoshi.ledger.chain import canonical
        from luoshi.web import tallies

        one = self.played[which]
        running, units = one.row.kind != "before", {lead.pk, *(u.pk for u in supports)}
        if let_in:
            scopes = {f"post:{p.pk}:{tallies._let(p.unit_id in units, running)}" for p in let_in}
            scopes |= {"limited", f"leader:{leader.pk}"}
        else:
            scopes = {"running" if running else "before", *(f"unit:{pk}" for pk in units)}
        cell = (which, lead.pk, row["path"])
        if cell not in self.counted:
            own = {"unit": str(lead.pk), "path": tallies.heading(row["path"])}
            cells = {(year, what, own.get(what, key), part): n for (year, what, key, part), n in one.cells.items()}
            self.counted[cell] = (canonical(sorted([*c, n] for c, n in cells.items())), cells)
        for scope in scopes:
            self.sums[scope, cell] += 1
        return f'{{"cells":{self.counted[cell][0]},"scopes":{canonical(sorted(scopes))}}}'

    def beside(self, row: dict[str, Any], one: Played, lead: Any, supports: Any, let_in: Any) -> None:
        """Units and posts that it is shown to, notices of what is red, slips that the rules propose."""
        from luoshi import ledger
        from luoshi.web.models import Commitment, NoticeRow, SlipRow

        pk, scheme = row["id"], one.view.scheme
        for unit in supports:
            self.sink.add(Commitment.supports.through, pk, pk, unit.pk)
        for n, post in enumerate(let_in):
            self.sink.add(Commitment.restricted.through, 2 * pk + n, pk, post.pk)
        if one.row.colour != "red":
            return
        for post in (self.posts["supervisor"][0], self.posts["handler"][lead.order - 1]):
            self.keys["notice"] += 1
            self.sink.add(NoticeRow, self.keys["notice"], pk, post.pk, f"late:{pk}", "已到期", "ended", self.now, None)
        for slip in ledger.proposals(one.view):
            self.keys["slip"] += 1
            rank = list(scheme.slip).index(slip.id)
            self.sink.add(
                SlipRow, self.keys["slip"], pk, slip.id, slip.slip.signs, slip.slip.to, rank, None, None, None, None
            )

    def search(self, row: dict[str, Any], one: Played, lead: Any, supports: Any) -> None:
        from luoshi.web.search.spaced import marked, spaced, tokens

        units = {lead.pk, *(unit.pk for unit in supports)}
        own = marked(units, spaced((row["number"], row["title"], row["quote"], row["path"], lead.name)))
        self.sink.words(row["id"], f"{own.rstrip()} {one.said} ", dict.fromkeys((*tokens(own), *one.tokens)))

    def close(self) -> None:
        """The sums and the last numbers."""
        from luoshi.web.models import Numbering, Tally

        total: Counter[Any] = Counter()
        for (scope, cell), times in self.sums.items():
            for key, n in self.counted[cell][1].items():
                total[scope, *key] += n * times
        for pk, ((scope, year, what, key, part), n) in enumerate(total.items(), 1):
            self.sink.add(Tally, pk, scope, year, what, key.replace("\\", "\\\\"), part, n)
        for year, last in self.numbers.items():
            self.sink.add(Numbering, year, last)
        self.sink.close()


def _who(role: str, lead: Any, leader: Any, posts: dict[str, list[Any]]) -> Any:
    """The post that acts in a role; units stand in the order of their posts."""
    return (
        leader if role == "leader" else posts["supervisor"][0] if role == "supervisor" else posts[role][lead.order - 1]
    )


def plan() -> list[Any]:
    """Fifty people of the ledger as it is: a session each, numbers to look at, and for handlers what they report on."""
    from importlib import import_module

    from django.conf import settings

    from luoshi.web.models import Commitment, Holding, Numbering, SchemeVersion

    dice = random.Random(3)
    schemes = [version.pk for version in SchemeVersion.objects.all() if "report" in version.rules.transition]
    numbers = [f"{row.year}-{dice.randint(1, row.last):04d}" for row in Numbering.objects.all() for _ in range(40)]
    held = list(Holding.objects.select_related("user", "post").order_by("post"))
    wanted = {"supervisor": 5, "leader": 5, "viewer": 2, "handler": PEOPLE - 12}
    found = []
    for role, most in wanted.items():
        for holding in [one for one in held if one.post.role == role][:most]:
            session = import_module(settings.SESSION_ENGINE).SessionStore()
            session["_auth_user_id"] = str(holding.user.pk)
            session["_auth_user_hash"] = holding.user.get_session_auth_hash()
            session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
            session.create()
            rows = Commitment.objects.filter(
                lead=holding.post.unit_id, stage="handling", scheme__in=schemes, restricted=None
            )
            own = list(rows.values_list("number", "events_count")[:400]) if role == "handler" else []
            found.append({
                "session": session.session_key, "role": role, "unit": holding.post.unit_id,
                "numbers": [number for number, _ in own] or numbers, "acts": own,
            })  # fmt: skip
    return found


FIELDS: list[Any] = []


def main(size: int, target: Path) -> None:
    from luoshi.cli.serve import ready

    ready(Path(os.environ["LUOSHI_HOME"]))
    from django.apps import apps
    from django.db import connection, transaction

    from luoshi.web import clock
    from luoshi.web.models import Commitment, EventRow

    for model in apps.get_models(include_auto_created=True):
        COLUMNS[model._meta.db_table] = [f.column for f in model._meta.concrete_fields]
    FIELDS.extend(Commitment._meta.concrete_fields)
    COLUMNS["web_searchwords"] = ["rowid", "words"]
    if connection.vendor == "postgresql":
        COLUMNS["web_searchrow"] = ["commitment_id", "text", "words"]
    if not Commitment.objects.exists():
        around = bulk(connection)
        next(around)
        with transaction.atomic():
            dealer = Dealer(clock.now(), Sink(connection))
            for pk in range(1, size + 1):
                dealer.deal(pk)
            dealer.close()
        next(around, None)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
    found = {"events": EventRow.objects.count(), "plan": plan()}
    target.write_text(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
