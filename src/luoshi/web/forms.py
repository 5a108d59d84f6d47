"""What people and programs write for the fields of an action, read as the rules take it; what is wrong, field by field.

A number is written `1075.1`, a day `2026-03-31`, a tick is any word; nodes as `luoshi.web.node_words` says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from luoshi.ledger import Refused
from luoshi.ledger.obstacles import BY, concerns
from luoshi.ledger.slips import written
from luoshi.ledger.values import ANSWER, INSIST, SLIP
from luoshi.schemes import Scheme
from luoshi.schemes.check import FACTS
from luoshi.values import Message
from luoshi.web import node_words

# Fields by their names, in the order of their form, each with its kind.
Kinds = dict[str, str]


def kinds_of(scheme: Scheme, names: Iterable[str]) -> Kinds:
    """Fields of a scheme, and facts that every commitment may have."""
    return {name: scheme.field[name].kind if name in scheme.field else FACTS[name] for name in names}


def kinds_for(scheme: Scheme, action: str) -> Kinds | None:
    """The fields of any action; None where there is no such action.

    Besides the scheme's own: `slip:ID` and `answer:ID`, and `reply:N`, `clear:N`, `insist:N` of obstacle N.
    """
    if concerns(action):
        return {BY: "date"} if action.startswith(INSIST) else {}
    if action.startswith((SLIP, ANSWER)):
        known = action.partition(":")[2] in scheme.slip
        return {name: field.kind for name, field in written(action).items()} if known else None
    table = scheme.transition.get(action)
    return kinds_of(scheme, (*table.needs, *table.may)) if table else None


def read(
    kinds: Kinds, given: Mapping[str, str], facts: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], dict[str, Message]]:
    """The values, and what is wrong with which field; empty ones are left out. `facts`: what nodes are a share of."""
    values: dict[str, Any] = {}
    wrong: dict[str, Message] = {}
    # Nodes are a share of a target that may be given beside them.
    for name in sorted(kinds, key=lambda name: kinds[name] == "nodes"):
        words, kind = given.get(name, "").strip(), kinds[name]
        if kind == "flag":
            values[name] = bool(words)
        elif kind == "nodes":
            try:
                found = node_words.read(given, {**(facts or {}), **values})
                values |= {name: found} if found else {}
            except Refused as error:
                wrong[name] = error.said
        elif words:
            try:
                values[name] = _value(kind, words)
            except (ValueError, InvalidOperation):
                zh, en = WRONG[kind]
                wrong[name] = Message(f"{zh}，不是“{words[:60]}”", f"{en}, found {words[:60]!r}")
    return values, wrong


def counts(words: str) -> bool:
    """Whether they are a whole number that a database takes: no power signs, not longer than its integers."""
    return words.isdecimal() and len(words) < 10


def seen(posted: Mapping[str, str]) -> int:
    """How many events the sender saw. Refused where that is not said: nobody acts on what they have not seen."""
    words = posted.get("seen", "")
    if not counts(words):
        raise Refused("不知道您看到的是第几步，请看过这一页再提交", "what you saw is not said: look, and send it again")
    return int(words)


def _value(kind: str, words: str) -> Any:
    if kind == "number":
        number = Decimal(words.replace(",", "").replace("，", ""))
        if not number.is_finite() or abs(number) >= 10**18:
            raise ValueError
        return number
    return dt.date.fromisoformat(words) if kind == "date" else words


WRONG = {
    "number": ("应是一个数，如 1075.1", "expected a number, like 1075.1"),
    "date": ("应是日期，如 2026-03-31", "expected a day, like 2026-03-31"),
}
