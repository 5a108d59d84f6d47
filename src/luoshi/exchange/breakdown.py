"""The rows of the breakdown table (任务分解表): one for each task of a report, as what may stand in its cells.

`TASK_SOURCES` is the vocabulary that a file of columns chooses from (`columns.toml`, `docs/columns.md`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from luoshi import names
from luoshi.exchange import wording
from luoshi.exchange.cells import flat
from luoshi.values import Correction, Measure, Passage, Quote, Report, Task

Cell = str | int | Decimal | date | None

NO_HEADING = "（无标题）"
# What a table of less than a whole report must say: that a promise is missing here proves nothing.
PARTIAL = {"summary": "（仅为摘要，分解不全）", "part": "（仅为部分，分解不全）"}
LONGEST_SENTENCE = 240
_STOPS = "。；！？;!?"


class Book:
    """What the cells of a report look up again and again."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def measures(self) -> dict[str, Measure]:
        return {m.id: m for m in self.report.measures}

    @cached_property
    def _line_ends(self) -> list[int]:
        return list(accumulate(len(line) + 1 for line in self.report.text.split("\n")))

    @cached_property
    def _passages(self) -> tuple[list[int], list[Passage]]:
        whole = sorted((p for p in self.report.passages if len(p.quote.spans) == 1), key=lambda p: p.quote.start)
        return [p.quote.start for p in whole], whole

    def place(self, quote: Quote) -> str:
        """Where the quote stands, in words; lines count from 1."""
        lines = bisect_right(self._line_ends, quote.start) + 1, bisect_right(self._line_ends, quote.end - 1) + 1
        return wording.place(lines, quote.start, quote.end)

    def sentence(self, quote: Quote) -> str:
        """The sentence around the quote, or the quote alone where it was torn or the sentence has no end in sight."""
        start, end = self.around(quote)
        whole = len(quote.spans) == 1 and end - start <= LONGEST_SENTENCE
        return flat(self.report.text[start:end] if whole else quote.text)

    def around(self, quote: Quote) -> tuple[int, int]:
        """Where the sentence around the quote starts and ends; the quote's own ends where it was torn."""
        starts, passages = self._passages
        i = bisect_right(starts, quote.start) - 1
        if i < 0 or len(quote.spans) > 1 or passages[i].quote.end < quote.end:
            return quote.start, quote.end
        text, around = self.report.text, passages[i].quote
        start = max(text.rfind(stop, around.start, quote.start) for stop in _STOPS) + 1 or around.start
        ends = [n + 1 for stop in _STOPS if (n := text.find(stop, quote.end, around.end)) >= 0]
        return start, min(ends, default=around.end)


@dataclass(frozen=True, slots=True)
class Row:
    """A task with its number in the table and what its heading path is in the table's categories."""

    number: int
    task: Task
    categories: tuple[str, ...]
    figures: tuple[Measure, ...]
    book: Book


def rows(report: Report) -> list[Row]:
    """The tasks in text order, those of a repeated block once."""
    book = Book(report)
    tasks = [t for t in report.tasks if not t.repeat]
    drop = heading_depth(t.path for t in tasks)
    return [
        Row(
            number=i,
            task=t,
            categories=t.path[min(drop, len(t.path) - 1) :] if t.path else (),
            figures=tuple(book.measures[f] for f in t.figures if f in book.measures),
            book=book,
        )
        for i, t in enumerate(tasks, 1)
    ]


def heading_depth(paths: Iterable[tuple[str, ...]]) -> int:
    """How many outer headings sort nothing: 2025年工作安排 stands above most tasks, and tells none from another."""
    left, drop = list(paths), 0
    while deeper := [p for p in left if len(p) > drop + 1]:
        (_, most), *_ = Counter(p[drop] for p in deeper).most_common(1)
        if 3 * most < 2 * len(left):
            break
        drop += 1
    return drop


def placeholders(report: Report, count: int) -> dict[str, object]:
    """What stands for {place}, {count}… in the titles and notes of a table of `count` rows."""
    who = report.identity
    kinds = Counter(t.checkable for t in report.tasks if not t.repeat)
    return {
        "place": who.place or "〔地方待填〕",
        "year": f"{who.plan_year}年" if who.plan_year else "〔年份待填〕",
        "report": who.title or "政府工作报告",
        "partial": PARTIAL.get(who.completeness, ""),
        "source": report.source.name,
        "count": count,
        "figure": kinds["figure"],
        "named": kinds["named"],
        "general": kinds["general"],
    }


def _targets(row: Row) -> str:
    return "；\n".join(dict.fromkeys(wording.target(m) for m in row.figures))


def _task_and_target(row: Row) -> str:
    """The task; behind it the targets whose subject its own words leave out (总产58亿斤以上: of what?)."""
    text = flat(row.task.quote.text)
    unsaid = dict.fromkeys(wording.target(m) for m in row.figures if m.indicator and m.indicator not in text)
    return f"{text}\n（目标：{'；'.join(unsaid)}）" if unsaid else text


def _evidence(row: Row) -> str:
    return f"“{row.book.sentence(row.task.quote)}”　{row.book.place(row.task.quote)}"


def _suggested(role: str) -> Callable[[Row], str]:
    return lambda row: "、".join(dict.fromkeys(s.unit for s in row.task.suggestions if s.role == role))


def _reasons(row: Row) -> str:
    return "；".join(f"{s.role} {s.unit}：{s.reason}" for s in row.task.suggestions)


def remark(correction: Correction | None) -> str:
    """A corrected finding says so."""
    if correction is None:
        return ""
    return f"已更正（{'，'.join(filter(None, (correction.who, correction.when, correction.why)))}）"


def _due(row: Row) -> Cell:
    try:
        return date.fromisoformat(row.task.due) if row.task.due else None
    except ValueError:
        return row.task.due


TASK_SOURCES: Mapping[str, Callable[[Row], Cell]] = {
    "blank": lambda row: None,
    "number": lambda row: row.number,
    "category": lambda row: row.categories[0] if row.categories else NO_HEADING,
    "subcategory": lambda row: " / ".join(row.categories[1:]),
    "path": lambda row: " / ".join(row.task.path),
    "task": lambda row: flat(row.task.quote.text),
    "task_and_target": _task_and_target,
    "verb": lambda row: row.task.verb,
    "deliverables": lambda row: "、".join(flat(d) for d in row.task.deliverables),
    "target": _targets,
    "deadline": lambda row: wording.deadline(row.task, row.book.report.identity.plan_year),
    "deadline_brief": lambda row: wording.deadline_brief(row.task, row.book.report.identity.plan_year),
    "due": _due,
    "evidence": _evidence,
    "quote": lambda row: flat(row.task.quote.text),
    "sentence": lambda row: row.book.sentence(row.task.quote),
    "place": lambda row: row.book.place(row.task.quote),
    "suggested_lead": _suggested("牵头"),
    "suggested_support": _suggested("配合"),
    "suggested_reason": _reasons,
    "bodies": lambda row: "、".join(flat(b) for b in row.task.bodies),
    "checkable": lambda row: names.zh(names.CHECKABLE, row.task.checkable),
    "missing": lambda row: "、".join(names.zh(names.MISSING, m) for m in row.task.missing),
    "strength": lambda row: row.task.strength,
    "origin": lambda row: row.task.origin,
    "accrual": lambda row: row.task.accrual,
    "remark": lambda row: remark(row.task.correction),
    "rule": lambda row: row.task.rule,
    "id": lambda row: row.task.id,
}
