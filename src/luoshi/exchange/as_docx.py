"""Report → DOCX: the breakdown table as the annex of an official document (GB/T 9704-2012, see `gongwen`).

Nobody is assigned anything: owners are blank, and what the machine suggests stands in brackets, marked 建议, in 楷体.
The same report gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.shared import Mm

from luoshi.exchange import breakdown, columns, gongwen
from luoshi.exchange.breakdown import NO_HEADING, TASK_SOURCES, Cell, placeholders
from luoshi.exchange.cells import lines
from luoshi.exchange.columns import Layout
from luoshi.exchange.gongwen import FANGSONG, HEI, KAI, PAGES, WUHAO, XIAOBIAOSONG, Page, paragraph, run, twips
from luoshi.exchange.wording import ordinal
from luoshi.values import Report

FIXED_DAY = datetime(2000, 1, 1)
# A row of more lines than this may be torn by the end of a page; a shorter one goes to the next page whole.
WHOLE = 12
LINE = 320  # 16 points for a line of 五号
CELL_MARGIN = 90
_KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}
_DROPPED_PARTS = ("stylesWithEffects", "customXml", "thumbnail", "numbering", "webSettings")


def render(report: Report, columns_file: Path | None = None) -> dict[str, bytes]:
    """The file by suffix. Raises columns.ColumnsError where the file of columns is wrong."""
    rows = breakdown.rows(report)
    annex = Annex(columns.load(columns_file)["docx"], TASK_SOURCES, rows, placeholders(report, len(rows)))
    return {".docx": write(annex, "政府工作报告任务分解表", report.source.sha256)}


@dataclass(frozen=True, slots=True)
class Annex:
    """A table as an annex: its layout, the `sources` that its columns choose from, rows that have `categories`, and
    what its placeholders say."""

    layout: Layout
    sources: Mapping[str, Callable[[Any], Cell]]
    rows: Sequence[Any]
    said: Mapping[str, object]


def write(annex: Annex, title: str, subject: str) -> bytes:
    """The document; `title` and `subject` are its properties."""
    orientation = annex.layout.orientation
    return compose(_content(annex, PAGES[orientation]), orientation, title, subject)


def compose(elements: Iterable[str], orientation: str, title: str, subject: str) -> bytes:
    """A document of these elements of the body (XML, in order) on the norm's page."""
    document = docx.Document()
    _plain_styles(document)
    _properties(document, title, subject)
    _page(document, PAGES[orientation], orientation == "landscape")
    body = document.element.body
    for xml in elements:
        body.insert(len(body) - 1, parse_xml(xml))
    return _bytes(document)


def _content(annex: Annex, page: Page) -> Iterator[str]:
    """The elements of the body in order, as XML."""
    layout, said = annex.layout, annex.said
    if layout.annex:
        # The mark on the first line, the title on the third.
        yield element(paragraph(run(layout.annex, HEI, gongwen.SANHAO, HEI), line=560))
        yield element(paragraph("", line=400))
    if layout.title:
        title = run(columns.fill(layout.title, said), XIAOBIAOSONG, gongwen.ERHAO, XIAOBIAOSONG)
        yield element(paragraph(title, "center", 680, "<w:keepNext/>"))
    if layout.note:
        yield element(paragraph(run(columns.fill(layout.note, said), KAI, gongwen.XIAOSI), "both", 400, before=120))
    yield element(paragraph("", line=120))
    yield element(_table(annex, page))
    # Word asks for a paragraph behind a table; this one takes no room.
    yield element(paragraph("", line=20))


def element(xml: str) -> str:
    """With its namespace, so that it can be parsed by itself."""
    return xml.replace(">", f" {gongwen.XMLNS}>", 1)


def _table(annex: Annex, page: Page) -> str:
    layout = annex.layout
    asked = sum(c.width for c in layout.columns)
    widths = [twips(page.type_width) * c.width // asked for c in layout.columns]
    head = "".join(
        cell(paragraph(run(c.title, HEI, WUHAO), "center", LINE), w)
        for c, w in zip(layout.columns, widths, strict=True)
    )
    return grid(widths, head, "".join(_rows(annex, widths)))


def grid(widths: Sequence[int], head: str, rows: str) -> str:
    """A ruled table: `widths` in twips, `head` the cells of its first row, which every page repeats, then `rows`."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{room}" w:type="dxa"/>'
        for side, room in (("top", 40), ("left", CELL_MARGIN), ("bottom", 40), ("right", CELL_MARGIN))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'</w:tblPr><w:tblGrid>{"".join(f"""<w:gridCol w:w="{w}"/>""" for w in widths)}</w:tblGrid>'
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="560" w:hRule="atLeast"/><w:tblHeader/></w:trPr>{head}</w:tr>'
        f"{rows}</w:tbl>"
    )


def _rows(annex: Annex, widths: list[int]) -> Iterator[str]:
    """The rows, those under one top heading behind a row with its words across the table."""
    layout, rows = annex.layout, annex.rows
    groups = groupby(rows, lambda row: row.categories[:1]) if layout.group else [((), iter(rows))]
    for number, (category, members) in enumerate(groups, 1):
        if layout.group:
            heading = f"{ordinal(number)}、{category[0] if category else NO_HEADING}"
            text = paragraph(run(heading, HEI, WUHAO), "left", LINE, "<w:keepNext/>")
            yield row_of(cell(text, sum(widths), f'<w:gridSpan w:val="{len(widths)}"/>'), whole=True)
        for row in members:
            yield _cells(annex, widths, row)


def _cells(annex: Annex, widths: list[int], row: Any) -> str:
    cells, tall = [], 1
    for column, width in zip(annex.layout.columns, widths, strict=True):
        value = annex.sources[column.source](row)
        text = "" if value is None else str(value)
        hint = annex.sources[column.hint](row) if column.hint else None
        parts = [run(text, KAI if column.suggests else FANGSONG, WUHAO)] if text or not hint else []
        parts += [run(f"（建议：{hint}）", KAI, WUHAO)] if hint else []
        room = max(1, (width - 2 * CELL_MARGIN) // 105)
        tall = max(tall, sum(lines(t, room) for t in (text, f"（建议：{hint}）" if hint else "") if t))
        cells.append(cell("".join(paragraph(p, column.align, LINE) for p in parts), width))
    return row_of("".join(cells), whole=tall <= WHOLE)


def row_of(cells: str, whole: bool) -> str:
    keep = "<w:cantSplit/>" if whole else ""
    return f'<w:tr><w:trPr>{keep}<w:trHeight w:val="440" w:hRule="atLeast"/></w:trPr>{cells}</w:tr>'


def cell(content: str, width: int, span: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def _plain_styles(document: Any) -> None:
    """Only the styles that are used, in the norm's fonts; and none of the template's other baggage."""
    styles = document.styles.element
    for style in styles.style_lst:
        if style.styleId not in _KEPT_STYLES:
            styles.remove(style)
    normal = document.styles["Normal"].element
    for old in normal.findall(f"{{{gongwen.NS}}}rPr"):
        normal.remove(old)
    normal.append(parse_xml(element(gongwen.run_look(FANGSONG, gongwen.SANHAO))))
    for defaults in styles.findall(f"{{{gongwen.NS}}}docDefaults"):
        styles.remove(defaults)
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    styles.insert(
        0, parse_xml(element(f"<w:docDefaults><w:rPrDefault><w:rPr>{language}</w:rPr></w:rPrDefault></w:docDefaults>"))
    )
    for rels in (document.part.rels, document.part.package.rels):
        for key in [k for k, rel in rels.items() if rel.reltype.endswith(_DROPPED_PARTS)]:
            rels.pop(key)
    for rel in document.part.rels.values():
        if rel.reltype.endswith("/fontTable"):
            rel.target_part._blob = gongwen.font_table()


def _properties(document: Any, title: str, subject: str) -> None:
    core = document.core_properties
    core.title, core.subject = title, subject
    core.author = core.last_modified_by = core.comments = "luoshi 落实"
    core.created = core.modified = FIXED_DAY


def _page(document: Any, page: Page, turned: bool) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance = Mm(15)
    section.footer_distance = Mm(15 if turned else page.bottom - gongwen.NUMBER_GAP - gongwen.NUMBER_HEIGHT)
    document.settings.odd_and_even_pages_header_footer = True
    sides = (section.header, section.even_page_header) if turned else (section.footer, section.even_page_footer)
    for side, odd in zip(sides, (True, False), strict=True):
        side.is_linked_to_previous = False
        element = side._element
        for child in list(element):
            element.remove(child)
        content = gongwen.page_number(page, turned, odd)
        for child in list(parse_xml(f"<w:hdr {gongwen.XMLNS}>{content}</w:hdr>")):
            element.append(child)


def _bytes(document: Any) -> bytes:
    """The package with the same dates inside whenever it is written."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in package.namelist():
            fixed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), package.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
