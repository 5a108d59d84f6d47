"""What the text says twice: blocks that text recognition read again, and pull-quotes beside a column."""

from __future__ import annotations

import re

Range = tuple[int, int]

# A formula of politics may stand twice in a report; a block that is longer than this, or has figures, does not.
BLOCK = 150
BLOCK_WITH_FIGURES = 90
ANCHOR = 24
PIECE = re.compile(r"[^。；！？\n]+")
PULLED = 10, 50
# Of a pull-quote among others that was shortened in front, this much must stand in a paragraph.
TAIL = 12
# Each short line is looked for in the whole text: not in a text of millions of short lines, which is no report.
MOST_WORK = 300_000_000
SENTENCE_MARKS = "。；！？：:;"


def repeats(text: str) -> tuple[Range, ...]:
    """Ranges of `text`, in order, that stand above in it already (pull-quotes: anywhere else in it)."""
    return tuple(sorted(_merged(_blocks(text) + _pulled(text))))


def _blocks(text: str) -> list[Range]:
    """The later one of two long stretches that are the same, grown from sentences that are the same."""
    seen: dict[str, int] = {}
    found: list[Range] = []
    done = 0
    for m in PIECE.finditer(text):
        start, end = m.span()
        if end - start < ANCHOR or start < done:
            continue
        piece = m.group()
        first = seen.setdefault(piece, start)
        if first == start:
            continue
        low, high = _grown(text, first, start, end - start, done)
        size = high - low
        if size >= BLOCK or (size >= BLOCK_WITH_FIGURES and any(c.isdigit() for c in text[low:high])):
            found.append((low, high))
            done = high
    return found


def _grown(text: str, first: int, again: int, size: int, done: int) -> Range:
    """The whole stretch around text[again:again + size] that equals the one around text[first:first + size]."""
    low, high = again, again + size
    offset = again - first
    while low > max(done, first + size) and low > offset and text[low - 1] == text[low - 1 - offset]:
        low -= 1
    while high < len(text) and high - offset < again and text[high] == text[high - offset]:
        high += 1
    while low < high and text[low] == "\n":
        low += 1
    while low < high and text[high - 1] == "\n":
        high -= 1
    return low, high


def _pulled(text: str) -> list[Range]:
    """Short lines that say word for word what a paragraph says, with a figure or several of them in a row."""
    lines: list[Range] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    shown = sum(PULLED[0] <= e - s <= PULLED[1] for s, e in lines)
    if shown * len(text) > MOST_WORK:
        return []
    display = [PULLED[0] <= e - s <= PULLED[1] and _is_display(text[s:e]) for s, e in lines]
    quoted = [display[i] and _said_elsewhere(text, s, text[s:e]) for i, (s, e) in enumerate(lines)]
    found: list[Range] = []
    for i, (start, end) in enumerate(lines):
        beside = (i > 0 and quoted[i - 1]) or (i + 1 < len(lines) and quoted[i + 1])
        if (quoted[i] and (beside or any(c.isdigit() for c in text[start:end]))) or (
            display[i] and beside and _said_elsewhere(text, start, text[end - TAIL : end])
        ):
            found.append((start, end))
    return found


def _is_display(line: str) -> bool:
    """A line without the marks of a sentence, a heading or a list."""
    if any(c in line for c in SENTENCE_MARKS):
        return False
    return not (line[0] in "#*—（(|“" or line[0].isdigit() or line[1] in "、是")


def _said_elsewhere(text: str, start: int, words: str) -> bool:
    """Whether a paragraph, and not just another heading, has these words."""
    at = text.find(words)
    while at >= 0:
        low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        if (
            not low <= start <= (len(text) if high < 0 else high)
            and text.find("。", low, len(text) if high < 0 else high) >= 0
        ):
            return True
        if at > start:
            return False
        at = text.find(words, start + 1)
    return False


def _merged(ranges: list[Range]) -> list[Range]:
    merged: list[Range] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(high, merged[-1][1])
        else:
            merged.append((low, high))
    return merged
