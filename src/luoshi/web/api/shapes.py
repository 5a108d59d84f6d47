"""What is asked and answered in more than one subject. Decimals are strings, so that no program rounds them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from ninja import Schema
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints, WithJsonSchema

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web.models import Commitment, EventRow

# PostgreSQL keeps no NUL, and nobody writes one.
Words = Annotated[str, StringConstraints(pattern="^[^\\x00]*$", max_length=20_000)]
Word = Annotated[str, StringConstraints(pattern="^[^\\x00]*$", max_length=200)]
# Ids of this ledger's rows, as JSON takes whole numbers.
Id = Annotated[int, Field(ge=1, le=2**53 - 1)]
Year = Annotated[int, Field(ge=1949, le=2100)]


def _there_is(day: str) -> str:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        raise ValueError("没有这一天 no such day") from None
    return day


# Not pydantic's own: to that, 0 is a day of 1970.
Day = Annotated[
    str, StringConstraints(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_there_is),
    Field(json_schema_extra={"format": "date"}),
]  # fmt: skip
Number = Annotated[str, StringConstraints(pattern="^-?[0-9]{1,15}([.][0-9]{1,6})?$")]
# The ledger's times are those of the place; programs elsewhere must know which.
Moment = Annotated[
    dt.datetime,
    PlainSerializer(lambda at: at.replace(tzinfo=ZoneInfo(settings.TIME_ZONE)).isoformat(), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Colour = Literal["green", "blue", "yellow", "orange", "red", "grey"]
Kind = Literal["before", "open", "review", "done", "struck", "void"]


class In(BaseModel):
    """A body: no member beyond those declared, none of another type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Said(Schema):
    zh: str
    en: str


class Error(Said):
    where: str = ""


class Done(Said):
    """That something was done, in words."""


class EventOut(Schema):
    number: int
    event: dict[str, Any]
    algorithm: str
    before: str
    hash: str


class ChangedOut(Error):
    """What others did meanwhile; nothing of this request was."""

    events: list[EventOut]


class CommitmentOut(Schema):
    number: str
    title: str
    scheme: str
    version: str
    stage: str
    kind: Kind
    light: str
    colour: str
    due: Moment | None
    late: bool
    behind: str | None
    lead: str | None
    leader: str | None
    quote: str
    path: str
    year: int | None
    above: str
    seen: int


class RefusedOut(Said):
    """One that was left as it was, and why: `name` is its number, or the title of its task."""

    name: str


class ManyOut(Schema):
    done: list[str]
    refused: list[RefusedOut]


def only(request: HttpRequest, *names: str) -> None:
    """Refused for a part of a form that is none of these."""
    if beyond := sorted({*request.POST, *request.FILES} - set(names)):
        raise Refused(f"不认识“{beyond[0]}”，可以有：{'、'.join(names)}", f"{beyond[0]}: expected {', '.join(names)}")


def said(message: Message) -> dict[str, str]:
    return {"zh": message.zh, "en": message.en}


def refused_of(left: Iterable[tuple[str, Message]]) -> list[RefusedOut]:
    return [RefusedOut(name=name, **said(why)) for name, why in left]


def plain(value: Any) -> Any:
    """A fact as JSON takes it: numbers as strings, days as YYYY-MM-DD."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


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
