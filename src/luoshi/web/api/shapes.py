"""What the API answers with. Decimals are strings, so that no program rounds them; times are those of the place."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from ninja import Schema

from luoshi.web.models import Commitment, EventRow


class Error(Schema):
    zh: str
    en: str
    where: str = ""


class EventOut(Schema):
    number: int
    event: dict[str, Any]
    algorithm: str
    before: str
    hash: str


class ChangedOut(Error):
    events: list[EventOut]


class CommitmentOut(Schema):
    number: str
    title: str
    scheme: str
    version: str
    stage: str
    kind: str
    light: str
    colour: str
    due: dt.datetime | None
    late: bool
    behind: str | None
    lead: str | None
    leader: str | None
    quote: str
    path: str
    year: int | None
    above: str
    seen: int


class PageOut(Schema):
    """`count` is of the first thousand; where there are `more`, go on `after` the last number of the last page."""

    count: int
    page: int
    pages: int
    more: bool
    items: list[CommitmentOut]


class DetailOut(CommitmentOut):
    allowed: list[str]
    events: list[EventOut]


def event_out(row: EventRow) -> EventOut:
    return EventOut(
        number=row.number, event=json.loads(row.body), algorithm=row.algorithm, before=row.before, hash=row.hash
    )


def columns(one: Commitment) -> dict[str, Any]:
    """The members of CommitmentOut."""
    same = ("number", "title", "stage", "kind", "light", "colour", "due", "late", "quote", "path", "year", "above")
    return {name: getattr(one, name) for name in same} | {
        "scheme": one.scheme.scheme, "version": one.scheme.version, "seen": one.events_count,
        "behind": None if one.behind is None else str(one.behind),
        "lead": one.lead.name if one.lead else None, "leader": str(one.leader) if one.leader else None,
    }  # fmt: skip
