"""本人: who a token acts for, its tokens, what the post was told, and how the year stands."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from ninja import Query, Schema
from pydantic import Field

from luoshi.ledger.rates import Share
from luoshi.values import Message
from luoshi.web import clock, figures, work
from luoshi.web.actions import telling, tokens
from luoshi.web.actions.access import ANYBODY, LEDGER
from luoshi.web.api.shapes import CommitmentOut, Done, Id, Moment, Said, Year, columns, said
from luoshi.web.api.subject import Subject
from luoshi.web.models import SchemeVersion, Token
from luoshi.web.trend import ORDER

subject = Subject("本人 Own")


class MeOut(Schema):
    name: str
    post: str
    role: str
    scopes: list[str]


class TokenOut(Schema):
    id: int
    name: str
    post: str
    scopes: list[str]
    made_at: Moment
    until: dt.date
    revoked_at: Moment | None
    this: bool


class NoticeOut(Said):
    """`kind`: what it is about: late, warn, slip, act, extend or obstacle."""

    id: int
    number: str
    kind: str
    at: Moment
    read_at: Moment | None


class NoticesOut(Schema):
    count: int
    page: int
    pages: int
    items: list[NoticeOut]


class OfNotices(Schema):
    """`kind`: what they are about; `all`: those that were read, too, after the others."""

    kind: Literal["late", "warn", "slip", "act", "extend", "obstacle"] | None = None
    all: bool = False
    page: Annotated[int, Field(ge=1, le=2**31)] = 1


class LightOut(Schema):
    colour: str
    name: Said
    count: int
    query: str


class GroupOut(Schema):
    """A group by colour; `query`: the filters of its list."""

    name: str
    total: int
    late: int
    colours: dict[str, int]
    query: str


class RateOut(Schema):
    """`percent`: None where nothing is counted yet."""

    scheme: str
    version: str
    name: Said
    numerator: str
    denominator: str
    percent: str | None


class AccruedOut(Schema):
    """Those whose figures accrue alike; `expected`: percent that they should have reached, on average."""

    name: str
    how: Said
    total: int
    expected: str | None
    behind: int


class MonthOut(Schema):
    month: int
    completed: int


class StoodOut(Schema):
    """How many there were of each light when a month ended, or are today (`now`); `done`, `waiting` beside colours."""

    month: int
    now: bool
    counts: dict[str, int]


class OfYear(Schema):
    year: Year | None = None


class OverviewOut(Schema):
    year: int
    years: list[int]
    total: int
    lights: list[LightOut]
    by_unit: list[GroupOut]
    by_heading: list[GroupOut]
    by_scheme: list[GroupOut]
    behind: list[CommitmentOut]
    rates: list[RateOut]
    accrued: list[AccruedOut]
    months: list[MonthOut]
    trend: list[StoodOut]


class WorkItemOut(CommitmentOut):
    """`actions`: those that the post can take, the way on first; `report`: how long the report that is due has."""

    actions: list[str]
    report: Said | None


class WorkOut(Schema):
    """What presses alike, the first due first. `total`: how many there are; 301 for more than 300."""

    title: Said
    urgent: bool
    total: int
    items: list[WorkItemOut]


@subject.get("/me", MeOut, "我是谁 For whom, at which post, with which scopes", who=ANYBODY)
def me(request: HttpRequest) -> Any:
    actor = request.actor
    scopes = tokens.scopes_of(request.auth, actor.role)
    return MeOut(name=str(actor.user), post=str(actor.post), role=actor.role, scopes=list(scopes))


@subject.get("/tokens", list[TokenOut], "令牌 One's own tokens; new ones are made on the page alone", who=ANYBODY)
def own_tokens(request: HttpRequest) -> Any:
    rows = Token.objects.filter(user=request.actor.user).select_related("post__unit")
    return [
        TokenOut(
            id=row.pk, name=row.name, post=str(row.post), scopes=row.scopes.split(), made_at=row.made_at,
            until=row.until, revoked_at=row.revoked_at, this=row.pk == request.auth.pk,
        )
        for row in rows
    ]  # fmt: skip


@subject.post("/tokens/{id}/revoke", Done, "撤销 End one of one's own tokens", who=ANYBODY)
def revoking(request: HttpRequest, id: Id) -> Any:
    """Every token may: it takes away, and gives nothing."""
    if not tokens.revoke(request.actor, id):
        raise Http404
    return Done(zh="已撤销", en="revoked")


@subject.get("/notices", NoticesOut, "提醒 What the post was told and has not read, the latest first", who=ANYBODY)
def notices(request: HttpRequest, asked: Query[OfNotices]) -> Any:
    rows = telling.listed(request.actor, asked.kind or "")
    one = Paginator(rows if asked.all else rows.filter(read_at=None), telling.PER_PAGE).get_page(asked.page)
    items = [
        NoticeOut(
            id=row.pk, number=row.commitment.number, kind=telling.kind_of(row), at=row.at, read_at=row.read_at,
            zh=row.zh, en=row.en,
        )
        for row in one
    ]  # fmt: skip
    return NoticesOut(count=one.paginator.count, page=one.number, pages=one.paginator.num_pages, items=items)


@subject.post("/notices/{id}/read", Done, "已读 One notice is known", scope="own")
def reading_one(request: HttpRequest, id: Id) -> Any:
    if not telling.known(request.actor).filter(pk=id).exists():
        raise Http404
    telling.read(request.actor, clock.now(), id)
    return Done(zh="已读", en="read")


@subject.post("/notices/read", Done, "已读 All notices of the post are known", scope="own")
def reading(request: HttpRequest) -> Any:
    count = telling.read(request.actor, clock.now())
    return Done(zh=f"{count} 条已读", en=f"{count} read")


@subject.get("/overview", OverviewOut, "总览 A year in figures; without one, the latest", who=ANYBODY)
def overview(request: HttpRequest, asked: Query[OfYear]) -> Any:
    found = figures.of_year(request.actor, asked.year, clock.now())
    return OverviewOut(
        year=found.year, years=list(found.years), total=found.total,
        lights=[
            LightOut(colour=colour, name=_named(word), count=count, query=query)
            for colour, word, count, query in found.lights
        ],
        by_unit=_groups(found.by_unit), by_heading=_groups(found.by_heading), by_scheme=_groups(found.by_scheme),
        behind=[CommitmentOut(**columns(one)) for one in found.behind],
        rates=[_rate(one.scheme, name, share) for one in found.rated for name, share in one.rates],
        accrued=[
            AccruedOut(name=a.name, how=_named(a.how), total=a.total, expected=_words(a.expected), behind=a.behind)
            for a in found.accrued
        ],
        months=[MonthOut(month=month, completed=count) for month, count, _ in found.months],
        trend=[
            StoodOut(month=one.month, now=one.now, counts=dict(zip(ORDER, one.counts, strict=True)))
            for one in found.trend.months
        ],
    )  # fmt: skip


def _named(message: Message) -> Said:
    return Said(**said(message))


def _groups(rows: tuple[figures.Row, ...]) -> list[GroupOut]:
    return [
        GroupOut(
            name=row.name, total=row.total, late=row.late, query=row.query,
            colours={colour: count for colour, count, _ in row.colours},
        )
        for row in rows
    ]  # fmt: skip


def _words(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _rate(version: SchemeVersion, name: Message, share: Share) -> RateOut:
    return RateOut(
        scheme=version.scheme, version=version.version, name=_named(name), numerator=f"{share.numerator:f}",
        denominator=f"{share.denominator:f}", percent=_words(share.percent),
    )  # fmt: skip


@subject.get("/work", list[WorkOut], "工作台 What waits for the post, what presses first; 20 a group", who=LEDGER)
def waiting(request: HttpRequest) -> Any:
    """Each commitment stands in the first group that it belongs to. Slips and obstacles have their own operations."""
    return [
        WorkOut(
            title=Said(**said(group.title)), urgent=group.urgent, total=group.total,
            items=[_work(item) for item in group.items],
        )
        for group in work.groups(request.actor, clock.now())
    ]  # fmt: skip


def _work(item: work.Item) -> WorkItemOut:
    report = Said(**said(item.report)) if item.report else None
    return WorkItemOut(**columns(item.commitment), actions=[name for name, _ in item.actions], report=report)
