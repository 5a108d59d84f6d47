"""A commitment made of others: the parts that are shown of it, and what they add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from luoshi.ledger import View
from luoshi.ledger.rates import rolled, worst
from luoshi.web.actions.access import Actor, visible
from luoshi.web.models import Commitment


@dataclass(frozen=True, slots=True)
class Sum:
    """What the living parts add up to: `figure` and `colour` are None where the scheme keeps the whole's own."""

    figure: Decimal | None
    colour: str | None
    count: int
    done: int


def summed(view: View, parts: Sequence[Commitment]) -> Sum | None:
    """None without parts. Parts that were ended are no part of the sum."""
    table = view.scheme.parts
    living = [p for p in parts if p.kind != "void"]
    if not living:
        return None
    states = [state for scheme, state in view.parts if scheme.stage[state.stage].kind != "void"]
    figure = rolled(table, [state.fields.get("figure") for state in states]) if table else None
    colour = worst(p.colour for p in living if p.colour) if table and table.light == "worst" else None
    return Sum(figure, colour, len(living), sum(p.kind in ("done", "struck") for p in living))


def shown(actor: Actor, commitment: Commitment, parts: Sequence[Commitment]) -> list[Commitment]:
    """The whole shows what it is made of, whoever does it; parts restricted to others it only counts in the sum."""
    hidden = set(commitment.parts.exclude(restricted=None).values_list("pk", flat=True)) if parts else set()
    if hidden:
        hidden -= set(visible(actor).filter(parent=commitment).values_list("pk", flat=True))
    return [part for part in parts if part.pk not in hidden]
