"""The word lists of `words.toml`, as sets that are asked for the longest word at a place."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words; `longest` bounds the look-up, so that asking costs the same wherever it is asked."""

    all: frozenset[str]
    longest: int
    firsts: frozenset[str]
    lasts: frozenset[str]

    def head(self, text: str, at: int = 0) -> int:
        """The length of the longest word at `at`, or 0."""
        if text[at : at + 1] not in self.firsts:
            return 0
        words = self.all
        for n in range(min(self.longest, len(text) - at), 0, -1):
            if text[at : at + n] in words:
                return n
        return 0

    def tail(self, text: str) -> int:
        """The length of the longest word that ends the text, or 0."""
        if text[-1:] not in self.lasts:
            return 0
        words = self.all
        for n in range(min(self.longest, len(text)), 0, -1):
            if text[-n:] in words:
                return n
        return 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    adverbs: Words
    governing: Words
    acting: Words
    kept: Words
    nouns: Words
    causing: Words
    linking: Words
    changing: Words
    outcome: Words
    telling: Words
    trailing: Words
    metrics: Words
    relational: Words
    shared: Words
    levels: Words


def load() -> Lexicon:
    text = files(__package__).joinpath("words.toml").read_text("utf-8")
    lists = tomllib.loads(text)
    names = {f.name for f in fields(Lexicon)}
    if names != set(lists):
        raise ValueError(f"words.toml: keys {sorted(set(lists) ^ names)}: expected {sorted(names)}")
    return Lexicon(**{name: _words(value.split()) for name, value in lists.items()})


def _words(words: list[str]) -> Words:
    return Words(
        frozenset(words), max(map(len, words)), frozenset(w[0] for w in words), frozenset(w[-1] for w in words)
    )


LEXICON = load()
