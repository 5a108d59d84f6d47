"""Obstacles in the database: who may be asked, and the mirror by which lists find them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.ledger import Refused, State
from luoshi.schemes.values import UNFINISHED
from luoshi.web.models import Commitment, ObstacleRow, Unit


def check_units(commitment: Commitment, fields: Mapping[str, Any]) -> None:
    """Refused where a unit that is named is not in the list of units, or is asked for what it must do or cannot see."""
    scheme = commitment.rules
    for name, value in fields.items():
        field = scheme.field.get(name)
        if field is None or field.kind != "unit" or not value:
            continue
        unit = Unit.objects.filter(name=value, active=True).first()
        if unit is None:
            raise Refused(f"“{field.name}”：单位表里没有“{value}”", f"{name}: {value!r} is not in the list of units")
        if scheme.obstacle is None or name != scheme.obstacle.whom:
            continue
        if unit.pk == commitment.lead_id:
            raise Refused("需协调单位不能是牵头单位自己", "the lead unit cannot ask itself")
        posts = commitment.restricted
        if posts.exists() and not posts.filter(unit=unit).exists():
            raise Refused(
                f"这件事限定了知悉范围，{unit}看不到；请督查员先把它的岗位列入，或不填单位，由督查室协调",
                f"it is restricted and {unit} may not see it: have its post let in, or name no unit",
            )


def mirror(commitment: Commitment, state: State) -> None:
    """The rows that lists use, from the state. A unit keeps being asked under a new name: its row knows it."""
    if not state.obstacles:
        return
    known = {row.number: row for row in commitment.obstacles.all()}
    running = commitment.kind in UNFINISHED
    for one in state.obstacles:
        row = known.get(one.number)
        if row is None:
            unit = Unit.objects.filter(name=one.unit).first() if one.unit else None
            row = ObstacleRow(
                commitment=commitment, number=one.number, unit=unit, kind=one.kind, what=one.what, at=one.at
            )
        was = (row.due, row.replied_at, row.open)
        row.due, row.replied_at, row.open = one.due, one.replied, running and one.cleared is None
        if row.pk is None or was != (row.due, row.replied_at, row.open):
            row.save()
