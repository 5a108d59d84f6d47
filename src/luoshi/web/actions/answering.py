"""Who answers for a commitment: given at 立项, changed later by a supervisor (调整责任), both in its own chain."""

from __future__ import annotations

from collections.abc import Iterable

from luoshi.ledger.values import Duty
from luoshi.web.models import Post, Unit


def duty(lead: Unit | None, leader: Post | None, supports: Iterable[Unit]) -> Duty:
    """As events say it."""
    ones = [("lead", lead), ("leader", leader), *(("support", unit) for unit in sorted(supports, key=lambda u: u.pk))]
    return tuple((place, str(one.pk), str(one)) for place, one in ones if one is not None)
