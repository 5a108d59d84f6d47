"""Making commitments and acting on them. Pages, API and import call these; nothing else writes events.

Each action is one transaction: the event, its place in the chain, the evidence and the mirror, or nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Length

from luoshi import ledger
from luoshi.ledger import Event, NotYours, Refused, State, View
from luoshi.ledger.chain import append, canonical, hashed, plain
from luoshi.ledger.history import Stood, glance, look
from luoshi.ledger.news import news
from luoshi.ledger.obstacles import notices as told_of
from luoshi.ledger.progress import behind
from luoshi.ledger.reporting import next_report
from luoshi.ledger.values import DUTY, OPEN
from luoshi.schemes import Scheme
from luoshi.schemes.values import UNFINISHED
from luoshi.web import clock, evidence
from luoshi.web.actions import obstacles, slips, telling
from luoshi.web.actions.access import Actor, role_in, visible
from luoshi.web.actions.answering import duty
from luoshi.web.actions.counting import book, count
from luoshi.web.actions.working_days import days
from luoshi.web.models import Commitment, EventRow, Numbering, SchemeVersion
from luoshi.web.search import kept
from luoshi.web.tallies import Sum


class Changed(Exception):
    """Somebody else acted meanwhile. `rows`: what they did."""

    def __init__(self, rows: Sequence[EventRow]) -> None:
        super().__init__("这件事刚刚有变化 / it was changed meanwhile")
        self.rows = rows


def keep(scheme: Scheme, text: str) -> SchemeVersion:
    """The scheme's version in the database. Refused where the version is there with other rules: it needs a new one."""
    row, made = SchemeVersion.objects.get_or_create(scheme=scheme.id, version=scheme.version, defaults={"text": text})
    if not made and row.text != text:
        raise Refused(
            f"方案 {scheme.id} {scheme.version} 已在使用且内容不同，请改版本号",
            f"scheme {scheme.id} {scheme.version} is in use with other rules: give it a new version",
        )
    return row


def state_of(commitment: Commitment) -> State:
    """What its events add up to."""
    rows = list(commitment.events.all())
    return ledger.replay(commitment.rules, (row.link(str(commitment.uid)).event for row in rows), days())


def states_of(rows: QuerySet[Commitment]) -> dict[int, tuple[Commitment, State]]:
    """The states of many, their events fetched in one go."""
    found = {}
    for commitment in rows.select_related("scheme").prefetch_related("events"):
        found[commitment.pk] = commitment, ledger.replay(commitment.rules, _events(commitment), days())
    return found


def views_of(rows: QuerySet[Commitment], now: dt.datetime) -> dict[int, tuple[Commitment, View]]:
    """Many as they are looked at now, without their parts, their events fetched in one go."""
    some = rows.select_related("scheme").prefetch_related("events")
    return {one.pk: (one, glance(one.rules, _events(one), days(), now)) for one in some}


def looked(commitment: Commitment, now: dt.datetime) -> tuple[View, tuple[Stood, ...]]:
    """The commitment as it is looked at now, and how it stood at each month's end before."""
    return look(commitment.rules, _events(commitment), days(), now)


def _events(commitment: Commitment) -> list[Event]:
    chain = str(commitment.uid)
    return [row.link(chain).event for row in sorted(commitment.events.all(), key=lambda row: row.number)]


def view_of(commitment: Commitment, now: dt.datetime) -> View:
    """The commitment as it is looked at now, with those that it is made of."""
    return replace(glance(commitment.rules, _events(commitment), days(), now), parts=_parts(commitment))


def _parts(commitment: Commitment) -> list[tuple[Scheme, State]]:
    return [(part.rules, state) for part, state in states_of(commitment.parts.all()).values()]


@transaction.atomic
def open_commitment(
    actor: Actor, version: SchemeVersion, title: str, facts: Mapping[str, Any] | None = None, **columns: Any
) -> Commitment:
    """立项: a new commitment under a scheme. `facts`: its opening fields; `columns`: of `Commitment`.

    Refused as the rules say, and for everybody but a supervisor.
    """
    if actor.role != "supervisor":
        raise NotYours("立项要由督查员来做", "opening: for supervisors only")
    if not title.strip():
        raise Refused("请写明事项", "say what is to be done")
    now = columns.pop("at", None) or clock.now()
    number = columns.pop("number", "") or _number(columns.get("year") or now.year)
    supports = columns.pop("supports", ())
    owners = {DUTY: duty(columns.get("lead"), columns.get("leader"), supports)}
    event = _event(actor, OPEN, now, "supervisor", {**(facts or {}), **owners}, (), "")
    state = ledger.begin(version.rules, event, days())
    commitment = Commitment(scheme=version, title=title.strip(), number=number, **columns)
    view = View(version.rules, state, now, days())
    _mirror(commitment, view, OPEN)
    commitment.save()
    commitment.supports.set(supports)
    _write(commitment, actor, event)
    _keep(commitment, view, ())
    return commitment


@transaction.atomic
def act(
    actor: Actor,
    commitment: Commitment,
    action: str,
    fields: Mapping[str, Any] | None = None,
    files: Iterable[UploadedFile] = (),
    why: str = "",
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Commitment:
    """One action on a commitment. `seen`: how many events the actor saw: Changed where there are more by now.

    Refused where the rules do not allow it, or where the actor does not see it.
    """
    locked = visible(actor).filter(pk=commitment.pk).values_list("pk", flat=True).first()
    if locked is None:
        raise Refused("没有这件事，或不在您的权限内", "there is no such commitment, or you may not see it")
    commitment = Commitment.objects.select_for_update().select_related("scheme").get(pk=locked)
    if seen is not None and commitment.events_count != seen:
        raise Changed(list(commitment.events.filter(number__gt=seen)))
    now = max(at or clock.now(), commitment.last_at or dt.datetime.min)
    obstacles.check_units(commitment, fields or {})
    stored = [evidence.store(commitment, actor.user, file, now) for file in files]
    event = _event(actor, action, now, role_in(actor, commitment, action), fields or {}, stored, why)
    was, stood = looked(commitment, now)
    was = replace(was, parts=_parts(commitment))
    state = ledger.act(commitment.rules, was.state, event, days(), was.parts)
    slips.unasked(was, action, why)
    view = replace(was, state=state)
    _write(commitment, actor, event)
    _mirror(commitment, view, action)
    # Before it is counted: who is asked sees it.
    obstacles.mirror(commitment, state)
    _keep(commitment, view, stood)
    slips.mirror(commitment, view)
    told = (*news(view, was.state, event), *told_of(view))
    telling.tell(commitment, told, now, actor.post)
    return commitment


Looked = tuple[View, tuple[Stood, ...], Commitment, bool]


def refresh(rows: QuerySet[Commitment], now: dt.datetime) -> list[Looked]:
    """Mirror what the day changed without an event: lights, and what they add to the figures. Each looked at, how it
    stood at each month's end, and whether its light or what stands beside it changed. Call it in a transaction:
    nobody acts on them meanwhile."""
    found: list[Looked] = []
    changes: Counter[Sum] = Counter()
    locked = rows.select_for_update(of=("self",)).select_related("scheme", "lead", "leader")
    locked = locked.prefetch_related("events", "supports", "obstacles", "restricted")
    for commitment in locked:
        before = [getattr(commitment, name) for name in MIRROR]
        commitment.completed = _first_completed(commitment)
        view, stood = looked(commitment, now)
        _mirror(commitment, view, commitment.last_action)
        changed = before != [getattr(commitment, name) for name in MIRROR]
        counted = commitment.counted
        changes.update(count(commitment, view, stood, kept.units_of(commitment)))
        if changed or counted != commitment.counted:
            commitment.save(update_fields=(*MIRROR, "counted"))
        found.append((view, stood, commitment, changed))
    book(changes)
    return found


def _number(year: int) -> str:
    """The next number of a year: 2026-0001. Who opens waits for who opened before."""
    Numbering.objects.get_or_create(year=year, defaults={"last": lambda: _last(year)})
    row = Numbering.objects.select_for_update().get(year=year)
    row.last += 1
    while Commitment.objects.filter(number=f"{year}-{row.last:04d}").exists():
        row.last += 1
    row.save(update_fields=("last",))
    return f"{year}-{row.last:04d}"


def _last(year: int) -> int:
    """The last of the numbers of a year that were given before there was a row for it."""
    # The longest first: as words, 2026-9999 comes after 2026-10000.
    of_year = Commitment.objects.filter(number__startswith=f"{year}-").annotate(size=Length("number"))
    given = of_year.order_by("-size", "-number").values_list("number", flat=True)
    return next((int(n.partition("-")[2]) for n in given[:50] if n.partition("-")[2].isdecimal()), 0)


def basis(commitment: Commitment, algorithm: str) -> str:
    """What a commitment's first event stands on: its number, words and scheme, which no event changes."""
    scheme, report, parent = commitment.scheme, commitment.report, commitment.parent
    return hashed(
        {
            "number": commitment.number, "title": commitment.title, "quote": commitment.quote,
            "spans": commitment.spans, "path": commitment.path, "year": commitment.year, "task": commitment.task,
            "above": commitment.above, "report": report.sha256 if report else "",
            "parent": str(parent.uid) if parent else "",
            "scheme": [scheme.scheme, scheme.version, hashlib.new(algorithm, scheme.text.encode()).hexdigest()],
        },
        algorithm,
    )  # fmt: skip


def _event(
    actor: Actor, action: str, now: dt.datetime, role: str, fields: Mapping[str, Any], files: Iterable[str], why: str
) -> Event:
    post = str(actor.post) if actor.post else ""
    return Event(action, now, actor.user.name or actor.user.username, post, role, dict(fields), tuple(files), why)


def _write(commitment: Commitment, actor: Actor, event: Event) -> None:
    """Put the event behind the last of its chain."""
    chain = str(commitment.uid)
    last = commitment.events.last()
    behind = [last.link(chain)] if last else []
    link = append(chain, behind, event, settings.HASH, first="" if last else basis(commitment, settings.HASH))
    EventRow.objects.create(
        commitment=commitment, number=link.number, action=event.action, at=event.at, user=actor.user, post=actor.post,
        role=event.role, body=canonical(plain(event)), algorithm=link.algorithm, before=link.before, hash=link.hash,
    )  # fmt: skip
    commitment.head, commitment.events_count = link.hash, link.number


# What closes a commitment, by the kind of stage that it leads to.
CLOSED = ("done", "struck")
FURTHEST = Decimal("99999.9")
MIRROR = ("stage", "kind", "light", "colour", "due", "late", "behind", "last_action", "last_at", "completed",
          "report_by")  # fmt: skip


def _keep(commitment: Commitment, view: View, stood: Sequence[Stood]) -> None:
    """Save what an action changed, what that changes of the figures, and its words in the index."""
    units = kept.units_of(commitment)
    kept.index(commitment, units)
    changes = count(commitment, view, stood, units)
    commitment.save(update_fields=(*MIRROR, "events_count", "head", "counted"))
    book(changes)


def _first_completed(commitment: Commitment) -> dt.datetime | None:
    """When an event first completed it or struck it off."""
    scheme = commitment.rules
    for row in sorted(commitment.events.all(), key=lambda row: row.number):
        table = scheme.transition.get(row.action)
        if table is not None and table.to and scheme.stage[table.to].kind in CLOSED:
            return row.at
    return None


def as_kept(points: Decimal | None) -> Decimal | None:
    """Points behind as the columns hold them: a unit may type any figure, and they have six digits."""
    return None if points is None else min(max(points, -FURTHEST), FURTHEST)


def _mirror(commitment: Commitment, view: View, action: str) -> None:
    """The columns that lists use, from the state."""
    scheme, state, now = view.scheme, view.state, view.now
    lit = ledger.light(view)
    live = [one for name, one in state.clocks.items() if one.stopped is None and not scheme.clock[name].window]
    commitment.stage, commitment.kind = state.stage, scheme.stage[state.stage].kind
    commitment.light, commitment.colour = (lit.id, lit.light.colour) if lit else ("", "")
    open_still = commitment.kind in UNFINISHED
    commitment.due = min((one.due for one in live), default=None) if open_still else None
    commitment.late = bool(state.lapses) or any(one.overdue(now) for one in live)
    points = behind(state.fields, now.date()) if open_still else None
    commitment.behind = as_kept(points)
    commitment.report_by = next_report(view)
    commitment.last_action, commitment.last_at = action, state.last
    if commitment.kind in CLOSED and commitment.completed is None:
        commitment.completed = state.last
