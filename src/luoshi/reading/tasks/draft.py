"""What the task rules hand on: a task found in the repaired text."""

from __future__ import annotations

from dataclasses import dataclass, field

from luoshi.reading.measures.draft import Draft
from luoshi.values import Checkable


@dataclass(slots=True)
class TaskDraft:
    """A task in the making. `start`..`end` are offsets of the repaired text, without the closing punctuation.

    `figures`: the measures inside the span that the task could be held to. `deadline`: the words, `due`: YYYY-MM-DD.
    `strength`: the word that says how firmly it is promised, or None. `origin`: the level that a livelihood item
    comes from, or None. `bodies`: the units that the text itself names as doing it. `missing`: any of "figure",
    "name", "date", "owner". `rule`: the id of the rule that opened the span; `seen`: the strongest reasons, for
    `luoshi explain`. `accrual` is filled from the lexicon of indicators when the reading is put together.
    """

    start: int
    end: int
    verb: str
    deliverables: tuple[str, ...]
    figures: tuple[Draft, ...]
    deadline: str | None
    due: str | None
    checkable: Checkable
    strength: str | None
    origin: str | None
    bodies: tuple[str, ...]
    missing: tuple[str, ...]
    path: tuple[str, ...]
    rule: str
    seen: tuple[str, ...] = field(default=())
    repeat: bool = False
    accrual: str | None = None
