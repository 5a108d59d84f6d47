"""What a clause looks like to the model: its first words, its object, its figures, and its neighbours.

A sentence of the plan is a row of clauses; each is `start` (a task begins here), `stay` (it belongs to the task
before) or `skip` (frame, slogan, topic: no task). All that a label rests on is in the keys made here, so that a
label can be explained by the keys that weighed most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from luoshi.reading.tasks.words import FIGURE_VERBS, KINDS, VERBS, common_pairs, opening, verb_at

Key = str | tuple[str, ...]

TEMPLATES = (
    "verb",
    "adverb",
    "suffix",
    "class+second",
    "class+kind",
    "class+place",
    "class+figure",
    "class+before",
    "verb+before",
    "class+after",
    "spec+before",
    "spec+after",
    "named+class",
    "size+before+first",
    "shared+class",
    "count+place",
    "lone",
    "lone+size",
    "lone+kind",
)

_QUOTED = re.compile("[“《]")
_LATIN = re.compile("[A-Za-z]")
_FIGURE_VERB = re.compile("|".join(sorted(FIGURE_VERBS, key=len, reverse=True)))
_SIZES = ("1",) * 5 + ("5",) * 2 + ("7",) * 2 + ("9",) * 3 + ("12",) * 4 + ("16",) * 6 + ("22",) * 8 + ("30",) * 11
# The characters that a name's pairs are counted in: names of places and firms stand near the clause's object's head.
_NAME_REACH = 24
# What a clause could be checked by, in short: a figure, a thing of its own, or neither.
_NAMED = {"figure": "figure", "quoted": "named", "name": "named", "project": "named", "programme": "named"}


@dataclass(slots=True)
class Clause:
    """One clause, seen by itself. `figures`: how many measures of the plan begin in it; `at`: where its verb is.

    `cls`, `second`: classes of the verb and of the verb right behind it. `size`: a bucket of its length. `figure`:
    whether it has a figure, or only the verb of one. `spec`: by what it could be checked: a figure, a quotation, a
    rare name, or the kind of its object; `named`: the same in short.
    """

    start: int
    end: int
    adverb: str
    verb: str
    cls: str
    second: str
    at: int
    suffix: str
    kind: str
    size: str
    figure: str
    figures: int
    spec: str
    named: str


def inner(text: str, start: int, end: int) -> str:
    """The class of the firmest verb inside a clause that does not open with one (为…提供, 各镇建设…)."""
    found = "-"
    for at in range(start, end - 1):
        word = verb_at(text, at)
        if len(word) > 1:
            cls = VERBS[word]
            if cls == "act":
                return cls
            if cls in ("work", "effect") and found == "-":
                found = cls
    return found


def has_name(text: str, start: int, end: int) -> bool:
    """Whether two pairs of Chinese characters of text[start:end] are rare in work reports: names are made of them."""
    known = _PAIRS
    rare = False
    for first, second in pairwise(text[start:end]):
        if second not in known.get(first, "") and "一" <= second <= "龥" and "一" <= first <= "龥":
            if rare:
                return True
            rare = True
    return False


def look(text: str, start: int, end: int, figures: int) -> Clause:
    """The clause text[start:end], in which `figures` measures of the plan begin."""
    adverb, verb, at = opening(text, start, end)
    behind = at + len(verb)
    cls = VERBS[verb] if verb else "none"
    second = inner(text, behind, end) if cls in _INDIRECT else VERBS.get(verb_at(text, behind), "-")
    kind = "other"
    for length in (4, 3, 2, 1):
        if found := KINDS.get(text[max(start, end - length) : end]):
            kind = found
            break
    if figures:
        spec = "figure"
    elif _QUOTED.search(text, start, end):
        spec = "quoted"
    elif _LATIN.search(text, start, end) or has_name(text, behind, min(end, behind + _NAME_REACH)):
        spec = "name"
    else:
        spec = kind
    return Clause(
        start,
        end,
        adverb,
        verb,
        cls,
        second,
        at,
        text[max(start, end - 2) : end],
        kind,
        _SIZES[min(end - start, 40)],
        "figure" if figures else "verb" if _FIGURE_VERB.search(text, start, end) else "no",
        figures,
        spec,
        _NAMED.get(spec, "neither"),
    )


_PAIRS = common_pairs()
_INDIRECT = frozenset(("none", "prep", "frame", "people", "cite"))
_FIRST = Clause(0, 0, "", "", "^", "^", 0, "^", "^", "^", "^", 0, "^", "^")
_LAST = Clause(0, 0, "", "", "$", "$", 0, "$", "$", "$", "$", 0, "$", "$")


def keys(row: Sequence[Clause], i: int, lone: str, text: str) -> tuple[Key, ...]:
    """The keys of clause i of a sentence, in the order of TEMPLATES.

    `lone`: for a sentence of one clause, what stands around it: where it stands in its paragraph, how many clauses
    the sentences before and after it have; for the others whether the sentence opens its paragraph.
    """
    c = row[i]
    cls, spec, kind, size = c.cls, c.spec, c.kind, c.size
    before = row[i - 1] if i else _FIRST
    after = row[i + 1] if i + 1 < len(row) else _LAST
    place = "first" if not i else "last" if after is _LAST else "second" if i == 1 else "middle"
    return (
        c.verb,
        c.adverb,
        c.suffix,
        (cls, c.second),
        (cls, kind),
        (cls, place),
        (cls, c.figure, before.figure),
        (cls, before.cls, place),
        (c.verb, before.cls),
        (cls, after.cls),
        (spec, before.spec),
        (spec, after.spec),
        (before.named, before.cls, c.named, cls),
        (before.size, before.spec, "first" if i == 1 else ""),
        (_shared(text, before, c), cls),
        (_COUNTS[min(len(row), 6)], place),
        lone,
        (lone, size),
        (lone, kind),
    )


_COUNTS = ("0", "1", "2", "3", "4", "5", "6")


def _shared(text: str, before: Clause, c: Clause) -> str:
    """Whether the clause speaks of what the one before speaks of: pairs of characters of the objects in common."""
    if before is _FIRST:
        return "^"
    said = text[before.at + len(before.verb) : before.end]
    for at in range(c.at + len(c.verb), c.end - 1):
        if text[at : at + 2] in said:
            return "shared"
    return "new"
