"""堵在哪里？ The open obstacles by unit and kind; what a post has to do about them; and the doing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.ledger import Refused
from luoshi.ledger.obstacles import BY, MAY, WORDS
from luoshi.ledger.values import INSIST, REPLY
from luoshi.lexicon.calendar import CalendarError
from luoshi.values import Message
from luoshi.web import clock, forms
from luoshi.web.actions.access import Actor, find
from luoshi.web.actions.commitments import Changed, act, view_of
from luoshi.web.obstacles import Shown, narrowed, open_to, shown

PER_PAGE = 50
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Group:
    title: Message
    items: tuple[Shown, ...]
    total: int


def groups(actor: Actor, now: dt.datetime) -> list[Group]:
    """What My work shows: what the unit is asked, what was answered it, and to supervisors what is late or theirs."""
    post = actor.post
    if post is None or post.role not in ("handler", "head", "supervisor"):
        return []
    rows = open_to(actor)
    if post.role == "supervisor":
        late = Q(due__lt=now) | Q(unit=None)
        parts = [(Message("堵点：逾期未答复或由督查室协调", "Obstacles late, or for the supervisors"),
                  rows.filter(late, replied_at=None), REPLY)]  # fmt: skip
    else:
        parts = [
            (Message("请您协调的堵点", "You are asked to clear"), rows.filter(unit=post.unit, replied_at=None), REPLY),
            (Message("堵点有答复，请确认", "Obstacles answered: are they gone?"),
             rows.filter(commitment__lead=post.unit).exclude(replied_at=None), "clear:"),
        ]  # fmt: skip
    found = []
    for title, asked, verb in parts:
        items = tuple(shown(row, now, (verb, INSIST) if verb != REPLY else (verb,)) for row in asked[:SHOWN])
        if items:
            found.append(Group(title, items, asked.count()))
    return found


def page(request: HttpRequest) -> HttpResponse:
    """All open obstacles that the actor sees, by unit; narrowed by unit or kind."""
    actor: Actor = request.actor
    rows = open_to(actor)
    kind, unit = request.GET.get("kind", ""), request.GET.get("unit", "")
    counted = rows.order_by()
    kinds = counted.values_list("kind").annotate(n=Count("pk")).order_by("-n", "kind")
    units = counted.values_list("unit", "unit__name").annotate(n=Count("pk")).order_by("-n", "unit__name")
    kinds, units = list(kinds), list(units)
    listed = Paginator(narrowed(rows, kind, unit), PER_PAGE).get_page(request.GET.get("page"))
    now = clock.now()
    kept = request.GET.copy()
    kept.pop("page", None)
    return render(
        request,
        "obstacles.html",
        {
            "shown": listed, "items": [shown(row, now) for row in listed], "kinds": kinds, "units": units,
            "kind": kind, "unit": unit, "query": kept.urlencode(), "total": sum(n for *_, n in kinds),
            "late": counted.filter(replied_at=None, due__lt=now).count(),
        },
    )  # fmt: skip


def do(request: HttpRequest, number: str, obstacle: int, verb: str) -> HttpResponse:
    """Answer, clear or insist: the form, and the act. Refused words come back with all that was typed."""
    actor: Actor = request.actor
    commitment = find(request.actor, number)
    action = f"{verb}:{obstacle}"
    if f"{verb}:" not in MAY:
        raise Http404
    one = next((o for o in view_of(commitment, clock.now()).state.obstacles if o.number == obstacle), None)
    if one is None:
        raise Http404
    refused: Message | None = None
    if request.method == "POST":
        try:
            values, wrong = forms.read(forms.kinds_for(commitment.rules, action) or {}, request.POST)
            for why in wrong.values():
                raise Refused(f"时限{why.zh}", f"{BY}: {why.en}")
            files, why = request.FILES.getlist("evidence"), request.POST.get("why", "").strip()
            act(actor, commitment, action, values, files, why, forms.seen(request.POST))
            words = WORDS[f"{verb}:"]
            messages.success(request, f"{commitment.number}：{words.zh}，已记入台账。{words.en}: recorded.")
            return redirect("/" if request.POST.get("back") == "mine" else f"/c/{commitment.number}/#obstacles")
        except Refused as refusal:
            refused = refusal.said
        except CalendarError as error:
            refused = Message(*str(error).split(" / ", 1))
        except Changed as change:
            who = "、".join(dict.fromkeys(str(row.user) for row in change.rows))
            refused = Message(
                f"{who}刚在这件事上有动作，请看过再提交", f"{who} acted meanwhile: look, and send it again"
            )
            commitment.refresh_from_db()
    return render(
        request,
        "obstacle.html",
        {
            "c": commitment, "one": one, "verb": verb, "words": WORDS[f"{verb}:"], "refused": refused,
            "typed": request.POST, "back": request.POST.get("back") or request.GET.get("back", ""),
        },
        status=422 if refused else 200,
    )  # fmt: skip
