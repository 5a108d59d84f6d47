"""How a commitment stood when each month and each period ended: what its events add up to by then, and the light.

A function of events and dates and nothing else. So it does not matter when anybody asks, or whether anybody asked in
between: whoever looks in June finds the lights of March as they burned in March.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.ledger.conditions import View
from luoshi.ledger.periods import closes, ends, every
from luoshi.ledger.rules import act, begin
from luoshi.ledger.standing import Lit, light
from luoshi.ledger.values import Event, State
from luoshi.lexicon.calendar import Calendar
from luoshi.schemes.values import FINAL, Scheme

COMPLETED = frozenset(("done", "struck"))


def completion(scheme: Scheme) -> frozenset[str]:
    """The clocks whose limit is that of the work itself: what stops them leads to review or completion."""
    ends = {n for n, a in scheme.transition.items() if a.to and scheme.stage[a.to].kind in ("review", *COMPLETED)}
    return frozenset(name for name, c in scheme.clock.items() if not c.window and ends & set(c.stops))


@dataclass(frozen=True, slots=True)
class Stood:
    """The state and the light at the `end` of a day. `closes`: a period of the scheme ended, not only a month.
    `done`: since when it is completed, None where it is not."""

    end: dt.datetime
    closes: bool
    state: State
    lit: Lit | None
    done: dt.datetime | None


def look(
    scheme: Scheme, events: Sequence[Event], calendar: Calendar, now: dt.datetime
) -> tuple[View, tuple[Stood, ...]]:
    """The commitment as it is looked at now, with the lights of its periods, and how it stood at each end before now.

    One that was struck off or ended stands still: the first end after it is the last.
    Refused as `replay`, CalendarError as `Calendar.works`.
    """
    state, taken = begin(scheme, events[0], calendar), 1
    done = None
    found: list[Stood] = []
    lights: list[str] = []
    period = every(scheme)
    for end in ends(period, events[0].at, now):
        while taken < len(events) and events[taken].at <= end:
            state, taken = act(scheme, state, events[taken], calendar), taken + 1
            done = (done or state.last) if scheme.stage[state.stage].kind in COMPLETED else None
        lit = light(View(scheme, state, end, calendar, lights=tuple(lights)))
        of_period = closes(period, end.date())
        found.append(Stood(end, of_period, state, lit, done))
        if of_period and lit is not None:
            lights.append(lit.id)
        if scheme.stage[state.stage].kind in FINAL and taken == len(events):
            break
    for event in events[taken:]:
        state = act(scheme, state, event, calendar)
    return View(scheme, state, now, calendar, lights=tuple(lights)), tuple(found)
