"""The rows of the ledger as a table (督查台账): one for each commitment, as what may stand in its cells.

`LEDGER_SOURCES` is the vocabulary that a file of columns chooses from (`columns.toml`, `docs/columns.md`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.exchange.breakdown import Cell
from luoshi.exchange.cells import flat
from luoshi.exchange.scheme.words import COLOUR
from luoshi.ledger import Event
from luoshi.schemes import Scheme

LEDGER_PLACEHOLDERS = ("count", "day", "narrowed", "cut")


@dataclass(frozen=True, slots=True)
class Entry:
    """A commitment with what the table says of it. `facts`: what its events said of it, the last word of each;
    `told`: the last report of progress alone, since a problem of an earlier one may be gone."""

    number: str
    title: str
    quote: str
    path: str
    scheme: str
    leader: str
    lead: str
    supports: tuple[str, ...]
    due: date | None
    stage: str
    light: str
    behind: Decimal | None
    late: bool
    year: int | None
    above: str
    last_action: str
    last_day: date | None
    document: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)


def facts(events: Iterable[Event]) -> dict[str, Any]:
    """The last word of each fact."""
    return {name: value for event in events for name, value in event.fields.items()}


def told(scheme: Scheme, events: Sequence[Event]) -> Mapping[str, Any]:
    """What the last report of progress said, or before there was one the last words on the matter itself."""
    spoken = [event for event in events if event.action in scheme.transition]
    for wanted in (_reports, _summarises):
        for event in reversed(spoken):
            if wanted(scheme, event):
                return {"summary": _first_text(scheme, event), **event.fields}
    return {}


def document(scheme: Scheme, events: Sequence[Event]) -> str:
    """The number of the last document that the commitment rests on."""
    kinds = {name for name, one in scheme.field.items() if one.kind == "document"}
    return next((str(e.fields[n]) for e in reversed(events) for n in e.fields if n in kinds), "")


def light(colour: str, name: str) -> str:
    """黄 落后: the colour as a word, since a table may be printed in grey."""
    return f"{COLOUR[colour].zh} {name}" if colour in COLOUR else name


def _reports(scheme: Scheme, event: Event) -> bool:
    return scheme.transition[event.action].progress


def _summarises(_: Scheme, event: Event) -> bool:
    return "summary" in event.fields or "result" in event.fields


def _first_text(scheme: Scheme, event: Event) -> str:
    """What a scheme's reports call it otherwise: 办理结果, 整改情况."""
    needs = scheme.transition[event.action].needs
    return next((str(event.fields[n]) for n in needs if isinstance(event.fields.get(n), str)), "")


def _said(name: str) -> Callable[[Entry], Cell]:
    return lambda entry: flat(str(entry.told.get(name) or ""))


def _figure(name: str) -> Callable[[Entry], Cell]:
    def figure(entry: Entry) -> Cell:
        value = entry.facts.get(name)
        return value if isinstance(value, Decimal | int) and not isinstance(value, bool) else None

    return figure


LEDGER_SOURCES: Mapping[str, Callable[[Entry], Cell]] = {
    "blank": lambda entry: None,
    "number": lambda entry: entry.number,
    "title": lambda entry: flat(entry.title),
    "quote": lambda entry: flat(entry.quote),
    "path": lambda entry: entry.path,
    "scheme": lambda entry: entry.scheme,
    "leader": lambda entry: entry.leader,
    "lead": lambda entry: entry.lead,
    "supports": lambda entry: "、".join(entry.supports),
    "due": lambda entry: entry.due,
    "stage": lambda entry: entry.stage,
    "light": lambda entry: entry.light,
    "behind": lambda entry: entry.behind,
    "target": _figure("target"),
    "figure": _figure("figure"),
    "unit": lambda entry: str(entry.facts.get("unit") or ""),
    "percent": _figure("percent"),
    "summary": _said("summary"),
    "problem": _said("problem"),
    "next": _said("next"),
    "coordination": _said("coordination"),
    "document": lambda entry: entry.document,
    "above": lambda entry: entry.above,
    "year": lambda entry: None if entry.year is None else str(entry.year),
    "late": lambda entry: "是" if entry.late else "",
    "last_action": lambda entry: entry.last_action,
    "last_day": lambda entry: entry.last_day,
}


def cells(columns: Iterable[str], entries: Iterable[Entry]) -> Iterator[list[Cell]]:
    """The rows of a plain table of these sources."""
    getters = [LEDGER_SOURCES[name] for name in columns]
    for entry in entries:
        yield [get(entry) for get in getters]
