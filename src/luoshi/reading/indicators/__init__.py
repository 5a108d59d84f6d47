"""What each figure measures, as a noun phrase in the text's own words."""

from __future__ import annotations

import re

from luoshi.reading.clauses import clauses, sentences
from luoshi.reading.indicators.cases import cases
from luoshi.reading.indicators.constructions import fitting
from luoshi.reading.measures.draft import Draft
from luoshi.reading.state import Block

# A footnote's mark is no part of a name.
_NOTE = re.compile(r"\[\d{1,3}\]|[①-⑳]")

__all__ = ["resolve"]


def resolve(text: str, drafts: list[Draft], blocks: list[Block]) -> None:
    """Set `indicator` of each draft (in text order), and name the construction in its `seen`."""
    if not drafts:
        return
    at = 0
    total = len(drafts)
    spans = [(b.start, b.end) for b in blocks] or [(0, len(text))]
    for block_start, block_end in spans:
        while at < total and drafts[at].start < block_start:
            at += 1
        if at == total or drafts[at].start >= block_end:
            continue
        for start, stop in sentences(text, block_start, block_end):
            if at == total or drafts[at].start >= stop:
                continue
            first = at
            while at < total and drafts[at].start < stop:
                at += 1
            _sentence(text, drafts[first:at], start, stop)


def _sentence(text: str, drafts: list[Draft], start: int, stop: int) -> None:
    for case in cases(text, drafts, clauses(text, start, stop)):
        for construction in () if case.indicator else fitting(case.draft.kind, case.draft.unit):
            found = construction.match(case)
            if found:
                case.indicator = found
                case.rule = construction.id
                break
        draft = case.draft
        found = case.indicator
        draft.indicator = _NOTE.sub("", found) if "[" in found or "①" <= max(found, default="") <= "⑳" else found
        draft.seen = (*draft.seen, f"indicator:{case.rule}")
