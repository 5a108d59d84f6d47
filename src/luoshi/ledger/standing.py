"""What a commitment's state means today: its light and why, the slips to propose, whom to tell, the reports due."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.ledger import clocks, obstacles
from luoshi.ledger.conditions import Reasons, View, holds
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

    `view.lights` includes today's light as its last.
    """
    found = []
    issued = view.state.slips
    for name, slip in view.scheme.slip.items():
        if any(one.slip == name and (one.answered is None or slip.after is None) for one in issued):
            continue
        if slip.after is not None:
            first = next((one for one in reversed(issued) if one.slip == slip.after), None)
            if first is None:
                continue
            lapse = clocks.due(first.due, limit(slip.lapse), {}, view.calendar, "next", view.scheme.hours)
            if view.now <= lapse:
                continue
        why = holds(slip.when, view)
        if why is not None:
            found.append(Proposal(name, slip, why))
    return tuple(found)


def notices(view: View) -> tuple[Notice, ...]:
    """What is to be told by now: warnings to the handler, and what is overdue, level by level up the line."""
    found: list[Notice] = []
    for name, one in view.state.clocks.items():
        clock = view.scheme.clock[name]
        if one.stopped is not None or one.paused is not None or not clock.line:
            continue
        for warn in clock.warn:
            if clocks.before(one.due, limit(warn), view.calendar) <= view.now <= one.due:
                key = f"warn:{name}:{one.due:%Y%m%d%H%M}:{warn}"
                day = f"{one.due:%Y-%m-%d}"
                said = Message(f"“{clock.name}”{day} 到期", f"{clock.en} ends on {day}")
                found.append(Notice(key, clock.line[0], said))
        found += _overdue(view, name, clock, one.due)
    return (*found, *obstacles.notices(view))


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
        if _closes(reporting.every, day):
            by = day + reporting.day * ONE
            if first < by <= until:
                found.append(by)
        day += ONE
    return found


def _closes(every: str, day: dt.date) -> bool:
    """Whether a period ends with this day."""
    last = day.day == months.monthrange(day.year, day.month)[1]
    match every:
        case "旬":
            return day.day in (10, 20) or last
        case "月":
            return last
        case "季":
            return last and day.month % 3 == 0
        case _:
            return last and day.month % 6 == 0
