"""How far a commitment is, and how far it should be: 序时进度 by how its figure accrues.

Only a figure that adds up through the year (累计), or a share of the work that the unit reports, is held to the days
gone by. What is measured at the end (期末), grows (增速), must stay under (控制上限) or is settled once a year
(年终核定) is not behind in January: it is held to the nodes of its plan, where there are any.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from luoshi.ledger.nodes import Node, nodes_of, planned, share
from luoshi.ledger.values import Event

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")
# What accrues day by day; None is a commitment without a figure, whose unit reports a share of the work.
BY_DAY = (None, "累计")


def done(fields: Mapping[str, Any]) -> Decimal | None:
    """Percent done: as the unit reports it, else the figure's share of the way from baseline to target. Never
    rounded up to a hundred."""
    percent = fields.get("percent")
    if percent is not None:
        return Decimal(percent)
    figure = fields.get("figure")
    return None if figure is None else share(figure, fields)


@dataclass(frozen=True, slots=True)
class Passed:
    """A node as it stands today: whether its day is over, the percent done by then, and whether that is too little."""

    node: Node
    passed: bool
    done: Decimal | None
    short: bool


def passed(events: Iterable[Event], fields: Mapping[str, Any], today: dt.date) -> list[Passed]:
    """Each node with how much was done by its day, where it is over."""
    events, found = list(events), []
    for node in nodes_of(fields):
        known: dict[str, Any] = {}
        for event in events:
            if event.at.date() <= node.day:
                known |= event.fields
        over, should = node.day <= today, planned(node, fields)
        got = done({**fields, "figure": known.get("figure"), "percent": known.get("percent")}) if over else None
        found.append(Passed(node, over, got, over and should is not None and (got or 0) < should))
    return found


def expected(fields: Mapping[str, Any], today: dt.date) -> Decimal | None:
    """Percent that should be done today: of the last node passed, else of the days gone by; None where none tells.

    Nodes that only have words tell nothing."""
    shares = [(node.day, much) for node in nodes_of(fields) if (much := planned(node, fields)) is not None]
    if shares:
        return max((Decimal(much) for day, much in shares if day <= today), default=Decimal(0))
    start, end = fields.get("start"), fields.get("due")
    if fields.get("accrual") not in BY_DAY or not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return None
    if end <= start:
        return None
    gone = (today - start).days + 1
    return min(max(Decimal(gone) / ((end - start).days + 1), Decimal(0)), Decimal(1)) * HUNDRED


def behind(fields: Mapping[str, Any], today: dt.date) -> Decimal | None:
    """Points behind schedule, to a tenth (negative: ahead); None without a schedule. Nothing reported is 0 done."""
    should = expected(fields, today)
    if should is None:
        return None
    return (should - (done(fields) or Decimal(0))).quantize(TENTH, ROUND_HALF_UP)
