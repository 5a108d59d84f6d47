"""Passages cut into clauses, each with its place in the document and the figures that stand in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from luoshi.values import Measure, Passage, Quote, Report, Role, Span

# A sentence ends at 。！？ or ；; a clause at the comma or the colon as well. A comma inside a number is none.
_CUTS = re.compile(r"[，；。！？：]|,(?![0-9])|——")
_SENTENCE = frozenset("。！？；")
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Clause:
    """`text`: without white space. `start`, `end`: in the document. `sentence`: clauses of one sentence share it.

    `stop`: clauses up to one full stop share it.
    `several_years`: the passage speaks of more than one year together (过去五年).
    """

    number: int
    start: int
    end: int
    text: str
    sentence: int
    passage: int
    role: Role
    year: str | None
    path: tuple[str, ...]
    stop: int = 0
    measures: list[Measure] = field(default_factory=list)

    @property
    def several_years(self) -> bool:
        return self.year is not None and "-" in self.year


class Offsets:
    """From offsets in a quote's text to offsets in its document."""

    def __init__(self, quote: Quote) -> None:
        self.spans = quote.spans
        self.begins: list[int] = []
        at = 0
        for span in quote.spans:
            self.begins.append(at)
            at += span.end - span.start

    def at(self, offset: int) -> int:
        i = bisect_right(self.begins, offset) - 1
        return self.spans[i].start + offset - self.begins[i]


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether a sentence ends behind it) of each clause."""
    at = 0
    for cut in _CUTS.finditer(text):
        yield at, cut.start(), cut.group() in _SENTENCE
        at = cut.end()
    yield at, len(text), True


def clauses_of(report: Report) -> list[Clause]:
    """The clauses of the report in text order, repeated passages left out."""
    found: list[Clause] = []
    sentence = 0
    for number, passage in enumerate(report.passages):
        sentence += 1
        if not passage.repeat:
            sentence = _passage(passage, number, sentence, found)
    starts = [clause.start for clause in found]
    for measure in report.measures:
        i = bisect_right(starts, measure.quote.start) - 1
        if i >= 0 and not measure.repeat and measure.quote.start < found[i].end:
            found[i].measures.append(measure)
    return found


def _passage(passage: Passage, number: int, sentence: int, found: list[Clause]) -> int:
    stop = (found[-1].stop if found else 0) + 1
    text, offsets = passage.quote.text, Offsets(passage.quote)
    for start, end, ends in _pieces(text):
        words = text[start:end]
        lead = len(words) - len(words.lstrip())
        clean = _SPACE.sub("", words)
        if start and text[start - 1] in "。！？":
            stop += 1
        if clean:
            first, last = offsets.at(start + lead), offsets.at(start + len(words.rstrip()) - 1) + 1
            if first < last:
                found.append(
                    Clause(
                        len(found), first, last, clean, sentence, number, passage.role, passage.year, passage.path, stop
                    )
                )
        sentence += ends
    return sentence


def in_full(clause: Clause, measure: Measure) -> str:
    """The indicator with what the one before says for both: 美丽乡村示范村 in 美丽乡村示范镇12个、示范村54个."""
    name, at = measure.indicator, clause.measures.index(measure)
    if at and 3 <= len(name) <= 4:
        before = clause.measures[at - 1].indicator
        lead = len(before) - len(name)
        if lead >= 2 and before[lead : lead + 2] == name[:2] and before[lead:] != name:
            return before[:lead] + name
    return name


def quote(report: Report, start: int, end: int) -> Quote:
    """The document's words from `start` to `end`."""
    return Quote((Span(start, end),), report.text[start:end])
