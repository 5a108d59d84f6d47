"""A figure on its way to a Draft: what the scan saw, before the sentence around it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from luoshi.reading.measures.draft import Draft


@dataclass(slots=True)
class Found(Draft):
    """`dimension`: a table of units.toml, or "rank", "fraction", "growth" (翻番), "bare".

    `value`..`top`: the figure as written, unsigned; `fuzzy`: 多, 余 in it; `label`: it names a class
    (千亿级, 百万吨); `front`: it stands behind 前 (1) or 后 (-1): 前10位.
    """

    dimension: str = "bare"
    value: Decimal = Decimal(0)
    top: Decimal | None = None
    fuzzy: bool = False
    label: bool = False
    front: int = 0


def found(start: int, end: int, value: Decimal, unit: str | None, dimension: str, rule: str) -> Found:
    """A point value, with everything else still open."""
    return Found(start, end, value, value, unit, "eq", "level", None, rule, dimension=dimension, value=value)
