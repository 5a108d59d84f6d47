"""What a post has to do now, what presses first: for My work and for programs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from luoshi import ledger
from luoshi.ledger import View, onward
from luoshi.ledger.onward import Way
from luoshi.schemes.values import Transition
from luoshi.values import Message
from luoshi.web import work_parts
from luoshi.web.actions.access import Actor, role_in, visible
from luoshi.web.actions.commitments import views_of
from luoshi.web.models import Commitment, SchemeVersion

# So many of a group are shown; counting stops at MOST.
SHOWN, MOST = 20, 300
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
    view: View
    report: Message | None = None
    next: str = ""


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


# The groups in the order in which they press: (title, urgent, which). No commitment is in two of them, and each is a
# range of (kind, due), so that a group costs the same however much there is of it.
Which = tuple[Message, bool, tuple[Q, ...]]


def _which(now: dt.datetime, role: str, versions: list[SchemeVersion]) -> tuple[Which, ...]:
    """What presses is shown to whoever can do anything about it; what goes its way, to whom it waits for."""
    sign = report = work_parts.NOTHING
    if role in work_parts.UNIT:
        sign, report = work_parts.to_sign(versions), work_parts.to_report(versions, now.date())
    asked = work_parts.to_decide(versions, role)

    def of(kind: str, aside: bool = False) -> Q:
        return Q(kind=kind) & work_parts.waits(versions, role, (kind,), aside)

    soon = now + SOON
    rest = ~Q(last_action="return")
    whole, calm = of("open", aside=True) & rest & ~asked, ~Q(colour__in=LIT)
    in_time = whole & ~sign & ~report
    quiet = of("open") & rest & ~asked & ~sign & ~report & calm
    dated = (Q(due__gte=now), Q(due=None))
    back = work_parts.waits(versions, role, ("before", "open", "review", "done"), aside=True)
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
    by = commitment.report_by if role in work_parts.UNIT else None
    due = by is not None and any(work_parts.asked(by, table, view.now.date()) for table in view.scheme.report.values())
    return Item(
        commitment, actions if may and may[0][1] < Way.BACK else (), waits, ledger.light(view), view,
        work_parts.days_left(by, view.now.date()) if by is not None and due else None,
    )  # fmt: skip
