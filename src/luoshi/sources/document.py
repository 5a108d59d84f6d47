"""A file as it was decoded: the text that every offset of Luoshi counts in, and where each character came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from luoshi.values import Problem, SourceInfo, Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a character stands in the original file: page and box of a PDF, paragraph of a DOCX, cell of a table.

    For plain text, Markdown and HTML the offset itself says it, and a Document has no places.
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """`text`: decoded, line ends untouched, no BOM. `hidden`: spans that the format says are no text (HTML tags,
    comments, front matter), with the reason, in text order. `replaced`: offset → the character it stands for, with
    the length it takes in the text (an entity `&nbsp;` → (" ", 6)). `places`: runs (start, Place), in text order.
    """

    info: SourceInfo
    text: str = field(repr=False)
    hidden: tuple[tuple[Span, str], ...] = ()
    replaced: dict[int, tuple[str, int]] = field(default_factory=dict)
    places: tuple[tuple[int, Place], ...] = ()
    problems: tuple[Problem, ...] = ()
