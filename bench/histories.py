"""Histories of commitments, played by the rules, that `bench/fill.py` deals out."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

HISTORIES = 250


def history(dice: random.Random, scheme: Any, year: int, now: dt.datetime) -> list[Any]:
    """Events of a commitment of a year, as the rules allow them, until now: (event, role)."""
    from luoshi import ledger
    from luoshi.web.actions.working_days import days

    facts: dict[str, Any] = {n: dice.choice(f.choices) for n, f in scheme.field.items() if f.at_opening and f.choices}
    facts |= {"start": dt.date(year, 1, 1), "due": dt.date(year, dice.choice((6, 9, 12, 12)), 30)}
    if dice.random() < 0.6:
        facts |= {
            "target": Decimal(dice.choice((46, 1200, 18000))),
            "unit": "个",
            "accrual": dice.choice(("累计", "期末")),
        }
    at = dt.datetime(year, 2, dice.randint(1, 20), 9)
    events = [ledger.Event("open", at, "", "", "supervisor", facts)]
    state = ledger.begin(scheme, events[0], days())
    ends = year < now.year and dice.random() < 0.9
    length = 40 if ends else dice.randint(4, 12)
    reports = dice.randint(2, 5)
    while len(events) < length:
        at += dt.timedelta(days=dice.choice((2, 6, 15, 25)), hours=dice.randint(0, 5))
        if at >= now or scheme.stage[state.stage].kind in ("struck", "void"):
            break
        ways = [
            (role, name) for role in ("supervisor", "leader", "handler", "head")
            for name in ledger.allowed(ledger.View(scheme, state, at, days()), role)
            if name not in ("end", "redraft", "reopen", "object", "redo", "return") and not name.endswith("extension")
        ]  # fmt: skip
        told = [way for way in ways if scheme.transition[way[1]].progress and scheme.transition[way[1]].to is None]
        on = [way for way in ways if scheme.transition[way[1]].to]
        if not ways:
            break
        role, name = dice.choice(told if told and reports > 0 else on or ways)
        reports -= (role, name) in told
        table = scheme.transition[name]
        wanted = (*table.needs, *(n for n in table.may if n == ("figure" if "target" in facts else "percent")))
        given = {n: value(scheme, n, at, facts, dice) for n in wanted}
        event = ledger.Event(name, at, "", "", role, given, tuple(["0" * 63 + "1"] * table.evidence))
        try:
            state = ledger.act(scheme, state, event, days())
        except ledger.Refused:
            continue
        events.append(event)
    return events


def value(scheme: Any, name: str, at: dt.datetime, facts: dict[str, Any], dice: random.Random) -> Any:
    share = Decimal(min(100, int(at.timetuple().tm_yday / 3.65) + dice.randint(-20, 15)))
    field = scheme.field.get(name)
    if name in ("percent", "figure"):
        return share if name == "percent" else (facts["target"] * share / 100).to_integral_value()
    if name == "due":
        return facts["due"]
    if field is not None and field.kind == "date":
        return at.date() + dt.timedelta(days=30)
    if field is not None and field.kind == "number":
        return Decimal(dice.randint(50, 900))
    return dice.choice(field.choices) if field is not None and field.choices else "已完成前期手续，进场施工，按计划推进"


@dataclass(frozen=True)
class Played:
    """A history of its own: the row that mirrors it, how it is looked at, its events, and the words said in them."""

    row: Any
    view: Any
    stood: Any
    events: list[Any]
    cells: dict[Any, int]
    said: str
    tokens: list[str]


def played(now: dt.datetime, versions: list[Any], dice: random.Random) -> list[Played]:
    """HISTORIES of them, as many of each year and scheme as of any other."""
    from luoshi.ledger.chain import canonical, plain
    from luoshi.ledger.history import look
    from luoshi.web import tallies
    from luoshi.web.actions.commitments import _mirror
    from luoshi.web.actions.working_days import days
    from luoshi.web.models import Commitment
    from luoshi.web.search import kept
    from luoshi.web.search.spaced import spaced, tokens

    found = []
    for number in range(HISTORIES):
        year, version = now.year - 4 + number % 5, versions[number // 5 % len(versions)]
        events = history(dice, version.rules, year, now)
        row = Commitment(scheme=version, year=year, events_count=len(events))
        view, stood = look(version.rules, events, days(), now)
        row.completed = next((e.at for e in events if closes(version.rules, e.action)), None)
        _mirror(row, view, events[-1].action)
        said = [words for event in events for words in kept.said(canonical(plain(event)))]
        text, cells = spaced(said).strip(), tallies.cells_of(row, view, stood)
        found.append(Played(row, view, stood, events, cells, text, tokens(text)))
    return found


def closes(scheme: Any, action: str) -> bool:
    table = scheme.transition.get(action)
    return table is not None and table.to is not None and scheme.stage[table.to].kind in ("done", "struck")
