"""A scheme's fields as a form: text, number, date, choice, flag, unit, nodes; what was typed is never lost.

What is sent is read by `luoshi.web.forms`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from luoshi.exchange.scheme.words import FACTS
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
