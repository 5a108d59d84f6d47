"""A commitment by its number, for those who may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from luoshi.web.actions.access import Actor, visible
from luoshi.web.models import Commitment


def find_commitment(request: HttpRequest, number: str) -> Commitment:
    """What the actor may not see does not exist for them."""
    actor: Actor = request.actor
    rows = visible(actor).select_related("scheme", "lead", "leader", "leader__unit", "report").defer("report__data")
    found = None if "\0" in number else rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found
