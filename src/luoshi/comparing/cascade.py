"""Targets handed down: a city's plan beside the plans of its districts, for the same year.

Where the districts ask more than the city (层层加码) or less, what their amounts add up to, and what of the city's plan
no district takes up. The term: target cascade; its growth at every level, top-down amplification.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from luoshi.comparing.amounts import amount
from luoshi.comparing.clauses import Clause, clauses_of, quote
from luoshi.comparing.figures import as_decimal, bounds, falls
from luoshi.comparing.likeness import Index
from luoshi.comparing.plans import Aim, aims, figure_gap, matched
from luoshi.comparing.promises import Finder, Wanted
from luoshi.comparing.reasons import written
from luoshi.comparing.values import Figure, Promise
from luoshi.comparing.words import Words
from luoshi.comparing.words import load as load_words
from luoshi.lexicon import indicators, places
from luoshi.lexicon.indicators import accruals
from luoshi.values import Identity, Message, Problem, Report

Ask = Literal["more", "less", "same", "part", "unclear"]
ASKS: dict[Ask, Message] = {
    "more": Message("加码", "asks more"),
    "less": Message("低于上级", "asks less"),
    "same": Message("持平", "asks the same"),
    "part": Message("分担", "a part of it"),
    "unclear": Message("不能比", "cannot be ranked"),
}
# How much of a deed's words must stand in one clause of the lower plan to say that it was taken up.
TAKEN = 0.62


@dataclass(frozen=True, slots=True)
class Part:
    """What one lower plan makes of a target: of a rate, how far it is from the upper one (`difference`, lower less
    upper, in points); of an amount, its share of the upper one in percent (`share`)."""

    place: str
    promise: Promise
    ask: Ask
    difference: Decimal | None
    share: Decimal | None
    reason: Message


@dataclass(frozen=True, slots=True)
class Handed:
    """One target or deed of the upper plan and what the lower plans make of it.

    `total`: what the lower amounts add up to, `gap`: total less target, both in the target's unit; None for rates, for
    deeds, and where one of them is no single number. `missing`: the places whose plan has nothing of it.
    """

    promise: Promise
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    total: Decimal | None
    gap: Decimal | None

    @property
    def taken(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True, slots=True)
class Cascade:
    """An upper plan beside lower ones. `whole`: how many units the gazetteer has below the upper one, None where it is
    not known: sums of fewer are sums of a part."""

    upper: Identity
    lowers: tuple[Identity, ...]
    whole: int | None
    handed: tuple[Handed, ...]
    problems: tuple[Problem, ...]


def cascade(upper: Report, lowers: Sequence[Report]) -> Cascade:
    """The upper plan's targets and named deeds, in text order, with what each lower plan makes of them."""
    used, problems = _checked(upper, lowers)
    words, clauses = load_words(), clauses_of(upper)
    targets = aims(upper, clauses, words)
    deeds = [w for w in Finder(upper, clauses, words, accruals()).all() if w.promise.checkable == "named"]
    found: dict[str, list[Part]] = {}
    for report in used:
        _one(report, targets, deeds, clauses, words, found)
    names = [_name(r) for r in used]
    promises = [aim.wanted.promise for aim in targets] + [w.promise for w in deeds]
    promises.sort(key=lambda p: p.quote.start)
    handed = [_handed(p, tuple(found.get(p.finding, ())), names) for p in promises] if used else []
    return Cascade(upper.identity, tuple(r.identity for r in used), _units_below(upper), tuple(handed), tuple(problems))


def _one(
    report: Report,
    targets: Sequence[Aim],
    deeds: Sequence[Wanted],
    clauses: Sequence[Clause],
    words: Words,
    found: dict[str, list[Part]],
) -> None:
    """What one lower plan makes of the upper one's targets and deeds."""
    below = clauses_of(report)
    plan = [c for c in below if c.role == "plan"]
    index = Index(words, clauses, plan)
    theirs = aims(report, below, words)
    for number, i in matched(targets, theirs, index, words).items():
        promise = targets[i].wanted.promise
        found.setdefault(promise.finding, []).append(_part(_name(report), promise, theirs[number].wanted.promise))
    for deed in deeds:
        clause = _taken_up(deed, index, plan)
        if clause is not None:
            words_of_it = quote(report, clause.start, clause.end)
            promise = replace(deed.promise, quote=words_of_it, indicator=clause.text, task=None, path=clause.path)
            why = Message("下级安排里有这件事", "the lower plan has it")
            found.setdefault(deed.promise.finding, []).append(Part(_name(report), promise, "part", None, None, why))


def _taken_up(deed: Wanted, index: Index, plan: Sequence[Clause]) -> Clause | None:
    """The clause of the lower plan that says most of the deed's words, where it says enough of them."""
    by_number = {c.number: c for c in plan}
    best: tuple[float, Clause] | None = None
    for number in index.nearest(index.phrase(deed.grams)):
        match = index.match(index.phrase(deed.grams), index.sets[number])
        if match.cover >= TAKEN and match.run >= 4 and (best is None or match.cover > best[0]):
            best = match.cover, by_number[number]
    return best[1] if best else None


def _part(place: str, upper: Promise, lower: Promise) -> Part:
    assert upper.figure is not None and lower.figure is not None
    told = f"上级{written(upper.figure)}，{place}{written(lower.figure)}"
    told_en = f"above {upper.figure.text}, {place} {lower.figure.text}"
    if upper.figure.kind in ("level", "delta"):
        # What is meant of each one (每县1个) is no part of a whole.
        share = None if upper.indicator.startswith("每") else _share(upper.figure, lower.figure)
        said = f"，占{amount(share)}%" if share is not None else ""
        why = Message(f"{told}{said}", f"{told_en}{f', {share}%' if share is not None else ''}")
        return Part(place, lower, "part", None, share, why)
    gap = figure_gap(upper.figure, lower.figure)
    ask: Ask = "unclear" if gap is None else "same" if gap == 0 else "more" if (gap > 0) != _less(upper) else "less"
    exact = as_decimal(gap) if gap is not None else None
    by = f"{amount(abs(exact))}个百分点" if exact else ""
    why = Message(f"{told}：{ASKS[ask].zh}{by}", f"{told_en}: {ASKS[ask].en}")
    return Part(place, lower, ask, exact, None, why)


def _less(promise: Promise) -> bool:
    """Whether less is more to ask: unemployment, energy per unit told as a level."""
    known = indicators.load().indicators.get(promise.indicator_id or "")
    down = known is not None and known.direction == "down"
    return down and not (promise.figure is not None and falls(promise.figure))


def _share(upper: Figure, lower: Figure) -> Decimal | None:
    """The lower amount in percent of the upper one, to a tenth."""
    a, b = _single(upper, upper.unit), _single(lower, upper.unit)
    if not a or b is None:
        return None
    return (Decimal(round(b / a * 1000)) / 10).normalize()


def _single(figure: Figure, unit: str | None) -> Fraction | None:
    known = bounds(figure, unit, False)
    return known.low if known.low is not None else known.high


def _handed(promise: Promise, parts: tuple[Part, ...], names: Sequence[str]) -> Handed:
    have = {part.place for part in parts}
    missing = tuple(name for name in names if name not in have)
    figure = promise.figure
    each = promise.indicator.startswith("每") or "人均" in promise.indicator
    if figure is None or figure.kind not in ("level", "delta") or not parts or each:
        return Handed(promise, parts, missing, None, None)
    values = [_single(p.promise.figure, figure.unit) for p in parts if p.promise.figure is not None]
    target = _single(figure, figure.unit)
    if target is None or None in values:
        return Handed(promise, parts, missing, None, None)
    total = sum((v for v in values if v is not None), Fraction(0))
    return Handed(promise, parts, missing, as_decimal(total), as_decimal(total - target))


def _name(report: Report) -> str:
    return report.identity.place or report.source.name


def _units_below(upper: Report) -> int | None:
    code = upper.identity.code
    return len(places.below(code)) if code and places.get(code) else None


def _checked(upper: Report, lowers: Sequence[Report]) -> tuple[list[Report], list[Problem]]:
    """The lower reports that can be set beside the upper one; what stands against the others."""
    used: list[Report] = []
    problems: list[Problem] = []
    above = places.get(upper.identity.code) if upper.identity.code else None
    seen = {upper.source.sha256}
    for report in lowers:
        here = places.get(report.identity.code) if report.identity.code else None
        if report.source.sha256 in seen:
            problems.append(_problem("same", report, "给了两次", "is there twice", _ONCE))
        elif above is not None and here is not None and (here.code == above.code or not here.within(above)):
            zh, en = f"不是{above.name}的下级", f"is not below {above.name}"
            problems.append(_problem("place", report, zh, en, _BELOW))
        elif report.identity.plan_year != upper.identity.plan_year:
            zh = f"安排的是{report.identity.plan_year}年，不是{upper.identity.plan_year}年"
            en = f"plans {report.identity.plan_year}, not {upper.identity.plan_year}"
            problems.append(_problem("year", report, zh, en, _YEAR))
        elif not any(p.role == "plan" for p in report.passages):
            problems.append(_problem("no-plan", report, "没有找到工作安排", "has no plan", _WHOLE))
        else:
            used.append(report)
        seen.add(report.source.sha256)
    return used, problems


_ONCE = Message("每份只给一次", "give each once")
_BELOW = Message("请给出下级的报告；先写上级，再写下级", "name the upper report first, then those below it")
_YEAR = Message("请给出同一年的报告，或用 --year 指明", "give reports of one year")
_WHOLE = Message("请检查文件是否完整", "check that the file is whole")


def _problem(code: str, report: Report, zh: str, en: str, todo: Message) -> Problem:
    name = report.source.name
    return Problem(f"cascade-{code}", "error", Message(f"{name}{zh}，没有采用", f"{name} {en}: not used"), todo)
