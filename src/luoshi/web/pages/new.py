"""立什么项？ A commitment that stands in no report, opened by hand: its scheme, words, posts, target and nodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web import clock, forms
from luoshi.web.actions.access import Actor
from luoshi.web.actions.opening import asked_by_hand, open_by_hand, read_by_hand
from luoshi.web.figures import ACCRUALS
from luoshi.web.models import Post, SchemeVersion, Unit
from luoshi.web.obstacles import units_to_ask
from luoshi.web.pages import fields, node_form

POSTS = ("lead", "leader")


def page(request: HttpRequest) -> HttpResponse:
    """First the scheme, then the rest; what is refused comes back with all that was typed."""
    actor: Actor = request.actor
    if actor.role != "supervisor":
        said = Message("立项要由督查员来做", "for supervisors only")
        return render(request, "refused.html", {"said": said}, status=403)
    versions = {v.pk: v for v in SchemeVersion.objects.filter(retired=False).order_by("scheme")}
    chosen = request.POST.get("scheme") or request.GET.get("scheme") or ""
    version = versions.get(int(chosen)) if forms.counts(chosen) else None
    asked = [n for n, f in version.rules.field.items() if f.at_opening] if version else []
    wrong: dict[str, Message] = {}
    refused: Message | None = None
    if request.method == "POST" and version is not None:
        try:
            facts, wrong = read_by_hand(version.rules, request.POST)
            if not wrong:
                return redirect("commitment", _open(actor, version, request.POST, facts))
        except Refused as refusal:
            refused = refusal.said
    typed = request.POST or node_form.of_year(clock.now().year)
    return render(
        request,
        "new.html",
        {
            "versions": versions.values(), "version": version, "wrong": wrong, "refused": refused, "typed": typed,
            "rows": fields.rows(version.rules, asked_by_hand(version.rules), asked, typed, {}, units_to_ask())
            if version else [],
            "accruals": [(name, how) for name, how in ACCRUALS.items() if name not in ("", "节点")],
            "units": Unit.objects.filter(active=True), "leaders": Post.objects.filter(role="leader", active=True),
        },
        status=422 if wrong or refused else 200,
    )  # fmt: skip


def _open(actor: Actor, version: SchemeVersion, posted: Mapping[str, str], facts: Mapping[str, Any]) -> str:
    lead, leader = (int(words) if forms.counts(words) else None for words in (posted.get(n, "") for n in POSTS))
    return open_by_hand(actor, version, posted.get("title", ""), facts, lead, leader).number
