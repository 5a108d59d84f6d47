"""有没有漏的、对不上的？ Sentences with no task, tasks with no commitment, commitments whose words are not found."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.exchange.cells import flat
from luoshi.values import Message
from luoshi.web.actions import desk as act
from luoshi.web.actions.access import visible
from luoshi.web.desk.pairs import pairs
from luoshi.web.models import Commitment
from luoshi.web.pages.desk import rows_of
from luoshi.web.pages.reports import find


def page(request: HttpRequest, pk: int) -> HttpResponse:
    report = find(request, pk)
    desk = act.desk_of(report)
    rows = rows_of(report, desk, request.actor)
    text = desk.report.text
    plain = flat(text)
    lost = [span for pair in pairs(desk.report, desk.items) for span in pair.lost]
    seen = visible(request.actor).select_related("lead")
    strays: list[tuple[Commitment, Message]] = []
    for one in seen.filter(report=report):
        if "".join(text[start:end] for start, end in one.spans) != one.quote or not one.quote:
            strays.append((one, Message("原文的位置上不是这些字", "the text there is not these words")))
        elif one.task not in desk.items:
            strays.append((one, Message("它的任务在校对页已没有了", "its task is no longer on the desk")))
    if report.year:
        # What is opened by hand under another kind of scheme (整改, 批示) never stood in the report.
        kinds = set(report.commitments.values_list("scheme__scheme", flat=True))
        for one in seen.filter(report=None, year=report.year, parent=None, scheme__scheme__in=kinds):
            if flat(one.title) not in plain:
                strays.append((one, Message("手工立项，报告里没有这些字", "opened by hand: not in the report's words")))
    return render(
        request,
        "reconcile.html",
        {
            "report": report, "may": request.actor.role == "supervisor", "strays": strays,
            "lost": [(f"{s.start}-{s.end}", text[s.start : s.end]) for s in lost],
            "waiting": [row for row in rows.values() if row.state == "accepted"],
            "open": sum(row.state == "open" for row in rows.values()),
            "rejected": sum(row.state == "rejected" for row in rows.values()),
            "opened": sum(row.state == "opened" for row in rows.values()), "total": len(rows),
        },
    )  # fmt: skip
