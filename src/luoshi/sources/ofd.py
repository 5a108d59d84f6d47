"""OFD, the national format for fixed pages (GB/T 33190): positioned text, put in reading order by `layout`.

ofdkit reads the package; it refuses DTDs and parts that unpack too large, and follows nothing outside. What a page
takes from a template (a letterhead, a form) is the paper, not the text, unless the page has nothing else.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from luoshi.sources import recognition
from luoshi.sources.document import Content, Step
from luoshi.sources.errors import SourceError
from luoshi.sources.layout import Char, Page, lay_out, runs
from luoshi.sources.ofdscans import Scans
from luoshi.sources.package import Package, damaged, locked, members, too_much
from luoshi.values import Message, Problem, Span

if TYPE_CHECKING:
    import ofdkit

MEDIA_TYPE = "application/ofd"
POINTS = 72 / 25.4
MOST_PAGES = 3000
# Of the type's size, how far its cell reaches above and below the baseline.
ABOVE, BELOW = 0.86, 0.14


def claims(data: bytes) -> bool:
    return any(name.lstrip("/").lower() == "ofd.xml" for name in members(data))


def read(data: bytes, name: str, step: Step) -> Content:
    import ofdkit

    package = Package(data)
    if any(n.lower().endswith(("encryptions.xml", "encryption.xml")) for n in package.members):
        raise locked()
    try:
        with ofdkit.open(data) as document:
            return _read(document, Scans(package), step)
    except ofdkit.OFDLimitError as error:
        raise too_much(Message(f"OFD 超出限度（{error}）", f"the OFD is beyond what is read ({error})")) from None
    except (ofdkit.OFDError, RecursionError, ValueError, ArithmeticError, LookupError) as error:
        raise damaged(str(error)) from None


def _read(document: ofdkit.OFDDocument, scans: Scans, step: Step) -> Content:
    if len(document.pages) > MOST_PAGES:
        raise too_much(Message(f"有 {len(document.pages)} 页，上限 {MOST_PAGES} 页", f"{len(document.pages)} pages"))
    pages, paper, problems = [], [], []
    for i, page in enumerate(document.pages, 1):
        step(i - 1, len(document.pages))
        if page.location is None:
            problems.append(_missing(i))
        own = [run for run in page.runs if not run.from_template]
        words = own or page.runs
        pages.append(_page(i, page, words) if words else _scanned(i, page, scans))
        paper += [run.text for run in page.runs if own and run.from_template]
    step(len(document.pages), len(document.pages))
    if not any(page.runs for page in pages):
        raise _pictures_only()
    laid = lay_out(pages)
    hidden = list(laid.hidden)
    text = laid.text
    if paper:
        letterhead = "\n".join(dict.fromkeys(paper))
        hidden.append((Span(len(text) + 1, len(text) + 1 + len(letterhead)), "running-head"))
        text += "\n" + letterhead
    return Content(text, tuple(hidden), {}, laid.places, (*problems, *laid.problems), doubtful=laid.doubtful)


def _scanned(number: int, page: ofdkit.Page, scans: Scans) -> Page:
    """A page without words: what its picture says, or nothing. SourceError "needs-ocr" where it cannot be read."""
    picture = scans.of(page.location, page.width * page.height)
    if picture is None:
        return Page(number, page.width * POINTS, page.height * POINTS)
    if not recognition.available():
        raise recognition.needed("这份 OFD 里有扫描的页", "this OFD has scanned pages")
    return recognition.recognised(picture, number, picture.width / (page.width / 25.4))


def _page(number: int, page: ofdkit.Page, words: list[ofdkit.TextRun]) -> Page:
    """The page in points from its own upper left corner; text that stands outside it is not printed, and not read."""
    left, top, width, height = page.box
    if not (width > 0 and height > 0):
        left, top, width, height = 0.0, 0.0, 210.0, 297.0
    chars = [
        char
        for run in words
        if left <= run.x <= left + width and top <= run.y <= top + height + run.size and run.size > 0
        for char in _chars(run, left, top)
    ]
    return Page(number, width * POINTS, height * POINTS, runs(chars))


def _chars(run: ofdkit.TextRun, left: float, top: float) -> list[Char]:
    """The characters of a run, its width shared out as their widths in print are: ofdkit gives no single ones."""
    shares = [1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in run.text]
    each = run.width / sum(shares)
    upper, lower = (run.y - top - ABOVE * run.size) * POINTS, (run.y - top + BELOW * run.size) * POINTS
    found, x = [], run.x - left
    for char, share in zip(run.text, shares, strict=True):
        wide = share * each
        found.append(Char(char, (x * POINTS, upper, (x + wide) * POINTS, lower), run.size * POINTS))
        x += wide
    return found


def _missing(number: int) -> Problem:
    return Problem(
        "page-missing",
        "warning",
        Message(f"第 {number} 页的内容不在文件里", f"the content of page {number} is not in the file"),
        Message("请向来源单位重新索取文件", "ask where it comes from for the file again"),
    )


def _pictures_only() -> SourceError:
    return SourceError(
        "pictures-only",
        Message("OFD 里没有文字，只有图片或图形", "the OFD holds pictures only, no text"),
        Message(
            "请用 OFD 阅读器另存为 PDF 或图片，再读（需要文字识别）", "export it as PDF or pictures and read those"
        ),
    )
