"""What the measure rules hand on: a figure found, a numeral that is none, a numeral that cannot be decided.

Offsets are offsets of the repaired text. A Draft is mutable on purpose: each rule fills or corrects a field, the
indicator stage fills `indicator`, and the assembly freezes the whole into a `values.Measure`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from luoshi.values import Kind, NumeralWhy, Relation, Role


@dataclass(slots=True)
class Draft:
    """A measure in the making.

    `start`..`end`: the number with its multiplier and unit, nothing else. `low`, `high`: signed, multipliers
    expanded, in `unit`; None is unbounded. `scope`: among whom a rank or comparison is (`全省`). `clause`, `stop`: the
    clause that the figure stands in. `group`: figures that only a joint parts (`8家、48家`) and those under one `分别`
    share a number other than 0, in text order; `place`: which of the group this is, from 0, and `distributed` whether
    the group is one of `分别` (each figure belongs to another subject). `base`: the figure is where a change starts
    from (`从A提高到B`: A). `verb`: the word before the figure that told its kind (`新增`, `增长`), or "".
    `rule`: the id of the rule that found it (`rules.FOUND`); `seen`: what fired, for `luoshi explain`.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    relation: Relation
    kind: Kind
    scope: str | None
    rule: str
    seen: tuple[str, ...] = ()
    role: Role | None = None
    year: str | None = None
    indicator: str = ""
    clause: int = 0
    stop: int = 0
    group: int = 0
    place: int = 0
    distributed: bool = False
    base: bool = False
    verb: str = ""


@dataclass(slots=True)
class Other:
    """A numeral that is no measure, and why not. At most 40 characters: longer digit runs are several."""

    start: int
    end: int
    why: NumeralWhy
    rule: str


@dataclass(slots=True)
class Doubt:
    """A numeral that cannot be decided: what is asked, what it might be."""

    start: int
    end: int
    question: str
    alternatives: tuple[str, ...]
    rule: str
