"""这件事归谁、为什么这样定？ One task of the desk: its words in place, who answers for it, every decision about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.exchange import wording
from luoshi.ledger import Refused
from luoshi.names import MISSING
from luoshi.values import Message
from luoshi.web.actions import desk as act
from luoshi.web.actions.access import Actor
from luoshi.web.actions.opening import open_task, open_tasks
from luoshi.web.actions.reports import find
from luoshi.web.actions.rows import rows_of
from luoshi.web.desk.facts import facts
from luoshi.web.desk.fold import tasks_of
from luoshi.web.models import Post, SchemeVersion, Unit
from luoshi.web.pages import node_form
from luoshi.web.pages.again import again
from luoshi.web.pages.desk import WORDS, back

AROUND = 160


def page(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    report = find(request.actor, pk)
    desk = act.desk_of(report)
    row = rows_of(report, desk, request.actor).get(name)
    decisions = [d for d in report.decisions.select_related("user", "post__unit") if name in tasks_of(act.made_of(d))]
    if row is None and not decisions:
        raise Http404
    quote, text = (row.item.task.quote if row else None), desk.report.text
    return render(
        request,
        "task.html",
        {
            "report": report, "row": row, "name": name, "may": request.actor.role == "supervisor",
            "before": text[max(0, quote.start - AROUND) : quote.start].lstrip() if quote else "",
            "after": text[quote.end : quote.end + AROUND].rstrip() if quote else "",
            "missing": [MISSING[one] for one in row.item.task.missing] if row else (),
            "nodes": node_form.rows({}, facts(row.item, report.year)) if row else (),
            "targets": [(m.id, m.indicator, wording.target(m)) for m in row.item.figures] if row else [],
            "decisions": [(d, WORDS[d.deed], d.number in desk.undone) for d in reversed(decisions)],
            "versions": SchemeVersion.objects.filter(retired=False).order_by("scheme"),
            "units": Unit.objects.filter(active=True),
            "leaders": Post.objects.filter(role="leader", active=True).select_related("unit"),
        },
        status=200 if row else 410,
    )  # fmt: skip


@require_POST
def open_many(request: HttpRequest, pk: int) -> HttpResponse:
    """立项 of the chosen tasks; each that could not be opened is named with what is missing."""
    report = find(request.actor, pk)
    actor: Actor = request.actor
    try:
        opened, left = open_tasks(actor, report, request.POST.getlist("task"))
        if not opened and not left:
            raise Refused("请先选任务", "choose tasks first")
        if opened:
            messages.success(request, f"立项 {len(opened)} 项。{len(opened)} opened.")
        for title, why in left:
            messages.error(request, f"没有立项“{title[:30]}”：{why.zh}。Not opened: {why.en}.")
    except Refused as refusal:
        messages.error(request, f"{refusal.said.zh}。{refusal.said.en}.")
    return back(report, request.POST)


@require_POST
def open_one(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """立项 of this task, or of one more item of the same promise."""
    report = find(request.actor, pk)
    posted = request.POST
    lead = posted.get("lead", "")
    try:
        made = open_task(
            request.actor, report, name, posted.get("title", "").strip(), int(lead) if lead.isdecimal() else None,
            posted.get("figure", ""),
        )  # fmt: skip
        messages.success(request, f"已立项 {made.number}。Opened.")
    except Refused as refusal:
        if posted.get("title"):
            return again(request, Message("再立一项", "One more item"), f"/reports/{pk}/t/{name}", [refusal.said])
        messages.error(request, f"{refusal.said.zh}。{refusal.said.en}.")
    return redirect("task", pk, name)
