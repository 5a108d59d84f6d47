"""Tables that answer a question across reports (targets handed down, series, places), as page, workbook and JSON."""

from __future__ import annotations

from luoshi.exchange.listings.pages import FORMATS, Cells, Listing, Table, render

__all__ = ["FORMATS", "Cells", "Listing", "Table", "render"]
