"""A figure that text recognition is unsure of is no measure: it stays undecided until somebody looks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from luoshi.reading.measures.draft import Doubt, Draft
from luoshi.reading.state import Repaired
from luoshi.values import Span


def firm(drafts: Iterable[Draft], repaired: Repaired, doubtful: Sequence[Span]) -> tuple[list[Draft], list[Doubt]]:
    """(the figures whose characters are sure, a doubt for each other one). `doubtful`: of the document, in order."""
    if not doubtful:
        return list(drafts), []
    starts = [span.start for span in doubtful]
    kept: list[Draft] = []
    doubts: list[Doubt] = []
    for draft in drafts:
        spans = repaired.quote(draft.start, draft.end).spans
        if any(_meets(doubtful, starts, span) for span in spans):
            words = repaired.text[draft.start : draft.end]
            doubts.append(Doubt(draft.start, draft.end, "文字识别不确定，请对照原图", (words,), "doubt:recognition"))
        else:
            kept.append(draft)
    return kept, doubts


def _meets(doubtful: Sequence[Span], starts: list[int], span: Span) -> bool:
    i = bisect_right(starts, span.end - 1) - 1
    return i >= 0 and doubtful[i].end > span.start
