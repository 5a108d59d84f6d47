"""今天要我做什么？ What a post has to do now: one page, one click to act."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

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
    """A commitment with what can be done with it now, the way forward first."""

    commitment: Commitment
    actions: tuple[tuple[str, Transition], ...]
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


def _which(now: dt.datetime, sign: Q, report: Q) -> tuple[Which, ...]:
    """`sign`, `report`: what the schemes say is to be taken up, and to be reported on, by the post."""
    soon = now + SOON
    rest = ~Q(last_action="return")
    whole, calm = Q(kind="open") & rest, ~Q(colour__in=LIT)
    in_time = whole & ~sign & ~report
    undated = in_time & Q(due=None)
    dated = (Q(due__gte=now), Q(due=None))
    returned = Q(last_action="return") & ~Q(kind__in=("struck", "void"))
    return (
        (Message("退回重办", "Returned"), True, (returned,)),
        (Message("已经逾期", "Overdue"), True, (whole & Q(due__lt=now),)),
        (Message("待签收、部署", "To sign"), True, tuple(whole & sign & when for when in dated)),
        (Message("本期要报告", "To report"), True, tuple(whole & report & ~sign & when for when in dated)),
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
    sign = report = mine_parts.NOTHING
    if actor.role in mine_parts.UNIT:
        versions = list(SchemeVersion.objects.all())
        sign, report = mine_parts.to_sign(versions), mine_parts.to_report(versions, now.date())
    found = [(title, urgent, *_first(own, which)) for title, urgent, which in _which(now, sign, report)]
    shown = Commitment.objects.filter(pk__in=[pk for *_, pks, _ in found for pk in pks])
    seen = views_of(shown.select_related("lead"), now)
    made = []
    for title, urgent, pks, total in found:
        items = [item for item in (_item(actor, *seen[pk]) for pk in pks) if item.actions]
        if items:
            after = [*(item.commitment.number for item in items[1:]), ""]
            listed = tuple(replace(item, next=number) for item, number in zip(items, after, strict=True))
            made.append(Group(title, urgent, listed, max(len(items), total)))
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
        """A report of progress comes first: it is the work of every week. Then what leads one stage on, what stays,
        what leads back, what ends it."""
        to = pair[1].to
        if to is None and pair[1].progress:
            return -1
        if to is None or to == commitment.stage:
            return 1
        if view.scheme.stage[to].kind == "void":
            return 3
        return 0 if order.index(to) > here else 2

    may = sorted(ledger.allowed(view, role).items(), key=forward)
    by = commitment.report_by if role in mine_parts.UNIT else None
    asked = by is not None and any(
        mine_parts.asked(by, table, view.now.date()) for table in view.scheme.report.values()
    )
    return Item(
        commitment, tuple(may[:3]), ledger.light(view), _form(view, *may[0]) if may else None,
        mine_parts.days_left(by, view.now.date()) if by is not None and asked else None,
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
