"""Who may see a commitment, and as whom somebody acts on it. One table of rules, for pages and API alike.

Supervisors and leaders see all of their ledger; a unit sees what it leads, what it supports, and where it was asked to
clear an obstacle; viewers see what is running. A restricted one is seen by its posts, the supervisors and its leader
alone. The three officers see none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from luoshi.ledger.obstacles import concerns
from luoshi.web.models import Commitment, ObstacleRow, Post, User
from luoshi.web.models.people import OFFICERS, ROLES

ANYBODY = tuple(role for role, _ in ROLES)
# Those who have to do with commitments at all; who acts on them; who reads reports and drafts; who oversees the units.
LEDGER = tuple(role for role in ANYBODY if role not in OFFICERS)
ACTING = ("supervisor", "handler", "head", "leader")
DESK = ("supervisor", "leader")
OVERSEE = ("supervisor", "leader", "viewer")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at one of their posts; without a post they see and do nothing."""

    user: User
    post: Post | None

    @property
    def role(self) -> str:
        return self.post.role if self.post else ""


def posts_of(user: User, day: dt.date) -> list[Post]:
    """The posts that a person holds today, in the order of the units."""
    return list(Post.objects.held_by(user, day).select_related("unit"))


def visible(actor: Actor) -> QuerySet[Commitment]:
    """The commitments that the actor may see."""
    everything = Commitment.objects.all()
    post = actor.post
    if post is None or not post.role or post.role in OFFICERS:
        return everything.none()
    # Asked of each row, not joined: a join would make lists sort and sift all that there is before their first page.
    let = Commitment.restricted.through.objects.filter(commitment=OuterRef("pk"))
    let_in = ~Exists(let) | Exists(let.filter(post=post))
    if post.role == "supervisor":
        return everything
    if post.role == "leader":
        return everything.filter(let_in | Q(leader=post))
    supported = Commitment.supports.through.objects.filter(commitment=OuterRef("pk"), unit=post.unit_id)
    asked = ObstacleRow.objects.filter(commitment=OuterRef("pk"), unit=post.unit_id)
    own = Q(lead=post.unit_id) | Exists(supported) | Exists(asked)
    seen = own if post.role in ("handler", "head") else ~Q(kind="before")
    return everything.filter(seen, let_in)


def find(actor: Actor, number: str) -> Commitment:
    """A commitment by its number. Http404 for what the actor may not see: it does not exist for them."""
    rows = visible(actor).select_related("scheme", "lead", "leader", "leader__unit", "report").defer("report__data")
    found = None if "\0" in number else rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def role_in(actor: Actor, commitment: Commitment, action: str = "") -> str:
    """The role in which the actor acts on a commitment that they see; "" where they only look on.

    A handler or head acts for the lead unit, or as `support` for one that supports it, a leader where the commitment is
    theirs. On an obstacle the handlers and heads of the unit that is asked act as `asked`.
    """
    post = actor.post
    if post is None:
        return ""
    if post.role == "supervisor":
        return "supervisor"
    if post.role in ("handler", "head"):
        if commitment.lead_id == post.unit_id:
            return post.role
        if concerns(action):
            number = action.partition(":")[2]
            asked = number.isdecimal() and commitment.obstacles.filter(number=int(number[:9]), unit=post.unit).exists()
            return "asked" if asked else ""
        return "support" if commitment.supports.filter(pk=post.unit_id).exists() else ""
    if post.role == "leader":
        return "leader" if commitment.leader_id in (None, post.pk) else ""
    return ""
