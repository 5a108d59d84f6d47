"""调整责任: another lead unit, leader or supporting units, from now on. Offices merge, and tasks go to the wrong door.

What was done before stays in the story under who did it. Clocks run on: whoever takes over takes over the limit.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from luoshi.ledger import NotYours, Refused
from luoshi.ledger.values import DUTY, REASSIGN
from luoshi.ledger.who import places
from luoshi.schemes.values import FINAL
from luoshi.web.actions.access import Actor
from luoshi.web.actions.answering import duty
from luoshi.web.actions.commitments import act
from luoshi.web.models import Commitment, Post, Unit


@transaction.atomic
def reassign(
    actor: Actor, commitment: Commitment, lead: int, leader: int | None, supports: Collection[int], why: str,
    seen: int | None = None,
) -> Commitment:  # fmt: skip
    """Refused for others than supervisors, for units and posts that are not there, for what is struck off or ended,
    where nothing would change, and where it is restricted and nobody of the lead unit may know of it. Changed as in
    `act`.
    """
    if actor.role != "supervisor":
        raise NotYours("调整责任要由督查员来做", "reassigning: for supervisors only")
    if commitment.kind in FINAL:
        raise Refused("已经销号或终止，不再调整责任", "it is struck off or ended: nobody else takes it over")
    unit = Unit.objects.filter(pk=lead, active=True).first()
    post = Post.objects.filter(pk=leader, role="leader", active=True).select_related("unit").first() if leader else None
    others = list(Unit.objects.filter(pk__in=supports, active=True))
    if unit is None or (leader and post is None) or len(others) < len(set(supports)):
        raise Refused("有的单位或岗位不在了，请重选", "a unit or post is not there: choose again")
    others = [one for one in others if one != unit]
    rows = duty(unit, post, others)
    if places(rows) == places(duty(commitment.lead, commitment.leader, commitment.supports.all())):
        raise Refused("责任单位和领导都没有变", "nothing would change")
    doors = commitment.restricted
    if doors.exists() and not doors.filter(unit=unit, role__in=("handler", "head")).exists():
        raise Refused(
            f"这件事限定了知悉范围，请先让{unit}的岗位知悉", f"it is restricted: first let in a post of {unit}"
        )
    # Before the event, so that it is counted among theirs; what is refused leaves it as it was.
    commitment.lead, commitment.leader = unit, post
    commitment.save(update_fields=("lead", "leader"))
    commitment.supports.set(others)
    return act(actor, commitment, REASSIGN, {DUTY: rows}, why=why.strip(), seen=seen)
