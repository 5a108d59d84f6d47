"""Who may know of a commitment: a supervisor names the posts, and why; it stands in the commitment's own chain."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q, QuerySet

from luoshi.ledger import Refused
from luoshi.ledger.values import RESTRICT
from luoshi.web.actions.access import Actor
from luoshi.web.actions.commitments import act
from luoshi.web.models import Commitment, Post
from luoshi.web.models.people import OFFICERS


def may_know() -> QuerySet[Post]:
    """The posts that can be let in: supervisors know of everything, officers of nothing."""
    return Post.objects.filter(active=True).exclude(role__in=("", "supervisor", *OFFICERS)).select_related("unit")


@transaction.atomic
def restrict(
    actor: Actor, commitment: Commitment, posts: Collection[int], why: str, seen: int | None = None
) -> Commitment:
    """Let only these posts know of it, besides supervisors and its leader; no posts: everybody as before.

    Refused for others than supervisors, for posts that are not there, where nobody of the lead unit would be left.
    Changed as in `act`.
    """
    if actor.role != "supervisor":
        raise Refused("限定知悉范围要由督查员来做", "restricting: for supervisors only")
    found = list(may_know().filter(pk__in=posts))
    if len(found) < len(set(posts)):
        raise Refused("有的岗位不在或不能列入，请重选", "some of the posts are not there, or cannot be let in")
    lead = commitment.lead_id
    if found and lead and not any(p.unit_id == lead and p.role in ("handler", "head") for p in found):
        raise Refused("牵头单位至少要有一个岗位在内，否则没有人能办", "let in one post of the lead unit at least")
    # Before the event, so that it is counted among those who may know; what is refused leaves it as it was.
    commitment.restricted.set(found)
    done = act(actor, commitment, RESTRICT, {"posts": tuple(map(str, found))}, why=why, seen=seen)
    if found:
        # Who may not know of it any more keeps no notice of it either.
        let_in = Q(post__in=found) | Q(post__role="supervisor") | Q(post=done.leader)
        done.notices.exclude(let_in).delete()
    return done
