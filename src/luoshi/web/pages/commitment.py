"""这件事到哪一步了，为什么？ One commitment: its words, light, clocks, what can be done now, its whole story."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from luoshi import ledger
from luoshi.exchange.scheme.words import COLOUR
from luoshi.ledger import Refused
from luoshi.ledger.progress import passed
from luoshi.lexicon.calendar import CalendarError
from luoshi.schemes.values import FINAL, UNFINISHED
from luoshi.values import Message
from luoshi.web import clock, downloads, forms
from luoshi.web.actions.access import DESK, Actor, find, role_in, visible
from luoshi.web.actions.commitments import Changed, act, state_of, view_of
from luoshi.web.actions.restricting import may_know
from luoshi.web.models import Commitment, Post, Unit
from luoshi.web.obstacles import of_commitment, units_to_ask
from luoshi.web.pages import fields, slips
from luoshi.web.pages.chart import chart
from luoshi.web.pages.story import story, told
from luoshi.web.parts import shown, summed
from luoshi.web.source import around, pages_of

# A commitment's number, as an address may hold it.
NUMBER = re.compile(r"[\w.〔〕()（）-]{1,40}")


def page(request: HttpRequest, number: str) -> HttpResponse:
    actor: Actor = request.actor
    commitment = find(request.actor, number)
    now = clock.now()
    view = view_of(commitment, now)
    rows = list(commitment.events.all())
    chain, files = str(commitment.uid), list(commitment.evidence.select_related("user"))
    events = [row.link(chain).event for row in rows]
    facts = view.state.fields
    parts = list(commitment.parts.select_related("scheme", "lead"))
    return render(
        request,
        "commitment.html",
        {
            "c": commitment, "scheme": commitment.rules, "state": view.state, "facts": facts,
            "stage": commitment.rules.stage[view.state.stage], "light": ledger.light(view),
            "allowed": ledger.allowed(view, role_in(actor, commitment)),
            "clocks": _clocks(view), "story": story(commitment.rules, rows, chain, view.state, files),
            "context": around(commitment), "where": _where(commitment), "reads": actor.role in DESK,
            "chart": chart(events, facts, now.date(), commitment.kind in ("open", "review")),
            "nodes": passed(events, facts, now.date()), "obstacles": of_commitment(actor, commitment, view),
            "slips": slips.here(actor, commitment, view), "evidence": files,
            "parts": shown(actor, commitment, parts), "sum": summed(view, parts), "colours": COLOUR,
            "parent": visible(actor).filter(pk=commitment.parent_id).first() if commitment.parent_id else None,
            "restricted": commitment.restricted.select_related("unit"),
            "may_know": may_know() if actor.role == "supervisor" else (),
            "supports": list(commitment.supports.all()), **_givers_choice(actor, commitment),
        },
    )  # fmt: skip


def _where(commitment: Commitment) -> str:
    if commitment.report is None or not commitment.spans:
        return ""
    return pages_of(commitment.report.sha256, tuple((start, end) for start, end in commitment.spans))


def _givers_choice(actor: Actor, commitment: Commitment) -> dict[str, Any]:
    """The units and leaders that a supervisor can give it, or a part of it, to; nothing where it is not theirs any more
    to give."""
    if actor.role != "supervisor" or commitment.kind in FINAL:
        return {}
    leaders = Post.objects.filter(role="leader", active=True).select_related("unit")
    divides = commitment.parent_id is None and commitment.kind in UNFINISHED
    return {"units": list(Unit.objects.filter(active=True)), "leaders": leaders, "divides": divides}


def do(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """The form of one action, and the action. A refusal or a change by others comes back with all that was typed."""
    commitment = find(request.actor, number)
    scheme = commitment.rules
    table = scheme.transition.get(action)
    if table is None:
        raise Http404
    names = (*table.needs, *table.may)
    wrong: dict[str, Message] = {}
    refused: Message | None = None
    changed: list[Any] = []
    facts = state_of(commitment).fields
    if request.method == "POST":
        values, wrong = forms.read(forms.kinds_of(scheme, names), request.POST, facts)
        try:
            if not wrong:
                files = request.FILES.getlist("evidence")
                act(
                    request.actor,
                    commitment, action, values, files, request.POST.get("why", "").strip(),
                    forms.seen(request.POST),
                )  # fmt: skip
                messages.success(request, f"{commitment.number}：{table.name}，已记入台账。{table.en}: recorded.")
                return redirect(_back(request.POST) or commitment_url(commitment))
        except Refused as refusal:
            refused = refusal.said
        except CalendarError as error:
            refused = Message(*str(error).split(" / ", 1))
        except Changed as change:
            chain = str(commitment.uid)
            changed = [told(scheme, row.link(chain).event, row.number) for row in change.rows]
            commitment.refresh_from_db()
    return render(
        request,
        "do.html",
        {
            "c": commitment, "scheme": scheme, "action": table, "id": action, "wrong": wrong, "refused": refused,
            "changed": changed,
            "rows": fields.rows(scheme, names, table.needs, request.POST, facts, units_to_ask()),
            "why": request.POST.get("why", ""),
            "back": request.POST.get("back") or request.GET.get("back", ""),
        },
        status=200 if request.method == "GET" else 409 if changed else 422,
    )  # fmt: skip


def _back(posted: QueryDict) -> str:
    """Back to My work, at the item that comes next, its form open."""
    if posted.get("back") != "mine":
        return ""
    at = posted.get("next", "")
    return f"/?open={at}#w-{at}" if NUMBER.fullmatch(at) else "/"


def download(request: HttpRequest, number: str, sha256: str) -> FileResponse:
    return downloads.piece(find(request.actor, number), sha256)


def commitment_url(commitment: Commitment) -> str:
    return f"/c/{commitment.number}/"


def _clocks(view: ledger.View) -> list[dict[str, Any]]:
    scheme = view.scheme
    found = []
    for name, one in view.state.clocks.items():
        lapses = [lapse for lapse in view.state.lapses if lapse.clock == name]
        late = one.overdue(view.now) and not scheme.clock[name].window
        found.append({"table": scheme.clock[name], "one": one, "late": late, "lapses": lapses})
    return found
