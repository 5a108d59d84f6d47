"""A file as it was decoded: the text that every offset of Luoshi counts in, and where each character came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from luoshi.values import Place, Problem, SourceInfo, Span

# Called as (pages done, pages in all) while a long file is read. It may raise, to stop the reading.
Step = Callable[[int, int], None]


def no_step(done: int, total: int) -> None:
    """Nobody is told how far the reading is."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a format finds in a file.

    `text`, `hidden`, `replaced`, `places`, `problems`, `doubtful`: as in `Document`. `media_type`: where what was read
    is another format than the module's own (the one file inside a ZIP, a DOC by way of DOCX); else "".
    """

    text: str = field(repr=False)
    hidden: tuple[tuple[Span, str], ...] = ()
    replaced: dict[int, tuple[str, int]] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()
    media_type: str = ""
    doubtful: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """`text`: decoded, line ends untouched, no BOM. `hidden`: spans that the format says are no text (HTML tags,
    comments, front matter), with the reason, in text order. `replaced`: offset → the character it stands for, with
    the length it takes in the text (an entity `&nbsp;` → (" ", 6)). `places`: in text order, none overlapping;
    a character that the reader made up (the line break between two paragraphs) may have none. `doubtful`: what text
    recognition is unsure of, in text order; a figure in it is never a firm measure.
    """

    info: SourceInfo
    text: str = field(repr=False)
    hidden: tuple[tuple[Span, str], ...] = ()
    replaced: dict[int, tuple[str, int]] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubtful: tuple[Span, ...] = ()
