"""Values ↔ the files that people and programs use. `FORMATS` is the list of what `luoshi read --format` writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from luoshi.exchange import as_csv, as_json
from luoshi.exchange.files import write_whole
from luoshi.values import Report

__all__ = ["FORMATS", "Format", "write_whole"]


@dataclass(frozen=True, slots=True)
class Format:
    """`render(report, columns)` gives the files of a report by suffix; `columns` configures the breakdown table."""

    name: str
    render: Callable[[Report, Path | None], dict[str, bytes]]


FORMATS: tuple[Format, ...] = (
    Format("json", lambda report, _: {".json": as_json.dumps(report).encode("utf-8", "replace")}),
    Format("csv", lambda report, _: as_csv.render(report)),
)
