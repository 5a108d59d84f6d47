"""有什么要我知道？ All notices of a post, the unread first, by kind."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.web import clock, forms
from luoshi.web.actions import telling
from luoshi.web.actions.access import Actor
from luoshi.web.models.people import OFFICERS


def page(request: HttpRequest) -> HttpResponse:
    """Unread first, each group with the latest first; `kind` narrows, an unknown one to nothing."""
    actor: Actor = request.actor
    if actor.role in OFFICERS:
        return redirect("office")
    rows = telling.known(actor)
    kind = request.GET.get("kind", "")
    counts = [
        (name, said, rows.filter(key__startswith=f"{name}:", read_at=None).count())
        for name, said in telling.KINDS.items()
    ]
    shown = Paginator(telling.listed(actor, kind), telling.PER_PAGE).get_page(request.GET.get("page"))
    for row in shown:
        row.kind = telling.KINDS.get(telling.kind_of(row))
    return render(request, "notices.html", {"shown": shown, "counts": counts, "kind": kind})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """One notice (`n`) or all of the post are known."""
    one = request.POST.get("n", "")
    telling.read(request.actor, clock.now(), int(one) if forms.counts(one) else None)
    if request.POST.get("back") == "mine":
        return redirect("mine")
    kind = request.POST.get("kind", "")
    return redirect(f"/notices/?kind={kind}" if kind in telling.KINDS else "/notices/")
