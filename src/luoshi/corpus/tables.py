"""The tables of a dataset, and the rows that a report or a comparison gives. One versioned schema: docs/corpus.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pyarrow as pa

from luoshi.comparing import Comparison, Figure, Link
from luoshi.comparing.observations import Observation
from luoshi.values import Identity, Measure, Passage, Report, Task

SCHEMA = "1"

# Ten decimals hold every figure that a report states; the words of the figure stand beside it.
FIGURE = pa.decimal128(38, 10)
_TENTH = Decimal(1).scaleb(-10)
_LARGEST = Decimal(10) ** 27
_TYPES = {"": pa.string(), "int": pa.int32(), "yes": pa.bool_(), "figure": FIGURE}


def _schema(columns: str) -> pa.Schema:
    """`name` is text, `name:int` a whole number, `name:yes` a truth value, `name:figure` a figure."""
    pairs = (column.partition(":") for column in columns.split())
    return pa.schema([(name, _TYPES[kind]) for name, _, kind in pairs])


_WHOSE = "report place code level year:int "
_WORDS = "start:int end:int text "
TABLES: dict[str, pa.Schema] = {
    "reports": _schema(
        _WHOSE + "file name sha256 reader review_year:int session speaker date title completeness chars:int "
        "passages:int measures:int tasks:int numerals:int unsure:int problems:int"
    ),
    "passages": _schema(_WHOSE + _WORDS + "path role spoken_year rule repeat:yes"),
    "measures": _schema(
        _WHOSE + "id " + _WORDS + "low:figure high:figure unit relation kind indicator indicator_id role spoken_year "
        "scope accrual path rule repeat:yes"
    ),
    "tasks": _schema(
        _WHOSE + "id " + _WORDS + "verb deliverables checkable deadline due strength origin bodies suggested accrual "
        "path repeat:yes"
    ),
    "links": _schema(
        _WHOSE + "later later_year:int id verdict promise promise_start:int indicator indicator_id checkable strength "
        "promised promised_low:figure promised_high:figure unit result result_start:int claimed claimed_low:figure "
        "claimed_high:figure claimed_unit reason rule"
    ),
    "observations": _schema(
        "place code year:int indicator indicator_id low:figure high:figure unit kind source date vintage text"
    ),
    "problems": _schema("file report code severity what what_en todo start:int"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its path below the folder, the name of its bytes, the reader that read it."""

    file: str
    id: str
    sha256: str
    reader: str


def whose(report: str, identity: Identity) -> dict[str, Any]:
    """The columns that say whose a row is; `year` is the plan's."""
    year = identity.plan_year
    return {"report": report, "place": identity.place, "code": identity.code, "level": identity.level, "year": year}


def of_report(source: Source, report: Report) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row that a report gives, with its table."""
    i = report.identity
    own = whose(source.id, i)
    sizes = {
        name: len(getattr(report, name)) for name in ("passages", "measures", "tasks", "numerals", "unsure", "problems")
    }
    yield "reports", own | sizes | {
        "file": source.file, "name": report.source.name, "sha256": source.sha256, "reader": source.reader,
        "review_year": i.review_year, "session": i.session, "speaker": i.speaker, "date": i.date, "title": i.title,
        "completeness": i.completeness, "chars": len(report.text),
    }  # fmt: skip
    for passage in report.passages:
        yield "passages", own | _passage(passage)
    for measure in report.measures:
        yield "measures", own | _measure(measure)
    for task in report.tasks:
        yield "tasks", own | _task(task)
    for problem in report.problems:
        yield "problems", {
            "file": source.file, "report": source.id, "code": problem.code, "severity": problem.severity,
            "what": problem.what.zh, "what_en": problem.what.en, "todo": problem.todo.zh,
            "start": problem.span.start if problem.span else None,
        }  # fmt: skip


def of_comparison(earlier: str, later: str, told: Comparison) -> Iterator[tuple[str, dict[str, Any]]]:
    """The links of one pair."""
    own = whose(earlier, told.earlier) | {"later": later, "later_year": told.later.plan_year}
    for link in told.links:
        yield "links", own | _link(link)


def of_observation(o: Observation) -> dict[str, Any]:
    """The row of an observation."""
    words, low, high, unit = _sides(o.figure)
    year = o.figure.year
    return {
        "place": o.place, "code": o.code, "year": int(year) if year and year.isdigit() else None,
        "indicator": o.indicator, "indicator_id": o.indicator_id, "low": low, "high": high, "unit": unit,
        "kind": o.figure.kind, "source": o.source, "date": o.date, "vintage": o.vintage, "text": words,
    }  # fmt: skip


def _passage(p: Passage) -> dict[str, Any]:
    return {
        "start": p.quote.start, "end": p.quote.end, "text": p.quote.text, "path": " / ".join(p.path), "role": p.role,
        "spoken_year": p.year, "rule": p.rule, "repeat": p.repeat,
    }  # fmt: skip


def _measure(m: Measure) -> dict[str, Any]:
    return {
        "id": m.id, "start": m.quote.start, "end": m.quote.end, "text": m.quote.text, "low": figure(m.low),
        "high": figure(m.high), "unit": m.unit, "relation": m.relation, "kind": m.kind, "indicator": m.indicator,
        "indicator_id": m.indicator_id,
        "role": m.role, "spoken_year": m.year, "scope": m.scope, "accrual": m.accrual, "path": " / ".join(m.path),
        "rule": m.rule, "repeat": m.repeat,
    }  # fmt: skip


def _task(t: Task) -> dict[str, Any]:
    return {
        "id": t.id, "start": t.quote.start, "end": t.quote.end, "text": t.quote.text, "verb": t.verb,
        "deliverables": "；".join(t.deliverables), "checkable": t.checkable, "deadline": t.deadline, "due": t.due,
        "strength": t.strength, "origin": t.origin, "bodies": "；".join(t.bodies),
        "suggested": "；".join(s.unit for s in t.suggestions), "accrual": t.accrual, "path": " / ".join(t.path),
        "repeat": t.repeat,
    }  # fmt: skip


def _link(link: Link) -> dict[str, Any]:
    p, r = link.promise, link.result
    promised, claimed = _sides(p.figure), _sides(r.figure if r else None)
    return {
        "id": link.id, "verdict": link.verdict, "promise": p.quote.text, "promise_start": p.quote.start,
        "indicator": p.indicator, "indicator_id": p.indicator_id, "checkable": getattr(p, "checkable", None),
        "strength": p.strength, "promised": promised[0], "promised_low": promised[1], "promised_high": promised[2],
        "unit": promised[3], "result": r.quote.text if r else None, "result_start": r.quote.start if r else None,
        "claimed": claimed[0], "claimed_low": claimed[1], "claimed_high": claimed[2], "claimed_unit": claimed[3],
        "reason": link.reason.zh, "rule": link.rule,
    }  # fmt: skip


def _sides(f: Figure | None) -> tuple[str | None, Decimal | None, Decimal | None, str | None]:
    return (f.text, figure(f.low), figure(f.high), f.unit) if f else (None, None, None, None)


def figure(value: Decimal | None) -> Decimal | None:
    """A figure as the column holds it; None where it is too large for one (its words stand beside it)."""
    if value is None or abs(value) >= _LARGEST:
        return None
    return value.quantize(_TENTH, ROUND_HALF_EVEN)
