"""An official document of headings, paragraphs and tables as DOCX (GB/T 9704-2012, see `gongwen`).

The same blocks give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from luoshi.exchange.as_docx import CELL_MARGIN, LINE, WHOLE, cell, compose, element, grid, row_of
from luoshi.exchange.cells import lines
from luoshi.exchange.gongwen import ERHAO, FANGSONG, HEI, KAI, PAGES, SANHAO, WUHAO, XIAOBIAOSONG, paragraph, run, twips

Align = Literal["left", "center", "right"]
# The mark of a bulletin at the head of its first page; the norm prints it in red, with a red rule below.
MARK = "84"
RED = "C00000"
BODY = 560  # 28 points


@dataclass(frozen=True, slots=True)
class Mark:
    """版头: the name of the bulletin in red, its number, who issues it and when."""

    name: str
    number: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Title:
    words: str


@dataclass(frozen=True, slots=True)
class Heading:
    """一、 in 黑体."""

    words: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: `text` begins two characters in, `to` at the edge, `sign` ends at the right, `note` is small and in
    楷体, `fine` is fine print that may break anywhere."""

    words: str
    kind: Literal["text", "to", "sign", "note", "fine"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """`widths`: relative to one another."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    aligns: tuple[Align, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Mark | Title | Heading | Words | Table


def write(blocks: Sequence[Block], title: str, subject: str) -> bytes:
    """The document, on A4 upright; `title` and `subject` are its properties."""
    return compose((element(xml) for block in blocks for xml in _xml(block)), "portrait", title, subject)


def _xml(block: Block) -> Iterator[str]:
    match block:
        case Mark():
            yield from _mark(block)
        case Title(words):
            yield paragraph("", line=400)
            yield paragraph(run(words, XIAOBIAOSONG, ERHAO, XIAOBIAOSONG), "center", 680, "<w:keepNext/>")
            yield paragraph("", line=300)
        case Heading(words):
            yield _indented(run(words, HEI, SANHAO), "both", BODY, "<w:keepNext/>")
        case Words(words, "text"):
            for part in words.splitlines():
                yield _indented(run(part.strip(), FANGSONG, SANHAO), "both", BODY)
        case Words(words, "to"):
            yield paragraph(run(words, FANGSONG, SANHAO), "both", BODY)
        case Words(words, "sign"):
            # Four characters in from the right edge of the type area.
            ind = '<w:ind w:rightChars="200" w:right="640"/>'
            yield paragraph(run(words, FANGSONG, SANHAO), "right", BODY).replace("<w:jc", f"{ind}<w:jc")
        case Words(words, "note"):
            yield paragraph(run(words, KAI, WUHAO), "both", LINE, before=60)
        case Words(words):
            yield paragraph(run(words, FANGSONG, WUHAO), "left", LINE)
        case Table():
            yield paragraph("", line=120)
            yield _table(block)
            yield paragraph("", line=200)


def _mark(mark: Mark) -> Iterator[str]:
    name = run(mark.name, XIAOBIAOSONG, MARK, XIAOBIAOSONG)
    yield paragraph(_red(name), "center", 1100)
    yield paragraph(run(mark.number, FANGSONG, SANHAO), "center", BODY)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(PAGES["portrait"].type_width)}"/></w:tabs>'
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="16" w:space="4" w:color="{RED}"/></w:pBdr>'
    sides = run(mark.left, FANGSONG, SANHAO) + "<w:r><w:tab/></w:r>" + run(mark.right, FANGSONG, SANHAO)
    yield paragraph(sides, "left", BODY, rule + tab)


def _red(xml: str) -> str:
    return xml.replace("<w:sz ", f'<w:color w:val="{RED}"/><w:sz ', 1)


def _indented(runs: str, align: str, line: int, extra: str = "") -> str:
    """Two characters in, as every paragraph of an official document."""
    ind = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    return paragraph(runs, align, line, extra).replace("<w:jc", f"{ind}<w:jc", 1)


def _table(table: Table) -> str:
    asked = sum(table.widths)
    widths = [twips(PAGES["portrait"].type_width) * width // asked for width in table.widths]
    head = "".join(
        cell(paragraph(run(words, HEI, WUHAO), "center", LINE), width)
        for words, width in zip(table.heads, widths, strict=True)
    )
    rows = []
    for row in table.rows:
        cells, tall = [], 1
        for words, width, align in zip(row, widths, table.aligns, strict=True):
            tall = max(tall, lines(words, max(1, (width - 2 * CELL_MARGIN) // 105)))
            cells.append(cell(paragraph(run(words, FANGSONG, WUHAO), align, LINE), width))
        rows.append(row_of("".join(cells), whole=tall <= WHOLE))
    return grid(widths, head, "".join(rows))
