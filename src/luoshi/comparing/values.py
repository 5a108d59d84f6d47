"""What comparing makes of two reports: links from what was promised to what is claimed. Frozen values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from luoshi.values import Checkable, Correction, Identity, Kind, Message, Problem, Quote, Relation

Verdict = Literal[
    "met",
    "exceeded",
    "missed",
    "partly",
    "ongoing",
    "stated_without_figure",
    "not_comparable",
    "not_mentioned",
    "unsure",
]
VERDICTS: tuple[Verdict, ...] = (
    "missed",
    "partly",
    "exceeded",
    "met",
    "ongoing",
    "stated_without_figure",
    "not_comparable",
    "not_mentioned",
    "unsure",
)
# The verdicts that hold somebody to a figure or a deed: given only where the words leave no other reading.
FIRM: frozenset[Verdict] = frozenset({"met", "exceeded", "missed", "partly"})

# How a promise without a figure is kept: a named thing is there; a direction is held; two growths go together.
Way = Literal["done", "trend", "sync"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as its report states it; `low` and `high` as in `luoshi.values.Measure`."""

    text: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    relation: Relation
    kind: Kind
    year: str | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Promised and claimed in one unit, with the signs that the words have (下降2.5% is 2.5 on both sides).

    `None` is unbounded. Exact: what cannot be converted exactly is not set side by side.
    """

    unit: str | None
    promised: tuple[Decimal | None, Decimal | None]
    claimed: tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Promise:
    """What the earlier report says it will do.

    `finding`: the id of the measure or the task that it is; `task`: the task that it belongs to, where one was read.
    `strength`: 确保, 力争, 争取… as the text has it, or None. `way`: how it is kept where it has no figure, else None.
    `checkable`: it has a figure, it names a thing, an end or a quantity's direction, or it is a general direction,
    which nobody can be held to by the next report and which is counted apart.
    """

    finding: str
    quote: Quote
    indicator: str
    indicator_id: str | None
    figure: Figure | None
    way: Way | None
    strength: str | None
    task: str | None
    path: tuple[str, ...]
    checkable: Checkable = "named"


@dataclass(frozen=True, slots=True)
class Result:
    """What the later report says of it: a claim, never a fact. `year`: what the passage speaks of."""

    quote: Quote
    finding: str | None
    figure: Figure | None
    year: str | None
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What was looked at and refused, and why."""

    quote: Quote
    why: Message


@dataclass(frozen=True, slots=True)
class Link:
    """One promise and what became of it by the government's own word. `id` stays when the reports are read again.

    `correction`: who stands behind it, where a person does; None: a machine alone.
    """

    id: str
    promise: Promise
    result: Result | None
    verdict: Verdict
    side_by_side: SideBySide | None
    reason: Message
    near_misses: tuple[NearMiss, ...]
    rule: str
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The account of a government's word: every promise of the earlier report, in text order."""

    earlier: Identity
    later: Identity
    earlier_name: str
    later_name: str
    links: tuple[Link, ...]
    problems: tuple[Problem, ...] = ()

    def counts(self, general: bool = False) -> dict[Verdict, int]:
        """How many links have each verdict, in the order of `VERDICTS`: of promises that can be checked, or (`general`)
        of general directions."""
        found = Counter(link.verdict for link in self.links if (link.promise.checkable == "general") == general)
        return {verdict: found[verdict] for verdict in VERDICTS if found[verdict]}
