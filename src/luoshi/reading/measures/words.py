"""The words of words.toml as tables to look up: backward from a figure, by their last character."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import cast

from luoshi.values import Relation

_RAW: dict[str, dict[str, list[str]]] = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


def _verbs(key: str) -> tuple[str, ...]:
    return tuple(_RAW["verbs"][key])


def _numerals(key: str) -> tuple[str, ...]:
    return tuple(_RAW["numerals"][key])


def longest_first(words: Iterable[str]) -> str:
    """An alternation that prefers the longer word."""
    return "|".join(sorted(words, key=len, reverse=True))


UP = _verbs("up")
DOWN = _verbs("down")
GROWN = _verbs("grown")
MORE = _verbs("more")
GOVERN = _verbs("govern")
MOVED = _verbs("moved")
BETTERED = _verbs("bettered")
FELL = _verbs("fell")
LESS = _verbs("less")
SHARES = _verbs("shares")
DAYS = _verbs("days")
ACTS = _verbs("acts")
STATED = _numerals("stated")
BEHIND_NUMBER = _numerals("counted")
LASTED = _numerals("lasted")
TIME_IN = _numerals("time_in")
RANKED = _numerals("ranked")


@dataclass(frozen=True, slots=True)
class Peeled:
    """What stands before a figure without the words that only compare.

    `rest`: what is left; `relation` and the `word` that said it; `reached`: whether 到, 达 and the like stood there,
    so that the figure is where something stands and not how far it moved.
    """

    rest: str
    relation: Relation | None
    reached: bool
    word: str


_Entry = tuple[str, str, Relation | None]


def _by_last() -> dict[str, list[_Entry]]:
    entries: list[_Entry] = [
        (w, "before", cast(Relation, relation)) for relation, words in _RAW["before"].items() for w in words
    ]
    entries += [(w, sort, None) for sort in ("passed", "reached", "kept") for w in _RAW["words"][sort]]
    table: dict[str, list[_Entry]] = {}
    for entry in sorted(entries, key=lambda e: -len(e[0])):
        table.setdefault(entry[0][-1], []).append(entry)
    return table


_BY_LAST = _by_last()


def peel(head: str) -> Peeled:
    """Take comparators and adverbs off the end of `head`, the nearest comparator kept."""
    relation: Relation | None = None
    reached = False
    said = ""
    end = len(head)
    while end:
        entry = _longest(head, end)
        if entry is None or entry[1] == "kept":
            break
        word, sort, says = entry
        end -= len(word)
        if sort == "before":
            if relation is None:
                relation, said = says, word
            reached = reached or word == "突破"
        elif sort == "reached":
            reached = True
    return Peeled(head[:end], relation, reached, said)


def _longest(head: str, end: int) -> _Entry | None:
    """The longest word of the table that head[:end] ends with."""
    for entry in _BY_LAST.get(head[end - 1], ()):
        if head.endswith(entry[0], 0, end):
            return entry
    return None


_BEHIND: list[tuple[str, Relation]] = sorted(
    ((w, cast(Relation, r)) for r, words in _RAW["behind"].items() for w in words),
    key=lambda e: -len(e[0]),
)
_BEHIND_STARTS = tuple(w for w, _ in _BEHIND)
_STOPPED = frozenset("，。；、）,;)\n！”的（") | {""}
# 上下游, 左右岸 and the like are words of their own.
_OTHER_WORDS = frozenset("游岸联贯两旗权")


def behind(tail: str) -> tuple[Relation | None, str]:
    """The comparator that `tail` begins with."""
    if not tail.startswith(_BEHIND_STARTS):
        return None, ""
    word, relation = next(e for e in _BEHIND if tail.startswith(e[0]))
    following = tail[len(word) : len(word) + 1]
    if word in ("内", "起") and following not in _STOPPED:
        return None, ""
    if word in ("上下", "左右") and following in _OTHER_WORDS:
        return None, ""
    return relation, word
