"""PDF: its text by the place of each character; pages that are pictures, by text recognition (`luoshi[ocr]`).

Nothing in a file is executed or fetched: PDFium is built without scripts, and no form is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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
# A report with its annexes has some hundred pages, and some hundred thousand characters.
MOST_PAGES = 1000
MOST_CHARACTERS = 2_000_000
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
    import pypdfium2
    import pypdfium2.raw

    from luoshi.sources.pdf.page import read_page

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
    problems: list[Problem] = []
    pictures: list[int] = []
    broken: list[int] = []
    characters = 0
    for number in range(1, count + 1):
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            broken.append(number)
            step(number, count)
            continue
        found = read_page(page, number, MOST_CHARACTERS - characters)
        page.close()
        text = "".join(run.text for run in found.runs)
        characters += len(text)
        if len(text) < FEWEST or untrustworthy(text):
            pictures.append(number)
        pages.append(found)
        step(number, count)
    laid = lay_out(pages)
    if broken:
        problems.append(_unreadable(broken))
    if not pypdfium2.raw.FPDF_GetDocPermissions(document) & MAY_COPY:
        problems.append(RESTRICTED)
    return Content(laid.text, laid.hidden, {}, laid.places, laid.problems + tuple(problems))


AGAIN = Message("请确认文件已完整下载，能用阅读器打开", "check that it was downloaded whole and opens in a reader")
RESTRICTED = Problem(
    "restricted",
    "note",
    Message("制作者限制了这份 PDF 的复制", "the PDF's author restricts copying from it"),
    Message("请确认可以使用其中的文字", "make sure that you may use its text"),
)


def _unreadable(pages: Sequence[int]) -> Problem:
    listed = "、".join(map(str, pages[:20])) + ("……" if len(pages) > 20 else "")
    return Problem(
        "page-unreadable",
        "error",
        Message(f"第 {listed} 页已损坏，读不出来", f"page {listed} is damaged and cannot be read"),
        Message("请找一份完整的文件", "find a complete file"),
    )


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
