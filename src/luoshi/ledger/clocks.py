"""Limits become moments. A limit in days ends with its last day; one in hours or minutes, to the minute.

月 and 年 end on the day of the same number, or the last of a shorter month (民法典 202). Of broken working days
(0.5工作日) office hours are counted.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from luoshi.ledger.values import Refused
from luoshi.lexicon.calendar import ONE, Calendar
from luoshi.schemes.limits import Limit

_MINUTE = dt.timedelta(minutes=1)


def end_of(day: dt.date) -> dt.datetime:
    """The last second of a day."""
    return dt.datetime.combine(day, dt.time(23, 59, 59))


def due(
    start: dt.datetime,
    limit: Limit,
    fields: Mapping[str, Any],
    calendar: Calendar,
    day_one: str = "next",
    hours: Sequence[str] = (),
) -> dt.datetime:
    """The last moment in time. Refused where the limit is a field without a date; CalendarError as `Calendar.works`."""
    if limit.field is not None:
        day = fields.get(limit.field)
        if not isinstance(day, dt.date):
            raise Refused(f"没有给出 {limit.field} 的日期，无法起算", f"no date is given for {limit.field}")
        return end_of(day)
    amount = int(limit.amount)
    match limit.unit:
        case "分钟":
            return start + amount * _MINUTE
        case "小时":
            return start + 60 * amount * _MINUTE
        case "日":
            return end_of(start.date() + (amount - (day_one == "counted" and amount > 0)) * ONE)
        case "月" | "年":
            return end_of(_month(start.date(), amount * (12 if limit.unit == "年" else 1)))
        case "工作日" if limit.amount == amount:
            first = day_one == "counted" and amount > 0 and calendar.works(start.date())
            return end_of(calendar.ahead(start.date(), amount - first))
    return _office(start, limit.amount, calendar, hours)


def _month(day: dt.date, count: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def _office(start: dt.datetime, amount: Decimal, calendar: Calendar, hours: Sequence[str]) -> dt.datetime:
    """`amount` working days of office hours after `start`."""
    spans = [tuple(map(dt.time.fromisoformat, span.split("-"))) for span in hours]
    whole = sum((_at(to) - _at(since) for since, to in spans), dt.timedelta())
    left = whole * float(amount)
    day = start.date()
    while True:
        for since, to in spans if calendar.works(day) else ():
            begin, end = max(dt.datetime.combine(day, since), start), dt.datetime.combine(day, to)
            if begin < end:
                if end - begin >= left:
                    return begin + left
                left -= end - begin
        day += ONE


def _at(time: dt.time) -> dt.timedelta:
    return dt.timedelta(hours=time.hour, minutes=time.minute)


def shifted(late: dt.datetime, limit: Limit, since: dt.datetime, until: dt.datetime, calendar: Calendar) -> dt.datetime:
    """The due moment of a clock that stood still from `since` to `until`: it gains what it lost, in its own unit."""
    if limit.unit in ("分钟", "小时") and limit.field is None:
        return late + (until - since)
    if limit.unit == "工作日" and limit.field is None:
        day = calendar.ahead(late.date(), calendar.between(since.date(), until.date()))
    else:
        day = late.date() + (until.date() - since.date())
    return dt.datetime.combine(day, late.time())


def before(moment: dt.datetime, limit: Limit, calendar: Calendar) -> dt.datetime:
    """The moment that lies a limit before another: when to warn."""
    if limit.unit in ("分钟", "小时"):
        return moment - int(limit.amount) * (60 if limit.unit == "小时" else 1) * _MINUTE
    day = moment.date()
    if limit.unit == "工作日":
        for _ in range(int(limit.amount)):
            day -= ONE
            while not calendar.works(day):
                day -= ONE
    elif limit.unit == "日":
        day -= int(limit.amount) * ONE
    else:
        day = _month(day, -int(limit.amount) * (12 if limit.unit == "年" else 1))
    return end_of(day)
