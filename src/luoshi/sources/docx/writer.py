"""The text of a document as it grows: paragraphs with their places, and what of them is hidden and why."""

from __future__ import annotations

from luoshi.values import Place, Span


class Writer:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.at = 0
        self.hidden: list[tuple[Span, str]] = []
        self.places: list[Place] = []

    def add(self, text: str, hidden: str | None = None) -> None:
        """Text that goes on; `hidden`: why it is no text of the report."""
        if not text:
            return
        if hidden:
            if self.hidden and self.hidden[-1] == (Span(self.hidden[-1][0].start, self.at), hidden):
                start = self.hidden.pop()[0].start
            else:
                start = self.at
            self.hidden.append((Span(start, self.at + len(text)), hidden))
        self.pieces.append(text)
        self.at += len(text)

    def text(self) -> str:
        return "".join(self.pieces)

    def append(self, words: Writer, since: int) -> None:
        """What was written apart, as if from offset `since` on."""
        shift = self.at - since
        self.pieces += words.pieces
        self.at = words.at + shift
        self.hidden += [(Span(s.start + shift, s.end + shift), why) for s, why in words.hidden]
