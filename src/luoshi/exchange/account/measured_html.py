"""What somebody else measured, on the page: a third column of a promise, and the table of three ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from luoshi.comparing.account import Account
from luoshi.comparing.checking import Measured
from luoshi.comparing.reasons import NAMES
from luoshi.exchange.account.three import THREE_SOURCES, ThreeRow, three_rows
from luoshi.exchange.page.figures import number
from luoshi.exchange.page.rows import text

HEADS = (
    ("指标", "indicator"), ("承诺", "promised"), ("自述", "claimed"), ("实测", "measured"), ("自述与实测", "outcome"),
    ("相差", "difference"), ("来源", "source"), ("发布", "date"), ("版本", "vintage"),
)  # fmt: skip
_NUMBERS = frozenset({"promised", "claimed", "measured", "difference"})


def measured_columns(told: Account) -> Mapping[str, str]:
    """Link id → its third column, where somebody measured it."""
    by_link: dict[str, list[Measured]] = defaultdict(list)
    for one in told.measured:
        by_link[one.link].append(one)
    return {link: "<div>" + "".join(map(_column, some)) + "</div>" for link, some in by_link.items()}


def _column(one: Measured) -> str:
    seen = one.observation
    year = f"{seen.figure.year}年" if seen.figure.year else ""
    return (
        f"<h4>{year}实测 <b class=fig>{text(seen.figure.text)}</b></h4>"
        f"<p class=src>{text(seen.source)}</p><cite>{text('，'.join(filter(None, (seen.date, seen.vintage))))}"
        f"　按此看：{NAMES[one.verdict].zh}</cite>"
    )


def three_html(told: Account) -> str:
    """The table: what does not agree in sight, the rest folded; "" where nothing was measured."""
    found = three_rows(told)
    if not found:
        return ""
    apart = [r for r in found if r.check and r.check.outcome == "differs"]
    rest = [r for r in found if r not in apart]
    agree = sum(r.check is not None and r.check.outcome == "agrees" for r in found)
    said = f"自述与实测对不上的 <b class=need>{len(apart)}</b> 处" if apart else "自述与实测没有对不上的"
    head = (
        f"<section id=three><h2>{said} <small>相符 {agree} 处；口径不同也会对不上，请核 "
        "<span lang=en>claims against what somebody else measured</span></small></h2>"
    )
    folded = f"<details><summary>三方对照其余 {len(rest)} 行</summary>{_table(rest)}</details>" if rest else ""
    return head + (_table(apart) if apart else "") + folded + "</section>"


def _table(rows: list[ThreeRow]) -> str:
    heads = "".join(f"<th{' class=n' if key in _NUMBERS else ''}>{title}" for title, key in HEADS)
    return f"<div class=scroll><table class=table><thead><tr>{heads}<tbody>{''.join(map(_row, rows))}</table></div>"


def _row(row: ThreeRow) -> str:
    cells = []
    for _, key in HEADS:
        value = THREE_SOURCES[key](row)
        unit = row.check.unit or "" if key == "difference" and row.check else ""
        inner = "" if value is None else text(f"{number(value) if isinstance(value, Decimal) else value}{unit}")
        if key == "outcome" and row.check and row.check.outcome == "differs":
            inner = f"<strong class=need>{inner}</strong>"
        elif key == "indicator" and row.link:
            inner = f'<a href="#{text(row.link.id)}">{inner}</a>'
        cells.append(f"<td{' class=n' if key in _NUMBERS else ''}>{inner}")
    return f"<tr>{''.join(cells)}"
