"""What a clause looks like to the model: its first words, its object, its figures, and its neighbours.

A sentence of the plan is a row of clauses; each is `start` (a task begins here), `stay` (it belongs to the task
before) or `skip` (frame, slogan, topic: no task). All that a label rests on is in the keys made here, so that a
label can be explained by the keys that weighed most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.reading.tasks.words import ENDS, FIGURE_VERBS, KINDS, VAGUE, VERBS, common_pairs, opening, verb_at

Key = str | tuple[str, ...]

TEMPLATES = (
    "verb",
    "class+second",
    "adverb",
    "suffix",
    "last",
    "class+place",
    "class+size",
    "class+spec",
    "class+figure",
    "class+kind",
    "class+before",
    "verb+before",
    "class+after",
    "spec+before",
    "spec+after",
    "kind+before",
    "kind+spec+before",
    "size+before+first",
    "spec+size+before",
    "list+class+before",
    "vague+class",
    "end+class",
    "play+suffix",
    "count+place",
    "lone",
    "lone+size",
    "lone+class",
    "lone+kind",
    "lone+verb",
    "shared+class",
)

_MARKS = re.compile(
    "|".join(
        (
            f"(?P<vague>{'|'.join(sorted(VAGUE))})",
            f"(?P<end>{'|'.join(sorted(ENDS))})",
            f"(?P<figure>{'|'.join(sorted(FIGURE_VERBS, key=len, reverse=True))})",
            "(?P<quoted>[“《])",
            "(?P<latin>[A-Za-z])",
            "(?P<list>、)",
            "(?P<among>等)",
        )
    )
)
_SIZES = ("1",) * 5 + ("5",) * 2 + ("7",) * 2 + ("9",) * 3 + ("12",) * 4 + ("16",) * 6 + ("22",) * 8 + ("30",) * 11
# The characters that a name's pairs are counted in: names of places and firms stand near the clause's object's head.
_NAME_REACH = 24


@dataclass(slots=True)
class Clause:
    """One clause, seen by itself. `figures`: how many measures of the plan begin in it; `at`: where its verb is.

    `cls`, `second`: classes of the verb and of the verb right behind it. `size`: a bucket of its length. `marks`:
    which of the marks above it has. `spec`: by what it could be checked: a figure, a quotation, a rare name, or the
    kind of its object.
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
    marks: frozenset[str]


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


def rarity(text: str, start: int, end: int) -> int:
    """How many pairs of Chinese characters of text[start:end] are rare in work reports: names are made of them."""
    known = common_pairs()
    rare = 0
    first = text[start]
    for second in text[start + 1 : end]:
        if "一" <= second <= "龥" and "一" <= first <= "龥" and second not in known.get(first, ""):
            rare += 1
        first = second
    return rare


def look(text: str, start: int, end: int, figures: int) -> Clause:
    """The clause text[start:end], in which `figures` measures of the plan begin."""
    adverb, verb, at = opening(text, start, end)
    marks = frozenset([m.lastgroup or "" for m in _MARKS.finditer(text, start, end)])
    behind = at + len(verb)
    cls = VERBS[verb] if verb else "none"
    if cls in ("none", "prep", "frame", "people", "cite"):
        second = inner(text, behind, end)
    else:
        second = VERBS.get(verb_at(text, behind), "-")
    kind = "other"
    for length in (4, 3, 2, 1):
        if found := KINDS.get(text[max(start, end - length) : end]):
            kind = found
            break
    if figures:
        spec = "figure"
    elif "quoted" in marks:
        spec = "quoted"
    elif "latin" in marks or (behind < end and rarity(text, behind, min(end, behind + _NAME_REACH)) > 1):
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
        "figure" if figures else "verb" if "figure" in marks else "no",
        figures,
        spec,
        marks,
    )


_FIRST = Clause(0, 0, "", "", "^", "^", 0, "^", "^", "^", "^", 0, "^", frozenset())
_LAST = Clause(0, 0, "", "", "$", "$", 0, "$", "$", "$", "$", 0, "$", frozenset())


def keys(row: Sequence[Clause], i: int, lone: str, text: str) -> tuple[Key, ...]:
    """The keys of clause i of a sentence, in the order of TEMPLATES.

    `lone`: for a sentence of one clause, what stands around it: where it stands in its paragraph, how many clauses
    the sentences before and after it have; for the others whether the sentence opens its paragraph.
    """
    c = row[i]
    cls, spec = c.cls, c.spec
    before = row[i - 1] if i else _FIRST
    after = row[i + 1] if i + 1 < len(row) else _LAST
    place = "first" if not i else "last" if after is _LAST else "second" if i == 1 else "middle"
    marks = c.marks
    return (
        c.verb,
        (cls, c.second),
        c.adverb,
        c.suffix,
        c.suffix[-1:],
        (cls, place),
        (cls, c.size),
        (cls, spec),
        (cls, c.figure, before.figure),
        (cls, c.kind),
        (cls, before.cls, place),
        (c.verb, before.cls),
        (cls, after.cls),
        (spec, before.spec),
        (spec, after.spec),
        (c.kind, before.kind),
        (before.kind, spec, "first" if i == 1 else ""),
        (before.size, before.spec, "first" if i == 1 else ""),
        (spec, before.size, before.spec),
        ("list" if "list" in marks else "", cls, "list" if "list" in before.marks else ""),
        ("vague" if "vague" in marks else "", cls),
        ("end" if "end" in marks else "", cls),
        (cls if cls in ("play", "prep", "frame") else "", c.suffix),
        (str(min(len(row), 6)), place),
        lone,
        (lone, c.size),
        (lone, cls),
        (lone, c.kind),
        (lone, c.verb),
        (_shared(text, before, c), cls),
    )


def _shared(text: str, before: Clause, c: Clause) -> str:
    """Whether the clause speaks of what the one before speaks of: pairs of characters of the objects in common."""
    if before is _FIRST:
        return "^"
    said = text[before.at + len(before.verb) : before.end]
    for at in range(c.at + len(c.verb), c.end - 1):
        if text[at : at + 2] in said:
            return "shared"
    return "new"
