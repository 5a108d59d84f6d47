"""哪些程序在替我办？ The tokens of the API: made, shown once, revoked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web.actions import tokens
from luoshi.web.actions.access import Actor
from luoshi.web.models import Token


def page(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor
    secret = ""
    refused: Message | None = None
    chosen = request.POST.getlist("scope")
    if request.method == "POST":
        try:
            secret = tokens.make(actor, request.POST.get("name", ""), chosen)
        except Refused as refusal:
            refused = refusal.said
    mine = Token.objects.filter(user=actor.user).select_related("post__unit")
    return render(
        request,
        "tokens.html",
        {
            "mine": [(one, [tokens.SCOPES[key].name for key in one.scopes.split()]) for one in mine],
            "scopes": tokens.offered(actor.role), "chosen": chosen, "secret": secret, "refused": refused,
            "typed": request.POST.get("name", "") if refused else "",
        },
        status=422 if refused else 200,
    )  # fmt: skip


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    tokens.revoke(request.actor, pk)
    return redirect("tokens")
