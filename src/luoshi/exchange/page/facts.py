"""What the page's script knows of each finding beyond its row: the fields that it shows when a row is opened, and that
its forms start from. A list a finding, empty fields at its end left out, and words that come again (reasons, units,
traces) once, in a table: a page is mostly its text.

The order of the fields is that of `MEASURE`, `TASK` and `PASSAGE`, which the page carries along.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from luoshi.exchange.as_json import plain
from luoshi.exchange.page.items import Item
from luoshi.exchange.page.words import TABLES
from luoshi.values import Aside, CorrectionLine, Measure, Numeral, Passage, Problem, Report, Task, Unsure

# `id`: only where the row goes by another. `trace`: the rule and what it saw, a number in the table of words, as are
# `path` and the units and reasons of the suggestions. `high`: 0 where it is `low`.
MEASURE = (
    "low", "high", "unit", "relation", "kind", "indicator", "year", "scope", "indicator_id", "accrual", "trace", "id",
)  # fmt: skip
TASK = (
    "verb", "deliverables", "figures", "due", "checkable", "missing", "trace", "path", "deadline", "suggestions",
    "strength", "origin", "bodies", "accrual", "id",
)  # fmt: skip
PASSAGE = ("role", "year", "trace", "path", "id")
UNSURE = ("alternatives", "trace", "id")
OTHER = ("trace",)
FIELDS = {"m": MEASURE, "t": TASK, "s": PASSAGE, "u": UNSURE, "n": OTHER, "a": OTHER, "p": OTHER, "c": ("line",)}


class _Words:
    """Words by number, each once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, words: str) -> int:
        return self.numbers.setdefault(words, len(self.numbers))


def data(report: Report, found: Iterable[Item], more: Mapping[str, object]) -> str:
    """The page's data as JSON that may stand in a script element: nothing in it can end the element."""
    words = _Words()
    lines = {line: i for i, line in enumerate(report.corrections)}
    rows = [
        [lines[item.value]] if isinstance(item.value, CorrectionLine) else _trimmed(_fields(item, words))
        for item in found
    ]
    whole = {
        **more,
        "names": {name: {k: [m.zh, m.en] for k, m in table.items()} for name, table in TABLES.items()},
        "fields": FIELDS,
        "lines": [line.text for line in report.corrections],
        "words": list(words.numbers),
        "found": rows,
    }
    written = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate can't be written as UTF-8, but as JSON's own escape.
    written = "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in written)
    return written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _trimmed(fields: list[object]) -> list[object]:
    while fields and fields[-1] in (None, "", []):
        fields.pop()
    return [None if f in ("", []) else f for f in fields]


def _fields(item: Item, words: _Words) -> list[object]:
    f = item.value
    other = "" if getattr(f, "id", item.ident) == item.ident else getattr(f, "id", "")
    if isinstance(f, Measure):
        high: object = 0 if f.high is not None and f.high == f.low else plain(f.high)
        figure: list[object] = [plain(f.low), high, f.unit, f.relation, f.kind, f.indicator, f.year]
        return [*figure, f.scope, f.indicator_id, f.accrual, _trace(f.rule, f.seen, words), other]
    if isinstance(f, Task):
        suggested = [[s.role, words.number(s.unit), words.number(s.reason)] for s in f.suggestions]
        return [
            f.verb, list(f.deliverables), list(f.figures), f.due, f.checkable, list(f.missing),
            _trace(f.rule, f.seen, words), _path(f.path, words), f.deadline, suggested, f.strength, f.origin,
            list(f.bodies), f.accrual, other,
        ]  # fmt: skip
    if isinstance(f, Passage):
        return [f.role, f.year, _trace(f.rule, (), words), _path(f.path, words), other]
    if isinstance(f, Unsure):
        return [list(f.alternatives), _trace(f.rule, (), words), other]
    if isinstance(f, Numeral | Aside):
        return [_trace(f.rule, (), words)]
    return [words.number(f.code)] if isinstance(f, Problem) else []


def _trace(rule: str, seen: tuple[str, ...], words: _Words) -> int:
    return words.number(" → ".join((rule, *seen)))


def _path(path: tuple[str, ...], words: _Words) -> int | None:
    return words.number(" / ".join(path)) if path else None
