"""Paragraphs become one text, with the way back to the pages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from luoshi.sources.layout.flow import Line, Paragraph, joints
from luoshi.sources.layout.page import Box, Laid, Page, Run
from luoshi.values import Message, Place, Problem, Span

# Below this a recognised character is doubtful: one of a figure sooner, as a wrong figure does the most harm. On
# scans of newspaper pages the right characters of figures are all but a few above 0.95.
SURE, SURE_FIGURE = 0.6, 0.93
OF_FIGURES = frozenset("0123456789.%％‰万亿千百")
MOST_PROBLEMS = 500


def compose(found: Sequence[Paragraph], pages: Sequence[Page]) -> Laid:
    """One paragraph a line; what is turned on a page stands hidden at the end."""
    sheets = {page.number: page for page in pages}
    pieces: list[str] = []
    places: list[Place] = []
    hidden: list[tuple[Span, str]] = []
    doubtful: list[Span] = []
    at = 0
    for paragraph in found:
        begun = at
        for space, line in joints(paragraph.lines):
            at += len(space)
            pieces += (space, line.run.text)
            places += _places(line, at, sheets[line.page])
            if not paragraph.why:
                hidden += [(Span(at + s, at + e), "footnote-mark") for s, e in line.run.raised]
            doubtful += _doubtful(line.run, at)
            at += len(line.run.text)
        if paragraph.why:
            hidden.append((Span(begun, at), paragraph.why))
        pieces.append("\n")
        at += 1
    for page in pages:
        if page.turned:
            pieces.append(page.turned + "\n")
            hidden.append((Span(at, at + len(page.turned)), "running-head"))
            places.append(Place(at, at + len(page.turned), page.number))
            at += len(page.turned) + 1
    text = "".join(pieces)
    runs = _runs(doubtful)
    return Laid(text, tuple(places), tuple(hidden), runs, tuple(_unsure(text, runs)))


def _doubtful(run: Run, at: int) -> Iterator[Span]:
    for i, sure in enumerate(run.sure):
        if sure < (SURE_FIGURE if run.text[i] in OF_FIGURES else SURE):
            yield Span(at + i, at + i + 1)


def _runs(doubtful: Sequence[Span]) -> tuple[Span, ...]:
    """Doubtful characters side by side as one span."""
    done: list[Span] = []
    for span in doubtful:
        if done and done[-1].end == span.start:
            span = Span(done.pop().start, span.end)
        done.append(span)
    return tuple(done)


def _unsure(text: str, doubtful: Sequence[Span]) -> Iterator[Problem]:
    for span in doubtful[:MOST_PROBLEMS]:
        words = text[span.start : span.end]
        yield Problem(
            "unsure-character",
            "warning",
            Message(f"“{words}”认得不准", f"“{words}” was recognised with doubt"),
            Message("请对照原图", "compare it with the picture"),
            span,
        )


def _places(line: Line, at: int, page: Page) -> list[Place]:
    """The line's boxes, one for each stretch of characters that are equally wide."""
    run = line.run
    _, top, right, bottom = run.box
    count = len(run.text)
    lefts = run.lefts
    cuts = [0, count]
    if lefts:
        cuts = [i for i in range(count) if i == 0 or run.text[i].isascii() != run.text[i - 1].isascii()] + [count]
    done = []
    for start, end in pairwise(cuts):
        left = lefts[start] if lefts else run.box[0]
        stop = lefts[end] if end < count else right
        box = (left, top, max(left, stop), bottom)
        done.append(Place(at + start, at + end, line.page, _share(_as_it_was(box, page) if page.askew else box, page)))
    return done


def _as_it_was(box: Box, page: Page) -> Box:
    """Where a box of a page that was set straight stood before: as large, its middle turned back."""
    left, top, right, bottom = box
    across, down = (left + right - page.width) / 2, (top + bottom - page.height) / 2
    sine, cosine = math.sin(math.radians(page.askew)), math.cos(math.radians(page.askew))
    x = across * cosine - down * sine - across
    y = across * sine + down * cosine - down
    return left + x, top + y, right + x, bottom + y


def _share(box: Box, page: Page) -> Box:
    """A box as shares of its page."""
    left, top, right, bottom = box
    inside = (left / page.width, top / page.height, right / page.width, bottom / page.height)
    left, top, right, bottom = (round(min(1.0, max(0.0, share)), 5) for share in inside)
    return left, top, right, bottom
