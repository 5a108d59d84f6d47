"""What a commitment is held to, from the measures of its task: exact figures in the unit of the report."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from luoshi.values import Measure
from luoshi.web.desk.fold import Item


def facts(item: Item, year: int | None, figure: Measure | None = None) -> dict[str, Any]:
    """Target, unit, accrual, start and due day. `figure`: which of several; the first one otherwise.

    A ceiling (控制在2%以内) is held to its upper end, all else to its lower: what at least was promised.
    """
    chosen = figure or next(iter(item.figures), None)
    found: dict[str, Any] = {}
    if chosen is not None:
        target: Decimal | None = chosen.high if chosen.relation in ("le", "lt") else chosen.low
        if target is not None:
            found |= {"target": target}
            if chosen.unit:
                found["unit"] = chosen.unit
            accrual = chosen.accrual or item.task.accrual
            if accrual:
                found["accrual"] = accrual
    if item.due:
        found["due"] = dt.date.fromisoformat(item.due)
    begins = dt.date(year, 1, 1) if year else None
    if begins and begins <= found.get("due", begins):
        found["start"] = begins
    return found
