"""Characters of a page become runs: what stands side by side on one line of one column."""

from __future__ import annotations

from collections.abc import Iterable

from luoshi.sources.layout.page import Char, Run

# Wider than this many ems is a gap: of a column, of a table's cells, of a tabulator. A justified line never
# stretches as far, and a full-width space is one em.
GAP = 1.6
# A Latin word ends where this much of an em is empty.
SPACE = 0.2


def runs(characters: Iterable[Char]) -> tuple[Run, ...]:
    """The runs of one page, in the order in which the page has them."""
    done: list[Run] = []
    open_: list[Char] = []
    for char in characters:
        if open_ and not _goes_on(open_[-1], char):
            done.append(_run(open_))
            open_ = []
        open_.append(char)
    if open_:
        done.append(_run(open_))
    return tuple(r for r in done if r.text.strip())


def _goes_on(last: Char, char: Char) -> bool:
    left, right = last.box, char.box
    size = min(last.size, char.size)
    gap = right[0] - left[2]
    if not -size <= gap <= GAP * size:
        return False
    shared = min(left[3], right[3]) - max(left[1], right[1])
    return shared > 0.5 * min(left[3] - left[1], right[3] - right[1]) and max(last.size, char.size) <= 1.3 * size


def _run(chars: list[Char]) -> Run:
    pieces: list[str] = []
    sure: list[float] = []
    last: Char | None = None
    for char in chars:
        if last is not None and _words(last.text[-1:], char.text[:1]) and char.box[0] - last.box[2] > SPACE * char.size:
            pieces.append(" ")
            sure.append(1.0)
        pieces.append(char.text)
        sure += [char.sure] * len(char.text)
        last = char
    box = (
        min(c.box[0] for c in chars),
        min(c.box[1] for c in chars),
        max(c.box[2] for c in chars),
        max(c.box[3] for c in chars),
    )
    return Run("".join(pieces), box, max(c.size for c in chars), tuple(sure) if min(sure) < 1 else ())


def _words(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
