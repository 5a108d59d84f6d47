"""What each figure measures, as a noun phrase in the text's own words."""

from __future__ import annotations

import re

from luoshi.reading.clauses import clauses
from luoshi.reading.indicators.cases import Case, cases
from luoshi.reading.indicators.constructions import fitting
from luoshi.reading.indicators.lexicon import LEXICON
from luoshi.reading.measures.draft import Draft
from luoshi.reading.state import Block

_STOP = re.compile("[。；！？\\n]")
# A sentence is not followed further back than this.
_FAR = 600
# A footnote's mark is no part of a name.
_MARKS = frozenset("[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_NOTE = re.compile(r"\[\d{1,3}\]|[①-⑳]")

__all__ = ["resolve"]


def resolve(text: str, drafts: list[Draft], blocks: list[Block]) -> None:
    """Set `indicator` of each draft (in text order), and name the construction in its `seen`.

    Figures outside of `blocks` (in headings, in what was set aside) are named as well: a sentence is found from its
    figure outward.
    """
    at = stop = 0
    total = len(drafts)
    last: Case | None = None
    while at < total:
        first = at
        here = drafts[at].start
        low = max(0, here - _FAR)
        start = max(text.rfind(mark, low, here) for mark in "。；\n！？") + 1
        end = _STOP.search(text, drafts[at].end)
        goes_on = _goes_on(text, start) and "\n" not in text[stop:start]
        stop = end.start() if end else len(text)
        while at < total and drafts[at].start < stop:
            at += 1
        last = _sentence(text, drafts[first:at], max(start, low), stop, last if goes_on else None)


def _goes_on(text: str, start: int) -> bool:
    """Whether a sentence speaks of what the one before did: `其中，…`, `存款余额8亿元；贷款余额6亿元`."""
    return text.startswith("其中", start) or (
        text[start - 1 : start] == "；" and LEXICON.relational.head(text, start) > 0
    )


def _sentence(text: str, drafts: list[Draft], start: int, stop: int, earlier: Case | None) -> Case | None:
    """Name the figures of one sentence; the last of them is given back."""
    case: Case | None = None
    for case in cases(text, drafts, clauses(text, start, stop), earlier):
        draft = case.draft
        if not case.indicator:
            for construction in fitting(draft.kind, draft.unit, case.behind is not None, case.counts):
                if found := construction.match(case):
                    case.indicator, case.rule = found, construction.id
                    break
        found = case.indicator
        draft.indicator = found if _MARKS.isdisjoint(found) else _NOTE.sub("", found)
        draft.seen = (*draft.seen, f"indicator:{case.rule}")
    return case
