"""PDF: its text by the place of each character; pages that are pictures, by text recognition (`luoshi[ocr]`).

Nothing in a file is executed or fetched: PDFium is built without scripts, and no form is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from luoshi.sources import recognition
from luoshi.sources.document import Content, Step
from luoshi.sources.errors import SourceError
from luoshi.sources.layout import Page, lay_out
from luoshi.sources.pdf.trust import untrustworthy
from luoshi.values import Message, Problem

if TYPE_CHECKING:
    import pypdfium2

MEDIA_TYPE = "application/pdf"
# Readers of PDF files look for the mark in so many bytes.
FIRST = 1024
# A report with its annexes has some hundred pages, and a hundred thousand characters.
MOST_PAGES = 1000
MOST_CHARACTERS = 500_000
# A page with fewer characters than this has no text to speak of.
FEWEST = 20
PASSWORD, SECURITY = "password", "security"
MAY_COPY = 1 << 4


def claims(data: bytes) -> bool:
    return b"%PDF-" in data[:FIRST]


def read(data: bytes, name: str, step: Step) -> Content:
    """The text of all pages in reading order. SourceError where the file cannot be opened or has no text."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(str(error)) from None
    try:
        return _read(document, step)
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument, step: Step) -> Content:
    import pypdfium2.raw

    count = len(document)
    if count == 0:
        raise SourceError("empty", Message("PDF 里没有一页", "the PDF has no page"), AGAIN)
    if count > MOST_PAGES:
        raise SourceError(
            "too-large",
            Message(f"PDF 有 {count} 页，超过 {MOST_PAGES} 页的上限", f"the PDF has {count} pages, over {MOST_PAGES}"),
            Message("请只保留报告所在的页", "keep only the pages of the report"),
        )
    pages: list[Page] = []
    unread: list[int] = []
    broken: list[int] = []
    characters = 0
    for number in range(1, count + 1):
        step(number - 1, count)
        found, picture = _one(document, number, MOST_CHARACTERS - characters)
        if found is None:
            broken.append(number)
            continue
        characters += sum(len(run.text) for run in found.runs)
        if picture:
            unread.append(number)
        pages.append(found)
    step(count, count)
    if unread and not any(page.runs for page in pages):
        raise recognition.needed("PDF 里是扫描的图片，没有可靠的文字", "the PDF is a scan without text to rely on")
    laid = lay_out(pages)
    problems = list(laid.problems)
    if broken:
        problems.append(_pages(broken, "page-unreadable", "已损坏，读不出来", "damaged and cannot be read", COMPLETE))
    if unread:
        problems.append(_pages(unread, "page-not-read", "是图片，没有读", "a picture and was not read", INSTALL))
    if not pypdfium2.raw.FPDF_GetDocPermissions(document) & MAY_COPY:
        problems.append(RESTRICTED)
    return Content(laid.text, laid.hidden, {}, laid.places, tuple(problems), doubtful=laid.doubtful)


def _one(document: pypdfium2.PdfDocument, number: int, most: int) -> tuple[Page | None, bool]:
    """A page, or None where it is damaged; and whether it is a picture that could not be read."""
    import pypdfium2

    from luoshi.sources.pdf.page import read_page, rendered, shows_something

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return None, False
    try:
        found = read_page(page, number, most)
        text = "".join(run.text for run in found.runs)
        garbled = untrustworthy(text)
        if not garbled and (len(text) >= FEWEST or not shows_something(page)):
            return found, False
        if recognition.available():
            return recognition.recognised(*rendered(page, number)), False
        return (Page(number, found.width, found.height) if garbled else found), True
    except pypdfium2.PdfiumError:
        return None, False
    finally:
        page.close()


AGAIN = Message("请确认文件已完整下载，能用阅读器打开", "check that it was downloaded whole and opens in a reader")
COMPLETE = Message("请找一份完整的文件", "find a complete file")
INSTALL = Message("请安装文字识别：pip install 'luoshi[ocr]'", "install text recognition: pip install 'luoshi[ocr]'")
RESTRICTED = Problem(
    "restricted",
    "note",
    Message("制作者限制了这份 PDF 的复制", "the PDF's author restricts copying from it"),
    Message("请确认可以使用其中的文字", "make sure that you may use its text"),
)


def _pages(pages: Sequence[int], code: str, zh: str, en: str, todo: Message) -> Problem:
    listed = "、".join(map(str, pages[:20])) + ("……" if len(pages) > 20 else "")
    return Problem(code, "error", Message(f"第 {listed} 页{zh}", f"page {listed} is {en}"), todo)


def _refused(why: str) -> SourceError:
    said = why.lower()
    if PASSWORD in said:
        return SourceError(
            "password",
            Message("PDF 有密码", "the PDF needs a password"),
            Message("请用阅读器打开，另存为没有密码的 PDF", "open it in a reader and save it without the password"),
        )
    if SECURITY in said:
        return SourceError(
            "protected",
            Message("PDF 受版权保护（DRM），打不开", "the PDF is rights-protected and cannot be opened"),
            Message("请向发布单位要一份不加保护的文件", "ask its publisher for one without protection"),
        )
    return SourceError("damaged", Message("PDF 已损坏或不完整", "the PDF is damaged or incomplete"), AGAIN)
