"""The check of everything that is kept: each chain, what stands beside it, the heads that were signed over all.

Goes through a ledger of any size a handful at a time. Each fault names the commitment, report or day and the event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from luoshi import ledger
from luoshi.ledger import Refused, State
from luoshi.ledger.chain import Link, broken, canonical, plain
from luoshi.ledger.values import Running
from luoshi.ledger.who import places
from luoshi.lexicon.calendar import CalendarError
from luoshi.schemes.load import SchemeError
from luoshi.schemes.values import UNFINISHED
from luoshi.values import Message
from luoshi.web import append_only, clock, evidence
from luoshi.web.actions import counting, heads, log
from luoshi.web.actions.access import Actor
from luoshi.web.actions.answering import duty
from luoshi.web.actions.batches import batched
from luoshi.web.actions.commitments import basis
from luoshi.web.actions.working_days import days
from luoshi.web.models import Bulletin, Commitment, DayEnd, EventRow, Evidence, ObstacleRow, OfficeEvent, StoredReport
from luoshi.web.models.office import CHAIN

HANDFUL = 200
FAULTS_SHOWN = 200


def verified(actor: Actor) -> list[Message]:
    """What `verify` finds, the first of it; that it was asked for goes into the log. For the auditor."""
    log.only(actor, "auditor")
    found = list(islice(verify(), FAULTS_SHOWN))
    log.done(actor, "verify", faults=len(found))
    return found


def verify() -> Iterator[Message]:
    """Everything that is not as it was written; nothing where all is."""
    for table, name, _ in append_only.missing(connection):
        yield Message(f"数据库的保护 {name} 被拆除（表 {table}）", f"{table}: the trigger {name} is gone")
    commitments = Commitment.objects.order_by("pk").select_related("scheme", "report", "parent", "lead", "leader__unit")
    commitments = commitments.prefetch_related("supports")
    for some in batched(commitments.defer("report__data").iterator(chunk_size=HANDFUL), HANDFUL):
        events = _by(EventRow.objects.filter(commitment__in=some).order_by("number"), "commitment_id")
        files = _by(Evidence.objects.filter(commitment__in=some), "commitment_id")
        ends = _by(DayEnd.objects.filter(chain__in=[str(one.uid) for one in some]), "chain")
        doors = _by(Commitment.restricted.through.objects.filter(commitment__in=some), "commitment_id")
        stuck = _by(ObstacleRow.objects.filter(commitment__in=some), "commitment_id")
        for one in some:
            chain = str(one.uid)
            rows, links = events.get(one.pk, []), []
            for row in rows:
                link, wrong = _link(row, chain)
                yield from _named(one.number, wrong)
                links += [link] if link else []
            yield from _named(
                one.number,
                _commitment(one, rows, links, ends.get(chain, []), len(doors.get(one.pk, ())), stuck.get(one.pk, ())),
            )
            yield from _named(one.number, _files(links, files.get(one.pk, [])))
    for row in EventRow.objects.filter(~Exists(Commitment.objects.filter(pk=OuterRef("commitment")))).order_by():
        yield Message(f"事件 {row.pk} 所属的事项不在了", f"event {row.pk}: its commitment is gone")
    for report in StoredReport.objects.order_by("pk").iterator(chunk_size=5):
        yield from _named(str(report), _report(report))
    yield from _named("日志", _log())
    yield from heads.faults()
    for bulletin in Bulletin.objects.iterator(chunk_size=HANDFUL):
        if evidence.digest(bulletin.sha256) != bulletin.sha256:
            yield Message(
                f"“{bulletin.title}”的文件缺失或被改动", f"bulletin {bulletin.number} of {bulletin.year}: its file is "
                "missing or was changed",
            )  # fmt: skip
    if counting.astray():
        yield Message("总览的合计与台账各项不符", "the sums of the overview are not those of the commitments")


def _by(rows: Iterable[Any], key: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found


def _named(name: str, faults: Iterable[Message]) -> Iterator[Message]:
    for fault in faults:
        yield Message(f"{name}：{fault.zh}", f"{name}: {fault.en}")


def _commitment(
    one: Commitment, rows: Sequence[EventRow], links: Sequence[Link], ends: Sequence[DayEnd], let_in: int,
    stuck: Sequence[ObstacleRow],
) -> Iterator[Message]:  # fmt: skip
    # Events of ledgers before 0.1.0 was whole stand on nothing.
    stands = rows[0].before if rows else ""
    if stands and stands != basis(one, rows[0].algorithm):
        yield Message("编号、事项、原文或方案被改动", "its number, words or scheme were changed")
    yield from broken(str(one.uid), links, one.head, stands)
    yield from _listed(ends, {row.number: row.hash for row in rows})
    if one.events_count != len(rows):
        yield Message(
            f"记有 {one.events_count} 个事件，实有 {len(rows)} 个", f"{len(rows)} events of {one.events_count}"
        )
    try:
        state = ledger.replay(one.rules, (link.event for link in links), days())
    except (Refused, CalendarError, SchemeError, TypeError, ValueError, KeyError) as error:
        yield Message(f"各事件合不成状态：{error}", f"its events do not add up: {error}")
    else:
        yield from _mirror(one, state, links[-1].event.action)
        # In early ledgers posts were let in by no event.
        early = not stands and not state.restricted
        yield from _beside(state, 0 if early else let_in, stuck)
        if state.duty is not None and places(state.duty) != places(duty(one.lead, one.leader, one.supports.all())):
            said = "、".join(name for *_, name in state.duty) or "没有"
            yield Message(
                f"责任单位或领导与事件不符，按事件应是：{said}", f"who answers for it is not who its events say: {said}"
            )


def _beside(state: State, let_in: int, stuck: Sequence[ObstacleRow]) -> Iterator[Message]:
    """Who may know of it, and what is stuck, are what the events say."""
    if let_in != len(state.restricted):
        yield Message(
            f"知悉范围写的是 {let_in} 个岗位，按事件应是 {len(state.restricted)} 个",
            f"{let_in} post(s) are let in, the events say {len(state.restricted)}",
        )
    rows = {row.number: (row.due, row.replied_at) for row in stuck}
    right = {o.number: (o.due, o.replied) for o in state.obstacles}
    wrong = sorted(n for n in {*rows, *right} if rows.get(n) != right.get(n))
    if wrong:
        said = "、".join(map(str, wrong))
        yield Message(f"堵点 {said} 与事件不符", f"obstacle {said} is not what the events say")


def _mirror(one: Commitment, state: State, last: str) -> Iterator[Message]:
    """The columns that lists use are what the events add up to; lights are of the day, and not compared."""
    scheme = one.rules
    kind = scheme.stage[state.stage].kind
    live = [c for name, c in state.clocks.items() if c.stopped is None and not scheme.clock[name].window]
    due = min((c.due for c in live), default=None) if kind in UNFINISHED else None
    # What was late at the last event is; what became late since may wait for the day's `tick`.
    late = {True} if state.lapses or any(c.overdue(state.last) for c in live) else {False, _late(live)}
    right: dict[str, set[Any]] = {
        "stage": {state.stage}, "kind": {kind}, "due": {due}, "late": late, "last_action": {last},
        "last_at": {state.last},
    }  # fmt: skip
    for column, expected in right.items():
        if getattr(one, column) not in expected:
            yield Message(
                f"{column} 写的是 {getattr(one, column)}，按事件应是 {next(iter(expected))}",
                f"{column} is {getattr(one, column)}, the events add up to {next(iter(expected))}",
            )


def _late(clocks: Iterable[Running]) -> bool:
    return any(one.overdue(clock.now()) for one in clocks)


def _link(row: EventRow | OfficeEvent, chain: str) -> tuple[Link | None, list[Message]]:
    """The event in its chain, and what is wrong with its row before the chain is looked at."""
    try:
        link = row.link(chain) if isinstance(row, EventRow) else row.link()
        written = canonical(plain(link.event))
    except (ValueError, KeyError, TypeError):
        return None, [Message(f"第 {row.number} 个事件读不出来", f"event {row.number} cannot be read")]
    beside = row.action == link.event.action and row.at == link.event.at
    beside = beside and (isinstance(row, OfficeEvent) or row.role == link.event.role)
    if written == row.body and beside:
        return link, []
    return link, [
        Message(f"第 {row.number} 个事件旁边的列被改动", f"event {row.number}: a column beside it was changed")
    ]


def _listed(ends: Iterable[DayEnd], hashes: dict[int, str]) -> Iterator[Message]:
    """What signed heads list of this chain is there still."""
    for end in ends:
        if hashes.get(end.number) != end.end:
            yield Message(
                f"{end.day} 时第 {end.number} 个事件已不在或被改写",
                f"event {end.number} of {end.day} is gone or rewritten",
            )


def _files(links: Iterable[Link], files: Sequence[Evidence]) -> Iterator[Message]:
    """Every file that an event names is there as it was, and no other."""
    named: dict[str, int] = {}
    for link in links:
        for sha in link.event.evidence:
            named.setdefault(sha, link.number)
    for file in files:
        if evidence.digest(file.sha256) != file.sha256:
            yield Message(f"佐证材料“{file.name}”缺失或被改动", f"evidence {file.name!r} is missing or was changed")
        if named.pop(file.sha256, None) is None:
            yield Message(f"佐证材料“{file.name}”没有事件提到", f"evidence {file.name!r}: no event names it")
    for sha, number in named.items():
        yield Message(
            f"第 {number} 个事件的佐证材料 {sha[:12]} 不在了", f"event {number}: its evidence {sha[:12]} is gone"
        )


def _report(report: StoredReport) -> Iterator[Message]:
    """The file, what was read in it, and the decisions about it."""
    if evidence.digest(report.sha256) != report.sha256:
        yield Message("原文件缺失或被改动", "its file is missing or was changed")
    if report.taken() != report.hash:
        yield Message("读出的内容被改动", "what was read in it was changed")
    rows = list(report.decisions.order_by("number"))
    yield from broken(report.chain, (row.link(report.chain) for row in rows), first=report.hash)
    ends = DayEnd.objects.filter(chain=report.chain)
    yield from _listed(ends, {0: report.hash} | {row.number: row.hash for row in rows})


def _log() -> Iterator[Message]:
    beside: list[Message] = []

    def links() -> Iterator[Link]:
        for row in OfficeEvent.objects.iterator(chunk_size=500):
            link, wrong = _link(row, CHAIN)
            beside.extend(wrong)
            if link:
                yield link

    yield from broken(CHAIN, links())
    yield from beside
    for some in batched(DayEnd.objects.filter(chain=CHAIN, number__gt=0).iterator(chunk_size=500), 500):
        rows = OfficeEvent.objects.filter(number__in=[end.number for end in some])
        yield from _listed(some, dict(rows.values_list("number", "hash")))
