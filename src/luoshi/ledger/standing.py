"""What a commitment's state means today: its light and why, the slips to propose, whom to tell, the reports due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from luoshi.ledger import clocks, obstacles
from luoshi.ledger.conditions import Reasons, View, holds
from luoshi.ledger.periods import closed, closes, every
from luoshi.ledger.slips import ALIVE
from luoshi.ledger.values import Notice
from luoshi.lexicon.calendar import ONE
from luoshi.schemes.limits import limit
from luoshi.schemes.values import Clock, Light, Reporting, Slip
from luoshi.values import Message


@dataclass(frozen=True, slots=True)
class Lit:
    """The light, by id and table, and why it burns."""

    id: str
    light: Light
    reasons: Reasons


def light(view: View) -> Lit | None:
    """The first light of the scheme whose condition holds; None where the scheme has no lights."""
    for name, table in view.scheme.light.items():
        why = () if table.when is None else holds(table.when, view)
        if why is not None:
            return Lit(name, table, why)
    return None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A slip that could be issued: a person decides."""

    id: str
    slip: Slip
    reasons: Reasons


def proposals(view: View) -> tuple[Proposal, ...]:
    """The slips that the scheme calls for now and that are not out already, the gravest last.

    One that was issued and answered is proposed again when a period has gone by and its condition still holds.
    `view.lights` are those of the periods that are over; today's is found here.
    """
    stage = view.scheme.stage[view.state.stage]
    if stage.kind not in ALIVE:
        return ()
    lit = light(view)
    view = replace(view, today=lit.id if lit else None)
    found = []
    for name, slip in view.scheme.slip.items():
        if _out(view, name) or not _lapsed(view, slip):
            continue
        why = holds(slip.when, view)
        if why is not None:
            found.append(Proposal(name, slip, _told(why, lit)))
    return tuple(found)


def _out(view: View, name: str) -> bool:
    """Whether the slip waits for its answer, or was issued in this very period."""
    last = next((one for one in reversed(view.state.slips) if one.slip == name), None)
    if last is None:
        return False
    return last.answered is None or not closed(every(view.scheme), last.at, view.now)


def _lapsed(view: View, slip: Slip) -> bool:
    """Whether the slip before this one was issued and its time is over by `lapse`. An answer that changed nothing is
    none: whether the condition still holds decides."""
    if slip.after is None:
        return True
    first = next((one for one in reversed(view.state.slips) if one.slip == slip.after), None)
    if first is None:
        return False
    return view.now > clocks.due(first.due, limit(slip.lapse), {}, view.calendar, "next", view.scheme.hours)


def _told(why: Reasons, lit: Lit | None) -> Reasons:
    """That a light burns, and why it does."""
    return tuple(dict.fromkeys((*why, *(lit.reasons if lit else ()))))


def notices(view: View) -> tuple[Notice, ...]:
    """What is to be told by now: warnings to the handler, and what is overdue, level by level up the line."""
    found: list[Notice] = []
    for name, one in view.state.clocks.items():
        clock = view.scheme.clock[name]
        if one.stopped is not None or one.paused is not None or not clock.line:
            continue
        found += _warnings(view, name, clock, one.due)
        found += _overdue(view, name, clock, one.due)
    return (*found, *obstacles.notices(view))


def _warnings(view: View, name: str, clock: Clock, due: dt.datetime) -> Iterator[Notice]:
    """The latest warning whose time has come: whoever missed the one a month before is not told twice."""
    begun = [(clocks.before(due, limit(warn), view.calendar), warn) for warn in clock.warn]
    come = [pair for pair in begun if pair[0] <= view.now <= due]
    if come:
        said = Message(f"“{clock.name}”{due:%Y-%m-%d} 到期", f"{clock.en} ends on {due:%Y-%m-%d}")
        yield Notice(f"warn:{name}:{due:%Y%m%d%H%M}:{max(come)[1]}", clock.line[0], said)


def _overdue(view: View, name: str, clock: Clock, due: dt.datetime) -> Iterator[Notice]:
    """The handler at once, each next in line after a grace more."""
    moment = due
    for who in clock.line:
        if view.now <= moment:
            return
        said = Message(f"“{clock.name}”{due:%Y-%m-%d} 已到期", f"{clock.en} ended on {due:%Y-%m-%d}")
        yield Notice(f"late:{name}:{due:%Y%m%d%H%M}:{who}", who, said)
        moment = clocks.due(moment, limit(clock.grace), {}, view.calendar, "next", view.scheme.hours)


def due_reports(reporting: Reporting, first: dt.date, until: dt.date, nodes: tuple[dt.date, ...] = ()) -> list[dt.date]:
    """The days by which progress was to be reported, after `first`, up to and with `until`.

    The report on a period is due by the `day` of the next; with day 0, by the period's last day.
    """
    if reporting.every == "节点":
        return sorted(day for day in nodes if first < day <= until)
    found = []
    day = first
    while day <= until:
        if closes(reporting.every, day):
            by = day + reporting.day * ONE
            if first < by <= until:
                found.append(by)
        day += ONE
    return found
