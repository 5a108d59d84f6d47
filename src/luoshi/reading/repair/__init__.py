"""Repair: what a page, a web site or text recognition did to a report's text is undone, on a map of offsets.

The repaired text has one paragraph or one heading a line. The steps: `mask` (what the format hides), `cuts` (what is
taken out of lines), `lines`, `furniture` (lines that are no text), `joining` (which lines belong together),
`weave` (the text and the way back), then `repeats`, `glossary` and `lost` on what is repaired.
"""

from __future__ import annotations

from dataclasses import replace

from luoshi.reading.repair.cuts import cuts
from luoshi.reading.repair.furniture import set_aside
from luoshi.reading.repair.glossary import glossary
from luoshi.reading.repair.lines import aside, read_lines, stretches
from luoshi.reading.repair.mask import mask
from luoshi.reading.repair.problems import found_repeats, found_strays
from luoshi.reading.repair.repeats import repeats
from luoshi.reading.repair.weave import Weaver
from luoshi.reading.repair.weaving import weave
from luoshi.reading.state import Repaired
from luoshi.sources import Document
from luoshi.values import Aside

__all__ = ["repair"]


def repair(document: Document) -> Repaired:
    """The document's text, one paragraph or heading a line; everything else set aside with its reason."""
    original = document.text
    masked = mask(document)
    lines, asides = read_lines(masked.text, original, cuts(masked.text, original))
    set_aside(lines)
    asides += masked.asides
    asides += [aside(original, s, e, *line.aside) for line in lines if line.aside for s, e in stretches(original, line)]
    kept = [line for line in lines if not line.aside]
    weaver = Weaver(masked.text, masked.breaks, document.replaced)
    problems = weave(kept, weaver)
    text = weaver.text()
    if masked.breaks:
        shown = {weaver.source[i] for i in weaver.widths}
        asides += [
            aside(original, at, at + size, "markup", "written-line-break")
            for at, size in masked.breaks.items()
            if at not in shown and original[at] == "\\"
        ]
    if document.replaced:
        asides = [_whole(a, document) for a in asides]
    asides.sort(key=lambda a: a.quote.start)
    said_again = repeats(text)
    repaired = Repaired(
        text, weaver.source, original, weaver.widths, tuple(asides), said_again, (), glossary(text), weaver.gaps
    )
    problems += found_repeats(repaired)
    problems += found_strays(asides)
    return replace(repaired, problems=tuple(problems))


def _whole(one: Aside, document: Document) -> Aside:
    """An aside that ends in an entity takes all of it."""
    (span,) = one.quote.spans
    _, size = document.replaced.get(span.end - 1, ("", 1))
    if size == 1 or not span.start < span.end:
        return one
    return aside(document.text, span.start, span.end - 1 + size, one.reason, one.rule)
