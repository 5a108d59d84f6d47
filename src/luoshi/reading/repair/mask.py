"""A document as a string of the same length in which only what is text is left.

Every later step then works with offsets that are the document's own. What the format hides becomes FILL, or line
breaks where it broke a block; an entity becomes its character and FILL; a written-out \\r\\n becomes a line break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.sources import Document
from luoshi.values import Aside, Quote, Span

# A noncharacter of Unicode: never text. Where a document holds one nevertheless, `cuts` sets it aside as noise.
FILL = "\ufdd0"

# County pages scraped out of JSON keep their line breaks written out. A lone \n only where no Latin word begins.
WRITTEN_BREAK = re.compile(r"\\r\\n|\\n(?![A-Za-z])|\\r(?![A-Za-z])")

# What sources call a hidden span that breaks the line; see luoshi.sources.markup.
BREAK = "markup-break"
REASONS = {"markup-break": "markup", "script": "markup"}


@dataclass(frozen=True, slots=True)
class Masked:
    """`text`: as long as the document. `breaks`: offset → length of a line break that is written in characters."""

    text: str
    asides: tuple[Aside, ...]
    breaks: dict[int, int]


def mask(document: Document) -> Masked:
    """The document's text with everything that is none blanked out, offsets unchanged."""
    text = document.text
    if FILL in text:
        text = text.replace(FILL, "\ufdd1")
    stretches: list[tuple[int, int, str]] = []
    asides: list[Aside] = []
    breaks: dict[int, int] = {}
    for span, reason in document.hidden:
        size = span.end - span.start
        if size and reason == BREAK:
            stretches.append((span.start, span.end, "\n" + FILL * (size - 1)))
            breaks[span.start] = size
        elif size:
            stretches.append((span.start, span.end, FILL * size))
        quote = Quote((span,), document.text[span.start : span.end])
        asides.append(Aside(quote, REASONS.get(reason, reason), f"hidden-{reason}"))
    for at, (char, size) in document.replaced.items():
        stretches.append((at, at + size, char[:1] + FILL * (size - 1)))
        if char.isspace():
            span = Span(at, at + size)
            asides.append(Aside(Quote((span,), text[at : at + size]), "markup", "entity-of-space"))
    if "\\" in text:
        for m in WRITTEN_BREAK.finditer(text):
            stretches.append((m.start(), m.end(), "\n" + FILL * (m.end() - m.start() - 1)))
            breaks[m.start()] = m.end() - m.start()
    if not stretches:
        return Masked(text, (), breaks)
    return Masked(_laid_over(text, stretches), tuple(asides), breaks)


def _laid_over(text: str, stretches: list[tuple[int, int, str]]) -> str:
    stretches.sort()
    pieces: list[str] = []
    done = 0
    for start, end, instead in stretches:
        if start < done:
            continue
        pieces.append(text[done:start])
        pieces.append(instead)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)
