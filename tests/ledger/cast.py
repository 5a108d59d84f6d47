"""The cast: a supervisor, a handler and the head of a department, a leader, an outsider; and a calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from luoshi.ledger import Event, State, act, begin
from luoshi.lexicon.calendar import load
from luoshi.schemes import Scheme

CALENDAR = load()
PEOPLE = {
    "supervisor": ("林督查", "市政府督查室"), "handler": ("何科长", "市水务局规划科"), "head": ("江局长", "市水务局"),
    "leader": ("副市长", "澄川市政府"), "party": ("代表", "市人大代表"), "viewer": ("路人", "无"),
    "support": ("赵科长", "市财政局"), "asked": ("钱局长", "市自然资源局"),
}  # fmt: skip


def at(words: str) -> dt.datetime:
    """`2026-03-02 09:00`, or a day at nine."""
    return dt.datetime.fromisoformat(words if " " in words else f"{words} 09:00")


def event(action: str, when: str | dt.datetime, role: str, evidence: int = 0, **fields: Any) -> Event:
    who, post = PEOPLE[role]
    moment = when if isinstance(when, dt.datetime) else at(when)
    said = {name.replace("_", "-"): value for name, value in fields.items()}
    return Event(action, moment, who, post, role, said, tuple(f"{i:064d}" for i in range(evidence)))


def walk(scheme: Scheme, *events: Event) -> State:
    """The state after the events, each of which is allowed."""
    state = begin(scheme, events[0], CALENDAR)
    for one in events[1:]:
        state = act(scheme, state, one, CALENDAR)
    return state
