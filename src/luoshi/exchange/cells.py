"""Text as the cells of office files take it: nothing that XML forbids, nothing torn, nothing too long."""

from __future__ import annotations

import re

LIMIT = 32_767  # what a cell of XLSX holds
_forbidden = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_space = re.compile(r"\s++")
_CUT = "……（过长，其余见原文 / cut, see the report）"


def clean(text: str) -> str:
    """The text without characters that XML 1.0 forbids (each becomes U+FFFD), cut where a cell ends."""
    if _forbidden.search(text):
        text = _forbidden.sub("\ufffd", text)
    # Excel counts UTF-16 units.
    if len(text) > LIMIT // 2 and len(text.encode("utf-16-le")) > 2 * LIMIT:
        text = text.encode("utf-16-le")[: 2 * (LIMIT - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
    return text


def flat(text: str) -> str:
    """The words of a report without its line breaks: white space stays only between two Latin words or numbers."""
    return _space.sub(_joint, text.strip())


def _joint(found: re.Match[str]) -> str:
    before, after = found.string[found.start() - 1], found.string[found.end()]
    if not (before.isascii() and after.isascii()):
        return ""
    # A number that a line break tore is one number; two numbers with a space between are two.
    torn = "\n" in found[0] and before.isdigit() and after.isdigit()
    return "" if torn else " "


def halves(text: str) -> int:
    """How wide a line of text is, in half-width characters: a Chinese character takes two."""
    return len(text.encode("gb18030", "replace"))


def lines(text: str, room: int) -> int:
    """How many lines the text wraps into where a line holds `room` half-width characters."""
    return sum(max(1, -(-halves(part) // room)) for part in text.split("\n"))
