"""The chart of a commitment: what was reported by when, against the target and what should have been done by then.

A figure that adds up (累计) and a share of the work run along the line of days, or the steps of their nodes; what is
measured at the end (期末), grows (增速) or is settled once (年终核定) has its target alone; under a ceiling (控制上限)
one has to stay. Only numbers are drawn here; the template makes SVG of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from luoshi.ledger import Event
from luoshi.ledger.nodes import nodes_of, planned
from luoshi.ledger.progress import BY_DAY, done, expected
from luoshi.values import Message
from luoshi.web.pages.fields import plain

WIDTH, HEIGHT = 620, 250
LEFT, RIGHT, TOP, BOTTOM = 14, 118, 26, 30
ONE = dt.timedelta(days=1)
# How a target is called, by how its figure accrues.
TARGET = {
    "控制上限": Message("上限，不得超过", "ceiling"),
    "年终核定": Message("目标，年终核定", "target, settled at the end"),
    "期末": Message("期末目标", "target at the end"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A figure (or percent) as reported in the event `number`; `done`, `due`: percent done and expected on that day."""

    day: dt.date
    value: Decimal
    number: int
    who: str
    done: Decimal | None = None
    due: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the drawing. `over`: above a ceiling. `side`: on which its label stands; `below` it where the line
    comes from above."""

    x: float
    y: float
    text: str
    over: bool = False
    side: str = "middle"
    below: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Coordinates of 0 to WIDTH and HEIGHT. `plan`: polyline of what should be done; `steps`: nodes make it.

    `gap`: from what is done down to what should be, today, where it is behind.
    """

    unit: str
    told: tuple[Told, ...]
    marks: tuple[Mark, ...]
    line: str
    plan: str
    plan_label: Mark | None
    nodes: tuple[Mark, ...]
    target: str
    target_label: Mark | None
    target_word: Message
    ceiling: bool
    today: float | None
    today_side: str
    gap: tuple[float, float, float] | None
    ticks: tuple[Mark, ...]
    floor: Mark
    from_zero: bool
    said: Message
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM

    @property
    def over_width(self) -> int:
        return self.right - self.left

    @property
    def over_height(self) -> float:
        """From the top down to the target: where a ceiling is broken."""
        return max(self.target_label.y - self.top, 0) if self.target_label else 0


@dataclass(slots=True)
class _Frame:
    """Days and values become coordinates."""

    first: dt.date
    last: dt.date
    low: Decimal
    high: Decimal
    points: list[tuple[float, float]] = field(default_factory=list)

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + min(max(share, 0), 1) * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: Decimal) -> float:
        share = float((value - self.low) / (self.high - self.low))
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def path(self, points: Iterable[tuple[dt.date, Decimal]]) -> str:
        return " ".join(f"{self.x(day)},{self.y(value)}" for day, value in points)


def chart(events: Sequence[Event], facts: Mapping[str, Any], today: dt.date, running: bool) -> Chart | None:
    """The drawing; None where there is neither a target, nor a plan, nor a figure. `running`: today still counts."""
    told = reported(events, "figure")
    in_figures = facts.get("target") is not None and bool(told or not reported(events, "percent"))
    told = told if in_figures else reported(events, "percent")
    accrual = facts.get("accrual") if in_figures else None
    plan = _plan(facts, accrual, in_figures)
    if not told and not plan and not in_figures:
        return None
    frame = _frame(events, told, plan, facts, today, running, in_figures)
    targets = _targets(events, frame) if in_figures else []
    ceiling = accrual == "控制上限"
    limit = targets[-1][1] if targets else None
    unit = str(facts.get("unit") or "") if in_figures else "%"
    adds = accrual == "累计" or not in_figures
    base = Decimal(facts.get("baseline") or 0)
    line = [(frame.first, base)] if adds and told and told[0].day > frame.first else []
    marks = [
        Mark(frame.x(t.day), frame.y(t.value), plain(t.value), ceiling and limit is not None and t.value > limit)
        for t in told
    ]
    steps = bool(nodes_of(facts)) and bool(plan)
    return Chart(
        unit, tuple(told), tuple(_labelled(marks)),
        line=frame.path([*line, *((t.day, t.value) for t in told)]) if len(told) + len(line) > 1 else "",
        plan=frame.path(_stepped(plan) if steps else plan),
        plan_label=_plan_label(frame, plan, steps),
        nodes=tuple(Mark(frame.x(d), frame.y(v), plain(v)) for d, v in plan[1:]) if steps else (),
        target=frame.path(_stepped(targets)) if targets else "",
        target_label=Mark(frame.x(frame.last), frame.y(limit), f"{plain(limit)}{unit}") if limit is not None else None,
        target_word=TARGET.get(str(accrual), Message("目标", "target")),
        ceiling=ceiling,
        today=frame.x(today) if running and frame.first <= today <= frame.last else None,
        today_side="end" if frame.x(today) > (WIDTH - RIGHT) * 0.85 else "start",
        gap=_gap(frame, told, plan, facts, today, running, in_figures),
        ticks=tuple(_ticks(frame)),
        floor=Mark(LEFT, frame.y(frame.low), f"{plain(frame.low)}{unit}"),
        from_zero=frame.low == 0,
        said=_said(told, limit, unit),
    )  # fmt: skip


def reported(events: Sequence[Event], name: str) -> list[Told]:
    """Each time that the figure (or percent) was reported, with what the facts of that day made of it."""
    facts: dict[str, Any] = {}
    found = []
    for number, event in enumerate(events, 1):
        facts |= event.fields
        value = event.fields.get(name)
        if value is not None:
            own = {**facts, "percent": None} if name == "figure" and "percent" not in event.fields else facts
            day = event.at.date()
            found.append(Told(day, Decimal(value), number, event.who, done(own), expected(facts, day)))
    return found


def _plan(facts: Mapping[str, Any], accrual: str | None, in_figures: bool) -> list[tuple[dt.date, Decimal]]:
    """What should be done by when, from the start on: along the nodes, else the days; [] where nothing says it."""
    start, due = facts.get("start"), facts.get("due")
    base, target = Decimal(facts.get("baseline") or 0), facts.get("target")

    def value(share: Decimal) -> Decimal:
        return base + (Decimal(target) - base) * share / 100 if in_figures and target is not None else share

    shares = [(n.day, Decimal(much)) for n in nodes_of(facts) if (much := planned(n, facts)) is not None]
    if shares and (not in_figures or accrual in ("累计", "期末")):
        first = start if isinstance(start, dt.date) else shares[0][0]
        return [(first, value(Decimal(0))), *((day, value(share)) for day, share in shares)]
    if accrual not in BY_DAY or not isinstance(start, dt.date) or not isinstance(due, dt.date) or due <= start:
        return []
    return [(start, value(Decimal(0))), (due, value(Decimal(100)))]


def _targets(events: Sequence[Event], frame: _Frame) -> list[tuple[dt.date, Decimal]]:
    """The target as it was set and changed, from the first day to the last."""
    found = [(e.at.date(), Decimal(e.fields["target"])) for e in events if e.fields.get("target") is not None]
    return [(frame.first, found[0][1]), *found[1:], (frame.last, found[-1][1])] if found else []


def _frame(
    events: Sequence[Event], told: Sequence[Told], plan: Sequence[tuple[dt.date, Decimal]], facts: Mapping[str, Any],
    today: dt.date, running: bool, in_figures: bool,
) -> _Frame:  # fmt: skip
    days = [events[0].at.date(), *(t.day for t in told), *(day for day, _ in plan)]
    days += [day for name in ("start", "due") if isinstance(day := facts.get(name), dt.date)]
    days += [today] if running else []
    first = facts["start"] if isinstance(facts.get("start"), dt.date) else min(days)
    values = [t.value for t in told] + [value for _, value in plan]
    if not in_figures:
        return _Frame(
            min(first, *days), max(*days, first + ONE), min([Decimal(0), *values]), max([Decimal(100), *values])
        )
    values += [Decimal(e.fields["target"]) for e in events if e.fields.get("target") is not None]
    low, high = min(values), max(values)
    if facts.get("accrual") in ("累计", None) and low >= 0:
        low = min(low, Decimal(facts.get("baseline") or 0))
    else:
        room = (high - low) * Decimal("0.25") or abs(high) * Decimal("0.25") or Decimal(1)
        step = Decimal(10) ** room.adjusted()
        low, high = ((low - room) / step).to_integral_value(ROUND_FLOOR) * step, high + room
        low = max(low, Decimal(0)) if min(values) >= 0 else low
    if high == low:
        high = low + 1
    return _Frame(min(first, *days), max(*days, first + ONE), low, high)


def _stepped(points: Sequence[tuple[dt.date, Decimal]]) -> list[tuple[dt.date, Decimal]]:
    """Level until the next point's day, then to its value."""
    found = [points[0]]
    for day, value in points[1:]:
        found += [(day, found[-1][1]), (day, value)]
    return found


def _plan_label(frame: _Frame, plan: Sequence[tuple[dt.date, Decimal]], steps: bool) -> Mark | None:
    """The name of the plan's line, on its upper third, where reports seldom lie."""
    if not plan:
        return None
    (d0, v0), (d1, v1) = (plan[-2], plan[-1]) if steps and len(plan) > 2 else (plan[0], plan[-1])
    day, value = d0 + (d1 - d0) * 2 / 3, v0 if steps else v0 + (v1 - v0) * 2 / 3
    return Mark(frame.x(day), frame.y(value), "", side="end")


def _labelled(marks: Sequence[Mark]) -> Iterable[Mark]:
    """Of many points the last is labelled, and each that has room; the others stand in the table."""
    room = 46
    free = -room * 1.0
    for n, mark in enumerate(marks):
        alone = all(abs(mark.x - other.x) >= room for other in marks[n + 1 :])
        text = mark.text if mark is marks[-1] or (mark.x - free >= room and alone) else ""
        free = mark.x
        falls = n > 0 and marks[n - 1].y < mark.y
        yield Mark(mark.x, mark.y, text, mark.over, "start" if mark.x < LEFT + 20 else "middle", falls)


def _gap(
    frame: _Frame, told: Sequence[Told], plan: Sequence[tuple[dt.date, Decimal]], facts: Mapping[str, Any],
    today: dt.date, running: bool, in_figures: bool,
) -> tuple[float, float, float] | None:  # fmt: skip
    should = expected(facts, today)
    if not running or not plan or should is None:
        return None
    base = Decimal(facts.get("baseline") or 0)
    now = told[-1].value if told else base if in_figures else Decimal(0)
    there = base + (Decimal(facts["target"]) - base) * should / 100 if in_figures else should
    short = (there > now) if plan[-1][1] >= plan[0][1] else (there < now)
    return (frame.x(today), frame.y(now), frame.y(there)) if short else None


def _ticks(frame: _Frame) -> Iterable[Mark]:
    """The beginnings of quarters, or of years where there are many; and the first and last day where there is none."""
    years = frame.last.year - frame.first.year
    months = (1,) if years > 3 else (1, 7) if years > 1 else (1, 4, 7, 10)
    found = [dt.date(y, m, 1) for y in range(frame.first.year, frame.last.year + 1) for m in months]
    found = [day for day in found if frame.first <= day <= frame.last]
    if len(found) < 2:
        yield Mark(frame.x(frame.first), 0, f"{frame.first:%m-%d}", side="start")
        yield Mark(frame.x(frame.last), 0, f"{frame.last:%m-%d}", side="end")
        return
    for n, day in enumerate(found):
        text = f"{day.year}-{day.month:02d}" if n == 0 or day.month == 1 else f"{day.month:02d}"
        yield Mark(frame.x(day), 0, text, side="start" if frame.x(day) < LEFT + 20 else "middle")


def _said(told: Sequence[Told], limit: Decimal | None, unit: str) -> Message:
    """The chart in words, for those who hear it."""
    points = [f"{t.day} {plain(t.value)}{unit}" for t in told]
    zh = [f"目标 {plain(limit)}{unit}"] if limit is not None else []
    en = [f"target {plain(limit)}{unit}"] if limit is not None else []
    return Message("，".join([*zh, *points]) or "还没有报告数", ", ".join([*en, *points]) or "nothing reported yet")
