"""What a post was told, and that it knows. A commitment that the post may no longer see is not told any more."""

from __future__ import annotations

from django.db.models import QuerySet

from luoshi.web import clock
from luoshi.web.actions.access import Actor, visible
from luoshi.web.models import NoticeRow


def unread(actor: Actor) -> QuerySet[NoticeRow]:
    """The notices that are new to the post, the latest first."""
    if actor.post is None:
        return NoticeRow.objects.none()
    return NoticeRow.objects.filter(post=actor.post, read_at=None, commitment__in=visible(actor))


def read(actor: Actor) -> int:
    """All of them are known now; how many were new."""
    if actor.post is None:
        return 0
    return NoticeRow.objects.filter(post=actor.post, read_at=None).update(read_at=clock.now())
