"""Characters of a page become runs, and runs that stand on one line of one column become one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from luoshi.sources.layout.page import Char, Run, around, ink_right

# Gaps in ems. A justified line never stretches as far as SPLIT between two characters; a full-width space is 1;
# what stands farther apart than JOIN on one line is not read together.
SPLIT = 0.8
JOIN = 2.6
# A Latin word ends where this much of an em is empty.
SPACE = 0.2
# How many lines above and below are asked whether a gap is a gutter.
NEAR = 6
# A note's mark is set so much smaller than the text, and so high above its base line.
SMALL, HIGH = 0.8, 0.15


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
    """The runs from top to bottom; those that stand on one line and in one column as one."""
    rest = sorted(found, key=lambda r: (r.box[3], r.box[0]))
    bottoms = [r.box[3] for r in rest]
    done: list[Run] = []
    taken: set[int] = set()
    for i, run in enumerate(rest):
        if i in taken:
            continue
        row = [i]
        stop = bisect_left(bottoms, run.box[3] + 0.45 * run.size)
        for j in range(i + 1, stop):
            if j not in taken and rest[j].size <= 1.35 * run.size and run.size <= 1.35 * rest[j].size:
                row.append(j)
        row.sort(key=lambda k: rest[k].box[0])
        chain = [row[0]]
        for k in [*row[1:], -1]:
            if k >= 0 and _beside(rest[chain[-1]], rest[k], rest, bottoms):
                chain.append(k)
                continue
            if i in chain:
                done.append(_merged([rest[c] for c in chain]))
                taken.update(chain)
                break
            chain = [k]
    return sorted(done, key=lambda r: (r.box[1], r.box[0]))


def _beside(left: Run, right: Run, rest: list[Run], bottoms: list[float]) -> bool:
    """Whether two runs of one line belong together: side by side, and no gutter between them."""
    size = max(left.size, right.size)
    gap = right.box[0] - left.box[2]
    if not -size <= gap <= JOIN * size:
        return False
    return gap < 0.3 * size or not _gutter(left, right, rest, bottoms)


def _gutter(left: Run, right: Run, rest: list[Run], bottoms: list[float]) -> bool:
    """Whether the lines around leave a part of the gap free as well, though they have words on both sides of it."""
    size = left.size
    reach = NEAR * 1.8 * size
    near = rest[bisect_left(bottoms, left.box[3] - reach) : bisect_left(bottoms, left.box[3] + reach)]
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
    if len(chain) == 1:
        return chain[0]
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
