"""A large ledger, quickly: `bench/load.py` runs this as a program of its own for each ledger.

    python bench/fill.py COMMITMENTS PLAN.json      on LUOSHI_HOME and LUOSHI_DATABASE

The shape is the same at each size: five years, four schemes, sixty units with two posts each, ten leaders, five
supervisors; nine in ten of the years before are struck off, this year's are anywhere. Some 250 histories are played by
the rules and dealt out, each copy with its own unit, words and hash chain, about ten events long. What is written is
what the actions would have written, mirror and sums included. PLAN.json: fifty people with their sessions, what they
look at and act on.
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
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.web.settings")
UNITS, LEADERS, SUPERVISORS, PEOPLE, HISTORIES = 60, 10, 5, 50, 250
SAMPLE = Path(__file__).parents[1] / "samples" / "澄川市-2025.txt"
PATHS = [f"{n}、{words} / {more}" for n, words in zip("一二三四五六七八", (
    "稳增长", "强产业", "促改革", "扩内需", "兴乡村", "惠民生", "优生态", "保安全",
), strict=True) for more in ("重点项目", "重点工作")]  # fmt: skip
THINGS = ("水库除险加固", "老旧小区改造", "高标准农田", "公办幼儿园", "污水处理厂", "充电桩", "社区食堂", "中医院新院区",
          "技能培训", "数字化改造", "农村供水", "保障性住房", "养老床位", "规上工业企业", "城镇新增就业", "排污口整治")  # fmt: skip
DEEDS = ("完成", "新建", "启动", "推进", "建成", "开工")


class Sink:
    """Rows to the tables, many at a time: COPY on PostgreSQL, executemany on SQLite."""

    def __init__(self, connection: Any) -> None:
        self.connection, self.rows = connection, defaultdict[str, list[tuple[Any, ...]]](list)

    def add(self, model: Any, *values: Any) -> None:
        rows = self.rows[model._meta.db_table]
        rows.append(values)
        if len(rows) >= 20_000:
            self.flush(model._meta.db_table)

    def flush(self, table: str) -> None:
        rows, columns = self.rows.pop(table), COLUMNS[table]
        with self.connection.cursor() as cursor:
            if self.connection.vendor == "sqlite":
                marks = ", ".join("%s" for _ in columns)
                cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
                return
            lines = "".join("\t".join("\\N" if v is None else str(v) for v in row) + "\n" for row in rows)
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                copy.write(lines)

    def close(self) -> None:
        for table in list(self.rows):
            self.flush(table)


COLUMNS: dict[str, list[str]] = {}


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


def history(dice: random.Random, scheme: Any, year: int, now: dt.datetime) -> list[Any]:
    """Events of a commitment of a year, as the rules allow them, until now: (event, role)."""
    from luoshi import ledger
    from luoshi.web.actions.working_days import days

    facts: dict[str, Any] = {n: dice.choice(f.choices) for n, f in scheme.field.items() if f.at_opening and f.choices}
    facts |= {"start": dt.date(year, 1, 1), "due": dt.date(year, dice.choice((6, 9, 12, 12)), 30)}
    if dice.random() < 0.6:
        facts |= {
            "target": Decimal(dice.choice((46, 1200, 18000))),
            "unit": "个",
            "accrual": dice.choice(("累计", "期末")),
        }
    at = dt.datetime(year, 2, dice.randint(1, 20), 9)
    events = [ledger.Event("open", at, "", "", "supervisor", facts)]
    state = ledger.begin(scheme, events[0], days())
    ends = year < now.year and dice.random() < 0.9
    length = 40 if ends else dice.randint(4, 12)
    reports = dice.randint(2, 5)
    while len(events) < length:
        at += dt.timedelta(days=dice.choice((2, 6, 15, 25)), hours=dice.randint(0, 5))
        if at >= now or scheme.stage[state.stage].kind in ("struck", "void"):
            break
        ways = [
            (role, name) for role in ("supervisor", "leader", "handler", "head")
            for name in ledger.allowed(ledger.View(scheme, state, at, days()), role)
            if name not in ("end", "redraft", "reopen", "object", "redo", "return") and not name.endswith("extension")
        ]  # fmt: skip
        told = [way for way in ways if scheme.transition[way[1]].progress and scheme.transition[way[1]].to is None]
        on = [way for way in ways if scheme.transition[way[1]].to]
        if not ways:
            break
        role, name = dice.choice(told if told and reports > 0 else on or ways)
        reports -= (role, name) in told
        table = scheme.transition[name]
        wanted = (*table.needs, *(n for n in table.may if n == ("figure" if "target" in facts else "percent")))
        given = {n: value(scheme, n, at, facts, dice) for n in wanted}
        event = ledger.Event(name, at, "", "", role, given, tuple(["0" * 63 + "1"] * table.evidence))
        try:
            state = ledger.act(scheme, state, event, days())
        except ledger.Refused:
            continue
        events.append(event)
    return events


def value(scheme: Any, name: str, at: dt.datetime, facts: dict[str, Any], dice: random.Random) -> Any:
    share = Decimal(min(100, int(at.timetuple().tm_yday / 3.65) + dice.randint(-20, 15)))
    field = scheme.field.get(name)
    if name in ("percent", "figure"):
        return share if name == "percent" else (facts["target"] * share / 100).to_integral_value()
    if name == "due":
        return facts["due"]
    if field is not None and field.kind == "date":
        return at.date() + dt.timedelta(days=30)
    if field is not None and field.kind == "number":
        return Decimal(dice.randint(50, 900))
    return dice.choice(field.choices) if field is not None and field.choices else "已完成前期手续，进场施工，按计划推进"


def deal(size: int, now: dt.datetime, sink: Sink) -> dict[str, Any]:
    """The whole ledger; what the clients are to look at."""
    from luoshi import ledger, read
    from luoshi.exchange.as_json import dumps
    from luoshi.ledger.chain import canonical, plain
    from luoshi.schemes import builtin, names
    from luoshi.schemes.load import BUILTIN
    from luoshi.web import tallies
    from luoshi.web.actions.commitments import _first_completed, _mirror, keep
    from luoshi.web.actions.working_days import days
    from luoshi.web.models import Commitment, EventRow, Evidence, NoticeRow, Numbering, StoredReport, Tally

    dice = random.Random(7)
    units, posts = people()
    versions = [keep(builtin(name), (BUILTIN / f"{name}.toml").read_text("utf-8")) for name in names()]
    years = range(now.year - 4, now.year + 1)
    text = read(SAMPLE)
    reports = {
        year: StoredReport.objects.create(
            name=SAMPLE.name, sha256=f"{year:064d}", place="澄川市", year=year, data=dumps(text), at=now,
            user=posts["supervisor"][0].user,
        ) for year in years
    }  # fmt: skip
    spans = [[s.start, s.end] for task in text.tasks for s in task.quote.spans[:1]]
    played = []
    for number in range(HISTORIES):
        year, version = years[number % 5], versions[number // 5 % len(versions)]
        events = history(dice, version.rules, year, now)
        one = Commitment(scheme=version, year=year)
        state = ledger.replay(version.rules, events, days())
        one.completed = next((e.at for e in events if _closes(version.rules, e.action)), None)
        view = _mirror(one, state, now, events[-1].action)
        played.append((one, view, events))
    bodies: dict[tuple[int, int, int], list[tuple[str, Any]]] = {}
    counted: dict[tuple[int, int, str], tuple[str, dict[Any, int]]] = {}
    sums: Counter[tuple[str, tuple[int, int, str]]] = Counter()
    numbers: Counter[int] = Counter()
    event_pk = evidence_pk = notice_pk = 0
    open_now: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for pk in range(1, size + 1):
        which = dice.randrange(HISTORIES)
        made, view, events = played[which]
        year, lead, leader = made.year, dice.choice(units), dice.choice(posts["leader"])
        numbers[year] += 1
        number, chain, path = (
            f"{year}-{numbers[year]:04d}",
            uuid.UUID(int=dice.getrandbits(128), version=4),
            dice.choice(PATHS),
        )
        span = dice.choice(spans)
        title = f"{dice.choice(DEEDS)}{lead.name[2:-1]}号{dice.choice(THINGS)}{dice.randint(1, 99999)}处"
        key = (which, lead.pk, leader.pk)
        if key not in bodies:
            bodies[key] = [(canonical(plain(ledger.Event(e.action, e.at, p.user.name, str(p), e.role, e.fields, e.evidence))), p)
                           for e in events for p in [_who(e.role, lead, leader, posts)]]  # fmt: skip
        before = ""
        for n, (event, (body, post)) in enumerate(zip(events, bodies[key], strict=True), 1):
            event_pk += 1
            whole = f'{{"algorithm":"sha256","before":"{before}","chain":"{chain}","event":{body},"number":{n}}}'
            digest = hashlib.sha256(whole.encode()).hexdigest()
            sink.add(EventRow, event_pk, pk, n, event.action, event.at, post.user.pk, post.pk, event.role, body, "sha256",
                     before, digest)  # fmt: skip
            before = digest
            if event.evidence and not any(e.evidence for e in events[: n - 1]):
                evidence_pk += 1
                sink.add(Evidence, evidence_pk, event.evidence[0], pk, "验收单.pdf", "application/pdf", 12345, event.at,
                         post.user.pk)  # fmt: skip
        scopes, supports, let_in = {"running" if made.kind != "before" else "before", f"unit:{lead.pk}"}, [], []
        if dice.random() < 0.7:
            supports = [dice.choice(units)]
            scopes.add(f"unit:{supports[0].pk}")
        if dice.random() < 0.005:
            let_in = [dice.choice(posts["handler"]), dice.choice(posts["viewer"])]
            scopes = {"limited", f"leader:{leader.pk}"} | {
                f"post:{p.pk}:{tallies._let(p.unit_id in {u.pk for u in (lead, *supports)}, made.kind != 'before')}" for p in let_in
            }  # fmt: skip
        cell = (which, lead.pk, path)
        if cell not in counted:
            made.lead_id, made.path = lead.pk, path
            cells = tallies.cells_of(made, view)
            counted[cell] = (canonical(sorted([*c, n] for c, n in cells.items())), cells)
        for scope in scopes:
            sums[scope, cell] += 1
        kept = f'{{"cells":{counted[cell][0]},"scopes":{canonical(sorted(scopes))}}}'
        mirror = {"uid": chain if sink.connection.vendor == "postgresql" else chain.hex, "number": number, "title": title,
                  "report_id": reports[year].pk, "task": "t", "quote": text.text[span[0]:span[1]].replace("\n", ""),
                  "spans": json.dumps([span]), "path": path, "lead_id": lead.pk, "leader_id": leader.pk,
                  "events_count": len(events), "head": before, "counted": kept.replace("\\", "\\\\")
                  if sink.connection.vendor == "postgresql" else kept}  # fmt: skip
        sink.add(Commitment, *(
            pk if f.column == "id" else mirror[f.column] if f.column in mirror else getattr(made, f.attname) for f in FIELDS
        ))  # fmt: skip
        for unit in supports:
            sink.add(Commitment.supports.through, pk, pk, unit.pk)
        for n, post in enumerate(let_in):
            sink.add(Commitment.restricted.through, 2 * pk + n, pk, post.pk)
        if made.colour == "red":
            for post in (posts["supervisor"][0], posts["handler"][lead.order - 1]):
                notice_pk += 1
                sink.add(NoticeRow, notice_pk, pk, post.pk, f"late:{pk}", "已到期", "ended", now, None)
        if (
            "report" in view.scheme.transition
            and view.state.stage == "handling"
            and not let_in
            and len(open_now[lead.pk]) < 400
        ):
            open_now[lead.pk].append((number, len(events)))
    total: Counter[Any] = Counter()
    for (scope, cell), times in sums.items():
        for c, n in counted[cell][1].items():
            total[scope, *c] += n * times
    for tally_pk, ((scope, year, what, k, part), n) in enumerate(total.items(), 1):
        sink.add(Tally, tally_pk, scope, year, what, k.replace("\\", "\\\\"), part, n)
    for year, last in numbers.items():
        sink.add(Numbering, year, last)
    assert _first_completed
    return {"events": event_pk, "plan": plan(dice, units, posts, open_now, numbers, years)}


def _closes(scheme: Any, action: str) -> bool:
    table = scheme.transition.get(action)
    return table is not None and table.to is not None and scheme.stage[table.to].kind in ("done", "struck")


def _who(role: str, lead: Any, leader: Any, posts: dict[str, list[Any]]) -> Any:
    """The post that acts in a role; units stand in the order of their posts."""
    return (
        leader if role == "leader" else posts["supervisor"][0] if role == "supervisor" else posts[role][lead.order - 1]
    )


def plan(dice: random.Random, units: Any, posts: Any, open_now: Any, numbers: Counter[int], years: Any) -> list[Any]:
    """Fifty people: a session each, numbers to look at, and for handlers what they report on."""
    from importlib import import_module

    from django.conf import settings

    store = import_module(settings.SESSION_ENGINE).SessionStore
    chosen = [*posts["supervisor"], *posts["leader"][:5], *posts["viewer"]]
    chosen += posts["handler"][: PEOPLE - len(chosen)]
    found = []
    for post in chosen:
        session = store()
        session["_auth_user_id"], session["_auth_user_hash"] = str(post.user.pk), post.user.get_session_auth_hash()
        session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
        session.create()
        own = open_now[post.unit_id] if post.role == "handler" else []
        any_of = [f"{y}-{dice.randint(1, numbers[y]):04d}" for y in years for _ in range(40)]
        looks = [number for number, _ in own] or any_of
        found.append(
            {"session": session.session_key, "role": post.role, "unit": post.unit_id, "numbers": looks, "acts": own}
        )
    return found


FIELDS: list[Any] = []


def bulk(connection: Any) -> Iterator[None]:
    """PostgreSQL without indexes and foreign keys' checks while rows come in; made again afterwards."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys=OFF")
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('web_commitment', 'web_eventrow') AND indexname NOT IN"
            " (SELECT conname FROM pg_constraint)"
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for _, made in indexes:
            cursor.execute(made)
        cursor.execute(
            "SELECT table_name, pg_get_serial_sequence(table_name, 'id') FROM information_schema.columns"
            " WHERE column_name = 'id' AND table_name LIKE 'web_%%'"
        )
        for table, sequence in cursor.fetchall():
            if sequence:
                cursor.execute(f"SELECT setval('{sequence}', COALESCE((SELECT MAX(id) FROM {table}), 0) + 1)")
        cursor.execute("VACUUM ANALYZE")


def main(size: int, target: Path) -> None:
    from luoshi.cli.serve import ready

    ready(Path(os.environ["LUOSHI_HOME"]))
    from django.apps import apps
    from django.db import connection, transaction

    from luoshi.web import clock
    from luoshi.web.models import Commitment

    for model in apps.get_models(include_auto_created=True):
        COLUMNS[model._meta.db_table] = [f.column for f in model._meta.concrete_fields]
    FIELDS.extend(Commitment._meta.concrete_fields)
    sink = Sink(connection)
    around = bulk(connection)
    next(around)
    with transaction.atomic():
        found = deal(size, clock.now(), sink)
        sink.close()
    next(around, None)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    target.write_text(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
