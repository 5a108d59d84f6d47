"""How many of each light at the end of each month of a year: counted by the database from the months that were kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from luoshi.exchange.scheme.words import COLOUR
from luoshi.ledger.periods import month_end
from luoshi.ledger.rates import GRAVITY
from luoshi.values import Message
from luoshi.web.actions.access import Actor, visible
from luoshi.web.actions.months import last_closed
from luoshi.web.models import MonthEnd

# The order of the strip: what needs somebody first, then what goes well, then what is done and what has not begun.
DONE, WAITING = "done", "grey"
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


def trend(actor: Actor, year: int, now: dt.datetime) -> Trend:
    """The months of a year that are over, and today in the year that runs; what was ended is no part of it."""
    rows = visible(actor).filter(year=year).exclude(kind="void")
    last = last_closed(now)
    ends = [end for end in (month_end(year, month) for month in range(1, 13)) if end <= last]
    counted: dict[dt.datetime, Counter[str]] = defaultdict(Counter)
    kept = MonthEnd.objects.filter(commitment__in=rows.values("pk"), end__lte=month_end(year, 12))
    for end, colour, kind, count in (
        kept.filter(end__in=ends).order_by().values_list("end", "colour", "kind").annotate(Count("pk"))
    ):
        counted[end][_as(colour, kind)] += count
    # What was struck off stays done in the months after the last that is kept of it.
    later = MonthEnd.objects.filter(commitment=OuterRef("commitment"), end__gt=OuterRef("end"))
    struck = kept.filter(~Exists(later), kind="struck").order_by().values_list("end").annotate(Count("pk"))
    for at, count in struck:
        for end in ends:
            if end > at:
                counted[end][DONE] += count
    found = [(end.month, False, counted[end]) for end in ends if counted[end]]
    if year == now.year and now.month not in [month for month, _, _ in found]:
        today: Counter[str] = Counter()
        for colour, kind, count in rows.order_by().values_list("colour", "kind").annotate(Count("pk", distinct=True)):
            today[_as(colour, kind)] += count
        found += [(now.month, True, today)] if today else []
    top = max((sum(counts.values()) for _, _, counts in found), default=1)
    months = tuple(_month(month, is_now, counts, top) for month, is_now, counts in found)
    return Trend(year, tuple(WORDS[name] for name in ORDER), months)


def _as(colour: str, kind: str) -> str:
    return DONE if kind in ("done", "struck") else colour or WAITING


def _month(month: int, is_now: bool, counts: Counter[str], top: int) -> Month:
    parts, at = [], 0
    for name in ORDER:
        if counts[name]:
            begin, width = f"{100 * at / top:.3f}", f"{100 * counts[name] / top:.3f}"
            parts.append((name, counts[name], begin, width))
            at += counts[name]
    return Month(month, is_now, tuple(counts[name] for name in ORDER), tuple(parts), at)
