"""Nodes as a form: a row each with day, how much, words (read by `luoshi.web.node_words`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from luoshi.ledger.nodes import MOST, nodes_of
from luoshi.web.node_words import cells

SPARE = 2
QUARTERS = ((3, 31), (6, 30), (9, 30), (12, 31))
Row = dict[str, Any]


def rows(typed: Mapping[str, str], facts: Mapping[str, Any]) -> list[Row]:
    """What the form shows: what was typed; else the nodes that are set; else the ends of the quarters."""
    found: list[Row]
    if "nodes-1-day" in typed:
        found = [cells(typed, n) for n in range(1, MOST + 1) if f"nodes-{n}-day" in typed]
    elif nodes := nodes_of(facts):
        found = [{"day": str(n.day), "much": n.much, "words": n.words} for n in nodes]
    else:
        found = [{"day": str(day), "much": "", "words": ""} for day in quarters(facts)]
    spare = 0 if "nodes-1-day" in typed else SPARE
    found += [{"day": "", "much": "", "words": ""}] * spare
    return [row | {"n": n} for n, row in enumerate(found[:MOST], 1)]


def of_year(year: int) -> dict[str, str]:
    """The form's rows for the quarters of a year, as if their days had been typed."""
    days = [*(str(dt.date(year, *end)) for end in QUARTERS), *[""] * SPARE]
    return {f"nodes-{n}-day": day for n, day in enumerate(days, 1)}


def quarters(facts: Mapping[str, Any]) -> list[dt.date]:
    """The ends of the quarters between start and due, the due day last; of the due day's year where no start is set."""
    start, due = facts.get("start"), facts.get("due")
    if not isinstance(due, dt.date):
        return []
    start = start if isinstance(start, dt.date) else dt.date(due.year, 1, 1)
    ends = [dt.date(year, *end) for year in range(start.year, due.year + 1) for end in QUARTERS]
    return [*(day for day in ends if start <= day < due), due][-MOST:]
