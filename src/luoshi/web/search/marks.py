"""Where the words of a query stand in a text as it is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from luoshi.web.search.spaced import Word, _thousands, _unit

AROUND = 24


def marked(text: str, words: Sequence[Word]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a word that was asked for; the pieces together are the text."""
    pieces, at = [], 0
    for start, end in _joined(_places(text, words)):
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]


def all_in(text: str, words: Iterable[Word]) -> bool:
    """Whether each of the words stands in the text."""
    return all(_places(text, (word,)) for word in words)


def around(text: str, words: Sequence[Word]) -> list[tuple[str, bool]]:
    """The words with a little of what stands around the first of them; empty where none of them does."""
    places = _joined(_places(text, words))
    if not places:
        return []
    start, end = max(0, places[0][0] - AROUND), places[0][1] + 2 * AROUND
    cut = f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
    return marked(cut, words)


def _places(text: str, words: Iterable[Word]) -> list[tuple[int, int]]:
    folded, origin = _folded(text)
    there = [(m[0], origin[m.start()], origin[m.end() - 1] + 1) for m in _unit.finditer(folded)]
    found = []
    for word in words:
        size = len(word.units)
        for i in range(len(there) - size + 1):
            if all(
                there[i + n][0] == unit or (n == size - 1 and word.prefix and there[i + n][0].startswith(unit))
                for n, unit in enumerate(word.units)
            ):
                found.append((there[i][1], there[i + size - 1][2]))
    return found


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as units are looked for in it, and where in the text each of its characters came from."""
    dropped = {match.start() for match in _thousands.finditer(text)}
    pairs = [
        (folded, at)
        for at, character in enumerate(text)
        if at not in dropped
        for folded in unicodedata.normalize("NFKC", character).lower()
    ]
    return "".join(folded for folded, _ in pairs), [at for _, at in pairs]


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that overlap or touch, as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
