"""该不该督办？ Slips that the rules propose, those that wait for an answer, those that were answered; their forms."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi import ledger
from luoshi.ledger import Refused, View, clocks
from luoshi.ledger.history import look
from luoshi.ledger.slips import against, slip_of, written
from luoshi.ledger.standing import Lit, Proposal
from luoshi.ledger.values import ANSWER, SLIP, Event
from luoshi.lexicon.calendar import CalendarError
from luoshi.schemes.limits import limit
from luoshi.schemes.values import WHO, Slip
from luoshi.values import Message
from luoshi.web import clock, forms
from luoshi.web.actions.access import OVERSEE, Actor, find, role_in, visible
from luoshi.web.actions.commitments import Changed, act, view_of, views_of
from luoshi.web.actions.slips import may
from luoshi.web.actions.working_days import days
from luoshi.web.models import Commitment, SlipRow
from luoshi.web.models.people import OFFICERS

SHOWN, AT_WORK = 60, 12


@dataclass(frozen=True, slots=True)
class Line:
    """A slip in a list: why it is proposed, whether it is overdue, and whether the actor may issue or answer it."""

    row: SlipRow
    reasons: tuple[Message, ...]
    lit: Lit | None
    overdue: bool
    may: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """Proposed slips of one kind."""

    slip: Slip
    signs: Message
    lines: tuple[Line, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Work:
    """Slips that wait for a post, on its page of work."""

    title: Message
    urgent: bool
    lines: tuple[Line, ...]
    total: int


def page(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor
    if actor.role in OFFICERS:
        return redirect("office")
    now = clock.now()
    issued = _rows(actor).exclude(issued_at=None)
    waiting = issued.filter(answered_at=None)
    answered = issued.exclude(answered_at=None).order_by("-answered_at", "-id")
    oversees = actor.role in OVERSEE
    return render(
        request,
        "slips.html",
        {
            "oversees": oversees, "kinds": _kinds(actor, now) if oversees else [],
            "waiting": [_line(actor, row, now) for row in waiting.order_by("due", "-rank")[:SHOWN]],
            "waiting_total": waiting.count(), "answered": [_line(actor, row, now) for row in answered[:SHOWN]],
            "answered_total": answered.count(), "now": now,
        },
    )  # fmt: skip


def _rows(actor: Actor) -> Any:
    return SlipRow.objects.filter(commitment__in=visible(actor)).select_related(
        "commitment", "commitment__scheme", "commitment__lead", "commitment__leader", "commitment__leader__unit"
    )


def _line(actor: Actor, row: SlipRow, now: dt.datetime, view: View | None = None) -> Line:
    found = next((one for one in ledger.proposals(view) if one.id == row.slip), None) if view else None
    right = row.signs if row.issued_at is None else row.to
    can = row.answered_at is None and role_in(actor, row.commitment) == right
    overdue = row.due is not None and row.answered_at is None and row.due < now
    return Line(row, found.reasons if found else (), ledger.light(view) if view else None, overdue, can)


def _kinds(actor: Actor, now: dt.datetime) -> list[Kind]:
    """What is proposed, the gravest kind first; of each the one that burns longest first."""
    proposed = _rows(actor).filter(issued_at=None)
    groups: dict[tuple[int, str], list[SlipRow]] = defaultdict(list)
    totals: dict[tuple[int, str], int] = defaultdict(int)
    for row in proposed.order_by("-rank", "commitment__due", "id"):
        key = row.commitment.scheme_id, row.slip
        totals[key] += 1
        if len(groups[key]) < SHOWN:
            groups[key].append(row)
    views = views_of(Commitment.objects.filter(pk__in={r.commitment_id for g in groups.values() for r in g}), now)
    found = []
    for key, rows in groups.items():
        table = rows[0].table
        lines = tuple(_line(actor, row, now, views[row.commitment_id][1]) for row in rows)
        found.append(Kind(table, WHO[table.signs], lines, totals[key]))
    return sorted(found, key=lambda kind: -max(line.row.rank for line in kind.lines))


def of_post(actor: Actor, now: dt.datetime) -> list[Work]:
    """What waits for this post: slips to answer, slips to sign."""
    if actor.role not in ("supervisor", "leader", "head", "handler"):
        return []
    rows = _rows(actor).filter(answered_at=None)
    if actor.role == "leader":
        rows = rows.filter(Q(commitment__leader=actor.post) | Q(commitment__leader=None))
    elif actor.role != "supervisor":
        rows = rows.filter(commitment__lead=actor.post.unit if actor.post else None)
    asked = (
        (Message("待答复的督办单", "Slips to answer"), True, rows.filter(to=actor.role).exclude(issued_at=None)),
        (Message("待签发的督办单", "Slips to sign"), False, rows.filter(signs=actor.role, issued_at=None)),
    )
    found = []
    for title, urgent, some in asked:
        lines = tuple(_line(actor, row, now) for row in some.order_by("-rank", "due", "id")[:AT_WORK])
        if lines:
            found.append(Work(title, urgent, lines, max(len(lines), some.count() if len(lines) == AT_WORK else 0)))
    return found


def here(actor: Actor, commitment: Commitment, view: View) -> dict[str, Any]:
    """The slips of one commitment for its page: proposed, issued, and what the actor may issue beyond that."""
    role = role_in(actor, commitment)
    able = may(view, role)
    proposed = ledger.proposals(view) if actor.role in OVERSEE else ()
    asked = {one.id for one in proposed}
    issued = [
        {
            "id": one.slip, "one": one, "slip": view.scheme.slip[one.slip],
            "overdue": one.answered is None and one.due < view.now,
            "may": one.answered is None and f"{ANSWER}{one.slip}" in able,
        }
        for one in reversed(view.state.slips)
    ]  # fmt: skip
    more = {name.removeprefix(SLIP): slip for name, slip in able.items() if name.startswith(SLIP)}
    return {
        "proposed": [(one, WHO[one.slip.signs], one.id in more) for one in reversed(proposed)],
        "issued": issued,
        "more": {name: slip for name, slip in more.items() if name not in asked},
    }


def issue(request: HttpRequest, number: str, name: str) -> HttpResponse:
    return _form(request, number, f"{SLIP}{name}")


def answer(request: HttpRequest, number: str, name: str) -> HttpResponse:
    return _form(request, number, f"{ANSWER}{name}")


def _form(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """The form of a slip or its answer. A refusal or a change by others comes back with all that was typed."""
    commitment = find(request.actor, number)
    actor: Actor = request.actor
    view = view_of(commitment, clock.now())
    kinds = forms.kinds_for(view.scheme, action)
    if kinds is None:
        raise Http404
    slip = slip_of(view.scheme, action)
    refused: Message | None = None
    wrong: dict[str, Message] = {}
    changed: list[Any] = []
    if request.method == "POST":
        values, wrong = forms.read(kinds, request.POST)
        try:
            if not wrong:
                act(
                    actor, commitment, action, values, request.FILES.getlist("evidence"),
                    request.POST.get("why", "").strip(), forms.seen(request.POST),
                )  # fmt: skip
                done = "已答复" if action.startswith(ANSWER) else "已签发"
                messages.success(request, f"“{slip.name}”{done}，已记入台账。{slip.en}: recorded.")
                return redirect("commitment", number)
        except Refused as refusal:
            refused = refusal.said
        except CalendarError as error:
            refused = Message(*str(error).split(" / ", 1))
        except Changed as change:
            changed = [(row, row.link(str(commitment.uid)).event) for row in change.rows]
            commitment.refresh_from_db()
            view = view_of(commitment, clock.now())
    elif (stands := against(view.scheme, view.state, action, role_in(actor, commitment))) is not None:
        return render(request, "refused.html", {"said": stands.said}, status=403)
    asked = next((one for one in ledger.proposals(view) if f"{SLIP}{one.id}" == action), None)
    typed = request.POST if request.method == "POST" else _drafted(commitment, view, action, asked)
    out = next((one for one in reversed(view.state.slips) if one.slip == action.partition(":")[2]), None)
    return render(
        request,
        "slip.html",
        {
            "c": commitment, "slip": slip, "answers": action.startswith(ANSWER), "asked": asked, "refused": refused,
            "wrong": wrong, "changed": changed, "light": ledger.light(view), "why": request.POST.get("why", ""),
            "rows": _fields(action, typed), "said": _said_in(commitment, out.event) if out else None, "out": out,
            "to": WHO[slip.to], "name": action.partition(":")[2],
        },
        status=200 if request.method == "GET" else 409 if changed else 422,
    )  # fmt: skip


def _fields(action: str, typed: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"name": name, "label": one.name, "kind": one.kind, "choices": (), "needed": one.needed,
         "value": typed.get(name, "")}
        for name, one in written(action).items()
    ]  # fmt: skip


def _drafted(commitment: Commitment, view: View, action: str, asked: Proposal | None) -> dict[str, str]:
    """Words to begin with; the person who signs changes them."""
    if action.startswith(ANSWER):
        return {}
    slip = slip_of(view.scheme, action)
    try:
        due = f"{clocks.due(view.now, limit(slip.answer), {}, view.calendar, 'next', view.scheme.hours):%Y-%m-%d}"
    except CalendarError:
        due = "　　月　　日"
    lit = ledger.light(view)
    reasons = asked.reasons if asked else lit.reasons if lit else ()
    why = "，".join(reason.zh for reason in reasons)
    whose = "您负责的" if slip.to == "leader" else "你单位牵头的"
    return {
        "words": f"{whose}“{commitment.title}”{'：' if why else ''}{why}。请查明原因，采取整改措施，"
        f"明确整改完成日期，于 {due} 前书面答复。"
    }


def _said_in(commitment: Commitment, number: int) -> Event | None:
    row = commitment.events.filter(number=number).first()
    return row.link(str(commitment.uid)).event if row else None


def in_order(event: Event) -> list[tuple[Message, Any]]:
    """What is written in a slip or an answer, in the order of its form."""
    return [(one.name, event.fields[n]) for n, one in written(event.action).items() if event.fields.get(n)]


def sheet(request: HttpRequest, number: str, name: str, event: int) -> HttpResponse:
    """A slip as it was issued, as a page to print: facts of that moment, what is asked, who signed, the answer."""
    commitment = find(request.actor, number)
    chain = str(commitment.uid)
    events = [row.link(chain).event for row in commitment.events.order_by("number")]
    if not 0 < event <= len(events) or events[event - 1].action != f"{SLIP}{name}":
        raise Http404
    signed = events[event - 1]
    then, _ = look(commitment.rules, events[:event], days(), signed.at)
    lit = ledger.light(replace(then, today=None))
    now, _ = look(commitment.rules, events, days(), clock.now())
    out = next(one for one in now.state.slips if one.event == event)
    answered = next((e for e in events[event:] if e.action == f"{ANSWER}{name}" and e.at == out.answered), None)
    sent = then.scheme.slip[name]
    return render(
        request,
        "slip_sheet.html",
        {
            "c": commitment, "slip": sent, "signed": signed, "light": lit, "out": out,
            "answer": answered, "event": event, "facts": then.state.fields,
            "told": in_order(answered) if answered else (),
            "to": commitment.leader if sent.to == "leader" else commitment.lead,
        },
    )  # fmt: skip
