"""机器读得对不对，每件事归谁？ The plan's text with its tasks marked, each task as a row beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web.actions import desk as act
from luoshi.web.actions.access import Actor
from luoshi.web.actions.reports import find
from luoshi.web.actions.rows import rows_of, take_suggestions
from luoshi.web.desk.pairs import pairs
from luoshi.web.forms import counts
from luoshi.web.models import Decision, Post, SchemeVersion, StoredReport, Unit
from luoshi.web.pages.again import Done, again

# What the page can be narrowed to, by the address.
SHOWN: Mapping[str, Message] = {
    "": Message("全部", "all"), "open": Message("待定", "to decide"), "accepted": Message("已接受", "accepted"),
    "rejected": Message("不立项", "rejected"), "opened": Message("已立项", "opened"),
    "lost": Message("没有任务的句子", "sentences with no task"),
}  # fmt: skip


def page(request: HttpRequest, pk: int) -> HttpResponse:
    report = find(request.actor, pk)
    desk = act.desk_of(report)
    rows = rows_of(report, desk, request.actor)
    shown = request.GET.get("show", "")
    found_in = dict.fromkeys(SHOWN, 0) | {"": len(rows)}
    for row in rows.values():
        found_in[row.state] += 1
    found = pairs(desk.report, desk.items)
    found_in["lost"] = sum(len(pair.lost) for pair in found)
    narrowed = [(pair, [rows[name] for name in pair.tasks if not shown or rows[name].state == shown]) for pair in found]
    kept = [(pair, own) for pair, own in narrowed if (pair.lost if shown == "lost" else own or not shown)]
    return render(
        request,
        "desk.html",
        {
            "report": report, "last": report.decisions.count(), "identity": desk.report.identity,
            "pairs": kept, "shown": shown,
            "filters": [(key, label, found_in[key]) for key, label in SHOWN.items()],
            "may": request.actor.role == "supervisor", "problems": desk.report.problems,
            "query": urlencode({"show": shown}) if shown else "", "broken": desk.refused,
            "versions": SchemeVersion.objects.filter(retired=False).order_by("scheme"),
            "units": Unit.objects.filter(active=True),
            "leaders": Post.objects.filter(role="leader", active=True).select_related("unit"),
        },
    )  # fmt: skip


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision, or one in bulk; back to the page, at the task that comes next."""
    report = find(request.actor, pk)
    posted = request.POST
    deed = DEEDS.get(posted.get("deed", ""))
    if deed is None:
        raise Http404
    try:
        said = deed(request.actor, report, posted)
        messages.success(request, f"{said.zh}。{said.en}.")
    except Refused as refusal:
        if posted["deed"] in TYPING:
            return again(request, WORDS[posted["deed"]], back(report, posted).url, [refusal.said])
        messages.error(request, f"{refusal.said.zh}。{refusal.said.en}.")
    except act.Moved as moved:
        told = [Done(row.who, f"{row.at:%m-%d %H:%M}", WORDS[row.deed], _words(row)) for row in moved.made]
        seen = max(row.number for row in moved.made)
        return again(request, WORDS[posted["deed"]], back(report, posted).url, meanwhile=told, seen=seen)
    return back(report, posted)


# Deeds for which people write something: it comes back with a refusal.
TYPING = ("edit", "assign", "split")
WORDS = {
    "accept": Message("接受", "accepted"), "reject": Message("不立项", "rejected"),
    "reconsider": Message("重新考虑", "reconsidered"), "edit": Message("改", "edited"),
    "assign": Message("定责任", "assigned"), "split": Message("拆分", "split"), "merge": Message("合并", "merged"),
    "add": Message("列为任务", "added"), "undo": Message("撤回", "undone"),
    "suggestion": Message("采用建议", "suggestion taken"),
}  # fmt: skip


def _words(decision: Decision) -> str:
    """What a decision wrote, for who was about to write something else."""
    said = decision.said
    return "　".join(str(said[key]) for key in ("title", "due", "above") if said.get(key))


def back(report: StoredReport, posted: QueryDict) -> HttpResponseRedirect:
    show, at = posted.get("show", ""), posted.get("at", "")
    safe = at.replace("-", "").isalnum()
    if posted.get("to") == "task" and safe:
        return redirect("task", report.pk, at)
    query = f"?{urlencode({'show': show})}" if show in SHOWN and show else ""
    return redirect(f"/reports/{report.pk}/{query}" + (f"#t-{at}" if safe else ""))


def _stand(deed: str) -> Callable[[Actor, StoredReport, QueryDict], Message]:
    words = {"accept": ("接受", "accepted"), "reject": ("不立项", "rejected"), "reconsider": ("重新考虑", "reopened")}

    def decided(actor: Actor, report: StoredReport, posted: QueryDict) -> Message:
        names = _chosen(posted)
        with transaction.atomic():
            count = act.stand(actor, report, deed, names, posted.get("why", ""), _seen(posted))
            if deed == "accept" and len(names) == 1 and "title" in posted:
                # What was written into the row is kept with it, not only by its own button.
                act.say(actor, report, "edit", names[0], _written(posted))
        zh, en = words[deed]
        return Message(f"{zh} {count} 项", f"{count} {en}")

    return decided


def _chosen(posted: QueryDict) -> list[str]:
    names = posted.getlist("task")
    if not names:
        raise Refused("请先选任务", "choose tasks first")
    return names


def _edit(actor: Actor, report: StoredReport, posted: QueryDict) -> Message:
    act.say(actor, report, "edit", _chosen(posted)[0], _written(posted), _seen(posted))
    return Message("已改", "changed")


def _written(posted: QueryDict) -> dict[str, str]:
    return {key: posted[key].strip() for key in ("title", "due") if key in posted}


def _seen(posted: QueryDict) -> int:
    """The number of the last decision that the actor saw; none where the form does not say."""
    seen = posted.get("seen", "")
    return int(seen) if counts(seen) else 0


def _split(actor: Actor, report: StoredReport, posted: QueryDict) -> Message:
    count = act.split(actor, report, _chosen(posted)[0], posted.get("text", ""), posted.get("why", ""))
    return Message(f"拆成 {count} 项", f"split into {count}")


def _merge(actor: Actor, report: StoredReport, posted: QueryDict) -> Message:
    names = _chosen(posted)
    act.merge(actor, report, names, posted.get("why", ""))
    return Message(f"{len(names)} 项合成一项", f"{len(names)} made one")


def _add(actor: Actor, report: StoredReport, posted: QueryDict) -> Message:
    start, _, end = posted.get("words", "").partition("-")
    if not (start.isdecimal() and end.isdecimal()):
        raise Refused("没有说是哪几个字", "which words is not said")
    act.add(actor, report, int(start), int(end), posted.get("why", ""))
    return Message("已列为任务", "made a task")


def _undo(actor: Actor, report: StoredReport, posted: QueryDict) -> Message:
    number = posted.get("number", "")
    act.undo(actor, report, int(number) if number.isdecimal() else 0, posted.get("why", ""))
    return Message(f"第 {number} 个决定已撤回", f"decision {number} was undone")


def _assign(actor: Actor, report: StoredReport, posted: QueryDict) -> Message:
    """What is filled in, for all that are chosen; what is left empty stays as it is."""
    said: dict[str, Any] = {}
    for key in ("scheme", "lead", "leader"):
        if posted.get(key, "").isdecimal():
            said[key] = int(posted[key])
    for key in ("above", "due"):
        if posted.get(key, "").strip():
            said[key] = posted[key].strip()
    if "supports" in posted:
        said["supports"] = [int(pk) for pk in posted.getlist("supports") if pk.isdecimal()]
    names = _chosen(posted)
    if "nodes-1-day" in posted:
        said["nodes"] = act.nodes_typed(report, names[0], posted)
    count = act.assign(actor, report, names, said, _seen(posted))
    return Message(f"{count} 项已定责任", f"{count} assigned")


def _suggestion(actor: Actor, report: StoredReport, posted: QueryDict) -> Message:
    taken = take_suggestions(actor, report, _chosen(posted))
    return Message(f"采用建议 {taken} 项", f"{taken} suggestion(s) taken")


DEEDS: Mapping[str, Callable[[Actor, StoredReport, QueryDict], Message]] = {
    "accept": _stand("accept"), "reject": _stand("reject"), "reconsider": _stand("reconsider"), "edit": _edit,
    "split": _split, "merge": _merge, "add": _add, "undo": _undo, "assign": _assign, "suggestion": _suggestion,
}  # fmt: skip
