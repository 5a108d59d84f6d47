"""有没有漏的、对不上的？ Sentences with no task, tasks with no commitment, commitments whose words are not found."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.web.actions.reconcile import reconciled
from luoshi.web.actions.reports import find


def page(request: HttpRequest, pk: int) -> HttpResponse:
    report = find(request.actor, pk)
    found = reconciled(request.actor, report)
    return render(
        request,
        "reconcile.html",
        {
            "report": report, "may": request.actor.role == "supervisor", "strays": found.strays,
            "lost": [(f"{span.start}-{span.end}", words) for span, words in found.lost], "waiting": found.waiting,
            "open": found.count("open"), "rejected": found.count("rejected"), "opened": found.count("opened"),
            "total": len(found.rows),
        },
    )  # fmt: skip
