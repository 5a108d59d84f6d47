"""The nodes of a plan (节点, quarterly 形象进度): by which day how much should be done, or what should stand there.

As a fact of a commitment they are a tuple of rows `(day, percent)`, `(day, percent, words)` or `(day, None, words,
figure)`: plain values that an event can hold. A node says a share, a figure in the target's unit, words (主体封顶), or
words beside one of the two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luoshi.ledger.values import Refused

MOST = 24
LONGEST = 200
# The accruals of figures that go from the baseline to the target: only these have nodes in figures.
ADDING = ("累计", "期末")


@dataclass(frozen=True, slots=True)
class Node:
    """By the end of `day`. `percent`: 0 to 100; `figure`: in the target's unit; None where the node does not say it."""

    day: dt.date
    percent: Decimal | None = None
    words: str = ""
    figure: Decimal | None = None

    @property
    def much(self) -> str:
        """As it is written: `30%`, `14`, or nothing."""
        if self.percent is not None:
            return f"{Decimal(self.percent).normalize():f}%"
        return "" if self.figure is None else f"{Decimal(self.figure).normalize():f}"


def nodes_of(fields: Mapping[str, Any]) -> tuple[Node, ...]:
    """The nodes of a commitment, in their order; () where it has none."""
    return tuple(Node(*row) for row in fields.get("nodes") or ())


def rows_of(nodes: Iterable[Node]) -> tuple[tuple[Any, ...], ...]:
    """The nodes as an event holds them, each as short as can be."""
    found = []
    for node in nodes:
        row = (node.day, node.percent, node.words, node.figure)
        found.append(row if node.figure is not None else row[:3] if node.words else row[:2])
    return tuple(found)


def share(figure: Decimal, fields: Mapping[str, Any]) -> Decimal | None:
    """Percent of the way from baseline to target; None where there is no such way."""
    target, base = fields.get("target"), Decimal(fields.get("baseline") or 0)
    if target is None or Decimal(target) == base or fields.get("accrual") not in ADDING:
        return None
    return (Decimal(figure) - base) / (Decimal(target) - base) * 100


def planned(node: Node, fields: Mapping[str, Any]) -> Decimal | None:
    """Percent that should be done by the node; None where it only has words."""
    return share(node.figure, fields) if node.figure is not None else node.percent


def check(value: Any, fields: Mapping[str, Any], end: dt.date | None = None) -> None:
    """Refused where these are no nodes of a plan with these facts. `end`: the last day, the due day where not given."""
    if not isinstance(value, tuple) or not 0 < len(value) <= MOST:
        raise Refused(f"节点应有 1 到 {MOST} 个", f"nodes: expected 1 to {MOST}")
    start, end = fields.get("start"), end or fields.get("due")
    last: Node | None = None
    reached = Decimal(0)
    for row in value:
        node = _node(row)
        where, where_en = f"节点 {node.day}", f"node {node.day}"
        if last is not None and node.day <= last.day:
            raise Refused(f"{where} 不晚于前一个 {last.day}；请按日期排", f"{where_en} is not after {last.day}")
        if isinstance(start, dt.date) and node.day < start:
            raise Refused(f"{where} 早于计划开始 {start}", f"{where_en} is before the start, {start}")
        if isinstance(end, dt.date) and node.day > end:
            raise Refused(f"{where} 晚于完成时限 {end}", f"{where_en} is after the due day, {end}")
        much = planned(node, fields)
        if node.figure is not None and much is None:
            raise Refused(
                f"{where}：没有能累加的目标值，请写百分比或文字",
                f"{where_en}: no target that adds up: give a share",
            )
        if much is not None:
            if not 0 <= much <= 100:
                raise Refused(f"{where} 应在 0 到 100% 之间", f"{where_en}: expected 0 to 100%, found {much:.1f}%")
            if much < reached:
                raise Refused(f"{where} 比前一个节点少", f"{where_en} is less than the node before")
            reached = much
        last = node


def _node(row: Any) -> Node:
    kinds: tuple[tuple[type, ...], ...] = ((dt.date,), (Decimal, int, type(None)), (str,), (Decimal, int, type(None)))
    right = isinstance(row, tuple) and 2 <= len(row) <= 4 and all(map(isinstance, row, kinds))
    if not right or isinstance(row[0], dt.datetime) or any(isinstance(cell, bool) for cell in row):
        raise Refused(f"节点应写成日期、百分比、文字，给的是 {row!r}", f"a node: expected day, percent, words: {row!r}")
    node = Node(*row)
    if len(node.words) > LONGEST:
        raise Refused(f"节点 {node.day} 的文字超过 {LONGEST} 字", f"node {node.day}: more than {LONGEST} characters")
    if node.percent is not None and node.figure is not None:
        raise Refused(f"节点 {node.day}：百分比和数只写一个", f"node {node.day}: percent or figure, not both")
    if node.percent is None and node.figure is None and not node.words:
        raise Refused(f"节点 {node.day} 什么也没写", f"node {node.day} says nothing")
    return node
