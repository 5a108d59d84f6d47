"""The word lists of `words.toml`, as sets that are asked for the longest word at a place."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words, asked for the longest one at the head or the tail of a text.

    `heads` and `tails` list the words of two characters and more under their first and last two, the longest first;
    `single` are the words of one character. Most questions end with one look-up that finds nothing.
    """

    all: frozenset[str]
    heads: dict[str, tuple[str, ...]]
    tails: dict[str, tuple[str, ...]]
    single: frozenset[str]
    firsts: frozenset[str]

    def head(self, text: str, at: int = 0) -> int:
        """The length of the longest word at `at`, or 0."""
        for word in self.heads.get(text[at : at + 2], ()):
            if text.startswith(word, at):
                return len(word)
        return 1 if text[at : at + 1] in self.single else 0

    def tail(self, text: str) -> int:
        """The length of the longest word that ends the text, or 0."""
        for word in self.tails.get(text[-2:], ()):
            if text.endswith(word):
                return len(word)
        return 1 if text[-1:] in self.single else 0


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
    empty: Words
    stages: Words
    changes: Words
    actors: Words
    agents: Words
    containers: Words
    ends: Words


def load() -> Lexicon:
    text = files(__package__).joinpath("words.toml").read_text("utf-8")
    lists = tomllib.loads(text)
    names = {f.name for f in fields(Lexicon)}
    if names != set(lists):
        raise ValueError(f"words.toml: keys {sorted(set(lists) ^ names)}: expected {sorted(names)}")
    return Lexicon(**{name: _words(value.split()) for name, value in lists.items()})


def _words(words: list[str]) -> Words:
    heads: dict[str, list[str]] = {}
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words), key=len, reverse=True):
        if len(word) > 1:
            heads.setdefault(word[:2], []).append(word)
            tails.setdefault(word[-2:], []).append(word)
    return Words(
        all=frozenset(words),
        heads={key: tuple(value) for key, value in heads.items()},
        tails={key: tuple(value) for key, value in tails.items()},
        single=frozenset(word for word in words if len(word) == 1),
        firsts=frozenset(word[0] for word in words),
    )


LEXICON = load()
