"""A task whose words a person chose, read as the reader reads its own: verb, objects, deadline, units."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from luoshi.reading import assemble
from luoshi.reading.measures.draft import Draft
from luoshi.reading.state import Block, Repaired
from luoshi.reading.tasks import read_one
from luoshi.reading.tasks.split import Found, rows
from luoshi.values import Identity, Measure, Quote, Span, Task

__all__ = ["inside", "read_task"]


def read_task(
    name: str,
    text: str,
    quote: Quote,
    figures: Sequence[Measure],
    path: tuple[str, ...],
    identity: Identity,
    departments: Path | None,
) -> Task | None:
    """The task of these words; None where they hold no clause. `figures`: the plan's measures inside them."""
    # The words as repair would leave them: without the white space of line and column breaks.
    at = [i for i in chain.from_iterable(range(s.start, s.end) for s in quote.spans) if not text[i].isspace()]
    words = "".join(text[i] for i in at)
    where = {offset: i for i, offset in enumerate(at)}
    drafts = [_draft(m, where) for m in figures if m.quote.start in where]
    starts = sorted(d.start for d in drafts)
    sentences = list(rows(words, 0, len(words), starts))
    if not sentences:
        return None
    found = Found([c for s in sentences for c in s.clauses], sentences[0].keys[0])
    block = Block(0, len(words), path, "plan", None, "correction")
    repaired = Repaired(words, array("l", range(len(words))), words)
    by_start = {where[m.quote.start]: m for m in figures if m.quote.start in where}
    drafted = read_one(words, found, drafts, block, identity.plan_year)
    drafted.rule = "correction"
    (task,) = assemble.tasks(repaired, [drafted], by_start, identity, assemble.Ids(words), departments)
    return replace(task, id=name, quote=quote)


def _draft(m: Measure, where: dict[int, int]) -> Draft:
    start = where[m.quote.start]
    end = max((where[i] + 1 for s in m.quote.spans for i in range(s.start, s.end) if i in where), default=start + 1)
    return Draft(start, end, m.low, m.high, m.unit, m.relation, m.kind, m.scope, m.rule, role="plan")


def inside(measures: Sequence[Measure], quote: Quote) -> list[Measure]:
    """The plan's measures that stand wholly in the words."""
    return [m for m in measures if m.role == "plan" and all(_holds(quote, s) for s in m.quote.spans)]


def _holds(quote: Quote, span: Span) -> bool:
    return any(s.start <= span.start and span.end <= s.end for s in quote.spans)
