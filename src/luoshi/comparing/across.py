"""Place to place: one indicator's targets and claims across many places and years, per head or per area where figures
for that are given, and among peers of one level, province and size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from luoshi.comparing.clauses import clauses_of
from luoshi.comparing.facts import facts
from luoshi.comparing.figures import bounds, same_unit
from luoshi.comparing.observations import Observation
from luoshi.comparing.plans import aims
from luoshi.comparing.values import Figure
from luoshi.comparing.words import load as load_words
from luoshi.lexicon import places
from luoshi.lexicon.indicators import Indicator, match, normalise
from luoshi.values import Kind, Message, Problem, Quote, Report

Column = Literal["target", "claimed", "measured"]
# Peers have from half to twice as many people.
SIZE = (Fraction(1, 2), Fraction(2))
PEOPLE = "population"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: an indicator of the lexicon, or the very words; and the kind of figure, None for any."""

    words: str
    known: Indicator | None
    kind: Kind | None = None

    def fits(self, indicator: str, indicator_id: str | None, figure: Figure) -> bool:
        if self.kind is not None and _class(figure) != ("level" if self.kind == "delta" else self.kind):
            return False
        if self.known is not None:
            return indicator_id == self.known.id
        return normalise(self.words) in normalise(indicator)


def _class(figure: Figure) -> str:
    """An amount and what is added go by one name (新增就业); points are a kind of their own."""
    return "level" if figure.kind == "delta" and figure.unit != "百分点" else figure.kind


def asked(words: str, kind: Kind | None = None) -> Asked:
    """The indicator of a phrase, else the phrase itself. 地区生产总值增速 asks for the growth."""
    if kind is None and words.endswith(("增速", "增长", "增幅", "涨幅", "增长率")):
        known = match(words, "%")
        if known is not None and known.dimension != "percent":
            kind = "change"
    return Asked(words, match(words), kind)


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of one place and year. `per`: it divided by another figure of the place, exactly, with its unit."""

    place: str
    code: str | None
    level: str | None
    year: str
    column: Column
    indicator: str
    figure: Figure
    quote: Quote | None
    source: str
    per: Fraction | None = None
    per_unit: str | None = None
    rank: int | None = None

    def value(self) -> Fraction | None:
        known = bounds(self.figure, self.figure.unit, False)
        return known.low if known.low is not None else known.high


def entries(report: Report, want: Asked) -> list[Entry]:
    """The targets of the report's plan and the claims of its review, in text order; sums over years are left out."""
    who = report.identity
    name = who.place or report.source.name

    def entry(column: Column, year: int | None, indicator: str, figure: Figure, quote: Quote) -> Entry:
        return Entry(name, who.code, who.level, str(year), column, indicator, figure, quote, report.source.name)

    found = []
    for fact in facts(report, who.review_year, ("review",)):
        if not fact.crossed and fact.basis != "total" and want.fits(fact.indicator, fact.indicator_id, fact.figure):
            found.append(entry("claimed", who.review_year, fact.indicator, fact.figure, fact.measure.quote))
    for aim in aims(report, clauses_of(report), load_words()):
        promise = aim.wanted.promise
        summed = aim.wanted.basis == "total"
        if promise.figure and not summed and want.fits(promise.indicator, promise.indicator_id, promise.figure):
            found.append(entry("target", who.plan_year, promise.indicator, promise.figure, promise.quote))
    return found


def measured_entries(observations: Iterable[Observation], want: Asked) -> list[Entry]:
    """What somebody else measured of it."""
    found = []
    for o in observations:
        if o.figure.year and want.fits(o.indicator, o.indicator_id, o.figure):
            unit = places.get(o.code) if o.code else None
            found.append(
                Entry(
                    o.place or "?",
                    o.code,
                    unit.level if unit else None,
                    o.figure.year,
                    "measured",
                    o.indicator,
                    o.figure,
                    o.quote,
                    o.named(),
                )
            )
    return found


def per(found: Sequence[Entry], by: str, observations: Sequence[Observation]) -> tuple[list[Entry], list[Problem]]:
    """Each amount divided by the place's figure of `by` (常住人口, 面积) in that year; only amounts are divided."""
    wanted = asked(by)
    given = {
        (o.code or o.place, o.figure.year): o.figure
        for o in observations
        if _class(o.figure) == "level" and wanted.fits(o.indicator, o.indicator_id, o.figure)
    }
    divided: list[Entry] = []
    without: dict[str, None] = {}
    for entry in found:
        base = given.get((entry.code or entry.place, entry.year))
        value = entry.value()
        if _class(entry.figure) != "level" or value is None:
            divided.append(entry)
        elif base is None or not base.low:
            without[f"{entry.place}{entry.year}年"] = None
            divided.append(entry)
        else:
            unit = f"{entry.figure.unit or ''}/{base.unit or by}"
            divided.append(replace(entry, per=value / Fraction(base.low), per_unit=unit))
    return divided, [_without(by, list(without))] if without else []


def _without(by: str, names: Sequence[str]) -> Problem:
    shown = "、".join(names[:8]) + ("等" if len(names) > 8 else "")
    return Problem(
        "across-no-base",
        "warning",
        Message(f"没有{shown}的{by}，这些没有折算", f"no {by} of {shown}: not divided"),
        Message("请在数据表里补上", "add it to the table of figures"),
    )


def ranked(found: Sequence[Entry], down: bool = False) -> list[Entry]:
    """Within each year, column and kind: the best first (the lowest, where less is better), ties sharing a rank."""
    groups: dict[tuple[str, str, str, str], list[Entry]] = {}
    for entry in found:
        unit = entry.per_unit or ("" if _class(entry.figure) == "level" else entry.figure.unit or "")
        groups.setdefault((entry.year, entry.column, _class(entry.figure), unit), []).append(entry)
    out: list[Entry] = []
    for key in sorted(groups, key=lambda k: (-int(k[0]) if k[0].isdigit() else 0, k[1:])):
        group = _one_a_place(groups[key])
        values = [(entry.per if entry.per is not None else _in_unit(entry, group[0]), entry) for entry in group]
        known = [(value, entry) for value, entry in values if value is not None]
        known.sort(key=lambda pair: (pair[0] if down else -pair[0], pair[1].code or pair[1].place))
        for value, entry in known:
            better = sum((v < value if down else v > value) for v, _ in known)
            out.append(replace(entry, rank=better + 1))
    return out


def _one_a_place(group: Sequence[Entry]) -> list[Entry]:
    """The first figure of each place: the summary of a report's review and plan stands before its parts."""
    first: dict[str, Entry] = {}
    for entry in group:
        first.setdefault(entry.code or entry.place, entry)
    return list(first.values())


def _in_unit(entry: Entry, like: Entry) -> Fraction | None:
    if not same_unit(entry.figure.unit, like.figure.unit):
        return None
    known = bounds(entry.figure, like.figure.unit, False)
    return known.low if known.low is not None else known.high


def peers(found: Sequence[Entry], of: places.Place, people: Sequence[Observation]) -> list[Entry]:
    """The entries of places of its level and province; where the people are given, of half to twice its size."""
    size = {o.code: o.figure.low for o in people if o.code and o.figure.low and "人口" in o.indicator}
    ours = size.get(of.code)
    return [entry for entry in found if _is_peer(entry, of, size, ours)]


def _is_peer(entry: Entry, of: places.Place, size: dict[str, Decimal], ours: Decimal | None) -> bool:
    here = places.get(entry.code) if entry.code else None
    if here is None or here.level != of.level or not _one_province(here, of):
        return False
    theirs = size.get(here.code)
    return ours is None or theirs is None or SIZE[0] <= Fraction(theirs) / Fraction(ours) <= SIZE[1]


def _one_province(a: places.Place, b: places.Place) -> bool:
    return a.level == "省级" or a.code[:2] == b.code[:2]
