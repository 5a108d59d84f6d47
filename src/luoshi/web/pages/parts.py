"""A commitment made of others: what they add up to, and the handing of a part to another unit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from luoshi.ledger import Refused, View
from luoshi.ledger.rates import rolled, worst
from luoshi.values import Message
from luoshi.web.actions.access import visible
from luoshi.web.actions.opening import Parted, delegate
from luoshi.web.models import Commitment
from luoshi.web.pages.again import Done, again
from luoshi.web.pages.fields import counts


@dataclass(frozen=True, slots=True)
class Sum:
    """What the living parts add up to: `figure` and `colour` are None where the scheme keeps the whole's own."""

    figure: Decimal | None
    colour: str | None
    count: int
    done: int


def summed(view: View, parts: list[Commitment]) -> Sum | None:
    """None without parts. Parts that were ended are no part of the sum."""
    table = view.scheme.parts
    living = [p for p in parts if p.kind != "void"]
    if not living:
        return None
    states = [state for scheme, state in view.parts if scheme.stage[state.stage].kind != "void"]
    figure = rolled(table, [state.fields.get("figure") for state in states]) if table else None
    colour = worst(p.colour for p in living if p.colour) if table and table.light == "worst" else None
    return Sum(figure, colour, len(living), sum(p.kind in ("done", "struck") for p in living))


@require_POST
def hand_down(request: HttpRequest, number: str) -> HttpResponse:
    """A part for another unit; refused words come back as a message on the commitment's page."""
    posted, title = request.POST, Message("分解给其他单位", "Hand a part to another unit")
    parent = visible(request.actor).filter(number=number).first()
    try:
        if parent is None:
            raise Refused("没有这件事，或不在您的权限内", "there is no such commitment, or you may not see it")
        lead = posted.get("lead", "")
        made = delegate(
            request.actor, parent, posted.get("title", ""), int(lead) if counts(lead) else 0,
            _number(posted.get("target", "")), _day(posted.get("due", "")),
            _seen(posted),
        )  # fmt: skip
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


def _number(words: str) -> Decimal | None:
    try:
        found = Decimal(words.replace(",", "").replace("，", "")) if words.strip() else None
    except InvalidOperation:
        found = Decimal("NaN")
    if found is not None and not found.is_finite():
        raise Refused(f"目标应是一个数，不是“{words}”", f"target: expected a number, found {words!r}")
    return found


def _day(words: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words) if words.strip() else None
    except ValueError:
        raise Refused(f"时限应是日期，如 2026-06-30，不是“{words}”", f"due: no day: {words!r}") from None
