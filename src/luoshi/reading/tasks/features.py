"""What a clause looks like to the model: its first words, its object, its figures, and its neighbours.

A sentence of the plan is a row of clauses; each is `start` (a task begins here), `stay` (it belongs to the task
before) or `skip` (frame, slogan, topic: no task). All that a label rests on is in the keys made here, so that a
label can be explained by the keys that weighed most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.reading.tasks.words import ENDS, FIGURE_VERBS, KINDS, VAGUE, VERBS, opening, verb_at

Key = str | tuple[str, ...]

TEMPLATES = (
    "verb",
    "class+second",
    "adverb",
    "suffix",
    "kind",
    "length",
    "class+place",
    "class+figure",
    "class+name",
    "class+length",
    "class+kind",
    "class+before",
    "verb+before",
    "class+after",
    "figure+before",
    "figure+after",
    "kind+before",
    "list+class",
    "vague+class",
    "end+class",
    "lone",
    "lone+length",
    "lone+class",
    "lone+kind",
    "first+class",
    "spec+class",
    "spec+before",
    "spec+before+class",
    "spec+after",
    "spec+before+after",
    "last",
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
            "(?P<less>其中)",
        )
    )
)
_LENGTHS = ("1",) * 5 + ("5",) * 2 + ("7",) * 2 + ("9",) * 3 + ("12",) * 4 + ("16",) * 6 + ("22",) * 8 + ("30",) * 11


@dataclass(slots=True)
class Clause:
    """One clause, seen by itself. `figures`: how many measures of the plan begin in it; `at`: where its verb is.

    `cls`, `second`: classes of the verb and of the verb right behind it. `size`: a bucket of its length. `marks`:
    which of the marks above it has. `spec`: how it could be checked: a figure, a quotation, or the kind of its object.
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
    name: str
    marks: frozenset[str]
    spec: str


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


def look(text: str, start: int, end: int, figures: int) -> Clause:
    """The clause text[start:end], in which `figures` measures of the plan begin."""
    adverb, verb, at = opening(text, start, end)
    marks = frozenset([m.lastgroup or "" for m in _MARKS.finditer(text, start, end)])
    cls = VERBS[verb] if verb else "none"
    second = VERBS.get(verb_at(text, at + len(verb)), "-") if verb else "-"
    if cls in ("none", "prep", "frame", "people", "cite"):
        second = inner(text, at + len(verb), end)
    kind = "other"
    for length in (4, 3, 2, 1):
        if found := KINDS.get(text[max(start, end - length) : end]):
            kind = found
            break
    spec = "f" if figures else "q" if "quoted" in marks or "latin" in marks else kind
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
        _LENGTHS[min(end - start, 40)],
        "figure" if figures else "verb" if "figure" in marks else "no",
        figures,
        "quoted" if "quoted" in marks else "latin" if "latin" in marks else "plain",
        marks,
        spec,
    )


def keys(row: Sequence[Clause], i: int, lone: str) -> tuple[Key, ...]:
    """The keys of clause i of a sentence, in the order of TEMPLATES.

    `lone`: "" for a sentence of several clauses; else what stands around a sentence of one: where it stands in its
    paragraph, how many clauses the sentences before and after it have.
    """
    c = row[i]
    cls = c.cls
    before = row[i - 1] if i else None
    after = row[i + 1] if i + 1 < len(row) else None
    place = "first" if before is None else "last" if after is None else "middle"
    b_cls = before.cls if before else "^"
    a_cls = after.cls if after else "$"
    marks = c.marks
    b_figure = before.figure if before else "^"
    a_figure = after.figure if after else "$"
    return (
        c.verb,
        (cls, c.second),
        c.adverb,
        c.suffix,
        c.kind,
        c.size,
        (cls, place),
        (cls, c.figure),
        (cls, c.name),
        (cls, c.size),
        (cls, c.kind),
        (cls, b_cls),
        (c.verb, b_cls),
        (cls, a_cls),
        (c.figure, b_figure, cls),
        (c.figure, a_figure, cls),
        (c.kind, before.kind if before else "^"),
        ("list" if "list" in marks else "one", cls),
        ("vague" if "vague" in marks else "", cls),
        ("end" if "end" in marks else "", cls),
        lone,
        (lone, c.size),
        (lone, cls),
        (lone, c.kind),
        (row[0].cls, cls, place),
        (c.spec, cls),
        (c.spec, before.spec if before else "^"),
        (c.spec, before.spec if before else "^", cls),
        (c.spec, after.spec if after else "$"),
        (c.spec, before.spec if before else "^", after.spec if after else "$"),
        c.suffix[-1:],
    )
