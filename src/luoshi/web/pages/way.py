"""印发之前走到哪一步了？ From draft to 印发: comments asked and answered side by side, approved, issued, in bulk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi import ledger
from luoshi.ledger import Event
from luoshi.schemes.values import Transition
from luoshi.values import Message
from luoshi.web import clock
from luoshi.web.actions.access import Actor, role_in, visible
from luoshi.web.actions.bulk import act_on_many
from luoshi.web.actions.working_days import days
from luoshi.web.models import Commitment
from luoshi.web.pages import fields
from luoshi.web.pages.again import again
from luoshi.web.pages.reports import find


@dataclass(frozen=True, slots=True)
class Step:
    """A commitment before 印发, with all comments that were given."""

    commitment: Commitment
    comments: tuple[Event, ...]
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """The commitments of one stage of one scheme, and what the actor may do with them together."""

    scheme: Any
    stage: Any
    steps: tuple[Step, ...]
    actions: tuple[tuple[str, Transition, list[dict[str, Any]]], ...]
    total: int


# Facts that each commitment has of its own are not asked for all together.
OWN = ("due",)


def page(request: HttpRequest, pk: int) -> HttpResponse:
    report = find(request, pk)
    rows = visible(request.actor).filter(report=report)
    before = (
        rows.filter(kind="before")
        .select_related("scheme", "lead", "leader__unit")
        .prefetch_related("events", "supports")
    )
    return render(
        request,
        "way.html",
        {"report": report, "groups": groups(request.actor, before), "issued": rows.exclude(kind="before").count()},
    )


def groups(actor: Actor, rows: Iterable[Commitment]) -> list[Group]:
    """By scheme and stage, in the scheme's order."""
    found: dict[tuple[int, str], list[Step]] = {}
    may: dict[tuple[int, str], set[str]] = {}
    now, calendar = clock.now(), days()
    for commitment in rows:
        events = [
            row.link(str(commitment.uid)).event for row in sorted(commitment.events.all(), key=lambda r: r.number)
        ]
        state = ledger.replay(commitment.rules, events, calendar)
        key = commitment.scheme_id, commitment.stage
        found.setdefault(key, []).append(Step(commitment, tuple(_answers(events)), dict(state.fields)))
        view = ledger.View(commitment.rules, state, now, calendar)
        may.setdefault(key, set()).update(ledger.allowed(view, role_in(actor, commitment)))
    groups = []
    for key, steps in found.items():
        rules = steps[0].commitment.rules
        actions = tuple(
            (name, table, fields.rows(rules, [n for n in (*table.needs, *table.may) if n not in OWN], table.needs, {}))
            for name, table in rules.transition.items()
            if name in may[key] and not table.evidence
        )
        groups.append(Group(rules, rules.stage[key[1]], tuple(steps), actions, len(steps)))
    return sorted(groups, key=lambda g: (g.scheme.id, list(g.scheme.stage.values()).index(g.stage)))


def _answers(events: list[Event]) -> list[Event]:
    """The comments, told by their field, whatever the scheme calls the action."""
    return [event for event in events if event.fields.get("comment")]


@require_POST
def act_on(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """The action on all that are chosen; whoever is refused stays as it was and is named."""
    report = find(request, pk)
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
    values, wrong = fields.read(one.rules, [n for n in (*table.needs, *table.may) if n not in own], request.POST)
    done, refused = ([], []) if wrong else act_on_many(request.actor, chosen, action, values)
    if done:
        messages.success(request, f"{table.name} {len(done)} 项，已记入台账。{table.en}: {len(done)}.")
    said = [Message(f"{number} 没有办成：{why.zh}", f"{number}: {why.en}") for number, why in refused]
    if wrong or (refused and values):
        left = [number for number, _ in chosen] if wrong else [number for number, _ in refused]
        counted = dict(visible(request.actor).filter(number__in=left).values_list("number", "events_count"))
        hidden = [pair for n in left if n in counted for pair in (("c", n), (f"seen-{n}", str(counted[n])))]
        names = [n for n in (*table.needs, *table.may) if n not in own]
        rows = fields.rows(one.rules, names, table.needs, request.POST)
        title = Message(f"{table.name}：还有 {len(left)} 项", f"{table.en}: {len(left)} left")
        return again(request, title, f"/reports/{pk}/way", said, rows=rows, hidden=hidden, wrong=wrong)
    for one_said in said:
        messages.error(request, f"{one_said.zh}。{one_said.en}.")
    return redirect("way", pk)


def _seen(request: HttpRequest, number: str) -> int:
    """How many of its events the actor saw; none where the form does not say."""
    seen = request.POST.get(f"seen-{number}", "")
    return int(seen) if fields.counts(seen) else 0
