"""有哪些报告？ The reports that were taken in, and the door for a new one."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web import downloads
from luoshi.web.actions.access import DESK, Actor
from luoshi.web.actions.reports import find, take
from luoshi.web.models import StoredReport


def page(request: HttpRequest) -> HttpResponse:
    """The list; a file that is sent in is read at once."""
    actor: Actor = request.actor
    if actor.role not in DESK:
        return refused(
            request, Message("报告台由督查员和领导使用", "the report desk: for supervisors and leaders only")
        )
    wrong: Message | None = None
    if request.method == "POST":
        file, year = request.FILES.get("file"), request.POST.get("year", "").strip()
        try:
            if file is None:
                raise Refused("请先选文件", "choose a file first")
            if year and not year.isdecimal():
                raise Refused(f"计划年份应是四位年份，不是“{year}”", f"the plan's year: not {year!r}")
            row, new = take(actor, file, request.POST.get("place", "").strip(), int(year) if year else None)
            if not new:
                messages.info(
                    request, f"这份文件已在 {row.at:%Y-%m-%d} 收过，没有重复收。The same file was taken before."
                )
            return redirect("desk", row.pk)
        except Refused as refusal:
            wrong = refusal.said
    rows = StoredReport.objects.select_related("user").annotate(opened=Count("commitments")).defer("data")
    return render(
        request,
        "reports.html",
        {"rows": rows, "wrong": wrong, "typed": request.POST},
        status=422 if wrong else 200,
    )


def original(request: HttpRequest, pk: int) -> FileResponse:
    return downloads.original(find(request.actor, pk))


def refused(request: HttpRequest, said: Message) -> HttpResponse:
    return render(request, "refused.html", {"said": said}, status=403)
