"""The desk's tasks as people look at them: who answers for them, what reading suggests, what was opened of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from luoshi.ledger import Refused
from luoshi.web.actions import desk as decisions
from luoshi.web.actions.access import Actor, visible
from luoshi.web.actions.reports import only_supervisors
from luoshi.web.desk.fold import Desk, Item
from luoshi.web.desk.suggest import Body, Directory, Suggested, suggested
from luoshi.web.models import Commitment, Post, StoredReport, Unit


@dataclass(frozen=True, slots=True)
class Row:
    """A task with what people and the ledger say of it."""

    item: Item
    suggested: Suggested
    opened: tuple[Commitment, ...]
    lead: Unit | None
    leader: Post | None
    supports: tuple[Unit, ...]

    @property
    def state(self) -> str:
        return "opened" if self.opened else self.item.standing


def rows_of(report: StoredReport, desk: Desk, actor: Actor) -> dict[str, Row]:
    """Each task as a row, by its id; a fixed number of queries."""
    units = {unit.pk: unit for unit in Unit.objects.filter(active=True)}
    posts = {post.pk: post for post in Post.objects.filter(role="leader").select_related("unit")}
    directory = Directory(Body(unit.pk, unit.name, unit.department) for unit in units.values())
    opened: dict[str, list[Commitment]] = {}
    for commitment in visible(actor).filter(report=report).order_by("number"):
        opened.setdefault(commitment.task, []).append(commitment)
    found = {}
    for name, item in desk.items.items():
        said = item.said
        found[name] = Row(
            item, suggested(item.task, directory), tuple(opened.get(name, ())), units.get(said.get("lead", 0)),
            posts.get(said.get("leader", 0)), tuple(units[u] for u in said.get("supports", ()) if u in units),
        )  # fmt: skip
    return found


@transaction.atomic
def take_suggestions(actor: Actor, report: StoredReport, names: Iterable[str]) -> int:
    """Write what reading suggests for these tasks: only where a person asks for them; for how many there was any."""
    only_supervisors(actor)
    rows = rows_of(report, decisions.desk_of(report), actor)
    taken = 0
    for name in names:
        own = rows[name].suggested if name in rows else None
        if own is None or not own.any:
            continue
        said: dict[str, Any] = {"supports": [body.pk for body in own.supports]}
        if own.lead is not None:
            said["lead"] = own.lead.pk
        taken += decisions.assign(actor, report, [name], said)
    if not taken:
        raise Refused("所选任务没有对得上本单位表的建议", "no suggestion that the list of units knows")
    return taken
