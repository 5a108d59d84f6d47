"""What a laid-out page is given as, and what comes out of laying it out. Points (1/72 inch), origin top-left."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.values import Place, Problem, Span

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Char:
    """One character as it stands on the page. `box`: left, top, right, bottom, of its cell rather than of its ink.

    `size`: of the type. `sure`: how sure text recognition is of it, 0 to 1; 1 where nothing was recognised.
    """

    text: str
    box: Box
    size: float
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """Characters side by side on one line of one column, without a wide gap between them.

    `text`: in reading order. `lefts`: the left edge of each character; empty: they share the box evenly. `sure`: one
    figure for each character, or empty where nothing was recognised. `raised`: (start, end) in `text` of marks of
    notes, which stand small and high.
    """

    text: str
    box: Box
    size: float
    lefts: tuple[float, ...] = ()
    sure: tuple[float, ...] = ()
    raised: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """`number`: from 1, as a reader of the file counts. `runs`: in whatever order the file has them. `turned`: what
    does not stand upright on it (watermarks, words along the margin). `askew`: degrees, anticlockwise, by which a
    picture was turned about its centre to be set straight: its places are those of the picture as it was.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...] = ()
    turned: str = ""
    askew: float = 0.0


@dataclass(frozen=True, slots=True)
class Laid:
    """Pages as one text, one paragraph or heading a line, with the fields of a `Document`.

    `doubtful`: the characters that text recognition is unsure of.
    """

    text: str
    places: tuple[Place, ...] = ()
    hidden: tuple[tuple[Span, str], ...] = ()
    doubtful: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()


def around(boxes: list[Box]) -> Box:
    """The box around all of some boxes."""
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def ems(text: str) -> float:
    """How wide a text is set, in ems: a Latin character takes about half of one."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def ink_right(run: Run) -> float:
    """Where a run's ink ends: a closing mark fills half its cell, and may hang over the edge of a column."""
    return run.box[2] - (0.55 * run.size if run.text[-1] in "，。、；：！？）》”’】" else 0.0)
