"""One page of a PDF as runs: each character by its origin on the base line and the size of its type."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from typing import TYPE_CHECKING

import pypdfium2.raw as raw

from luoshi.sources.errors import SourceError
from luoshi.sources.layout import Char, Page, runs
from luoshi.sources.lookalikes import PLAIN
from luoshi.values import Message

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

# Of a character's cell: how much of an em stands above and below the base line.
ABOVE, BELOW = 0.88, 0.12
# From here on characters are as wide as high (CJK); below, the file is asked.
WIDE = 0x2E80
HALF_WIDE = range(0xFF61, 0xFFE0)
BLANK = frozenset((0x20, 0xA0, 0xAD, 0x2002, 0x2003, 0x2009, 0x200B, 0x202F, 0x3000, 0xFEFF, 0xFFFE, 0x09, 0x0A, 0x0D))
SMALLEST = 0.5
# How sharp a page is drawn for text recognition, and the most that is drawn.
DPI, MOST_PIXELS = 200.0, 32_000_000
# So many objects without text are letters drawn as outlines.
OUTLINES = 60

Affine = tuple[float, float, float, float, float, float]
# code, x and y of the origin, right edge, size, quarter turns: all as the page is shown.
Glyph = tuple[str, float, float, float, float, int]


def read_page(page: pypdfium2.PdfPage, number: int, most: int) -> Page:
    """The page's characters as runs. White space is told from gaps: not every file writes it.

    SourceError where it has more than `most` characters.
    """
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        if textpage.count_chars() > most:
            raise SourceError(
                "too-large",
                Message("PDF 里的文字多得不像一份报告", "the PDF has more characters than any report"),
                Message("请只保留报告所在的页", "keep only the pages of the report"),
            )
        glyphs = _glyphs(textpage.raw, _shown(page.raw, width, height))
    finally:
        textpage.close()
    turns = Counter(g[5] for g in glyphs)
    turn = turns.most_common(1)[0][0] if turns else 0
    if turn % 4:
        glyphs = [_turned(g, turn, width, height) for g in glyphs]
        if turn % 2:
            width, height = height, width
    upright = [g for g in glyphs if g[5] % 4 == 0]
    turned = "".join(g[0] for g in glyphs if g[5] % 4)
    chars = [
        Char(text, (x, base - ABOVE * size, right, base + BELOW * size), size)
        for text, x, base, right, size, _ in upright
    ]
    return Page(number, width, height, runs(chars), turned)


def _shown(page: raw.FPDF_PAGE, width: float, height: float) -> Affine:
    """How the page's own coordinates become points from the upper left corner of the page as it is shown."""
    scale = 1000

    def at(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(
            page, 0, 0, round(width * scale), round(height * scale), 0, x, y, ctypes.byref(across), ctypes.byref(down)
        )
        return across.value / scale, down.value / scale

    far = 1000.0
    (e, f), (a, b), (c, d) = at(0, 0), at(far, 0), at(0, far)
    return (a - e) / far, (b - f) / far, (c - e) / far, (d - f) / far, e, f


def _glyphs(textpage: raw.FPDF_TEXTPAGE, shown: Affine) -> list[Glyph]:
    a, b, c, d, e, f = shown
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
    at_x, at_y, at_matrix, at_box = (ctypes.byref(v) for v in (x, y, matrix, box))
    found: list[Glyph] = []
    for i in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, i)
        if code in BLANK:
            continue
        raw.FPDFText_GetCharOrigin(textpage, i, at_x, at_y)
        raw.FPDFText_GetMatrix(textpage, i, at_matrix)
        along_x, along_y = matrix.a * a + matrix.b * c, matrix.a * b + matrix.b * d
        size = raw.FPDFText_GetFontSize(textpage, i) * math.hypot(matrix.c, matrix.d)
        if not SMALLEST <= size < 1e4:
            continue
        turn = 0
        if abs(along_y) > 0.1 * abs(along_x) or along_x < 0:
            turn = round(math.atan2(along_y, along_x) / (math.pi / 2)) % 4 or 4
            if min(abs(along_x), abs(along_y)) > 0.1 * max(abs(along_x), abs(along_y)):
                turn = 5  # askew: a watermark
        left, base = x.value * a + y.value * c + e, x.value * b + y.value * d + f
        wide = size
        if code < WIDE or code in HALF_WIDE:
            raw.FPDFText_GetLooseCharBox(textpage, i, at_box)
            wide = max(0.2 * size, (box.right - x.value) if not turn else 0.5 * size)
        found.append((PLAIN.get(code) or _char(code), left, base, left + wide, size, turn))
    return _apart(found)


def _apart(glyphs: list[Glyph]) -> list[Glyph]:
    """Characters that one sign stands for (—— of two ems, ﬁ) share its width; one printed twice for boldness is one."""
    done: list[Glyph] = []
    i = 0
    while i < len(glyphs):
        text, left, base, right, size, turn = glyphs[i]
        j = i + 1
        while j < len(glyphs) and abs(glyphs[j][1] - left) < 0.06 * size and abs(glyphs[j][2] - base) < 0.06 * size:
            j += 1
        same = glyphs[i:j]
        if j - i > 1 and right - left < 1.2 * size and all(g[0] == text for g in same):
            same = same[:1]
        wide = (max(g[3] for g in same) - left) / len(same)
        for k, glyph in enumerate(same):
            done.append((glyph[0], left + k * wide, base, left + (k + 1) * wide, size, turn))
        i = j
    return done


def _char(code: int) -> str:
    """The character; a lone half of a pair, or none at all, is U+FFFD."""
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"


def _turned(glyph: Glyph, turn: int, width: float, height: float) -> Glyph:
    """The glyph on the page turned so that most of its text stands upright. `turn`: clockwise quarters it has now."""
    text, x, y, right, size, own = glyph
    wide = right - x
    for _ in range(turn % 4):
        x, y = y, width - x
        width, height = height, width
    return text, x, y, x + wide, size, (own - turn) % 4 if own < 5 else own


def shows_something(page: pypdfium2.PdfPage) -> bool:
    """Whether a page without text is no blank one: it holds a picture, or letters drawn as outlines."""
    count = raw.FPDFPage_CountObjects(page.raw)
    if count >= OUTLINES:
        return True
    kinds = (raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, i)) for i in range(count))
    return any(kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) for kind in kinds)


def rendered(page: pypdfium2.PdfPage, number: int) -> tuple[Image, int, float]:
    """(the page as a picture, its number, dots an inch), as `recognition.recognised` takes them."""
    width, height = page.get_size()
    dpi = min(DPI, (MOST_PIXELS / max(1.0, width * height)) ** 0.5 * 72)
    bitmap = page.render(scale=dpi / 72, grayscale=True, may_draw_forms=False)
    return bitmap.to_pil(), number, dpi
