"""The nodes of a plan as they are written: rows of `nodes-N-day`, `nodes-N-much`, `nodes-N-words`, or lines of text.

How much is `30%`, or a figure in the unit of the target (`14`); without a target that adds up, `30` is a percentage.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from luoshi.ledger import Refused
from luoshi.ledger.nodes import ADDING, MOST, Node, rows_of


def read(posted: Mapping[str, str], facts: Mapping[str, Any]) -> tuple[tuple[Any, ...], ...]:
    """The nodes of the form, or of the lines under `nodes`; () for none. Refused for the first that is wrong."""
    if posted.get("nodes", "").strip():
        return rows_of(_line(line, facts) for line in posted["nodes"].splitlines() if line.strip())
    return rows_of(_filled(posted, facts))


def _filled(posted: Mapping[str, str], facts: Mapping[str, Any]) -> Iterator[Node]:
    for n in range(1, MOST + 1):
        row = cells(posted, n)
        if row["much"] or row["words"]:
            yield _node(row["day"], row["much"], row["words"], facts)


def cells(posted: Mapping[str, str], n: int) -> dict[str, str]:
    """What was written into a row."""
    return {key: posted.get(f"nodes-{n}-{key}", "").strip() for key in ("day", "much", "words")}


def _line(line: str, facts: Mapping[str, Any]) -> Node:
    day, _, rest = line.strip().partition(" ")
    first, _, words = rest.strip().partition(" ")
    counts = re.fullmatch(r"\d+(?:\.\d+)?[%％]?", first)
    return _node(day, first if counts else "", words.strip() if counts else rest.strip(), facts)


def _node(day: str, much: str, words: str, facts: Mapping[str, Any]) -> Node:
    """One node from what was written. Refused where the day or the number is none."""
    try:
        on = dt.date.fromisoformat(day)
    except ValueError:
        raise Refused(
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
        raise Refused(
            f"节点 {on} 应完成多少：写 30% 或一个数，不是“{much}”", f"node {on}: expected 30% or a number: {much!r}"
        )
    adds = facts.get("target") is not None and facts.get("accrual") in ADDING
    if adds and not much.endswith(("%", "％")):
        return Node(on, None, words, number)
    return Node(on, number, words)
