"""How everything stood at the end of each month, kept so that trend and bulletin need no replay.

The table holds what replay says and nothing else. A month that nobody ticked is filled by the next tick, and a row
that no longer fits (an import told of something earlier) is put right: when tick runs, and how often, does not matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from luoshi.ledger.history import Stood, completion
from luoshi.ledger.periods import month_end
from luoshi.ledger.progress import behind
from luoshi.schemes import Scheme
from luoshi.schemes.values import UNFINISHED
from luoshi.web.actions.commitments import as_kept
from luoshi.web.models import Commitment, MonthEnd

ACTIVE = ("before", "open", "review", "done")


def last_closed(now: dt.datetime) -> dt.datetime:
    """The end of the last month that is over."""
    return now.replace(day=1, hour=0, minute=0, second=0, microsecond=0) - dt.timedelta(seconds=1)


def to_look_at(now: dt.datetime) -> QuerySet[Commitment]:
    """What moves, and what came to its end in a month that is not kept yet."""
    kept = MonthEnd.objects.filter(commitment=OuterRef("pk"), end__gte=OuterRef("last_at"))
    ended = Q(kind__in=("struck", "void"), last_at__lte=last_closed(now)) & ~Q(Exists(kept))
    return Commitment.objects.filter(Q(kind__in=ACTIVE) | ended)


def keep(commitment: Commitment, stood: Iterable[Stood]) -> int:
    """Make the rows of a commitment what replay says; how many changed."""
    rows = {row.end: row for row in commitment.month_ends.all()}
    fresh, changed = [], 0
    for one in stood:
        if one.end != month_end(one.end.year, one.end.month):
            continue
        said = _said(commitment.rules, one)
        row = rows.pop(one.end, None)
        if row is None:
            fresh.append(MonthEnd(commitment=commitment, end=one.end, **said))
        elif any(getattr(row, name) != value for name, value in said.items()):
            commitment.month_ends.filter(pk=row.pk).update(**said)
            changed += 1
    if fresh:
        MonthEnd.objects.bulk_create(fresh, ignore_conflicts=True)
    if rows:
        commitment.month_ends.filter(pk__in=[row.pk for row in rows.values()]).delete()
    return len(fresh) + changed + len(rows)


def _said(scheme: Scheme, one: Stood) -> dict[str, Any]:
    state, kind = one.state, scheme.stage[one.state.stage].kind
    own = completion(scheme)
    clocks = [clock for name, clock in state.clocks.items() if name in own]
    running = [clock for clock in clocks if clock.stopped is None]
    open_still = kind in UNFINISHED
    overdue = open_still and any(clock.overdue(one.end) for clock in running)
    return {
        "kind": kind,
        "light": one.lit.id if one.lit else "",
        "colour": one.lit.light.colour if one.lit else "",
        "why": "；".join(reason.zh for reason in one.lit.reasons) if one.lit else "",
        "due": (min if running else max)((c.due for c in running or clocks), default=None),
        "overdue": overdue,
        "behind": as_kept(behind(state.fields, one.end.date())) if open_still else None,
        "done_at": one.done,
        "in_time": not overdue and not any(lapse.clock in own for lapse in state.lapses),
    }


def complete(now: dt.datetime) -> bool:
    """Whether the last month that is over is kept for everything that stood in it."""
    end = last_closed(now)
    kept = MonthEnd.objects.filter(commitment=OuterRef("pk"), end=end)
    missing = Commitment.objects.filter(kind__in=ACTIVE, events__number=1, events__at__lte=end).filter(~Exists(kept))
    return not missing.exists() and not to_look_at(now).exclude(kind__in=ACTIVE).exists()


def at(end: dt.datetime) -> QuerySet[MonthEnd]:
    """How everything stood at the end of a month; what was struck off before it, as it stood then. What was ended
    (void) is no part of it."""
    later = MonthEnd.objects.filter(commitment=OuterRef("commitment"), end__gt=OuterRef("end"))
    stands = Q(end=end) | (Q(end__lt=end, kind="struck") & ~Q(Exists(later)))
    return MonthEnd.objects.filter(stands).exclude(kind="void")
