"""A table of figures that somebody measured, as CSV: one figure a row, each with source, date and vintage.

The columns, by either name, in any order (docs/codebook.md): place 地方, indicator 指标, year 年份, value 数值,
unit 单位, source 来源, date 日期, vintage 版本 (初步, 修订 or empty), kind 类型 (数值, 增速, 比率, 增量, 位次;
told from the unit where it is empty). A row that can't be used is a Problem with its row and column; the others
are used.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import blake2b
from typing import cast

from luoshi.comparing.observations import Observation, ObservedIn, Vintage
from luoshi.comparing.values import Figure
from luoshi.lexicon import indicators, places
from luoshi.lexicon.units import units
from luoshi.values import Kind, Message, Problem

COLUMNS: Mapping[str, str] = {
    "place": "地方",
    "indicator": "指标",
    "year": "年份",
    "value": "数值",
    "unit": "单位",
    "source": "来源",
    "date": "日期",
    "vintage": "版本",
    "kind": "类型",
}
REQUIRED = ("place", "indicator", "year", "value", "source")
VINTAGES = {"": None, "初步": "初步", "初步数": "初步", "修订": "修订", "修订数": "修订", "最终": "修订"}
KINDS: Mapping[str, Kind] = {
    "数值": "level", "增速": "change", "比率": "share", "增量": "delta", "位次": "rank",
    "level": "level", "change": "change", "share": "share", "delta": "delta", "rank": "rank",
}  # fmt: skip
_MULTIPLIERS = (
    ("万亿", 12),
    ("百亿", 10),
    ("十亿", 9),
    ("亿", 8),
    ("千万", 7),
    ("百万", 6),
    ("万", 4),
    ("千", 3),
    ("百", 2),
)
_GROWTH = re.compile(r"增速|增长|涨幅|增幅|降幅|下降|指数")
# No exponents: 1e999999999 is nobody's figure.
_PLAIN = re.compile(r"[-+]?[0-9]{1,20}(?:\.[0-9]{1,12})?")
_REAL = re.compile(r"实际|可比价")


class _Bad(Exception):
    """A cell that can't be used."""

    def __init__(self, column: str, what: Message, todo: Message) -> None:
        super().__init__(what.en)
        self.column, self.what, self.todo = column, what, todo


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


def read(text: str, name: str) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    """The observations of a table, and a Problem for every row that can't be used."""
    head = text.lstrip("\ufeff").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter="\t" if "\t" in head else ",")
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        return (), (_no_table(name, reader.line_num, error),)
    names = [_column(cell) for cell in (lines[0][1] if lines else [])]
    missing = [c for c in REQUIRED if c not in names]
    if missing:
        return (), (_no_column(name, missing),)
    found: list[Observation] = []
    problems: list[Problem] = []
    for number, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        values = {column: cell.strip() for column, cell in zip(names, cells, strict=False) if column}
        try:
            found.append(_observation(_Row(number, values), name))
        except _Bad as bad:
            problems.append(_problem(name, number, bad))
    return tuple(found), tuple(problems)


def _no_table(name: str, line: int, error: csv.Error) -> Problem:
    return Problem(
        "observations-columns",
        "error",
        Message(f"{name}第 {line} 行起不是表格：{error}", f"{name}, line {line}: no table: {error}"),
        Message("请另存为 CSV（UTF-8）", "save it as CSV (UTF-8)"),
    )


def _column(title: str) -> str | None:
    title = title.strip()
    return next((c for c, zh in COLUMNS.items() if title.lower() == c or title == zh), None)


def _no_column(name: str, missing: list[str]) -> Problem:
    zh, en = "、".join(COLUMNS[c] for c in missing), ", ".join(missing)
    return Problem(
        "observations-columns",
        "error",
        Message(f"{name}第 1 行缺少栏目：{zh}", f"{name}, row 1: columns missing: {en}"),
        Message("请按 docs/codebook.md 补上栏目名", "add them as docs/codebook.md says"),
    )


def _problem(name: str, row: int, bad: _Bad) -> Problem:
    column = COLUMNS[bad.column]
    return Problem(
        "observations-row",
        "warning",
        Message(
            f"{name}第 {row} 行“{column}”栏：{bad.what.zh}，这一行没有采用",
            f"{name}, row {row}, column {bad.column}: {bad.what.en}; the row is not used",
        ),
        bad.todo,
    )


def _observation(row: _Row, name: str) -> Observation:
    for column in REQUIRED:
        if not row.get(column):
            raise _Bad(column, Message("是空的", "is empty"), Message("请填上", "fill it in"))
    place = places.find(row.get("place"))
    name_of_place, code = (place.name, place.code) if place else (row.get("place"), None)
    indicator, year = row.get("indicator"), _year(row)
    value, unit = _value(row)
    known = indicators.match(indicator, unit)
    kind = _kind(row, indicator, unit, known)
    digest = blake2b(f"{name} {row.number} {dict(row.cells)}".encode("utf-8", "surrogatepass"), digest_size=5)
    return Observation(
        f"o-{digest.hexdigest()}",
        indicator,
        known.id if known else None,
        Figure(row.get("value") + row.get("unit"), value, value, unit, "eq", kind, year),
        name_of_place,
        code,
        _vintage(row),
        row.get("source"),
        _date(row),
        ObservedIn(name, "数据表", name, name_of_place, code, None, None),
        kind == "change" and bool(_REAL.search(indicator)),
        row=row.number,
    )


def _year(row: _Row) -> str:
    found = re.fullmatch(r"((?:19|20)\d\d)年?", row.get("year"))
    if not found:
        raise _Bad(
            "year",
            Message(f"“{row.get('year')}”不是年份", f"{row.get('year')!r} is no year"),
            Message("请写成 2025", "write 2025"),
        )
    return found[1]


def _value(row: _Row) -> tuple[Decimal, str | None]:
    """The value with its unit's multiplier expanded, and the unit."""
    written, unit = row.get("value").replace(",", "").replace("，", "").replace("−", "-"), row.get("unit")
    if written.endswith("%") and not unit:
        written, unit = written[:-1], "%"
    if not _PLAIN.fullmatch(written):
        raise _Bad(
            "value",
            Message(f"“{row.get('value')}”不是一个数", f"{row.get('value')!r} is no number"),
            Message("只写数字，单位写在“单位”栏", "write digits only, the unit in its own column"),
        )
    value = Decimal(written)
    unit = unit.replace("％", "%")
    if not unit or unit in units():
        return value, unit or None
    for word, power in _MULTIPLIERS:
        if unit.startswith(word) and (unit[len(word) :] in units() or len(unit) == len(word)):
            return value.scaleb(power), unit[len(word) :] or None
    raise _Bad(
        "unit",
        Message(f"不认识单位“{unit}”", f"unknown unit {unit!r}"),
        Message("请用常见写法，如 亿元、万亩、%", "write it as 亿元, 万亩, %"),
    )


def _kind(row: _Row, indicator: str, unit: str | None, known: indicators.Indicator | None) -> Kind:
    said = row.get("kind")
    if said:
        if said not in KINDS:
            raise _Bad(
                "kind",
                Message(f"没有“{said}”这一类", f"unknown kind {said!r}"),
                Message(
                    "可填 数值、增速、比率、增量、位次，或留空", "write level, change, share, delta, rank or nothing"
                ),
            )
        return KINDS[said]
    if unit == "%":
        rate = known is not None and known.dimension == "percent"
        return "change" if _GROWTH.search(indicator) or (known is not None and not rate) else "share"
    return "rank" if unit == "位" else "level"


def _date(row: _Row) -> str | None:
    said = row.get("date")
    if not said:
        return None
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise _Bad(
            "date",
            Message(f"“{said}”不是日期", f"{said!r} is no date"),
            Message("请写成 2025-02-28，或留空", "write 2025-02-28, or nothing"),
        ) from None


def _vintage(row: _Row) -> Vintage | None:
    said = row.get("vintage")
    if said not in VINTAGES:
        raise _Bad(
            "vintage",
            Message(f"没有“{said}”这一版本", f"unknown vintage {said!r}"),
            Message("可填 初步、修订，或留空", "write 初步, 修订 or nothing"),
        )
    return cast("Vintage | None", VINTAGES[said])
