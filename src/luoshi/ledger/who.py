"""Who answers for a commitment, and who may know of it: what supervisors set, whatever the scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from luoshi.ledger.values import DUTY, REASSIGN, RESTRICT, Duty, Event, NotYours, Refused, State

PLACES = ("lead", "leader", "support")
_VERBS = {
    RESTRICT: ("限定知悉范围", "restricting", "请写明限定或解除的理由", "say why it is restricted, or no more"),
    REASSIGN: ("调整责任", "reassigning", "请写明调整的理由", "say why it is reassigned"),
}


def set_by(state: State, event: Event) -> State | None:
    """The state after `restrict` or `reassign`; None for every other action. NotYours for all but supervisors, Refused
    without a reason, or for values that are none."""
    if event.action not in _VERBS:
        return None
    zh, en, why_zh, why_en = _VERBS[event.action]
    if event.role != "supervisor":
        raise NotYours(f"{zh}要由督查员来做", f"{en}: for supervisors only")
    name = "posts" if event.action == RESTRICT else DUTY
    if set(event.fields) - {name}:
        raise Refused(f"{zh}只有“{name}”这一项", f"{en} takes {name} only")
    if not event.why.strip():
        raise Refused(why_zh, why_en)
    if event.action == REASSIGN:
        return replace(state, duty=duty_of({DUTY: (), **event.fields}))
    posts = event.fields.get("posts", ())
    if not (isinstance(posts, tuple) and all(isinstance(post, str) and post for post in posts)):
        raise Refused(f"知悉范围应是岗位的名称，给的是 {posts!r}", f"posts: expected names, found {posts!r}")
    return replace(state, restricted=posts)


def duty_of(fields: Mapping[str, Any]) -> Duty | None:
    """Who answers for it, as an event says it; None where it says nothing of it. Refused for what is no duty."""
    rows = fields.get(DUTY)
    if rows is None:
        return None
    if not isinstance(rows, tuple) or not all(_row(row) for row in rows) or _twice(rows):
        raise Refused(f"责任应写明是谁、是什么，给的是 {rows!r}", f"{DUTY}: expected rows of {PLACES}, found {rows!r}")
    return rows


def places(rows: Duty) -> set[tuple[str, str]]:
    """What endures of it: names change, numbers do not."""
    return {(place, number) for place, number, _ in rows}


def _row(row: Any) -> bool:
    if not (isinstance(row, tuple) and len(row) == 3 and all(isinstance(word, str) for word in row)):
        return False
    place, number, name = row
    return place in PLACES and number.isdecimal() and bool(name)


def _twice(rows: Duty) -> bool:
    """Two leads, two leaders, or one unit supporting twice."""
    ones = [row[:1] if row[0] != "support" else row[:2] for row in rows]
    return len(set(ones)) < len(ones)
