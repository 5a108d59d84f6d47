"""What may be done with a commitment now, and what it is after it was done. Plain functions of scheme, events, date.

`replay` of all events gives the state; `act` is one step of it, and refuses what the scheme does not allow. No state
but those that the scheme declares can be reached, and a limit once missed stays in `lapses`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from luoshi.ledger import clocks, nodes, obstacles, slips, who
from luoshi.ledger.conditions import View, holds
from luoshi.ledger.values import ANSWER, DUTY, OPEN, SLIP, Event, Lapse, NotYours, Refused, Running, State
from luoshi.lexicon.calendar import Calendar
from luoshi.schemes.check import FACT_NAMES, FACTS
from luoshi.schemes.limits import limit
from luoshi.schemes.values import WHO, Clock, Extension, Scheme, Transition

# The kinds of stage in which nothing is left to be done.
COMPLETE = frozenset(("done", "struck", "void"))
_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,), "document": (str,), "unit": (str,), "choice": (str,),
    "number": (Decimal, int), "date": (dt.date,), "flag": (bool,), "nodes": (tuple,),
}  # fmt: skip
# Facts of the plan that are said once, when it is made: how the figure accrues (as in Measure), and its unit.
PLAN_FACTS = ("accrual", "unit")


def replay(scheme: Scheme, events: Iterable[Event], calendar: Calendar) -> State:
    """The state that all events add up to. Refused where one of them was not allowed."""
    steps = iter(events)
    first = next(steps, None)
    if first is None:
        raise Refused("没有事件", "there are no events")
    state = begin(scheme, first, calendar)
    for event in steps:
        state = act(scheme, state, event, calendar)
    return state


def begin(scheme: Scheme, event: Event, calendar: Calendar) -> State:
    """The state after the commitment was made. Its fields are those that the scheme marks `at_opening`, facts, and who
    answers for it."""
    if event.action != OPEN:
        raise Refused(f"第一个事件应是立项，不是 {event.action}", f"the first event is {OPEN!r}, not {event.action!r}")
    fields = {name: value for name, value in event.fields.items() if name != DUTY}
    for name, value in fields.items():
        if name not in PLAN_FACTS:
            _typed(scheme, name, value)
    begun = event.at if scheme.stage[scheme.first].kind == "open" else None
    fresh = State(
        scheme.first, event.at, event.at, fields, (scheme.first,), evidence=event.evidence, begun=begun,
        duty=who.duty_of(event.fields),
    )  # fmt: skip
    _plan(fresh, event)
    return _run(scheme, fresh, event, calendar)


def act(
    scheme: Scheme, state: State, event: Event, calendar: Calendar, parts: Sequence[tuple[Scheme, State]] = ()
) -> State:
    """The state after the event. Refused, with why and what would be right, where the scheme does not allow it.

    `parts`: scheme and state of the commitments that this one is made of.
    """
    if event.at < state.last:
        raise Refused(
            f"时间 {event.at} 早于上一事件 {state.last}", f"{event.at} is before the last event of {state.last}"
        )
    if event.action.startswith((SLIP, ANSWER)):
        return replace(slips.step(scheme, state, event, calendar), last=event.at, events=state.events + 1)
    if own := _own(state, event):
        return replace(own, last=event.at, events=state.events + 1)
    action = scheme.transition.get(event.action)
    if action is None:
        raise Refused(f"方案里没有“{event.action}”这个动作", f"the scheme has no action {event.action!r}")
    view = View(scheme, state, event.at, calendar, parts=parts)
    for against in _against(view, action, event.action, event.role):
        raise against
    _complete(scheme, action, event)
    stage = action.to or state.stage
    reached = state.reached if stage in state.reached else (*state.reached, stage)
    moved = replace(
        state,
        stage=stage,
        since=event.at if stage != state.stage else state.since,
        last=event.at,
        fields={**state.fields, **event.fields},
        reached=reached,
        reported=event.at if action.progress else state.reported,
        evidence=tuple(dict.fromkeys((*state.evidence, *event.evidence))),
        events=state.events + 1,
        begun=state.begun or (event.at if scheme.stage[stage].kind == "open" else None),
        obstacles=obstacles.raised(scheme, state, event, calendar),
    )
    _plan(moved, event)
    return _extended(scheme, _run(scheme, moved, event, calendar, state.stage), state, event, calendar)


def _own(state: State, event: Event) -> State | None:
    """The state after an action that every commitment knows: on an obstacle, who may know, who answers for it; None
    for others."""
    if obstacles.concerns(event.action):
        evidence = tuple(dict.fromkeys((*state.evidence, *event.evidence)))
        return replace(state, obstacles=obstacles.on(state, event), evidence=evidence)
    return who.set_by(state, event)


def _plan(state: State, event: Event) -> None:
    """Nodes that are set, or a due day, start or target that they must agree with, are checked together."""
    if state.fields.get("nodes") and {"nodes", "due", "start", "target"} & set(event.fields):
        ends = [one.due.date() for one in state.clocks.values()]
        ends += [day for day in (state.fields.get("due"),) if isinstance(day, dt.date)]
        nodes.check(state.fields["nodes"], state.fields, max(ends, default=None))


def allowed(view: View, role: str) -> dict[str, Transition]:
    """The actions that the role may take now, in the scheme's order."""
    return {name: action for name, action in view.scheme.transition.items() if refusal(view, name, role) is None}


def refusal(view: View, name: str, role: str) -> Refused | None:
    """Why the role may not take an action of the scheme now, before anything is given for it; None where it may.

    KeyError for an action that the scheme does not have.
    """
    return next(_against(view, view.scheme.transition[name], name, role), None)


def _against(view: View, action: Transition, name: str, role: str) -> Iterator[Refused]:
    """What stands against an action now, before anything is given for it."""
    scheme, state = view.scheme, view.state
    if role not in action.who and not (role == "supervisor" and "party" in action.who):
        yield NotYours(f"“{action.name}”要由{_roles(action.who)}来做", f"{action.en}: for {', '.join(action.who)} only")
    if state.stage not in action.from_:
        now, froms = scheme.stage[state.stage], [scheme.stage[s] for s in action.from_]
        yield Refused(
            f"现在是“{now.name}”，“{action.name}”只能在{'、'.join(f'“{s.name}”' for s in froms)}时做",
            f"{action.en}: the stage is {now.en}, expected {', '.join(s.en for s in froms)}",
        )
    if action.when is not None and holds(action.when, view) is None:
        yield Refused(f"还不具备“{action.name}”的条件", f"{action.en}: its condition does not hold")
    yield from _no_extension(view, name)
    if left := _parts_first(view, action):
        yield left


def _parts_first(view: View, action: Transition) -> Refused | None:
    """A commitment is not completed before those that it is made of, unless its scheme says so."""
    parts = view.scheme.parts
    if action.to is None or parts is None or parts.close_first or view.scheme.stage[action.to].kind != "done":
        return None
    left = sum(scheme.stage[state.stage].kind not in COMPLETE for scheme, state in view.parts)
    if not left:
        return None
    return Refused(f"还有 {left} 项子任务没有办结", f"{left} of its parts are not completed")


def _roles(who: Iterable[str]) -> str:
    return "、".join(WHO[w].zh for w in who)


def _complete(scheme: Scheme, action: Transition, event: Event) -> None:
    """Everything that the action needs is given, of the right kind, and nothing else."""
    for name in action.needs:
        if event.fields.get(name) in (None, ""):
            label = scheme.field.get(name)
            zh, en = (label.name, label.en) if label else (FACT_NAMES[name].zh, FACT_NAMES[name].en)
            raise Refused(f"“{action.name}”要填“{zh}”", f"{action.en}: {en} must be given")
    for name, value in event.fields.items():
        if name not in action.needs and name not in action.may:
            raise Refused(f"“{action.name}”没有“{name}”这一项", f"{action.en} takes no {name!r}")
        _typed(scheme, name, value)
    if len(event.evidence) < action.evidence:
        raise Refused(
            f"“{action.name}”要附 {action.evidence} 份以上佐证材料",
            f"{action.en}: at least {action.evidence} piece(s) of evidence are needed",
        )


def _typed(scheme: Scheme, name: str, value: Any) -> None:
    field = scheme.field.get(name)
    kind = field.kind if field else FACTS.get(name)
    if kind is None:
        raise Refused(f"方案里没有“{name}”这个字段", f"the scheme has no field {name!r}")
    right = isinstance(value, _TYPES[kind]) and (kind == "flag" or not isinstance(value, bool))
    if not right or (kind == "date" and isinstance(value, dt.datetime)):
        raise Refused(f"“{name}”应是 {kind}，给的是 {value!r}", f"{name}: expected {kind}, found {value!r}")
    if field and field.choices and value not in field.choices:
        raise Refused(f"“{field.name}”只能是{'、'.join(field.choices)}", f"{name}: expected one of {field.choices}")


def _run(scheme: Scheme, state: State, event: Event, calendar: Calendar, left: str | None = None) -> State:
    """Start, stop, pause and resume the clocks. `left`: the stage before the event."""
    running: dict[str, Running] = dict(state.clocks)
    lapses = list(state.lapses)
    for name, clock in scheme.clock.items():
        own, one = limit(clock.limit), running.get(name)
        if one is not None and one.stopped is None:
            one = _paused(one, clock.pauses, state.stage, event.at, own, calendar)
            if event.action in clock.stops:
                lapses += _lapse(name, clock, one, event.at)
                one = replace(one, stopped=event.at, paused=None)
            running[name] = one
        if event.action in clock.starts:
            view = View(scheme, state, event.at, calendar)
            if clock.when is None or holds(clock.when, view) is not None:
                lapses += _lapse(name, clock, one, event.at) if one else []
                late = clocks.due(event.at, own, state.fields, calendar, scheme.day_one, scheme.hours)
                running[name] = Running(event.at, late)
    return replace(state, clocks=running, lapses=tuple(lapses))


def _lapse(name: str, clock: Clock, one: Running, at: dt.datetime) -> list[Lapse]:
    return [Lapse(name, one.due, at)] if one.overdue(at) and not clock.window else []


def _paused(one: Running, stages: Iterable[str], stage: str, at: dt.datetime, own: Any, calendar: Calendar) -> Running:
    if stage in stages:
        return one if one.paused else replace(one, paused=at)
    if one.paused is None:
        return one
    return replace(one, due=clocks.shifted(one.due, own, one.paused, at, calendar), paused=None)


def _extension_of(scheme: Scheme, action: str) -> Iterator[tuple[str, Extension]]:
    yield from ((name, e) for name, e in scheme.extension.items() if action in (e.ask, e.grant))


def _open_extension(view: View, name: str, extension: Extension, asking: bool) -> Refused | None:
    """Why this clock can't be put off now; None where it can."""
    clock = view.scheme.clock[name]
    one = view.state.clocks.get(name)
    if one is None or one.stopped is not None:
        return Refused(f"“{clock.name}”没有在走，不能延期", f"{clock.en} is not running")
    if asking and extension.in_time and one.overdue(view.now):
        return Refused(f"“{clock.name}”已经到期，延期要在到期前申请", f"{clock.en} has expired: ask before it does")
    if extension.most is not None and one.extended >= extension.most:
        return Refused(
            f"“{clock.name}”最多延期 {extension.most} 次", f"{clock.en}: at most {extension.most} extension(s)"
        )
    return None


def _no_extension(view: View, action: str) -> Iterator[Refused]:
    """An extension is refused where none of the clocks that the action puts off can be put off."""
    why = [_open_extension(view, n, e, action == e.ask) for n, e in _extension_of(view.scheme, action)]
    if why and all(why):
        yield next(one for one in why if one is not None)


def _extended(scheme: Scheme, state: State, was: State, event: Event, calendar: Calendar) -> State:
    """The clocks that a granted extension puts off. What was late before it was granted stays late."""
    running, lapses = dict(state.clocks), list(state.lapses)
    for name, extension in _extension_of(scheme, event.action):
        if event.action != extension.grant:
            continue
        view = View(scheme, was, event.at, calendar)
        if _open_extension(view, name, extension, False) is not None:
            continue
        one = running[name]
        until = clocks.end_of(event.fields[extension.until])
        if until <= one.due:
            raise Refused(f"延至 {until:%Y-%m-%d} 不晚于原时限", f"{until:%Y-%m-%d} is not after the limit")
        if extension.longest is not None:
            longest = clocks.due(one.due, limit(extension.longest), {}, calendar, "next", scheme.hours)
            if until > longest:
                raise Refused(f"最多延至 {longest:%Y-%m-%d}", f"{longest:%Y-%m-%d} at the latest")
        lapses += _lapse(name, scheme.clock[name], one, event.at)
        running[name] = replace(one, due=until, extended=one.extended + 1)
    return replace(state, clocks=running, lapses=tuple(lapses))
