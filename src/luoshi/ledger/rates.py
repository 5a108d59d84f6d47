"""Rates over many commitments: counted or summed, always with numerator and denominator; over nothing there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from luoshi.ledger.conditions import View, holds
from luoshi.ledger.progress import HUNDRED
from luoshi.schemes.values import Condition, Parts, Rate

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Share:
    """`percent`: to a hundredth, half up; None where nothing is in the denominator."""

    numerator: Decimal
    denominator: Decimal
    percent: Decimal | None


def rate(table: Rate, views: Sequence[View]) -> Share:
    """The rate of these commitments, which run under the scheme that has it."""
    views = _together(table, views)
    among = [view for view in views if holds(table.among, view) is not None]
    top = [view for view in among if table.of is None or holds(table.of, view) is not None]
    if table.sum_of and table.sum_among:
        numerator, denominator = _sum(top, table.sum_of), _sum(among, table.sum_among)
    else:
        numerator, denominator = Decimal(len(top)), Decimal(len(among))
    percent = (numerator * HUNDRED / denominator).quantize(CENT, ROUND_HALF_UP) if denominator else None
    return Share(numerator, denominator, percent)


def _together(table: Rate, views: Sequence[View]) -> Sequence[View]:
    """With the greatest value of each field that the rate asks for by `latest` (the newest batch)."""
    asked = {c.field for c in _inside((table.among, table.of)) if c.latest is not None and c.field}
    if not asked:
        return views
    greatest: dict[str, Any] = {
        name: max((v.state.fields[name] for v in views if name in v.state.fields), default=None) for name in asked
    }
    return [replace(view, greatest=greatest) for view in views]


def _inside(conditions: Iterable[Condition | None]) -> Iterable[Condition]:
    for c in conditions:
        if c is not None:
            yield c
            yield from _inside((*c.any, *c.none))


def _sum(views: Iterable[View], name: str) -> Decimal:
    return sum((Decimal(v.state.fields.get(name) or 0) for v in views), Decimal(0))


# From the one that needs somebody most to the one that needs nobody.
GRAVITY = ("red", "orange", "yellow", "blue", "green", "grey")


def worst(colours: Iterable[str]) -> str | None:
    """The gravest of the colours: what a commitment made of many shows where its scheme says `worst`."""
    return min(colours, key=GRAVITY.index, default=None)


def rolled(parts: Parts, figures: Sequence[Decimal | None]) -> Decimal | None:
    """The figure of a commitment that is made of others: None where it keeps its own, or where one has none yet."""
    known = [figure for figure in figures if figure is not None]
    if parts.figures == "own" or not known:
        return None
    total = sum(known, Decimal(0))
    return total if parts.figures == "sum" else (total / len(figures)).quantize(CENT, ROUND_HALF_UP)
