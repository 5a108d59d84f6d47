"""Whether a task without a figure names something that is there or not at the year's end, or a direction only.

A sum of whole numbers over the keys of the task's clauses: above nought it is named. The numbers were learned by
`bench/train_tasks.py` (logistic regression) from annotated plans and are a readable file, `named.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import repeat
from pathlib import Path

from luoshi.lexicon.tables import LexiconError, read
from luoshi.reading.tasks.features import Clause
from luoshi.reading.tasks.words import ENDS, VAGUE
from luoshi.values import Checkable

PATH = Path(__file__).with_name("named.toml")
TEMPLATES = (
    "verb",
    "suffix",
    "tail",
    "class",
    "kind",
    "spec",
    "kind+spec",
    "mark",
    "place",
    "opens",
    "clauses",
    "bias",
)
Key = tuple[str, str]

_MARKS = re.compile(
    "|".join(f"(?P<{name}>{'|'.join(sorted(words))})" for name, words in (("vague", VAGUE), ("end", ENDS)))
)
# A village, a river, a road by its name, not 区域 or 县级.
_PLACE = re.compile("[县区镇乡村河湖江港岛桥路街](?![域级内外乡里])")


def keys(clauses: Sequence[Clause], text: str) -> frozenset[Key]:
    """What is seen of a task: (template, key) of each of its clauses, said once."""
    first = clauses[0]
    found: list[Key] = [("bias", ""), ("clauses", str(min(len(clauses), 4))), ("opens", f"{first.cls}|{first.spec}")]
    for c in clauses:
        found += (
            ("verb", c.verb),
            ("suffix", c.suffix),
            ("tail", text[max(c.start, c.end - 3) : c.end]),
            ("class", c.cls),
            ("kind", c.kind),
            ("spec", c.spec),
            ("kind+spec", f"{c.kind}|{c.spec}"),
        )
        found += [("mark", m.lastgroup or "") for m in _MARKS.finditer(text, c.start, c.end)]
        if _PLACE.search(text, c.at + len(c.verb), c.end):
            found.append(("place", c.cls))
    return frozenset(found)


@cache
def weights() -> dict[Key, int]:
    """What each key adds, in hundredths."""
    data = read(PATH)
    if unknown := [name for name in data if name not in TEMPLATES]:
        raise LexiconError(f"{PATH.name}: unknown table {unknown[0]!r}, expected one of {', '.join(TEMPLATES)}")
    found: dict[Key, int] = {}
    for template, body in data.items():
        for key, value in body.items() if isinstance(body, dict) else ():
            if not isinstance(value, int):
                raise LexiconError(f"{PATH.name}: {template}: {key!r}: expected a whole number, found {value!r}")
            found[template, key] = value
    return found


def without_figure(clauses: Sequence[Clause], text: str) -> Checkable:
    return "named" if sum(map(weights().get, keys(clauses, text), repeat(0))) > 0 else "general"
