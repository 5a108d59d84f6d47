"""The plan, paragraph by paragraph, each with its tasks: text cut into runs where a task begins or ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from luoshi.values import Passage, Report, Span
from luoshi.web.desk.fold import Item

STOPS = frozenset("。；！？;!?")
# The plan is what promises are in; of other passages only those in which a task was found.
PLANS = ("plan", "outlook")
# Fewer characters than this promise nothing.
SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a paragraph; `task`: the id of the task that they belong to, "" for none. `lost`: start-end of the
    whole sentence where no part of it is a task, and this run ends it."""

    text: str
    task: str = ""
    state: str = ""
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph and the ids of its tasks in text order. `path`: its headings, () where they are those before."""

    path: tuple[str, ...]
    runs: tuple[Run, ...]
    tasks: tuple[str, ...]
    lost: tuple[Span, ...]


def pairs(report: Report, items: Mapping[str, Item]) -> list[Pair]:
    """Each paragraph of the plan, and each other one with a task, in text order."""
    passages = sorted((p for p in report.passages if not p.repeat), key=lambda p: p.quote.start)
    home = {name: _home(passages, item) for name, item in items.items()}
    found: list[Pair] = []
    path: tuple[str, ...] = ()
    for number, passage in enumerate(passages):
        own = [item for name, item in items.items() if home[name] == number]
        if not own and passage.role not in PLANS:
            continue
        lost = lost_sentences(report.text, passage, own) if passage.role == "plan" else []
        runs = tuple(_runs(report.text, passage, own, lost))
        found.append(
            Pair(passage.path if passage.path != path else (), runs, tuple(i.task.id for i in own), tuple(lost))
        )
        path = passage.path
    return found


def _home(passages: list[Passage], item: Item) -> int:
    """The paragraph in which a task begins; one that begins in none is shown with the one before it."""
    start = item.task.quote.start
    within = [n for n, p in enumerate(passages) if any(s.start <= start < s.end for s in p.quote.spans)]
    return within[0] if within else max((n for n, p in enumerate(passages) if p.quote.start <= start), default=0)


def lost_sentences(text: str, passage: Passage, items: list[Item]) -> list[Span]:
    """The sentences of a paragraph of which no character is a task's."""
    taken = [s for item in items for s in item.task.quote.spans]
    return [
        one
        for one in sentences(text, passage)
        if not any(s.start < one.end and one.start < s.end for s in taken)
        and len("".join(text[one.start : one.end].split())) >= SHORTEST
    ]


def sentences(text: str, passage: Passage) -> Iterator[Span]:
    """The sentences of a paragraph; none goes over a tear."""
    for span in passage.quote.spans:
        start = span.start
        for i in range(span.start, span.end):
            if text[i] in STOPS:
                yield Span(start, i + 1)
                start = i + 1
        if start < span.end:
            yield Span(start, span.end)


def _runs(text: str, passage: Passage, items: list[Item], lost: list[Span]) -> Iterator[Run]:
    ends = {span.end: span for span in lost}
    marked = [(s, item) for item in items for s in item.task.quote.spans]
    for span in passage.quote.spans:
        cuts = {span.start, span.end, *(c for s, _ in marked for c in (s.start, s.end)), *ends}
        inside = sorted(c for c in cuts if span.start <= c <= span.end)
        for start, end in pairwise(inside):
            item = next((i for s, i in marked if s.start <= start and end <= s.end), None)
            lost_here = f"{ends[end].start}-{end}" if end in ends else ""
            yield Run(text[start:end], item.task.id if item else "", item.standing if item else "", lost_here)
