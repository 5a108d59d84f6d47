"""The API: its subjects in their order, and what it says where something is not so."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import ValidationError as BodyError

from luoshi.ledger import NotYours, Refused
from luoshi.lexicon.calendar import CalendarError
from luoshi.web.actions.commitments import Changed
from luoshi.web.actions.desk import Moved
from luoshi.web.actions.opening import Parted
from luoshi.web.actions.tokens import SCOPES
from luoshi.web.api import (
    acting,  # noqa: F401
    audit,
    bulletins,
    commitments,
    desk,
    office,
    own,
    reports,
    rulebook,
    supervision,
    table,  # noqa: F401
    views,
)
from luoshi.web.api.desk import decision_out
from luoshi.web.api.shapes import CommitmentOut, columns, event_out
from luoshi.web.api.subject import Denied

# The order is that of the document. `acting` adds to the subject of `commitments`, `table` to that of `desk`: each path
# has one router.
SUBJECTS = (own, commitments, views, supervision, bulletins, reports, desk, rulebook, office, audit)

api = NinjaAPI(title="落实 Luoshi", version="1", docs_url=None, urls_namespace="api")
for module in SUBJECTS:
    api.add_router("", module.subject.router)


def _say(request: HttpRequest, status: int, zh: str, en: str, **more: Any) -> HttpResponse:
    return api.create_response(request, {"zh": zh, "en": en, "where": request.path} | more, status=status)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return _say(request, 403 if isinstance(error, NotYours) else 422, error.said.zh, error.said.en)


@api.exception_handler(CalendarError)
def undated(request: HttpRequest, error: CalendarError) -> HttpResponse:
    zh, _, en = str(error).partition(" / ")
    return _say(request, 422, zh, en)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return _wrong(request, error.errors)


@api.exception_handler(BodyError)
def misshapen(request: HttpRequest, error: BodyError) -> HttpResponse:
    return _wrong(request, error.errors())


def _wrong(request: HttpRequest, errors: Any) -> HttpResponse:
    """Each member that is not as declared, by its path, with what was expected."""
    named = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'body'}: {one['msg']}" for one in errors[:5])
    return _say(request, 422, f"参数不对：{named}", f"wrong parameters: {named}")


@api.exception_handler(HttpError)
@api.exception_handler(SuspiciousOperation)
@api.exception_handler(MultiPartParserError)
@api.exception_handler(UnicodeError)
def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    return _say(request, 400, "请求体读不出来，或太大", "the body cannot be read, or is too large")


@api.exception_handler(Changed)
def changed(request: HttpRequest, error: Changed) -> HttpResponse:
    events = [event_out(row).dict() for row in error.rows]
    return _say(request, 409, "这件事刚刚有变化", "it was changed meanwhile", events=events)


@api.exception_handler(Parted)
def parted(request: HttpRequest, error: Parted) -> HttpResponse:
    parts = [CommitmentOut(**columns(part)).dict() for part in error.parts]
    return _say(request, 409, "刚刚有人分解过", "parts were handed down meanwhile", parts=parts)


@api.exception_handler(Moved)
def moved(request: HttpRequest, error: Moved) -> HttpResponse:
    made = [decision_out(row).dict() for row in error.made]
    return _say(request, 409, "这项任务刚刚有人改过", "the task was changed meanwhile", decisions=made)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _say(request, 404, "没有，或不在您的权限内", "there is none, or you may not see it")


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _say(request, 401, "令牌不对、过期或已撤销", "the token is missing, wrong, over or revoked")


@api.exception_handler(Denied)
def denied(request: HttpRequest, error: Denied) -> HttpResponse:
    name = SCOPES[error.scope].name.zh
    return _say(
        request, 403, f"这个令牌没有“{name}”（{error.scope}）权限；请本人另建一个",
        f"this token lacks the scope {error.scope!r}: its owner makes another",
    )  # fmt: skip
