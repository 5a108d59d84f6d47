"""The content of a DOCX, element by element, as the text that Word shows with all changes accepted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from luoshi.sources.docx import styles
from luoshi.sources.docx.numbering import Numbering, number
from luoshi.sources.docx.styles import NO_LIST, Style, Styles
from luoshi.sources.docx.symbols import symbol
from luoshi.sources.docx.writer import Writer
from luoshi.sources.markup import is_power
from luoshi.sources.package import attribute, local
from luoshi.values import Place

# What holds text one level deeper and says nothing itself.
THROUGH = frozenset(
    ("sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "ins", "moveTo", "bdo", "dir", "fldSimple", "rubyBase")
)
# Taken out by a change that counts as accepted.
DELETED = frozenset(("del", "moveFrom", "delText"))
NOTE_MARK = re.compile(r"[\[〔【（(]?(?:注\s?)?\d{1,3}[\]〕】）)]?|[①-⑳]")
# A heading that bears its own number needs no other mark.
MARKED = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,3}[、．.部章节篇]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、])"
)
TOP = re.compile(r"\s*(?:第[一二三四五六七八九十]{1,3}[部章节篇]|[一二三四五六七八九十]{1,3}[、．.])")
LONGEST_HEADING = 60


@dataclass(slots=True)
class Counts:
    """What came by on the way: `deleted` and `hidden` stretches, parts of other formats, notes in order of mention."""

    deleted: int = 0
    foreign: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)


class Body:
    """Walks one part after the other into one Writer."""

    def __init__(self, sheet: Styles, numbering: Numbering, paged: bool) -> None:
        self.styles = sheet
        self.numbering = numbering
        self.out = Writer()
        self.counts = Counts()
        self.paragraphs = 0
        self.tables = 0
        self.page: int | None = 1 if paged else None
        # Where pages ended inside the paragraph at hand.
        self.page_ends: list[int] = []
        # Boxes of text that hang on the paragraph at hand, and the marks of its heads that stand open.
        self.boxes: list[Any] = []
        self.heads: dict[int, str] = {}
        self.joined = False

    def blocks(self, parent: Any, cell: str | None = None, hidden: str | None = None) -> None:
        """Paragraphs and tables, in order."""
        for child in parent:
            kind = local(child)
            if kind == "p":
                self.paragraph(child, cell, hidden)
            elif kind == "tbl":
                self.table(child, hidden)
            elif kind == "sdt":
                self.blocks(child, cell, "navigation" if _is_contents(child) else hidden)
            elif kind in DELETED:
                self.counts.deleted += 1
            elif kind == "altChunk":
                self.counts.foreign += 1
            elif kind in THROUGH:
                self.blocks(child, cell, hidden)
            elif kind == "AlternateContent":
                self.blocks(_chosen(child), cell, hidden)

    def table(self, element: Any, hidden: str | None) -> None:
        """Cell by cell, each of their paragraphs a line; a cell goes by the name that a spreadsheet would give it."""
        self.tables += 1
        table, row_at = self.tables, 0
        for row in _inside(element, "tr"):
            properties = next((e for e in row if local(e) == "trPr"), ())
            if any(local(e) == "del" for e in properties):
                self.counts.deleted += 1
                continue
            row_at += 1
            column = 1
            for part in properties:
                if local(part) == "gridBefore":
                    column += number(attribute(part, "val"), 0)
            for cell in _inside(row, "tc"):
                span, goes_on, gone = _cell(cell)
                if gone:
                    self.counts.deleted += 1
                elif not goes_on:
                    self.blocks(cell, f"表{table}!{letters(column)}{row_at}", hidden)
                column += span

    def paragraph(self, element: Any, cell: str | None = None, hidden: str | None = None) -> None:
        """A line. A paragraph whose end a change deleted goes on in the next one."""
        self.paragraphs += 1
        properties = next((e for e in element if local(e) == "pPr"), ())
        named = next((attribute(e, "val") for e in properties if local(e) == "pStyle"), None)
        style = styles.paragraph(self.styles.of(named), properties)
        if style.contents:
            hidden = "navigation"
        out, start = self.out, self.out.at
        words = Writer()
        words.at = start
        self.out = words
        self.runs(element, style, hidden)
        self.out = out
        said = words.text()
        gone = _end_is_deleted(properties)
        if not (gone and not said.strip()) and not self.joined:
            self._mark(style, said, hidden)
        shift = out.at - start
        out.append(words, start)
        self._place(start, shift, cell)
        self.joined = gone and bool(said.strip())
        if gone:
            self.counts.deleted += 1
        else:
            out.add("\n")
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box, cell, hidden)

    def _place(self, start: int, shift: int, cell: str | None) -> None:
        """The paragraph's own place, page by page."""
        ends, self.page_ends = [at + shift for at in self.page_ends], []
        words = start + shift
        for end in ends:
            if end > words:
                self.out.places.append(Place(start, end, self.page, None, self.paragraphs, cell))
                start = words = end
            if self.page:
                self.page += 1
        if self.out.at > start:
            self.out.places.append(Place(start, self.out.at, self.page, None, self.paragraphs, cell))

    def _mark(self, style: Style, said: str, hidden: str | None) -> None:
        """The number that Word computes, and where a heading has none, the mark of a heading as Markdown writes it."""
        mark = ""
        if style.list not in (None, NO_LIST):
            level = self.numbering.level_of_style(style.list, style.id or "") if style.list else None
            at = style.level if style.level is not None else level
            mark = self.numbering.mark(style.list or "", at or 0)
        if not said.strip():
            return
        if style.outline and len(said) <= LONGEST_HEADING and "。" not in said.strip()[:-1] and not style.contents:
            mark = self._heading(style.outline, mark, said)
        self.out.add(mark, hidden)

    def _heading(self, level: int, mark: str, said: str) -> str:
        for inner in [i for i in self.heads if i >= level]:
            del self.heads[inner]
        own = mark or said
        if MARKED.match(own) and mark != "- ":
            self.heads[level] = "##" if TOP.match(own) else "###"
            return mark
        # Under 一、 a heading without a number stands lower, whatever its level in Word is.
        above = self.heads[max(self.heads)] if self.heads else ""
        self.heads[level] = hashes = (above + "#")[:6]
        return hashes + " " + (mark if mark != "- " else "")

    def runs(self, parent: Any, style: Style, hidden: str | None) -> None:
        """What stands inside a paragraph."""
        for child in parent:
            kind = local(child)
            if kind == "r":
                self.run(child, style, hidden)
            elif kind in DELETED:
                self.counts.deleted += 1
            elif kind == "ruby" or kind in THROUGH:
                self.runs(child, style, hidden)
            elif kind == "AlternateContent":
                self.runs(_chosen(child), style, hidden)
            elif kind in ("oMath", "oMathPara"):
                self.out.add("".join(e.text or "" for e in child.iter() if local(e) == "t"), hidden)

    def run(self, element: Any, style: Style, hidden: str | None) -> None:
        properties = next((e for e in element if local(e) == "rPr"), ())
        named = next((attribute(e, "val") for e in properties if local(e) == "rStyle"), None)
        if named in self.styles.elements:
            of_run = self.styles.of(named)
            style = replace(
                style,
                hidden=style.hidden if of_run.hidden is None else of_run.hidden,
                raised=style.raised if of_run.raised is None else of_run.raised,
            )
        style = styles.run(style, properties)
        why = hidden or ("hidden" if style.hidden else None)
        start = len(self.out.pieces)
        self.pieces(element, why)
        if style.raised and not why:
            said = "".join(self.out.pieces[start:])
            if NOTE_MARK.fullmatch(said.strip()) and not is_power(self.out.pieces[start - 1] if start else ""):
                del self.out.pieces[start:]
                self.out.at -= len(said)
                self.out.add(said, "footnote-mark")

    def pieces(self, element: Any, hidden: str | None) -> None:
        """The characters of a run."""
        out = self.out
        for child in element:
            match local(child):
                case "t":
                    out.add((child.text or "").replace("\u00ad", "").replace("\n", " "), hidden)
                case "tab" | "ptab":
                    out.add("\t", hidden)
                case "br" | "cr":
                    out.add("\n", hidden)
                case "noBreakHyphen":
                    out.add("-", hidden)
                case "sym":
                    out.add(symbol(attribute(child, "font") or "", attribute(child, "char") or ""), hidden)
                case "footnoteReference" | "endnoteReference" as kind:
                    self.counts.notes.append((kind[:-9], attribute(child, "id") or ""))
                    out.add(f"[{len(self.counts.notes)}]", "footnote-mark")
                case "lastRenderedPageBreak":
                    self.page_ends.append(out.at)
                case "ruby":
                    self.runs(child, Style(), hidden)
                case "AlternateContent":
                    self.pieces(_chosen(child), hidden)
                case "drawing" | "pict" | "object":
                    self.boxes += _boxes(child)


def _inside(parent: Any, kind: str) -> list[Any]:
    """Rows of a table or cells of a row, those inside content controls and accepted changes too."""
    found = []
    for child in parent:
        if local(child) == kind:
            found.append(child)
        elif local(child) in THROUGH:
            found += _inside(child, kind)
    return found


def _cell(cell: Any) -> tuple[int, bool, bool]:
    """(columns that it spans, whether it goes on from the cell above, whether a change deleted it)."""
    span, goes_on, gone = 1, False, False
    for part in next((e for e in cell if local(e) == "tcPr"), ()):
        kind = local(part)
        if kind == "gridSpan":
            span = max(1, number(attribute(part, "val"), 1))
        elif kind == "vMerge":
            goes_on = attribute(part, "val") != "restart"
        elif kind == "cellDel":
            gone = True
    return span, goes_on, gone


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    said = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def _chosen(alternatives: Any) -> Any:
    """Of alternatives that say the same, the first; the fallback only where there is no other."""
    return next(iter(alternatives), ())


def _boxes(drawing: Any) -> list[Any]:
    """The outermost boxes of text of a drawing, each once."""
    found = []
    for child in drawing:
        if local(child) == "txbxContent":
            found.append(child)
        elif local(child) == "AlternateContent":
            found += _boxes(_chosen(child))
        else:
            found += _boxes(child)
    return found


def _is_contents(control: Any) -> bool:
    """Whether a content control is Word's own table of contents."""
    properties = next((e for e in control if local(e) == "sdtPr"), ())
    return any(
        local(e) == "docPartGallery" and attribute(e, "val") == "Table of Contents"
        for part in properties
        for e in part.iter()
    )


def _end_is_deleted(properties: Any) -> bool:
    return any(local(e) in ("del", "moveFrom") for part in properties if local(part) == "rPr" for e in part)
