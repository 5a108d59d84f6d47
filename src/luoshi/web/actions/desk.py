"""Decisions at the report desk: checked against what it is now, added, never changed. Nothing else writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from luoshi.exchange.corrections import apply
from luoshi.ledger import Refused, nodes
from luoshi.ledger.chain import append, canonical
from luoshi.values import Correction, Quote
from luoshi.web import clock, node_words
from luoshi.web.actions.access import Actor
from luoshi.web.actions.reports import only_supervisors
from luoshi.web.desk.facts import facts, said_of
from luoshi.web.desk.fold import READING, Desk, Item, Made, fold, line_of, tasks_of
from luoshi.web.desk.words import cut
from luoshi.web.models import Decision, Post, SchemeVersion, StoredReport, Unit

LONGEST_TITLE = 2000


class Moved(Exception):
    """Somebody else decided about this task meanwhile. `made`: what."""

    def __init__(self, made: Sequence[Decision]) -> None:
        super().__init__("这项任务刚刚有人改过 / it was changed meanwhile")
        self.made = made


def made_of(row: Decision) -> Made:
    by = Correction(row.who, row.why, row.at.isoformat(sep=" "))
    return Made(row.number, row.deed, row.task, row.said, by)


def desk_of(report: StoredReport) -> Desk:
    """The desk as it is now."""
    return fold(report.report, [made_of(row) for row in report.decisions.select_related("user")])


@transaction.atomic
def stand(
    actor: Actor, report: StoredReport, deed: str, names: Iterable[str], why: str = "", seen: int | None = None
) -> int:
    """Accept, reject or reconsider tasks; how many changed. One that stands so already is left.

    Moved where others decided about one of them since `seen`.
    """
    desk = _locked(actor, report)
    changed = 0
    for name in dict.fromkeys(names):
        item = _item(desk, name)
        _unmoved(report, item, seen)
        if deed != "accept":
            _not_opened(report, name)
        if item.standing != {"accept": "accepted", "reject": "rejected", "reconsider": "open"}[deed]:
            _add(actor, report, deed, name, {}, why)
            changed += 1
    return changed


@transaction.atomic
def say(
    actor: Actor, report: StoredReport, deed: str, name: str, said: Mapping[str, Any], seen: int | None = None
) -> None:
    """Edit a task's title and due day, or say who is to answer for it. Moved where others decided since `seen`."""
    _say(actor, report, _locked(actor, report), deed, name, said, seen)


def _say(
    actor: Actor, report: StoredReport, desk: Desk, deed: str, name: str, said: Mapping[str, Any], seen: int | None
) -> None:
    item = _item(desk, name)
    _unmoved(report, item, seen)
    said = dict(said)
    if "title" in said and not 0 < len(said["title"].strip()) <= LONGEST_TITLE:
        raise Refused(f"事项应有 1 到 {LONGEST_TITLE} 字", f"the title: expected 1 to {LONGEST_TITLE} characters")
    if said.get("due"):
        try:
            dt.date.fromisoformat(said["due"])
        except ValueError:
            raise Refused(
                f"时限应是日期，如 2026-06-30，不是“{said['due']}”", f"due: no day: {said['due']!r}"
            ) from None
    if said.get("nodes"):
        chosen = Item(item.task, item.figures, item.standing, {**item.said, **said}, item.last)
        whole = facts(chosen, report.year)
        nodes.check(whole["nodes"], whole)
    new = {key: value for key, value in said.items() if value != _before(item, key)}
    if new:
        _add(actor, report, deed, name, new, "")


def nodes_typed(report: StoredReport, name: str, given: Mapping[str, str]) -> list[list[str | None]]:
    """The nodes that are written for a task (`luoshi.web.node_words`), as `assign` takes them; [] for none."""
    item = desk_of(report).items.get(name)
    rows = node_words.read(given, facts(item, report.year) if item else {})
    return said_of(nodes.nodes_of({"nodes": rows}))


def _unmoved(report: StoredReport, item: Item, seen: int | None) -> None:
    """Moved where others decided about the task after the decision `seen`."""
    if seen is not None and item.last > seen:
        rows = report.decisions.filter(number__gt=seen)
        raise Moved([row for row in rows if item.task.id in tasks_of(made_of(row))])


def _before(item: Item, key: str) -> Any:
    return {"title": item.title, "due": item.due, "nodes": []}.get(key, "") if key not in item.said else item.said[key]


@transaction.atomic
def assign(
    actor: Actor, report: StoredReport, names: Iterable[str], said: Mapping[str, Any], seen: int | None = None
) -> int:
    """Who is to answer for tasks, under which scheme; of how many it was said. Unknown units, posts are refused."""
    if not said:
        raise Refused("请至少填一项", "fill in one at least")
    desk = _locked(actor, report)
    _known(said)
    names = list(dict.fromkeys(names))
    for name in names:
        _say(actor, report, desk, "assign", name, said, seen)
    return len(names)


@transaction.atomic
def take_rows(actor: Actor, report: StoredReport, rows: Iterable[tuple[str, Mapping[str, Any], str]]) -> int:
    """Accept tasks and write who answers for them, all or none; how many. `rows`: each task once, with what is said of
    it and why."""
    desk = _locked(actor, report)
    count = 0
    for name, said, why in rows:
        if _item(desk, name).standing != "accepted":
            _add(actor, report, "accept", name, {}, why)
        if said:
            _known(said)
            _say(actor, report, desk, "assign", name, said, None)
        count += 1
    return count


def _known(said: Mapping[str, Any]) -> None:
    """Refused where a scheme, unit or post is not there, or a unit would support itself."""
    for key, rows, label in _REFERENCES:
        wanted = set(said[key] if isinstance(said.get(key), list) else [said[key]] if said.get(key) else [])
        missing = wanted - set(rows().filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else None
        if missing:
            raise Refused(f"没有这个{label}：{sorted(missing)}", f"{key}: not there: {sorted(missing)}")
    if said.get("lead") and said["lead"] in said.get("supports", ()):
        raise Refused("牵头单位不能同时是配合单位", "the lead unit cannot support itself")


_REFERENCES: tuple[tuple[str, Callable[[], QuerySet[Any]], str], ...] = (
    ("scheme", lambda: SchemeVersion.objects.filter(retired=False), "方案"),
    ("lead", lambda: Unit.objects.filter(active=True), "单位"),
    ("supports", lambda: Unit.objects.filter(active=True), "单位"),
    ("leader", lambda: Post.objects.filter(active=True, role="leader"), "领导"),
)


@transaction.atomic
def split(actor: Actor, report: StoredReport, name: str, text: str, why: str = "") -> int:
    """Split a task where `text`, its words, has line breaks; how many it became."""
    desk = _locked(actor, report)
    quote = _item(desk, name).task.quote
    _not_opened(report, name)
    parts = cut(quote, [line for line in text.splitlines() if line.strip()])
    if len(parts) < 2:
        raise Refused("请在要断开的地方换行，至少成两行", "break the line where it is to be split: two lines at least")
    _read_anew(actor, report, desk, "split", name, {"finding": name, "split": [_words(p) for p in parts]}, why)
    return len(parts)


@transaction.atomic
def merge(actor: Actor, report: StoredReport, names: Sequence[str], why: str = "") -> None:
    """Make one task of several that follow one another."""
    desk = _locked(actor, report)
    names = list(dict.fromkeys(names))
    order = list(desk.items)
    if len(names) < 2:
        raise Refused("请选两项以上任务", "choose two tasks or more")
    places = sorted(order.index(_item(desk, name).task.id) for name in names)
    if places != list(range(places[0], places[0] + len(places))):
        raise Refused("只能合并前后相连的任务", "only tasks that follow one another can be made one")
    for name in names:
        _not_opened(report, name)
    _read_anew(actor, report, desk, "merge", "", {"merge": [order[i] for i in places]}, why)


@transaction.atomic
def add(actor: Actor, report: StoredReport, start: int, end: int, why: str = "") -> None:
    """Make a task of words of the report that reading left."""
    desk = _locked(actor, report)
    text = desk.report.text
    if not 0 <= start < end <= len(text):
        raise Refused("选的字句不在报告里", "the words are not in the report")
    _read_anew(
        actor, report, desk, "add", "", {"add": "task", "start": start, "end": end, "text": text[start:end]}, why
    )


@transaction.atomic
def undo(actor: Actor, report: StoredReport, number: int, why: str = "") -> None:
    """Take a decision back. Refused where later ones, or commitments, stand on it."""
    desk = _locked(actor, report)
    rows = [made_of(row) for row in report.decisions.select_related("user")]
    decision = next((row for row in rows if row.number == number), None)
    if decision is None or decision.deed == "undo" or number in desk.undone:
        raise Refused(f"没有第 {number} 个决定，或已撤回", f"decision {number} is not there, or undone already")
    names = set(tasks_of(decision))
    standing = [r for r in rows if r.number > number and r.deed != "undo" and r.number not in desk.undone]
    later = [r.number for r in standing if names & set(tasks_of(r))]
    if later and decision.deed in READING:
        raise Refused(
            f"第 {later[-1]} 个决定依据它，请先撤回那个", f"decision {later[-1]} stands on it: undo that first"
        )
    for name in names:
        _not_opened(report, name)
    _add(actor, report, "undo", decision.task, {"number": number, "made": sorted(names)}, why)


def _locked(actor: Actor, report: StoredReport) -> Desk:
    """The desk, nobody else deciding meanwhile."""
    only_supervisors(actor)
    return desk_of(StoredReport.objects.select_for_update().get(pk=report.pk))


def _item(desk: Desk, name: str) -> Item:
    item = desk.items.get(name)
    if item is None:
        raise Refused(
            f"没有任务 {name}：可能刚被拆分、合并或撤回，请刷新页面",
            f"no task {name}: it may just have been split, merged or undone; reload the page",
        )
    return item


def _not_opened(report: StoredReport, name: str) -> None:
    opened = report.commitments.filter(task=name).values_list("number", flat=True)
    if opened:
        raise Refused(
            f"已经立项（{'、'.join(opened)}），要调整请在台账里办",
            f"opened already ({', '.join(opened)}): act in the ledger",
        )


def _words(quote: Quote) -> dict[str, Any]:
    return {"text": quote.text, "spans": [[s.start, s.end] for s in quote.spans]}


def _read_anew(
    actor: Actor, report: StoredReport, desk: Desk, deed: str, name: str, body: dict[str, Any], why: str
) -> None:
    """A correction of the reading, tried before it is kept: refused in the reader's words where it can't be applied."""
    trial = line_of(Made(0, deed, name, body, Correction(actor.user.name or actor.user.username, why)))
    after = apply(desk.report, (trial,))
    refusal = after.corrections[-1].refused
    if refusal is not None:
        raise Refused(refusal.zh, refusal.en)
    made = [task.id for task in after.tasks if task.id not in {t.id for t in desk.report.tasks}]
    _add(actor, report, deed, name, {**body, "made": made}, why)


def _add(actor: Actor, report: StoredReport, deed: str, name: str, body: Mapping[str, Any], why: str) -> None:
    last = report.decisions.last()
    row = Decision(
        report=report, deed=deed, task=name, body=canonical(body), why=why.strip(), at=clock.now(), user=actor.user,
        who=actor.user.name or actor.user.username, post=actor.post, at_post=str(actor.post or ""),
    )  # fmt: skip
    behind = [last.link(report.chain)] if last else []
    link = append(report.chain, behind, row.event(), settings.HASH, first=report.hash)
    row.number, row.algorithm, row.before, row.hash = link.number, link.algorithm, link.before, link.hash
    row.save(force_insert=True)
