"""The report's text as HTML, every character of it and none besides, with each finding marked where it stands.

Findings nest and overlap (a measure in a task in a passage; a torn quote around a caption), elements may only nest.
So the text is cut at every boundary, and at each the stack of open elements is closed and opened anew as far as it
changes: one sweep over sorted boundaries. Nothing that the page adds (numbers, labels, ⏎) is a character of the text:
CSS shows it from attributes, so that offsets counted in the page are offsets of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from luoshi.exchange.page.items import Item
from luoshi.names import NUMERAL, ROLE, zh
from luoshi.values import CorrectionLine, Heading, Measure, Passage, Report, Span

# Ranks of layers: what stands further out comes first.
ASIDE, PROBLEM, HEADING, TASK, NUMBER, UNSURE, MEASURE = range(7)
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


def text_html(report: Report, found: Sequence[Item]) -> str:
    """The article's body: a block a line of the report, `data-o` its offset."""
    quotes = [p.quote for p in report.passages] + [h.quote for h in report.headings]
    soft = _merged(s for q in quotes for s in q.spans)
    blocks = _Blocks(report)
    marks = list(_marks(report, found))
    heads = sorted(report.headings, key=lambda h: h.quote.start)
    marks += [Mark(s.start, s.end, HEADING, "class=rh") for h in heads if h.run_in for s in h.quote.spans]
    passages = [(i.quote.start, i.ident, i.value) for i in found if i.quote and isinstance(i.value, Passage)]
    sweep = _Sweep(report.text, sorted(marks, key=lambda m: (m.start, m.key)), passages)
    return "".join(blocks.block(start, end, sweep) for start, end in _lines(report.text, soft))


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


def _marks(report: Report, found: Iterable[Item]) -> Iterator[Mark]:
    ranks = {"m": MEASURE, "t": TASK, "u": UNSURE, "p": PROBLEM, "n": NUMBER, "a": ASIDE, "c": NUMBER}
    found_in = (report.measures, report.tasks, report.passages)
    there = {str(getattr(f, "id", "")) for findings in found_in for f in findings}
    for item in found:
        # What a correction changed is marked as what it is now; what it took away, as taken away.
        gone = isinstance(item.value, CorrectionLine) and item.value.finding not in there
        if item.quote is None or item.kind == "s" or (item.kind == "c" and not gone):
            continue
        attributes = _attributes(item)
        for i, span in enumerate(item.quote.spans):
            if span.start < span.end:
                yield Mark(span.start, span.end, ranks[item.kind], attributes, item.ident, item.number, i == 0)


def _attributes(item: Item) -> str:
    value = item.value
    if isinstance(value, Measure):
        return f'class="m {value.role}{" fixed" if value.correction else ""}"'
    if item.kind == "n":
        return f'class=n title="{zh(NUMERAL, getattr(value, "why", ""))}"'
    if item.kind == "a" and item.quote is not None:
        long = " long" if item.quote.end - item.quote.start > LONG else ""
        return f'class="a{long}" tabindex=0 data-why="{escape(str(getattr(value, "reason", "")))}"'
    return f"class={item.kind}"


def _label(passage: Passage) -> str:
    words = [zh(ROLE, passage.role), passage.year or ""] + (["重复"] if passage.repeat else [])
    return escape(" ".join(filter(None, words)))


class _Sweep:
    """Lines asked for in text order, each with the elements that its findings need."""

    def __init__(self, text: str, marks: list[Mark], passages: list[tuple[int, str, Passage]]) -> None:
        self.text = text
        self.marks = marks
        self.passages = passages
        self.next = self.passage = 0
        self.until = 0
        self.last = ""
        self.active: list[Mark] = []
        self.begun: set[str] = set()

    def html(self, start: int, end: int) -> str:
        out: list[str] = []
        stack: list[Mark] = []
        at = start
        while at < end:
            self._begin_passage(at, start, stack, out)
            self._enter(at)
            self._switch(stack, sorted(self.active, key=lambda m: m.key), out)
            stop = min([end, *(m.end for m in self.active)])
            if self.next < len(self.marks):
                stop = min(stop, self.marks[self.next].start)
            if self.passage < len(self.passages):
                stop = min(stop, self.passages[self.passage][0])
            out.append(self._characters(at, stop, end))
            at = stop
            self.active = [m for m in self.active if m.end > at]
        self._switch(stack, [], out)
        return _lone_return.sub("&#13;<br>", "".join(out))

    def _begin_passage(self, at: int, line: int, stack: list[Mark], out: list[str]) -> None:
        """Where a passage begins stands an empty link to its row, that says what it speaks of where that is new."""
        while self.passage < len(self.passages) and self.passages[self.passage][0] <= at:
            _, ident, passage = self.passages[self.passage]
            self.passage += 1
            label = _label(passage)
            look = "r" if self.until <= line else f"run {passage.role}"
            self.until = passage.quote.end
            look += " same" if label == self.last else ""
            look += " fixed" if passage.correction else ""
            self.last = label
            self._switch(stack, [], out)
            out.append(f'<a class="{look}" id=q-{ident} href=#{ident} data-r="{label}" aria-label="段落 {label}"></a>')

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

    def block(self, start: int, end: int, sweep: _Sweep) -> str:
        heading = self._heading(start, end)
        passage = self._passage(start, end)
        if heading is not None:
            tag = f"h{min(heading.level + 2, 6)}"
            sweep.last = ""
            return f"<{tag} class=l{min(heading.level, 4)} data-o={start}>{sweep.html(start, end)}</{tag}>"
        classes = [passage.role] if passage else [] if self.text[start:end].strip() else ["e"]
        classes += ["rep"] if passage and passage.repeat else []
        look = f' class="{" ".join(classes)}"' if len(classes) > 1 else f" class={classes[0]}" if classes else ""
        return f"<p{look} data-o={start}>{sweep.html(start, end)}"

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
