"""这些事一起办什么？ One action on the commitments that were chosen in the list: first which action, then its fields
beside what will be done and what not; what is refused comes back with its reason and all that was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi import ledger
from luoshi.ledger import View
from luoshi.ledger.values import REASSIGN
from luoshi.schemes import Scheme
from luoshi.schemes.values import Transition
from luoshi.values import Message
from luoshi.web import clock, forms
from luoshi.web.actions.access import Actor, role_in, visible
from luoshi.web.actions.bulk import act_on_many, reassign_many
from luoshi.web.actions.commitments import view_of, views_of
from luoshi.web.models import Commitment, Unit
from luoshi.web.narrowing import asked_of, query_of
from luoshi.web.pages import fields

MOST = 200
# Facts that each commitment has of its own are not asked for all together.
OWN = ("due",)
EVIDENCE = Message("要附佐证材料，请到这件事的页面去办", "needs evidence of its own: act on its own page")
OTHER = Message("是另一方案的事项", "is under another scheme")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A commitment that was chosen, and how many of its events the actor saw."""

    commitment: Commitment
    seen: int | None
    view: View
    role: str

    def against(self, scheme: str, action: str) -> Message | None:
        """Why the action of a scheme is not for it now."""
        if self.commitment.scheme.scheme != scheme:
            return OTHER
        table = self.view.scheme.transition.get(action)
        if table is None:
            return Message("它的方案版本里没有这个动作", "its version of the scheme has no such action")
        refused = ledger.refusal(self.view, action, self.role)
        return refused.said if refused else EVIDENCE if table.evidence else None


@dataclass(frozen=True, slots=True)
class Option:
    """An action of a scheme, for how many it is, and for how many not."""

    scheme: Scheme
    name: str
    action: Transition
    can: int
    cannot: int

    @property
    def value(self) -> str:
        return f"{self.scheme.id}.{self.name}"


@require_POST
def page(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor
    query = query_of(asked_of(request.GET))
    numbers = list(dict.fromkeys(request.POST.getlist("c")))
    back = redirect(f"/ledger/?{query}" if query else "/ledger/")
    if not numbers or len(numbers) > MOST:
        messages.error(
            request,
            f"一次最多选 {MOST} 项。At most {MOST} at a time." if numbers else "请先选事项。Choose some first.",
        )
        return back
    chosen = _chosen(actor, {n: _seen(request.POST, n) for n in numbers if "\0" not in n})
    options = _options(chosen)
    option = _option(chosen, request.POST.get("action", ""))
    shared = {
        "query": query, "options": options, "chosen": chosen, "gone": len(numbers) - len(chosen),
        "takers": Unit.objects.filter(active=True) if actor.role == "supervisor" else (),
    }  # fmt: skip
    if request.POST.get("action") == REASSIGN:
        return _given_away(request, shared, back)
    if option is None:
        return render(request, "together.html", shared)
    return _with_action(request, option, chosen, shared, back)


def _given_away(request: HttpRequest, shared: Mapping[str, Any], back: HttpResponse) -> HttpResponse:
    """Those that were chosen to another lead unit, and why."""
    posted = request.POST
    lead, why = posted.get("lead", ""), posted.get("why", "").strip()
    seen = [(one.commitment.number, one.seen) for one in shared["chosen"]]
    done, refused = reassign_many(request.actor, seen, int(lead) if forms.counts(lead) else 0, why)
    if done:
        messages.success(request, f"调整责任 {len(done)} 项，已记入台账。Reassigned: {len(done)}.")
    if not refused and done:
        return back
    left = _chosen(request.actor, dict.fromkeys(number for number, _ in refused))
    typed = {"refused": refused, "chosen": left, "taker": lead, "why": why}
    return render(request, "together.html", {**shared, **typed}, status=422)


def _with_action(
    request: HttpRequest, option: Option, chosen: Sequence[Chosen], shared: Mapping[str, Any], back: HttpResponse
) -> HttpResponse:
    """The fields of the action; filled in, the action on those that it is for."""
    table, posted = option.action, request.POST
    names = [name for name in (*table.needs, *table.may) if name not in OWN or name not in table.needs]
    why = posted.get("why", "").strip()
    wrong: dict[str, Message] = {}
    done: list[Commitment] = []
    refused: list[tuple[str, Message]] = []
    status = 200
    if posted.get("go"):
        values, wrong = forms.read(forms.kinds_of(option.scheme, names), posted)
        fit = [
            (one.commitment.number, one.seen) for one in chosen if one.against(option.scheme.id, option.name) is None
        ]
        if not wrong:
            done, refused = act_on_many(request.actor, fit, option.name, values, why)
            if done:
                _tell(request, table, len(done), len(chosen) - len(fit))
                if not refused:
                    return back
                chosen = _chosen(request.actor, dict.fromkeys(number for number, _ in refused))
            elif refused:
                chosen = _chosen(request.actor, dict.fromkeys(one.commitment.number for one in chosen))
        status = 422
    fit_now = [(one, one.against(option.scheme.id, option.name)) for one in chosen]
    return render(
        request,
        "together.html",
        {
            **shared, "chosen": chosen, "option": option, "fit": [one for one, against in fit_now if against is None],
            "unfit": [(one, against) for one, against in fit_now if against is not None],
            "refused": refused, "wrong": wrong, "typed": bool(posted.get("go")), "why": posted.get("why", ""),
            "rows": fields.rows(option.scheme, names, table.needs, posted if posted.get("go") else {}),
        },
        status=status,
    )  # fmt: skip


def _tell(request: HttpRequest, table: Transition, done: int, left: int) -> None:
    also = Message(f"另有 {left} 项没有办。", f" {left} left as they were.") if left else Message("", "")
    messages.success(request, f"{table.name} {done} 项，已记入台账。{also.zh}{table.en}: {done}.{also.en}")


def _chosen(actor: Actor, seen: Mapping[str, int | None]) -> list[Chosen]:
    """Those of the numbers that the actor sees. Without how many events were seen: as many as there are."""
    rows: QuerySet[Commitment] = visible(actor).filter(number__in=list(seen)).select_related("lead")
    now = clock.now()
    views = views_of(rows, now)
    wholes = set(Commitment.objects.filter(parent__in=list(views)).values_list("parent", flat=True))
    found = []
    for pk, (one, looked) in views.items():
        view = view_of(one, now) if pk in wholes else looked
        count = seen[one.number]
        found.append(Chosen(one, one.events_count if count is None else count, view, role_in(actor, one)))
    return found


def _options(chosen: Sequence[Chosen]) -> list[Option]:
    """What can be done with some of them, in the order of their schemes."""
    every = (_counted(chosen, scheme, name) for scheme in _schemes(chosen).values() for name in scheme.transition)
    return [option for option in every if option.can]


def _option(chosen: Sequence[Chosen], value: str) -> Option | None:
    """The action that was asked for, even where by now it is for none of them: what was typed is not lost."""
    of, _, name = value.partition(".")
    scheme = _schemes(chosen).get(of)
    return _counted(chosen, scheme, name) if scheme and name in scheme.transition else None


def _schemes(chosen: Sequence[Chosen]) -> dict[str, Scheme]:
    """The schemes of those chosen by id; the newest version of a scheme speaks."""
    return {
        one.commitment.scheme.scheme: one.view.scheme for one in sorted(chosen, key=lambda c: c.commitment.scheme_id)
    }


def _counted(chosen: Sequence[Chosen], scheme: Scheme, name: str) -> Option:
    can = sum(one.against(scheme.id, name) is None for one in chosen)
    return Option(scheme, name, scheme.transition[name], can, len(chosen) - can)


def _seen(posted: Mapping[str, str], number: str) -> int | None:
    seen = posted.get(f"seen-{number}", "")
    return int(seen) if forms.counts(seen) else None
