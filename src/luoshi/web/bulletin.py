"""A month in figures, as the bulletin (督查通报) tells it: how everything stood at its end, and what happened in it.

Counted from the months that `tick` keeps (`actions.months`), so that a bulletin written on the tenth tells of the
thirty-first. Of earlier years' commitments those are counted that were still open when the month began.

按期办结率: of those completed by then, and those whose limit was over and that were not, those completed with no limit
of their completion missed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Value, When

from luoshi.exchange.scheme.words import COLOUR
from luoshi.ledger.periods import month_end
from luoshi.ledger.progress import HUNDRED
from luoshi.ledger.rates import CENT, GRAVITY, Share
from luoshi.values import Message
from luoshi.web.actions import months
from luoshi.web.models import MonthEnd, SlipRow

LIT, YELLOW = ("red", "orange", "yellow"), ("orange", "yellow")
SHOWN, EARLY = 200, 10
COMPLETE = Q(done_at__isnull=False)
DUE = COMPLETE | Q(overdue=True)
IN_TIME = COMPLETE & Q(in_time=True)
OPEN = Q(kind__in=("open", "review"))
# What is counted of all and of each unit; no name is that of a column.
COUNTS = {
    "taken": Count("pk"), "done": Count("pk", filter=COMPLETE), "fallen_due": Count("pk", filter=DUE),
    "timely": Count("pk", filter=IN_TIME), "late": Count("pk", filter=Q(overdue=True)),
    "reds": Count("pk", filter=OPEN & Q(colour="red")), "yellows": Count("pk", filter=OPEN & Q(colour__in=YELLOW)),
    "planned": Count("pk", filter=OPEN & Q(behind__isnull=False)),
    "lagging": Count("pk", filter=OPEN & Q(behind__gt=0, colour__in=LIT)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the ranking. `rank`: None where nothing was due yet; equals share one."""

    rank: int | None
    name: str
    taken: int
    done: int
    in_time: Share
    red: int
    yellow: int
    overdue: int
    slips: int


@dataclass(frozen=True, slots=True)
class LitItem:
    """A commitment that was red, orange or yellow when the month ended, and why."""

    number: str
    title: str
    unit: str
    colour: str
    light: str
    why: str


@dataclass(frozen=True, slots=True)
class EarlyItem:
    title: str
    unit: str
    done: dt.date
    days: int


@dataclass(frozen=True, slots=True)
class SlipCount:
    name: str
    issued: int
    answered: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """`lights`: of those not completed, by colour. `schedule`: (with a plan to be held to, as far as the
    scheme asks, behind and lit for it, points behind of the one furthest)."""

    year: int
    month: int
    end: dt.datetime
    total: int
    lights: tuple[tuple[str, Message, int], ...]
    done: int
    done_this_month: int
    in_time: Share
    overdue: int
    schedule: tuple[int, int, int, Decimal | None]
    units: tuple[UnitRow, ...]
    lit: tuple[LitItem, ...]
    lit_total: int
    hidden: int
    early: tuple[EarlyItem, ...]
    slips: tuple[SlipCount, ...]


def of_month(year: int, month: int) -> MonthFigures:
    """The figures of a month that is over; all of it, whoever reads it: bulletins are written by supervisors."""
    end = month_end(year, month)
    start = end.replace(day=1, hour=0, minute=0, second=0)
    rows = stood(year, start, end)
    this_month, furthest = Count("pk", filter=Q(done_at__gte=start)), Max("behind", filter=OPEN)
    sums = rows.aggregate(**COUNTS, this_month=this_month, furthest=furthest)
    colours = Counter(dict(rows.filter(OPEN).order_by().values_list("colour").annotate(Count("pk"))))
    lit = rows.filter(OPEN, colour__in=LIT)
    shown = lit.filter(commitment__restricted=None)
    return MonthFigures(
        year, month, end, sums["taken"],
        lights=tuple((c, COLOUR[c], colours[c]) for c in GRAVITY if colours[c]),
        done=sums["done"], done_this_month=sums["this_month"], in_time=_share(sums["timely"], sums["fallen_due"]),
        overdue=sums["late"],
        schedule=(sums["planned"], sums["planned"] - sums["lagging"], sums["lagging"],
                  sums["furthest"] if sums["lagging"] else None),
        units=_units(rows, start, end), lit=tuple(_lit(shown)), lit_total=shown.count(),
        hidden=lit.exclude(commitment__restricted=None).count(),
        early=tuple(_early(rows, start)), slips=tuple(_slips(start, end)),
    )  # fmt: skip


def stood(year: int, start: dt.datetime, end: dt.datetime) -> QuerySet[MonthEnd]:
    """How the commitments of the year stood at the end, with those of earlier years still open in that month."""
    own = Q(commitment__year=year)
    earlier = Q(commitment__year__lt=year) | Q(commitment__year=None)
    lasting = earlier & (OPEN | Q(done_at__gte=start))
    return months.at(end).filter(own | lasting).exclude(kind="before")


def _share(top: int, among: int) -> Share:
    percent = (Decimal(top) * HUNDRED / among).quantize(CENT, ROUND_HALF_UP) if among else None
    return Share(Decimal(top), Decimal(among), percent)


def _units(rows: QuerySet[MonthEnd], start: dt.datetime, end: dt.datetime) -> tuple[UnitRow, ...]:
    slips = dict(
        SlipRow.objects.filter(issued_at__range=(start, end)).order_by().values_list("commitment__lead")
        .annotate(Count("pk"))
    )  # fmt: skip
    counted = rows.exclude(commitment__lead=None).order_by().values("commitment__lead", "commitment__lead__name")
    found = [
        UnitRow(
            None, one["commitment__lead__name"], one["taken"], one["done"], _share(one["timely"], one["fallen_due"]),
            one["reds"], one["yellows"], one["late"], slips.get(one["commitment__lead"], 0),
        )
        for one in counted.annotate(**COUNTS)
    ]  # fmt: skip
    return ranked(found)


def ranked(units: Iterable[UnitRow]) -> tuple[UnitRow, ...]:
    """By 按期办结率, then by fewer red, then fewer yellow lights; equals share a rank, and the next is skipped. A unit
    of which nothing was due yet has none."""

    def worth(unit: UnitRow) -> tuple[Decimal, int, int]:
        return -(unit.in_time.percent or Decimal(0)), unit.red, unit.yellow

    by_name = sorted(units, key=lambda unit: (worth(unit), unit.name))
    due = [unit for unit in by_name if unit.in_time.percent is not None]
    found: list[UnitRow] = []
    for place, unit in enumerate(due, 1):
        same = place > 1 and worth(unit) == worth(due[place - 2])
        found.append(replace(unit, rank=found[-1].rank if same else place))
    return (*found, *(unit for unit in by_name if unit.in_time.percent is None))


def _lit(rows: QuerySet[MonthEnd]) -> Iterable[LitItem]:
    gravity = Case(*(When(colour=c, then=Value(at)) for at, c in enumerate(LIT)), output_field=IntegerField())
    order = (gravity, F("behind").desc(nulls_last=True), "commitment__number")
    for row in rows.select_related("commitment__scheme", "commitment__lead").order_by(*order)[:SHOWN]:
        one = row.commitment
        light = one.rules.light.get(row.light)
        yield LitItem(one.number, one.title, str(one.lead or ""), row.colour, light.name if light else "", row.why)


def _early(rows: QuerySet[MonthEnd], start: dt.datetime) -> list[EarlyItem]:
    """Those completed in the month before their limit, the earliest first."""
    done = rows.filter(done_at__gte=start, in_time=True, due__gt=F("done_at"), commitment__restricted=None)
    found = []
    for row in done.select_related("commitment__lead"):
        day, one = row.done_at.date(), row.commitment
        found.append(EarlyItem(one.title, str(one.lead or ""), day, (row.due.date() - day).days))
    return sorted((one for one in found if one.days > 0), key=lambda one: (-one.days, one.title))[:EARLY]


def _slips(start: dt.datetime, end: dt.datetime) -> Iterable[SlipCount]:
    counts: dict[str, Counter[str]] = {}
    lasting = Q(issued_at__lte=end) & (Q(answered_at=None) | Q(answered_at__gte=start))
    rows = SlipRow.objects.filter(lasting).select_related("commitment__scheme").order_by("-rank", "pk")
    for row in rows:
        one = counts.setdefault(row.table.name, Counter())
        one["issued"] += row.issued_at >= start
        one["answered"] += row.answered_at is not None and row.answered_at <= end
        open_still = row.answered_at is None or row.answered_at > end
        one["unanswered"] += open_still and row.due <= end
    for name, one in counts.items():
        yield SlipCount(name, one["issued"], one["answered"], one["unanswered"])


def periods(now: dt.datetime) -> list[tuple[int, int]]:
    """The months of which a bulletin can be written: those that are over and have something kept, the latest first."""
    ends: Any = MonthEnd.objects.filter(end__lte=months.last_closed(now)).order_by("-end").values_list("end", flat=True)
    return [(end.year, end.month) for end in ends.distinct()[:24]]
