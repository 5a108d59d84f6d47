"""The rows of the lists beside the breakdown table: every measure of the report, and every problem with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from luoshi import names
from luoshi.exchange import wording
from luoshi.exchange.breakdown import Book, Cell, remark
from luoshi.exchange.cells import flat
from luoshi.lexicon import indicators
from luoshi.values import Measure, Message, Quote, Report

SHOWN = 120


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with its number in the list."""

    number: int
    measure: Measure
    book: Book


def measure_rows(report: Report) -> list[MeasureRow]:
    """All measures in text order, repeats too: they say that they are."""
    book = Book(report)
    return [MeasureRow(i, m, book) for i, m in enumerate(report.measures, 1)]


def _name(row: MeasureRow) -> Cell:
    known = indicators.load().indicators.get(row.measure.indicator_id or "")
    return known.name if known else None


INDICATOR_SOURCES: Mapping[str, Callable[[MeasureRow], Cell]] = {
    "blank": lambda row: None,
    "number": lambda row: row.number,
    "role": lambda row: names.zh(names.ROLE, row.measure.role),
    "indicator": lambda row: row.measure.indicator,
    "indicator_id": lambda row: row.measure.indicator_id,
    "indicator_name": _name,
    "phrase": lambda row: wording.phrase(row.measure),
    "low": lambda row: row.measure.low,
    "high": lambda row: row.measure.high,
    "unit": lambda row: row.measure.unit,
    "relation": lambda row: names.zh(names.RELATION, row.measure.relation),
    "kind": lambda row: names.zh(names.KIND, row.measure.kind),
    "year": lambda row: row.measure.year,
    "scope": lambda row: row.measure.scope,
    "accrual": lambda row: row.measure.accrual,
    "path": lambda row: " / ".join(row.measure.path),
    "quote": lambda row: flat(row.measure.quote.text),
    "sentence": lambda row: row.book.sentence(row.measure.quote),
    "place": lambda row: row.book.place(row.measure.quote),
    "repeat": lambda row: "重复" if row.measure.repeat else None,
    "remark": lambda row: remark(row.measure.correction),
    "rule": lambda row: row.measure.rule,
    "id": lambda row: row.measure.id,
}


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem, a doubt, or all that was set aside for one reason."""

    number: int
    sort: str
    severity: str
    what: Message
    todo: Message
    quote: str
    place: str
    code: str


_DECIDE = Message(
    "请对照原文判定，把结果写入更正文件", "decide by the text, and write the result into the file of corrections"
)
_LOOK = Message("请看一眼是否误删；误删的请报告", "see whether text of the report is among it; if so, report it")


def problem_rows(report: Report) -> list[ProblemRow]:
    """Problems, then what is undecided, then what was set aside (a row a reason), numbered through."""
    book = Book(report)
    found: list[tuple[str, str, Message, Message, str, str, str]] = []
    for p in report.problems:
        words = flat(report.text[p.span.start : p.span.end])[:SHOWN] if p.span else ""
        where = book.place(Quote((p.span,), "")) if p.span else ""
        found.append(("问题", names.zh(names.SEVERITY, p.severity), p.what, p.todo, words, where, p.code))
    for u in report.unsure:
        zh = u.question.zh + (f"　可能是：{'；'.join(u.alternatives)}" if u.alternatives else "")
        en = u.question.en + (f": {'; '.join(u.alternatives)}" if u.alternatives else "")
        words, where = flat(u.quote.text)[:SHOWN], book.place(u.quote)
        found.append(("存疑", "待定", Message(zh, en), _DECIDE, words, where, u.rule))
    by_reason: dict[tuple[str, str], list[Quote]] = {}
    for a in report.asides:
        by_reason.setdefault((a.reason, a.rule), []).append(a.quote)
    for (reason, rule), quotes in by_reason.items():
        size = sum(len(q.text) for q in quotes)
        what = Message(
            f"未读入的文字：{reason}，{len(quotes)} 处共 {size} 字",
            f"text set aside: {reason}, {len(quotes)} places, {size} characters",
        )
        sample = "；".join(flat(q.text)[:24] for q in quotes[:5])[:SHOWN]
        found.append(("搁置", "提示", what, _LOOK, sample, book.place(quotes[0]), rule))
    return [ProblemRow(i, *row) for i, row in enumerate(found, 1)]


PROBLEM_SOURCES: Mapping[str, Callable[[ProblemRow], Cell]] = {
    "blank": lambda row: None,
    "number": lambda row: row.number,
    "sort": lambda row: row.sort,
    "severity": lambda row: row.severity,
    "what": lambda row: row.what.zh,
    "todo": lambda row: row.todo.zh,
    "quote": lambda row: row.quote,
    "place": lambda row: row.place,
    "english": lambda row: f"{row.what.en}; {row.todo.en}" if row.what.en else None,
    "code": lambda row: row.code,
}
