"""A Document becomes a Report, in the order of the stages below."""

from __future__ import annotations

from luoshi.reading.identity import identify, missing_parts
from luoshi.reading.outline import outline
from luoshi.reading.repair import repair
from luoshi.sources import Document
from luoshi.values import Heading, Passage, Report


def read_document(document: Document, place: str | None = None, year: int | None = None) -> Report:
    """Read a document. `place` and `year` (of the plan) override what the text says."""
    repaired = repair(document)
    identity, doubts = identify(document, repaired, place, year)
    heads, blocks = outline(repaired, identity)
    quote = repaired.quote
    return Report(
        source=document.info,
        identity=identity,
        text=document.text,
        headings=tuple(
            Heading(quote(h.start, h.end), h.level, repaired.text[h.start : h.end], h.run_in) for h in heads
        ),
        passages=tuple(Passage(quote(b.start, b.end), b.path, b.role, b.year, b.rule, b.repeat) for b in blocks),
        asides=repaired.asides,
        problems=document.problems + repaired.problems + doubts + missing_parts(blocks),
    )
