"""Obstacles (堵点): raised by a report of progress, answered by the unit that is asked, cleared by who raised it.

An answer is a claim: the obstacle is gone when the unit that met it, or a supervisor, says so; else it insists, and the
asked unit answers again. All of it are events of the commitment; nothing is kept besides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from luoshi.ledger import clocks
from luoshi.ledger.conditions import View
from luoshi.ledger.values import CLEAR, INSIST, REPLY, Event, Notice, NotYours, Obstacle, Refused, State
from luoshi.lexicon.calendar import Calendar
from luoshi.schemes.limits import limit
from luoshi.schemes.values import Colour, Scheme
from luoshi.values import Message

# `asked`: handlers and heads of the unit that is asked.
MAY = {
    REPLY: ("asked", "supervisor"),
    CLEAR: ("handler", "head", "supervisor"),
    INSIST: ("handler", "head", "supervisor"),
}
WORDS = {
    REPLY: Message("答复堵点", "Obstacle answered"),
    CLEAR: Message("堵点已消除", "Obstacle cleared"),
    INSIST: Message("堵点仍在，请再协调", "Obstacle still there"),
}
# What the colour of an obstacle says.
NAMES = {
    "yellow": Message("待答复", "to be answered"),
    "orange": Message("逾期未答复", "answer late"),
    "red": Message("久拖未答复", "answer very late"),
    "blue": Message("已答复，待确认", "answered, to be confirmed"),
    "grey": Message("已消除", "cleared"),
}
# What may be given with an insistence: the new day.
BY = "by"


def concerns(action: str) -> bool:
    """Whether the action is about an obstacle."""
    return action.startswith(tuple(MAY))


def raised(scheme: Scheme, state: State, event: Event, calendar: Calendar) -> tuple[Obstacle, ...]:
    """The obstacles after a report, with the one that it tells of. Refused where it names a unit or day for nothing."""
    table = scheme.obstacle
    if table is None:
        return state.obstacles
    what, whom, by, kind = (_given(event.fields, name) for name in (table.what, table.whom, table.by, table.kind))
    if not what:
        if whom or by or kind:
            label = scheme.field[table.what]
            raise Refused(f"请写明“{label.name}”", f"{label.en} must be given with it")
        return state.obstacles
    if isinstance(by, dt.date):
        due = _day(by, event.at)
    else:
        due = clocks.due(event.at, limit(table.answer), {}, calendar, "next", scheme.hours)
    one = Obstacle(state.events + 1, event.at, event.post, str(what), str(whom or ""), str(kind or ""), due)
    return (*state.obstacles, one)


def _given(fields: Mapping[str, Any], name: str | None) -> Any:
    return fields.get(name) if name else None


def _day(by: dt.date, now: dt.datetime) -> dt.datetime:
    if by < now.date():
        raise Refused(f"协调时限 {by} 已经过去", f"{by} is over: give a day to come")
    return clocks.end_of(by)


def on(state: State, event: Event) -> tuple[Obstacle, ...]:
    """The obstacles after one was answered, cleared or insisted on. Refused for others, at wrong times, wordless."""
    verb, _, number = event.action.partition(":")
    verb += ":"
    one = next((o for o in state.obstacles if str(o.number) == number), None)
    if one is None:
        raise Refused(f"没有第 {number} 号堵点", f"there is no obstacle {number}")
    if event.role not in MAY[verb]:
        who = {REPLY: "被请协调的单位或督查员"}.get(verb, "承办单位或督查员")
        raise NotYours(f"“{WORDS[verb].zh}”要由{who}来做", f"{WORDS[verb].en}: for {', '.join(MAY[verb])} only")
    if one.cleared is not None:
        raise Refused("这个堵点已经消除", "the obstacle is cleared already")
    if verb == INSIST and one.replied is None:
        raise Refused("对方还没有答复", "it was not answered yet")
    if not event.why.strip():
        raise Refused("请写几句：怎么解决的，或还差什么", "say in words how it was solved, or what is missing")
    return tuple(_after(one, verb, event) if o is one else o for o in state.obstacles)


def _after(one: Obstacle, verb: str, event: Event) -> Obstacle:
    unknown = [name for name in event.fields if verb != INSIST or name != BY]
    if unknown:
        raise Refused(f"“{WORDS[verb].zh}”没有“{unknown[0]}”这一项", f"{WORDS[verb].en} takes no {unknown[0]!r}")
    lapsed = one.lapsed or one.overdue(event.at)
    if verb == REPLY:
        return replace(one, replied=event.at, reply=event.why, lapsed=lapsed)
    if verb == CLEAR:
        return replace(one, cleared=event.at, lapsed=lapsed)
    by = event.fields.get(BY)
    if by is not None and (not isinstance(by, dt.date) or isinstance(by, dt.datetime)):
        raise Refused(f"时限应是日期，给的是 {by!r}", f"by: expected a day, found {by!r}")
    due = _day(by, event.at) if by else max(one.due, clocks.end_of(event.at.date()))
    return replace(one, replied=None, reply="", due=due, lapsed=lapsed)


def allowed(one: Obstacle, role: str) -> tuple[str, ...]:
    """What the role may do about an obstacle now, verbs of MAY, the likeliest first."""
    if one.cleared is not None:
        return ()
    order = (REPLY, CLEAR) if one.replied is None else (CLEAR, INSIST, REPLY)
    return tuple(verb for verb in order if role in MAY[verb])


def light(scheme: Scheme, one: Obstacle, now: dt.datetime, calendar: Calendar) -> tuple[Colour, Message]:
    """The colour of an obstacle, and why: orange when the answer is late, red when it is very late."""
    if one.cleared is not None:
        return "grey", Message(f"{one.cleared:%Y-%m-%d} 已消除", f"cleared on {one.cleared:%Y-%m-%d}")
    if one.replied is not None:
        return "blue", Message(f"{one.replied:%Y-%m-%d} 已答复，请确认是否消除", f"answered on {one.replied:%Y-%m-%d}")
    day = f"{one.due:%Y-%m-%d}"
    if not one.overdue(now):
        return "yellow", _asked(one)
    grave = limit(scheme.obstacle.grave) if scheme.obstacle else limit("10日")
    late = (now.date() - one.due.date()).days
    very = now > clocks.due(one.due, grave, {}, calendar, "next", scheme.hours)
    return ("red" if very else "orange"), Message(
        f"应在 {day} 前答复，已逾期 {late} 天", f"due on {day}, {late} day(s) late"
    )


def _asked(one: Obstacle) -> Message:
    return Message(f"请在 {one.due:%Y-%m-%d} 前答复", f"to be answered by {one.due:%Y-%m-%d}")


def notices(view: View) -> Iterator[Notice]:
    """The asked unit is told at once; it and the supervisors when the answer is late, the leader when it is very late;
    who raised it, when it is answered."""
    if view.scheme.stage[view.state.stage].kind in ("done", "struck", "void"):
        return
    for one in view.state.obstacles:
        if one.cleared is not None:
            continue
        colour, why = light(view.scheme, one, view.now, view.calendar)
        asked = f"unit:{one.unit}" if one.unit else "supervisor"
        key, said = f"obstacle:{one.number}:{one.due:%Y%m%d}", _called(one, why)
        if one.replied is not None:
            for who in ("handler", "head"):
                yield Notice(f"{key}:replied:{one.replied:%Y%m%d%H%M%S}:{who}", who, said)
            continue
        yield Notice(f"{key}:asked", asked, _called(one, _asked(one)))
        if colour in ("orange", "red"):
            for who in dict.fromkeys((asked, "supervisor", *(("leader",) if colour == "red" else ()))):
                yield Notice(f"{key}:late:{who}", who, said)


def _called(one: Obstacle, why: Message) -> Message:
    what = one.what if len(one.what) <= 40 else one.what[:39] + "…"
    return Message(f"堵点“{what}”{why.zh}", f"obstacle “{what}”: {why.en}")
