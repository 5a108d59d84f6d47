"""堵在哪里？ The open obstacles by unit and kind; what a post has to do about them; and the doing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.ledger import Refused, View
from luoshi.ledger.obstacles import BY, MAY, NAMES, WORDS, allowed, light
from luoshi.ledger.values import INSIST, REPLY, Obstacle
from luoshi.lexicon.calendar import CalendarError
from luoshi.schemes.values import Colour
from luoshi.values import Message
from luoshi.web import clock
from luoshi.web.actions.access import Actor, role_in, visible
from luoshi.web.actions.commitments import Changed, act, view_of
from luoshi.web.actions.working_days import days
from luoshi.web.models import Commitment, ObstacleRow, Unit
from luoshi.web.pages import fields
from luoshi.web.pages.find import find_commitment

PER_PAGE = 50
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """An obstacle with its colour, why, and what may be done about it (verbs without their colon)."""

    one: Obstacle
    colour: Colour
    why: Message
    can: tuple[tuple[str, Message], ...]
    row: ObstacleRow | None = None

    @property
    def word(self) -> Message:
        return NAMES[self.colour]


@dataclass(frozen=True, slots=True)
class Group:
    title: Message
    items: tuple[Shown, ...]
    total: int


def of_commitment(actor: Actor, commitment: Commitment, view: View) -> list[Shown]:
    """Its obstacles, those that wait first, with what the actor may do."""
    found = []
    for one in view.state.obstacles:
        can = allowed(one, role_in(actor, commitment, f"{REPLY}{one.number}"))
        colour, why = light(view.scheme, one, view.now, view.calendar)
        found.append(Shown(one, colour, why, tuple((verb.rstrip(":"), WORDS[verb]) for verb in can)))
    return sorted(found, key=lambda s: (s.one.cleared is not None, s.one.due))


def groups(actor: Actor, now: dt.datetime) -> list[Group]:
    """What My work shows: what the unit is asked, what was answered it, and to supervisors what is late or theirs."""
    post = actor.post
    if post is None or post.role not in ("handler", "head", "supervisor"):
        return []
    rows = _open(actor)
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
        items = tuple(_shown(row, now, (verb, INSIST) if verb != REPLY else (verb,)) for row in asked[:SHOWN])
        if items:
            found.append(Group(title, items, asked.count()))
    return found


def _open(actor: Actor) -> QuerySet[ObstacleRow]:
    seen = visible(actor).order_by().values("pk")
    rows = ObstacleRow.objects.filter(open=True, commitment__in=seen)
    return rows.select_related("commitment__scheme", "commitment__lead", "unit").order_by("due", "pk")


def _shown(row: ObstacleRow, now: dt.datetime, verbs: Iterable[str] = ()) -> Shown:
    unit = row.unit.name if row.unit else ""
    one = Obstacle(row.number, row.at, "", row.what, unit, row.kind, row.due, row.replied_at)
    colour, why = light(row.commitment.rules, one, now, days())
    return Shown(one, colour, why, tuple((verb.rstrip(":"), WORDS[verb]) for verb in verbs), row)


def page(request: HttpRequest) -> HttpResponse:
    """All open obstacles that the actor sees, by unit; narrowed by unit or kind."""
    actor: Actor = request.actor
    rows = _open(actor)
    kind, unit = request.GET.get("kind", ""), request.GET.get("unit", "")
    counted = rows.order_by()
    kinds = counted.values_list("kind").annotate(n=Count("pk")).order_by("-n", "kind")
    units = counted.values_list("unit", "unit__name").annotate(n=Count("pk")).order_by("-n", "unit__name")
    kinds, units = list(kinds), list(units)
    if kind:
        rows = rows.none() if "\0" in kind else rows.filter(kind="" if kind == "-" else kind)
    if unit:
        rows = rows.filter(unit=int(unit)) if fields.counts(unit) else rows.filter(unit=None)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    now = clock.now()
    kept = request.GET.copy()
    kept.pop("page", None)
    return render(
        request,
        "obstacles.html",
        {
            "shown": shown, "items": [_shown(row, now) for row in shown], "kinds": kinds, "units": units,
            "kind": kind, "unit": unit, "query": kept.urlencode(), "total": sum(n for *_, n in kinds),
            "late": counted.filter(replied_at=None, due__lt=now).count(),
        },
    )  # fmt: skip


def do(request: HttpRequest, number: str, obstacle: int, verb: str) -> HttpResponse:
    """Answer, clear or insist: the form, and the act. Refused words come back with all that was typed."""
    actor: Actor = request.actor
    commitment = find_commitment(request, number)
    action = f"{verb}:{obstacle}"
    if f"{verb}:" not in MAY:
        raise Http404
    one = next((o for o in view_of(commitment, clock.now()).state.obstacles if o.number == obstacle), None)
    if one is None:
        raise Http404
    refused: Message | None = None
    if request.method == "POST":
        try:
            values = _values(verb, request.POST.get(BY, ""))
            files, why = request.FILES.getlist("evidence"), request.POST.get("why", "").strip()
            act(actor, commitment, action, values, files, why, fields.seen(request.POST))
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


def _values(verb: str, by: str) -> dict[str, Any]:
    if f"{verb}:" != INSIST or not by.strip():
        return {}
    try:
        return {BY: dt.date.fromisoformat(by.strip())}
    except ValueError:
        raise Refused(f"时限应是日期，如 2026-03-31，不是“{by}”", f"by: expected a day, found {by!r}") from None


def units_to_ask() -> list[str]:
    """The names of units that a field may name."""
    return list(Unit.objects.filter(active=True).values_list("name", flat=True))
