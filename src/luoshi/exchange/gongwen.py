"""The page of an official document, GB/T 9704-2012 党政机关公文格式: paper, type area, fonts, page numbers.

Portrait (竖排): top 37 mm, left (binding) 28 mm, the type area 156 × 225 mm, hence right 26 mm and bottom 35 mm.

Landscape (横排): the norm (表格横排) turns the page, it does not set another one: the table's head lies at the binding
edge of odd pages and at the outer edge of even ones, and the page number stays where it is on all other pages, that
is, at the left edge of the turned page. So the type area is the same, turned: 35 mm left (the foot), 37 mm right (the
head), and above and below the binding's 28 and the outer 26, which change places from page to page; 27 mm for both
keeps within the ±1 mm that the norm allows on every page.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from luoshi.exchange.cells import clean

XIAOBIAOSONG, HEI, FANGSONG, KAI, SONG = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"
# Points of the Chinese type sizes: 二号 22, 三号 16, 四号 14, 小四 12, 五号 10.5.
ERHAO, SANHAO, SIHAO, XIAOSI, WUHAO = "44", "32", "28", "24", "21"  # in half points, as OOXML counts

# What stands in for a font that a machine has not: names under which the same design is sold, then the nearest.
FALLBACKS: tuple[tuple[str, str, str], ...] = (
    (XIAOBIAOSONG, "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋,STZhongsong,宋体", "roman"),
    (HEI, "SimHei,方正黑体_GBK,Noto Sans CJK SC", "modern"),
    (FANGSONG, "仿宋,FangSong,方正仿宋_GBK,华文仿宋,STFangsong", "modern"),
    (KAI, "楷体,KaiTi,方正楷体_GBK,华文楷体,STKaiti", "modern"),
    (SONG, "SimSun,方正书宋_GBK,Noto Serif CJK SC", "roman"),
)

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XMLNS = f'xmlns:w="{NS}"'


def twips(mm: int) -> int:
    return round(mm * 1440 * 10 / 254)


@dataclass(frozen=True, slots=True)
class Page:
    """A page in millimetres. `header`, `footer`: distance of the running lines from the edge of the paper."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int

    @property
    def type_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def type_height(self) -> int:
        return self.height - self.top - self.bottom


PAGES = {
    "portrait": Page(210, 297, 37, 35, 28, 26),
    "landscape": Page(297, 210, 27, 27, 35, 37),
}
# The rule beside the page number lies 7 mm under the type area; a line of 四号 is 5 mm.
NUMBER_GAP, NUMBER_HEIGHT = 7, 5


def run(text: str, font: str, size: str, latin: str = LATIN) -> str:
    """A run of text: Chinese in `font`, Latin letters and digits in `latin`."""
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in clean(text).split("\n"))
    return f"<w:r>{run_look(font, size, latin)}{inner}</w:r>"


def run_look(font: str, size: str, latin: str = LATIN) -> str:
    fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{font}" w:cs="{latin}"/>'
    return f'<w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'


def paragraph(runs: str, align: str = "left", line: int = 0, extra: str = "", before: int = 0) -> str:
    """`line`: exact line height in twentieths of a point, 0 for what the type needs; `before`: space above it."""
    spacing = f'<w:spacing w:before="{before}" w:after="0" w:line="{line}" w:lineRule="exact"/>' if line else ""
    return f'<w:p><w:pPr>{extra}{spacing}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'


def page_number(page: Page, turned: bool, odd: bool) -> str:
    """The content of a footer (of a header, where the page is turned): “— 1 —”, outside, one character in.

    On a turned page the number stands in a frame at the left edge, written downwards: upright as soon as the page is
    turned back among the others.
    """
    look = run_look(SONG, SIHAO, SONG)
    field = "".join(f'<w:r>{look}<w:fldChar w:fldCharType="{t}"/></w:r>' for t in ("begin", "separate", "end"))
    begin, separate, end = field.split("</w:r>")[:3]
    code = f'<w:r>{look}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    dash = f'<w:r>{look}<w:t xml:space="preserve">{{}}</w:t></w:r>'
    number = f"{begin}</w:r>{code}{separate}</w:r><w:r>{look}<w:t>1</w:t></w:r>{end}</w:r>"
    side = "right" if odd else "left"
    indent = f'<w:ind w:{side}="{int(SIHAO) * 10}"/>'
    line = paragraph(dash.format("— ") + number + dash.format(" —"), side, extra=indent)
    if not turned:
        return line
    return _edge_frame(page, line) + '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def _edge_frame(page: Page, line: str) -> str:
    """A borderless cell along the left side of the type area, as high as it is, with its text running downwards."""
    width = twips(NUMBER_HEIGHT + 3)
    at = f'w:tblpX="{twips(page.left - NUMBER_GAP) - width}" w:tblpY="{twips(page.top)}"'
    return (
        f'<w:tbl><w:tblPr><w:tblpPr w:horzAnchor="page" w:vertAnchor="page" {at}/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid><w:tr><w:trPr>'
        f'<w:trHeight w:val="{twips(page.type_height)}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{width}" w:type="dxa"/><w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{line}</w:tc></w:tr></w:tbl>"
    )


def font_table() -> bytes:
    """word/fontTable.xml: each font with what may stand in for it."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(alternatives)}/>"
        f'<w:charset w:val="86"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, alternatives, family in FALLBACKS
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {XMLNS}>{fonts}</w:fonts>'.encode()
