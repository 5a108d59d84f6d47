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

# So many of a group are shown; counting stops at MOST.
SHOWN, MOST = 30, 1000
TOLD = 8
SOON = dt.timedelta(days=15)
LIT = ("red", "orange", "yellow")


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment with what can be done with it now, the way forward first."""

    commitment: Commitment
    actions: tuple[tuple[str, Transition], ...]
    light: ledger.standing.Lit | None


@dataclass(frozen=True, slots=True)
class Group:
    """What presses alike. `total`: MOST + 1 where there are more than MOST."""

    title: Message
    urgent: bool
    items: tuple[Item, ...]
    total: int

    @property
    def count(self) -> str:
        return str(self.total) if self.total <= MOST else f"{MOST}+"


def page(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor
    if actor.role in OFFICERS:
        return redirect("office")
    now = clock.now()
    told = known(actor).filter(read_at=None).select_related("commitment")[:TOLD]
    shown = {"groups": groups(actor, now), "notices": told, "now": now, "slips": slips.of_post(actor, now)}
    return render(request, "mine.html", shown)


# The groups in the order in which they press: (title, urgent, which). No commitment is in two of them, and each is a
# range of (kind, due), so that a group costs the same however much there is of it.
Which = tuple[Message, bool, tuple[Q, ...]]


def _which(now: dt.datetime) -> tuple[Which, ...]:
    soon = now + SOON
    rest = ~Q(last_action="return")
    in_time, calm = Q(kind="open") & rest, ~Q(colour__in=LIT)
    undated = in_time & Q(due=None)
    returned = Q(last_action="return") & ~Q(kind__in=("struck", "void"))
    return (
        (Message("退回重办", "Returned"), True, (returned,)),
        (Message("已经逾期", "Overdue"), True, (in_time & Q(due__lt=now),)),
        (Message("落后或亮灯", "Behind or lit"), True, tuple(
            when & Q(colour__in=LIT) for when in (in_time & Q(due__gte=now), undated)
        )),
        (Message("等待审核", "To review"), False, (Q(kind="review") & rest,)),
        (Message("即将到期", "Due soon"), False, (in_time & calm & Q(due__gte=now, due__lt=soon),)),
        (Message("等待起步", "To be set going"), False, (Q(kind="before") & rest,)),
        (Message("已办结，待销号", "Completed, to be struck off"), False, (Q(kind="done") & rest,)),
        (Message("办理中", "In hand"), False, (in_time & calm & Q(due__gte=soon), undated & calm)),
    )  # fmt: skip


def groups(actor: Actor, now: dt.datetime) -> list[Group]:
    """The work of a post in the order in which it presses; each commitment in the first group that it belongs to."""
    own = _own(actor)
    found = [(title, urgent, *_first(own, which)) for title, urgent, which in _which(now)]
    shown = Commitment.objects.filter(pk__in=[pk for *_, pks, _ in found for pk in pks])
    seen = views_of(shown.select_related("lead"), now)
    made = []
    for title, urgent, pks, total in found:
        items = [item for item in (_item(actor, *seen[pk]) for pk in pks) if item.actions]
        if items:
            made.append(Group(title, urgent, tuple(items), max(len(items), total)))
    return made


def _first(own: QuerySet[Commitment], which: tuple[Q, ...]) -> tuple[list[int], int]:
    """The first of a group by when they are due, and how many there are, as far as is counted."""
    pks: list[int] = []
    for what in which:
        pks += own.filter(what).order_by("due", "number").values_list("pk", flat=True)[: MOST + 1]
    return pks[:SHOWN], min(len(pks), MOST + 1)


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
