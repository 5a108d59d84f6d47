"""今天要我做什么？ What a post has to do now: one page, one click to act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import fields as fields_of
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.ledger import View
from luoshi.schemes.values import Transition
from luoshi.web import clock, work
from luoshi.web.actions.access import Actor
from luoshi.web.actions.telling import known
from luoshi.web.models.people import OFFICERS
from luoshi.web.obstacles import units_to_ask
from luoshi.web.pages import fields, obstacles, slips

TOLD = 8


@dataclass(frozen=True, slots=True)
class Form:
    """The first action's fields, to be filled in on the spot; `more`: those of an obstacle, folded away."""

    id: str
    action: Transition
    rows: list[dict[str, Any]]
    more: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Line(work.Item):
    """An item with the form of its first action, where that is work that waits."""

    form: Form | None = None


def page(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor
    if actor.role in OFFICERS:
        return redirect("office")
    now = clock.now()
    told = known(actor).filter(read_at=None).select_related("commitment")[:TOLD]
    found = [replace(group, items=tuple(map(_line, group.items))) for group in work.groups(actor, now)]
    forms = [item.form for group in found for item in group.items if isinstance(item, Line) and item.form]
    return render(
        request,
        "mine.html",
        {
            "groups": found, "notices": told, "now": now, "obstacles": obstacles.groups(actor, now),
            "slips": slips.of_post(actor, now), "open": request.GET.get("open", ""),
            "asked": units_to_ask() if any(form.more for form in forms) else (),
        },
    )  # fmt: skip


def _line(item: work.Item) -> Line:
    own = {one.name: getattr(item, one.name) for one in fields_of(item)}
    return Line(**own, form=_form(item.view, *item.actions[0]) if item.waits else None)


def _form(view: View, name: str, action: Transition) -> Form | None:
    """The form of the first action, where its fields are few enough to be filled in between two others."""
    names, table = (*action.needs, *action.may), view.scheme.obstacle
    of_obstacle = {table.what, table.whom, table.by, table.kind} if table else set()
    # A figure is reported where there is a target, else the share of the work: one number, not two.
    spare = "percent" if view.state.fields.get("target") is not None and "figure" in names else "figure"
    names = tuple(name for name in names if name != spare or name in action.needs)
    found = fields.rows(view.scheme, names, action.needs, {}, view.state.fields)
    if any(row["kind"] == "nodes" for row in found):
        return None
    more = [row for row in found if row["name"] in of_obstacle]
    return Form(name, action, [row for row in found if row not in more], more)
