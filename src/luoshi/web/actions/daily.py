"""What the day brings without anybody acting: lights, notices, the signed head.

`tick` may be missed or run twice: lights are of today, months are replayed, a notice is told once, a day has one head.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet

from luoshi import ledger
from luoshi.web.actions import counting, months, slips, telling
from luoshi.web.actions.commitments import refresh
from luoshi.web.actions.heads import sign_day
from luoshi.web.models import Commitment


def tick(now: dt.datetime) -> dict[str, int]:
    """Bring lights, slips, month ends and notices to `now`, and sign yesterday's head. How many of each were new."""
    done = {"lights": 0, "slips": 0, "months": 0, "notices": 0}
    for some in _by_turns(months.to_look_at(now)):
        with transaction.atomic():
            for view, stood, commitment, changed in refresh(some.prefetch_related("slips", "month_ends"), now):
                done["lights"] += changed
                done["slips"] += slips.mirror(commitment, view)
                done["months"] += months.keep(commitment, stood)
                done["notices"] += telling.tell(commitment, ledger.notices(view), now)
    counting.compact()
    return done | {"heads": int(sign_day(now.date() - dt.timedelta(days=1)))}


# So many are held in memory, and kept from others who would act on them, at a time.
AT_ONCE = 100


def _by_turns(rows: QuerySet[Commitment]) -> Iterator[QuerySet[Commitment]]:
    """A few at a time, those that were there first first. What was done stays done where it is broken off."""
    last = 0
    while pks := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        yield Commitment.objects.filter(pk__in=pks).order_by("pk")
        last = pks[-1]


def take_stock(now: dt.datetime) -> int:
    """Count what a version without figures of its own left uncounted; how many there were."""
    done = 0
    for some in _by_turns(Commitment.objects.filter(counted=None)):
        with transaction.atomic():
            done += len(refresh(some, now))
    if done:
        counting.compact()
    return done
