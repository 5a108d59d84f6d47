"""A question, its answer in a sentence, and the tables that the answer stands on: as HTML, XLSX and JSON.

The page is self-contained and has no script at all; style is allowed by its hash and by nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from luoshi.exchange.as_html import hash_of
from luoshi.exchange.as_xlsx import Sheet, workbook
from luoshi.exchange.breakdown import Cell
from luoshi.exchange.columns import Column, Layout
from luoshi.exchange.page.figures import number
from luoshi.exchange.page.rows import text
from luoshi.values import Message, Problem

# A column of so many half-width characters holds sentences.
WIDE = 40
FORMATS = ("json", "xlsx", "html")
Cells = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """`heads`: title and width (half-width characters) of each column; a number's column is aligned right.

    `needs`: (row, column) of the cells that need somebody. `folded`: on the page, behind a click.
    """

    name: str
    heads: tuple[tuple[str, int], ...]
    rows: tuple[Cells, ...]
    note: str = ""
    needs: frozenset[tuple[int, int]] = frozenset()
    folded: bool = False
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """`question` is the heading of the page; `answer` its first sentence; `data` what JSON says."""

    question: Message
    title: str
    answer: str
    tables: tuple[Table, ...]
    sources: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


def render(listing: Listing, name: str) -> bytes:
    """The file of one of `FORMATS`."""
    if name == "json":
        return (json.dumps(listing.data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
    return _xlsx(listing) if name == "xlsx" else _html(listing)


def _xlsx(listing: Listing) -> bytes:
    sheets = []
    for table in listing.tables:
        numbers = _numbers(table)
        columns = tuple(
            Column(title, str(i), width, "right" if i in numbers else "left")
            for i, (title, width) in enumerate(table.heads)
        )
        title, note = (_plain(t) for t in (f"{listing.title}　{table.name}", table.note or listing.answer))
        layout = Layout(columns, title, note, freeze=1)
        sources = {str(i): _cell(i) for i in range(len(table.heads))}
        sheets.append(Sheet(table.name[:31], layout, sources, table.rows, {}))
    if listing.problems:
        layout = Layout((Column("说明", "0", 60), Column("怎么办", "1", 50), Column("代码", "2", 24)), "问题", "")
        rows = [(p.what.zh, p.todo.zh, p.code) for p in listing.problems]
        sheets.append(Sheet("问题", layout, {str(i): _cell(i) for i in range(3)}, rows, {}))
    return workbook(listing.title, sheets, {"luoshi.sources": "；".join(listing.sources)})


def _plain(words: str) -> str:
    """Words of a report hold no placeholders."""
    return words.replace("{", "｛").replace("}", "｝")


def _cell(at: int) -> Any:
    return lambda row: row[at]


def _numbers(table: Table) -> frozenset[int]:
    """The columns that hold numbers only."""
    found = set()
    for i in range(len(table.heads)):
        values = [row[i] for row in table.rows if row[i] is not None and row[i] != ""]
        if values and all(isinstance(v, int | Decimal) for v in values):
            found.add(i)
    return frozenset(found)


@cache
def _parts() -> tuple[Template, str]:
    style = files("luoshi.exchange.account").joinpath("page", "page.css").read_text("utf-8")
    page = files("luoshi.exchange.listings").joinpath("page.html").read_text("utf-8")
    return Template(page), style


def _html(listing: Listing) -> bytes:
    template, style = _parts()
    page = template.substitute(
        style=style,
        csp=f"default-src 'none'; style-src '{hash_of(style)}'; img-src data:; base-uri 'none'; form-action 'none'",
        question=f"{text(listing.question.zh)} <small lang=en>{text(listing.question.en)}</small>",
        head=text(f"{listing.question.zh}{listing.title}"),
        title=text(listing.title),
        answer=text(listing.answer),
        tables="".join(map(_table, listing.tables)),
        sources="".join(f"<li>{text(s)}" for s in listing.sources),
        problems=_problems(listing.problems),
    )
    return page.encode("utf-8", "xmlcharrefreplace")


def _table(table: Table) -> str:
    numbers = _numbers(table)
    heads = "".join(
        f"<th{' class=n' if i in numbers else ' class=w' if width >= WIDE else ''}>{text(title)}"
        for i, (title, width) in enumerate(table.heads)
    )
    body = "".join(
        "<tr>" + "".join(_td(cell, i in numbers, (n, i) in table.needs) for i, cell in enumerate(row))
        for n, row in enumerate(table.rows)
    )
    grid = f"<div class=scroll><table class=table><thead><tr>{heads}<tbody>{body}</table></div>"
    note = f"<p class=note>{text(table.note)}</p>" if table.note else ""
    head = f"<h2>{text(table.name)} <b>{len(table.rows)}</b></h2>"
    if table.folded:
        return f"<details><summary>{head}</summary>{note}{grid}</details>"
    return f"<section>{head}{note}{table.drawing}{grid}</section>"


def _td(cell: Cell, is_number: bool, needs: bool) -> str:
    shown = "" if cell is None else number(cell) if isinstance(cell, Decimal) else str(cell)
    inner = text(shown).replace("\n", "<br>")
    return f"<td{' class=n' if is_number else ''}>{f'<strong class=need>{inner}</strong>' if needs else inner}"


def _problems(problems: Sequence[Problem]) -> str:
    if not problems:
        return ""
    items = "".join(
        f"<li>{text(p.what.zh)}；{text(p.todo.zh)}。<small lang=en>{text(p.what.en)}; {text(p.todo.en)}</small> "
        f"<code>{text(p.code)}</code>"
        for p in problems
    )
    return f"<section id=problems><h2>问题 <b>{len(problems)}</b></h2><ul>{items}</ul></section>"
