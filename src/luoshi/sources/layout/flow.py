"""Lines in reading order become paragraphs, by what printing does: indents, full lines, gaps, sizes of type.

A sentence that a column, a page, a picture or a heading tore is whole again: what stands between waits until its
paragraph is at its end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median_low
from typing import Literal

from luoshi.sources.layout.columns import Column
from luoshi.sources.layout.page import Run, ems

Kind = Literal["text", "head", "aside"]

# In ems of the running text: type that is so much larger is display type; a first line is indented by so much;
# a line may fall short of its column by so much; and stand apart from its column by so much.
DISPLAY = 1.12
INDENT = 1.2
SLACK = 0.6
ASTRAY = 3.2
# Times the usual distance of two lines: there is a gap between two paragraphs.
PITCH = 1.4
# The share of indented lines from which on a text is one whose paragraphs begin with an indent.
INDENTED = 0.02
FEWEST = 5

ENDS = "。！？；：!?;:…"
CLOSERS = "”’）)》】』」"
JUMP = re.compile(
    r"[（(\[【▲●■▼→☞▶>\s]*(?:上接|下转|紧接)\s*第?\s*[A-Za-z]?[\d０-９一二三四五六七八九十]{1,3}\s*版[^，。；]{0,12}$"
)
MARK = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,3}[）)、．.]|第[一二三四五六七八九十]{1,3}[章节部]|[（(]?\d{1,2}(?:[）)、]|[.．](?!\d))|——"
)
FIRST_WORD = re.compile(r"[“‘（《(\[]*(?:[!-'*-+\--~]+|.)[，。；：、！？）》”’%)\]…]*")


@dataclass(slots=True)
class Line:
    """A line where it stands. `left`, `right`: the edges of its column. `pitch`: from the line above in its column."""

    page: int
    run: Run
    left: float
    right: float
    em: float
    kind: Kind = "text"
    why: str = ""
    pitch: float = 0.0

    @property
    def indented(self) -> bool:
        return self.run.box[0] - self.left >= INDENT * self.em

    def has_room_for(self, following: str) -> bool:
        """Whether the first word of the next line would have stood on this one."""
        m = FIRST_WORD.match(following)
        wide = ems(m.group()) if m else 1.0
        return self.right - self.run.box[2] >= (wide + SLACK) * self.em


@dataclass(slots=True)
class Paragraph:
    """`why`: the reason where it is no text of the report (as in `reading.state.ASIDE_REASONS`), else ""."""

    kind: Kind
    lines: list[Line] = field(default_factory=list)
    why: str = ""

    @property
    def text(self) -> str:
        return "".join(line.run.text for line in self.lines)


def placed(page: int, found: Sequence[Column], em: float, asides: dict[int, str]) -> list[list[Line]]:
    """The columns of a page as lines that know their edges. `asides`: id of a run → why it is no text."""
    edges = [_edges([r for r in column if id(r) not in asides and _is_body(r, em)], em) for column in found]
    wide = [e for column, e in zip(found, edges, strict=True) if e and len(column) >= FEWEST]
    done: list[list[Line]] = []
    for column, edge in zip(found, edges, strict=True):
        if edge and len(column) < FEWEST:
            edge = next((w for w in wide if abs(w[0] - edge[0]) <= ASTRAY * em and edge[1] <= w[1] + em), edge)
        elif not edge:
            edge = min(r.box[0] for r in column), max(r.box[2] for r in column)
        lines = [Line(page, run, edge[0], edge[1], em) for run in column]
        for line in lines:
            line.why = asides.get(id(line.run), "")
            line.kind = "aside" if line.why else "text" if _is_body(line.run, em) else "head"
        for above, line in pairwise(lines):
            line.pitch = line.run.box[3] - above.run.box[3]
        done.append(lines)
    return done


def _is_body(run: Run, em: float) -> bool:
    return run.size < DISPLAY * em


def _edges(lines: list[Run], em: float) -> tuple[float, float] | None:
    """The edges that most lines of a column keep; None of a column without running text."""
    if not lines:
        return None
    lefts, rights = ([r.box[side] for r in lines] for side in (0, 2))
    usual = _mode(lefts, em)
    left = min(x for x in lefts if x >= usual - ASTRAY * em)
    full = _mode(rights, em)
    often = sum(abs(x - full) <= 0.3 * em for x in rights)
    right = full if often * 2 >= len(rights) else max(rights)
    return left, right


def _mode(values: list[float], em: float) -> float:
    step = 0.5 * em
    ((bucket, _),) = Counter(round(v / step) for v in values).most_common(1)
    return median_low([v for v in values if round(v / step) == bucket])


def paragraphs(columns: Sequence[list[Line]]) -> list[Paragraph]:
    """All columns of all pages, in reading order, as paragraphs in reading order."""
    text = [line for column in columns for line in column if line.kind == "text"]
    joiner = _Joiner(text)
    done: list[Paragraph] = []
    waiting: list[Paragraph] = []
    open_: Paragraph | None = None
    for column in columns:
        above: Line | None = None
        for line in column:
            if line.kind == "text":
                if open_ is not None and joiner.goes_on(open_, line, line_above=above, waiting=waiting):
                    open_.lines.append(line)
                else:
                    done += waiting
                    waiting = []
                    open_ = Paragraph("text", [line])
                    done.append(open_)
            elif waiting and above is not None and _one_block(above, line):
                waiting[-1].lines.append(line)
            else:
                waiting.append(Paragraph(line.kind, [line], line.why))
            above = line
    return done + waiting


def _one_block(above: Line, line: Line) -> bool:
    """Whether two lines that are no running text are one heading or one caption."""
    a, b = above.run, line.run
    if above.kind != line.kind or above.why != line.why or not 0.92 <= a.size / b.size <= 1.08:
        return False
    if line.why in ("page", "running-head"):
        return False
    return b.box[1] - a.box[3] < a.size and not MARK.match(b.text) and not ends_sentence(a.text)


def ends_sentence(text: str) -> bool:
    """Whether the last words close a sentence or an introduction; a page reference behind them does not count."""
    bare = JUMP.sub("", text).rstrip().rstrip(CLOSERS)
    return bare[-1:] in ENDS if bare else True


class _Joiner:
    """Decides whether a line goes on with a paragraph."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.indents = sum(line.indented for line in lines) >= max(2, INDENTED * len(lines))
        pitches = [line.pitch for line in lines if 0 < line.pitch < 4 * line.em]
        self.pitch = median_low(pitches) if pitches else 0.0

    def goes_on(self, open_: Paragraph, line: Line, line_above: Line | None, waiting: list[Paragraph]) -> bool:
        last = open_.lines[-1]
        ended = ends_sentence(last.run.text)
        if line.indented or last.has_room_for(line.run.text) or not 0.88 <= line.run.size / last.run.size <= 1.14:
            return False
        headed = any(p.kind == "head" for p in waiting)
        if ended and headed:
            return False
        if ended and not self.indents and MARK.match(line.run.text):
            return False
        if ended and not self.indents and line_above is last:
            return line.pitch <= PITCH * self.pitch
        return True


def joints(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """(what stands before it: "" or a space between two Latin words, a line)."""
    last = ""
    for line in lines:
        first = line.run.text[:1]
        yield (" " if last.isascii() and first.isascii() and last.isalpha() and first.isalpha() else ""), line
        last = line.run.text[-1:]
