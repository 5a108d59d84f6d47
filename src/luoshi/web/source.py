"""The report's own words of a commitment: in their paragraphs, between what stands around them, on which page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.http import Http404

from luoshi.values import Report, Span
from luoshi.web.models import Commitment, StoredReport
from luoshi.web.models.reports import text_of

AROUND = 160
# Paragraphs before and after those that hold the words.
MORE = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`runs`: its text cut where the quoted words begin and end, each with whether it is theirs. `first`: of those that
    hold quoted words."""

    path: tuple[str, ...]
    runs: tuple[tuple[str, bool], ...]
    quoted: bool
    first: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a commitment's words stand: `where`, the pages of the file, "" where the format has none."""

    report: StoredReport
    paragraphs: list[Paragraph]
    where: str


def source_of(commitment: Commitment) -> Source:
    """Http404 where it stands in no report."""
    if commitment.report is None or not commitment.spans:
        raise Http404
    report = commitment.report.report
    spans = [Span(start, end) for start, end in commitment.spans]
    return Source(commitment.report, paragraphs(report, spans), where(report, spans))


def around(commitment: Commitment) -> tuple[str, str, str] | None:
    """The quoted words between what stands around them in the report."""
    if commitment.report is None or not commitment.spans:
        return None
    text = text_of(commitment.report.sha256)
    start, end = commitment.spans[0][0], commitment.spans[-1][1]
    return text[max(0, start - AROUND) : start].lstrip(), commitment.quote, text[end : end + AROUND].rstrip()


@lru_cache(maxsize=2048)
def pages_of(sha256: str, spans: tuple[tuple[int, int], ...]) -> str:
    """`where`, of words in the report whose file has this hash; a report is never read anew."""
    report = StoredReport.objects.get(sha256=sha256).report
    return where(report, [Span(start, end) for start, end in spans])


def where(report: Report, spans: list[Span]) -> str:
    """`第 12 页`, of the file that holds it where several make the report; "" where the format has no pages."""
    places = [place for span in spans for place in report.places_of(span)]
    pages = list(dict.fromkeys((place.file, place.page) for place in places if place.page is not None))
    return "、".join(f"{file + ' ' if file else ''}第 {page} 页" for file, page in pages)


def paragraphs(report: Report, spans: list[Span]) -> list[Paragraph]:
    """The paragraphs that hold the words, with some before and after."""
    passages = sorted((p for p in report.passages if not p.repeat), key=lambda p: p.quote.start)
    held = [n for n, p in enumerate(passages) if any(_meet(one, s) for one in p.quote.spans for s in spans)]
    if not held:
        start, end = spans[0].start, spans[-1].end
        whole = Span(max(0, start - AROUND), min(len(report.text), end + AROUND))
        return [Paragraph((), tuple(_runs(report.text, [whole], spans)), True, True)]
    near = range(max(0, held[0] - MORE), min(len(passages), held[-1] + MORE + 1))
    return [
        Paragraph(passages[n].path, tuple(_runs(report.text, passages[n].quote.spans, spans)), n in held, n == held[0])
        for n in near
    ]


def _runs(text: str, where: list[Span] | tuple[Span, ...], spans: list[Span]) -> list[tuple[str, bool]]:
    found = []
    for one in where:
        cuts = sorted({one.start, one.end, *(c for s in spans for c in (s.start, s.end) if one.start < c < one.end)})
        for start, end in pairwise(cuts):
            found.append((text[start:end], any(s.start <= start and end <= s.end for s in spans)))
    return found


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
