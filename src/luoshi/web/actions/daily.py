"""What the day brings without anybody acting: lights, notices, the signed head.

`tick` may be missed or run twice: lights are of today, a notice is told once, a day has one head.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet

from luoshi import ledger
from luoshi.web.actions import counting
from luoshi.web.actions.commitments import refresh
from luoshi.web.actions.heads import sign_day
from luoshi.web.models import Commitment, NoticeRow, Post

ACTIVE = ("before", "open", "review", "done")


def tick(now: dt.datetime) -> dict[str, int]:
    """Bring lights and notices to `now`, and sign yesterday's head. How many of each were new."""
    lit = told = 0
    for some in _by_turns(Commitment.objects.filter(kind__in=ACTIVE)):
        with transaction.atomic():
            for view, commitment, changed in refresh(some, now):
                lit += changed
                told += _tell(commitment, view, now)
    counting.compact()
    return {"lights": lit, "notices": told, "heads": int(sign_day(now.date() - dt.timedelta(days=1)))}


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


def _tell(commitment: Commitment, view: ledger.View, now: dt.datetime) -> int:
    made = 0
    for notice in ledger.notices(view):
        for post in _posts(commitment, notice.to):
            _, new = NoticeRow.objects.get_or_create(
                commitment=commitment,
                post=post,
                key=notice.key,
                defaults={"zh": notice.said.zh, "en": notice.said.en, "at": now},
            )
            made += new
    return made


def _posts(commitment: Commitment, role: str) -> list[Post]:
    """Whom a role means for this commitment."""
    if role == "leader":
        return [commitment.leader] if commitment.leader else []
    posts = Post.objects.filter(active=True)
    if role == "supervisor":
        return list(posts.filter(role=role))
    if role.startswith("unit:"):
        posts = posts.filter(role__in=("handler", "head"), unit__name=role.removeprefix("unit:"))
    else:
        posts = posts.filter(role=role, unit=commitment.lead)
    let_in = set(commitment.restricted.all())
    return [post for post in posts if not let_in or post in let_in]
