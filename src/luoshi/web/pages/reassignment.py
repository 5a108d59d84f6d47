"""谁来办？ Giving a commitment to another unit, leader or supporting units, from its page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from luoshi.ledger import Refused
from luoshi.web import forms
from luoshi.web.actions.access import find
from luoshi.web.actions.commitments import Changed
from luoshi.web.actions.reassigning import reassign


@require_POST
def set_duty(request: HttpRequest, number: str) -> HttpResponse:
    """The chosen units and leader, with the reason; what is refused comes back as a message that repeats the reason."""
    commitment = find(request.actor, number)
    posted = request.POST
    why = posted.get("why", "").strip()
    lead, leader = (int(posted[name]) if forms.counts(posted.get(name, "")) else 0 for name in ("lead", "leader"))
    supports = [int(pk) for pk in posted.getlist("supports") if forms.counts(pk)]
    try:
        done = reassign(request.actor, commitment, lead, leader or None, supports, why, forms.seen(posted))
        messages.success(request, f"{done.number}：已转由{done.lead}牵头。Now led by {done.lead}.")
    except Refused as refusal:
        messages.error(request, f"{refusal.said.zh}。{refusal.said.en}." + (f"（您写的：{why}）" if why else ""))
    except Changed:
        messages.error(request, f"这件事刚刚有变化，请看过再提交。Changed meanwhile. {why}")
    return redirect("commitment", commitment.number)
