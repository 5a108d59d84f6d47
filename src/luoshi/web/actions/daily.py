"""What the day brings without anybody acting: lights, notices, the signed head.

`tick` may be missed or run twice: lights are of today, a notice is told once, a day has one head.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from luoshi import ledger
from luoshi.web.actions.commitments import refresh, view_of
from luoshi.web.actions.heads import sign_day
from luoshi.web.models import Commitment, NoticeRow, Post

ACTIVE = ("before", "open", "review", "done")


def tick(now: dt.datetime) -> dict[str, int]:
    """Bring lights and notices to `now`, and sign yesterday's head. How many of each were new."""
    lit = told = 0
    active = Commitment.objects.filter(kind__in=ACTIVE).select_related("scheme", "lead", "leader")
    for commitment in active.iterator(chunk_size=200):
        with transaction.atomic():
            lit += refresh(commitment, now)
            told += _tell(commitment, now)
    return {"lights": lit, "notices": told, "heads": int(sign_day(now.date() - dt.timedelta(days=1)))}


def _tell(commitment: Commitment, now: dt.datetime) -> int:
    made = 0
    for notice in ledger.notices(view_of(commitment, now)):
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
    posts = Post.objects.filter(role=role, active=True)
    return list(posts if role == "supervisor" else posts.filter(unit=commitment.lead))
