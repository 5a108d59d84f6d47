"""台账上有什么？ The ledger: filters, search, pages."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.exchange.scheme.words import COLOUR, STAGE
from luoshi.web.actions.access import Actor, visible
from luoshi.web.models import Commitment, SchemeVersion, Unit
from luoshi.web.pages import fields, paging

PER_PAGE = 50
ASKED = ("q", "colour", "kind", "lead", "scheme", "year", "late")


def page(request: HttpRequest) -> HttpResponse:
    """Everything that the actor sees, narrowed by what the address asks for; an unknown value narrows to nothing."""
    asked = {key: request.GET.get(key, "").strip() for key in ASKED}
    rows = narrowed(request.actor, asked)
    rows = paging.after(rows, request.GET.get("after", "").replace("\0", ""))
    shown = paging.Pages(rows, PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    onward = kept.copy()
    if len(shown):
        onward["after"] = shown[-1].number
    return render(
        request,
        "ledger.html",
        {
            "shown": shown, "asked": asked, "query": kept.urlencode(), "onward": onward.urlencode(),
            "units": Unit.objects.filter(Exists(Commitment.objects.filter(lead=OuterRef("pk")))),
            "schemes": SchemeVersion.objects.values_list("scheme", flat=True).distinct().order_by("scheme"),
            "kinds": STAGE, "colours": COLOUR,
        },
    )  # fmt: skip


def narrowed(actor: Actor, asked: Mapping[str, str]) -> QuerySet[Commitment]:
    """What the actor sees of the ledger under these filters (keys of ASKED, "" for any)."""
    rows = visible(actor).select_related("lead", "leader", "leader__unit", "scheme")
    if any("\0" in words for words in asked.values()):
        return rows.none()  # PostgreSQL takes no NUL, and no commitment holds one.
    for key, field in (("colour", "colour"), ("kind", "kind"), ("scheme", "scheme__scheme")):
        if asked[key]:
            rows = rows.filter(**{field: asked[key]})
    for key, field in (("lead", "lead"), ("year", "year")):
        if asked[key]:
            rows = rows.filter(**{field: int(asked[key])}) if fields.counts(asked[key]) else rows.none()
    if asked["late"]:
        rows = rows.filter(late=True)
    for word in asked["q"].split():
        rows = rows.filter(Q(title__contains=word) | Q(quote__contains=word) | Q(number=word) | Q(path__contains=word))
    return rows
