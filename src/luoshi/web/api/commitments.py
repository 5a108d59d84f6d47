"""台账: the list, one commitment with what it stands on and what can be done with it, its evidence."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import FileResponse, Http404, HttpRequest
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from luoshi import ledger
from luoshi.ledger import View
from luoshi.ledger.slips import written
from luoshi.web import clock, evidence
from luoshi.web.actions import slips
from luoshi.web.actions.access import Actor, role_in, visible
from luoshi.web.actions.commitments import view_of
from luoshi.web.api.shapes import (
    Colour,
    CommitmentOut,
    EventOut,
    Id,
    Kind,
    Moment,
    Said,
    Word,
    Words,
    Year,
    columns,
    event_out,
    plain,
    said,
)  # fmt: skip
from luoshi.web.api.subject import ANYBODY, LEDGER, Subject
from luoshi.web.models import Commitment
from luoshi.web.narrowing import ASKED
from luoshi.web.pages import commitment as page
from luoshi.web.pages import listing, paging
from luoshi.web.pages.obstacles import of_commitment
from luoshi.web.pages.parts import summed

subject = Subject("台账 Commitments")
Sha256 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


Count = Annotated[int, Field(ge=0, le=999_999)]
SORTED = Literal["number", "-number", "due", "-due", "behind", "-behind", "last", "-last"]


class Filters(Schema):
    """As in the address of the list. `after`: a number; what comes behind it."""

    q: Words = ""
    colour: Colour | None = None
    kind: Kind | None = None
    lead: Id | None = Field(None, description="id of the lead unit")
    year: Year | None = None
    scheme: Word = ""
    stage: Word = Field("", description="SCHEME.STAGE")
    leader: Id | None = Field(None, description="id of the leader's post")
    supports: Id | None = Field(None, description="id of a supporting unit")
    heading: Words = ""
    since: dt.date | None = Field(None, description="due on this day or later")
    until: dt.date | None = Field(None, description="due on this day or before")
    idle: Count | None = Field(None, description="nothing happened for so many days")
    evidence: Literal["0", "1"] | None = None
    slip: bool = Field(False, description="a slip waits for its answer")
    late: bool = Field(False, description="was late at some time")
    mine: bool = Field(False, description="the unit's own")
    sort: SORTED | None = None
    after: Word = ""
    page: Annotated[int, Field(ge=1, le=2**31)] = 1

    def words(self) -> dict[str, str]:
        """As the page has them: "" for what is not asked."""
        given = {key: getattr(self, key) for key in ASKED}
        return {key: "1" if v is True else "" if v is None or v is False else str(v) for key, v in given.items()}


class PageOut(Schema):
    """`count` is of the first thousand; where there are `more`, go on `after` the last number of the last page."""

    count: int
    page: int
    pages: int
    more: bool
    items: list[CommitmentOut]


class ActionOut(Said):
    """An action that the post can take now; `needs` and `may`: fields; `evidence`: how many files at least."""

    id: str
    needs: list[str]
    may: list[str]
    evidence: int


class LitOut(Said):
    id: str
    colour: Colour
    reasons: list[Said]


class ClockOut(Said):
    """`window`: a time in which something may be done, not a limit. `lapsed`: the limits that were missed before."""

    id: str
    started: Moment
    due: Moment
    stopped: Moment | None
    paused: Moment | None
    extended: int
    overdue: bool
    window: bool
    lapsed: list[Moment]


class EvidenceOut(Schema):
    sha256: str
    name: str
    media_type: str
    size: int
    at: Moment
    by: str


class SumOut(Schema):
    """What the parts add up to; `figure`, `colour`: None where the scheme keeps the whole's own."""

    figure: str | None
    colour: str | None
    count: int
    done: int


class ObstacleOut(Schema):
    """What stands in the way: who is asked ("" for the supervisors), by when, what was answered. `actions`: what the
    post may do about it."""

    number: int
    what: str
    unit: str
    kind: str
    due: Moment
    reply: str
    cleared: bool
    colour: str
    why: Said
    actions: list[str]


class DetailOut(CommitmentOut):
    allowed: list[ActionOut]
    facts: dict[str, Any]
    lit: LitOut | None
    clocks: list[ClockOut]
    supports: list[str]
    restricted: list[str]
    parent: str | None
    parts: list[CommitmentOut]
    sum: SumOut | None
    obstacles: list[ObstacleOut]
    evidence: list[EvidenceOut]
    events: list[EventOut]


@subject.get("/commitments", PageOut, "台账 The ledger as the post sees it, 50 a page", who=ANYBODY)
def commitments(request: HttpRequest, asked: Query[Filters]) -> Any:
    shown = paging.pages(request.actor, asked.words(), asked.after, listing.PER_PAGE).get_page(asked.page)
    pages = shown.paginator
    items = [CommitmentOut(**columns(one)) for one in shown]
    return PageOut(count=pages.count, page=shown.number, pages=pages.num_pages, more=pages.more, items=items)


@subject.get("/commitments/{number}", DetailOut, "一件事 One commitment: facts, clocks, light, events", who=ANYBODY)
def commitment(request: HttpRequest, number: Word) -> Any:
    return detail(request.actor, find(request.actor, number))


@subject.get(
    "/commitments/{number}/evidence/{sha256}", None, "佐证材料 A piece of evidence, as an attachment", who=LEDGER,
    extra={"responses": {200: {"description": "the file", "content": {
        kind: {"schema": {"type": "string", "format": "binary"}}
        for kind in sorted({media_type for media_type, _ in evidence.TYPES.values()})
    }}}},
)  # fmt: skip
def piece(request: HttpRequest, number: Word, sha256: Sha256) -> FileResponse:
    find(request.actor, number)
    return page.download(request, number, sha256)


def find(actor: Actor, number: str) -> Commitment:
    """What the actor may not see does not exist for them."""
    rows = visible(actor).select_related("scheme", "lead", "leader", "leader__unit", "parent")
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def detail(actor: Actor, one: Commitment) -> DetailOut:
    view = view_of(one, clock.now())
    parts = list(one.parts.select_related("scheme", "lead", "leader__unit"))
    # The whole shows what it is made of, whoever does it; a part that is restricted, to its posts alone.
    shown = [part for part in parts if not part.restricted.exists() or visible(actor).filter(pk=part.pk).exists()]
    above = visible(actor).filter(pk=one.parent_id).first()
    return DetailOut(
        **columns(one),
        allowed=_allowed(view, role_in(actor, one)),
        facts={name: plain(value) for name, value in view.state.fields.items()},
        lit=_lit(view),
        clocks=_clocks(view),
        supports=[unit.name for unit in one.supports.all()],
        restricted=[str(post) for post in one.restricted.select_related("unit")],
        parent=above.number if above else None,
        parts=[CommitmentOut(**columns(part)) for part in shown],
        sum=_sum(view, parts),
        obstacles=_obstacles(actor, one, view),
        evidence=[
            EvidenceOut(
                sha256=row.sha256, name=row.name, media_type=row.media_type, size=row.size, at=row.at, by=str(row.user)
            )
            for row in one.evidence.select_related("user")
        ],
        events=[event_out(row) for row in one.events.all()],
    )  # fmt: skip


def _lit(view: View) -> LitOut | None:
    lit = ledger.light(view)
    if lit is None:
        return None
    reasons = [Said(**said(why)) for why in lit.reasons]
    return LitOut(id=lit.id, zh=lit.light.name, en=lit.light.en, colour=lit.light.colour, reasons=reasons)


def _sum(view: View, parts: list[Commitment]) -> SumOut | None:
    total = summed(view, parts)
    if total is None:
        return None
    return SumOut(figure=plain(total.figure), colour=total.colour, count=total.count, done=total.done)


def _allowed(view: View, role: str) -> list[ActionOut]:
    """The scheme's actions, then its slips (`slip:ID`) and their answers (`answer:ID`)."""
    actions = [
        ActionOut(
            id=name, zh=table.name, en=table.en, needs=list(table.needs), may=list(table.may), evidence=table.evidence
        )
        for name, table in ledger.allowed(view, role).items()
    ]  # fmt: skip
    for name, slip in slips.may(view, role).items():
        asked = written(name)
        needs = [field for field, about in asked.items() if about.needed]
        rest = [field for field in asked if field not in needs]
        actions.append(ActionOut(id=name, zh=slip.name, en=slip.en, needs=needs, may=rest, evidence=0))
    return actions


def _obstacles(actor: Actor, one: Commitment, view: View) -> list[ObstacleOut]:
    return [
        ObstacleOut(
            number=shown.one.number, what=shown.one.what, unit=shown.one.unit, kind=shown.one.kind, due=shown.one.due,
            reply=shown.one.reply, cleared=shown.one.cleared is not None, colour=shown.colour,
            why=Said(**said(shown.why)), actions=[f"{verb}:{shown.one.number}" for verb, _ in shown.can],
        )
        for shown in of_commitment(actor, one, view)
    ]  # fmt: skip


def _clocks(view: View) -> list[ClockOut]:
    found = []
    for name, one in view.state.clocks.items():
        table = view.scheme.clock[name]
        found.append(ClockOut(
            id=name, zh=table.name, en=table.en, started=one.started, due=one.due, stopped=one.stopped,
            paused=one.paused, extended=one.extended, overdue=one.overdue(view.now) and not table.window,
            window=table.window, lapsed=[lapse.due for lapse in view.state.lapses if lapse.clock == name],
        ))  # fmt: skip
    return found
