"""The numerals of what was set aside before reading: each takes its reason from the aside's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from luoshi.reading.measures.nots import LONGEST
from luoshi.reading.state import Repaired
from luoshi.values import Aside, Numeral, NumeralWhy, Quote, Span

_DIGITS = re.compile(r"[0-9０-９]++(?:[.,．][0-9０-９]++)*+")
_WHY: tuple[tuple[tuple[str, ...], NumeralWhy], ...] = (
    (("page", "running", "furniture", "continued", "页"), "page"),
    (("footnote", "mark", "note", "ordinal", "注"), "ordinal"),
    (("date", "byline", "front"), "date"),
)


def why(reason: str) -> NumeralWhy:
    """The reason of a numeral in an aside of this reason; noise where the aside's says nothing about numerals."""
    for words, answer in _WHY:
        if any(word in reason for word in words):
            return answer
    return "noise"


def numerals_of_asides(asides: Iterable[Aside]) -> list[Numeral]:
    """Every Arabic numeral of the asides, in their order, in entries of at most 40 characters."""
    found = []
    for aside in asides:
        answer = why(aside.reason)
        rule = f"aside:{aside.reason}"
        offset = 0
        for span in aside.quote.spans:
            words = aside.quote.text[offset : offset + span.end - span.start]
            offset += span.end - span.start
            for match in _DIGITS.finditer(words):
                for start in range(match.start(), match.end(), LONGEST):
                    end = min(start + LONGEST, match.end())
                    quote = Quote((Span(span.start + start, span.start + end),), words[start:end])
                    found.append(Numeral(quote, answer, rule))
    return found


def numerals_of_tags(repaired: Repaired) -> list[Numeral]:
    """The numerals of tags that became a mark (`<h1>` is read as `#`) and are no asides; entities spell characters."""
    aside = {span.start for a in repaired.asides for span in a.quote.spans}
    found = []
    for i, width in repaired.widths.items():
        start = repaired.source[i]
        words = repaired.document[start : start + width]
        if start not in aside and not words.startswith("&"):
            for match in _DIGITS.finditer(words):
                span = Span(start + match.start(), start + match.end())
                found.append(Numeral(Quote((span,), match.group()), "noise", "aside:markup"))
    return found
