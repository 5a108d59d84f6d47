"""督办单: issued by the role that signs, answered by the role that it is addressed to. What is written in each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from luoshi.ledger import clocks
from luoshi.ledger.values import ANSWER, SLIP, Event, Issued, NotYours, Refused, State
from luoshi.lexicon.calendar import Calendar
from luoshi.schemes.limits import limit
from luoshi.schemes.values import WHO, FieldKind, Scheme, Slip
from luoshi.values import Message

# A slip is about what is being done: not what has not begun, nor what is completed.
ALIVE = frozenset(("open", "review"))


@dataclass(frozen=True, slots=True)
class Written:
    """Something that is written in a slip or in its answer."""

    name: Message
    kind: FieldKind
    needed: bool


IN_SLIP = {
    "words": Written(Message("督办要求", "what is asked"), "text", True),
    "document": Written(Message("文号", "document number"), "document", False),
}
IN_ANSWER = {
    "cause": Written(Message("原因", "why it came to this"), "text", False),
    "measure": Written(Message("整改措施", "measures"), "text", True),
    "by": Written(Message("整改完成日期", "done by"), "date", False),
}


def written(action: str) -> dict[str, Written]:
    """What belongs in a slip (`slip:ID`) or an answer (`answer:ID`)."""
    return IN_ANSWER if action.startswith(ANSWER) else IN_SLIP


def slip_of(scheme: Scheme, action: str) -> Slip:
    """The slip that `slip:ID` or `answer:ID` is about. Refused where the scheme has none of the name."""
    name = action.partition(":")[2]
    slip = scheme.slip.get(name)
    if slip is None:
        raise Refused(f"方案里没有“{name}”这种督办单", f"the scheme has no slip {name!r}")
    return slip


def against(scheme: Scheme, state: State, action: str, role: str) -> Refused | None:
    """What stands against issuing or answering now, before a word is written."""
    slip = slip_of(scheme, action)
    out = waiting(state, action)
    if action.startswith(ANSWER):
        if role != slip.to:
            return NotYours(
                f"“{slip.name}”要由{WHO[slip.to].zh}答复", f"{slip.en}: to be answered by the {WHO[slip.to].en}"
            )
        return None if out else Refused(f"没有待答复的“{slip.name}”", f"no {slip.en} waits for an answer")
    if role != slip.signs:
        return NotYours(f"“{slip.name}”要由{WHO[slip.signs].zh}签发", f"{slip.en}: {slip.signs} signs it")
    stage = scheme.stage[state.stage]
    if stage.kind not in ALIVE:
        return Refused(
            f"现在是“{stage.name}”，“{slip.name}”只对在办的事项签发",
            f"{slip.en}: for what is being done, and the stage is {stage.en}",
        )
    if out:
        return Refused(f"“{slip.name}”已经发出，还没有答复", f"{slip.en} is out and not yet answered")
    return None


def waiting(state: State, action: str) -> Issued | None:
    """The slip of this name that is out and not answered."""
    name = action.partition(":")[2]
    return next((one for one in reversed(state.slips) if one.slip == name and one.answered is None), None)


def step(scheme: Scheme, state: State, event: Event, calendar: Calendar) -> State:
    """The state after a slip or an answer. Refused for who asks, for when, and for what is written in it."""
    if (refusal := against(scheme, state, event.action, event.role)) is not None:
        raise refusal
    slip = slip_of(scheme, event.action)
    _complete(slip, event)
    if (out := waiting(state, event.action)) is not None:
        answered = replace(out, answered=event.at)
        return replace(state, slips=tuple(answered if one is out else one for one in state.slips))
    late = clocks.due(event.at, limit(slip.answer), {}, calendar, "next", scheme.hours)
    name = event.action.removeprefix(SLIP)
    return replace(state, slips=(*state.slips, Issued(name, event.at, late, state.events + 1)))


def _complete(slip: Slip, event: Event) -> None:
    known = written(event.action)
    for name, field in known.items():
        if field.needed and not str(event.fields.get(name, "")).strip():
            raise Refused(f"“{slip.name}”要写明“{field.name.zh}”", f"{slip.en}: {field.name.en} must be written")
    for name, value in event.fields.items():
        if name not in known:
            raise Refused(f"“{slip.name}”没有“{name}”这一项", f"{slip.en} takes no {name!r}")
        is_day = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
        if not (is_day if known[name].kind == "date" else isinstance(value, str)):
            raise Refused(
                f"“{known[name].name.zh}”应是 {known[name].kind}，给的是 {value!r}",
                f"{name}: expected {known[name].kind}, found {value!r}",
            )
