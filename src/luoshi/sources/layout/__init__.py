"""Positioned characters become text in reading order: for PDF, OFD and recognised pictures alike.

    runs(characters)  one page's characters → its runs
    lay_out(pages)    all pages → text, places, what is hidden and why

Inside: `lines` (runs of one line), `furniture` (what is no text), `columns` (their order), `flow` (paragraphs),
`articles` (which of them are the report), `compose` (one text, and the way back to the pages).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from luoshi.sources.layout.articles import set_aside
from luoshi.sources.layout.columns import columns
from luoshi.sources.layout.compose import compose
from luoshi.sources.layout.flow import JUMP, Line, paragraphs, placed
from luoshi.sources.layout.furniture import captions, furniture
from luoshi.sources.layout.lines import joined, runs
from luoshi.sources.layout.page import Char, Laid, Page, Run, ems
from luoshi.values import Message, Problem

__all__ = ["Char", "Laid", "Page", "Run", "ems", "lay_out", "runs"]

# A page with fewer characters than this takes the size of the document's running text for its own.
ENOUGH = 200
# The densest newspaper page has some thousand lines; a map drawn with letters has more pieces, and no order.
MOST_RUNS = 6000


def lay_out(pages: Sequence[Page]) -> Laid:
    """The pages' text in reading order. Pages without runs are allowed."""
    scattered = [page.number for page in pages if len(page.runs) > MOST_RUNS]
    pages = [replace(p, runs=tuple(joined(p.runs) if p.number not in scattered else p.runs)) for p in pages]
    usual = _em([run for page in pages for run in page.runs])
    ems_of = {p.number: _em(p.runs) if sum(len(r.text) for r in p.runs) >= ENOUGH else usual for p in pages}
    asides = furniture(pages, ems_of)
    found: list[list[Line]] = []
    for page in pages:
        em = ems_of[page.number]
        inside = [run for run in page.runs if id(run) not in asides or JUMP.match(run.text)]
        texts = columns(inside, em) if page.number not in scattered else [inside]
        for column in texts:
            captions(column, em, asides)
        kept = {id(run) for run in inside}
        found += placed(page.number, texts, em, asides)
        found += placed(page.number, [[run] for run in page.runs if id(run) not in kept], em, asides)
    laid = paragraphs(found)
    done = compose(set_aside(laid), pages)
    return replace(done, problems=done.problems + tuple(map(_scattered, scattered)))


def _scattered(number: int) -> Problem:
    return Problem(
        "page-order",
        "warning",
        Message(f"第 {number} 页的字太零散，没有还原阅读次序", f"page {number} is too scattered to be put in order"),
        Message("如果是地图、表格可不理会，否则请用别的文件", "ignore it for a map or a table, else use another file"),
    )


def _em(found: Sequence[Run]) -> float:
    """The size that most characters are set in."""
    sizes: Counter[float] = Counter()
    for run in found:
        sizes[round(run.size * 2) / 2] += len(run.text)
    if not sizes:
        return 10.0
    best, _ = sizes.most_common(1)[0]
    return best
