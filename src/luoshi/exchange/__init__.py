"""Values ↔ the files that people and programs use. `FORMATS` is the list of what `luoshi read --format` writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from luoshi.values import Report

__all__ = ["FORMATS", "Format"]

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """`render(report, columns, originals)` gives the files of a report by suffix; `columns` configures the breakdown
    table, `originals` are the files that were read.

    Each imports its library when it is asked for: reading a report needs neither Word nor Excel. `filled_in`: people
    write into it by hand, so an older file of the name is kept.
    """

    name: str
    render: Callable[[Report, Path | None, Sequence[Path]], Files]
    filled_in: bool = False


def _json(report: Report, _: Path | None, __: Sequence[Path]) -> Files:
    from luoshi.exchange.as_json import dumps

    return {".json": dumps(report).encode("utf-8", "replace")}


def _csv(report: Report, _: Path | None, __: Sequence[Path]) -> Files:
    from luoshi.exchange.as_csv import render

    return render(report)


def _xlsx(report: Report, columns: Path | None, _: Sequence[Path]) -> Files:
    from luoshi.exchange.as_xlsx import render

    return render(report, columns)


def _docx(report: Report, columns: Path | None, _: Sequence[Path]) -> Files:
    from luoshi.exchange.as_docx import render

    return render(report, columns)


def _html(report: Report, _: Path | None, originals: Sequence[Path]) -> Files:
    from luoshi.exchange.as_html import render

    return render(report, None, originals)


FORMATS: tuple[Format, ...] = (
    Format("json", _json),
    Format("csv", _csv),
    Format("xlsx", _xlsx, filled_in=True),
    Format("docx", _docx, filled_in=True),
    Format("html", _html),
)
