"""Text as search takes it: units (a Chinese character, a run of digits, a run of Latin letters), and pairs of them.

No tokeniser cuts Chinese the way that everybody searches, so none is asked. A word of a query is found where its units
stand one after the other; the index holds single units and pairs of neighbours, which makes the commonest query, a word
of two characters, one look-up. Digits are one unit: 3号 is not found in 13号, nor 12万 in 112万.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# What a query, a paragraph and a commitment are read to, in characters; a tsvector ends at 1 MB.
QUERY, WORDS, PARAGRAPH, WHOLE = 200, 10, 20_000, 60_000
APART = "|"  # between paragraphs, so that no word is found across them
MARK = "\ue000"  # before a unit's number; a character of private use, and so in no unit of a text
_unit = re.compile(r"[a-z]{1,64}|[0-9]{1,64}|[^\W_a-z0-9]")
_thousands = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a query. `tokens` must all be in the index, `prefix` as the beginning of one; where `exact` is given,
    the spaced text must hold it as well: the tokens alone do not say their order."""

    units: tuple[str, ...]
    tokens: tuple[str, ...]
    prefix: str
    exact: str


def units(text: str) -> list[str]:
    """The units of a text: full width folded to half, capitals to small, thousands' commas and punctuation dropped."""
    return _unit.findall(unicodedata.normalize("NFKC", _thousands.sub("", text)).lower())


def spaced(paragraphs: Iterable[str]) -> str:
    """The text that is kept: units between spaces, paragraphs between APART, cut at WHOLE units."""
    found: list[str] = []
    for paragraph in paragraphs:
        found += [*units(paragraph[:PARAGRAPH]), APART]
    return f" {' '.join(found[:WHOLE])} "


def marked(units: Iterable[int], text: str) -> str:
    """The spaced text with marks of units, which no text holds, as tokens before it."""
    return "".join(f" {_mark(unit)} {APART}" for unit in sorted(units)) + text


def of_unit(unit: int) -> Word:
    """What asks for the mark of a unit."""
    return Word((), (_mark(unit),), "", "")


def _mark(unit: int) -> str:
    return f"{MARK}{unit}"


def tokens(text: str) -> list[str]:
    """What the index holds of a spaced text, each once."""
    there = text.split()
    found = dict.fromkeys(there)
    found.update(dict.fromkeys(_pairs(there)))
    found.pop(APART, None)
    return list(found)


def asked(query: str) -> list[Word]:
    """The words of a query; empty where nothing in it can be searched for."""
    found = (tuple(units(word)) for word in query[:QUERY].split()[:WORDS])
    return [_word(one) for one in dict.fromkeys(found) if one]


def _word(there: tuple[str, ...]) -> Word:
    # A Latin word may still be in the typing: its beginning is enough.
    begun = there[-1] if _latin(there[-1]) else ""
    known = there[:-1] if begun else there
    must = tuple(dict.fromkeys(_pairs(known))) or tuple(dict.fromkeys(known))
    plain = len(must) + bool(begun) == 1 and "".join((*must, begun)) == "".join(there)
    exact = "" if plain else f" {' '.join(there)}{'' if begun else ' '}"
    return Word(there, must, begun, exact)


def _pairs(there: Sequence[str]) -> Iterator[str]:
    """Neighbours that are not both digits or both Latin, for such a pair would look like one longer run."""
    for one, other in pairwise(there):
        if APART not in (one, other) and (_single(one) or _single(other) or _latin(one) != _latin(other)):
            yield one + other


def _latin(unit: str) -> bool:
    return unit[0].isascii() and unit[0].isalpha()


def _single(unit: str) -> bool:
    """Whether it is a character of its own, and no run."""
    return not unit[0].isascii()
