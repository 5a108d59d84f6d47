"""A document as repaired text with its marks: what was joined, what was set aside and why, where pages begin.

JOINED stands where a line break of the document was taken out, CUT where words were; what was set aside follows its
paragraph on lines of its own. `plain` leaves the marks out.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from luoshi.exchange.as_json import plain as as_plain
from luoshi.reading.state import Repaired
from luoshi.sources import Document
from luoshi.values import Aside, Place

JOINED, CUT = "⏎", "✂"
# Tags and entities of a web page are thousands: they are counted, not shown.
UNSHOWN = "markup"
LONGEST_ASIDE = 80


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`start`: in the document. `joints`: (offset in `text`, JOINED or CUT). `asides`: set aside behind it."""

    text: str
    start: int
    page: int | None
    file: str | None
    joints: tuple[tuple[int, str], ...]
    asides: tuple[Aside, ...]


def paragraphs(document: Document, repaired: Repaired) -> Iterator[Paragraph]:
    """The repaired text line by line, with what was done to each."""
    starts = [p.start for p in document.places]
    asides = sorted(repaired.asides, key=lambda a: a.quote.start)
    at = done = 0
    lines = repaired.text.split("\n")
    for number, line in enumerate(lines):
        end = at + len(line)
        last = number == len(lines) - 1
        behind = len(document.text) if last else repaired.source_end(end) if line else 0
        first = done
        while done < len(asides) and (last or asides[done].quote.start < behind):
            done += 1
        start = repaired.source[at] if line else behind
        place = _place(document.places, starts, start)
        joints = tuple((i - at, mark) for i, mark in _joints(repaired, at, end))
        yield Paragraph(
            line, start, place.page if place else None, place.file if place else None, joints, tuple(asides[first:done])
        )
        at = end + 1


def _joints(repaired: Repaired, start: int, end: int) -> Iterator[tuple[int, str]]:
    for i in range(start + 1, end):
        behind = repaired.source[i - 1] + repaired.widths.get(i - 1, 1)
        if repaired.source[i] != behind:
            between = repaired.document[behind : repaired.source[i]]
            if repaired.source[i] < behind or "\n" in between or "\r" in between:
                yield i, JOINED
            elif not between.isspace():
                yield i, CUT


def _place(places: tuple[Place, ...], starts: list[int], at: int) -> Place | None:
    i = bisect_right(starts, at) - 1
    return places[i] if i >= 0 and at < places[i].end else None


def lines(document: Document, repaired: Repaired, marks: bool = True) -> Iterator[str]:
    """What `luoshi text` prints. `marks=False`: the repaired text alone."""
    if not marks:
        yield from repaired.text.split("\n")
        return
    page: tuple[str | None, int | None] = (None, None)
    unshown = 0
    for p in paragraphs(document, repaired):
        if (p.file, p.page) != page and (p.file or p.page):
            page = p.file, p.page
            yield "── " + " ".join(filter(None, (p.file, f"第 {p.page} 页 page {p.page}" if p.page else ""))) + " ──"
        shown, done = [], 0
        for i, mark in p.joints:
            shown += [p.text[done:i], mark]
            done = i
        yield "".join(shown) + p.text[done:]
        for aside in p.asides:
            unshown += aside.reason == UNSHOWN
            if aside.reason != UNSHOWN:
                yield f"    〔搁置 {aside.reason} · {aside.rule}〕{_short(aside.quote.text)}"
    if unshown:
        yield f"    〔另有 {unshown} 处网页标记等 / and {unshown} pieces of markup〕"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_ASIDE else words[: LONGEST_ASIDE - 1] + "…"


def dumps(document: Document, repaired: Repaired) -> str:
    """The same as JSON: `source`, `text`, `paragraphs`, `problems`."""
    data: dict[str, Any] = {
        "source": as_plain(document.info),
        "text": repaired.text,
        "paragraphs": as_plain(tuple(paragraphs(document, repaired))),
        "problems": as_plain(document.problems + repaired.problems),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
