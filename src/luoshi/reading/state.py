"""What the stages of reading hand to one another.

All offsets in this module are offsets of the *repaired* text, unless the name says `source`. `Repaired.quote`
is the one way back to the document.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from luoshi.values import Aside, Problem, Quote, Role, Span

# Why text was set aside before reading.
#   page           page numbers, 上接05版, 下转第4版
#   running-head   the head of a page that comes again and again
#   caption        what stands under a photo
#   other-article  another article on the same newspaper page
#   navigation     links, labels and the foot of a web page, names of files to download
#   advertisement  what copying sites add
#   footnote-mark  〔1〕 ① ¹ behind a term
#   front-matter   YAML above the text
#   comment        <!-- … -->
#   markup         tags, scripts, Markdown marks, entities of spaces, written-out line breaks
#   hidden         what Word neither shows nor prints
#   noise          control characters, ????, stray English words
ASIDE_REASONS = (
    "page",
    "running-head",
    "caption",
    "other-article",
    "navigation",
    "advertisement",
    "footnote-mark",
    "front-matter",
    "comment",
    "markup",
    "hidden",
    "noise",
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text made readable: one paragraph or heading a line ("\\n" between), nothing inside a line torn.

    `text`: characters only dropped, replaced one for one (full-width digits, `％` → `%`) or moved by whole blocks;
    nothing is ever made up. `source[i]`: offset in the document of character i; `widths`: for the few characters
    that stand for more than one character of the document (an HTML entity, a tag that breaks the line), how many.
    `gaps`: each i, ascending, where the document does not simply go on from character i - 1 (None: not known).
    `asides`: everything dropped other than white space, with its reason. `repeats`: ranges of `text` that say again
    what stands elsewhere (OCR repeats, pull-quotes): read, but marked. `glossary`: ranges of `text` that explain terms
    (名词解释): read, but no part of the speech. `reason` of an aside is one of `ASIDE_REASONS`.
    """

    text: str
    source: array[int]
    document: str = field(repr=False)
    widths: dict[int, int] = field(default_factory=dict)
    asides: tuple[Aside, ...] = ()
    repeats: tuple[tuple[int, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    glossary: tuple[tuple[int, int], ...] = ()
    gaps: array[int] | None = field(default=None, repr=False)

    def source_end(self, end: int) -> int:
        """The document's offset behind the character before `end`."""
        return self.source[end - 1] + self.widths.get(end - 1, 1)

    def quote(self, start: int, end: int) -> Quote:
        """The words of the document behind text[start:end].

        Several spans where something other than white space was taken out between, or a block was moved.
        """
        source, document = self.source, self.document
        first, last = source[start], self.source_end(end)
        if last - first == end - start and not self.widths:
            return Quote((Span(first, last),), document[first:last])
        spans: list[Span] = []
        open_at = first
        gaps = self.gaps
        steps = range(start + 1, end) if gaps is None else gaps[bisect_right(gaps, start) : bisect_left(gaps, end)]
        for i in steps:
            behind = source[i - 1] + self.widths.get(i - 1, 1)
            if source[i] != behind and (source[i] < behind or not document[behind : source[i]].isspace()):
                spans.append(Span(open_at, behind))
                open_at = source[i]
        spans.append(Span(open_at, last))
        return Quote(tuple(spans), "".join(document[s.start : s.end] for s in spans))


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of the outline, `start`..`end` without its mark (一、, ##, **); `run_in`: its line goes on."""

    start: int
    end: int
    level: int
    run_in: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of running text (a paragraph, or its part behind a run-in head) with the headings above it.

    `path`: heading texts, outermost first. `role`, `year`: what it speaks of; `year` as in `Measure.year`.
    `rule`: what told the role. A role holds for a whole block; where the language changes inside a paragraph,
    the outline cuts the paragraph into blocks. `unclear`: done or to do, it might as well be the other.
    """

    start: int
    end: int
    path: tuple[str, ...]
    role: Role
    year: str | None
    rule: str
    repeat: bool = False
    unclear: bool = False
