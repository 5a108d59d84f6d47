"""One action on many commitments: each wholly or not at all; those refused are named with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import OperationalError

from luoshi.ledger import Refused
from luoshi.lexicon.calendar import CalendarError
from luoshi.values import Message
from luoshi.web.actions.access import Actor, visible
from luoshi.web.actions.commitments import Changed, act, state_of
from luoshi.web.actions.reassigning import reassign
from luoshi.web.models import Commitment

Refusals = list[tuple[str, Message]]


def act_on_many(
    actor: Actor, chosen: Iterable[tuple[str, int | None]], action: str, fields: Mapping[str, Any], why: str = ""
) -> tuple[list[Commitment], Refusals]:
    """(those done, number and why of those refused). `chosen`: numbers with how many events the actor saw.

    The day by which it is due is each commitment's own where the action asks for it and none is given.
    """

    def do(commitment: Commitment, seen: int | None) -> Commitment:
        table = commitment.rules.transition.get(action)
        given = dict(fields)
        if table is not None and "due" in table.needs and "due" not in given:
            known = state_of(commitment).fields.get("due")
            given |= {"due": known} if known else {}
        return act(actor, commitment, action, given, why=why, seen=seen)

    return _each(actor, chosen, do)


def reassign_many(
    actor: Actor, chosen: Iterable[tuple[str, int | None]], lead: int, why: str
) -> tuple[list[Commitment], Refusals]:
    """Another lead unit for many, as where offices merge; leaders and supporting units stay. As `act_on_many`."""

    def do(commitment: Commitment, seen: int | None) -> Commitment:
        supports = [unit.pk for unit in commitment.supports.all()]
        return reassign(actor, commitment, lead, commitment.leader_id, supports, why, seen)

    return _each(actor, chosen, do)


def _each(
    actor: Actor, chosen: Iterable[tuple[str, int | None]], do: Callable[[Commitment, int | None], Commitment]
) -> tuple[list[Commitment], Refusals]:
    done: list[Commitment] = []
    refused: Refusals = []
    for number, seen in dict(chosen).items():
        commitment = visible(actor).filter(number=number).select_related("scheme").first()
        if commitment is None:
            refused.append((number, Message("没有这件事，或不在您的权限内", "not there, or not yours to see")))
            continue
        try:
            done.append(do(commitment, seen))
        except Refused as refusal:
            refused.append((number, refusal.said))
        except Changed as changed:
            refused.append(
                (number, Message(f"刚有变化（{changed.rows[-1].user}），请先看看", "changed meanwhile: look first"))
            )
        except CalendarError as error:
            refused.append((number, Message(*str(error).split(" / ", 1))))
        except OperationalError:
            # Those before it were saved, so the failure is this one's, not the page's.
            refused.append((number, Message("数据库没有收下，没有保存，请重试", "not saved: try again")))
    return done, refused
