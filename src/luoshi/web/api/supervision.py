"""督查: slips proposed and out, obstacles that stand in the way. Slips are issued and answered, and obstacles answered,
as every other action of a commitment."""

from __future__ import annotations

from typing import Annotated, Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from luoshi.ledger.values import ANSWER, SLIP
from luoshi.web import clock
from luoshi.web.actions.access import LEDGER, OVERSEE, visible
from luoshi.web.api.shapes import Colour, Moment, Said, Word, said
from luoshi.web.api.subject import Subject
from luoshi.web.models import SlipRow
from luoshi.web.obstacles import Shown, narrowed, open_to, shown

subject = Subject("督查 Supervision")
PER_PAGE = 100


class OfPage(Schema):
    page: Annotated[int, Field(ge=1, le=2**31)] = 1


class OfObstacles(OfPage):
    kind: Word = Field("", description='of this kind; "-": of none')
    unit: str = Field("", pattern="^([0-9]{1,9}|-)?$", description='id of who is asked; "-": the supervisors')


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
def obstacles(request: HttpRequest, asked: Query[OfObstacles]) -> Any:
    one = Paginator(narrowed(open_to(request.actor), asked.kind, asked.unit), PER_PAGE).get_page(asked.page)
    items = [_obstacle(shown(row, clock.now())) for row in one]
    return ObstaclesOut(count=one.paginator.count, page=one.number, pages=one.paginator.num_pages, items=items)


def _slip(row: SlipRow) -> SlipOut:
    table = row.table
    verb = SLIP if row.issued_at is None else ANSWER
    return SlipOut(
        number=row.commitment.number, slip=row.slip, name=Said(zh=table.name, en=table.en), signs=row.signs, to=row.to,
        action="" if row.answered_at else f"{verb}{row.slip}", issued_at=row.issued_at, due=row.due,
        answered_at=row.answered_at,
    )  # fmt: skip


def _obstacle(one: Shown) -> OpenObstacleOut:
    row = one.row
    assert row is not None
    return OpenObstacleOut(
        number=row.commitment.number, obstacle=row.number, what=row.what, kind=row.kind, unit=one.one.unit or None,
        due=row.due, replied_at=row.replied_at, colour=one.colour, why=Said(**said(one.why)),
    )  # fmt: skip
