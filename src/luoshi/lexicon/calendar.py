"""Which days are worked: weekends, holidays and the weekends that make up for them (调休).

The State Council announces them a year ahead; `chinesecalendar` carries the notices. A year that neither it nor the
local table covers is refused: without its notice every guess is wrong somewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from luoshi.lexicon.tables import LexiconError, read

ONE = dt.timedelta(days=1)


class CalendarError(LookupError):
    """A year that the calendar does not cover."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"没有 {year} 年的放假调休安排，请在日历表中补上 / the calendar does not cover {year}: add its holidays"
        )
        self.year = year


@dataclass(frozen=True, slots=True)
class Calendar:
    """`years`: those covered. `odd`: the days on which the week is not as usual: True is worked, False is not."""

    years: frozenset[int]
    odd: Mapping[dt.date, bool]

    def works(self, day: dt.date) -> bool:
        """Whether the day is a working day. CalendarError for a year that is not covered."""
        if day.year not in self.years:
            raise CalendarError(day.year)
        return self.odd.get(day, day.weekday() < 5)

    def ahead(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day after `day`; for 0 the day itself, worked or not."""
        while count:
            day += ONE
            count -= self.works(day)
        return day

    def between(self, first: dt.date, last: dt.date) -> int:
        """How many working days lie after `first`, up to and with `last`."""
        return sum(self.works(first + ONE * i) for i in range(1, (last - first).days + 1))


@cache
def load(local: Path | None = None) -> Calendar:
    """The announced years; a local file adds years or replaces them. Raises LexiconError.

    The file: `[2027]` with `holidays` (days off that fall on Monday to Friday) and `workdays` (weekend days worked).
    """
    from chinese_calendar import constants

    odd = {day: False for day in constants.holidays} | {day: True for day in constants.workdays}
    years = {day.year for day in constants.holidays}
    for name, table in (read(local) if local else {}).items():
        year = _year(local, name)
        odd = {day: worked for day, worked in odd.items() if day.year != year}
        odd |= _days(local, name, table)
        years.add(year)
    return Calendar(frozenset(years), odd)


def _year(path: Path | None, name: str) -> int:
    if not (name.isdigit() and len(name) == 4):
        raise LexiconError(f"{path}: [{name}]: expected a year, like [2027]")
    return int(name)


def _days(path: Path | None, name: str, table: object) -> dict[dt.date, bool]:
    if not isinstance(table, dict) or set(table) - {"holidays", "workdays"}:
        raise LexiconError(f"{path}: [{name}]: expected holidays and workdays, found {table!r}")
    found: dict[dt.date, bool] = {}
    for key, worked in (("holidays", False), ("workdays", True)):
        for day in table.get(key, ()):
            if type(day) is not dt.date or day.year != int(name):
                raise LexiconError(f"{path}: [{name}]: {key}: expected days like {name}-01-01, found {day}")
            found[day] = worked
    return found
