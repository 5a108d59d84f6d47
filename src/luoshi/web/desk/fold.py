"""Decisions add up to the desk: each task with its words, its state, who is to answer for it. A pure function.

Splitting, merging, adding and the words of a deadline are corrections of the reading (`luoshi.exchange.corrections`),
so that a task with new words is read by the reader itself; the rest is the desk's own. A decision that was undone
counts as if it had never been made; it stays in the story.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from luoshi.exchange.cells import flat
from luoshi.exchange.corrections import Line, apply
from luoshi.exchange.corrections.lines import parse
from luoshi.values import Correction, Measure, Report, Task

Standing = Literal["open", "accepted", "rejected"]
# Deeds that change which tasks there are, and those that say something of one task.
READING = ("split", "merge", "add")
STANDING: Mapping[str, Standing] = {"accept": "accepted", "reject": "rejected", "reconsider": "open"}
SAYING = ("edit", "assign")
DEEDS = (*READING, *STANDING, *SAYING, "undo")


@dataclass(frozen=True, slots=True)
class Made:
    """A decision as it is folded; `said`: its body."""

    number: int
    deed: str
    task: str
    said: Mapping[str, Any]
    by: Correction


@dataclass(frozen=True, slots=True)
class Item:
    """A task at the desk. `said`: what people wrote (title, due; scheme, lead, leader, supports, above, target, nodes).

    `last`: the number of the latest decision about it, 0 where there is none.
    """

    task: Task
    figures: tuple[Measure, ...]
    standing: Standing = "open"
    said: Mapping[str, Any] = field(default_factory=dict)
    last: int = 0

    @property
    def title(self) -> str:
        return str(self.said.get("title") or flat(self.task.quote.text))

    @property
    def due(self) -> str:
        return str(self.said.get("due") or self.task.due or "")


@dataclass(frozen=True, slots=True)
class Desk:
    """`report`: as corrected. `items` by task id, in text order. `undone`: numbers of decisions that count no more."""

    report: Report
    items: Mapping[str, Item]
    undone: frozenset[int]
    refused: tuple[str, ...] = ()


def fold(report: Report, decisions: Sequence[Made]) -> Desk:
    """The desk that these decisions, in their order, make of what was read."""
    undone = frozenset(int(d.said["number"]) for d in decisions if d.deed == "undo")
    valid = [d for d in decisions if d.deed != "undo" and d.number not in undone]
    lines = tuple(line_of(d) for d in valid if d.deed in READING)
    corrected = apply(report, lines) if lines else report
    measures = {m.id: m for m in corrected.measures}
    items = {}
    about = _about(valid)
    for task in corrected.tasks:
        if task.repeat:
            continue
        item = Item(task, tuple(measures[f] for f in task.figures if f in measures))
        items[task.id] = _said(item, about.get(task.id, ()))
    return Desk(corrected, items, undone, tuple(line.text for line in corrected.corrections if line.refused))


def _about(decisions: Iterable[Made]) -> dict[str, list[Made]]:
    found: dict[str, list[Made]] = {}
    for decision in decisions:
        for name in tasks_of(decision):
            found.setdefault(name, []).append(decision)
    return found


def tasks_of(decision: Made) -> Iterator[str]:
    """The ids of the tasks that a decision is about, and of those that it made."""
    if decision.task:
        yield decision.task
    yield from decision.said.get("merge", ())
    yield from decision.said.get("made", ())


def _said(item: Item, decisions: Iterable[Made]) -> Item:
    standing, said, last = item.standing, dict(item.said), 0
    for decision in decisions:
        last = decision.number
        standing = STANDING.get(decision.deed, standing)
        if decision.deed in SAYING:
            said |= decision.said
    return Item(item.task, item.figures, standing, said, last)


def line_of(decision: Made) -> Line:
    """The decision as a line of a file of corrections; who, when and why stand in it."""
    row = {k: v for k, v in decision.said.items() if k != "made"}
    signed = {"who": decision.by.who, "when": decision.by.when, "why": decision.by.why}
    return parse("校对", decision.number, json.dumps({**row, **signed}, ensure_ascii=False))
