"""有什么要我知道？ All notices of a post, the unread first, by kind."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.web import clock
from luoshi.web.actions import telling
from luoshi.web.actions.access import Actor
from luoshi.web.models.people import OFFICERS
from luoshi.web.pages import fields

PER_PAGE = 50


def page(request: HttpRequest) -> HttpResponse:
    """Unread first, each group with the latest first; `kind` narrows, an unknown one to nothing."""
    actor: Actor = request.actor
    if actor.role in OFFICERS:
        return redirect("office")
    rows = telling.known(actor).select_related("commitment", "commitment__lead")
    kind = request.GET.get("kind", "")
    counts = [
        (name, said, rows.filter(key__startswith=f"{name}:", read_at=None).count())
        for name, said in telling.KINDS.items()
    ]
    if kind:
        rows = rows.filter(key__startswith=f"{kind}:") if kind in telling.KINDS else rows.none()
    known = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    shown = Paginator(rows.annotate(known=known).order_by("known", "-at", "-id"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    for row in shown:
        row.kind = telling.KINDS.get(row.key.partition(":")[0])
    return render(request, "notices.html", {"shown": shown, "counts": counts, "kind": kind})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """One notice (`n`) or all of the post are known."""
    one = request.POST.get("n", "")
    telling.read(request.actor, clock.now(), int(one) if fields.counts(one) else None)
    if request.POST.get("back") == "mine":
        return redirect("mine")
    kind = request.POST.get("kind", "")
    return redirect(f"/notices/?kind={kind}" if kind in telling.KINDS else "/notices/")
