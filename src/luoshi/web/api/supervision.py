"""督查: slips proposed and out, obstacles that stand in the way, the monthly bulletins. Slips are issued and answered,
and obstacles answered, as every other action of a commitment."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest
from ninja import Query, Schema, Status
from pydantic import Field

from luoshi.ledger.obstacles import light
from luoshi.ledger.values import ANSWER, SLIP, Obstacle
from luoshi.web import bulletin, clock
from luoshi.web.actions import bulletins, months
from luoshi.web.actions.access import visible
from luoshi.web.actions.working_days import days
from luoshi.web.api.shapes import Colour, Done, Id, In, Moment, Said, Word, Words, said
from luoshi.web.api.subject import DESK, LEDGER, Subject
from luoshi.web.models import Bulletin, ObstacleRow, SlipRow
from luoshi.web.pages import bulletin as page
from luoshi.web.pages.slips import OVERSEE

subject = Subject("督查 Supervision")
PER_PAGE = 100
DOCX = {"responses": {200: {"description": "the file", "content": {
    page.DOCX: {"schema": {"type": "string", "format": "binary"}}
}}}}  # fmt: skip
WRITING: dict[str, Any] = {"scope": "act", "who": ("supervisor",)}


class OfPage(Schema):
    page: Annotated[int, Field(ge=1, le=2**31)] = 1


class SlipOut(Schema):
    """`action`: what issues it, or answers it; "" once it is answered. Proposed ones have no times."""

    number: str
    slip: str
    name: Said
    signs: str
    to: str
    action: str
    issued_at: Moment | None
    due: Moment | None
    answered_at: Moment | None


class SlipsOut(Schema):
    count: int
    page: int
    pages: int
    items: list[SlipOut]


class OpenObstacleOut(Schema):
    """`obstacle`: its N in `reply:N`, `clear:N`, `insist:N`; `unit`: who is asked, None for the supervisors."""

    number: str
    obstacle: int
    what: str
    kind: str
    unit: str | None
    due: Moment
    replied_at: Moment | None
    colour: Colour
    why: Said


class ObstaclesOut(Schema):
    count: int
    page: int
    pages: int
    items: list[OpenObstacleOut]


class BulletinOut(Schema):
    id: int
    year: int
    month: int
    number: int
    title: str
    document: str
    sha256: str
    at: Moment
    by: str


class WrittenIn(In):
    """What a person writes of a month. `notes`: of commitments with a light, by their numbers."""

    title: Word
    to: Words = ""
    overall: Words = ""
    practice: Words = ""
    demands: Words = ""
    notes: Annotated[dict[Word, Words], Field(max_length=2000, default_factory=dict)]


class WrittenOut(Schema):
    title: str
    to: str
    overall: str
    practice: str
    demands: str
    notes: dict[str, str]


class IssueIn(In):
    document: Annotated[Word, Field(max_length=80)]


Year = Annotated[int, Field(ge=2000, le=2100)]
Month = Annotated[int, Field(ge=1, le=12)]


@subject.get("/slips", SlipsOut, "督办单 Slips: proposed (to who oversees), out, answered", who=LEDGER)
def slips(request: HttpRequest, asked: Query[OfPage]) -> Any:
    """The gravest first, then those that wait longest."""
    rows = SlipRow.objects.filter(commitment__in=visible(request.actor)).select_related("commitment__scheme")
    if request.actor.role not in OVERSEE:
        rows = rows.exclude(issued_at=None)
    shown = Paginator(rows.order_by("-rank", "due", "id"), PER_PAGE).get_page(asked.page)
    pages = shown.paginator
    return SlipsOut(count=pages.count, page=shown.number, pages=pages.num_pages, items=[_slip(row) for row in shown])


@subject.get("/obstacles", ObstaclesOut, "堵点 Obstacles that are not cleared, the first due first", who=LEDGER)
def obstacles(request: HttpRequest, asked: Query[OfPage]) -> Any:
    rows = ObstacleRow.objects.filter(open=True, commitment__in=visible(request.actor).order_by().values("pk"))
    rows = rows.select_related("commitment__scheme", "unit").order_by("due", "pk")
    shown = Paginator(rows, PER_PAGE).get_page(asked.page)
    pages = shown.paginator
    items = [_obstacle(row, clock.now()) for row in shown]
    return ObstaclesOut(count=pages.count, page=shown.number, pages=pages.num_pages, items=items)


@subject.get("/bulletins", list[BulletinOut], "督查通报 The bulletins that were issued", who=LEDGER)
def issued(request: HttpRequest) -> Any:
    return [_bulletin(row) for row in Bulletin.objects.select_related("user")]


@subject.get("/bulletins/{id}/file", None, "督查通报 A bulletin as it was issued", who=LEDGER, extra=DOCX)
def bulletin_file(request: HttpRequest, id: Id) -> FileResponse:
    return page.download(request, id)


@subject.get("/bulletins/{year}/{month}", WrittenOut, "通报草稿 What is written of a month so far", who=DESK)
def written(request: HttpRequest, year: Year, month: Month) -> Any:
    _over(year, month)
    return WrittenOut(**bulletins.said_of(bulletin.of_month(year, month)))


@subject.put("/bulletins/{year}/{month}", Done, "通报草稿 Keep what is written of a month", **WRITING)
def writing(request: HttpRequest, year: Year, month: Month, given: WrittenIn) -> Any:
    words = given.model_dump(exclude={"notes"}) | {f"note-{number}": note for number, note in given.notes.items()}
    bulletins.save(request.actor, year, month, words)
    return Done(zh="草稿已保存", en="the draft is kept")


@subject.post("/bulletins/{year}/{month}/issue", BulletinOut, "印发通报 Issue it under a document number", status=201,
              **WRITING)  # fmt: skip
def issuing(request: HttpRequest, year: Year, month: Month, given: IssueIn) -> Any:
    return Status(201, _bulletin(bulletins.issue(request.actor, year, month, given.document)))


def _over(year: int, month: int) -> None:
    last = months.last_closed(clock.now())
    if (year, month) > (last.year, last.month):
        raise Http404


def _slip(row: SlipRow) -> SlipOut:
    table = row.table
    verb = SLIP if row.issued_at is None else ANSWER
    return SlipOut(
        number=row.commitment.number, slip=row.slip, name=Said(zh=table.name, en=table.en), signs=row.signs, to=row.to,
        action="" if row.answered_at else f"{verb}{row.slip}", issued_at=row.issued_at, due=row.due,
        answered_at=row.answered_at,
    )  # fmt: skip


def _obstacle(row: ObstacleRow, now: dt.datetime) -> OpenObstacleOut:
    unit = row.unit.name if row.unit else ""
    one = Obstacle(row.number, row.at, "", row.what, unit, row.kind, row.due, row.replied_at)
    colour, why = light(row.commitment.rules, one, now, days())
    return OpenObstacleOut(
        number=row.commitment.number, obstacle=row.number, what=row.what, kind=row.kind, unit=unit or None,
        due=row.due, replied_at=row.replied_at, colour=colour, why=Said(**said(why)),
    )  # fmt: skip


def _bulletin(row: Bulletin) -> BulletinOut:
    return BulletinOut(
        id=row.pk, year=row.year, month=row.month, number=row.number, title=row.title, document=row.document,
        sha256=row.sha256, at=row.at, by=str(row.user),
    )  # fmt: skip
