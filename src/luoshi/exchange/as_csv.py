"""Report → CSV: one file of tasks, one of measures, for whatever reads tables. UTF-8 with BOM, so that Excel and WPS
show Chinese; cells that a spreadsheet would run as a formula are quoted with an apostrophe."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from luoshi.values import Report

RISKY = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """The cell so that no spreadsheet runs it (OWASP, CSV injection); plain negative figures stay figures."""
    if cell.startswith(RISKY) and not cell.removeprefix("-").replace(".", "", 1).isdigit():
        return "'" + cell
    return cell


def table(rows: Iterable[dict[str, object]]) -> bytes:
    """Rows of like keys as CSV."""
    rows = list(rows)
    out = io.StringIO(newline="")
    if rows:
        writer = csv.writer(out)
        writer.writerow(rows[0])
        writer.writerows([safe("" if v is None else str(v)) for v in row.values()] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def render(report: Report) -> dict[str, bytes]:
    """The files by suffix."""
    tables = report.to_rows()
    return {".tasks.csv": table(tables["tasks"]), ".measures.csv": table(tables["measures"])}
