"""What an event brings to whom, told as it happens: work that arrives, what comes back, what waits for a decision.

Told by what the scheme says of the action, never by its name: the clocks that it starts, the stage that it leads to,
the extension that it asks for or grants, the slip that it issues or answers.
"""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.ledger.conditions import View
from luoshi.ledger.slips import slip_of
from luoshi.ledger.values import ANSWER, REASSIGN, SLIP, Event, Notice, State
from luoshi.ledger.who import places
from luoshi.schemes.values import Scheme, Transition
from luoshi.values import Message

# Beside the roles: the heads of the supporting units.
SUPPORT = "support"
LONGEST = 60
LEAD = ("handler", "head")


def news(view: View, was: State, event: Event) -> tuple[Notice, ...]:
    """The notices that the event brings. `view`: after it, `was`: the state before. Each key once to a role."""
    if event.action.startswith((SLIP, ANSWER)):
        return (_of_slip(view, event),)
    if event.action == REASSIGN:
        return tuple(_reassigned(view.state, was, event))
    action = view.scheme.transition.get(event.action)
    if action is None:
        return ()
    parts: dict[tuple[str, str], list[Message]] = {}
    for kind, to, one in _brought(view, was, event, action):
        parts.setdefault((kind, to), []).extend([one] if one else [])
    opening = Message(f"“{action.name}”（{event.post}）", f"{action.en} ({event.post})")
    words = _words(view.scheme, action, event)
    found = []
    for (kind, to), more in parts.items():
        told = [said for said in (words, *dict.fromkeys(more)) if said]
        zh, en = "；".join(m.zh for m in told), "; ".join(m.en for m in told)
        message = Message(f"{opening.zh}：{zh}", f"{opening.en}: {en}") if told else opening
        found.append(Notice(f"{kind}:{view.state.events}", to, message))
    return tuple(found)


def _brought(view: View, was: State, event: Event, action: Transition) -> Iterator[tuple[str, str, Message | None]]:
    """(kind of notice, to whom, what else to say)."""
    scheme, state = view.scheme, view.state
    for name, one in state.clocks.items():
        clock = scheme.clock[name]
        if event.action in clock.starts and one.started == event.at and one.stopped is None and clock.line:
            by = f"{one.due:%Y-%m-%d}"
            yield "act", clock.line[0], Message(f"“{clock.name}”{by} 到期", f"{clock.en} by {by}")
    if state.stage != was.stage:
        yield from _arrived(scheme, scheme.stage[was.stage].kind, state.stage, event.role)
    for extension in scheme.extension.values():
        if event.action == extension.ask:
            until = event.fields.get(extension.until)
            asked = Message(f"申请延至 {until}", f"asked: {until}") if until else None
            for role in scheme.transition[extension.grant].who:
                yield "extend", role, asked
        elif event.action == extension.grant:
            until = event.fields.get(extension.until)
            yield from (("extend", lead, Message(f"延至 {until}", f"put off to {until}")) for lead in LEAD)


def _arrived(scheme: Scheme, before: str, stage: str, by: str) -> Iterator[tuple[str, str, Message | None]]:
    """A stage was entered: the unit that works hears so, unless it did it itself, and who decides on it."""
    kind = scheme.stage[stage].kind
    if kind == "before":
        return
    if kind in ("open", "done", "struck", "void") and by not in LEAD:
        yield from (("act", role, None) for role in LEAD)
    if before == "before":
        yield "act", "leader", None
        yield "act", SUPPORT, Message("您单位配合", "your unit supports it")
    order = list(scheme.stage)
    for action in scheme.transition.values():
        if stage in action.from_ and action.to and action.to != stage and kind in ("review", "done"):
            later = order.index(action.to) > order.index(stage) and scheme.stage[action.to].kind != "void"
            for role in action.who if later else ():
                yield "act", role, Message(f"请办“{action.name}”", f"to do: {action.en}")


def _reassigned(state: State, was: State, event: Event) -> Iterator[Notice]:
    """Who answers for it now and did not before hears so, and the unit that does no more."""
    key, why = f"act:{state.events}", _short(event.why)
    before, now = places(was.duty or ()), places(state.duty or ())
    new = {place for place, _ in now - before}
    for place, number, name in was.duty or ():
        if place == "lead" and (place, number) not in now:
            gone = Message(f"“调整责任”（{event.post}）：不再由您单位牵头；{why}",
                           f"reassigned ({event.post}): your unit leads it no more; {why}")  # fmt: skip
            yield Notice(key, f"unit:{name}", gone)
    told = (
        ("lead", LEAD, Message("转由您单位牵头", "your unit leads it now")),
        ("leader", ("leader",), Message("转由您负责", "it is yours now")),
        ("support", (SUPPORT,), Message("请您单位配合", "your unit supports it now")),
    )
    for place, roles, said in told:
        message = Message(
            f"“调整责任”（{event.post}）：{said.zh}；{why}", f"reassigned ({event.post}): {said.en}; {why}"
        )
        yield from (Notice(key, role, message) for role in roles if place in new)


def _words(scheme: Scheme, action: Transition, event: Event) -> Message | None:
    """What was said: the first text that the action needs, else why."""
    texts = [n for n in action.needs if n in scheme.field and scheme.field[n].kind == "text"]
    said = next((str(event.fields[n]) for n in texts if event.fields.get(n)), event.why)
    return Message(_short(said), _short(said)) if said else None


def _of_slip(view: View, event: Event) -> Notice:
    slip = slip_of(view.scheme, event.action)
    key = f"slip:{view.state.events}"
    if event.action.startswith(ANSWER):
        words = _short(event.fields.get("measure", ""))
        said = Message(f"“{slip.name}”已答复（{event.post}）：{words}", f"{slip.en} answered ({event.post}): {words}")
        return Notice(key, slip.signs, said)
    words, due = _short(event.fields.get("words", "")), f"{view.state.slips[-1].due:%Y-%m-%d}"
    said = Message(
        f"收到“{slip.name}”（{event.post}），{due} 前答复：{words}",
        f"{slip.en} from {event.post}, to be answered by {due}: {words}",
    )
    return Notice(key, slip.to, said)


def _short(words: object) -> str:
    text = " ".join(str(words).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
