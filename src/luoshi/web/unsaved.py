"""When the database does not take what it is given (locked, full, read-only, gone): a page that says so, status 503.

An action is one transaction, so what fails in one was not saved, and nothing of it. What fails after the action (the
session's own row, say) may follow one that was saved: the page then says to look before trying again.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from luoshi.values import Message

SAYS = (OperationalError, InternalError, InterfaceError)
# Passwords are not sent back.
SECRET = ("/login", "/password", "/office/")
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)
NOT_SAVED = Message("没有保存，请稍后重试", "nothing was saved: try again in a moment")
PERHAPS = Message("不一定已保存，请先返回查看，再决定要不要重试", "perhaps not saved: look before you try again")
# What databases say most often, and what to do.
WHY: tuple[tuple[str, Message], ...] = (
    ("locked", Message("数据库正忙", "the database is busy")),
    ("full", Message("磁盘满了，请告诉系统管理员", "the disk is full: tell the administrator")),
    ("no space", Message("磁盘满了，请告诉系统管理员", "the disk is full: tell the administrator")),
    ("readonly", Message("数据库现在只读，请告诉系统管理员", "the database is read-only: tell the administrator")),
    ("read-only", Message("数据库现在只读，请告诉系统管理员", "the database is read-only: tell the administrator")),
)
OTHER = Message("数据库现在用不了，再出现请告诉系统管理员", "the database is out of reach: tell the administrator")


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answers for a page or an API that a database failed."""

    def asked(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def failed(request: HttpRequest, error: Exception) -> HttpResponse | None:
        return answer(request, error, NOT_SAVED) if refuses(error) else None

    asked.process_exception = failed  # type: ignore[attr-defined]
    return asked


class Sessions(SessionMiddleware):
    """A session that only could not be prolonged is no reason to withhold a page, or to doubt what was saved."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        try:
            return super().process_response(request, response)
        except (*SAYS, SessionInterrupted) as error:
            if not request.session.modified:
                return response
            # Django takes any failure of the database for a session that somebody ended.
            cause: BaseException | None = error
            while cause is not None and not refuses(cause):
                cause = cause.__context__
            raise cause or error from None


def refuses(error: BaseException | None) -> bool:
    """Whether it is the storage that failed, not the program."""
    return isinstance(error, SAYS) or (isinstance(error, OSError) and error.errno in FULL)


def why(error: BaseException) -> Message:
    words = str(error).lower()
    return next((said for mark, said in WHY if mark in words), OTHER)


def answer(request: HttpRequest, error: BaseException, what: Message) -> HttpResponse:
    reason = why(error)
    if request.path.startswith("/api/"):
        said = {"zh": f"{what.zh}：{reason.zh}", "en": f"{what.en}: {reason.en}", "where": request.path}
        return JsonResponse(said, status=503, json_dumps_params={"ensure_ascii": False})
    # Without a context of the request: that would ask the database who looks at it.
    about = {"what": what, "why": reason, "posted": request.method == "POST", "path": request.path}
    if request.method == "POST" and not request.path.startswith(SECRET):
        about["typed"] = [(name, value) for name, values in request.POST.lists() for value in values]
        about["files"] = bool(request.FILES)
    return HttpResponse(render_to_string("unsaved.html", about), status=503)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's page for what nobody expected (500), or for a database that failed outside of an action."""
    error = sys.exc_info()[1]
    if refuses(error) and error is not None:
        return answer(request, error, PERHAPS if request.method == "POST" else NOT_SAVED)
    return HttpResponse(render_to_string("500.html"), status=500)
