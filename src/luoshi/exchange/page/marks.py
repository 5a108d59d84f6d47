"""The report's text as HTML, every character of it and none besides, with each finding marked where it stands.

Findings nest and overlap (a measure in a task in a passage; a torn quote around a caption), elements may only nest.
So the text is cut at every boundary, and at each the stack of open elements is closed and opened anew as far as it
changes: one sweep over sorted boundaries. Nothing that the page adds (numbers, labels, ⏎) is a character of the text:
CSS shows it from attributes, so that offsets counted in the page are offsets of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from luoshi.exchange.page.words import NUMERAL, ROLE, zh
from luoshi.values import Heading, Measure, Passage, Quote, Report, Span

# Ranks of layers: what stands further out comes first.
RUN, ASIDE, PROBLEM, HEADING, TASK, NUMBER, UNSURE, MEASURE = range(8)
LINKS = (NUMBER, UNSURE, MEASURE)  # these are links themselves; the wide ones carry a small link at their start
LONG = 160  # an aside longer than this is folded
NEWLINE = "<i class=nl>\n</i>"  # a line break that reading joined
_characters = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "\0": "&#0;"})
_lone_return = re.compile(r"&#13;(?!\n|<i class=nl>)")


@dataclass(frozen=True, slots=True)
class Mark:
    """`attributes` of the element over start..end; `ident`: of its list item, or "" where it has none.

    `lead`: the element is the first of its finding, and carries its anchor."""

    start: int
    end: int
    rank: int
    attributes: str
    ident: str = ""
    number: int = 0
    lead: bool = False

    @property
    def key(self) -> tuple[int, int, int]:
        return self.rank, self.start, -self.end


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as the text and the list share it: `number` in text order, `kind` a key of words.FINDING."""

    ident: str
    kind: str
    number: int
    quote: Quote | None
    value: object


def text_html(report: Report, items: Iterable[Item]) -> str:
    """The article's body: a block a line of the report, `data-o` its offset."""
    quotes = [p.quote for p in report.passages] + [h.quote for h in report.headings]
    soft = _merged(s for q in quotes for s in q.spans)
    lines = list(_lines(report.text, soft))
    blocks = _Blocks(report)
    marks = [*_marks(items), *_runs(report, [start for start, _ in lines])]
    heads = sorted(report.headings, key=lambda h: h.quote.start)
    marks += [Mark(s.start, s.end, HEADING, "class=rh") for h in heads if h.run_in for s in h.quote.spans]
    sweep = _Sweep(report.text, sorted(marks, key=lambda m: (m.start, m.key)))
    return "".join(blocks.block(start, end, sweep.html(start, end)) for start, end in lines)


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((s.start, s.end) for s in spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _lines(text: str, soft: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines of the text with their line ends; one that lies inside a passage or heading ends none."""
    start, at, i = 0, text.find("\n"), 0
    while at >= 0:
        while i < len(soft) and soft[i][1] <= at:
            i += 1
        if i == len(soft) or at < soft[i][0]:
            yield start, at + 1
            start = at + 1
        at = text.find("\n", at + 1)
    if start < len(text):
        yield start, len(text)


def _marks(items: Iterable[Item]) -> Iterator[Mark]:
    ranks = {"m": MEASURE, "t": TASK, "u": UNSURE, "p": PROBLEM, "n": NUMBER, "a": ASIDE}
    for item in items:
        if item.quote is None:
            continue
        rank, value = ranks[item.kind], item.value
        attributes = f"class={item.kind}"
        if isinstance(value, Measure):
            attributes = f'class="m {value.role}{" fixed" if value.correction else ""}"'
        elif item.kind == "n":
            attributes += f' title="{zh(NUMERAL, getattr(value, "why", ""))}"'
        elif item.kind == "a":
            why = escape(str(getattr(value, "reason", "")))
            long = item.quote.end - item.quote.start > LONG
            attributes = f'class="a{" long" if long else ""}" tabindex=0 data-why="{why}"'
        for i, span in enumerate(item.quote.spans):
            if span.start < span.end:
                yield Mark(span.start, span.end, rank, attributes, item.ident, item.number, i == 0)


def _runs(report: Report, starts: list[int]) -> Iterator[Mark]:
    """Where the role changes in the middle of a line, the new one is named there."""
    lines, i, last = starts, 0, None
    for passage in sorted(report.passages, key=lambda p: p.quote.start):
        while i < len(lines) and lines[i] <= passage.quote.start:
            i += 1
            last = None
        here = (passage.role, passage.year)
        if last is not None and here != last:
            first = passage.quote.spans[0]
            yield Mark(first.start, first.end, RUN, f'class="run {passage.role}" data-r="{_label(passage)}"')
        last = here


def _label(passage: Passage) -> str:
    words = [zh(ROLE, passage.role), passage.year or ""] + (["重复"] if passage.repeat else [])
    return escape(" ".join(filter(None, words)))


class _Sweep:
    """Lines asked for in text order, each with the elements that its findings need."""

    def __init__(self, text: str, marks: list[Mark]) -> None:
        self.text = text
        self.marks = marks
        self.next = 0
        self.active: list[Mark] = []
        self.begun: set[str] = set()

    def html(self, start: int, end: int) -> str:
        out: list[str] = []
        stack: list[Mark] = []
        at = start
        while at < end:
            self._enter(at)
            self._switch(stack, sorted(self.active, key=lambda m: m.key), out)
            stop = min([end, *(m.end for m in self.active)])
            if self.next < len(self.marks):
                stop = min(stop, self.marks[self.next].start)
            out.append(self._characters(at, stop, end))
            at = stop
            self.active = [m for m in self.active if m.end > at]
        self._switch(stack, [], out)
        return _lone_return.sub("&#13;<br>", "".join(out))

    def _enter(self, at: int) -> None:
        while self.next < len(self.marks) and self.marks[self.next].start <= at:
            self.active.append(self.marks[self.next])
            self.next += 1

    def _switch(self, stack: list[Mark], wanted: list[Mark], out: list[str]) -> None:
        same = 0
        while same < min(len(stack), len(wanted)) and stack[same] is wanted[same]:
            same += 1
        for mark in reversed(stack[same:]):
            out.append("</a>" if self._is_link(mark, stack) else "</span>")
        del stack[same:]
        for mark in wanted[same:]:
            stack.append(mark)
            out.append(self._open(mark, self._is_link(mark, stack)))

    def _is_link(self, mark: Mark, stack: list[Mark]) -> bool:
        """Links don't nest: the outermost of the link-like is the link."""
        return mark.rank in LINKS and mark is next(m for m in stack if m.rank in LINKS)

    def _open(self, mark: Mark, link: bool) -> str:
        anchor = ""
        if mark.lead and mark.ident and mark.ident not in self.begun:
            self.begun.add(mark.ident)
            anchor = f" id=q-{mark.ident}"
        if link:
            return f"<a {mark.attributes} href=#{mark.ident}{anchor}>"
        where = f" data-i={mark.ident}" if mark.ident else ""
        opened = f"<span {mark.attributes}{where}{anchor}>"
        if anchor and mark.rank in (TASK, PROBLEM):
            word = "任务" if mark.rank == TASK else "问题"
            opened += f'<a class=no href=#{mark.ident} data-n={mark.number} aria-label="{word} {mark.number}"></a>'
        return opened

    def _characters(self, start: int, end: int, line_end: int) -> str:
        piece = self.text[start:end].translate(_characters)
        if "\n" not in piece:
            return piece
        if end == line_end and piece.endswith("\n"):
            return piece[:-1].replace("\n", NEWLINE) + "\n"
        return piece.replace("\n", NEWLINE)


class _Blocks:
    """The element of each line: a heading by its level, else a paragraph with its passage's role at the margin."""

    def __init__(self, report: Report) -> None:
        self.text = report.text
        self.heads = sorted((h for h in report.headings if not h.run_in), key=lambda h: h.quote.start)
        self.spans = sorted(
            ((s.start, s.end, p) for p in report.passages for s in p.quote.spans), key=lambda row: row[:2]
        )
        self.head = self.span = 0
        self.last = ""

    def block(self, start: int, end: int, inner: str) -> str:
        heading = self._heading(start, end)
        passage = self._passage(start, end)
        if heading is not None:
            tag = f"h{min(heading.level + 2, 6)}"
            self.last = ""
            return f"<{tag} class=l{min(heading.level, 4)} data-o={start}>{inner}</{tag}>"
        if passage is None:
            blank = not self.text[start:end].strip()
            return f"<p{' class=e' if blank else ''} data-o={start}>{inner}"
        label = _label(passage)
        named = "" if label == self.last else f' data-r="{label}"'
        self.last = label
        classes = f'"{passage.role} rep"' if passage.repeat else passage.role
        return f"<p class={classes}{named} data-o={start}>{inner}"

    def _heading(self, start: int, end: int) -> Heading | None:
        while self.head < len(self.heads) and self.heads[self.head].quote.start < start:
            self.head += 1
        if self.head < len(self.heads) and self.heads[self.head].quote.start < end:
            return self.heads[self.head]
        return None

    def _passage(self, start: int, end: int) -> Passage | None:
        while self.span < len(self.spans) and self.spans[self.span][1] <= start:
            self.span += 1
        if self.span < len(self.spans) and self.spans[self.span][0] < end:
            return self.spans[self.span][2]
        return None
