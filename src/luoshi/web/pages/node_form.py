"""Nodes in a form: a row each with day, how much, words; and as lines of text, for the API.

How much is `30%`, or a figure in the unit of the target (`14`); without a target that adds up, `30` is a percentage.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from luoshi.ledger.nodes import ADDING, MOST, Node, nodes_of, rows_of
from luoshi.values import Message

SPARE = 2
QUARTERS = ((3, 31), (6, 30), (9, 30), (12, 31))
Row = dict[str, Any]


class Unread(ValueError):
    """A row that says no node. `said`: which, and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.said = Message(zh, en)


def rows(typed: Mapping[str, str], facts: Mapping[str, Any]) -> list[Row]:
    """What the form shows: what was typed; else the nodes that are set; else the ends of the quarters."""
    found: list[Row]
    if "nodes-1-day" in typed:
        found = [_cells(typed, n) for n in range(1, MOST + 1) if f"nodes-{n}-day" in typed]
    elif nodes := nodes_of(facts):
        found = [{"day": str(n.day), "much": much(n), "words": n.words} for n in nodes]
    else:
        found = [{"day": str(day), "much": "", "words": ""} for day in quarters(facts)]
    spare = 0 if "nodes-1-day" in typed else SPARE
    found += [{"day": "", "much": "", "words": ""}] * spare
    return [row | {"n": n} for n, row in enumerate(found[:MOST], 1)]


def of_year(year: int) -> dict[str, str]:
    """The form's rows for the quarters of a year, as if their days had been typed."""
    days = [*(str(dt.date(year, *end)) for end in QUARTERS), *[""] * SPARE]
    return {f"nodes-{n}-day": day for n, day in enumerate(days, 1)}


def much(node: Node) -> str:
    """`30%`, `14`, or nothing."""
    if node.percent is not None:
        return f"{Decimal(node.percent).normalize():f}%"
    return "" if node.figure is None else f"{Decimal(node.figure).normalize():f}"


def quarters(facts: Mapping[str, Any]) -> list[dt.date]:
    """The ends of the quarters between start and due, the due day last; of the due day's year where no start is set."""
    start, due = facts.get("start"), facts.get("due")
    if not isinstance(due, dt.date):
        return []
    start = start if isinstance(start, dt.date) else dt.date(due.year, 1, 1)
    ends = [dt.date(year, *end) for year in range(start.year, due.year + 1) for end in QUARTERS]
    return [*(day for day in ends if start <= day < due), due][-MOST:]


def read(posted: Mapping[str, str], facts: Mapping[str, Any]) -> tuple[tuple[Any, ...], ...]:
    """The nodes of the form, or of the lines under `nodes`; () where there is none. Unread names the first wrong."""
    if posted.get("nodes", "").strip():
        return rows_of(_line(line, facts) for line in posted["nodes"].splitlines() if line.strip())
    return rows_of(_filled(posted, facts))


def _filled(posted: Mapping[str, str], facts: Mapping[str, Any]) -> Iterator[Node]:
    for n in range(1, MOST + 1):
        cells = _cells(posted, n)
        if cells["much"] or cells["words"]:
            yield node(cells["day"], cells["much"], cells["words"], facts)


def _cells(posted: Mapping[str, str], n: int) -> Row:
    return {key: posted.get(f"nodes-{n}-{key}", "").strip() for key in ("day", "much", "words")}


def _line(line: str, facts: Mapping[str, Any]) -> Node:
    day, _, rest = line.strip().partition(" ")
    first, _, words = rest.strip().partition(" ")
    counts = re.fullmatch(r"\d+(?:\.\d+)?[%％]?", first)
    return node(day, first if counts else "", words.strip() if counts else rest.strip(), facts)


def node(day: str, much: str, words: str, facts: Mapping[str, Any]) -> Node:
    """One node from what was written. Unread where the day or the number is none."""
    try:
        on = dt.date.fromisoformat(day)
    except ValueError:
        raise Unread(
            f"节点的日期应如 2026-06-30，不是“{day}”", f"a node's day: expected 2026-06-30, found {day!r}"
        ) from None
    if not much:
        return Node(on, None, words)
    plain = much.replace(",", "").replace("，", "").rstrip("%％").strip()
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= 10**18:
        raise Unread(
            f"节点 {on} 应完成多少：写 30% 或一个数，不是“{much}”", f"node {on}: expected 30% or a number: {much!r}"
        )
    adds = facts.get("target") is not None and facts.get("accrual") in ADDING
    if adds and not much.endswith(("%", "％")):
        return Node(on, None, words, number)
    return Node(on, number, words)
