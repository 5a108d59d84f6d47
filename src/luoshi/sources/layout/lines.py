"""Characters of a page become runs, and runs that stand on one line of one column become one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from luoshi.sources.layout.page import Char, Run, around, ink_right

# Gaps in ems. A justified line never stretches as far as SPLIT between two characters; a full-width space is 1;
# what stands farther apart than JOIN on one line is not read together.
SPLIT = 0.8
JOIN = 2.6
# A Latin word ends where this much of an em is empty.
SPACE = 0.2
# So far above and below, lines are asked whether a gap is a gutter; where more lines than so many begin at one place
# across a page, a column begins.
NEAR = 11
ALIGNED = 2
# A note's mark is set so much smaller than the text, and so high above its base line.
SMALL, HIGH = 0.8, 0.15
# Bold type and shadows are made by printing once more, so far beside.
TWICE = 0.15


def runs(characters: Iterable[Char]) -> tuple[Run, ...]:
    """The runs of one page, in the order in which the page has them."""
    done: list[Run] = []
    open_: list[Char] = []
    for char in characters:
        if open_ and not _goes_on(open_[-1], char, open_[0]):
            done.append(_run(open_))
            open_ = []
        open_.append(char)
    if open_:
        done.append(_run(open_))
    return tuple(r for r in done if r.text.strip())


def _goes_on(last: Char, char: Char, first: Char) -> bool:
    left, right = last.box, char.box
    size = max(last.size, char.size)
    gap = right[0] - left[2]
    if not -0.7 * size <= gap <= SPLIT * size or right[0] < left[0] - 0.1 * size:
        return False
    if min(left[3], right[3]) - max(left[1], right[1]) <= 0.5 * min(left[3] - left[1], right[3] - right[1]):
        return False
    return size <= 1.3 * min(last.size, char.size) or _is_raised(char, first) or _is_raised(last, first)


def _is_raised(char: Char, beside: Char) -> bool:
    return char.size <= SMALL * beside.size and beside.box[3] - char.box[3] >= HIGH * beside.size


def _run(chars: list[Char]) -> Run:
    pieces: list[str] = []
    lefts: list[float] = []
    sure: list[float] = []
    raised: list[tuple[int, int]] = []
    size = max(c.size for c in chars)
    low = max(c.box[3] for c in chars)
    last: Char | None = None
    for char in chars:
        if last is not None and char.box[0] - last.box[2] > SPACE * size and _words(last.text, char.text):
            pieces.append(" ")
            lefts.append(last.box[2])
            sure.append(1.0)
        if char.size <= SMALL * size and low - char.box[3] >= HIGH * size:
            at = len(lefts)
            joined = bool(raised) and raised[-1][1] == at
            raised[-1:] = (
                [(raised[-1][0], at + len(char.text))] if joined else [*raised[-1:], (at, at + len(char.text))]
            )
        pieces.append(char.text)
        lefts += [char.box[0]] * len(char.text)
        sure += [char.sure] * len(char.text)
        last = char
    text = "".join(pieces)
    known = tuple(sure) if min(sure) < 1 else ()
    return Run(text, around([c.box for c in chars]), size, tuple(lefts), known, tuple(_notes(text, raised)))


def _notes(text: str, raised: list[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Of what is raised: not the power behind a unit (km2), and nothing but digits, circles and brackets."""
    for start, end in raised:
        before = text[start - 1 : start]
        if (
            before.isascii()
            or before == "米"
            or not all(c.isdigit() or c in "[]〔〕()（）*※【】" for c in text[start:end])
        ):
            continue
        yield start, end


def _words(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left[-1:].isalnum() and right[:1].isalnum()


def joined(found: Sequence[Run]) -> list[Run]:
    """The runs from top to bottom; those that stand on one line and in one column as one.

    What is printed twice on one spot, for boldness or a shadow, is there once.
    """
    page = _Page(sorted(_once(found), key=lambda r: (r.box[3], r.box[0])))
    done: list[Run] = []
    taken: set[int] = set()
    for i, run in enumerate(page.runs):
        if i in taken:
            continue
        chain = page.chain(i, taken)
        taken.update(chain)
        done.append(_merged([page.runs[c] for c in chain]) if len(chain) > 1 else run)
    return sorted(done, key=lambda r: (r.box[1], r.box[0]))


def _once(found: Sequence[Run]) -> list[Run]:
    kept: dict[str, list[Run]] = {}
    for run in found:
        same = kept.setdefault(run.text, [])
        near = TWICE * run.size
        if not any(abs(r.box[0] - run.box[0]) < near and abs(r.box[3] - run.box[3]) < near for r in same):
            same.append(run)
    return [run for same in kept.values() for run in same]


class _Page:
    """The runs of a page by their bottoms, and how many begin at each place across it."""

    def __init__(self, found: list[Run]) -> None:
        self.runs = found
        self.bottoms = [r.box[3] for r in found]
        self.starts = Counter(_step(r.box[0], r) for r in found)

    def chain(self, i: int, taken: set[int]) -> list[int]:
        """The runs on the line of run i that belong together with it, from left to right."""
        run = self.runs[i]
        stop = bisect_right(self.bottoms, run.box[3] + 0.45 * run.size)
        row = [
            j for j in range(i, stop)
            if j not in taken and self.runs[j].size <= 1.35 * run.size and run.size <= 1.35 * self.runs[j].size
        ]  # fmt: skip
        row.sort(key=lambda j: self.runs[j].box[0])
        chain = [row[0]]
        for j in row[1:]:
            if self._beside(self.runs[chain[-1]], self.runs[j]):
                chain.append(j)
            elif i in chain:
                break
            else:
                chain = [j]
        return chain

    def _beside(self, left: Run, right: Run) -> bool:
        """Whether two runs of one line belong together: side by side, and no column begins with the right one."""
        size = max(left.size, right.size)
        gap = right.box[0] - left.box[2]
        if not -size <= gap <= JOIN * size:
            return False
        if gap < 0.3 * size:
            return True
        at = _step(right.box[0], right)
        if right.box[0] - ink_right(left) > SPLIT * size and sum(self.starts[at + k] for k in (-1, 0, 1)) > ALIGNED:
            return False
        near = self.runs[
            bisect_left(self.bottoms, left.box[3] - NEAR * size) : bisect_left(self.bottoms, left.box[3] + NEAR * size)
        ]
        return not _gutter(left, right, near)


def _step(x: float, run: Run) -> int:
    return round(x / (0.4 * run.size))


def _gutter(left: Run, right: Run, near: list[Run]) -> bool:
    """Whether the lines around leave a part of the gap free as well, though they have words on both sides of it."""
    size = left.size
    near = [r for r in near if abs(r.box[3] - left.box[3]) > 0.5 * size]
    x = ink_right(left) + 0.15 * size
    while x < right.box[0]:
        before = sum(0 <= x - ink_right(r) < JOIN * size for r in near)
        behind = sum(0 <= r.box[0] - x < JOIN * size for r in near)
        across = sum(r.box[0] < x < ink_right(r) for r in near)
        if min(before, behind) >= 2 and across * 4 <= before + behind:
            return True
        x += 0.3 * size
    return False


def _merged(chain: list[Run]) -> Run:
    text = ""
    lefts: list[float] = []
    sure: list[float] = []
    raised: list[tuple[int, int]] = []
    unsure = any(r.sure for r in chain)
    end = chain[0].box[0]
    for run in chain:
        if text and (run.box[0] - end > SPLIT * run.size or _words(text[-1], run.text[0])):
            text += " "
            lefts.append(end)
            sure.append(1.0)
        raised += [(s + len(text), e + len(text)) for s, e in run.raised]
        text += run.text
        lefts += run.lefts or _even(run)
        sure += run.sure or [1.0] * len(run.text)
        end = run.box[2]
    box = around([r.box for r in chain])
    return Run(text, box, max(r.size for r in chain), tuple(lefts), tuple(sure) if unsure else (), tuple(raised))


def _even(run: Run) -> list[float]:
    step = (run.box[2] - run.box[0]) / len(run.text)
    return [run.box[0] + i * step for i in range(len(run.text))]
