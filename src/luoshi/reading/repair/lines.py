"""The masked text as lines: what each keeps of the document, and its clean words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from luoshi.reading.repair.cuts import Span
from luoshi.reading.repair.words import words
from luoshi.values import Aside, Quote
from luoshi.values import Span as DocumentSpan

Run = tuple[int, int]

# A text whose line breaks became spaces stands in one line: no paragraph of a report is as long as this.
ENDLESS = 1500
ENDS = "。！？；：!?;:…"
CLOSERS = "”’）)》】』」"
BULLET = re.compile(r"[-*+][ \t]+(?!\d{1,4}[ \t]*[-*+]?$)|(?:>[ \t]?)+")
RULER = re.compile(r"(?:[-=_*~#.·—…─━]{3,}|\|?(?:[ \t]*:?-{2,}:?[ \t]*\|){1,50}[ \t]*)$")
PIECE = re.compile(r"([-—–－] ?\d{1,4} ?[-—–－])(?=\s|\Z)|\S+")
TITLE = re.compile(r"[一二三四五六七八九十]{1,3}、[^。；，]{2,40}")
LIST_NUMBER = re.compile(r"[#*]{0,6}\d{1,3}[.．、]$")


@dataclass(slots=True)
class Line:
    """`start`, `end`: the line in the document, stripped. `text`: its clean words, which stand at `runs`.

    `indent`: white space before it. `blank`: empty lines above it. `aside`: (reason, rule) where it is set aside.
    """

    start: int
    end: int
    text: str
    runs: list[Run]
    indent: int = 0
    blank: int = 0
    aside: tuple[str, str] | None = None
    raw: str = field(default="", repr=False)


def aside(document: str, start: int, end: int, reason: str, rule: str) -> Aside:
    return Aside(Quote((DocumentSpan(start, end),), document[start:end]), reason, rule)


def stretches(document: str, line: Line) -> list[Run]:
    """The runs of a line, with the white space between them."""
    whole: list[Run] = []
    for s, e in line.runs:
        if whole and document[whole[-1][1] : s].isspace():
            whole[-1] = whole[-1][0], e
        else:
            whole.append((s, e))
    return whole


def read_lines(masked: str, document: str, cut: list[Span]) -> tuple[list[Line], list[Aside]]:
    """The lines that hold anything, and what was taken out of them."""
    lines: list[Line] = []
    asides = [aside(document, s, e, reason, rule) for s, e, reason, rule in cut if reason]
    cut.append((len(masked) + 1, len(masked) + 1, "", ""))
    at_cut = 0
    blank = 0
    for start, end, indent in _bounds(masked):
        if start == end:
            blank += 1
            continue
        first = at_cut
        while cut[at_cut][0] < end:
            at_cut += 1
        line = _line(masked, document, start, end, cut[first:at_cut], asides)
        if line is None:
            continue
        line.indent, line.blank = indent, blank
        blank = 0
        lines.append(line)
    return lines, asides


def _bounds(masked: str) -> Iterator[tuple[int, int, int]]:
    """(start, end, indent) of each line, stripped; empty ones too. Endless lines are broken at their spaces."""
    at = 0
    for line in masked.splitlines(keepends=True):
        bare = line.strip()
        indent = len(line) - len(line.lstrip())
        start = at + (indent if bare else 0)
        at += len(line)
        if len(bare) < ENDLESS:
            yield start, start + len(bare), indent if bare else 0
            continue
        for piece_start, piece_end in _pieces(masked, start, start + len(bare)):
            yield piece_start, piece_end, 0


def _pieces(masked: str, start: int, end: int) -> Iterator[Run]:
    """An endless line, broken at the spaces that were line breaks: those between two Chinese characters or marks."""
    first = last = -1
    for m in PIECE.finditer(masked, start, end):
        s, e = m.span()
        page = m.lastindex is not None
        latin = first >= 0 and not page and (masked[last - 1].isascii() or masked[s].isascii())
        if latin and not (masked[s].isdigit() and TITLE.fullmatch(masked, first, last)):
            last = e
            continue
        if first >= 0:
            yield first, last
        first, last = s, e
        if page:
            yield first, last
            first = -1
    if first >= 0:
        yield first, last


def _line(masked: str, document: str, start: int, end: int, cut: list[Span], asides: list[Aside]) -> Line | None:
    """A line without what is cut, or None where nothing is left of it."""
    raw = masked[start:end]
    if RULER.match(raw):
        asides.append(aside(document, start, end, "markup", "ruler"))
        return None
    runs = [(start, end)]
    if cut:
        runs = _without(start, end, cut)
        if not runs:
            return None
    m = BULLET.match(masked, runs[0][0], runs[0][1]) if raw[0] in "-*+>" else None
    if m:
        asides.append(aside(document, m.start(), m.end(), "markup", "markdown-bullet"))
        if m.end() < runs[0][1]:
            runs[0] = (m.end(), runs[0][1])
        else:
            del runs[0]
    if cut or m or len(raw.split(None, 1)) > 1:
        runs = _unspaced(masked, document, runs, asides)
        if not runs:
            return None
        return Line(start, end, "".join([masked[s:e] for s, e in runs]), runs, raw=raw)
    return Line(start, end, raw, runs, raw=raw)


def _without(start: int, end: int, cut: list[Span]) -> list[Run]:
    runs: list[Run] = []
    at = start
    for s, e, _, _ in cut:
        if s > at:
            runs.append((at, s))
        at = max(at, e)
    if at < end:
        runs.append((at, end))
    return runs


def _unspaced(masked: str, document: str, runs: list[Run], asides: list[Aside]) -> list[Run]:
    """The runs without the white space inside them, but for the one between two Latin words or two numbers."""
    stray = words("stray")
    kept: list[Run] = []
    spaced = False
    for s, e in runs:
        at = s
        for part in masked[s:e].split():
            part_at = masked.index(part, at, e)
            if part_at > at:
                spaced = True
            at = part_at + len(part)
            if spaced and part in stray and kept and not masked[kept[-1][1] - 1].isascii():
                asides.append(aside(document, part_at, at, "noise", "stray-english"))
                continue
            if kept and spaced and _keeps_space(masked, kept, part):
                gap = kept[-1][1]
                kept[-1] = (kept[-1][0], gap + 1)
                if gap + 1 == part_at:
                    kept[-1] = (kept[-1][0], at)
                    spaced = False
                    continue
            if kept and kept[-1][1] == part_at:
                kept[-1] = (kept[-1][0], at)
            else:
                kept.append((part_at, at))
            spaced = False
        if at < e:
            spaced = True
    return kept


def _keeps_space(masked: str, kept: list[Run], part: str) -> bool:
    s, e = kept[-1]
    left, right = masked[e - 1], part[0]
    if not masked[e].isspace():
        return False
    if left == "#":
        return True
    if not (left.isascii() and right.isascii()):
        return False
    if left == "." and right.isdigit():
        return len(kept) == 1 and LIST_NUMBER.match(masked, s, e) is not None
    return left.isalnum() and right.isalnum()


def ends_sentence(text: str) -> bool:
    """Whether the last words close a sentence, a clause of a list or an introduction."""
    last = text[-1]
    if last in CLOSERS:
        text = text.rstrip(CLOSERS)
        return bool(text) and text[-1] in ENDS
    return last in ENDS or (last == "." and len(text) > 1 and not text[-2].isdigit())
