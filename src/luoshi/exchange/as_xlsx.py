"""Report → XLSX: the breakdown table as offices lay it out, with a sheet of indicators and one of problems.

Every text is written as text: nothing that a report says can run as a formula or become a link. The same report
gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from luoshi.exchange import breakdown, columns, listing
from luoshi.exchange.as_csv import RISKY
from luoshi.exchange.breakdown import Cell, placeholders
from luoshi.exchange.cells import clean, lines
from luoshi.exchange.columns import Column, Layout
from luoshi.values import Report

# By name, as the norm asks; where a machine has none of them, Excel and WPS put their own in their place.
TITLE, HEAD, BODY, NOTE, FIGURES = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312", "Times New Roman"
BODY_SIZE, TITLE_SIZE, NOTE_SIZE = 12, 22, 10
ID_SIZE = 6
# Excel holds no more than 15 digits of a number, and no row higher than this.
DIGITS, HIGHEST = 15, 409
# The unit of widths is a digit of the workbook's default font, 7 pixels; a point is 4/3 pixels.
_PIXELS, _PADDING = 7, 8
SCREEN_ZOOM = 85

FIXED_DAY = datetime(2000, 1, 1)
_SHEETS: tuple[tuple[str, str, Callable[[Report], Sequence[Any]]], ...] = (
    ("xlsx", "任务分解表", breakdown.rows),
    ("indicators", "指标", listing.measure_rows),
    ("problems", "问题", listing.problem_rows),
)


def render(report: Report, columns_file: Path | None = None) -> dict[str, bytes]:
    """The file by suffix. Raises columns.ColumnsError where the file of columns is wrong."""
    layouts = columns.load(columns_file)
    sheets = []
    for section, name, rows_of in _SHEETS:
        rows = rows_of(report)
        sheets.append(Sheet(name, layouts[section], columns.SOURCES[section], rows, placeholders(report, len(rows))))
    about = {"luoshi.source": report.source.name, "luoshi.sha256": report.source.sha256}
    return {".xlsx": workbook("政府工作报告任务分解表", sheets, about)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its layout, the `sources` that its columns choose from, its rows, and what its placeholders say."""

    name: str
    layout: Layout
    sources: Mapping[str, Any]
    rows: Collection[Any]
    said: Mapping[str, object]


def workbook(title: str, sheets: Iterable[Sheet], about: Mapping[str, str]) -> bytes:
    """A workbook of sheets; `about`: what its custom properties say of where it came from."""
    out = io.BytesIO()
    write(out, title, sheets, about, {"in_memory": True})
    return out.getvalue()


def write(
    out: BinaryIO, title: str, sheets: Iterable[Sheet], about: Mapping[str, str], options: Mapping[str, Any]
) -> None:
    """The workbook into a file; with the option `constant_memory` however long it is, its rows asked for one by one."""
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {**options, **safe})
    book.set_properties({"title": title, "created": FIXED_DAY, "comments": "luoshi 落实"})
    for name, value in about.items():
        book.set_custom_property(name, clean(value)[:255])
    styles = _Styles(book)
    for sheet in sheets:
        _Table(book.add_worksheet(sheet.name), styles, sheet.layout, sheet.sources).write(sheet.rows, sheet.said)
    book.close()


class _Styles:
    """The workbook's cell formats, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[tuple[Any, ...], Any] = {}
        self.repeated = book.add_format({"font_color": "#A6A6A6"})

    def get(self, font: str, size: int, align: str = "left", **more: Any) -> Any:
        key = (font, size, align, *more.items())
        if key not in self.made:
            look = {"font_name": font, "font_size": size, "align": align, "valign": "vcenter", "text_wrap": True}
            if align == "left" and "border" in more:
                look["indent"] = 1
            self.made[key] = self.book.add_format(look | more)
        return self.made[key]


class _Table:
    """One sheet: title, note, heads, rows."""

    HEAD_ROW = 2

    def __init__(self, sheet: Any, styles: _Styles, layout: Layout, sources: Mapping[str, Any]) -> None:
        self.sheet, self.styles, self.layout, self.sources = sheet, styles, layout, sources
        self.last = len(layout.columns) - 1
        self.last_printed = sum(c.print for c in layout.columns) - 1

    def write(self, rows: Collection[Any], said: Mapping[str, object]) -> None:
        for i, column in enumerate(self.layout.columns):
            self.sheet.set_column(i, i, column.width, None, {"hidden": True} if column.hidden else None)
        self._across(0, columns.fill(self.layout.title, said), TITLE, TITLE_SIZE, "center")
        self._across(1, columns.fill(self.layout.note, said), NOTE, NOTE_SIZE, "left")
        self._heads()
        self._rows(rows)
        self._quiet_repeats(len(rows))
        self._set_up(self.HEAD_ROW + len(rows))

    def _across(self, row: int, text: str, font: str, size: int, align: str) -> None:
        """A line over all printed columns; Excel does not fit the height of merged cells, so it is set."""
        text = clean(text)
        style = self.styles.get(font, size, align)
        if not text:
            self.sheet.set_row(row, 6)
        elif self.last_printed == 0:
            self.sheet.write_string(row, 0, text, style)
        else:
            self.sheet.merge_range(row, 0, row, self.last_printed, "", style)
            self.sheet.write_string(row, 0, text, style)
        width = sum(c.width for c in self.layout.columns[: self.last_printed + 1] if not c.hidden)
        if text:
            self.sheet.set_row(row, min(HIGHEST, lines(text, _room(width, size)) * size * 1.35 + 6))

    def _heads(self) -> None:
        tall = 1
        for i, column in enumerate(self.layout.columns):
            aside = {"bg_color": "#F2F2F2"} if not column.print else {}
            font = NOTE if column.suggests else HEAD
            size = ID_SIZE if column.source == "id" else BODY_SIZE
            self._text(self.HEAD_ROW, i, column.title, font, size, "center", border=1, **aside)
            if size == BODY_SIZE:
                # The filter's button takes the room of two half-width characters.
                tall = max(tall, lines(column.title, max(2, _room(column.width, size) - 2)))
        self.sheet.set_row(self.HEAD_ROW, tall * BODY_SIZE * 1.35 + 8)

    def _rows(self, rows: Iterable[Any]) -> None:
        plan = [
            (
                i,
                c,
                self.sources[c.source],
                _room(c.width, BODY_SIZE) - (c.align != "center"),
                c.source != "id" and not c.hidden,
            )
            for i, c in enumerate(self.layout.columns)
        ]
        blank = self.styles.get(BODY, BODY_SIZE, border=1)
        for r, row in enumerate(rows, self.HEAD_ROW + 1):
            tall = 1
            for i, column, get, room, counts in plan:
                value = get(row)
                if value is None or value == "":
                    self.sheet.write_blank(r, i, None, blank)
                elif isinstance(value, str):
                    self._cell(r, i, column, value)
                    if counts and len(value) * 2 > room:
                        tall = max(tall, lines(value, room))
                else:
                    self._figure(r, i, column, value)
            self.sheet.set_row(r, min(HIGHEST, tall * BODY_SIZE * 1.32 + 6))

    def _quiet_repeats(self, count: int) -> None:
        """A category that the row above has is grey: merged cells would show it once, but neither sort nor filter."""
        first = self.HEAD_ROW + 2  # the second row of tasks, from 0
        for i, column in enumerate(self.layout.columns):
            if column.source == "category" and count > 1:
                above, here = xl_rowcol_to_cell(first - 1, i), xl_rowcol_to_cell(first, i)
                rule = {"type": "formula", "criteria": f"={here}={above}", "format": self.styles.repeated}
                self.sheet.conditional_format(first, i, self.HEAD_ROW + count, i, rule)

    def _cell(self, row: int, at: int, column: Column, text: str) -> None:
        if column.source == "id":
            self._text(row, at, text, FIGURES, ID_SIZE, "left", border=1, font_color="#A6A6A6", text_wrap=False)
        elif column.suggests:
            self._text(row, at, text, NOTE, BODY_SIZE, column.align, border=1)
        else:
            self._text(row, at, text, BODY, BODY_SIZE, column.align, border=1)

    def _text(self, row: int, at: int, text: str, font: str, size: int, align: str, **more: Any) -> None:
        text = clean(text)
        # The quote prefix keeps the text a text when somebody opens the cell and presses Enter.
        if text.startswith(RISKY):
            more["quote_prefix"] = True
        self.sheet.write_string(row, at, text, self.styles.get(font, size, align, **more))

    def _figure(self, row: int, at: int, column: Column, value: Cell) -> None:
        """A date or a number as such; a number that no spreadsheet holds exactly as text."""
        if isinstance(value, date):
            style = self.styles.get(FIGURES, BODY_SIZE, column.align, border=1, num_format="yyyy-mm-dd")
            self.sheet.write_datetime(row, at, value, style)
            return
        figure = Decimal(value or 0)
        digits, exponent = figure.normalize().as_tuple()[1:]
        if len(digits) > DIGITS or not isinstance(exponent, int) or abs(exponent) > DIGITS:
            self._text(row, at, format(figure, "f"), FIGURES, BODY_SIZE, column.align, border=1)
            return
        places = max(0, -exponent)
        shown = "0" if column.source == "number" else "#,##0" + ("." + "0" * places if places else "") + "_ "
        style = self.styles.get(FIGURES, BODY_SIZE, column.align, border=1, num_format=shown)
        self.sheet.write_number(row, at, figure, style)

    def _set_up(self, last_row: int) -> None:
        """Screen and paper: A4 across, one page wide, the heads on every page."""
        sheet = self.sheet
        sheet.freeze_panes(self.HEAD_ROW + 1, min(self.layout.freeze, self.last))
        sheet.autofilter(self.HEAD_ROW, 0, max(last_row, self.HEAD_ROW + 1), self.last)
        sheet.set_zoom(SCREEN_ZOOM)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.59, right=0.59, top=0.71, bottom=0.71)
        sheet.set_footer('&C&"宋体,常规"&10第 &P 页 共 &N 页', {"margin": 0.35})
        sheet.center_horizontally()
        sheet.repeat_rows(self.HEAD_ROW)
        sheet.print_area(0, 0, max(last_row, self.HEAD_ROW), self.last_printed)


def _room(width: int, size: int) -> int:
    """How many half-width characters of a font size a line of a column holds."""
    return max(1, int((width * _PIXELS + 5 - _PADDING) / (size * 2 / 3)))
