"""What happened to a commitment, event by event, as its page tells it: newest first, missed limits among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luoshi.exchange.scheme.words import FACTS
from luoshi.ledger import Event, State
from luoshi.ledger.nodes import Node
from luoshi.ledger.obstacles import WORDS
from luoshi.ledger.slips import written
from luoshi.ledger.values import ANSWER, DUTY, OPEN, REASSIGN, RESTRICT, SLIP, Duty, Lapse
from luoshi.schemes import Scheme
from luoshi.values import Message
from luoshi.web.models import EventRow, Evidence
from luoshi.web.pages.fields import plain

OTHER = {
    "by": Message("新的时限", "new day"),
    "posts": Message("知悉范围", "posts let in"),
}
PLACES = {
    "lead": Message("牵头单位", "lead unit"),
    "leader": Message("责任领导", "leader"),
    "support": Message("配合单位", "supporting"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words. `said`: label and value of each field; `hash`: the beginning of its own."""

    number: int
    label: Message
    event: Event
    said: tuple[tuple[Message, str], ...]
    files: tuple[Evidence, ...] = ()
    hash: str = ""

    @property
    def at(self) -> dt.datetime:
        return self.event.at


@dataclass(frozen=True, slots=True)
class Missed:
    """A limit that was missed, at the time when it ended."""

    at: dt.datetime
    lapse: Message


def story(scheme: Scheme, rows: Sequence[EventRow], chain: str, state: State, files: Iterable[Evidence]) -> list[Any]:
    """Told and Missed, the newest first."""
    by_hash = {file.sha256: file for file in files}
    found: list[Told | Missed] = [
        told(scheme, row.link(chain).event, row.number, by_hash, row.hash[:12]) for row in rows
    ]
    found += [Missed(lapse.ended, _missed(scheme, lapse)) for lapse in state.lapses]
    return sorted(reversed(found), key=lambda one: one.at, reverse=True)


def _missed(scheme: Scheme, lapse: Lapse) -> Message:
    clock = scheme.clock[lapse.clock]
    late = (lapse.ended.date() - lapse.due.date()).days
    return Message(
        f"“{clock.name}”应在 {lapse.due:%Y-%m-%d} 前完成，逾期 {late} 天",
        f"{clock.en} was due on {lapse.due:%Y-%m-%d}: {late} day(s) late",
    )


def told(scheme: Scheme, event: Event, number: int, files: Mapping[str, Evidence] | None = None, end: str = "") -> Told:
    table = scheme.transition.get(event.action)
    order = [*table.needs, *table.may] if table else [*scheme.field]
    if event.action.startswith((SLIP, ANSWER)):
        order = list(written(event.action))
    names = sorted(set(event.fields) - {DUTY}, key=lambda name: order.index(name) if name in order else len(order))
    said = tuple((_label(scheme, name, event), shown(event.fields[name])) for name in names if event.fields[name] != ())
    said += _duty(event.fields.get(DUTY, ()))
    known = tuple(files[sha] for sha in event.evidence if sha in files) if files else ()
    return Told(number, _action(scheme, event), event, said, known, end)


def _duty(rows: Duty) -> tuple[tuple[Message, str], ...]:
    """Who answers for it, as it was said then."""
    named = ((label, [name for at, _, name in rows if at == place]) for place, label in PLACES.items())
    return tuple((label, "、".join(names)) for label, names in named if names)


def _action(scheme: Scheme, event: Event) -> Message:
    name, _, of = event.action.partition(":")
    if event.action == OPEN:
        return Message("立项", "Opened")
    if event.action == RESTRICT:
        some = bool(event.fields.get("posts"))
        return Message("限定知悉范围", "Restricted") if some else Message("解除限定", "No longer restricted")
    if event.action == REASSIGN:
        return Message("调整责任", "Reassigned")
    if event.action.startswith((SLIP, ANSWER)):
        slip = scheme.slip[of]
        return Message(("签发" if name == "slip" else "答复") + f"“{slip.name}”", f"{name}: {slip.en}")
    if f"{name}:" in WORDS:
        words = WORDS[f"{name}:"]
        return Message(f"{words.zh}（第 {of} 号）", f"{words.en} (no. {of})")
    table = scheme.transition[event.action]
    return Message(table.name, table.en)


def _label(scheme: Scheme, name: str, event: Event) -> Message:
    if event.action.startswith((SLIP, ANSWER)) and name in written(event.action):
        return written(event.action)[name].name
    field = scheme.field.get(name)
    if field is not None:
        return Message(field.name, field.en)
    return FACTS.get(name) or OTHER.get(name) or Message(name, name)


def shown(value: Any) -> str:
    """A value as people read it: no zeros that say nothing, nodes a line each."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return "\n".join(f"{n.day} {n.much} {n.words}".rstrip() for n in (Node(*row) for row in value))
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
