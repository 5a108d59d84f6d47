"""立什么项？ A commitment that stands in no report, opened by hand: its scheme, words, posts, target and nodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web import clock
from luoshi.web.actions.access import Actor
from luoshi.web.actions.commitments import open_commitment
from luoshi.web.figures import ACCRUALS
from luoshi.web.models import Post, SchemeVersion, Unit
from luoshi.web.pages import fields, node_form
from luoshi.web.pages.obstacles import units_to_ask

PLAN = ("start", "due", "target", "baseline", "nodes")
LONGEST_UNIT = 20


def page(request: HttpRequest) -> HttpResponse:
    """First the scheme, then the rest; what is refused comes back with all that was typed."""
    actor: Actor = request.actor
    if actor.role != "supervisor":
        said = Message("立项要由督查员来做", "for supervisors only")
        return render(request, "refused.html", {"said": said}, status=403)
    versions = {v.pk: v for v in SchemeVersion.objects.filter(retired=False).order_by("scheme")}
    chosen = request.POST.get("scheme") or request.GET.get("scheme") or ""
    version = versions.get(int(chosen)) if fields.counts(chosen) else None
    asked = [n for n, f in version.rules.field.items() if f.at_opening] if version else []
    names = [*asked, *PLAN] if version else []
    wrong: dict[str, Message] = {}
    refused: Message | None = None
    if request.method == "POST" and version is not None:
        try:
            plan = plan_of(request.POST)
            values, wrong = fields.read(version.rules, names, request.POST, plan)
            if not wrong:
                return redirect("commitment", _open(actor, version, request.POST, values, plan))
        except Refused as refusal:
            refused = refusal.said
    typed = request.POST or node_form.of_year(clock.now().year)
    return render(
        request,
        "new.html",
        {
            "versions": versions.values(), "version": version, "wrong": wrong, "refused": refused, "typed": typed,
            "rows": fields.rows(version.rules, names, asked, typed, {}, units_to_ask()) if version else [],
            "accruals": [(name, how) for name, how in ACCRUALS.items() if name not in ("", "节点")],
            "units": Unit.objects.filter(active=True), "leaders": Post.objects.filter(role="leader", active=True),
        },
        status=422 if wrong or refused else 200,
    )  # fmt: skip


def plan_of(posted: Mapping[str, str]) -> dict[str, str]:
    """How the figure accrues, and its unit: as the facts of a commitment. Refused for an accrual that is none."""
    unit, accrual = posted.get("unit", "").strip(), posted.get("accrual", "").strip()
    if accrual and (accrual == "节点" or accrual not in ACCRUALS):
        raise Refused(f"没有“{accrual}”这种累计方式", f"accrual: not {accrual!r}")
    if len(unit) > LONGEST_UNIT:
        raise Refused(f"计量单位最多 {LONGEST_UNIT} 字", f"the unit of measure: at most {LONGEST_UNIT} characters")
    if posted.get("target", "").strip() and not accrual:
        raise Refused("有目标值，请选这个数怎么算", "with a target, say how its figure accrues")
    return {key: value for key, value in (("unit", unit), ("accrual", accrual)) if value}


def _open(
    actor: Actor, version: SchemeVersion, posted: Mapping[str, str], values: Mapping[str, Any], plan: Mapping[str, Any]
) -> str:
    lead, leader = posted.get("lead", ""), posted.get("leader", "")
    due = values.get("due")
    made = open_commitment(
        actor, version, posted.get("title", ""), {**values, **plan}, year=due.year if due else clock.now().year,
        lead=Unit.objects.filter(pk=lead).first() if fields.counts(lead) else None,
        leader=Post.objects.filter(pk=leader, role="leader").first() if fields.counts(leader) else None,
    )  # fmt: skip
    return made.number
