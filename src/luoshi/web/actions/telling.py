"""Notices reach posts: those whom a role means for a commitment, and that may see it. Each key once to a post.

A level that reaches nobody (no such post, no leader named) goes to the next above it, so that nothing is told to no
one. Duty belongs to the post: whoever holds it next finds its notices.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from luoshi.ledger.news import SUPPORT
from luoshi.ledger.values import Notice
from luoshi.schemes.values import WHO
from luoshi.values import Message
from luoshi.web.actions.access import Actor
from luoshi.web.models import Commitment, NoticeRow, Post
from luoshi.web.models.people import OFFICERS

# What notices are about, by the beginning of their keys.
KINDS: dict[str, Message] = {
    "late": Message("逾期", "overdue"),
    "warn": Message("临期", "due soon"),
    "slip": Message("督办单", "slips"),
    "act": Message("交办、退回、待审", "assigned, returned, to decide"),
    "extend": Message("延期", "extensions"),
    "obstacle": Message("堵点", "obstacles"),
}
PER_PAGE = 50
# Notices to a unit are `unit:NAME`.
UNIT = "unit:"
# Who is told instead where a level has nobody.
ABOVE = {"handler": "head", "head": "supervisor", "leader": "supervisor"}


def tell(commitment: Commitment, notices: Iterable[Notice], now: dt.datetime, but: Post | None = None) -> int:
    """Tell what was not yet told; how many were new. `but`: who did it need not be told."""
    notices = list(notices)
    if not notices:
        return 0
    told = set(commitment.notices.filter(key__in=[n.key for n in notices]).values_list("post", "key"))
    posts = _posts(commitment, {n.to.removeprefix(UNIT) for n in notices if n.to.startswith(UNIT)})
    fresh: dict[tuple[int, str], NoticeRow] = {}
    for notice in notices:
        to, said = _reached(posts, notice)
        for post in to:
            if post != but and (post.pk, notice.key) not in told:
                row = NoticeRow(commitment=commitment, post=post, key=notice.key, zh=said.zh, en=said.en, at=now)
                fresh.setdefault((post.pk, notice.key), row)
    NoticeRow.objects.bulk_create(fresh.values(), ignore_conflicts=True)
    return len(fresh)


def known(actor: Actor) -> QuerySet[NoticeRow]:
    """The notices of the actor's post, without those of commitments that were closed to it since."""
    post = actor.post
    if post is None or actor.role in OFFICERS:
        return NoticeRow.objects.none()
    rows = NoticeRow.objects.filter(post=post)
    if actor.role == "supervisor":
        return rows
    doors = Commitment.restricted.through.objects.filter(commitment=OuterRef("commitment"))
    let_in = ~Exists(doors) | Exists(doors.filter(post=post)) | Q(commitment__leader=post)
    return rows.filter(let_in)


def listed(actor: Actor, kind: str = "") -> QuerySet[NoticeRow]:
    """Those of a kind, or all: the unread first, each with the latest first; none of an unknown kind."""
    rows = known(actor).select_related("commitment", "commitment__lead")
    if kind:
        rows = rows.filter(key__startswith=f"{kind}:") if kind in KINDS else rows.none()
    was_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    return rows.annotate(known=was_read).order_by("known", "-at", "-id")


def kind_of(row: NoticeRow) -> str:
    """What it is about, of KINDS."""
    return row.key.partition(":")[0]


def read(actor: Actor, now: dt.datetime, pk: int | None = None) -> int:
    """One notice of the post, or all of them, are known; how many were not before."""
    rows = known(actor).filter(read_at=None)
    return (rows if pk is None else rows.filter(pk=pk)).update(read_at=now)


def _reached(posts: dict[str, list[Post]], notice: Notice) -> tuple[list[Post], Message]:
    """Who is told, and how: instead of somebody who is not there, it says so."""
    to, said = notice.to, notice.said
    while not posts.get(to) and (to in ABOVE or to.startswith(UNIT)):
        to = ABOVE.get(to, "supervisor")
    if to != notice.to:
        who = WHO.get(notice.to) or Message(notice.to.removeprefix(UNIT), notice.to.removeprefix(UNIT))
        said = Message(f"{said.zh}（没有{who.zh}岗位，转您知悉）", f"{said.en} (no {who.en} post: told to you)")
    return posts.get(to, []), said


def _posts(commitment: Commitment, units: set[str]) -> dict[str, list[Post]]:
    """The posts that each role means for this commitment, of those that may see it; heads of supporting units too, and
    who works in the units that are asked for help."""
    supports = {unit.pk for unit in commitment.supports.all()}
    asked = Q(role="supervisor") | Q(pk=commitment.leader_id)
    asked |= Q(unit=commitment.lead_id, role__in=("handler", "head")) | Q(unit__in=supports, role="head")
    asked |= Q(unit__name__in=units, role__in=("handler", "head"))
    let_in = {post.pk for post in commitment.restricted.all()}
    found: dict[str, list[Post]] = {}
    for post in Post.objects.filter(asked, active=True).select_related("unit").order_by("pk"):
        if let_in and post.pk not in let_in and post.role != "supervisor" and post.pk != commitment.leader_id:
            continue
        if post.role == "leader" or post.role == "supervisor" or post.unit_id == commitment.lead_id:
            found.setdefault(post.role, []).append(post)
        if post.role == "head" and post.unit_id in supports:
            found.setdefault(SUPPORT, []).append(post)
        if post.role in ("handler", "head") and post.unit.name in units:
            found.setdefault(f"{UNIT}{post.unit.name}", []).append(post)
    return found
