"""Rows of a table in XLSX or DOCX. Formulas are never run: a cell is what was last seen in it.

A container is unpacked within limits before any library sees it (`luoshi.sources.package`).
"""

from __future__ import annotations

import datetime as dt
import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from luoshi.exchange.cells import flat
from luoshi.sources import SourceError
from luoshi.sources.package import START, Package
from luoshi.values import Message

HEADS = Path(__file__).with_name("heads.toml")
# Heads stand near the top, below a title and a note.
TOP = 12
# What should stand at the end of each quarter.
QUARTERS = ("q1", "q2", "q3", "q4")
MOST_ROWS = 5_000
# What all parts of a table may unpack to.
LARGEST = 200 << 20
_brackets = re.compile(r"[（(][^（）()]*[）)]")
# What our own export adds to a cell of the task or of a unit: shown, not part of it.
_added = re.compile(r"[（(](?:目标：|建议)[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]")


class TableError(ValueError):
    """A file that is no such table: what is wrong, and what to do."""

    def __init__(self, what: Message, todo: Message) -> None:
        super().__init__(f"{what.zh}；{todo.zh} / {what.en}; {todo.en}")
        self.said = Message(f"{what.zh}；{todo.zh}", f"{what.en}; {todo.en}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the heads. `cells`: by the keys of heads.toml, words without line breaks; `at`: sheet and row, as
    the office sees them; `where`: the cell of each key."""

    at: str
    cells: Mapping[str, str]
    where: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    columns: tuple[str, ...]


def read(data: bytes, name: str) -> Table:
    """The rows of the first table that has heads. TableError where there is none."""
    if not data.startswith(START):
        raise TableError(
            Message(f"{name}：不是 .xlsx 或 .docx", f"{name}: neither .xlsx nor .docx"),
            Message("请另存为其中一种（.xls、.doc 先用 Excel、WPS 打开）", "save it as one of them"),
        )
    try:
        package = Package(data)
        left = LARGEST
        for member in package.members:
            left -= len(package.read(member, left))
    except SourceError as error:
        raise TableError(Message(f"{name}：{error.what.zh}", f"{name}: {error.what.en}"), error.todo) from error
    sheets = _xlsx(data, name) if "xl/workbook.xml" in package else _docx(data, name)
    for title, grid in sheets:
        found = _table(title, grid)
        if found is not None:
            return found
    known = "、".join(heads()["task"][:4])
    raise TableError(
        Message(f"{name}：前 {TOP} 行里没有找到表头", f"{name}: no heads in the first {TOP} rows"),
        Message(f"任务一栏的表头请写成 {known} 之一", f"name the column of tasks one of {known}"),
    )


@cache
def heads() -> Mapping[str, tuple[str, ...]]:
    """Titles by what stands below them. ValueError naming file and entry where the data is wrong."""
    data = tomllib.loads(HEADS.read_text("utf-8"))
    keys = ("task", "lead", "supports", "leader", "due", "id", "above", *QUARTERS)
    unknown = [*(k for k in data if k != "heads"), *(k for k in data["heads"] if k not in keys)]
    if unknown:
        raise ValueError(f"{HEADS.name}: unknown {unknown[0]!r}: expected [heads] with {', '.join(keys)}")
    return {key: tuple(data["heads"][key]) for key in keys}


Grid = Sequence[Sequence[str]]


def _xlsx(data: bytes, name: str) -> Iterator[tuple[str, Grid]]:
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(io.BytesIO(data))
        for title in book.sheet_names:
            sheet = book.get_sheet_by_name(title)
            if sheet.total_height > MOST_ROWS:
                raise _long(name, sheet.total_height)
            grid = [[_words(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            _spread(grid, sheet.merged_cell_ranges or ())
            yield f"{title}!", grid
    except (CalamineError, OSError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        raise _broken(name, error) from error


def _spread(grid: list[list[str]], merged: Any) -> None:
    """A cell merged over several rows says the same for each of them."""
    for (top, left), (bottom, right) in merged:
        if left == right and bottom < len(grid) and left < len(grid[top]):
            for row in range(top + 1, bottom + 1):
                grid[row][left] = grid[top][left]


def _docx(data: bytes, name: str) -> Iterator[tuple[str, Grid]]:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(data))
        for number, table in enumerate(document.tables, 1):
            if len(table.rows) > MOST_ROWS:
                raise _long(name, len(table.rows))
            yield f"表{number}!", [[cell.text for cell in row.cells] for row in table.rows]
    except (PackageNotFoundError, LxmlError, KeyError, ValueError, IndexError) as error:
        if isinstance(error, TableError):
            raise
        raise _broken(name, error) from error


def _words(cell: Any) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def _table(title: str, grid: Grid) -> Table | None:
    for number, line in enumerate(grid[:TOP]):
        columns: dict[str, int] = {}
        for i, cell in enumerate(line):
            plain = _brackets.sub("", "".join(cell.split()))
            key = next((k for k, titles in heads().items() if plain in titles), None)
            if key is not None:
                columns.setdefault(key, i)
        if "task" in columns and len(columns) > 1:
            return Table(tuple(_rows(title, grid, number + 1, columns)), tuple(columns))
    return None


def _rows(title: str, grid: Grid, first: int, columns: Mapping[str, int]) -> Iterator[Row]:
    for number, line in enumerate(grid[first:], first + 1):
        words = {cell.strip() for cell in line if cell.strip()}
        # A row of one text is a heading across the table, or empty.
        if len(words) <= 1:
            continue
        cells = {k: flat(_added.sub("", line[i])) if i < len(line) else "" for k, i in columns.items()}
        yield Row(f"{title}{number}", cells, {k: f"{title}{_letters(i)}{number}" for k, i in columns.items()})


def _letters(column: int) -> str:
    """A, B … Z, AA: as sheets name their columns."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def _long(name: str, count: int) -> TableError:
    return TableError(
        Message(f"{name}：有 {count} 行，上限 {MOST_ROWS}", f"{name}: {count} rows, more than {MOST_ROWS}"),
        Message("请分成几个表", "split it into several"),
    )


def _broken(name: str, error: Exception) -> TableError:
    return TableError(
        Message(f"{name}：打不开（{error}）", f"{name}: cannot be opened ({error})"),
        Message("请用 Excel、WPS 或 Word 打开后另存", "open it in its program and save it again"),
    )
