"""这个月怎么样？ The bulletins that were issued; for supervisors the months to write about, and the one in hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web import bulletin, clock, downloads
from luoshi.web.actions import bulletins, months
from luoshi.web.actions.access import DESK, Actor
from luoshi.web.bulletin_words import overall, schedule
from luoshi.web.models import Bulletin, BulletinDraft
from luoshi.web.models.people import OFFICERS


def page(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor
    if actor.role in OFFICERS:
        return redirect("office")
    issued = Bulletin.objects.select_related("user", "post", "post__unit") if actor.role else Bulletin.objects.none()
    shown = {"issued": issued, "periods": []}
    if actor.role in DESK:
        begun = set(BulletinDraft.objects.values_list("year", "month"))
        done = set(issued.values_list("year", "month"))
        shown["periods"] = [(y, m, (y, m) in begun, (y, m) in done) for y, m in bulletin.periods(clock.now())]
    return render(request, "bulletins.html", shown)


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month: its figures, what is written to them, and its issue. A refusal comes back with all that was typed."""
    actor: Actor = request.actor
    if actor.role not in DESK:
        closed = Message("通报草稿只给督查员和领导看，印发后都能看", "drafts are for supervisors and leaders")
        return render(request, "refused.html", {"said": closed}, status=403)
    if not bulletins.is_over(year, month):
        raise Http404
    refused: Message | None = None
    if request.method == "POST":
        try:
            return _done(request, year, month)
        except Refused as refusal:
            refused = refusal.said
    figures = bulletin.of_month(year, month)
    said = bulletins.said_of(figures)
    if refused is not None:
        said |= {name: request.POST[name] for name in said if name in request.POST}
        said["notes"] = {k.removeprefix("note-"): v for k, v in request.POST.items() if k.startswith("note-")}
    return render(
        request,
        "bulletin.html",
        {
            "f": figures, "said": said, "refused": refused, "writes": actor.role == "supervisor",
            "overall": overall(figures), "schedule": schedule(figures), "complete": months.complete(clock.now()),
            "lit": [(one, said["notes"].get(one.number, "")) for one in figures.lit],
            "document": request.POST.get("document", ""), "seen": bulletins.seen_of(year, month),
            "issued": Bulletin.objects.filter(year=year, month=month),
        },
        status=422 if refused else 200,
    )  # fmt: skip


def _done(request: HttpRequest, year: int, month: int) -> HttpResponse:
    actor: Actor = request.actor
    deed = request.POST.get("deed", "")
    if deed == "fill":
        made = bulletins.fill(actor, clock.now())
        messages.success(request, f"已补算 {made} 条月末数据。{made} row(s) were kept.")
        return redirect("bulletin", year, month)
    written = {k: v for k, v in request.POST.items() if k not in ("deed", "document", "seen")}
    bulletins.save(actor, year, month, written, request.POST.get("seen"))
    if deed == "issue":
        row = bulletins.issue(actor, year, month, request.POST.get("document", ""))
        messages.success(request, f"已印发〔{row.year}〕第 {row.number} 期。Issued: {row.year}, no. {row.number}.")
        return redirect("bulletins")
    messages.success(request, "草稿已保存。The draft is kept.")
    return redirect("bulletin", year, month)


def draft(request: HttpRequest, year: int, month: int) -> HttpResponse:
    return downloads.draft(request.actor, year, month)


def download(request: HttpRequest, pk: int) -> FileResponse:
    return downloads.issued(request.actor, pk)
