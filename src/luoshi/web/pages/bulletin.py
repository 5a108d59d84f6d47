"""这个月怎么样？ The bulletins that were issued; for supervisors the months to write about, and the one in hand."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web import bulletin, clock, evidence
from luoshi.web.actions import bulletins, months
from luoshi.web.actions.access import Actor
from luoshi.web.bulletin import MonthFigures
from luoshi.web.bulletin_words import overall, schedule
from luoshi.web.models import Bulletin, BulletinDraft
from luoshi.web.models.people import OFFICERS

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Who reads a draft; what was issued is for all.
DRAFTS = ("supervisor", "leader")


def page(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor
    if actor.role in OFFICERS:
        return redirect("office")
    issued = Bulletin.objects.select_related("user", "post", "post__unit") if actor.role else Bulletin.objects.none()
    shown = {"issued": issued, "periods": []}
    if actor.role in DRAFTS:
        begun = set(BulletinDraft.objects.values_list("year", "month"))
        done = set(issued.values_list("year", "month"))
        shown["periods"] = [(y, m, (y, m) in begun, (y, m) in done) for y, m in bulletin.periods(clock.now())]
    return render(request, "bulletins.html", shown)


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month: its figures, what is written to them, and its issue. A refusal comes back with all that was typed."""
    actor: Actor = request.actor
    if actor.role not in DRAFTS:
        closed = Message("通报草稿只给督查员和领导看，印发后都能看", "drafts are for supervisors and leaders")
        return render(request, "refused.html", {"said": closed}, status=403)
    now = clock.now()
    if not 1 <= month <= 12 or not 2000 <= year <= now.year or (year, month) > _last(now):
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
            "overall": overall(figures), "schedule": schedule(figures), "complete": months.complete(now),
            "lit": [(one, said["notes"].get(one.number, "")) for one in figures.lit],
            "document": request.POST.get("document", ""),
            "issued": Bulletin.objects.filter(year=year, month=month),
        },
        status=422 if refused else 200,
    )  # fmt: skip


def _last(now: dt.datetime) -> tuple[int, int]:
    last = months.last_closed(now)
    return last.year, last.month


def _done(request: HttpRequest, year: int, month: int) -> HttpResponse:
    actor: Actor = request.actor
    deed = request.POST.get("deed", "")
    if deed == "fill":
        made = bulletins.fill(actor, clock.now())
        messages.success(request, f"已补算 {made} 条月末数据。{made} row(s) were kept.")
        return redirect("bulletin", year, month)
    bulletins.save(actor, year, month, {k: v for k, v in request.POST.items() if k not in ("deed", "document")})
    if deed == "issue":
        row = bulletins.issue(actor, year, month, request.POST.get("document", ""))
        messages.success(request, f"已印发〔{row.year}〕第 {row.number} 期。Issued: {row.year}, no. {row.number}.")
        return redirect("bulletins")
    messages.success(request, "草稿已保存。The draft is kept.")
    return redirect("bulletin", year, month)


def draft(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The draft as a file, for who may read it."""
    actor: Actor = request.actor
    if actor.role not in DRAFTS or not 1 <= month <= 12 or year < 2000 or (year, month) > _last(clock.now()):
        raise Http404
    figures: MonthFigures = bulletin.of_month(year, month)
    title = bulletins.said_of(figures)["title"]
    content = bulletins.file_of(bulletins.document(actor, figures), title)
    answer = HttpResponse(content, content_type=DOCX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{title}（草稿）.docx', safe='')}"
    return answer


def download(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """A bulletin as it was issued, for everybody with a post in the ledger."""
    actor: Actor = request.actor
    row = Bulletin.objects.filter(pk=pk).first()
    path = evidence.path_of(row.sha256) if row else None
    if row is None or path is None or not actor.role or actor.role in OFFICERS or not path.is_file():
        raise Http404
    name = f"督查通报〔{row.year}〕第{row.number}期.docx"
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=DOCX)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
