"""How a commitment stood when each month and each period ended: what its events add up to by then, and the light.

A function of events and dates and nothing else. So it does not matter when anybody asks, or whether anybody asked in
between: whoever looks in June finds the lights of March as they burned in March.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
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
    period = every(scheme)
    found: list[Stood] = []
    lights: list[str] = []
    for end, state, done in _through(scheme, events, calendar, now):
        if end is None:
            break
        lit = light(View(scheme, state, end, calendar, lights=tuple(lights)))
        of_period = closes(period, end.date())
        found.append(Stood(end, of_period, state, lit, done))
        if of_period and lit is not None:
            lights.append(lit.id)
    return View(scheme, state, now, calendar, lights=tuple(lights)), tuple(found)


def glance(scheme: Scheme, events: Sequence[Event], calendar: Calendar, now: dt.datetime) -> View:
    """The view of `look`, with no more of the lights of periods before than the scheme's conditions ask for."""
    most = _lights_asked(scheme)
    if most is None:
        return look(scheme, events, calendar, now)[0]
    *ended, (_, state, _) = _through(scheme, events, calendar, now)
    period = every(scheme)
    closed = [(end, was) for end, was, _ in ended if end and closes(period, end.date())]
    lit = (light(View(scheme, was, end, calendar)) for end, was in closed[len(closed) - most :])
    return View(scheme, state, now, calendar, lights=tuple(one.id for one in lit if one))


def _through(
    scheme: Scheme, events: Sequence[Event], calendar: Calendar, now: dt.datetime
) -> Iterator[tuple[dt.datetime | None, State, dt.datetime | None]]:
    """(end, the state then, since when it was completed) of each end before now; last the state now, with None."""
    state, taken, done = begin(scheme, events[0], calendar), 1, None
    for end in ends(every(scheme), events[0].at, now):
        while taken < len(events) and events[taken].at <= end:
            state, taken = act(scheme, state, events[taken], calendar), taken + 1
            done = (done or state.last) if scheme.stage[state.stage].kind in COMPLETED else None
        yield end, state, done
        if scheme.stage[state.stage].kind in FINAL and taken == len(events):
            break
    for event in events[taken:]:
        state = act(scheme, state, event, calendar)
    yield None, state, done


def _lights_asked(scheme: Scheme) -> int | None:
    """Of how many periods before conditions ask which light burned; None where lights do, for then each stands on all
    before it."""
    if any(c.light for table in scheme.light.values() if table.when for c in table.when.whole()):
        return None
    return max((c.times for slip in scheme.slip.values() for c in slip.when.whole() if c.light), default=0)
