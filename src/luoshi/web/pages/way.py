"""印发之前走到哪一步了？ From draft to 印发: comments asked and answered side by side, approved, issued, in bulk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.values import Message
from luoshi.web import forms
from luoshi.web.actions.access import visible
from luoshi.web.actions.bulk import act_on_many
from luoshi.web.actions.reports import find
from luoshi.web.actions.way import OWN, Group, way
from luoshi.web.pages import fields
from luoshi.web.pages.again import again


def page(request: HttpRequest, pk: int) -> HttpResponse:
    report = find(request.actor, pk)
    groups, issued = way(request.actor, report)
    shown = [(group, _forms(group)) for group in groups]
    return render(request, "way.html", {"report": report, "groups": shown, "issued": issued})


def _forms(group: Group) -> list[tuple[str, Any, list[dict[str, Any]]]]:
    """Each action that can be taken on all together, with the fields that it asks for."""
    return [
        (name, table, fields.rows(
            group.scheme, [n for n in (*table.needs, *table.may) if n not in OWN], table.needs, {}
        ))
        for name, table in group.actions.items()
    ]  # fmt: skip


@require_POST
def act_on(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """The action on all that are chosen; whoever is refused stays as it was and is named."""
    report = find(request.actor, pk)
    chosen = [(number, _seen(request, number)) for number in request.POST.getlist("c")]
    one = (
        visible(request.actor).filter(report=report, number__in=[n for n, _ in chosen]).select_related("scheme").first()
    )
    table = one.rules.transition.get(action) if one else None
    if not chosen:
        messages.error(request, "请先选事项。Choose some first.")
        return redirect("way", pk)
    if one is None or table is None:
        raise Http404
    own = [name for name in OWN if name in table.needs]
    names = [n for n in (*table.needs, *table.may) if n not in own]
    values, wrong = forms.read(forms.kinds_of(one.rules, names), request.POST)
    done, refused = ([], []) if wrong else act_on_many(request.actor, chosen, action, values)
    if done:
        messages.success(request, f"{table.name} {len(done)} 项，已记入台账。{table.en}: {len(done)}.")
    said = [Message(f"{number} 没有办成：{why.zh}", f"{number}: {why.en}") for number, why in refused]
    if wrong or (refused and values):
        left = [number for number, _ in chosen] if wrong else [number for number, _ in refused]
        counted = dict(visible(request.actor).filter(number__in=left).values_list("number", "events_count"))
        hidden = [pair for n in left if n in counted for pair in (("c", n), (f"seen-{n}", str(counted[n])))]
        rows = fields.rows(one.rules, names, table.needs, request.POST)
        title = Message(f"{table.name}：还有 {len(left)} 项", f"{table.en}: {len(left)} left")
        return again(request, title, f"/reports/{pk}/way", said, rows=rows, hidden=hidden, wrong=wrong)
    for one_said in said:
        messages.error(request, f"{one_said.zh}。{one_said.en}.")
    return redirect("way", pk)


def _seen(request: HttpRequest, number: str) -> int:
    """How many of its events the actor saw; none where the form does not say."""
    seen = request.POST.get(f"seen-{number}", "")
    return int(seen) if forms.counts(seen) else 0
