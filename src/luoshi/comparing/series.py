"""Through the years: one indicator of one place as a series of targets, claims and measurements, and its long goals.

Figures of one year, totals and means of several years, and values at the end of a period are kept apart (`Basis`):
none stands among the others. Long goals are compounded, never added (`pace.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from luoshi.comparing.across import Asked, Column
from luoshi.comparing.clauses import Clause, clauses_of
from luoshi.comparing.facts import facts
from luoshi.comparing.likeness import grams
from luoshi.comparing.observations import Observation
from luoshi.comparing.plans import aims
from luoshi.comparing.promises import figure_of
from luoshi.comparing.values import Figure
from luoshi.comparing.words import load as load_words
from luoshi.values import Measure, Message, Quote, Report

# 当年: of one year (a flow of it, a growth, a value at its end). 累计 and 年均: of several years together, their mean.
# 期末: the value to be there at the end of a period. 不明: of several years, but the words do not say which.
Basis = Literal["当年", "累计", "年均", "期末", "不明"]

_MEAN = re.compile(r"年均|平均每年|每年平均|年平均|每年(?=增|新|下|提)")
_SUM = re.compile(r"累计|合计|共(?=新|完|建|投)|总计|五年(?:共|新增|内)|5年(?:共|新增|内)|力争五年")
_END = re.compile(r"达|提高到|提升到|降到|降至|增加到|稳定在|保持在|控制在|突破|超过|到20[0-9]{2}年|[期年]末")
_KEPT = re.compile(r"增速|保持在|稳定在|保持")


@dataclass(frozen=True, slots=True)
class Point:
    """A figure. `first`, `last`: the years that it is of (the same for 当年). `note`: how its definition differs from
    the point before it in its column, or None."""

    column: Column | Literal["goal"]
    first: int
    last: int
    basis: Basis
    indicator: str
    figure: Figure
    quote: Quote | None
    source: str
    note: Message | None = None

    @property
    def form(self) -> str:
        """Points of unlike form stand in unlike lines: an amount, a growth, a share."""
        return form_of(self.figure)


def form_of(figure: Figure) -> str:
    return "level" if figure.kind == "delta" and figure.unit != "百分点" else figure.kind


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator of one place. `points`: of one year each, by year and column; `spans`: of several years; `goals`:
    what is to be reached beyond a plan's year."""

    place: str
    indicator: str
    indicator_id: str | None
    points: tuple[Point, ...]
    spans: tuple[Point, ...]
    goals: tuple[Point, ...]


def series(want: Asked, reports: Sequence[Report], observations: Iterable[Observation] = ()) -> Series:
    """The series over reports of one place, in any order."""
    ordered = sorted(reports, key=lambda r: (r.identity.plan_year or 0, r.source.name))
    points: list[Point] = []
    spans: list[Point] = []
    goals: list[Point] = []
    for report in ordered:
        yearly = _yearly(report, want)
        points += [p for p in yearly if p.basis == "当年"]
        spans += [p for p in yearly if p.basis != "当年"]
        some, later = _longer(report, want)
        spans += some
        goals += later
    for o in observations:
        if o.figure.year and o.figure.year.isdigit() and want.fits(o.indicator, o.indicator_id, o.figure):
            year = int(o.figure.year)
            points.append(Point("measured", year, year, "当年", o.indicator, o.figure, o.quote, o.named()))
    place = next((r.identity.place for r in ordered if r.identity.place), "?")
    name = want.known.name if want.known else want.words
    return Series(
        place,
        name,
        want.known.id if want.known else None,
        _noted(_first_of_each(points)),
        tuple(spans),
        tuple(_once(goals)),
    )


def _yearly(report: Report, want: Asked) -> list[Point]:
    who, name = report.identity, report.source.name
    found = []
    for fact in facts(report, who.review_year, ("review",)):
        if who.review_year and not fact.crossed and want.fits(fact.indicator, fact.indicator_id, fact.figure):
            year, quote = who.review_year, fact.measure.quote
            basis: Basis = "累计" if fact.basis == "total" else "当年"
            found.append(Point("claimed", year, year, basis, fact.indicator, fact.figure, quote, name))
    for aim in aims(report, clauses_of(report), load_words()):
        promise = aim.wanted.promise
        if who.plan_year and promise.figure and want.fits(promise.indicator, promise.indicator_id, promise.figure):
            year, quote = who.plan_year, promise.quote
            found.append(
                Point(
                    "target",
                    year,
                    year,
                    "累计" if aim.wanted.basis == "total" else "当年",
                    promise.indicator,
                    promise.figure,
                    quote,
                    name,
                )
            )
    return found


def _longer(report: Report, want: Asked) -> tuple[list[Point], list[Point]]:
    """(figures of several past years, goals beyond the plan's year)."""
    spans, goals = [], []
    for clause in clauses_of(report):
        for measure in clause.measures:
            figure = figure_of(measure)
            if measure.repeat or not want.fits(measure.indicator, measure.indicator_id, figure):
                continue
            years = _years(measure, clause)
            basis = basis_of(clause, measure, years)
            if measure.role == "outlook" and years:
                goals.append(_point("goal", years, basis, measure, figure, report))
            elif measure.role == "review" and years and years[0] < years[1] and basis != "期末":
                spans.append(_point("claimed", years, basis, measure, figure, report))
    return spans, goals


def _point(
    column: Literal["goal", "claimed"], years: tuple[int, int], basis: Basis, m: Measure, figure: Figure, report: Report
) -> Point:
    return Point(column, *years, basis, m.indicator, figure, m.quote, report.source.name)


def _years(measure: Measure, clause: Clause) -> tuple[int, int] | None:
    """The years of a figure: 2026-2030 of its own or its passage; of the last year of a five-year plan, its five."""
    for said in (measure.year, clause.year):
        found = re.fullmatch(r"(\d{4})-(\d{4})", said or "")
        if found:
            return int(found[1]), int(found[2])
    if measure.year and measure.year.isdigit():
        last = int(measure.year)
        return (last - 4, last) if measure.role == "outlook" and last % 5 == 0 else (last, last)
    return None


def basis_of(clause: Clause, measure: Measure, years: tuple[int, int] | None) -> Basis:
    """How a figure of several years counts, by the words before it; a level that is to be reached is of the end."""
    if years is None or years[0] == years[1]:
        return "当年" if measure.role != "outlook" else "期末"
    at = clause.text.find("".join(measure.quote.text.split()))
    before = clause.text[: at if at >= 0 else len(clause.text)]
    mean, total, end = (max((m.end() for m in p.finditer(before)), default=-1) for p in (_MEAN, _SUM, _END))
    if mean > total:
        return "年均"
    if total > -1:
        return "累计"
    if measure.kind == "change":
        # A fall over several years that is no mean is of all of them together (能耗强度下降13.5%); a growth may be so.
        figure = figure_of(measure)
        return "累计" if (figure.low or figure.high or 0) < 0 else "年均" if _KEPT.search(before) else "不明"
    if measure.kind in ("share", "rank") or end > -1:
        return "期末"
    return "累计" if measure.kind == "delta" else "不明"


def _first_of_each(points: Sequence[Point]) -> list[Point]:
    """The first figure of each source for a year, column and form: its summary stands before its parts."""
    first: dict[tuple[object, ...], Point] = {}
    for p in points:
        first.setdefault((p.column, p.first, p.form, p.source), p)
    return sorted(first.values(), key=lambda p: (p.form, p.first, p.column))


def _once(goals: Sequence[Point]) -> list[Point]:
    """A goal that several reports repeat, once: in the words of the first."""
    first: dict[tuple[object, ...], Point] = {}
    for g in goals:
        first.setdefault((g.first, g.last, g.basis, g.form, g.figure.low, g.figure.high, g.figure.unit), g)
    return list(first.values())


def _noted(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points, each with how its definition differs from the one before it in its line."""
    words = load_words()
    last: dict[tuple[str, str], Point] = {}
    out = []
    for p in points:
        before = last.get((p.form, p.column))
        note = None
        if before is not None:
            ours, theirs = (set(grams(x.indicator, words)) for x in (before, p))
            if before.figure.unit != p.figure.unit:
                note = Message(
                    f"单位由{before.figure.unit or '无'}改为{p.figure.unit or '无'}",
                    f"the unit changed from {before.figure.unit} to {p.figure.unit}",
                )
            elif not (ours <= theirs or theirs <= ours):
                note = Message(f"名称由“{before.indicator}”改为“{p.indicator}”", f"called {before.indicator!r} before")
        last[p.form, p.column] = p
        out.append(replace(p, note=note))
    return tuple(out)
