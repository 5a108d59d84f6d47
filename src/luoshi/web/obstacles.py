"""The obstacles of a commitment, and all open ones: with their colour, why, and what the actor may do about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from luoshi.ledger import View
from luoshi.ledger.obstacles import NAMES, WORDS, allowed, light
from luoshi.ledger.values import REPLY, Obstacle
from luoshi.schemes.values import Colour
from luoshi.values import Message
from luoshi.web.actions.access import Actor, role_in, visible
from luoshi.web.actions.working_days import days
from luoshi.web.forms import counts
from luoshi.web.models import Commitment, ObstacleRow, Unit


@dataclass(frozen=True, slots=True)
class Shown:
    """An obstacle with its colour, why, and what may be done about it (verbs without their colon)."""

    one: Obstacle
    colour: Colour
    why: Message
    can: tuple[tuple[str, Message], ...]
    row: ObstacleRow | None = None

    @property
    def word(self) -> Message:
        return NAMES[self.colour]


def of_commitment(actor: Actor, commitment: Commitment, view: View) -> list[Shown]:
    """Its obstacles, those that wait first, with what the actor may do."""
    found = []
    for one in view.state.obstacles:
        can = allowed(one, role_in(actor, commitment, f"{REPLY}{one.number}"))
        colour, why = light(view.scheme, one, view.now, view.calendar)
        found.append(Shown(one, colour, why, tuple((verb.rstrip(":"), WORDS[verb]) for verb in can)))
    return sorted(found, key=lambda s: (s.one.cleared is not None, s.one.due))


def open_to(actor: Actor) -> QuerySet[ObstacleRow]:
    """All that are not cleared, of what the actor sees, the first due first."""
    seen = visible(actor).order_by().values("pk")
    rows = ObstacleRow.objects.filter(open=True, commitment__in=seen)
    return rows.select_related("commitment__scheme", "commitment__lead", "unit").order_by("due", "pk")


def narrowed(rows: QuerySet[ObstacleRow], kind: str, unit: str) -> QuerySet[ObstacleRow]:
    """`kind`: "-" for those without one; `unit`: an id, or "-" where the supervisors are asked; "" for all."""
    if kind:
        rows = rows.none() if "\0" in kind else rows.filter(kind="" if kind == "-" else kind)
    if unit:
        rows = rows.filter(unit=int(unit)) if counts(unit) else rows.filter(unit=None)
    return rows


def shown(row: ObstacleRow, now: dt.datetime, verbs: Iterable[str] = ()) -> Shown:
    unit = row.unit.name if row.unit else ""
    one = Obstacle(row.number, row.at, "", row.what, unit, row.kind, row.due, row.replied_at)
    colour, why = light(row.commitment.rules, one, now, days())
    return Shown(one, colour, why, tuple((verb.rstrip(":"), WORDS[verb]) for verb in verbs), row)


def units_to_ask() -> list[str]:
    """The names of units that a field may name."""
    return list(Unit.objects.filter(active=True).values_list("name", flat=True))
