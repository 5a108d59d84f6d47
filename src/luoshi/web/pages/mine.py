"""今天要我做什么？ What a post has to do now: one page, one click to act."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi import ledger
from luoshi.ledger import View
from luoshi.schemes.values import Transition
from luoshi.values import Message
from luoshi.web import clock
from luoshi.web.actions.access import Actor, role_in, visible
from luoshi.web.actions.commitments import views_of
from luoshi.web.actions.telling import known
from luoshi.web.models import Commitment
from luoshi.web.models.people import OFFICERS
from luoshi.web.pages import slips

SHOWN = 60
TOLD = 8
SOON = dt.timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment with what can be done with it now, the way forward first."""

    commitment: Commitment
    actions: tuple[tuple[str, Transition], ...]
    light: ledger.standing.Lit | None


@dataclass(frozen=True, slots=True)
class Group:
    title: Message
    urgent: bool
    items: tuple[Item, ...]
    total: int


def page(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor
    if actor.role in OFFICERS:
        return redirect("office")
    now = clock.now()
    told = known(actor).filter(read_at=None).select_related("commitment")[:TOLD]
    shown = {"groups": groups(actor, now), "notices": told, "now": now, "slips": slips.of_post(actor, now)}
    return render(request, "mine.html", shown)


def groups(actor: Actor, now: dt.datetime) -> list[Group]:
    """The work of a post in the order in which it presses; each commitment in the first group that it belongs to."""
    own = _own(actor).select_related("scheme", "lead", "report").exclude(kind__in=("struck", "void"))
    parts = (
        (Message("退回重办", "Returned"), True, Q(last_action="return")),
        (Message("已经逾期", "Overdue"), True, Q(due__lt=now, kind="open")),
        (Message("落后或亮灯", "Behind or lit"), True, Q(colour__in=("red", "orange", "yellow"), kind="open")),
        (Message("等待审核", "To review"), False, Q(kind="review")),
        (Message("即将到期", "Due soon"), False, Q(due__lt=now + SOON, kind="open")),
        (Message("等待起步", "To be set going"), False, Q(kind="before")),
        (Message("已办结，待销号", "Completed, to be struck off"), False, Q(kind="done")),
        (Message("办理中", "In hand"), False, Q(kind="open")),
    )
    found: list[Group] = []
    taken = Q()
    for title, urgent, what in parts:
        mine = own.filter(what).exclude(taken) if taken else own.filter(what)
        shown = list(mine.order_by("due", "number").values_list("pk", flat=True)[:SHOWN])
        seen = views_of(own.filter(pk__in=shown), now)
        made = (_item(actor, *seen[pk]) for pk in shown)
        items = [item for item in made if item.actions]
        if items:
            found.append(Group(title, urgent, tuple(items), max(len(items), mine.count())))
        taken |= what
    return found


def _own(actor: Actor) -> QuerySet[Commitment]:
    """What the post itself has to act on, of all that it sees."""
    seen = visible(actor)
    if actor.post is None or actor.role == "viewer":
        return seen.none()
    if actor.role == "leader":
        return seen.filter(leader=actor.post)
    return seen if actor.role == "supervisor" else seen.filter(lead=actor.post.unit)


def _item(actor: Actor, commitment: Commitment, view: View) -> Item:
    role = role_in(actor, commitment)
    order = list(view.scheme.stage)
    here = order.index(commitment.stage)

    def forward(pair: tuple[str, Transition]) -> int:
        """What leads one stage on comes first, then what stays, what leads back, what ends it."""
        to = pair[1].to
        if to is None or to == commitment.stage:
            return 1
        if view.scheme.stage[to].kind == "void":
            return 3
        return 0 if order.index(to) > here else 2

    may = sorted(ledger.allowed(view, role).items(), key=forward)
    return Item(commitment, tuple(may[:3]), ledger.light(view))
