"""台账上有什么？ The ledger: filters, search, saved views, pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.exchange.scheme.words import COLOUR, STAGE
from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web import narrowing, paging
from luoshi.web.actions import views
from luoshi.web.actions.access import ACTING, Actor
from luoshi.web.export import LIMIT
from luoshi.web.models import Commitment, Post, SavedView, SchemeVersion, Unit
from luoshi.web.narrowing import asked_of, query_of
from luoshi.web.search import marks
from luoshi.web.search.kept import said
from luoshi.web.search.spaced import Word, asked

PER_PAGE = paging.PER_PAGE
# The filters that are always there; the rest is one click away.
AT_HAND = ("q", "colour", "kind", "lead", "year", "sort")

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Line:
    """A commitment of the list; where its title does not show what was searched for, where else it was found."""

    commitment: Commitment
    title: Pieces
    found: Pieces


@dataclass(frozen=True, slots=True)
class Tab:
    name: Message
    query: str
    here: bool
    view: SavedView | None = None
    own: bool = False


def page(request: HttpRequest, typed: Mapping[str, str] | None = None) -> HttpResponse:
    """Everything that the actor sees, narrowed by what the address asks for; an unknown value narrows to nothing.

    `typed`: the form of a view that was refused, to be shown again with what was typed.
    """
    wanted = asked_of(request.GET)
    after = "" if wanted["sort"] else request.GET.get("after", "").replace("\0", "")
    shown = paging.pages(request.actor, wanted, after, PER_PAGE).get_page(request.GET.get("page"))
    query = query_of(wanted)
    paged = query + (f"&{urlencode({'after': after})}" if after else "")
    onward = f"{query}&after={shown[-1].number}" if len(shown) and not wanted["sort"] else ""
    tabs = _tabs(request.actor, query)
    return render(
        request,
        "ledger.html",
        {
            "shown": shown, "lines": _lines(list(shown), asked(wanted["q"])), "asked": wanted, "query": query,
            "paged": paged, "onward": onward,
            "chips": narrowing.chips(wanted), "heads": _heads(wanted), "tabs": tabs,
            "kept": any(tab.here for tab in tabs), "typed": typed or {}, "acting": request.actor.role in ACTING,
            "more": any(words for key, words in wanted.items() if key not in AT_HAND),
            "all": request.GET.get("all") == "1", "most": LIMIT, "kinds": STAGE, "colours": COLOUR,
            "with": narrowing.WITH, **_choices(),
        },
        status=422 if typed else 200,
    )  # fmt: skip


def _choices() -> dict[str, Any]:
    """What can be chosen from: units and leaders that some commitment names, the newest version of each scheme."""
    led, supported = (
        Exists(Commitment.objects.filter(lead=OuterRef("pk"))),
        Exists(Commitment.supports.through.objects.filter(unit=OuterRef("pk"))),
    )
    newest = {version.scheme: version for version in SchemeVersion.objects.order_by("scheme", "pk")}
    return {
        "units": Unit.objects.filter(led), "supporting": Unit.objects.filter(supported),
        "leaders": Post.objects.filter(Exists(Commitment.objects.filter(leader=OuterRef("pk")))).select_related("unit"),
        "schemes": list(newest.values()),
    }  # fmt: skip


def _lines(shown: Sequence[Commitment], words: Sequence[Word]) -> list[Line]:
    if not words:
        return [Line(one, [(one.title, False)], []) for one in shown]
    titled = {one.pk: marks.marked(one.title, words) for one in shown}
    elsewhere = [one for one in shown if not marks.all_in(one.title, words)]
    found = {one.pk: _elsewhere(one, words) for one in _with_events(elsewhere)}
    return [Line(one, titled[one.pk], found.get(one.pk, [])) for one in shown]


def _with_events(shown: Sequence[Commitment]) -> Sequence[Commitment]:
    return list(
        Commitment.objects.filter(pk__in=[one.pk for one in shown])
        .select_related("lead")
        .prefetch_related("events", "evidence")
    )


def _elsewhere(one: Commitment, words: Sequence[Word]) -> Pieces:
    """The words of the report first, then what was said last, then the rest."""
    left = [word for word in words if not marks.all_in(one.title, [word])]
    events = (text for row in reversed(list(one.events.all())) for text in said(row.body))
    files = (file.name for file in one.evidence.all())
    lead = one.lead.name if one.lead else ""
    for text in (one.quote, *events, one.path, *files, one.above, lead):
        if pieces := marks.around(text, left):
            return pieces
    return []


HEADS: tuple[tuple[str, Message], ...] = (
    ("number", Message("编号", "No.")), ("", Message("灯", "Light")), ("", Message("事项", "What")),
    ("", Message("牵头单位", "Lead unit")), ("", Message("责任领导", "Leader")), ("due", Message("时限", "Due")),
    ("-behind", Message("落后", "Behind")), ("last", Message("最近办理", "Last action")),
)  # fmt: skip


def _heads(wanted: Mapping[str, str]) -> list[dict[str, Any]]:
    """The heads of the columns; those that sort say the way they do now, and lead to the other."""
    now = wanted["sort"] or "number"
    found = []
    for first, label in HEADS:
        key = first.removeprefix("-")
        here = bool(key) and now.removeprefix("-") == key
        other = first if not here else key if now.startswith("-") else f"-{key}"
        found.append({
            "label": label, "query": query_of(wanted, sort="" if other == "number" else other) if key else None,
            "way": ("descending" if now.startswith("-") else "ascending") if here else "",
        })  # fmt: skip
    return found


def _tabs(actor: Actor, query: str) -> list[Tab]:
    """全部, what concerns the actor, the views of the post, those that others share."""
    mine = Message("我分管的", "Mine") if actor.role == "leader" else Message("本单位的", "My unit's")
    tabs = [Tab(Message("全部", "All"), "", query == "")]
    if actor.post is not None and actor.role in ("leader", "handler", "head"):
        tabs.append(Tab(mine, "mine=1", query == "mine=1"))
    kept = sorted(views.views_of(actor), key=lambda view: view.post != actor.post)
    return tabs + [
        Tab(Message(v.name, v.name), v.query, v.query == query, v, v.post == actor.post) for v in kept
    ]  # fmt: skip


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save the filters of the address as a view; refused, the page comes back with the name that was typed."""
    query = query_of(asked_of(request.GET))
    name = request.POST.get("name", "")
    try:
        view = views.save(request.actor, name, query, bool(request.POST.get("shared")))
    except Refused as refusal:
        messages.error(request, f"{refusal.said.zh}。{refusal.said.en}.")
        return page(request, {"name": name, "shared": request.POST.get("shared", ""), "open": "1"})
    messages.success(request, f"视图“{view}”已保存。Saved: {view}.")
    return _back(query)


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name for a view, or an end of it; refused, the page comes back with the name that was typed."""
    posted = request.POST
    try:
        if posted.get("deed") == "delete":
            name = views.delete(request.actor, pk)
            messages.success(request, f"视图“{name}”已删除。Deleted: {name}.")
        else:
            view = views.change(request.actor, pk, posted.get("name", ""), bool(posted.get("shared")))
            messages.success(request, f"视图“{view}”已保存。Saved: {view}.")
    except Refused as refusal:
        messages.error(request, f"{refusal.said.zh}。{refusal.said.en}.")
        return page(request, {"rename": posted.get("name", ""), "shared": posted.get("shared", ""), "open": "1"})
    return _back(query_of(asked_of(request.GET)))


def _back(query: str) -> HttpResponse:
    return redirect(f"/ledger/?{query}" if query else "/ledger/")
