"""Which lines belong together.

A stretch is hard-wrapped where most of its lines break off in mid-sentence at about the same width; there a full
line goes on in the next one, and a line that is short ends its paragraph. Elsewhere a line is a paragraph, and is
joined to the next only where its sentence is torn (a column or a page ended in it).
"""

from __future__ import annotations

import re
from statistics import median_low

from luoshi.reading.repair.bigrams import begins_torn, ends_torn, unlikely
from luoshi.reading.repair.lines import Line, ends_sentence

# The widest column that is taken for a wrapped one, in Chinese characters.
WIDEST = 64
NARROWEST = 8
BLOCK = 16
# How far a full line may fall short of the column: a first line is indented by two, punctuation may not begin a line.
SLACK = 3.1
INSIDE = re.compile(r"[，、。；：]")
MARK = re.compile(
    r"[#*|]|——|—[^—]|[一二三四五六七八九十]{1,3}[、．.]|（[一二三四五六七八九十]{1,3}）|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}[章节部]"
    r"|[（(]?\d{1,3}(?:[、）)]|[.．](?!\d))|[〔\[【［]\d{1,3}[〕\]】］]|[①-⑳]|各位代表|[一二三四五六七八九十]{1,2}是"
)
HEADING = re.compile(
    r"[#*]{1,6}|——|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节部]|[（(]?\d{1,2}(?:[、）)]|[.．](?!\d))"
)
OPENERS = {"“": "”", "（": "）", "《": "》", "(": ")", "‘": "’", "『": "』"}
FEWEST = 6
LONG_LINE = 80
# A display heading without a mark is not longer than this.
DISPLAY = 30
LONG_HEADING = 60
SENTENCE_END = re.compile("[。！？；]")
PART = re.compile(r"(?:20\d\d年|过去五年|今后五年|今年)[^，。]{0,14}(?:回顾|安排|任务|重点|部署|目标)")
CANNOT_BEGIN = "，。；：、！？）》”’％%"


def width(text: str) -> float:
    """In Chinese characters: Latin ones and quotation marks take half of one in print."""
    half = len(text.encode("ascii", "ignore")) + text.count("“") + text.count("”")
    return len(text) - half / 2


def usual_blanks(lines: list[Line], column: list[float], ended: list[bool]) -> int:
    """How many empty lines stand between two lines of one wrapped sentence: a text set double-spaced has one."""
    tally: dict[int, int] = {}
    for i in range(len(lines) - 1):
        if column[i] and not ended[i]:
            tally[lines[i + 1].blank] = tally.get(lines[i + 1].blank, 0) + 1
    return max(tally, key=lambda n: tally[n]) if tally else 0


def unclosed(text: str) -> bool:
    """Whether a quotation or a bracket is left open."""
    return any(text.count(a) > text.count(b) for a, b in OPENERS.items() if a in text)


def is_heading(text: str) -> bool:
    """A line with a heading's mark and no sentence in it."""
    return len(text) < LONG_HEADING and HEADING.match(text) is not None and "。" not in text and "；" not in text


class Joiner:
    """Decides for two lines that follow one another."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.ended = [ends_sentence(line.text) for line in lines]
        self.heading = [is_heading(line.text) for line in lines]
        self.marked = [MARK.match(line.text) is not None for line in lines]
        self.wide = [width(x.text) if len(x.text) <= 2 * WIDEST else float(len(x.text)) for x in lines]
        self.column = self._columns()
        self.blanks = usual_blanks(lines, self.column, self.ended)
        self.indented = self._indents()
        self._pairs: set[str] | None = None

    def _columns(self) -> list[float]:
        """For each line the width of the column that it is wrapped in, or 0."""
        lines, wide, count = self.lines, self.wide, len(self.lines)
        column = [0.0] * count
        torn = [
            not self.ended[i] and NARROWEST <= wide[i] <= WIDEST and INSIDE.search(lines[i].text) is not None
            for i in range(count)
        ]
        if sum(torn) < FEWEST:
            return column
        for block in range(0, count, BLOCK):
            low, high = max(0, block - BLOCK), min(count, block + 2 * BLOCK)
            some = [wide[i] for i in range(low, high) if torn[i]]
            if len(some) < FEWEST or len(some) * 5 < 2 * (high - low):
                continue
            middle = median_low(some)
            if sum(abs(w - middle) <= SLACK for w in some) * 10 >= 7 * len(some):
                stop = min(count, block + BLOCK)
                column[block:stop] = [middle] * (stop - block)
        return column

    def _indents(self) -> bool:
        wrapped = [x.indent >= 2 for x, c in zip(self.lines, self.column, strict=True) if c]
        return bool(wrapped) and 0.03 <= sum(wrapped) / len(wrapped) <= 0.6

    def joins(self, i: int, j: int, running: bool = False) -> bool:
        """Whether line j goes on with the sentence or the paragraph of line i.

        `running`: line i itself goes on with the one above, so that it is no heading.
        """
        if self.lines[j].text[0] in CANNOT_BEGIN and not self.ended[i]:
            return True
        if self.column[i] and self.column[j]:
            return self._wrapped(i, j, running)
        return self._torn(i, j)

    def _wrapped(self, i: int, j: int, running: bool) -> bool:
        a, b = self.lines[i].text, self.lines[j].text
        short, ended = self.column[i] - self.wide[i], self.ended[i]
        if short < -SLACK:
            # Too long for its column: a line of another column, or several lines in one.
            return not ended and not self.heading[i] and INSIDE.search(a) is not None and not self.marked[j]
        if self.indented and self.lines[j].indent >= 2:
            return not ended and a[-1] in "，、"
        if self.heading[i]:
            return not self.marked[j] and (begins_torn(b) or (short <= SLACK and not self._begins_paragraph(j)))
        if not ended:
            return (
                short <= SLACK
                or a[-1] in "，、"
                or "。" in a
                or (running and INSIDE.search(a) is not None)
                or unclosed(a)
            )
        if self.marked[j]:
            return False
        return short <= 1.2 and self.lines[j].blank <= self.blanks and (self.indented or not self._begins_paragraph(j))

    def _begins_paragraph(self, j: int) -> bool:
        """A first line is indented by two characters: it is full, and still two short of the column."""
        return not self.ended[j] and 1.4 <= self.column[j] - self.wide[j] <= SLACK

    def _torn(self, i: int, j: int) -> bool:
        a, b = self.lines[i].text, self.lines[j].text
        if self.ended[i] or self.marked[j]:
            return False
        if a[-1] in "，、" or unclosed_bold(self.lines[i]):
            return True
        if self.heading[i] or a[-1] in "）)|" or _ends_in_heading(a):
            return False
        if unclosed(a) and not unclosed(a + b):
            return True
        return self._runs(a) and len(b) >= 2 and not self.heading[j] and not _label(b)

    def _runs(self, a: str) -> bool:
        """A line that is a paragraph, not a heading: it has a sentence in it, or is too long."""
        return "。" in a or len(a) >= LONG_LINE

    def loses_text(self, i: int, j: int) -> bool:
        """Whether something is missing between two lines of which the first breaks off.

        Certain where an enumeration breaks off before a heading. Else three things must come together: the first
        line ends in the middle of a word, the second begins in one, and the two pieces are no word.
        """
        a, b = self.lines[i].text, self.lines[j].text
        if self.marked[j] or self.heading[j]:
            return a[-1] == "、" or (a[-1] == "，" and self._runs(a))
        if self.heading[i] or (self.marked[i] and not self._runs(a)):
            return False
        return begins_torn(b) and ends_torn(a) and unlikely(a[-1] + b[0]) and not self._known(a[-1] + b[0])

    def displaces(self, i: int, j: int) -> bool:
        """Whether line j is a heading that stands inside the sentence of lines i and j + 1.

        It has a heading's mark or stands by itself as one; what comes behind it begins in the middle of a word.
        """
        if j + 1 >= len(self.lines) or self.ended[j] or self.heading[i] or self.marked[j + 1]:
            return False
        a, b, c = (self.lines[k].text for k in (i, j, j + 1))
        if not INSIDE.search(a):
            return False
        if not self.heading[j]:
            apart = self.lines[j].blank > self.blanks and self.lines[j + 1].blank > self.blanks
            if (
                self.wide[j] > DISPLAY
                or INSIDE.search(b)
                or not (apart or not self.column[j])
                or not unlikely(a[-1] + b[0])
            ):
                return False
        return begins_torn(c) and not begins_torn(b) and not unlikely(a[-1] + c[0])

    def flows(self, i: int, j: int) -> bool:
        """Two lines of one column, the first of them full: they break wherever the column ends."""
        return (
            self.column[i] > 0
            and self.column[i] - self.wide[i] <= SLACK
            and self.lines[j].blank <= self.blanks
            and not self.marked[j]
        )

    def _known(self, pair: str) -> bool:
        """Whether this report has the two characters side by side."""
        if self._pairs is None:
            text = "\n".join([line.text for line in self.lines])
            self._pairs = set(map(str.__add__, text, text[1:]))
        return pair in self._pairs


def unclosed_bold(line: Line) -> bool:
    """A heading of two lines: **……⏎……**."""
    text = line.text
    return (
        text.startswith("**")
        and not text.startswith("**—")
        and line.raw.count("**") % 2 == 1
        and len(text) < LONG_HEADING
    )


def _ends_in_heading(text: str) -> bool:
    """Whether the last words are a heading that lost its line break: …提出意见。一、2023年工作回顾."""
    tail = SENTENCE_END.split(text[-LONG_HEADING:])[-1]
    return len(tail) < len(text) and (is_heading(tail) or PART.fullmatch(tail) is not None)


def _label(text: str) -> bool:
    """A term and its explanation, or a date, or a signature: a line of its own."""
    return "：" in text[:20] and len(text) > 4
