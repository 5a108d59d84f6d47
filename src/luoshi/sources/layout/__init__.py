"""Positioned characters become text in reading order: for PDF, OFD and recognised pictures alike.

runs(characters)  one page's characters → its runs
lay_out(pages)    all pages → text, places, what is hidden and why
"""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.sources.document import Place
from luoshi.sources.layout.lines import runs
from luoshi.sources.layout.page import Char, Laid, Page, Run

__all__ = ["Char", "Laid", "Page", "Run", "lay_out", "runs"]


def lay_out(pages: Sequence[Page]) -> Laid:
    """The pages' text in reading order. Pages without runs are allowed."""
    pieces: list[str] = []
    places: list[tuple[int, Place]] = []
    at = 0
    for page in pages:
        for run in sorted(page.runs, key=lambda r: (round(r.box[3]), r.box[0])):
            places.append((at, Place(page.number, run.box)))
            pieces.append(run.text)
            at += len(run.text) + 1
    return Laid("\n".join(pieces), tuple(places))
