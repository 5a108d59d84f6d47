"""今天要我做什么？ What a post has to do now: one page, one click to act."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi import ledger
from luoshi.ledger import View, onward
from luoshi.ledger.onward import Way
from luoshi.schemes.values import Transition
from luoshi.values import Message
from luoshi.web import clock
from luoshi.web.actions.access import Actor, role_in, visible
from luoshi.web.actions.commitments import views_of
from luoshi.web.actions.telling import known
from luoshi.web.models import Commitment, SchemeVersion
from luoshi.web.models.people import OFFICERS
from luoshi.web.obstacles import units_to_ask
from luoshi.web.pages import fields, mine_parts, obstacles, slips

# So many of a group are shown; counting stops at MOST.
SHOWN, MOST = 20, 300
TOLD = 8
SOON = dt.timedelta(days=15)
LIT = ("red", "orange", "yellow")


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment with what can be done with it now, the way forward first. `waits`: the first is work that waits for
    the actor; else it is only possible."""

    commitment: Commitment
    actions: tuple[tuple[str, Transition], ...]
    waits: bool
    light: ledger.standing.Lit | None
    form: Form | None = None
    report: Message | None = None
    next: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The first action's fields, to be filled in on the spot; `more`: those of an obstacle, folded away."""

    id: str
    action: Transition
    rows: list[dict[str, Any]]
    more: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Group:
    """What presses alike. `total`: MOST + 1 where there are more than MOST."""

    title: Message
    urgent: bool
    items: tuple[Item, ...]
    total: int
    id: str

    @property
    def count(self) -> str:
        return str(self.total) if self.total <= MOST else f"{MOST}+"


def page(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor
    if actor.role in OFFICERS:
        return redirect("office")
    now = clock.now()
    told = known(actor).filter(read_at=None).select_related("commitment")[:TOLD]
    found = groups(actor, now)
    return render(
        request,
        "mine.html",
        {
            "groups": found, "notices": told, "now": now, "obstacles": obstacles.groups(actor, now),
            "slips": slips.of_post(actor, now), "open": request.GET.get("open", ""),
            "asked": units_to_ask() if any(i.form and i.form.more for g in found for i in g.items) else (),
        },
    )  # fmt: skip


# The groups in the order in which they press: (title, urgent, which). No commitment is in two of them, and each is a
# range of (kind, due), so that a group costs the same however much there is of it.
Which = tuple[Message, bool, tuple[Q, ...]]


def _which(now: dt.datetime, role: str, versions: list[SchemeVersion]) -> tuple[Which, ...]:
    """What presses is shown to whoever can do anything about it; what goes its way, to whom it waits for."""
    sign = report = mine_parts.NOTHING
    if role in mine_parts.UNIT:
        sign, report = mine_parts.to_sign(versions), mine_parts.to_report(versions, now.date())
    asked = mine_parts.to_decide(versions, role)

    def of(kind: str, aside: bool = False) -> Q:
        return Q(kind=kind) & mine_parts.waits(versions, role, (kind,), aside)

    soon = now + SOON
    rest = ~Q(last_action="return")
    whole, calm = of("open", aside=True) & rest & ~asked, ~Q(colour__in=LIT)
    in_time = whole & ~sign & ~report
    quiet = of("open") & rest & ~asked & ~sign & ~report & calm
    dated = (Q(due__gte=now), Q(due=None))
    back = mine_parts.waits(versions, role, ("before", "open", "review", "done"), aside=True)
    returned = Q(last_action="return") & ~Q(kind__in=("struck", "void")) & back
    return (
        (Message("退回重办", "Returned"), True, (returned,)),
        (Message("已经逾期", "Overdue"), True, (whole & Q(due__lt=now),)),
        (Message("待签收、部署", "To sign"), True, tuple(whole & sign & when for when in dated)),
        (Message("本期要报告", "To report"), True, tuple(whole & report & ~sign & when for when in dated)),
        (Message("落后或亮灯", "Behind or lit"), True, tuple(
            when & Q(colour__in=LIT) for when in (in_time & Q(due__gte=now), in_time & Q(due=None))
        )),
        (Message("申请延期，等您决定", "Extensions to decide"), False, (Q(kind="open") & asked & rest,)),
        (Message("等待审核", "To review"), False, (of("review") & rest,)),
        (Message("即将到期", "Due soon"), False, (quiet & Q(due__gte=now, due__lt=soon),)),
        (Message("等待起步", "To be set going"), False, (of("before") & rest,)),
        (Message("已办结，待销号", "Completed, to be struck off"), False, (of("done") & rest,)),
        (Message("办理中", "In hand"), False, (quiet & Q(due__gte=soon), quiet & Q(due=None))),
    )  # fmt: skip


def groups(actor: Actor, now: dt.datetime) -> list[Group]:
    """The work of a post in the order in which it presses; each commitment in the first group that it belongs to."""
    own = _own(actor)
    versions = list(SchemeVersion.objects.all())
    found = [(title, urgent, *_first(own, which)) for title, urgent, which in _which(now, actor.role, versions)]
    shown = Commitment.objects.filter(pk__in=[pk for *_, pks, _ in found for pk in pks])
    seen = views_of(shown.select_related("lead"), now)
    made: list[Group] = []
    for title, urgent, pks, total in found:
        looked = [_item(actor, *seen[pk]) for pk in pks]
        items = [item for item in looked if item.waits or (urgent and item.actions)]
        if items:
            after = [*(item.commitment.number for item in items[1:]), ""]
            listed = tuple(replace(item, next=number) for item, number in zip(items, after, strict=True))
            made.append(Group(title, urgent, listed, total - len(looked) + len(items), f"g{len(made) + 1}"))
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
    events = sorted(commitment.events.all(), key=lambda row: row.number)
    may = [pair for pair in onward.offered(view, role, [row.action for row in events]) if pair[1] is not Way.END]
    waits = bool(may) and may[0][1] in onward.WORK
    actions = tuple((name, view.scheme.transition[name]) for name, _ in may[:3])
    by = commitment.report_by if role in mine_parts.UNIT else None
    due = by is not None and any(mine_parts.asked(by, table, view.now.date()) for table in view.scheme.report.values())
    return Item(
        commitment, actions if may and may[0][1] < Way.BACK else (), waits, ledger.light(view),
        _form(view, *actions[0]) if waits else None,
        mine_parts.days_left(by, view.now.date()) if by is not None and due else None,
    )  # fmt: skip


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
