"""A Document becomes a Report, in the order of the stages below: the list is the architecture.

repair → identity → outline (with roles) → measures → indicators → tasks → assembly. Each stage is a function from
values to values; `luoshi.reading.state` and the `draft` modules say what they hand on.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from luoshi.collecting import collector_paused
from luoshi.reading import assemble
from luoshi.reading.identity import identify, missing_parts
from luoshi.reading.indicators import resolve
from luoshi.reading.measures import firm, numerals_of_asides, numerals_of_tags, read_measures
from luoshi.reading.outline import outline
from luoshi.reading.overrule import Overrule, overrule
from luoshi.reading.repair import repair
from luoshi.reading.roles.unclear import unclear_roles
from luoshi.reading.tasks import read_tasks
from luoshi.sources import Document
from luoshi.values import Heading, Report

__all__ = ["read_document"]


def read_document(
    document: Document,
    place: str | None = None,
    year: int | None = None,
    departments: Path | None = None,
    said: Mapping[str, Overrule] | None = None,
) -> Report:
    """Read a document. `place` and `year` (of the plan) override what the text says; `departments` is a local lexicon
    of duties; `said`: what persons put right of passages, by id."""
    with collector_paused():
        return _read(document, place, year, departments, said or {})


def _read(
    document: Document,
    place: str | None,
    year: int | None,
    departments: Path | None,
    said: Mapping[str, Overrule],
) -> Report:
    repaired = repair(document)
    identity, asked = identify(document, repaired, place, year)
    heads, blocks = outline(repaired, identity)
    ids = assemble.Ids(repaired.text)
    names = [ids.of("p", b.start, b.end) for b in blocks]
    if said:
        blocks = overrule(blocks, names, said, identity)
    drafts, others, doubts = read_measures(repaired, heads, blocks, identity)
    resolve(repaired.text, drafts, blocks)
    found = read_tasks(repaired, heads, blocks, drafts, identity)
    drafts, unread = firm(drafts, repaired, document.doubtful)
    doubts += unread

    measures = assemble.measures(repaired, drafts, blocks, ids)
    tasks = assemble.tasks(repaired, found, measures, identity, ids, departments)
    unsure, left = assemble.unsure(repaired, doubts, ids)
    numerals = [*assemble.numerals(repaired, others), *left, *numerals_of_asides(repaired.asides)]
    numerals += numerals_of_tags(repaired)
    quote = repaired.quote
    return Report(
        source=document.info,
        identity=identity,
        text=document.text,
        headings=tuple(
            Heading(quote(h.start, h.end), h.level, repaired.text[h.start : h.end], h.run_in) for h in heads
        ),
        passages=assemble.passages(repaired, blocks, names, said),
        measures=tuple(measures.values()),
        tasks=tuple(tasks),
        numerals=tuple(sorted(numerals, key=lambda n: n.quote.start)),
        unsure=tuple(unsure),
        asides=repaired.asides,
        problems=document.problems
        + repaired.problems
        + asked
        + missing_parts(blocks, asked)
        + unclear_roles(repaired, blocks),
        places=document.places,
    )
