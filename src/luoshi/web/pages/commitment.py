"""这件事到哪一步了，为什么？ One commitment: its words, light, clocks, what can be done now, its whole story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi import ledger
from luoshi.exchange.scheme.words import COLOUR, FACTS
from luoshi.ledger import Event, Refused
from luoshi.ledger.progress import done, expected
from luoshi.ledger.values import ANSWER, OPEN, SLIP
from luoshi.lexicon.calendar import CalendarError
from luoshi.schemes import Scheme
from luoshi.values import Message
from luoshi.web import clock, evidence
from luoshi.web.actions.access import Actor, role_in, visible
from luoshi.web.actions.commitments import Changed, act, open_commitment, view_of
from luoshi.web.models import Commitment, Post, SchemeVersion, Unit
from luoshi.web.models.reports import text_of
from luoshi.web.pages import fields, slips
from luoshi.web.pages.parts import summed

AROUND = 120


def page(request: HttpRequest, number: str) -> HttpResponse:
    commitment = _find(request, number)
    now = clock.now()
    view = view_of(commitment, now)
    rows = list(commitment.events.all())
    story = [_told(commitment.rules, row.link(str(commitment.uid)).event, row.number) for row in reversed(rows)]
    facts = view.state.fields
    parts = list(commitment.parts.select_related("scheme", "lead"))
    return render(
        request,
        "commitment.html",
        {
            "c": commitment, "scheme": commitment.rules, "state": view.state,
            "stage": commitment.rules.stage[view.state.stage], "light": ledger.light(view),
            "allowed": ledger.allowed(view, role_in(request.actor, commitment)),
            "clocks": _clocks(view), "story": story, "context": _context(commitment), "facts": facts,
            "done": done(facts), "expected": expected(facts, now.date()), **_bar(facts, now.date()),
            "slips": slips.here(request.actor, commitment, view),
            "evidence": commitment.evidence.all(), "parts": parts, "sum": summed(view, parts), "colours": COLOUR,
            "parent": visible(request.actor).filter(pk=commitment.parent_id).first(),
            "units": Unit.objects.filter(active=True) if _may_divide(request.actor, commitment) else (),
        },
    )  # fmt: skip


def _may_divide(actor: Actor, commitment: Commitment) -> bool:
    return (
        actor.role == "supervisor" and commitment.parent_id is None and commitment.kind in ("before", "open", "review")
    )


def do(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """The form of one action, and the action. A refusal or a change by others comes back with all that was typed."""
    commitment = _find(request, number)
    scheme = commitment.rules
    table = scheme.transition.get(action)
    if table is None:
        raise Http404
    names = (*table.needs, *table.may)
    wrong: dict[str, Message] = {}
    refused: Message | None = None
    changed: list[Any] = []
    if request.method == "POST":
        values, wrong = fields.read(scheme, names, request.POST)
        try:
            if not wrong:
                files = request.FILES.getlist("evidence")
                seen = request.POST.get("seen", "")
                if not fields.counts(seen):
                    raise Refused(
                        "不知道您看到的是第几步，请看过这一页再提交",
                        "what you saw is not said: look, and send it again",
                    )
                act(
                    request.actor,
                    commitment, action, values, files, request.POST.get("why", "").strip(),
                    int(seen),
                )  # fmt: skip
                messages.success(request, f"{commitment.number}：{table.name}，已记入台账。{table.en}: recorded.")
                return redirect((request.POST.get("back") == "mine" and "/") or commitment_url(commitment))
        except Refused as refusal:
            refused = refusal.said
        except CalendarError as error:
            refused = Message(*str(error).split(" / ", 1))
        except Changed as change:
            chain = str(commitment.uid)
            changed = [_told(scheme, row.link(chain).event, row.number) for row in change.rows]
            commitment.refresh_from_db()
    return render(
        request,
        "do.html",
        {
            "c": commitment, "scheme": scheme, "action": table, "id": action, "wrong": wrong, "refused": refused,
            "changed": changed, "rows": fields.rows(scheme, names, table.needs, request.POST),
            "why": request.POST.get("why", ""),
            "back": request.POST.get("back") or request.GET.get("back", ""),
        },
        status=200 if request.method == "GET" else 409 if changed else 422,
    )  # fmt: skip


def new(request: HttpRequest) -> HttpResponse:
    """立项 by hand: a commitment that stands in no report."""
    actor: Actor = request.actor
    if actor.role != "supervisor":
        return render(
            request, "refused.html", {"said": Message("立项要由督查员来做", "for supervisors only")}, status=403
        )
    versions = {v.pk: v for v in SchemeVersion.objects.filter(retired=False).order_by("scheme")}
    chosen = request.POST.get("scheme") or request.GET.get("scheme") or ""
    version = versions.get(int(chosen)) if fields.counts(chosen) else None
    asked = [n for n, f in version.rules.field.items() if f.at_opening] if version else []
    names = [*asked, "start", "due", "target"] if version else []
    wrong: dict[str, Message] = {}
    refused: Message | None = None
    if request.method == "POST" and version is not None:
        values, wrong = fields.read(version.rules, names, request.POST)
        lead, leader = request.POST.get("lead", ""), request.POST.get("leader", "")
        try:
            if not wrong:
                made = open_commitment(
                    actor, version, request.POST.get("title", ""), values,
                    lead=Unit.objects.filter(pk=lead).first() if fields.counts(lead) else None,
                    leader=Post.objects.filter(pk=leader, role="leader").first() if fields.counts(leader) else None,
                )  # fmt: skip
                return redirect(commitment_url(made))
        except Refused as refusal:
            refused = refusal.said
    return render(
        request,
        "new.html",
        {
            "versions": versions.values(), "version": version, "wrong": wrong, "refused": refused,
            "typed": request.POST, "rows": fields.rows(version.rules, names, asked, request.POST) if version else [],
            "units": Unit.objects.filter(active=True), "leaders": Post.objects.filter(role="leader", active=True),
        },
        status=422 if wrong or refused else 200,
    )  # fmt: skip


def download(request: HttpRequest, number: str, sha256: str) -> HttpResponse | FileResponse:
    """A piece of evidence, always as an attachment."""
    commitment = _find(request, number)
    row = commitment.evidence.filter(sha256=sha256).first()
    path = evidence.path_of(sha256) if row else None
    if row is None or path is None or not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=row.name, content_type=row.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def commitment_url(commitment: Commitment) -> str:
    return f"/c/{commitment.number}/"


BAR = 300


def _bar(facts: Mapping[str, Any], today: dt.date) -> dict[str, int]:
    """Where the bar of what is done ends, and the mark of what should be, in the chart's own units."""
    shares = {"bar_done": done(facts), "bar_due": expected(facts, today)}
    return {name: int(min(max(share or 0, 0), 100) * BAR / 100) for name, share in shares.items()}


def _find(request: HttpRequest, number: str) -> Commitment:
    """What the actor may not see does not exist for them."""
    actor: Actor = request.actor
    found = (
        visible(actor)
        .select_related("scheme", "lead", "leader", "leader__unit", "report")
        .defer("report__data")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _context(commitment: Commitment) -> tuple[str, str, str] | None:
    """The quoted words between what stands around them in the report."""
    if commitment.report is None or not commitment.spans:
        return None
    text = text_of(commitment.report.sha256)
    start, end = commitment.spans[0][0], commitment.spans[-1][1]
    return text[max(0, start - AROUND) : start].lstrip(), commitment.quote, text[end : end + AROUND].rstrip()


def _clocks(view: ledger.View) -> list[dict[str, Any]]:
    scheme = view.scheme
    found = []
    for name, one in view.state.clocks.items():
        lapses = [lapse for lapse in view.state.lapses if lapse.clock == name]
        late = one.overdue(view.now) and not scheme.clock[name].window
        found.append({"table": scheme.clock[name], "one": one, "late": late, "lapses": lapses})
    return found


def _told(scheme: Scheme, event: Event, number: int) -> dict[str, Any]:
    """An event as the story tells it."""
    label = {OPEN: Message("立项", "Opened")}.get(event.action)
    if event.action.startswith((SLIP, ANSWER)):
        kind, _, name = event.action.partition(":")
        slip = scheme.slip[name]
        label = Message(("签发" if kind == "slip" else "答复") + f"“{slip.name}”", f"{kind}: {slip.en}")
        return {"event": event, "label": label, "said": slips.in_order(event), "number": number}
    if label is None:
        table = scheme.transition[event.action]
        label = Message(table.name, table.en)
    said = []
    for name, value in event.fields.items():
        field = scheme.field.get(name)
        words = FACTS.get(name) or Message(name, name)
        said.append((Message(field.name, field.en) if field else words, value))
    return {"event": event, "label": label, "said": said, "number": number}
