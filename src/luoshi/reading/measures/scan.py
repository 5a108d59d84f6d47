"""The Arabic numerals of a text: each becomes a figure to be judged further, or none, with the reason.

Here is the first look, at the characters that touch the numeral; `figures` takes what passes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.reading.measures import nots
from luoshi.reading.measures.draft import Doubt, Other
from luoshi.reading.measures.figures import PRODUCT, QUANTITY, figure
from luoshi.reading.measures.found import Found
from luoshi.reading.measures.nots import Not

NUMERAL = re.compile(r"\d++(?:,\d{3}(?!\d))*+(?:[.．]\d++)?+")
QUOTES = re.compile(r"[“『「]([^“”『』「」\n]{1,24})[”』」]")
MOST_DIGITS = 20

_DATE_JOINTS = frozenset("年月-—–－~～至到、/.:： 日号")
_TIME_BEFORE = frozenset("日午晨晚于")
_COLONS = frozenset(":：")
_MARKS = frozenset(".．、)）]】］〕")
_LINE_STARTS = frozenset("\n。；：;:#*“")
_HEAD_MARKS = frozenset(" #*\u3000")
_BRACKETS = frozenset("（([［【〔")
_JOINS = frozenset("+＋×✕*")
_DASHES = frozenset("-—–－−")
_LOST = frozenset("\ufffd□■")
# Codes, not abbreviations of what is measured (GDP, CPI, AED): behind these the digits are part of the name.
_CODES = frozenset(("PM", "VOC", "IPv", "ISO", "COP", "CO", "SO", "NO"))


def quotations(text: str) -> list[tuple[int, int]]:
    """The insides of short quotations, in text order."""
    return [m.span(1) for m in QUOTES.finditer(text)]


def split(start: int, end: int, reason: Not) -> Iterator[Other]:
    """One entry, or several where it is longer than an entry may be."""
    for at in range(start, end, nots.LONGEST):
        yield Other(at, min(at + nots.LONGEST, end), reason.why, reason.id)


def scan(text: str, quoted: list[tuple[int, int]]) -> tuple[list[Found], list[Other], list[Doubt]]:
    """Every Arabic numeral of `text`, in text order. `quoted`: the short quotations."""
    figures: list[Found] = []
    others: list[Other] = []
    doubts: list[Doubt] = []
    quote, last_quote = 0, len(quoted)
    done = 0
    for match in NUMERAL.finditer(text):
        start, end = match.span()
        if start < done:
            if end <= done:
                continue
            start = done
        if end - start > MOST_DIGITS:
            others.extend(split(start, end, nots.LONG))
            done = end
            continue
        while quote < last_quote and quoted[quote][1] <= start:
            quote += 1
        if quote < last_quote and quoted[quote][0] <= start:
            done = _quoted(text, start, end, quoted[quote], others)
        elif (text[start - 1] if start else "") in _LOST or (text[end] if end < len(text) else "") in _LOST:
            doubts.append(Doubt(start, end, "数字旁有缺字，数值可能不全", (text[start:end],), "doubt:lost"))
            done = end
        else:
            done = _decide(text, start, end, figures, others)
    return figures, others, doubts


def _quoted(text: str, start: int, end: int, inside: tuple[int, int], others: list[Other]) -> int:
    """A numeral in a short quotation is part of a name, or the year in it."""
    date = nots.IN_DATE.match(text, start, inside[1]) or nots.YEAR_ALONE.match(text, start, inside[1])
    if date and not (start == inside[0] and date.end() == inside[1] and date.end() - start < 5):
        others.append(Other(start, date.end(), "date", nots.DATE.id))
        return date.end()
    others.append(Other(start, end, "name", nots.QUOTED.id))
    return end


def _decide(text: str, start: int, end: int, figures: list[Found], others: list[Other]) -> int:
    """Decide one numeral; returns the offset behind what was decided."""
    verdict = _touching(text, start, end) or figure(text, start, end)
    if isinstance(verdict, Found):
        figures.append(verdict)
        return verdict.end
    reason, stop = verdict
    stop = max(min(stop, start + nots.LONGEST), end)
    others.append(Other(start, stop, reason.why, reason.id))
    return stop


def _touching(text: str, start: int, end: int) -> tuple[Not, int] | None:
    """What the characters that touch the numeral tell: that it is no figure, and where what it is ends."""
    before = text[start - 1] if start else "\n"
    behind = text[end] if end < len(text) else "\n"
    if before in _BRACKETS and (m := nots.BRACKETED.match(text, start)):
        return nots.MARK, m.end() - 1
    if (listed := _listed(text, start, end, before, behind)) is not None:
        return listed
    if before in _DASHES and behind in _DASHES and not text[start - 2 : start - 1].isdigit() and end - start < 4:
        return nots.PAGE, end
    if _alphanumeric(before) or (before in "-_.+" and _letter(text[start - 2 : start - 1])):
        return _lettered(text, start, end)
    if _letter(behind):
        quantity = QUANTITY.match(text, start)
        if quantity is None or not quantity["u"] or (quantity["u"] in "GTP" and quantity["n"] in "2345678"):
            m = nots.JOINED_ON.match(text, start) or nots.WORDS.match(text, start)
            return nots.LETTERS, m.end() if m else end
    if behind in _JOINS or before in _JOINS:
        beyond = text[end + 1 : end + 2] if behind in _JOINS else text[start - 2 : start - 1]
        if _alphanumeric(beyond) and not (behind in "×*✕" and PRODUCT.match(text, start)):
            m = nots.JOINED_ON.match(text, start)
            return nots.JOINED, m.end() if m else end
    if behind in _DATE_JOINTS and (behind not in _COLONS or before in _TIME_BEFORE):
        m = nots.IN_DATE.match(text, start)
        if m is not None:
            return nots.DATE, m.end()
    return None


def _listed(text: str, start: int, end: int, before: str, behind: str) -> tuple[Not, int] | None:
    """The number of a section or an item where a line begins, or of a page where it is the line."""
    if before in _HEAD_MARKS and behind in _MARKS:
        at = start - 1
        while at > start - 8 and at >= 0 and text[at] in _HEAD_MARKS:
            at -= 1
        before = text[at] if at >= 0 else "\n"
    if before == "\n" or (before in _LINE_STARTS and behind in _MARKS):
        if m := nots.LIST_MARK.match(text, start):
            return nots.LISTED, m.end()
        if before == "\n" and behind == "\n":
            return nots.PAGE, end
    return None


def _letter(c: str) -> bool:
    return c.isascii() and c.isalpha()


def _alphanumeric(c: str) -> bool:
    return c.isascii() and c.isalnum()


def _lettered(text: str, start: int, end: int) -> tuple[Not, int] | None:
    """Digits behind Latin letters are a code; behind an abbreviation (GDP5000亿元, AED45台) they may be a figure."""
    first = start
    while first > start - nots.LONGEST and first and _letter(text[first - 1]):
        first -= 1
    if start - first >= 2 and text[first:start] not in _CODES:
        m = QUANTITY.match(text, start)
        if m and m["u"] and not _letter(m["u"][0]):
            return None
    m = nots.WORDS.match(text, start)
    return nots.LETTERS, m.end() if m else end
