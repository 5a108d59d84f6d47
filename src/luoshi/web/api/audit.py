"""核验: the log of the office, the check of everything kept, and the signed heads by which anybody can check."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from luoshi.web import downloads, signing
from luoshi.web.actions.heads import listed
from luoshi.web.actions.log import PER_PAGE, rows_of
from luoshi.web.actions.verify import verified
from luoshi.web.api.shapes import Day, EventOut, Said, Word, event_out, said
from luoshi.web.api.subject import Subject
from luoshi.web.models import DayHead

subject = Subject("核验 Audit")
AUDITOR: dict[str, Any] = {"scope": "office", "who": ("auditor",)}
HEADS = ("supervisor", "auditor")


class LogOut(Schema):
    count: int
    page: int
    pages: int
    items: list[EventOut]


class VerifiedOut(Schema):
    """`faults`: the first that were found; none where everything is as it was written."""

    faults: list[Said]


class HeadOut(Schema):
    """A day's head: over the head `before` and the ends of the chains that changed since (docs/api.md)."""

    day: dt.date
    format: int
    algorithm: str
    before: str
    head: str
    signature: str


class HeadsOut(Schema):
    """`public_key`: Ed25519, in hexadecimal; the signature is over "DAY HEAD"."""

    public_key: str
    heads: list[HeadOut]


class KeptHeadsOut(Schema):
    """The file as `luoshi heads` writes it; `key`: Ed25519, in hexadecimal."""

    luoshi: str
    key: str
    heads: list[HeadOut]


class EndOut(Schema):
    chain: str
    events: int
    hash: str
    name: str


class DayOut(HeadOut):
    """`ends`: where each chain that the head lists ended."""

    public_key: str
    ends: list[EndOut]


class OfLog(Schema):
    act: Word = ""
    who: Word = ""
    page: Annotated[int, Field(ge=1, le=2**31)] = 1


@subject.get("/office/log", LogOut, "日志 Who came in, and what the officers did, the latest first", **AUDITOR)
def log(request: HttpRequest, asked: Query[OfLog]) -> Any:
    shown = Paginator(rows_of(asked.act, asked.who), PER_PAGE).get_page(asked.page)
    return LogOut(
        count=shown.paginator.count, page=shown.number, pages=shown.paginator.num_pages,
        items=[event_out(row) for row in shown],
    )  # fmt: skip


@subject.post("/office/verify", VerifiedOut, "核验 Check everything kept; that it was goes into the log", **AUDITOR)
def verify(request: HttpRequest) -> Any:
    return VerifiedOut(faults=[Said(**said(fault)) for fault in verified(request.actor)])


@subject.get("/heads", HeadsOut, "日头 The signed heads of all days, and the key to check them", who=HEADS)
def heads(request: HttpRequest) -> Any:
    rows = DayHead.objects.defer("ends")
    return HeadsOut(public_key=signing.public(settings.HOME), heads=[HeadOut(**_head(row)) for row in rows])


@subject.get("/heads/{day}", DayOut, "一天的日头 The head of a day with the ends that it stands on", who=HEADS)
def head(request: HttpRequest, day: Day) -> Any:
    row = DayHead.objects.filter(day=day).first()
    if row is None:
        raise Http404
    return DayOut(
        **_head(row), public_key=signing.public(settings.HOME),
        ends=[EndOut(chain=c, events=n, hash=end, name=name) for c, n, end, name in listed(row.day)],
    )  # fmt: skip


@subject.post("/office/heads", KeptHeadsOut, "取日头 The signed heads, to be kept elsewhere", **AUDITOR)
def taking_heads(request: HttpRequest) -> HttpResponse:
    """The file that `luoshi verify --heads` takes; that it was taken goes into the log."""
    return downloads.heads_file(request.actor)


def _head(row: DayHead) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("day", "format", "algorithm", "before", "head", "signature")}
