"""What is taken away as a file, always as an attachment, by people and programs alike. Http404 where there is none."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from luoshi.web import bulletin, clock, evidence, export
from luoshi.web.actions import bulletins, heads, log
from luoshi.web.actions.access import DESK, LEDGER, Actor
from luoshi.web.models import Bulletin, Commitment, StoredReport

DOCX, XLSX = (evidence.TYPES[suffix][0] for suffix in (".docx", ".xlsx"))
CSV, BINARY = "text/csv", "application/octet-stream"


def piece(commitment: Commitment, sha256: str) -> FileResponse:
    """A piece of evidence."""
    row = commitment.evidence.filter(sha256=sha256).first()
    if row is None:
        raise Http404
    return _kept(sha256, row.name, row.media_type)


def original(report: StoredReport) -> FileResponse:
    """The very file of a report."""
    return _kept(report.sha256, report.name, BINARY)


def issued(actor: Actor, pk: int) -> FileResponse:
    """A bulletin as it was issued, for everybody with a post in the ledger."""
    row = Bulletin.objects.filter(pk=pk).first() if actor.role in LEDGER else None
    if row is None:
        raise Http404
    return _kept(row.sha256, f"督查通报〔{row.year}〕第{row.number}期.docx", DOCX)


def draft(actor: Actor, year: int, month: int) -> HttpResponse:
    """A month's bulletin as it would be issued now, for who may read drafts."""
    if actor.role not in DESK or not bulletins.is_over(year, month):
        raise Http404
    figures = bulletin.of_month(year, month)
    title = bulletins.said_of(figures)["title"]
    content = bulletins.file_of(bulletins.document(actor, figures), title)
    header = content_disposition_header(True, f"{title}（草稿）.docx")
    return HttpResponse(content, content_type=DOCX, headers={"Content-Disposition": header})


def table(actor: Actor, asked: dict[str, str]) -> FileResponse:
    """The list as it is narrowed, as XLSX."""
    found = export.rows(actor, asked)
    name = _listed(found, "xlsx")
    return FileResponse(export.as_file(found, asked), as_attachment=True, filename=name, content_type=XLSX)


def lines(actor: Actor, asked: dict[str, str]) -> StreamingHttpResponse:
    """The list as it is narrowed, as CSV."""
    found = export.rows(actor, asked)
    headers = {"Content-Disposition": content_disposition_header(True, _listed(found, "csv"))}
    return StreamingHttpResponse(export.as_csv(found), content_type=f"{CSV}; charset=utf-8", headers=headers)


def heads_file(actor: Actor) -> HttpResponse:
    """The signed heads as `luoshi heads` writes them, to be kept elsewhere; that they were taken goes into the log."""
    log.done(actor, "heads")
    header = f'attachment; filename="luoshi-heads-{clock.now():%Y%m%d}.json"'
    headers = {"Content-Disposition": header, "Cache-Control": "no-store"}
    return HttpResponse(heads.export(), content_type="application/json", headers=headers)


def _listed(found: export.Rows, suffix: str) -> str:
    """The name says where it is not all."""
    return f"督查台账-{clock.now():%Y-%m-%d}{f'-前{export.LIMIT}项' if found.more else ''}.{suffix}"


def _kept(sha256: str, name: str, media_type: str) -> FileResponse:
    path = evidence.path_of(sha256)
    if not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
