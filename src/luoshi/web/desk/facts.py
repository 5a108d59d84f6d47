"""What a commitment is held to, from the measures of its task: exact figures in the unit of the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from luoshi.ledger.nodes import Node, rows_of
from luoshi.values import Measure
from luoshi.web.desk.fold import Item


def facts(item: Item, year: int | None, figure: Measure | None = None) -> dict[str, Any]:
    """Target, unit, accrual, start and due day, nodes. `figure`: which of several; the first one otherwise.

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
    if item.said.get("nodes"):
        found["nodes"] = rows_of(nodes_said(item.said["nodes"]))
    return found


def said_of(nodes: Iterable[Node]) -> list[list[str | None]]:
    """Nodes as a decision keeps them: day, percent, words, figure as text."""

    def text(value: Decimal | None) -> str | None:
        return None if value is None else f"{value.normalize():f}"

    return [[node.day.isoformat(), text(node.percent), node.words, text(node.figure)] for node in nodes]


def nodes_said(rows: Iterable[Sequence[Any]]) -> list[Node]:
    """The nodes that `said_of` wrote."""

    def number(words: str | None) -> Decimal | None:
        return None if words is None else Decimal(words)

    return [Node(dt.date.fromisoformat(d), number(much), words, number(figure)) for d, much, words, figure in rows]
