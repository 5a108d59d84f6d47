"""The operations: who asks is told by a bearer token, never by the session, so that no other site can use it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Status
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from luoshi import ledger
from luoshi.ledger import Refused
from luoshi.lexicon.calendar import CalendarError
from luoshi.web import clock
from luoshi.web.actions import tokens
from luoshi.web.actions.access import role_in, visible
from luoshi.web.actions.commitments import Changed, act, open_commitment, view_of
from luoshi.web.api.shapes import ChangedOut, CommitmentOut, DetailOut, Error, PageOut, columns, event_out
from luoshi.web.models import Commitment, Post, SchemeVersion, Unit
from luoshi.web.pages import fields, listing, paging


class Denied(Exception):
    """The token may read and nothing more."""


class Bearer(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Any:
        known = tokens.recognise(token)
        if known is None:
            return None
        request.actor = known[1]
        return known[0]


api = NinjaAPI(title="落实 Luoshi", version="1", docs_url=None, auth=Bearer(), urls_namespace="api")
WRONG = {code: Error for code in (401, 403, 404, 422)}


@api.get("/commitments", response={200: PageOut} | WRONG, summary="台账 The ledger")
def commitments(
    request: HttpRequest, q: str = "", colour: str = "", kind: str = "", lead: str = "", scheme: str = "",
    year: str = "", late: str = "", page: int = 1, after: str = "",
) -> Any:  # fmt: skip
    asked = {"q": q, "colour": colour, "kind": kind, "lead": lead, "scheme": scheme, "year": year, "late": late}
    rows = listing.narrowed(request.actor, asked).select_related("lead", "leader", "leader__unit", "scheme")
    rows = paging.after(rows, _clean(after))
    shown = paging.Pages(rows, listing.PER_PAGE).get_page(page)
    items = [CommitmentOut(**columns(one)) for one in shown]
    return PageOut(
        count=shown.paginator.count,
        page=shown.number,
        pages=shown.paginator.num_pages,
        more=shown.paginator.more,
        items=items,
    )


@api.get("/commitments/{number}", response={200: DetailOut} | WRONG, summary="一件事 One commitment and its events")
def commitment(request: HttpRequest, number: str) -> Any:
    return _detail(request, _find(request, number))


@api.post("/commitments", response={201: DetailOut} | WRONG, summary="立项 Open (form)")
def open_new(request: HttpRequest) -> Any:
    _acting(request)
    typed = request.POST
    scheme, lead, leader = (typed.get(name, "") for name in ("scheme", "lead", "leader"))
    version = SchemeVersion.objects.filter(scheme=_clean(scheme), retired=False).order_by("-pk").first()
    if version is None:
        raise Refused(f"没有方案“{scheme}”", f"no scheme {scheme!r}")
    names = [*(n for n, f in version.rules.field.items() if f.at_opening), "start", "due", "target"]
    unit = Unit.objects.filter(name=_clean(lead), active=True).first()
    post = Post.objects.filter(pk=int(leader), role="leader", active=True).first() if fields.counts(leader) else None
    if lead and unit is None:
        raise Refused(f"没有单位“{lead}”", f"lead: no unit {lead!r}")
    if leader and post is None:
        raise Refused(f"没有责任领导“{leader}”", f"leader: no leader's post {leader!r}")
    values = _values(request, version.rules, names, ("scheme", "title", "lead", "leader"))
    made = open_commitment(request.actor, version, _clean(typed.get("title", "")), values, lead=unit, leader=post)
    return Status(201, _detail(request, made))


@api.post(
    "/commitments/{number}/actions/{action}",
    response={200: DetailOut, 409: ChangedOut} | WRONG,
    summary="办理 Act (form, files as `evidence`)",
)
def act_on(request: HttpRequest, number: str, action: str) -> Any:
    _acting(request)
    one = _find(request, number)
    table = one.rules.transition.get(action)
    if table is None:
        raise Http404
    seen = request.POST.get("seen", "")
    if not fields.counts(seen):
        raise Refused("要写 seen：看到的事件数", "seen: expected the number of events that you saw")
    values = _values(request, one.rules, (*table.needs, *table.may), ("seen", "why"))
    files = request.FILES.getlist("evidence")
    done = act(request.actor, one, action, values, files, _clean(request.POST.get("why", "")).strip(), int(seen))
    return _detail(request, done)


def _acting(request: HttpRequest) -> None:
    if not request.auth.may_act:
        raise Denied


def _clean(words: str) -> str:
    if "\0" in words:
        raise Refused("文字里有空字符", "the text holds a NUL character")
    return words


def _values(request: HttpRequest, scheme: Any, names: Any, others: tuple[str, ...]) -> dict[str, Any]:
    """The fields of the form. Refused for a name that the action does not know, and for values of the wrong kind."""
    names = tuple(names)
    for name, words in request.POST.items():
        _clean(str(words))
        if name not in names and name not in others:
            raise Refused(f"不认识“{name}”", f"{name}: expected one of {', '.join((*names, *others))}")
    values, wrong = fields.read(scheme, names, request.POST)
    for name, said in wrong.items():
        raise Refused(f"{name}：{said.zh}", f"{name}: {said.en}")
    return values


def _find(request: HttpRequest, number: str) -> Commitment:
    rows = visible(request.actor).select_related("scheme", "lead", "leader", "leader__unit")
    found = None if "\0" in number else rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _detail(request: HttpRequest, one: Commitment) -> DetailOut:
    allowed = ledger.allowed(view_of(one, clock.now()), role_in(request.actor, one))
    return DetailOut(**columns(one), allowed=list(allowed), events=[event_out(row) for row in one.events.all()])


def _say(request: HttpRequest, status: int, zh: str, en: str, **more: Any) -> HttpResponse:
    return api.create_response(request, {"zh": zh, "en": en, "where": request.path} | more, status=status)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return _say(request, 422, error.said.zh, error.said.en)


@api.exception_handler(CalendarError)
def undated(request: HttpRequest, error: CalendarError) -> HttpResponse:
    zh, _, en = str(error).partition(" / ")
    return _say(request, 422, zh, en)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    named = ", ".join(str(one["loc"][-1]) for one in error.errors)
    return _say(request, 422, f"参数不对：{named}", f"wrong parameters: {named}")


@api.exception_handler(Changed)
def changed(request: HttpRequest, error: Changed) -> HttpResponse:
    events = [event_out(row).dict() for row in error.rows]
    return _say(request, 409, "这件事刚刚有变化", "it was changed meanwhile", events=events)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _say(request, 404, "没有，或不在您的权限内", "there is none, or you may not see it")


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _say(request, 401, "令牌不对、过期或已撤销", "the token is missing, wrong, over or revoked")


@api.exception_handler(Denied)
def denied(request: HttpRequest, error: Denied) -> HttpResponse:
    return _say(request, 403, "这个令牌只能查阅", "this token only reads")
