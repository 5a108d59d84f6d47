"""Sets type for the tests of the layout: paragraphs into columns, as printing does, without a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from luoshi.sources.layout import Char, Page, runs

Column = tuple[float, float, float, float]

CANNOT_BEGIN = "，。；：、！？）》”"


@dataclass
class Sheet:
    """A page in the making, of 600 by 800 points."""

    number: int = 1
    width: float = 600.0
    height: float = 800.0
    chars: list[Char] = field(default_factory=list)

    def line(self, text: str, left: float, top: float, size: float = 10.0, sure: float = 1.0) -> float:
        """One line of type; where it ends."""
        x = left
        for c in text:
            wide = size / 2 if c.isascii() else size
            if not c.isspace():
                self.chars.append(Char(c, (x, top, x + wide, top + size), size, sure))
            x += wide
        return x

    def page(self) -> Page:
        return Page(self.number, self.width, self.height, runs(self.chars))


def wrapped(text: str, ems: float, indent: int = 2) -> Iterator[str]:
    """The lines of a paragraph, `ems` wide, the first one indented."""
    line, used = "　" * indent, float(indent)
    for c in text:
        wide = 0.5 if c.isascii() else 1.0
        if used + wide > ems and c not in CANNOT_BEGIN:
            yield line
            line, used = "", 0.0
        line += c
        used += wide
    yield line


def poured(sheet: Sheet, paragraphs: Sequence[str], columns: Sequence[Column], indent: int = 2) -> None:
    """Running text of ten points poured into columns (left, top, right, bottom), one after another."""
    left, top, right, bottom = columns[0]
    rest = list(columns[1:])
    y = top
    for paragraph in paragraphs:
        for line in wrapped(paragraph, (right - left) / 10, indent):
            if y + 10 > bottom:
                left, y, right, bottom = rest.pop(0)
            sheet.line(line, left, y)
            y += 16


def grid(count: int, top: float = 100.0, bottom: float = 760.0, gutter: float = 14.0) -> list[Column]:
    """So many columns side by side on a sheet."""
    wide = (560 - (count - 1) * gutter) / count // 10 * 10
    return [(20 + i * (wide + gutter), top, 20 + i * (wide + gutter) + wide, bottom) for i in range(count)]


def balanced(paragraphs: Sequence[str], count: int, top: float = 100.0, indent: int = 2) -> list[Column]:
    """So many columns that these paragraphs fill evenly."""
    left, _, right, _ = grid(count)[0]
    lines = sum(len(list(wrapped(p, (right - left) / 10, indent))) for p in paragraphs)
    return grid(count, top, top + 16 * -(-lines // count))
