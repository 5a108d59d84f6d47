"""A scheme's fields as a form: text, number, date, choice, flag, unit, nodes; what was typed is never lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from luoshi.exchange.scheme.words import FACTS
from luoshi.ledger import Refused
from luoshi.schemes import Scheme
from luoshi.schemes.check import FACTS as FACT_KINDS
from luoshi.values import Message
from luoshi.web.pages import node_form

# Kinds of which the last value says something to who writes the next.
TELLING = ("text", "number")


def rows(
    scheme: Scheme, names: Iterable[str], needed: Iterable[str], typed: Mapping[str, str],
    facts: Mapping[str, Any] | None = None, units: Sequence[str] = (),
) -> list[dict[str, Any]]:  # fmt: skip
    """What the template shows for each field. `facts`: what was said before: shown beside it, and never sent again,
    but for the due day, which is sent unless it is changed. `units`: the names to choose a unit from."""
    wanted, facts = set(needed), facts or {}
    found = []
    for name in names:
        field = scheme.field.get(name)
        label = Message(field.name, field.en) if field else FACTS[name]
        kind = field.kind if field else FACT_KINDS[name]
        last = facts.get(name) if kind in TELLING else None
        found.append(
            {
                "name": name, "label": label, "kind": kind, "choices": field.choices if field else (),
                "needed": name in wanted, "value": typed.get(name, str(facts.get("due", "")) if name == "due" else ""),
                "last": plain(last), "units": units if kind == "unit" else (),
                "unit": facts.get("unit", "") if name in ("figure", "target") else "%" if name == "percent" else "",
                "nodes": node_form.rows(typed, facts) if kind == "nodes" else (),
            }
        )  # fmt: skip
    return found


def plain(value: Any) -> str:
    """A value as people write it: no zeros that say nothing."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else "" if value is None else str(value)


def read(
    scheme: Scheme, names: Iterable[str], posted: Mapping[str, str], facts: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], dict[str, Message]]:
    """The values, and what is wrong with which field; empty ones are left out. `facts`: what nodes are a share of."""
    values: dict[str, Any] = {}
    wrong: dict[str, Message] = {}
    for name in sorted(names, key=lambda name: FACT_KINDS.get(name) == "nodes"):
        words = posted.get(name, "").strip()
        field = scheme.field.get(name)
        kind = field.kind if field else FACT_KINDS[name]
        if kind == "flag":
            values[name] = bool(words)
        elif kind == "nodes":
            try:
                found = node_form.read(posted, {**(facts or {}), **values})
                values |= {name: found} if found else {}
            except node_form.Unread as error:
                wrong[name] = error.said
        elif words:
            try:
                values[name] = _value(kind, words)
            except (ValueError, InvalidOperation):
                wrong[name] = WRONG[kind]
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
    "number": Message("应是一个数，如 1075.1", "expected a number, like 1075.1"),
    "date": Message("应是日期，如 2026-03-31", "expected a day, like 2026-03-31"),
}
