"""How many of each light at the end of each month of a year, from the sums that acting and `tick` keep."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.exchange.scheme.words import COLOUR
from luoshi.ledger.periods import month_end
from luoshi.ledger.rates import GRAVITY
from luoshi.values import Message
from luoshi.web.actions.months import last_closed
from luoshi.web.tallies import DONE, WAITING

# The order of the strip: what needs somebody first, then what goes well, then what is done and what has not begun.
ORDER = (*(c for c in GRAVITY if c != "grey"), DONE, WAITING)
WORDS = COLOUR | {DONE: Message("办结", "done"), WAITING: Message("未起算", "not begun")}


@dataclass(frozen=True, slots=True)
class Month:
    """A month's end, or today (`now`): counts in ORDER, and the parts of a strip as wide as the fullest month is 100:
    (colour, count, where it begins, width)."""

    month: int
    now: bool
    counts: tuple[int, ...]
    parts: tuple[tuple[str, int, str, str], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Trend:
    year: int
    words: tuple[Message, ...]
    months: tuple[Month, ...]


Sums = Sequence[tuple[str, str, int]]


def trend(ends: Sums, today: Sums, year: int, now: dt.datetime) -> Trend:
    """The months of a year that are over, and today in the year that runs; what was ended is no part of it.

    `ends`, `today`: the sums of what the actor sees of the year (`end` and `now` of `luoshi.web.tallies`).
    """
    last = last_closed(now)
    counts: Counter[str] = Counter()
    found = []
    for month in range(1, 13):
        for _, name, n in (one for one in ends if one[0] == str(month)):
            counts[name] += n
        if month_end(year, month) <= last and counts.total():
            found.append((month, False, Counter(counts)))
    if year == now.year and now.month not in [month for month, _, _ in found]:
        stands = Counter({name: n for name, _, n in today})
        found += [(now.month, True, stands)] if stands else []
    top = max((counts.total() for _, _, counts in found), default=1)
    months = tuple(_month(month, is_now, counts, top) for month, is_now, counts in found)
    return Trend(year, tuple(WORDS[name] for name in ORDER), months)


def _month(month: int, is_now: bool, counts: Counter[str], top: int) -> Month:
    parts, at = [], 0
    for name in ORDER:
        if counts[name]:
            begin, width = f"{100 * at / top:.3f}", f"{100 * counts[name] / top:.3f}"
            parts.append((name, counts[name], begin, width))
            at += counts[name]
    return Month(month, is_now, tuple(counts[name] for name in ORDER), tuple(parts), at)
