"""Whether two readings of one report, from a text and from a file made of it, found the same.

Used by the benches of formats. A measure is the same where value, unit, relation and role are equal and the indicator
closely so; a task where its first and its last words are. Both are matched in text order, and what only one of the
two readings found counts against the share.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from luoshi.values import Measure, Report, Task

CLOSE = 0.8
WORDS = 6
# Marks of Markdown, white space and how a page spells a character say nothing about what was read.
FURNITURE = re.compile(r"[\s*#]+")


@dataclass(frozen=True)
class Share:
    same: int
    of: int

    def __add__(self, other: "Share") -> "Share":
        return Share(self.same + other.same, self.of + other.of)

    def __str__(self) -> str:
        return f"{self.same / self.of:.3f}" if self.of else "–"


def measures(text: Report, file: Report) -> Share:
    pairs = matched([_figure(m) for m in text.measures], [_figure(m) for m in file.measures])
    same = sum(close(text.measures[i].indicator, file.measures[j].indicator) for i, j in pairs)
    return Share(same, max(len(text.measures), len(file.measures)))


def tasks(text: Report, file: Report) -> Share:
    pairs = matched([_ends(t) for t in text.tasks], [_ends(t) for t in file.tasks])
    return Share(len(pairs), max(len(text.tasks), len(file.tasks)))


def matched(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return [(m.a + k, m.b + k) for m in blocks for k in range(m.size)]


def close(a: str | None, b: str | None) -> bool:
    return a == b or SequenceMatcher(None, a or "", b or "", autojunk=False).ratio() >= CLOSE


def _figure(m: Measure) -> Hashable:
    return m.low, m.high, m.unit, m.relation, m.role


def _ends(task: Task) -> Hashable:
    words = FURNITURE.sub("", unescape(task.quote.text))
    return words[:WORDS], words[-WORDS:]
