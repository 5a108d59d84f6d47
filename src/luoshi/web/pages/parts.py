"""The handing of a part of a commitment to another unit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web.actions.access import visible
from luoshi.web.actions.opening import PART, Parted, delegate
from luoshi.web.forms import counts, read
from luoshi.web.models import Commitment
from luoshi.web.pages.again import TYPED, Done, again


@require_POST
def hand_down(request: HttpRequest, number: str) -> HttpResponse:
    """A part for another unit; refused words come back as a message on the commitment's page."""
    posted, title = request.POST, Message("分解给其他单位", "Hand a part to another unit")
    parent = visible(request.actor).filter(number=number).first()
    try:
        if parent is None:
            raise Refused("没有这件事，或不在您的权限内", "there is no such commitment, or you may not see it")
        lead = posted.get("lead", "")
        own, wrong = read(PART, posted)
        for name, why in wrong.items():
            raise Refused(f"{TYPED[name][0].zh}{why.zh}", f"{name}: {why.en}")
        unit = int(lead) if counts(lead) else 0
        made = delegate(request.actor, parent, posted.get("title", ""), unit, **own, seen=_seen(posted))
        messages.success(request, f"已分解：{made.number} {made.lead}。A part was handed down.")
    except Refused as refusal:
        if parent is not None:
            return again(request, title, f"/c/{number}/", [refusal.said], seen=_seen(posted))
        messages.error(request, f"{refusal.said.zh}。{refusal.said.en}.")
    except Parted as parted:
        told = [_told(part) for part in parted.parts]
        return again(request, title, f"/c/{number}/", meanwhile=told, seen=len(told))
    return redirect("commitment" if parent else "ledger", *([number] if parent else []))


def _seen(posted: QueryDict) -> int:
    """How many parts the actor saw; none where the form does not say."""
    seen = posted.get("seen", "")
    return int(seen) if counts(seen) else 0


def _told(part: Commitment) -> Done:
    first = part.events.select_related("user").first()
    who = str(first.user) if first and first.user else ""
    return Done(
        who,
        f"{first.at:%m-%d %H:%M}" if first else "",
        Message(f"{part.number} {part.lead or ''}", part.number),
        part.title,
    )
