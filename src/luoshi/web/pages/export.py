"""The list as it is narrowed, to take away."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header

from luoshi.web import clock, export
from luoshi.web.narrowing import asked_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx(request: HttpRequest) -> FileResponse:
    asked = asked_of(request.GET)
    found = export.rows(request.actor, asked)
    name = _name(found, "xlsx")
    return FileResponse(export.as_file(found, asked), as_attachment=True, filename=name, content_type=XLSX)


def csv(request: HttpRequest) -> StreamingHttpResponse:
    found = export.rows(request.actor, asked_of(request.GET))
    answer = StreamingHttpResponse(export.as_csv(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, _name(found, "csv"))
    return answer


def _name(found: export.Rows, suffix: str) -> str:
    """The name says where it is not all."""
    return f"督查台账-{clock.now():%Y-%m-%d}{f'-前{export.LIMIT}项' if found.more else ''}.{suffix}"
