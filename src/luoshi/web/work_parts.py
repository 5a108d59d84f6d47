"""The parts of My work that schemes decide: what is to be taken up, and what is to be reported by now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from luoshi.ledger import onward
from luoshi.ledger.reporting import AHEAD, asked_from
from luoshi.lexicon.calendar import ONE
from luoshi.schemes import Scheme
from luoshi.schemes.values import Reporting
from luoshi.values import Message
from luoshi.web.models import SchemeVersion

UNIT = {"handler", "head"}
# Nothing matches this.
NOTHING = Q(pk__in=())


def waits(versions: Iterable[SchemeVersion], role: str, kinds: Iterable[str], aside: bool) -> Q:
    """Those of these kinds of stage in which work can wait for the role; `aside`: in which it can do anything at all
    but send back and end."""
    found, whole = NOTHING, True
    for version in versions:
        scheme = version.rules
        stages = [name for name, stage in scheme.stage.items() if stage.kind in kinds]
        can = onward.may_act if aside else onward.may_wait
        able = [name for name in stages if can(scheme, name, role)]
        whole = whole and able == stages
        if able:
            found |= Q(scheme=version, stage__in=able)
    # Where it is so in all of them, the kind alone says it, and the list stays one walk along an index.
    return Q() if whole else found


def to_decide(versions: Iterable[SchemeVersion], role: str) -> Q:
    """Those with a request, made last, that the role decides on."""
    found = NOTHING
    for version in versions:
        if asks := onward.requests(version.rules, role):
            found |= Q(scheme=version, last_action__in=sorted(asks))
    return found


def to_sign(versions: Iterable[SchemeVersion]) -> Q:
    """Those that the unit has not taken up yet (签收、部署): in the first open stage, from which it moves them on."""
    found = NOTHING
    for version in versions:
        stage = _first(version.rules)
        if stage:
            found |= Q(scheme=version, stage=stage)
    return found


def _first(scheme: Scheme) -> str:
    """The stage in which a commitment waits to be taken up; "" where a scheme has none."""
    name = next((name for name, stage in scheme.stage.items() if stage.kind == "open"), "")
    on = (
        action.to
        for action in scheme.transition.values()
        if name in action.from_ and UNIT & set(action.who) and action.to not in (None, name)
    )
    return name if any(to and scheme.stage[to].kind == "open" for to in on) else ""


def to_report(versions: Iterable[SchemeVersion], today: dt.date) -> Q:
    """Those on which a report is due within a week from the end of its period, or late."""
    found = NOTHING
    for version in versions:
        tables = version.rules.report.values()
        if tables:
            until = today + AHEAD + max(table.day for table in tables) * ONE
            found |= Q(scheme=version, report_by__lte=until)
    return found


def asked(by: dt.date, table: Reporting, today: dt.date) -> bool:
    """Whether the report that is due `by` a day is asked for already."""
    return today >= asked_from(by, table.day)


def days_left(by: dt.date, today: dt.date) -> Message:
    """How long a report has, or how late it is."""
    left = (by - today).days
    if left < 0:
        return Message(f"应在 {by:%m-%d} 前报告，已逾期 {-left} 天", f"report due on {by:%m-%d}, {-left} day(s) late")
    if left == 0:
        return Message("今天是本期报告的最后一天", "the report is due today")
    return Message(f"{by:%m-%d} 前报告，还有 {left} 天", f"report by {by:%m-%d}, {left} day(s) left")
