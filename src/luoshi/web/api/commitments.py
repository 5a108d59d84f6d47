"""台账: the list, as a table too; one commitment, its evidence, its words in the report."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from luoshi.web import downloads, evidence, paging
from luoshi.web.actions.access import ANYBODY, LEDGER, find
from luoshi.web.api.detail import DetailOut, detail
from luoshi.web.api.shapes import Colour, CommitmentOut, Day, Id, Kind, Word, Words, Year, columns
from luoshi.web.api.subject import Subject, file
from luoshi.web.narrowing import ASKED
from luoshi.web.source import source_of

subject = Subject("台账 Commitments")
Sha256 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


Count = Annotated[int, Field(ge=0, le=999_999)]
SORTED = Literal["number", "-number", "due", "-due", "behind", "-behind", "last", "-last"]


class Narrowing(Schema):
    """What the list is narrowed and sorted by, as in the address of its page."""

    q: Words = ""
    colour: Colour | None = None
    kind: Kind | None = None
    lead: Id | Literal["-"] | None = Field(None, description='id of the lead unit; "-": without one')
    year: Year | None = None
    scheme: Word = ""
    stage: Word = Field("", description="SCHEME.STAGE")
    leader: Id | None = Field(None, description="id of the leader's post")
    supports: Id | None = Field(None, description="id of a supporting unit")
    heading: Words = Field("", description='words of its heading; "-": without one')
    since: Day | None = Field(None, description="due on this day or later")
    until: Day | None = Field(None, description="due on this day or before")
    idle: Count | None = Field(None, description="nothing happened for so many days")
    evidence: Literal["0", "1"] | None = None
    slip: bool = Field(False, description="a slip waits for its answer")
    late: bool = Field(False, description="was late at some time")
    mine: bool = Field(False, description="the unit's own")
    sort: SORTED | None = None

    def words(self) -> dict[str, str]:
        """As the page has them: "" for what is not asked."""
        given = {key: getattr(self, key) for key in ASKED}
        return {key: "1" if v is True else "" if v is None or v is False else str(v) for key, v in given.items()}


class Filters(Narrowing):
    """`after`: a number; what comes behind it."""

    after: Word = ""
    page: Annotated[int, Field(ge=1, le=2**31)] = 1


class PageOut(Schema):
    """`count` is of the first thousand; where there are `more`, go on `after` the last number of the last page."""

    count: int
    page: int
    pages: int
    more: bool
    items: list[CommitmentOut]


class RunOut(Schema):
    words: str
    quoted: bool


class ParagraphOut(Schema):
    """A paragraph, cut where the quoted words begin and end; `path`: the headings over it."""

    path: list[str]
    runs: list[RunOut]


class SourceOut(Schema):
    """`report`: the name of its file; `where`: the page, "" where the file has none."""

    report: str
    sha256: str
    where: str
    paragraphs: list[ParagraphOut]


@subject.get("/commitments", PageOut, "台账 The ledger as the post sees it, 50 a page", who=ANYBODY)
def commitments(request: HttpRequest, asked: Query[Filters]) -> Any:
    shown = paging.pages(request.actor, asked.words(), asked.after).get_page(asked.page)
    pages = shown.paginator
    items = [CommitmentOut(**columns(one)) for one in shown]
    return PageOut(count=pages.count, page=shown.number, pages=pages.num_pages, more=pages.more, items=items)


@subject.get("/commitments.xlsx", None, "导出 The list under these filters as a workbook", who=LEDGER,
             extra=file(downloads.XLSX))  # fmt: skip
def as_xlsx(request: HttpRequest, asked: Query[Narrowing]) -> FileResponse:
    """The first 20000; its name and its head say where there are more."""
    return downloads.table(request.actor, asked.words())


@subject.get("/commitments.csv", None, "导出 The list under these filters as CSV, UTF-8 with BOM", who=LEDGER,
             extra=file(downloads.CSV))  # fmt: skip
def as_csv(request: HttpRequest, asked: Query[Narrowing]) -> StreamingHttpResponse:
    """The first 20000; its name says where there are more."""
    return downloads.lines(request.actor, asked.words())


@subject.get("/commitments/{number}", DetailOut, "一件事 One commitment: facts, clocks, light, events", who=ANYBODY)
def commitment(request: HttpRequest, number: Word) -> Any:
    return detail(request.actor, find(request.actor, number))


@subject.get(
    "/commitments/{number}/evidence/{sha256}", None, "佐证材料 A piece of evidence, as an attachment", who=LEDGER,
    extra=file(*sorted({media_type for media_type, _ in evidence.TYPES.values()})),
)  # fmt: skip
def piece(request: HttpRequest, number: Word, sha256: Sha256) -> FileResponse:
    return downloads.piece(find(request.actor, number), sha256)


@subject.get("/commitments/{number}/source", SourceOut, "原文 Its words in their paragraphs of the report", who=LEDGER)
def source(request: HttpRequest, number: Word) -> Any:
    """404 also where it stands in no report."""
    found = source_of(find(request.actor, number))
    return SourceOut(
        report=found.report.name, sha256=found.report.sha256, where=found.where,
        paragraphs=[
            ParagraphOut(path=list(one.path), runs=[RunOut(words=w, quoted=quoted) for w, quoted in one.runs])
            for one in found.paragraphs
        ],
    )  # fmt: skip
