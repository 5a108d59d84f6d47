"""通报: the monthly bulletins that were issued; a month in figures, what is written of it, its issue."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated, Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from luoshi.ledger.rates import Share
from luoshi.web import bulletin, clock, downloads
from luoshi.web.actions import bulletins, months
from luoshi.web.actions.access import DESK, LEDGER
from luoshi.web.api.shapes import Done, Id, In, Moment, Said, Word, Words, said
from luoshi.web.api.subject import Subject, file
from luoshi.web.bulletin_words import overall
from luoshi.web.models import Bulletin, BulletinDraft

subject = Subject("通报 Bulletins")
WRITING: dict[str, Any] = {"scope": "act", "who": ("supervisor",)}
Year = Annotated[int, Field(ge=2000, le=2100)]
Month = Annotated[int, Field(ge=1, le=12)]


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


class PeriodOut(Schema):
    """A month that can be written about; whether somebody began, and whether it was issued."""

    year: int
    month: int
    begun: bool
    issued: bool


class WrittenIn(In):
    """What a person writes of a month. `notes`: of commitments with a light, by their numbers. `seen`: that of the
    draft that was seen: where there is another by now, nothing is kept."""

    title: Word
    to: Words = ""
    overall: Words = ""
    practice: Words = ""
    demands: Words = ""
    notes: Annotated[dict[Word, Words], Field(max_length=2000, default_factory=dict)]
    seen: Annotated[str, Field(max_length=64)] | None = None


class ShareOut(Schema):
    """`percent`: None where nothing is counted."""

    numerator: str
    denominator: str
    percent: str | None


class MonthLightOut(Schema):
    colour: str
    name: Said
    count: int


class ScheduleOut(Schema):
    """Of those with a plan to be held to: how many go as it asks, how many are behind, the furthest by how many
    points."""

    planned: int
    in_step: int
    behind: int
    furthest: str | None


class RankedOut(Schema):
    """A unit; `rank`: None where nothing of it was due yet; equals share one."""

    rank: int | None
    name: str
    taken: int
    done: int
    in_time: ShareOut
    red: int
    yellow: int
    overdue: int
    slips: int


class LitItemOut(Schema):
    """A commitment that was red, orange or yellow when the month ended; `notes` of the bulletin are by its number."""

    number: str
    title: str
    unit: str
    colour: str
    light: str
    why: str


class EarlyItemOut(Schema):
    title: str
    unit: str
    done: dt.date
    days: int


class SlipCountOut(Schema):
    name: str
    issued: int
    answered: int
    unanswered: int


class FiguresOut(Schema):
    """The month as it ended. `summary`: in a sentence; `lit_total`: of which `lit` lists the gravest; `hidden`: lit,
    and restricted, so that no bulletin names them; `complete`: the month's end was kept for all (else `fill`)."""

    end: Moment
    summary: str
    complete: bool
    total: int
    lights: list[MonthLightOut]
    done: int
    done_this_month: int
    in_time: ShareOut
    overdue: int
    schedule: ScheduleOut
    units: list[RankedOut]
    lit: list[LitItemOut]
    lit_total: int
    hidden: int
    early: list[EarlyItemOut]
    slips: list[SlipCountOut]


class WrittenOut(Schema):
    """What is written so far, or words to begin with; and the figures that it tells. `seen`: to be sent back."""

    title: str
    to: str
    overall: str
    practice: str
    demands: str
    notes: dict[str, str]
    seen: str
    figures: FiguresOut


class IssueIn(In):
    document: Annotated[Word, Field(max_length=80)]


@subject.get("/bulletins", list[BulletinOut], "督查通报 The bulletins that were issued", who=LEDGER)
def issued(request: HttpRequest) -> Any:
    return [_bulletin(row) for row in Bulletin.objects.select_related("user")]


@subject.get("/bulletins/months", list[PeriodOut], "可写的月份 The months that can be written about", who=DESK)
def periods(request: HttpRequest) -> Any:
    begun, done = (set(model.objects.values_list("year", "month")) for model in (BulletinDraft, Bulletin))
    return [
        PeriodOut(year=year, month=month, begun=(year, month) in begun, issued=(year, month) in done)
        for year, month in bulletin.periods(clock.now())
    ]


@subject.get("/bulletins/{id}/file", None, "督查通报 A bulletin as it was issued", who=LEDGER,
             extra=file(downloads.DOCX))  # fmt: skip
def issued_file(request: HttpRequest, id: Id) -> FileResponse:
    return downloads.issued(request.actor, id)


@subject.get("/bulletins/{year}/{month}", WrittenOut, "通报草稿 A month in figures, and what is written of it so far",
             who=DESK)  # fmt: skip
def written(request: HttpRequest, year: Year, month: Month) -> Any:
    if not bulletins.is_over(year, month):
        raise Http404
    found = bulletin.of_month(year, month)
    return WrittenOut(**bulletins.said_of(found), seen=bulletins.seen_of(year, month), figures=_figures(found))


@subject.get("/bulletins/{year}/{month}/draft", None, "通报草稿 The document as it would be issued now", who=DESK,
             extra=file(downloads.DOCX))  # fmt: skip
def draft(request: HttpRequest, year: Year, month: Month) -> HttpResponse:
    return downloads.draft(request.actor, year, month)


@subject.put("/bulletins/{year}/{month}", Done, "通报草稿 Keep what is written of a month", **WRITING)
def writing(request: HttpRequest, year: Year, month: Month, given: WrittenIn) -> Any:
    words = given.model_dump(exclude={"notes", "seen"})
    notes = {f"note-{number}": note for number, note in given.notes.items()}
    bulletins.save(request.actor, year, month, words | notes, given.seen)
    return Done(zh="草稿已保存", en="the draft is kept")


@subject.post("/bulletins/fill", Done, "补算月末 Keep the months that are over for everything, where no tick did",
              **WRITING)  # fmt: skip
def filling(request: HttpRequest) -> Any:
    made = bulletins.fill(request.actor, clock.now())
    return Done(zh=f"已补算 {made} 条月末数据", en=f"{made} row(s) were kept")


@subject.post("/bulletins/{year}/{month}/issue", BulletinOut, "印发通报 Issue it under a document number", status=201,
              **WRITING)  # fmt: skip
def issuing(request: HttpRequest, year: Year, month: Month, given: IssueIn) -> Any:
    return Status(201, _bulletin(bulletins.issue(request.actor, year, month, given.document)))


def _figures(f: bulletin.MonthFigures) -> FiguresOut:
    planned, in_step, behind, furthest = f.schedule
    return FiguresOut(
        end=f.end, summary=overall(f), complete=months.complete(clock.now()), total=f.total, done=f.done,
        lights=[MonthLightOut(colour=c, name=Said(**said(word)), count=n) for c, word, n in f.lights],
        done_this_month=f.done_this_month, in_time=_share(f.in_time), overdue=f.overdue,
        schedule=ScheduleOut(
            planned=planned, in_step=in_step, behind=behind, furthest=None if furthest is None else f"{furthest:f}"
        ),
        units=[RankedOut(**asdict(one) | {"in_time": _share(one.in_time)}) for one in f.units],
        lit=[LitItemOut(**asdict(one)) for one in f.lit], lit_total=f.lit_total, hidden=f.hidden,
        early=[EarlyItemOut(**asdict(one)) for one in f.early], slips=[SlipCountOut(**asdict(one)) for one in f.slips],
    )  # fmt: skip


def _share(share: Share) -> ShareOut:
    percent = None if share.percent is None else f"{share.percent:f}"
    return ShareOut(numerator=f"{share.numerator:f}", denominator=f"{share.denominator:f}", percent=percent)


def _bulletin(row: Bulletin) -> BulletinOut:
    return BulletinOut(
        id=row.pk, year=row.year, month=row.month, number=row.number, title=row.title, document=row.document,
        sha256=row.sha256, at=row.at, by=str(row.user),
    )  # fmt: skip
