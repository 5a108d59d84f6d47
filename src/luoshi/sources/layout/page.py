"""What a laid-out page is given as, and what comes out of laying it out. Points (1/72 inch), origin top-left."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    """Characters side by side on one line of one column, without a gap of more than a character between them.

    `text`: in reading order. `sure`: one figure for each character, or empty where nothing was recognised.
    """

    text: str
    box: Box
    size: float
    sure: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """`number`: from 1, as a reader of the file counts. `runs`: in whatever order the file has them."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """Pages as one text, one paragraph or heading a line, with the fields of a `Document`.

    `doubtful`: the characters that text recognition is unsure of.
    """

    text: str
    places: tuple[Place, ...] = ()
    hidden: tuple[tuple[Span, str], ...] = ()
    doubtful: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
