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
        if size >= BLOCK or size >= BLOCK_WITH_FIGURES and any(c.isdigit() for c in text[low:high]):
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
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    quoted = [PULLED[0] <= len(line) <= PULLED[1] and _is_pulled(text, start, line) for start, line in lines]
    found: list[Range] = []
    for i, (start, line) in enumerate(lines):
        if not quoted[i]:
            continue
        beside = i and quoted[i - 1] or i + 1 < len(lines) and quoted[i + 1]
        if beside or any(c.isdigit() for c in line):
            found.append((start, start + len(line)))
    return found


def _is_pulled(text: str, start: int, line: str) -> bool:
    if any(c in line for c in SENTENCE_MARKS) or line[0] in "#*—（(" or line[0].isdigit() or line[1] in "、是":
        return False
    elsewhere = text.find(line)
    if elsewhere == start:
        elsewhere = text.find(line, start + len(line))
    if elsewhere < 0:
        return False
    end = elsewhere + len(line)
    whole = (elsewhere == 0 or text[elsewhere - 1] == "\n") and (end == len(text) or text[end] == "\n")
    return not whole


def _merged(ranges: list[Range]) -> list[Range]:
    merged: list[Range] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(high, merged[-1][1])
        else:
            merged.append((low, high))
    return merged
