"""报告台: decisions about tasks, only ever added, never changed; their opening."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Body, Schema, Status
from pydantic import Field

from luoshi.ledger.nodes import MOST
from luoshi.values import Message
from luoshi.web.actions import desk as decisions
from luoshi.web.actions.access import DESK, Actor
from luoshi.web.actions.opening import open_task, open_tasks
from luoshi.web.actions.reports import find
from luoshi.web.actions.rows import take_suggestions
from luoshi.web.api.detail import DetailOut, detail
from luoshi.web.api.shapes import (
    Day,
    Done,
    Error,
    Id,
    In,
    ManyOut,
    Moment,
    Word,
    Words,
    refused_of,
    said,
)  # fmt: skip
from luoshi.web.api.subject import Subject
from luoshi.web.models import Decision, StoredReport

subject = Subject("报告台 Report desk")
Task = Annotated[str, Field(pattern="^[^\\x00]+$", max_length=40)]
Tasks = Annotated[list[Task], Field(min_length=1, max_length=2000)]
Seen = Annotated[int, Field(ge=0, le=2**31, description="`seen` of the task; 409 where others decided since")]


class StandIn(In):
    deed: Literal["accept", "reject", "reconsider"]
    tasks: Tasks
    why: Words = ""
    seen: Seen | None = None


class NodeIn(In):
    """By the end of `day`: `much` of it (`30%`, or a figure in the unit of the target), or what stands in `words`."""

    day: Day
    much: Annotated[Word, Field(max_length=30)] = ""
    words: Word = ""


class EditIn(In):
    deed: Literal["edit"]
    task: Task
    title: Words | None = None
    due: Day | None = None
    seen: Seen | None = None


class AssignIn(In):
    """What is not given stays as it is. `scheme`: the id of a version; `lead`, `supports`: units; `leader`: a post;
    `nodes`: all of the plan, [] for none."""

    deed: Literal["assign"]
    tasks: Tasks
    scheme: Id | None = None
    lead: Id | None = None
    supports: Annotated[list[Id], Field(max_length=200)] | None = None
    leader: Id | None = None
    above: Annotated[Word, Field(max_length=60)] | None = None
    due: Day | None = None
    nodes: Annotated[list[NodeIn], Field(max_length=MOST)] | None = None
    seen: Seen | None = None


class SuggestionIn(In):
    """Take what reading suggests for these tasks."""

    deed: Literal["suggestion"]
    tasks: Tasks


class SplitIn(In):
    """`text`: the words of the task, with line breaks where it is to be split."""

    deed: Literal["split"]
    task: Task
    text: Words
    why: Words = ""


class MergeIn(In):
    deed: Literal["merge"]
    tasks: Tasks
    why: Words = ""


class AddIn(In):
    """Words of the report from `start` to before `end` become a task."""

    deed: Literal["add"]
    start: Annotated[int, Field(ge=0, le=2**31)]
    end: Annotated[int, Field(ge=0, le=2**31)]
    why: Words = ""


class UndoIn(In):
    deed: Literal["undo"]
    number: Annotated[int, Field(ge=1, le=2**31 - 1)]
    why: Words = ""


Deed = Annotated[
    StandIn | EditIn | AssignIn | SuggestionIn | SplitIn | MergeIn | AddIn | UndoIn, Field(discriminator="deed")
]


class DecisionOut(Schema):
    number: int
    deed: str
    task: str
    said: dict[str, Any]
    why: str
    at: Moment
    by: str
    undone: bool


class MovedOut(Error):
    """What others decided about the task meanwhile; nothing of this request was."""

    decisions: list[DecisionOut]


class TasksIn(In):
    tasks: Tasks


class OneIn(In):
    """`title`, `lead`, `figure`: for one more item of a promise that holds several; empty for the task as it is."""

    title: Words = ""
    lead: Id | None = None
    figure: Word = ""


@subject.get("/reports/{id}/decisions", list[DecisionOut], "决定 Every decision, those undone too", who=DESK)
def decided(request: HttpRequest, id: Id) -> Any:
    row = find(request.actor, id)
    undone = decisions.desk_of(row).undone
    return [decision_out(one, one.number in undone) for one in row.decisions.select_related("user")]


@subject.post(
    "/reports/{id}/decisions", Done, "决定 Decide: accept, reject, edit, assign, split, merge, add, undo",
    scope="report", also={409: MovedOut},
)  # fmt: skip
def deciding(request: HttpRequest, id: Id, given: Body[Deed]) -> Any:
    row = find(request.actor, id)
    return Done(**said(DEEDS[type(given)](request.actor, row, given)))


@subject.post("/reports/{id}/open", ManyOut, "立项 Open the commitments of tasks", scope="report")
def opening_tasks(request: HttpRequest, id: Id, given: TasksIn) -> Any:
    """Each wholly or not at all; `done`: the numbers of those opened."""
    opened, left = open_tasks(request.actor, find(request.actor, id), given.tasks)
    return ManyOut(done=[one.number for one in opened], refused=refused_of(left))


@subject.post("/reports/{id}/tasks/{task}/open", DetailOut, "立项 Open one task, or one more item of it", status=201,
              scope="report")  # fmt: skip
def opening_task(request: HttpRequest, id: Id, task: Task, given: OneIn) -> Any:
    row = find(request.actor, id)
    made = open_task(request.actor, row, task, given.title.strip(), given.lead, given.figure)
    return Status(201, detail(request.actor, made))


def decision_out(row: Decision, undone: bool = False) -> DecisionOut:
    return DecisionOut(
        number=row.number, deed=row.deed, task=row.task, said=row.said, why=row.why, at=row.at,
        by=str(row.user), undone=undone,
    )  # fmt: skip


def _stand(actor: Actor, row: StoredReport, given: StandIn) -> Message:
    count = decisions.stand(actor, row, given.deed, given.tasks, given.why, given.seen)
    return Message(f"改了 {count} 项", f"{count} changed")


def _edit(actor: Actor, row: StoredReport, given: EditIn) -> Message:
    words = given.model_dump(include={"title", "due"}, exclude_none=True)
    decisions.say(actor, row, "edit", given.task, {key: one.strip() for key, one in words.items()}, given.seen)
    return Message("已改", "changed")


def _assign(actor: Actor, row: StoredReport, given: AssignIn) -> Message:
    words = given.model_dump(exclude={"deed", "tasks", "nodes", "seen"}, exclude_none=True)
    if given.nodes is not None:
        cells = {f"nodes-{n}-{key}": one for n, node in enumerate(given.nodes, 1) for key, one in node}
        words["nodes"] = decisions.nodes_typed(row, given.tasks[0], cells)
    count = decisions.assign(actor, row, given.tasks, words, given.seen)
    return Message(f"{count} 项已定责任", f"{count} assigned")


def _suggestion(actor: Actor, row: StoredReport, given: SuggestionIn) -> Message:
    count = take_suggestions(actor, row, given.tasks)
    return Message(f"采用建议 {count} 项", f"{count} suggestion(s) taken")


def _split(actor: Actor, row: StoredReport, given: SplitIn) -> Message:
    count = decisions.split(actor, row, given.task, given.text, given.why)
    return Message(f"拆成 {count} 项", f"split into {count}")


def _merge(actor: Actor, row: StoredReport, given: MergeIn) -> Message:
    decisions.merge(actor, row, given.tasks, given.why)
    return Message(f"{len(given.tasks)} 项合成一项", f"{len(given.tasks)} made one")


def _add(actor: Actor, row: StoredReport, given: AddIn) -> Message:
    decisions.add(actor, row, given.start, given.end, given.why)
    return Message("已列为任务", "made a task")


def _undo(actor: Actor, row: StoredReport, given: UndoIn) -> Message:
    decisions.undo(actor, row, given.number, given.why)
    return Message(f"第 {given.number} 个决定已撤回", f"decision {given.number} was undone")


DEEDS: dict[type[In], Callable[[Actor, StoredReport, Any], Message]] = {
    StandIn: _stand, EditIn: _edit, AssignIn: _assign, SuggestionIn: _suggestion, SplitIn: _split, MergeIn: _merge,
    AddIn: _add, UndoIn: _undo,
}  # fmt: skip
