"""Whatever happens in whatever order: the rules hold."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.cast import CALENDAR, PEOPLE, at, event

from luoshi.ledger import Refused, View, act, allowed, begin, light, notices, proposals, replay
from luoshi.ledger.chain import Link, append, broken, event_of, plain
from luoshi.ledger.history import glance, look
from luoshi.ledger.values import Event, State
from luoshi.schemes import Scheme, builtin, load, names

DRAFTS = Path(__file__).parents[1] / "schemes" / "drafts"
SCHEMES: list[Scheme] = [*(builtin(n) for n in names()), *(load(p) for p in sorted(DRAFTS.glob("*.toml")))]
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.just("说明"),
    "document": st.just("澄政发〔2026〕1号"),
    "unit": st.just("市水务局"),
    "flag": st.booleans(),
    "number": st.integers(0, 100).map(Decimal),
    "date": st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
}


def field_of(scheme: Scheme, name: str) -> st.SearchStrategy[Any]:
    field = scheme.field.get(name)
    if field is None:
        return VALUES["date"] if name in ("start", "due") else VALUES["number"]
    return st.sampled_from(field.choices) if field.choices else VALUES[field.kind]


@st.composite
def slip_events(draw: st.DrawFn, scheme: Scheme, now: dt.datetime) -> Event:
    """A slip issued or answered, mostly by whom it takes."""
    name = draw(st.sampled_from(list(scheme.slip)))
    answers = draw(st.booleans())
    right = scheme.slip[name].to if answers else scheme.slip[name].signs
    role = draw(st.sampled_from((right, right, *PEOPLE)))
    return event(f"{'answer' if answers else 'slip'}:{name}", now, role, **{"measure" if answers else "words": "说明"})


@st.composite
def histories(draw: st.DrawFn) -> tuple[Scheme, list[Event]]:
    """A scheme and some forty tries at acting, at random and now and then with a gap; many of them not allowed."""
    scheme = draw(st.sampled_from(SCHEMES))
    opening = {n: draw(field_of(scheme, n)) for n, f in scheme.field.items() if f.at_opening}
    opening["due"] = draw(VALUES["date"])
    now = at("2026-01-05")
    events = [event("open", now, "supervisor", **opening)]
    for _ in range(draw(st.integers(0, 25))):
        now += dt.timedelta(hours=draw(st.sampled_from((0, 1, 20, 50, 200))))
        if now.year > 2026:
            break
        if scheme.slip and draw(st.integers(0, 4)) == 0:
            events.append(draw(slip_events(scheme, now)))
            continue
        name = draw(st.sampled_from(list(scheme.transition)))
        action = scheme.transition[name]
        fields = {n: draw(field_of(scheme, n)) for n in action.needs}
        role = draw(st.sampled_from((*action.who, *PEOPLE)))
        events.append(event(name, now, role, evidence=action.evidence, **fields))
    return scheme, events


def run(scheme: Scheme, events: list[Event]) -> tuple[list[Event], list[State]]:
    """The events that were allowed, and the state after each."""
    states = [begin(scheme, events[0], CALENDAR)]
    taken = [events[0]]
    for one in events[1:]:
        try:
            states.append(act(scheme, states[-1], one, CALENDAR))
            taken.append(one)
        except Refused:
            continue
    return taken, states


@settings(max_examples=150, deadline=None)
@given(histories())
def test_no_sequence_of_events_leaves_the_declared_stages_and_lateness_never_disappears(
    history: tuple[Scheme, list[Event]],
) -> None:
    scheme, events = history
    taken, states = run(scheme, events)
    for before, after in pairwise(states):
        assert after.stage in scheme.stage
        assert after.lapses[: len(before.lapses)] == before.lapses
        assert after.reached[: len(before.reached)] == before.reached
        late, still = (
            {n for n, one in state.clocks.items() if one.overdue(after.last) and not scheme.clock[n].window}
            for state in (before, after)
        )
        assert late <= still | {lapse.clock for lapse in after.lapses}
    assert replay(scheme, taken, CALENDAR) == states[-1]


@settings(max_examples=100, deadline=None)
@given(histories(), st.sampled_from(list(PEOPLE)))
def test_what_is_offered_is_never_refused_for_who_or_when(history: tuple[Scheme, list[Event]], role: str) -> None:
    scheme, events = history
    _, states = run(scheme, events)
    now = states[-1].last + dt.timedelta(hours=1)
    offered = allowed(View(scheme, states[-1], now, CALENDAR), role)
    for name, action in offered.items():
        assert states[-1].stage in action.from_
        assert role in action.who or (role == "supervisor" and "party" in action.who)
        try:
            act(scheme, states[-1], event(name, now, role), CALENDAR)
        except Refused as refusal:
            assert any(word in refusal.said.zh for word in ("要填", "要附")), refusal


@settings(max_examples=100, deadline=None)
@given(histories(), st.integers(0, 300))
def test_every_commitment_has_a_light_and_telling_twice_tells_nothing_new(
    history: tuple[Scheme, list[Event]], days: int
) -> None:
    scheme, events = history
    _, states = run(scheme, events)
    now = min(states[-1].last + dt.timedelta(days=days), at("2026-12-01"))
    view = View(scheme, states[-1], max(now, states[-1].last), CALENDAR)
    assert light(view) is not None
    keys = [notice.key for notice in notices(view)]
    assert len(keys) == len(set(keys))
    assert keys == [notice.key for notice in notices(view)]


@settings(max_examples=100, deadline=None)
@given(histories(), st.integers(0, 200), st.integers(0, 200))
def test_the_lights_of_past_periods_are_the_same_whenever_one_looks(
    history: tuple[Scheme, list[Event]], soon: int, later: int
) -> None:
    scheme, events = history
    taken, _ = run(scheme, events)
    first = min(taken[-1].at + dt.timedelta(days=soon), at("2026-12-01"))
    then = min(max(first, taken[-1].at) + dt.timedelta(days=later), at("2026-12-31"))
    view, early = look(scheme, taken, CALENDAR, max(first, taken[-1].at))
    _, late = look(scheme, taken, CALENDAR, then)
    quick = glance(scheme, taken, CALENDAR, view.now)
    assert (quick.state, light(quick), proposals(quick)) == (view.state, light(view), proposals(view))
    assert late[: len(early)] == early
    assert list(view.lights) == [one.lit.id for one in early if one.closes and one.lit]
    for cut in range(1, len(taken)):
        _, before = look(scheme, taken[:cut], CALENDAR, taken[cut].at)
        if scheme.stage[replay(scheme, taken[:cut], CALENDAR).stage].kind not in ("struck", "void"):
            assert early[: len(before)] == before


@settings(max_examples=100, deadline=None)
@given(histories(), st.integers(0, 120))
def test_every_slip_that_is_proposed_can_be_signed_and_then_is_proposed_no_more(
    history: tuple[Scheme, list[Event]], days: int
) -> None:
    scheme, events = history
    taken, states = run(scheme, events)
    now = min(states[-1].last + dt.timedelta(days=days), at("2026-12-01"))
    view, _ = look(scheme, taken, CALENDAR, max(now, states[-1].last))
    for one in proposals(view):
        signed = event(f"slip:{one.id}", view.now, one.slip.signs, words="请整改")
        after = act(scheme, view.state, signed, CALENDAR)
        again, _ = look(scheme, [*taken, signed], CALENDAR, view.now + dt.timedelta(seconds=1))
        assert one.id not in [p.id for p in proposals(again)]
        assert after.slips[-1].slip == one.id and after.slips[-1].due >= view.now
        for role in set(PEOPLE) - {one.slip.signs}:
            with pytest.raises(Refused, match="签发"):
                act(scheme, view.state, event(f"slip:{one.id}", view.now, role, words="请整改"), CALENDAR)


@settings(max_examples=60, deadline=None)
@given(histories(), st.sampled_from(["sha256", "sm3"]), st.data())
def test_a_chain_shows_what_was_changed_dropped_or_moved(
    history: tuple[Scheme, list[Event]], algorithm: str, data: st.DataObject
) -> None:
    scheme, events = history
    taken, _ = run(scheme, events)
    links: list[Link] = []
    for one in taken:
        assert event_of(plain(one)) == one
        links.append(append("c-1", links, one, algorithm))
    assert broken("c-1", links, links[-1].hash) == ()
    assert broken("c-1", links[:-1], links[-1].hash) != ()
    at_one = data.draw(st.integers(0, len(links) - 1))
    link = links[at_one]
    changed = Event(**{f: getattr(link.event, f) for f in Event.__slots__} | {"why": "改过"})
    forged = [
        *links[:at_one],
        Link("c-1", link.number, changed, algorithm, link.before, link.hash),
        *links[at_one + 1 :],
    ]
    assert any("内容被改动" in message.zh for message in broken("c-1", forged))
    if len(links) > 1:
        dropped = [one for i, one in enumerate(links) if i != min(at_one, len(links) - 2)]
        assert broken("c-1", dropped) != ()


def test_an_algorithm_that_nobody_vouched_for_is_refused() -> None:
    with pytest.raises(ValueError, match="md5"):
        append("c-1", [], event("open", "2026-01-05", "supervisor"), "md5")
