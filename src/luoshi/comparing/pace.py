"""What is still needed to reach a goal of several years: exact compounding in decimals, with the formula in words.

A yearly mean g over n years asks (1+g)^n in all; a total change G asks 1+G; what the years past have made of it is the
product of their own growth, and the m years left need the m-th root of the rest. Growth is never added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from luoshi.comparing.across import Column
from luoshi.comparing.amounts import amount
from luoshi.comparing.reasons import written
from luoshi.comparing.series import Point, Series
from luoshi.values import Message

PRECISION = 50
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Pace:
    """What a goal still asks for a year, by the figures of one column (claims and measurements are never mixed).

    `needed`: percent a year for growth, points or units a year else; to two places behind the point, half to even.
    None where it cannot be told, or where no year is left: then `reached` is what all the years made, in the goal's
    own terms. `formula`: with the numbers put in.
    """

    goal: Point
    column: Column
    years: tuple[int, ...]
    needed: Decimal | None
    unit: str
    reached: Decimal | None
    formula: str
    reason: Message


def paces(found: Series) -> tuple[Pace, ...]:
    """One a goal and column that has any figure."""
    columns: tuple[Column, ...] = ("claimed", "measured")
    made = [pace(goal, _of(found, goal, column), column) for goal in found.goals for column in columns]
    return tuple(p for p in made if p is not None)


def _of(found: Series, goal: Point, column: Column) -> dict[int, Decimal]:
    """The yearly figures of a column that a goal is reckoned by: growth for growth, amounts for amounts."""
    out: dict[int, Decimal] = {}
    for p in found.points:
        value = p.figure.low if p.figure.low is not None else p.figure.high
        like = p.form == goal.form and (p.form == "change" or p.figure.unit == goal.figure.unit)
        if p.column == column and like and value is not None and p.first <= goal.last:
            out[p.first] = value
    return out


def pace(goal: Point, yearly: dict[int, Decimal], column: Column) -> Pace | None:
    """What is still needed; None where the column has nothing of the goal's form."""
    target = goal.figure.low if goal.figure.low is not None else goal.figure.high
    if target is None or not yearly or goal.basis in ("不明", "当年"):
        return None
    with localcontext() as context:
        context.prec = PRECISION
        if goal.basis == "期末":
            if goal.form == "change":
                return None
            return _to_end(goal, target, yearly, column)
        inside = {year: value for year, value in yearly.items() if goal.first <= year <= goal.last}
        if not inside:
            return None
        last = max(inside)
        missing = [year for year in range(goal.first, last + 1) if year not in inside]
        years = tuple(range(goal.first, last + 1))
        if missing:
            return _untold(goal, column, tuple(sorted(inside)), missing)
        values = [inside[year] for year in years]
        return (_growth if goal.form == "change" else _sum)(goal, target, years, values, column)


def _untold(goal: Point, column: Column, years: tuple[int, ...], missing: Sequence[int]) -> Pace:
    said = "、".join(map(str, missing))
    why = Message(f"缺{said}年的数，不能推算", f"no figure of {said}: cannot be told")
    return Pace(goal, column, years, None, "", None, "", why)


def _growth(goal: Point, target: Decimal, years: tuple[int, ...], values: list[Decimal], column: Column) -> Pace:
    one = Decimal(1)
    n, left = goal.last - goal.first + 1, goal.last - years[-1]
    mean = goal.basis == "年均"
    whole = (one + target / 100) ** n if mean else one + target / 100
    done = one
    for value in values:
        done *= one + value / 100
    product = "×".join(f"(1{_signed(v)})" for v in values)
    asked = f"(1{_signed(target)})^{n}" if mean else f"(1{_signed(target)})"
    if whole <= 0 or done <= 0:
        return _untold(goal, column, years, [])
    if left == 0:
        reached = (done ** (one / n) - one) * 100 if mean else (done - one) * 100
        shown = reached.quantize(HUNDREDTH)
        formula = f"({product})^(1/{n})−1" if mean else f"{product}−1"
        why = _done(goal, f"{_number(shown)}%")
        return Pace(goal, column, years, None, "%", shown, f"{formula} = {_number(shown)}%", why)
    needed = (((whole / done) ** (one / left) - one) * 100).quantize(HUNDREDTH)
    formula = f"[{asked} ÷ ({product})]^(1/{left})−1 = {_number(needed)}%"
    why = Message(
        f"目标{_goal(goal)}；{years[0]}—{years[-1]}年已折合{_number(((done - one) * 100).quantize(HUNDREDTH))}%，"
        f"余下{left}年平均每年须{'增长' if needed >= 0 else '下降'}{abs(needed):f}%",
        f"{left} years left need {needed:f}% a year",
    )
    return Pace(goal, column, years, needed, "%", None, formula, why)


def _sum(goal: Point, target: Decimal, years: tuple[int, ...], values: list[Decimal], column: Column) -> Pace:
    """Amounts add up: so many jobs in five years. A yearly mean is so many times its years."""
    n, left = goal.last - goal.first + 1, goal.last - years[-1]
    whole = target * n if goal.basis == "年均" else target
    done = sum(values, Decimal(0))
    unit, added = goal.figure.unit or "", "+".join(amount(v) for v in values)
    if left == 0:
        shown = f"{amount(done)}{unit}"
        return Pace(goal, column, years, None, unit, done, f"{added} = {shown}", _done(goal, shown))
    needed = ((whole - done) / left).quantize(HUNDREDTH)
    formula = f"[{amount(whole)} − ({added})] ÷ {left} = {amount(needed)}{unit}"
    why = Message(
        f"目标{_goal(goal)}；{years[0]}—{years[-1]}年累计{amount(done)}{unit}，余下{left}年平均每年须{amount(needed)}{unit}",
        f"{left} years left need {amount(needed)} a year",
    )
    return Pace(goal, column, years, needed, f"{unit}/年", None, formula, why)


def _to_end(goal: Point, target: Decimal, yearly: dict[int, Decimal], column: Column) -> Pace | None:
    """From the latest value to the one that is to be there: points or units a year, and for amounts the growth too."""
    last = max(yearly)
    left, value, unit = goal.last - last, yearly[last], goal.figure.unit or ""
    if left <= 0:
        return Pace(goal, column, (last,), None, unit, value, "", _done(goal, f"{amount(value)}{unit}"))
    step = ((target - value) / left).quantize(HUNDREDTH)
    points = "个百分点" if unit == "%" else unit
    formula = f"[{amount(target)} − {amount(value)}] ÷ {left} = {amount(step)}{points}"
    growth = ""
    if goal.form == "level" and value > 0 and target > 0:
        rate = (((target / value) ** (Decimal(1) / left) - 1) * 100).quantize(HUNDREDTH)
        formula += f"；({amount(target)} ÷ {amount(value)})^(1/{left})−1 = {_number(rate)}%"
        growth = f"，即年均{'增长' if rate >= 0 else '下降'}{abs(rate):f}%"
    why = Message(
        f"目标{_goal(goal)}；{last}年为{amount(value)}{unit}，余下{left}年平均每年须"
        f"{'增加' if step >= 0 else '减少'}{amount(abs(step))}{points}{growth}",
        f"{left} years left need {amount(step)} a year",
    )
    return Pace(goal, column, (last,), step, f"{points}/年", None, formula, why)


def _done(goal: Point, reached: str) -> Message:
    return Message(f"目标{_goal(goal)}；期满为{reached}", f"the period is over: {reached}")


def _goal(goal: Point) -> str:
    years = f"{goal.first}—{goal.last}年" if goal.basis in ("年均", "累计") else f"{goal.last}年"
    return f"{years}{goal.basis if goal.basis != '当年' else ''}{written(goal.figure)}"


def _number(value: Decimal) -> str:
    """With a minus that is one."""
    return f"{value:f}".replace("-", "−")


def _signed(percent: Decimal) -> str:
    return f"{'−' if percent < 0 else '+'}{abs(percent).normalize():f}%"
