"""Rates over many commitments: counted or summed, always with numerator and denominator; over nothing there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from luoshi.ledger.conditions import View, holds
from luoshi.ledger.progress import HUNDRED
from luoshi.schemes.values import Parts, Rate

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Share:
    """`percent`: to a hundredth, half up; None where nothing is in the denominator."""

    numerator: Decimal
    denominator: Decimal
    percent: Decimal | None


def rate(table: Rate, views: Sequence[View]) -> Share:
    """The rate of these commitments, which run under the scheme that has it."""
    parts = [added(table, view) for view in _together(table, views)]
    return share(sum((top for top, _ in parts), Decimal(0)), sum((among for _, among in parts), Decimal(0)))


def share(numerator: Decimal, denominator: Decimal) -> Share:
    percent = (numerator * HUNDRED / denominator).quantize(CENT, ROUND_HALF_UP) if denominator else None
    return Share(numerator, denominator, percent)


def added(table: Rate, view: View) -> tuple[Decimal, Decimal]:
    """What one commitment adds to numerator and denominator."""
    nothing = Decimal(0)
    if holds(table.among, view) is None:
        return nothing, nothing
    of = table.of is None or holds(table.of, view) is not None
    if table.sum_of and table.sum_among:
        return _figure(view, table.sum_of) if of else nothing, _figure(view, table.sum_among)
    return Decimal(of), Decimal(1)


def newest(table: Rate) -> list[str]:
    """The fields that the rate asks for by `latest` (the newest batch)."""
    return sorted(
        {c.field for one in (table.among, table.of) if one for c in one.whole() if c.latest is not None and c.field}
    )


def _together(table: Rate, views: Sequence[View]) -> Sequence[View]:
    """With the greatest value of each field that the rate asks for by `latest`."""
    asked = newest(table)
    if not asked:
        return views
    greatest: dict[str, Any] = {
        name: max((v.state.fields[name] for v in views if name in v.state.fields), default=None) for name in asked
    }
    return [replace(view, greatest=greatest) for view in views]


def _figure(view: View, name: str) -> Decimal:
    return Decimal(view.state.fields.get(name) or 0)


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
