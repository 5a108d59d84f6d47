"""哪些程序在替我办？ The tokens of the API: made, shown once, revoked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web.actions import tokens
from luoshi.web.models import Token


def page(request: HttpRequest) -> HttpResponse:
    secret = ""
    refused: Message | None = None
    if request.method == "POST":
        try:
            secret = tokens.make(request.actor, request.POST.get("name", ""), bool(request.POST.get("act")))
        except Refused as refusal:
            refused = refusal.said
    mine = Token.objects.filter(user=request.actor.user).select_related("post__unit")
    return render(
        request, "tokens.html", {"mine": mine, "secret": secret, "refused": refused}, status=422 if refused else 200
    )


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    tokens.revoke(request.actor, pk)
    return redirect("tokens")
