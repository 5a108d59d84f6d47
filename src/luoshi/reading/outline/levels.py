"""How headings nest: by kind of mark, in the order in which the report itself nests them."""

from __future__ import annotations

from dataclasses import dataclass, field

from luoshi.reading.outline.heads import Found
from luoshi.reading.outline.marks import RANKS

# Kinds that end with the paragraph that they open.
OF_A_PARAGRAPH = frozenset({"topic", "run", "bold-run"})
UNMARKED = frozenset({"bold", "plain", "bold-run", "run", "topic"})
RANK = RANKS | {"bold-run": RANKS["plain"] + 0.3, "run": RANKS["plain"] + 0.6}


@dataclass(slots=True)
class Nest:
    """The headings that stand open, outermost first, with their words."""

    kinds: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    path: tuple[str, ...] = ()

    def close(self, depth: int) -> None:
        if len(self.kinds) > depth:
            del self.kinds[depth:], self.words[depth:]
            self.path = tuple(self.words)

    def open(self, found: Found, words: str) -> int:
        """Put the heading where it belongs; its level, from 1.

        A kind that stands open closes itself and all below. A kind that is new goes under what stands open, but an
        unmarked heading is above a numbered one only where the numbers begin anew under it.
        """
        kind = found.kind
        if kind in self.kinds:
            self.close(self.kinds.index(kind))
        else:
            rank = RANK[kind]
            depth = len(self.kinds)
            while depth and RANK[self.kinds[depth - 1]] > rank:
                if self.kinds[depth - 1] in ("bold", "plain") and found.number == 1:
                    break
                depth -= 1
            self.close(depth)
        self.kinds.append(kind)
        self.words.append(words)
        self.path = tuple(self.words)
        return len(self.kinds)

    def continue_last(self, words: str) -> None:
        """The second line of a display heading of two lines."""
        self.words[-1] += " " + words
        self.path = tuple(self.words)

    def end_paragraph(self) -> None:
        """What a paragraph's own heading covers ends with the paragraph."""
        depth = len(self.kinds)
        while depth and self.kinds[depth - 1] in OF_A_PARAGRAPH:
            depth -= 1
        self.close(depth)

    def close_to_section(self) -> None:
        """An address to the meeting (各位代表！…) stands under the part of the report, not under its last point."""
        for depth, kind in enumerate(self.kinds):
            if RANK[kind] > RANK["一、"]:
                self.close(depth)
                return
