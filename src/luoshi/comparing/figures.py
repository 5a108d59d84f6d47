"""Figures held against one another, exactly: one unit, one sign, and what the relation asks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from luoshi.comparing.values import Figure, SideBySide, Verdict
from luoshi.lexicon.units import UnitError, convert, units

Basis = Literal["flow", "net", "stock", "total", "unknown"]

TENTH = Fraction(1, 10)
HALF_POINT = Fraction(1, 2)
# Persons and households are counted like things; a count of persons and of persons' visits are one for a training.
_PEOPLE = frozenset({"人", "名", "人次", "位"})
_RATES = frozenset({"%", "百分点", "个百分点", "‰"})


@dataclass(frozen=True, slots=True)
class Bounds:
    """An interval with the unit of the promise; None is unbounded; `open_low`: low itself is not in it."""

    low: Fraction | None
    high: Fraction | None
    open_low: bool = False


def is_count(unit: str | None) -> bool:
    """Whether the unit counts things, persons or households one by one."""
    if unit is None or unit in _PEOPLE or unit == "户":
        return True
    known = units().get(unit)
    return known is None or known.classifier or known.dimension == "count"


def same_unit(a: str | None, b: str | None) -> bool:
    """Whether figures in the two units can be set side by side: 亩 and 公顷, 户 and 座, never 亩 and 元."""
    if a == b:
        return True
    if is_count(a) and is_count(b):
        return (a in _PEOPLE) == (b in _PEOPLE) or None in (a, b) or "户" in (a, b)
    if a is None or b is None:
        return False
    try:
        convert(1, a, b)
    except UnitError:
        return False
    return True


def equal(ours: Figure | None, theirs: Figure) -> bool:
    """Whether the two are one figure that is no everyday one: more than 9, in the same unit."""
    if ours is None:
        return False
    value = ours.low if ours.low is not None else ours.high
    other = theirs.low if theirs.low is not None else theirs.high
    return value == other and ours.unit == theirs.unit and value is not None and value > 9


def far(ours: Figure, theirs: Figure, times: int) -> bool:
    """Whether one of two counts is more than so many times the other."""
    a, b = ours.low or ours.high, theirs.low or theirs.high
    if not a or not b or not same_unit(ours.unit, theirs.unit):
        return False
    if ours.unit == theirs.unit or is_count(ours.unit) or theirs.unit is None or ours.unit is None:
        there = Fraction(b)
    else:
        there = convert(b, theirs.unit, ours.unit)
    here = abs(Fraction(a))
    return max(here, abs(there)) > times * min(here, abs(there))


def _fraction(value: Decimal | None, from_: str | None, to: str | None) -> Fraction | None:
    if value is None:
        return None
    if from_ is None or to is None or from_ == to or (is_count(from_) and is_count(to)):
        return Fraction(value)
    return convert(value, from_, to)


def falls(figure: Figure) -> bool:
    """Whether the figure is a fall: 下降2.5% is -2.5."""
    known = figure.low if figure.low is not None else figure.high
    return known is not None and known < 0 and figure.kind in ("change", "delta")


def bounds(figure: Figure, unit: str | None, turned: bool) -> Bounds:
    low, high = _fraction(figure.low, figure.unit, unit), _fraction(figure.high, figure.unit, unit)
    if turned:
        low, high = (None if high is None else -high), (None if low is None else -low)
    return Bounds(low, high, figure.relation in ("gt", "lt"))


def side_by_side(promised: Figure, claimed: Figure) -> SideBySide | None:
    """Both in the unit of the promise, or None where one cannot be written exactly."""
    turned = falls(promised) and falls(claimed)
    pair = []
    for figure in (promised, claimed):
        b = bounds(figure, promised.unit, turned)
        low, high = as_decimal(b.low), as_decimal(b.high)
        if (low is None) != (b.low is None) or (high is None) != (b.high is None):
            return None
        pair.append((low, high))
    return SideBySide(promised.unit, pair[0], pair[1])


def as_decimal(value: Fraction | None) -> Decimal | None:
    """The value written out, or None where it has no end."""
    if value is None:
        return None
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return Decimal(value.numerator) / Decimal(value.denominator) if rest == 1 else None


def short(promised: Figure, basis: Basis) -> Verdict:
    """What falling short is called: a rate, an amount or a balance is missed, a countable number is done in part."""
    counted = is_count(promised.unit) and promised.kind in ("level", "delta")
    return "partly" if counted and basis not in ("net", "stock") else "missed"


def judge(promised: Figure, claimed: Figure, basis: Basis, ceiling: bool) -> Verdict:
    """The verdict on two figures of one thing. `ceiling`: less is better.

    以上 is met or not; a point target is exceeded when the claim is more than a tenth above it; 左右 is met within
    a tenth, or half a point for a rate. A claim that is itself a bound decides only what the whole of it decides.
    """
    turned = falls(promised)
    p = bounds(promised, promised.unit, turned)
    c = bounds(claimed, promised.unit, turned)
    if c.low is None and c.high is None:
        return "unsure"
    less_is_better = (ceiling and not turned) or p.low is None
    if less_is_better:
        p, c = _mirror(p), _mirror(c)
    if claimed.relation == "approx":
        return _roughly(p, c, promised, basis)
    return _more_is_better(p, c, promised, basis, less_is_better)


def _mirror(b: Bounds) -> Bounds:
    return Bounds(None if b.high is None else -b.high, None if b.low is None else -b.low, b.open_low)


def _target(p: Bounds) -> Fraction:
    known = p.low if p.low is not None else p.high
    assert known is not None
    return known


def _more_is_better(p: Bounds, c: Bounds, promised: Figure, basis: Basis, mirrored: bool) -> Verdict:
    target = _target(p)
    low, high = c.low, c.high
    tolerance = Fraction(0)
    if promised.relation == "approx":
        tolerance = HALF_POINT if promised.unit in _RATES else abs(target) * TENTH
    if high is not None and high < target - tolerance:
        return short(promised, basis)
    if low is None or low < target - tolerance:
        return "unsure"
    if promised.relation in ("ge", "gt", "le", "lt"):
        strict = promised.relation in ("gt", "lt") and not c.open_low and low == target and low == high
        return "unsure" if strict and promised.kind != "level" else "met"
    top = p.high if p.high is not None else target
    over = max(abs(top) * TENTH, tolerance)
    if low > top + over or (c.open_low and low >= top + over):
        return "exceeded"
    return "met"


def _roughly(p: Bounds, c: Bounds, promised: Figure, basis: Basis) -> Verdict:
    """A claim that is itself rough (近5万, 约30%): firm only where a tenth more or less changes nothing."""
    known = c.low if c.low is not None else c.high
    assert known is not None
    verdicts = {
        _more_is_better(p, Bounds(v, v), promised, basis, False)
        for v in (known * (1 - TENTH / 2), known, known * (1 + TENTH / 2))
    }
    if verdicts <= {"met", "exceeded"}:
        return _more_is_better(p, Bounds(known, known), promised, basis, False)
    return verdicts.pop() if len(verdicts) == 1 else "unsure"
