"""Three ways: what was promised, what is claimed, what was measured. The three are never mixed.

A claim is set against an observation only where both are of one indicator, place and year, of one kind, and in units
that convert exactly. They differ where their distance is more than the rounding of both of their words explains.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from luoshi.comparing.amounts import amount
from luoshi.comparing.facts import Fact, facts
from luoshi.comparing.figures import as_decimal, bounds, is_count, judge, same_unit
from luoshi.comparing.observations import Observation
from luoshi.comparing.reasons import NAMES, written
from luoshi.comparing.rounding import tolerance
from luoshi.comparing.values import Figure, Link, Verdict
from luoshi.lexicon import indicators
from luoshi.lexicon.indicators import normalise
from luoshi.values import Identity, Measure, Message, Problem, Report

Outcome = Literal["agrees", "differs", "unsure"]
# Two figures of one name that lie further apart than this are most likely of two definitions.
TOO_FAR = 4
# So many sources that were not needed are named one by one.
FEW = 3


@dataclass(frozen=True, slots=True)
class Check:
    """A claim set against an observation. `difference`: claimed less observed, `allowed`: what rounding explains; both
    in `unit`, the claim's (个百分点 for rates); None where a figure is not exact, or cannot be written out."""

    claim: Measure
    observation: Observation
    outcome: Outcome
    unit: str | None
    difference: Decimal | None
    allowed: Decimal | None
    reason: Message


@dataclass(frozen=True, slots=True)
class Measured:
    """What somebody else measured of a promise. `verdict`: what the promise comes to by that figure, which the
    report's word does not change; `unsure` where it cannot be told."""

    link: str
    observation: Observation
    verdict: Verdict
    reason: Message


def relevant(
    who: Identity, years: Sequence[int | None], observations: Sequence[Observation]
) -> tuple[list[Observation], list[Problem]]:
    """The observations of this place and these years, and a problem for each source that has none."""
    asked = sorted({str(year) for year in years if year is not None})
    ours = [o for o in observations if _here(o, who)]
    of_year = [o for o in ours if not asked or o.figure.year in asked]
    problems = [_stranger(o) for o in observations if o.code is None and not _here(o, who)]
    by_source: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        by_source[observation.found_in.name].append(observation)
    used = {o.found_in.name for o in of_year}
    unused = {name: some for name, some in by_source.items() if name not in used and all(o.code for o in some)}
    if used and len(unused) > FEW:
        problems.append(_many_unused(list(unused)))
    else:
        problems += [_no_use(name, some, who, "、".join(asked)) for name, some in unused.items()]
    return of_year, problems


def _many_unused(names: Sequence[str]) -> Problem:
    """A folder of all years is no mistake: one line for all that was not needed."""
    shown = "、".join(names[:FEW])
    return Problem(
        "observations-other-year",
        "note",
        Message(
            f"另有{len(names)}个来源不是这个地方这两年的，没有用到：{shown}等",
            f"{len(names)} sources of other years or places were not needed: {', '.join(names[:FEW])}…",
        ),
        Message("不必处理", "nothing is to be done"),
    )


def _here(observation: Observation, who: Identity) -> bool:
    """Whether it is of the place; of a place that the gazetteer does not know, the name decides."""
    if observation.code is not None and who.code is not None:
        return observation.code == who.code
    return who.place is None or observation.place == who.place


def _stranger(observation: Observation) -> Problem:
    where = f"{observation.found_in.name}第 {observation.row} 行“地方”栏"
    return Problem(
        "observations-row",
        "warning",
        Message(
            f"{where}：不认识“{observation.place}”，这一行没有采用",
            f"{observation.found_in.name}, row {observation.row}, column place: {observation.place!r} is not in the "
            "gazetteer; the row is not used",
        ),
        Message("请写全称，重名的带上级，如“河北省唐山市路北区”", "write the full name, with the units above it"),
    )


def _no_use(name: str, theirs: Sequence[Observation], who: Identity, year: str) -> Problem:
    here = [o for o in theirs if _here(o, who)]
    if not here:
        said = "、".join(sorted({o.place or "?" for o in theirs})[:3])
        what = Message(f"{name}说的是{said}，不是{who.place}", f"{name} is of {said}, not of {who.place}")
        todo = Message("请给出同一地方的数据", "give figures of the same place")
        return Problem("observations-other-place", "warning", what, todo)
    years = "、".join(sorted({o.figure.year or "?" for o in here})[:6])
    what = Message(f"{name}是{years}年的数，要核对的是{year}年", f"{name} is of {years}; what is checked is {year}")
    return Problem(
        "observations-other-year", "warning", what, Message(f"请给出{year}年的数据", f"give figures of {year}")
    )


class _Book:
    """Observations by what they are of."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self.by_key: dict[tuple[str, str], list[Observation]] = defaultdict(list)
        for observation in observations:
            for key in _keys(observation.indicator, observation.indicator_id):
                self.by_key[key, _kind(observation.figure)].append(observation)

    def of(
        self, indicator: str, indicator_id: str | None, figure: Figure, real: bool = False
    ) -> dict[str, list[Observation]]:
        """Those of the same thing, by their source: one thing may have several figures there. A growth that is said to
        be real has no other beside it; one that does not say may be either."""
        found: dict[str, list[Observation]] = defaultdict(list)
        seen: set[str] = set()
        for key in _keys(indicator, indicator_id):
            for observation in self.by_key.get((key, _kind(figure)), ()):
                if (
                    observation.id not in seen
                    and observation.real >= real
                    and same_unit(figure.unit, observation.figure.unit)
                ):
                    seen.add(observation.id)
                    found[observation.named()].append(observation)
        return found


def _keys(indicator: str, indicator_id: str | None) -> tuple[str, ...]:
    """The canonical indicator, where it is known; else the very words."""
    return (f"#{indicator_id}",) if indicator_id else (normalise(indicator),)


def _kind(figure: Figure) -> str:
    """Amounts and what was added of them are told apart by their words alone (新增就业1256万人)."""
    return "amount" if figure.kind in ("level", "delta") and figure.unit != "百分点" else figure.kind


def checks(report: Report, observations: Sequence[Observation]) -> tuple[Check, ...]:
    """Every claim of the report's review that an observation of its year speaks of, in text order."""
    year = str(report.identity.review_year)
    of_year = _Book(o for o in observations if o.figure.year == year)
    found: list[Check] = []
    for fact in facts(report, report.identity.review_year, ("review",)):
        sources = of_year.of(fact.indicator, fact.indicator_id, fact.figure, fact.real)
        found += [_check(fact, theirs) for theirs in sources.values()]
    return tuple(found)


def _check(fact: Fact, theirs: Sequence[Observation]) -> Check:
    """The claim against one source: the nearest of its figures that could be meant."""
    claim, figure = fact.measure, replace(fact.figure, high=None) if fact.crossed else fact.figure
    best = min(theirs, key=lambda o: abs(_distance(figure, o.figure) or Fraction(0)))
    distance, allowed = _distance(figure, best.figure), _allowed(figure, best.figure)
    told = f"报告称{written(figure)}，{best.source}为{written(best.figure)}"
    told_en = f"the report says {figure.text}, {best.source} {best.figure.text}"
    unit = "个百分点" if figure.unit == "%" else figure.unit
    if distance is None or allowed is None:
        why = Message(f"{told}：其中一个不是确数", f"{told_en}: one of them is not exact")
        return Check(claim, best, "unsure", unit, None, None, why)
    gap, room = as_decimal(distance), as_decimal(allowed)
    if abs(distance) <= allowed:
        why = Message(f"{told}：相符", f"{told_en}: they agree")
        return Check(claim, best, "agrees", unit, gap, room, why)
    near = [o for o in theirs if not _too_far(figure, o.figure)]
    if len({(o.figure.low, o.figure.high) for o in near}) > 1:
        others = "、".join(dict.fromkeys(o.figure.text for o in near))
        why = Message(
            f"{told}：来源中同名的数有{others}，不能断定是哪一个",
            f"{told_en}: the source has several figures of that name, {others}",
        )
        return Check(claim, best, "unsure", unit, gap, room, why)
    if _too_far(figure, best.figure):
        why = Message(f"{told}：相差过大，多半不是同一口径", f"{told_en}: too far apart to be of one definition")
        return Check(claim, best, "unsure", unit, gap, room, why)
    by = f"{amount(gap)}{unit or ''}" if gap is not None else "不能写成有限小数的量"
    why = Message(f"{told}：相差{by}，四舍五入解释不了", f"{told_en}: they differ by {by}, more than rounding explains")
    return Check(claim, best, "differs", unit, gap, room, why)


def _distance(claimed: Figure, observed: Figure) -> Fraction | None:
    """Claimed less observed in the claim's unit; 0 where the one keeps within the bound that the other is."""
    c, o = bounds(claimed, claimed.unit, False), bounds(observed, claimed.unit, False)
    if None is c.low is c.high or None is o.low is o.high:
        return None
    if c.low is not None and o.high is not None and o.high < c.low:
        return c.low - o.high
    if c.high is not None and o.low is not None and o.low > c.high:
        return c.high - o.low
    return Fraction(0)


def _allowed(claimed: Figure, observed: Figure) -> Fraction | None:
    """What the rounding of both words explains, in the claim's unit."""
    ours, theirs = tolerance(claimed), tolerance(observed)
    if ours is None or theirs is None:
        return None
    value = observed.low if observed.low is not None else observed.high
    known = bounds(observed, claimed.unit, False)
    converted = known.low if known.low is not None else known.high
    if value is None or converted is None:
        return None
    return ours + (theirs * abs(converted / Fraction(value)) if value else theirs)


def _too_far(a: Figure, b: Figure) -> bool:
    """Only of amounts: growth rates of unlike size are what a check is for."""
    if a.kind not in ("level", "delta"):
        return False
    ours, theirs = bounds(a, a.unit, False), bounds(b, a.unit, False)
    x, y = (abs(v.low if v.low is not None else v.high or Fraction(0)) for v in (ours, theirs))
    return max(x, y) > TOO_FAR * min(x, y)


def measured(links: Iterable[Link], year: int | None, observations: Sequence[Observation]) -> tuple[Measured, ...]:
    """What was measured of each promise with a figure, by source, whether the report speaks of it or not."""
    book = _Book(o for o in observations if year is None or o.figure.year == str(year))
    found = []
    for link in links:
        promise = link.promise
        if promise.figure is None or (year and promise.figure.year not in (None, str(year))):
            continue
        for theirs in book.of(promise.indicator, promise.indicator_id, promise.figure).values():
            # 新增就业1256万人，比上年多增12万人: what lies far from the promise is not what was promised.
            near = [o for o in theirs if not _too_far(promise.figure, o.figure)] or theirs
            if len({(o.figure.low, o.figure.high) for o in near}) == 1:
                found.append(_against(link, promise.figure, near[0]))
    return tuple(found)


def _against(link: Link, figure: Figure, observation: Observation) -> Measured:
    known = indicators.load().indicators.get(link.promise.indicator_id or "")
    ceiling = figure.kind == "rank" or (known is not None and known.direction == "down")
    verdict: Verdict = "unsure"
    # An amount of no canonical indicator has only its name in common: what is counted may be another thing.
    named_only = known is None and figure.kind in ("level", "delta")
    told = link.promise.indicator_id != "cpi" and figure.kind != "multiple" and not named_only
    if told and not _too_far(figure, observation.figure):
        verdict = judge(figure, observation.figure, "unknown" if is_count(figure.unit) else "stock", ceiling)
    what = Message(
        f"承诺{written(figure)}，{observation.source}为{written(observation.figure)}：{NAMES[verdict].zh}",
        f"promised {figure.text}, {observation.source} {observation.figure.text}: {NAMES[verdict].en}",
    )
    return Measured(link.id, observation, verdict, what)
