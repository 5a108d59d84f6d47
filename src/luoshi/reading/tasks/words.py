"""The words of words.toml, read once: which verb opens a clause, what its object ends with."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from luoshi.lexicon.tables import Entry, LexiconError, read
from luoshi.reading.repair.bigrams import FILE as BIGRAMS

PATH = Path(__file__).with_name("words.toml")
VERB_CLASSES = ("act", "work", "effect", "frame", "play", "stance", "prep", "cite", "people")


@cache
def tables() -> dict[str, dict[str, str]]:
    """Section → word → class (the key under which it stands). Raises LexiconError for a word with two classes."""
    found: dict[str, dict[str, str]] = {}
    for section, body in read(PATH).items():
        entry = Entry(PATH, section, body)
        words: dict[str, str] = {}
        for name in body if isinstance(body, dict) else ():
            for word in entry.text(name).split():
                if words.setdefault(word, name) != name:
                    raise LexiconError(f"{PATH.name}: {section}: {word!r} stands under {words[word]!r} and {name!r}")
        entry.close()
        found[section] = words
    return found


VERBS = tables()["verbs"]
ADVERBS = frozenset(tables()["adverbs"])
STRENGTHS = tables()["strengths"]
KINDS = tables()["kinds"]
VAGUE = frozenset(tables()["vague"])
ENDS = frozenset(tables()["ends"])
FIGURE_VERBS = frozenset(tables()["figures"])
DUE = tables()["due"]
BODY_ENDINGS = tuple(w for w, key in tables()["bodies"].items() if key == "endings")
ASKED = frozenset(w for w, key in tables()["bodies"].items() if key == "asked")

_LONGEST_VERB = max(map(len, VERBS))
_LONGEST_ADVERB = max(map(len, ADVERBS))
# By first character: the lengths that are worth a look, longest first. Most characters open no word at all.
_VERB_LENGTHS: dict[str, tuple[int, ...]] = {}
_ADVERB_LENGTHS: dict[str, tuple[int, ...]] = {}
for _table, _lengths in ((VERBS, _VERB_LENGTHS), (ADVERBS, _ADVERB_LENGTHS)):
    for _first in {w[0] for w in _table}:
        _lengths[_first] = tuple(sorted({len(w) for w in _table if w[0] == _first}, reverse=True))


def verb_at(text: str, at: int) -> str:
    """The longest verb that begins at `at`, or ""."""
    for length in _VERB_LENGTHS.get(text[at : at + 1], ()):
        if (word := text[at : at + length]) in VERBS:
            return word
    return ""


def adverb_at(text: str, at: int) -> str:
    """The longest adverb or hedge that begins at `at`, or ""."""
    for length in _ADVERB_LENGTHS.get(text[at : at + 1], ()):
        if (word := text[at : at + length]) in ADVERBS:
            return word
    return ""


def opening(text: str, start: int, end: int) -> tuple[str, str, int]:
    """(first adverb, verb, offset of the verb) of the clause text[start:end]; "" where there is none.

    A word that is both (加快) is an adverb where a verb follows, and else the verb. Where two words begin at one
    place the longer one counts.
    """
    first = adverb = ""
    at = before = start
    while at < end:
        word = adverb_at(text, at)
        verb = verb_at(text, at)
        if len(verb) > len(word):
            return first, verb, at
        if not word:
            break
        first = first or word
        adverb, before = word, at
        at += len(word)
        if text[at : at + 1] in "、和" and (adverb_at(text, at + 1) or verb_at(text, at + 1)):
            at += 1
    if adverb in VERBS:
        return first, adverb, before
    return first, "", at


ENUMERATOR = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}(?:是|要)(?:要)?|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|\d{1,2}[.．、](?!\d)|[①-⑳]|[一二三四五六七八九十]{1,3}、|——)"
)


@cache
def common_pairs() -> dict[str, frozenset[str]]:
    """First character → the characters that often follow it in work reports (the repair stage's table of pairs)."""
    inside = BIGRAMS.read_text("utf-8").split("[inside]\n", 1)[1]
    return {line[0]: frozenset(line[1:]) for line in inside.splitlines() if line and line[0] != "["}
