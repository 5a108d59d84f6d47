"""报告: the reports that were taken in, one with its tasks, what is left over, how far it is before 印发."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import FileResponse, HttpRequest
from ninja import File, Form, Schema, Status
from ninja.files import UploadedFile

from luoshi.exchange import wording
from luoshi.web import downloads
from luoshi.web.actions import desk
from luoshi.web.actions.access import DESK, Actor, visible
from luoshi.web.actions.reconcile import reconciled
from luoshi.web.actions.reports import find, take
from luoshi.web.actions.rows import Row, rows_of
from luoshi.web.actions.way import way
from luoshi.web.api.shapes import Id, Moment, Said, Word, Year, only, plain, said
from luoshi.web.api.subject import Subject, file
from luoshi.web.models import StoredReport

subject = Subject("报告 Reports")


class ReportOut(Schema):
    id: int
    name: str
    place: str
    year: int | None
    sha256: str
    at: Moment
    by: str
    opened: int


class PlaceIn(Schema):
    """Of which place, and for which year the plan is, where the file does not say or says it wrongly."""

    place: Word = ""
    year: Year | None = None


class FigureOut(Schema):
    """A measure of the task: `id` names it where one of several is to be opened."""

    id: str
    indicator: str
    words: str


class SuggestedOut(Schema):
    """What reading suggests; `unmet`: names that the list of units has not."""

    lead: int | None
    supports: list[int]
    unmet: list[str]
    reasons: list[str]


class TaskOut(Schema):
    """A task at the desk. `seen`: the number of the latest decision about it, for `seen` of the next."""

    id: str
    standing: str
    title: str
    quote: str
    spans: list[list[int]]
    path: list[str]
    due: str
    figures: list[FigureOut]
    missing: list[str]
    scheme: int | None
    lead: int | None
    supports: list[int]
    leader: int | None
    above: str
    suggested: SuggestedOut
    opened: list[str]
    seen: int


class ProblemOut(Schema):
    code: str
    severity: str
    what: Said
    todo: Said


class ReportDetailOut(ReportOut):
    """`refused`: decisions that no longer fit the reading."""

    completeness: str
    problems: list[ProblemOut]
    tasks: list[TaskOut]
    refused: list[str]


class TextOut(Schema):
    text: str


class LostOut(Schema):
    start: int
    end: int
    words: str


class StrayOut(Schema):
    number: str
    title: str
    why: Said


class ReconciledOut(Schema):
    """`lost`: sentences with no task; `waiting`: tasks accepted and not opened; `strays`: what doesn't fit."""

    lost: list[LostOut]
    waiting: list[str]
    strays: list[StrayOut]
    counts: dict[str, int]


class CommentOut(Schema):
    words: str
    by: str
    post: str
    at: Moment


class StepOut(Schema):
    number: str
    title: str
    seen: int
    lead: str | None
    facts: dict[str, Any]
    comments: list[CommentOut]


class StageOut(Schema):
    """`actions`: what can be done with all together, by `POST /api/commitments/actions/{action}`."""

    scheme: str
    stage: str
    name: Said
    actions: list[str]
    steps: list[StepOut]


class WayOut(Schema):
    issued: int
    stages: list[StageOut]


@subject.get("/reports", list[ReportOut], "报告 The reports that were taken in", who=DESK)
def reports(request: HttpRequest) -> Any:
    rows = StoredReport.objects.select_related("user").annotate(opened=Count("commitments")).defer("data")
    return [ReportOut(**_columns(row, row.opened)) for row in rows]


@subject.post(
    "/reports", ReportDetailOut, "收报告 Take a report in", status=201, scope="report", also={200: ReportDetailOut}
)
def taking(request: HttpRequest, file: File[UploadedFile], given: Form[PlaceIn]) -> Any:
    """200 where the same file was taken before: it is kept once."""
    only(request, "file", *PlaceIn.model_fields)
    row, new = take(request.actor, file, given.place.strip(), given.year)
    return Status(201 if new else 200, _detail(request.actor, row))


@subject.get(
    "/reports/{id}", ReportDetailOut, "一份报告 One report: its problems, its tasks and their standing", who=DESK
)
def report(request: HttpRequest, id: Id) -> Any:
    return _detail(request.actor, find(request.actor, id))


@subject.get(
    "/reports/{id}/original", None, "原件 The very file, as an attachment", who=DESK, extra=file(downloads.BINARY)
)
def original(request: HttpRequest, id: Id) -> FileResponse:
    return downloads.original(find(request.actor, id))


@subject.get("/reports/{id}/text", TextOut, "正文 The text that spans count in, by characters from 0", who=DESK)
def text(request: HttpRequest, id: Id) -> Any:
    return TextOut(text=find(request.actor, id).report.text)


@subject.get("/reports/{id}/reconciliation", ReconciledOut, "对账 What is left over, on either side", who=DESK)
def reconciliation(request: HttpRequest, id: Id) -> Any:
    found = reconciled(request.actor, find(request.actor, id))
    return ReconciledOut(
        lost=[LostOut(start=span.start, end=span.end, words=words) for span, words in found.lost],
        waiting=[row.item.task.id for row in found.waiting],
        strays=[StrayOut(number=one.number, title=one.title, why=Said(**said(why))) for one, why in found.strays],
        counts={state: found.count(state) for state in ("open", "accepted", "rejected", "opened")},
    )


@subject.get("/reports/{id}/way", WayOut, "印发之前 How far its commitments are, with all comments", who=DESK)
def before_issue(request: HttpRequest, id: Id) -> Any:
    groups, issued = way(request.actor, find(request.actor, id))
    return WayOut(issued=issued, stages=[
        StageOut(
            scheme=group.scheme.id, stage=group.stage_id, name=Said(zh=group.stage.name, en=group.stage.en),
            actions=list(group.actions),
            steps=[
                StepOut(
                    number=step.commitment.number, title=step.commitment.title, seen=step.commitment.events_count,
                    lead=step.commitment.lead.name if step.commitment.lead else None,
                    facts={name: plain(value) for name, value in step.facts.items()},
                    comments=[
                        CommentOut(words=str(one.fields["comment"]), by=one.who, post=one.post, at=one.at)
                        for one in step.comments
                    ],
                )
                for step in group.steps
            ],
        )
        for group in groups
    ])  # fmt: skip


def _columns(row: StoredReport, opened: int) -> dict[str, Any]:
    return {
        "id": row.pk, "name": row.name, "place": row.place, "year": row.year, "sha256": row.sha256, "at": row.at,
        "by": str(row.user), "opened": opened,
    }  # fmt: skip


def _detail(actor: Actor, row: StoredReport) -> ReportDetailOut:
    now = desk.desk_of(row)
    return ReportDetailOut(
        **_columns(row, visible(actor).filter(report=row).count()),
        completeness=now.report.identity.completeness,
        problems=[
            ProblemOut(code=p.code, severity=p.severity, what=Said(**said(p.what)), todo=Said(**said(p.todo)))
            for p in now.report.problems
        ],
        tasks=[_task(one) for one in rows_of(row, now, actor).values()],
        refused=list(now.refused),
    )


def _task(row: Row) -> TaskOut:
    item, own = row.item, row.suggested
    return TaskOut(
        id=item.task.id, standing=row.state, title=item.title, quote=item.task.quote.text,
        spans=[[span.start, span.end] for span in item.task.quote.spans], path=list(item.task.path), due=item.due,
        figures=[FigureOut(id=m.id, indicator=m.indicator, words=wording.target(m)) for m in item.figures],
        missing=list(item.task.missing), scheme=item.said.get("scheme"), lead=row.lead.pk if row.lead else None,
        supports=[unit.pk for unit in row.supports], leader=row.leader.pk if row.leader else None,
        above=str(item.said.get("above", "")),
        suggested=SuggestedOut(
            lead=own.lead.pk if own.lead else None, supports=[body.pk for body in own.supports],
            unmet=list(own.unmet), reasons=list(own.reasons),
        ),
        opened=[one.number for one in row.opened], seen=item.last,
    )  # fmt: skip
