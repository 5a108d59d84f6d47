"""Positioned characters become text in reading order: for PDF, OFD and recognised pictures alike.

runs(characters)  one page's characters → its runs
lay_out(pages)    all pages → text, places, what is hidden and why
"""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.sources.layout.lines import runs
from luoshi.sources.layout.page import Box, Char, Laid, Page, Run
from luoshi.values import Place

__all__ = ["Char", "Laid", "Page", "Run", "lay_out", "runs"]


def lay_out(pages: Sequence[Page]) -> Laid:
    """The pages' text in reading order. Pages without runs are allowed."""
    pieces: list[str] = []
    places: list[Place] = []
    at = 0
    for page in pages:
        for run in sorted(page.runs, key=lambda r: (round(r.box[3]), r.box[0])):
            places.append(Place(at, at + len(run.text), page.number, _share(page, run.box)))
            pieces.append(run.text)
            at += len(run.text) + 1
    return Laid("\n".join(pieces), tuple(places))


def _share(page: Page, box: Box) -> Box:
    """A box as shares of its page."""
    left, top, right, bottom = box
    return left / page.width, top / page.height, right / page.width, bottom / page.height
