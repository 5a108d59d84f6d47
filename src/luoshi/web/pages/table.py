"""单位自己的分解表对得上吗？ A table sent in: what would be taken, what not and why; then all or none."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.ledger import Refused
from luoshi.web.actions import desk as act
from luoshi.web.actions.reports import find
from luoshi.web.actions.table import Bad, Good, look_at, put_by, take
from luoshi.web.models import SchemeVersion


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A table is looked at first; the file is kept by its hash, and taken from there when a person says so."""
    report = find(request.actor, pk)
    good: list[Good] = []
    bad: list[Bad] = []
    kept, wrong = "", None
    if request.method == "POST":
        try:
            kept = request.POST.get("kept") or put_by(request.actor, report, request.FILES.get("file"))
            good, bad = look_at(request.actor, report, kept)
            if "take" in request.POST:
                scheme = request.POST.get("scheme", "")
                count = take(request.actor, report, good, int(scheme) if scheme.isdecimal() else None)
                messages.success(
                    request, f"收下 {count} 行：已接受并写入责任，另有 {len(bad)} 处没有收。{count} rows taken."
                )
                return redirect("desk", pk)
        except Refused as refusal:
            wrong = refusal.said
    titles = {n: i.title for n, i in act.desk_of(report).items.items()} if good else {}
    return render(
        request,
        "table.html",
        {
            "report": report, "good": [(row, titles.get(row.task, "")) for row in good], "bad": bad, "kept": kept,
            "wrong": wrong, "may": request.actor.role == "supervisor",
            "versions": SchemeVersion.objects.filter(retired=False).order_by("scheme"),
        },
        status=422 if wrong else 200,
    )  # fmt: skip
