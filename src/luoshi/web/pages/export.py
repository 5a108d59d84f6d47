"""The list as it is narrowed, to take away."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, StreamingHttpResponse

from luoshi.web import downloads
from luoshi.web.narrowing import asked_of


def xlsx(request: HttpRequest) -> FileResponse:
    return downloads.table(request.actor, asked_of(request.GET))


def csv(request: HttpRequest) -> StreamingHttpResponse:
    return downloads.lines(request.actor, asked_of(request.GET))
