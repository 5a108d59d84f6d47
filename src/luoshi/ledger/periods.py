"""The periods of a scheme, and the last moments of those that are over.

A period is that of the scheme's reports, the shortest where it has several; a month where it has none, or goes by the
nodes of a plan (lights are monthly: 银川 2025).
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Iterator

from luoshi.ledger.clocks import end_of
from luoshi.schemes.values import Scheme

MONTH = "月"
SHORTEST = ("旬", MONTH, "季", "半年")


def every(scheme: Scheme) -> str:
    """One of SHORTEST."""
    asked = {report.every for report in scheme.report.values()}
    return next((period for period in SHORTEST if period in asked), MONTH)


def closes(period: str, day: dt.date) -> bool:
    """Whether a period ends with this day."""
    last = day.day == months.monthrange(day.year, day.month)[1]
    match period:
        case "旬":
            return day.day in (10, 20) or last
        case "月":
            return last
        case "季":
            return last and day.month % 3 == 0
        case _:
            return last and day.month % 6 == 0


def month_end(year: int, month: int) -> dt.datetime:
    """The last second of a month."""
    return end_of(dt.date(year, month, months.monthrange(year, month)[1]))


def ends(period: str, since: dt.datetime, until: dt.datetime) -> Iterator[dt.datetime]:
    """The last moments of the months, and of the 旬 where they are asked for, from `since` on and before `until`."""
    year, month = since.year, since.month
    while True:
        last = month_end(year, month)
        for end in (*((last.replace(day=day) for day in (10, 20)) if period == "旬" else ()), last):
            if end >= until:
                return
            if end >= since:
                yield end
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def closed(period: str, since: dt.datetime, until: dt.datetime) -> bool:
    """Whether a period came to its end from `since` on and before `until`."""
    return any(closes(period, end.date()) for end in ends(period, since, until))
