"""The three officers' pages: each sees its own part, acts on that part alone, and none of them sees a commitment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web import clock, downloads
from luoshi.web.actions import log, organisation, rulebook, safekeeping, security, working_days
from luoshi.web.actions.access import Actor
from luoshi.web.actions.verify import verified
from luoshi.web.models import Holding, OfficeEvent, Post, SchemeVersion, Unit, User
from luoshi.web.models.people import ROLES

Given = organisation.Given
# Page → the officer whose it is, its name, and the question that it answers. The order is that of the menu.
PAGES: dict[str, tuple[str, Message, Message]] = {
    "units": ("sysadmin", Message("单位", "Units"), Message("有哪些单位？", "Which units are there?")),
    "posts": ("sysadmin", Message("岗位", "Posts"), Message("谁在哪个岗位上？", "Who holds which post?")),
    "people": ("sysadmin", Message("人员", "People"), Message("有哪些人？", "Who is there?")),
    "calendar": ("sysadmin", Message("日历", "Calendar"), Message("哪些天上班？", "Which days are worked?")),
    "schemes": ("sysadmin", Message("方案", "Schemes"), Message("新事项按什么办？", "How is it carried out?")),
    "backup": ("sysadmin", Message("备份", "Backup"), Message("备份在哪里？", "Where are the backups?")),
    "logins": ("secadmin", Message("登录", "Logins"), Message("谁能登录？", "Who can log in?")),
    "roles": ("secadmin", Message("角色", "Roles"), Message("哪个岗位能做什么？", "Which post may do what?")),
    "log": ("auditor", Message("日志", "Log"), Message("谁做过什么？", "Who did what?")),
    "verify": ("auditor", Message("核验", "Verify"), Message("还和写入时一样吗？", "Is it as it was written?")),
}
# Act → what does it, and the page to which it belongs.
ACTS: dict[str, tuple[Callable[[Actor, Given], Message | tuple[Message, str]], str]] = {
    "unit": (organisation.unit, "units"),
    "post": (organisation.post, "posts"),
    "person": (organisation.person, "people"),
    "hold": (organisation.hold, "posts"),
    "leave": (organisation.leave, "posts"),
    "calendar": (working_days.put_calendar, "calendar"),
    "scheme": (rulebook.put_scheme, "schemes"),
    "retire": (rulebook.retire, "schemes"),
    "backup": (safekeeping.back_up, "backup"),
    "reset": (security.reset, "logins"),
    "unlock": (security.unlock, "logins"),
    "end-sessions": (security.end_sessions, "logins"),
    "role": (security.role, "roles"),
}
TABLE_LIMIT = 1 << 20


def menu(role: str) -> list[tuple[str, Message]]:
    """An officer's pages; none for everybody else."""
    return [(name, label) for name, (whose, label, _) in PAGES.items() if whose == role]


def home(request: HttpRequest) -> HttpResponse:
    """An officer's first page."""
    own = menu(request.actor.role)
    return redirect(f"/office/{own[0][0]}") if own else _not_theirs(request, "sysadmin")


def page(request: HttpRequest, name: str) -> HttpResponse:
    if name not in PAGES:
        raise Http404
    if request.actor.role != PAGES[name][0]:
        return _not_theirs(request, PAGES[name][0])
    return _show(request, name)


@require_POST
def do(request: HttpRequest, act: str) -> HttpResponse:
    """One act. A refusal comes back on the page with all that was typed."""
    if act not in ACTS:
        raise Http404
    function, name = ACTS[act]
    if request.actor.role != PAGES[name][0]:
        return _not_theirs(request, PAGES[name][0])
    try:
        said = function(request.actor, {**request.POST.dict(), **_file(request)})
    except Refused as refusal:
        return _show(request, name, status=422, refused=refusal.said, act=act)
    if isinstance(said, tuple):
        return _show(request, name, secret=said)
    messages.success(request, f"{said.zh}。{said.en}.")
    return redirect(f"/office/{name}")


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Everything kept is checked, as `luoshi verify` does; that it was, goes into the log."""
    actor: Actor = request.actor
    if actor.role != "auditor":
        return _not_theirs(request, "auditor")
    found = verified(actor)
    return _show(request, "verify", found=found, verified=True)


@require_POST
def heads_file(request: HttpRequest) -> HttpResponse:
    if request.actor.role != "auditor":
        return _not_theirs(request, "auditor")
    return downloads.heads_file(request.actor)


def _not_theirs(request: HttpRequest, role: str) -> HttpResponse:
    said = Message(f"这一页是{dict(ROLES)[role]}的", f"this page is for the {role}")
    return render(request, "refused.html", {"said": said}, status=403)


def _file(request: HttpRequest) -> dict[str, str]:
    """An uploaded table or scheme as text."""
    given = request.FILES.get("file")
    if given is None:
        return {}
    if given.size > TABLE_LIMIT:
        raise Refused("文件超过 1 MB", "the file is larger than 1 MB")
    try:
        return {"text": given.read().decode("utf-8-sig"), "name": given.name}
    except UnicodeDecodeError:
        raise Refused(
            f"{given.name} 不是 UTF-8 文本，请另存为 UTF-8", f"{given.name} is no UTF-8: save it so"
        ) from None


def _show(request: HttpRequest, name: str, status: int = 200, **more: Any) -> HttpResponse:
    about: dict[str, Any] = {"name": name, "title": PAGES[name][1], "question": PAGES[name][2], "typed": request.POST}
    answer = render(request, f"office/{name}.html", about | SHOWS[name](request) | more, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _units(request: HttpRequest) -> dict[str, Any]:
    """The units in the order of the tree, each with its depth."""
    under: dict[int | None, list[Unit]] = {}
    for unit in Unit.objects.all():
        under.setdefault(unit.parent_id, []).append(unit)

    def walk(parent: int | None, depth: int) -> Iterable[tuple[Unit, int]]:
        for unit in under.get(parent, ()):
            yield unit, depth
            yield from walk(unit.pk, depth + 1)

    return {"units": list(walk(None, 0))}


def _posts(request: HttpRequest) -> dict[str, Any]:
    held: dict[int, list[Holding]] = {}
    for row in Holding.objects.select_related("user"):
        held.setdefault(row.post_id, []).append(row)
    posts = Post.objects.select_related("unit")
    return {
        "listed": [(post, held.get(post.pk, [])) for post in posts],
        "units": Unit.objects.filter(active=True),
        "people": User.objects.filter(is_active=True).order_by("username"),
        "today": clock.now().date(),
    }


def _log(request: HttpRequest) -> dict[str, Any]:
    act, who = request.GET.get("act", ""), request.GET.get("who", "")
    shown = Paginator(log.rows_of(act, who), log.PER_PAGE).get_page(request.GET.get("page"))
    told = [(row.number, log.ACTS[row.action], row.link().event) for row in shown]
    return {"shown": shown, "told": told, "acts": log.ACTS, "act": act, "who": who}


SHOWS: dict[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "units": _units,
    "posts": _posts,
    "people": lambda request: {"people": User.objects.order_by("username")},
    "calendar": lambda request: working_days.covered(),
    "schemes": lambda request: {"versions": SchemeVersion.objects.order_by("scheme", "-pk")},
    "backup": lambda request: {"backups": safekeeping.kept()},
    "logins": lambda request: {
        "people": User.objects.order_by("username"),
        "locked": security.locked_names(clock.now()),
    },
    "roles": lambda request: {"listed": Post.objects.select_related("unit"), "roles": ROLES},
    "log": _log,
    "verify": lambda request: {"last": OfficeEvent.objects.filter(action="verify").last()},
}
