"""Whether a condition of a scheme holds for a commitment now, and the reason in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.ledger import clocks
from luoshi.ledger.progress import behind
from luoshi.ledger.values import State
from luoshi.lexicon.calendar import Calendar
from luoshi.schemes.limits import limit
from luoshi.schemes.values import Condition, Scheme
from luoshi.values import Message

Reasons = tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A commitment as it is looked at: its state, now.

    `lights`: those at the ends of the periods before, the last one last. `today`: the light that burns now, where that
    is known (a light's own condition cannot ask for it). `greatest`: of each field the greatest value among the
    commitments that are looked at together. `parts`: scheme and state of those that it is made of.
    """

    scheme: Scheme
    state: State
    now: dt.datetime
    calendar: Calendar
    lights: Sequence[str] = ()
    today: str | None = None
    greatest: Mapping[str, Any] | None = None
    parts: Sequence[tuple[Scheme, State]] = ()


def holds(c: Condition, view: View) -> Reasons | None:
    """The reasons why it holds; None where it does not. A condition that says nothing holds without reasons."""
    found: list[Message] = []
    for test in (_stage, _field, _clock, _progress, _lights):
        reasons = test(c, view)
        if reasons is None:
            return None
        found += reasons
    if any(holds(inner, view) is not None for inner in c.none):
        return None
    if c.any:
        some = [said for inner in c.any if (said := holds(inner, view)) is not None]
        if not some:
            return None
        found += [message for said in some for message in said]
    return tuple(found)


def _stage(c: Condition, view: View) -> list[Message] | None:
    stage = view.scheme.stage[view.state.stage]
    if c.stage and view.state.stage not in c.stage:
        return None
    if c.kind and stage.kind not in c.kind:
        return None
    if c.reached and not set(c.reached) & set(view.state.reached):
        return None
    return [Message(f"现在是“{stage.name}”", f"the stage is {stage.en}")] if c.stage else []


def _field(c: Condition, view: View) -> list[Message] | None:
    if c.field is None:
        return []
    value = view.state.fields.get(c.field)
    if c.given is not None and (value not in (None, "")) != c.given:
        return None
    if c.is_ and str(value) not in c.is_:
        return None
    if c.latest is not None:
        top = (view.greatest or {}).get(c.field)
        if value is None or (value == top) != c.latest:
            return None
    declared = view.scheme.field.get(c.field)
    zh, en = (declared.name, declared.en) if declared else (c.field, c.field)
    return [Message(f"{zh}：{value}", f"{en}: {value}")]


def _clock(c: Condition, view: View) -> list[Message] | None:
    if c.clock is None:
        return []
    name, now = c.clock, view.now
    table, one = view.scheme.clock[name], view.state.clocks.get(name)
    lapsed = any(lapse.clock == name for lapse in view.state.lapses)
    if one is None:
        return None
    live = one.stopped is None
    late = live and one.overdue(now)
    day = f"{one.due:%Y-%m-%d}"
    tests = {
        "running": live and one.paused is None, "met": not live and not lapsed, "late": late or lapsed,
        "overdue": late, "over": one.due < now,
    }  # fmt: skip
    if c.state is not None and not tests[c.state]:
        return None
    if c.by is not None:
        grace = clocks.due(one.due, limit(c.by), {}, view.calendar, "next", view.scheme.hours)
        if not (late and now > grace):
            return None
    if c.within is not None:
        if late or not live or one.paused or now < clocks.before(one.due, limit(c.within), view.calendar):
            return None
        return [Message(f"“{table.name}”{day} 到期", f"{table.en} ends on {day}")]
    if late:
        return [Message(f"“{table.name}”{day} 已到期", f"{table.en} ended on {day}")]
    return [Message(f"“{table.name}”时限 {day}", f"{table.en}: {day}")]


def _progress(c: Condition, view: View) -> list[Message] | None:
    found: list[Message] = []
    state, now = view.state, view.now
    if c.behind is not None:
        points = behind(state.fields, now.date())
        if points is None or points < c.behind:
            return None
        found.append(Message(f"落后序时进度 {points} 个百分点", f"{points} points behind schedule"))
    if c.unstarted is not None:
        start = state.fields.get("start")
        if not isinstance(start, dt.date) or state.reported is not None:
            return None
        if now <= clocks.due(clocks.end_of(start), limit(c.unstarted), {}, view.calendar, "next", view.scheme.hours):
            return None
        found.append(Message(f"计划 {start} 开工，超过{c.unstarted}没有进展", f"planned start {start}, nothing since"))
    if c.idle is not None:
        since = state.reported or state.since
        if now <= clocks.due(since, limit(c.idle), {}, view.calendar, "next", view.scheme.hours):
            return None
        found.append(Message(f"{since:%Y-%m-%d} 以来没有报告进展", f"no report since {since:%Y-%m-%d}"))
    return found


def _lights(c: Condition, view: View) -> list[Message] | None:
    """The light burns now; with `times`, it also burned at the end of each of so many periods that are over.

    A period that still runs is none: a light that turned yellow on the 31st is not two months old on the 1st.
    """
    if c.light is None:
        return []
    if view.today is not None and view.today != c.light:
        return None
    table = view.scheme.light[c.light]
    if view.today is not None and c.times == 1:
        return [Message(f"现在亮“{table.name}”", f"{table.en} now")]
    last = view.lights[-c.times :]
    if len(last) < c.times or any(light != c.light for light in last):
        return None
    return [Message(f"连续 {c.times} 期“{table.name}”", f"{table.en} {c.times} period(s) running")]
