"""A scheme's fields as a form: text, number, date, choice, flag, unit; what was typed is never lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from luoshi.exchange.scheme.words import FACTS
from luoshi.schemes import Scheme
from luoshi.schemes.check import FACTS as FACT_KINDS
from luoshi.values import Message


def rows(scheme: Scheme, names: Iterable[str], needed: Iterable[str], typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the template shows for each field."""
    wanted = set(needed)
    found = []
    for name in names:
        field = scheme.field.get(name)
        label = Message(field.name, field.en) if field else FACTS[name]
        kind = field.kind if field else FACT_KINDS[name]
        found.append(
            {
                "name": name, "label": label, "kind": kind, "choices": field.choices if field else (),
                "needed": name in wanted, "value": typed.get(name, ""),
            }
        )  # fmt: skip
    return found


def read(scheme: Scheme, names: Iterable[str], posted: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Message]]:
    """The values, and what is wrong with which field; empty ones are left out."""
    values: dict[str, Any] = {}
    wrong: dict[str, Message] = {}
    for name in names:
        words = posted.get(name, "").strip()
        field = scheme.field.get(name)
        kind = field.kind if field else FACT_KINDS[name]
        if kind == "flag":
            values[name] = bool(words)
        elif words:
            try:
                values[name] = _value(kind, words)
            except (ValueError, InvalidOperation):
                wrong[name] = WRONG[kind]
    return values, wrong


def counts(words: str) -> bool:
    """Whether they are a whole number that a database takes: no power signs, not longer than its integers."""
    return words.isdecimal() and len(words) < 10


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
