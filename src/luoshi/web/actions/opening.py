"""Opening (立项): from accepted tasks, one promise into several, by hand; and a part handed to another unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from luoshi.ledger import Refused
from luoshi.schemes import Scheme
from luoshi.values import Message
from luoshi.web import clock, forms
from luoshi.web.actions.access import Actor, visible
from luoshi.web.actions.commitments import open_commitment, state_of
from luoshi.web.actions.desk import desk_of
from luoshi.web.actions.one_at_a_time import OPENING, alone
from luoshi.web.actions.reports import only_supervisors
from luoshi.web.desk.facts import facts
from luoshi.web.desk.fold import Desk, Item
from luoshi.web.figures import ACCRUALS
from luoshi.web.models import Commitment, Post, SchemeVersion, StoredReport, Unit


@transaction.atomic
def open_tasks(
    actor: Actor, report: StoredReport, names: Iterable[str]
) -> tuple[list[Commitment], list[tuple[str, Message]]]:
    """Open the commitments of tasks, each wholly or not at all: (those opened, the title and why of those not)."""
    desk = _locked(actor, report)
    opened, left = [], []
    for name in dict.fromkeys(names):
        try:
            with transaction.atomic():
                opened.append(_open(actor, report, desk, name))
        except Refused as refusal:
            item = desk.items.get(name)
            left.append((item.title if item else name, refusal.said))
    return opened, left


@transaction.atomic
def open_task(
    actor: Actor, report: StoredReport, name: str, title: str = "", lead: int | None = None, figure: str = ""
) -> Commitment:
    """One commitment of a task. With a `title`: one more of a promise that holds several, for the `lead` and the
    `figure` (a measure's id) given. Refused where something is missing, or it is opened already."""
    return _open(actor, report, _locked(actor, report), name, title, lead, figure)


def _locked(actor: Actor, report: StoredReport) -> Desk:
    """The desk, nobody else deciding about it meanwhile, or opening from any: a number of the higher list may stand on
    two. It comes before the year's numbers are locked, so that nobody waits for somebody who waits for them."""
    only_supervisors(actor)
    locked = StoredReport.objects.select_for_update().get(pk=report.pk)
    alone(OPENING)
    return desk_of(locked)


def _open(
    actor: Actor,
    report: StoredReport,
    desk: Desk,
    name: str,
    title: str = "",
    lead: int | None = None,
    figure: str = "",
) -> Commitment:
    item = desk.items.get(name)
    if item is None:
        raise Refused("没有这项任务，请刷新页面", "no such task: reload the page")
    _ready(report, item, again=bool(title))
    version = SchemeVersion.objects.filter(pk=item.said.get("scheme"), retired=False).first()
    unit = Unit.objects.filter(pk=lead or item.said.get("lead"), active=True).first()
    if version is None:
        raise Refused("请先选方案", "choose a scheme first")
    if unit is None:
        raise Refused("请先定牵头单位", "name the lead unit first")
    # The first item of a promise bears the number of the higher list; the others are not counted there again.
    above = "" if title else str(item.said.get("above", ""))
    same = Commitment.objects.filter(above=above, year=report.year).exclude(above="").first()
    if same is not None:
        raise Refused(
            f"上级清单编号“{above}”已在 {same.number}：同一件事只立一项",
            f"{above} of the higher list is {same.number} already: it is counted once",
        )
    held = next((m for m in item.figures if m.id == figure), None)
    return open_commitment(
        actor, version, title or item.title, facts(item, report.year, held), lead=unit, above=above,
        **_source(report, desk, item),
        leader=Post.objects.filter(pk=item.said.get("leader"), role="leader", active=True).first(),
        supports=[u for u in Unit.objects.filter(pk__in=item.said.get("supports", ()), active=True) if u != unit],
    )  # fmt: skip


def _ready(report: StoredReport, item: Item, again: bool) -> None:
    if item.standing != "accepted":
        raise Refused("还没有接受，不能立项", "not accepted yet")
    opened = list(report.commitments.filter(task=item.task.id).values_list("number", flat=True))
    if opened and not again:
        raise Refused(f"已经立项：{'、'.join(opened)}", f"opened already: {', '.join(opened)}")


def _source(report: StoredReport, desk: Desk, item: Item) -> dict[str, Any]:
    """The words that the commitment stands on, held to the report's text once more."""
    quote = item.task.quote
    if not quote.holds_in(desk.report.text):
        raise Refused("原文对不上，请重新校对这一项", "the words do not stand in the text: proof-read it again")
    return {
        "report": report, "task": item.task.id, "quote": quote.text, "spans": [[s.start, s.end] for s in quote.spans],
        "path": " / ".join(item.task.path)[:400], "year": report.year,
    }  # fmt: skip


# What is asked at every opening by hand, beside the scheme's own; and how the figure accrues, which is no field.
PLAN, ACCRUING = ("start", "due", "target", "baseline", "nodes"), ("unit", "accrual")
LONGEST_UNIT = 20


def asked_by_hand(scheme: Scheme) -> forms.Kinds:
    """The fields of an opening by hand; those of the scheme it must have."""
    return forms.kinds_of(scheme, [*(name for name, field in scheme.field.items() if field.at_opening), *PLAN])


def read_by_hand(scheme: Scheme, given: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Message]]:
    """The facts of what was written (`asked_by_hand`, ACCRUING), and what is wrong with which."""
    plan = _plan(given)
    values, wrong = forms.read(asked_by_hand(scheme), given, plan)
    return {**values, **plan}, wrong


def _plan(given: Mapping[str, str]) -> dict[str, str]:
    """How the figure accrues, and its unit. Refused for an accrual that is none."""
    unit, accrual = (given.get(name, "").strip() for name in ACCRUING)
    if accrual and (accrual == "节点" or accrual not in ACCRUALS):
        raise Refused(f"没有“{accrual}”这种累计方式", f"accrual: not {accrual!r}")
    if len(unit) > LONGEST_UNIT:
        raise Refused(f"计量单位最多 {LONGEST_UNIT} 字", f"the unit of measure: at most {LONGEST_UNIT} characters")
    if given.get("target", "").strip() and not accrual:
        raise Refused("有目标值，请选这个数怎么算", "with a target, say how its figure accrues")
    return {key: value for key, value in (("unit", unit), ("accrual", accrual)) if value}


def open_by_hand(
    actor: Actor, version: SchemeVersion, title: str, facts: Mapping[str, Any], lead: int | None = None,
    leader: int | None = None, year: int | None = None,
) -> Commitment:  # fmt: skip
    """A commitment that stands in no report. `lead`: a unit's id, `leader`: a leader's post's; refused where there is
    none. `year`: else that of the due day, else this one."""
    unit = Unit.objects.filter(pk=lead, active=True).first()
    post = Post.objects.filter(pk=leader, role="leader", active=True).first()
    if lead and unit is None:
        raise Refused(f"没有单位 {lead}", f"lead: no unit {lead}")
    if leader and post is None:
        raise Refused(f"没有责任领导 {leader}", f"leader: no leader's post {leader}")
    year = year or (facts.get("due") or clock.now()).year
    return open_commitment(actor, version, title, facts, lead=unit, leader=post, year=year)


# What a part may be given of its own.
PART: forms.Kinds = {"target": "number", "due": "date"}


class Parted(Exception):
    """Somebody else handed parts down meanwhile. `parts`: those that there are now."""

    def __init__(self, parts: Sequence[Commitment]) -> None:
        super().__init__("刚有人分解过 / parts were handed down meanwhile")
        self.parts = parts


@transaction.atomic
def delegate(
    actor: Actor, parent: Commitment, title: str, lead: int, target: Decimal | None = None, due: dt.date | None = None,
    seen: int | None = None,
) -> Commitment:  # fmt: skip
    """Hand a part of a commitment to another unit: a commitment of its own under the same scheme and words.

    `seen`: how many parts the actor saw: Parted where there are others by now.
    """
    only_supervisors(actor)
    whole = visible(actor).select_for_update(of=("self",)).filter(pk=parent.pk).select_related("scheme").first()
    unit = Unit.objects.filter(pk=lead, active=True).first()
    if whole is None or unit is None:
        raise Refused("没有这件事或这个单位", "no such commitment or unit")
    if whole.kind in ("done", "struck", "void"):
        raise Refused("已经办结或终止，不能再分解", "it is completed or ended: no parts any more")
    if whole.parent_id is not None:
        raise Refused("子任务不再往下分", "a part is not divided again")
    if seen is not None and whole.parts.count() != seen:
        raise Parted(list(whole.parts.select_related("scheme", "lead", "leader__unit")))
    known = state_of(whole).fields
    given = {key: known[key] for key in ("unit", "accrual", "start", "due") if key in known}
    if due is not None:
        if "due" in known and due > known["due"]:
            raise Refused(f"子任务的时限不能晚于 {known['due']}", f"due after that of the whole, {known['due']}")
        given["due"] = due
    if target is None:
        given.pop("accrual", None)
    else:
        given["target"] = target
    return open_commitment(
        actor, whole.scheme, title, given, parent=whole, lead=unit, leader=whole.leader, report=whole.report,
        task=whole.task, quote=whole.quote, spans=whole.spans, path=whole.path, year=whole.year,
    )  # fmt: skip
