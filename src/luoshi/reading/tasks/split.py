"""A paragraph of the plan becomes rows of clauses, and rows of clauses become task spans.

The hard decisions stand here: `。`, `；` and a line's end always part two tasks; a list mark (`一是`, `（1）`) is in no
span; what is only a mark is no clause. Commas are the model's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.reading.clauses import clauses, sentences
from luoshi.reading.tasks import model
from luoshi.reading.tasks.features import Clause, Key, keys, look
from luoshi.reading.tasks.words import ENUMERATOR


@dataclass(slots=True)
class Sentence:
    """`clauses` and their `keys`, one each."""

    clauses: list[Clause]
    keys: list[tuple[Key, ...]]


@dataclass(slots=True)
class Found:
    """A task span: its clauses, and the keys of the clause that opened it."""

    clauses: list[Clause]
    keys: tuple[Key, ...]

    @property
    def start(self) -> int:
        return self.clauses[0].start

    @property
    def end(self) -> int:
        return self.clauses[-1].end


def rows(text: str, start: int, end: int, figures: Sequence[int]) -> Iterator[Sentence]:
    """The sentences of the paragraph text[start:end]; `figures`: where the plan's measures begin, ascending."""
    found: list[tuple[bool, list[Clause]]] = []
    for s, e in sentences(text, start, end):
        mark = ENUMERATOR.match(text, s, e)
        row = []
        for a, b in clauses(text, mark.end() if mark else s, e):
            if b > a:
                n = bisect_left(figures, b) - bisect_left(figures, a) if figures else 0
                row.append(look(text, a, b, n))
        if row:
            found.append((mark is not None, row))
    headed = start > 0 and text[start - 1] != "\n"
    sizes = ["lone" if headed else "none", *("lone" if len(row) == 1 else "many" for _, row in found), "none"]
    for i, (marked, row) in enumerate(found):
        top = "top" if i == 0 and not headed else "mark" if marked else ""
        lone = f"{top},{sizes[i]},{sizes[i + 2]}" if len(row) == 1 else top
        yield Sentence(row, [keys(row, j, lone, text) for j in range(len(row))])


def spans(sentence: Sentence) -> list[Found]:
    """The tasks of a sentence."""
    tables, moves = model.weights()
    found: list[Found] = []
    labels = model.best(model.emissions(sentence.keys, tables), moves)
    for clause, key, label in zip(sentence.clauses, sentence.keys, labels, strict=True):
        if label == model.START:
            found.append(Found([clause], key))
        elif label == model.STAY:
            found[-1].clauses.append(clause)
    return found
