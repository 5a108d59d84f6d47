"""The plan's paragraphs become tasks: what one lead unit could be told to do and be held to (docs/schema.md)."""

from __future__ import annotations

from bisect import bisect_left

from luoshi.reading.measures.draft import Draft
from luoshi.reading.state import Block, Head, Repaired
from luoshi.reading.tasks import checkable, model, parts, split
from luoshi.reading.tasks.deadlines import deadline
from luoshi.reading.tasks.draft import TaskDraft
from luoshi.values import Checkable, Identity

__all__ = ["TaskDraft", "figures_at", "read_one", "read_tasks"]


def read_tasks(
    repaired: Repaired, heads: list[Head], blocks: list[Block], drafts: list[Draft], identity: Identity
) -> list[TaskDraft]:
    """The tasks of the plan, in text order. `heads`: what stands in one is no task, wherever it stands."""
    text = repaired.text
    promised = sorted((d for d in drafts if _promised(d)), key=lambda d: d.start)
    starts = figures_at(drafts)
    head_starts = {h.start for h in heads}
    found: list[TaskDraft] = []
    for block in blocks:
        if block.role != "plan" or block.start in head_starts:
            continue
        for sentence in split.rows(text, block.start, block.end, starts):
            for span in split.spans(sentence):
                here = promised[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
                found.append(read_one(text, span, here, block, identity.plan_year))
    return found


def figures_at(drafts: list[Draft]) -> list[int]:
    """Where the figures begin that a task could be held to, ascending."""
    return sorted(d.start for d in drafts if _promised(d))


def _promised(d: Draft) -> bool:
    """Whether a task could be held to the figure: it is the plan's own, and no threshold, price or size."""
    return d.role == "plan" and not d.base


def read_one(text: str, span: split.Found, figures: list[Draft], block: Block, year: int | None) -> TaskDraft:
    """The task of the clauses of `span`; `year`: of the plan."""
    start, end, clauses = span.start, span.end, span.clauses
    words, due = deadline(text, start, end, year)
    how: Checkable = "figure" if figures else checkable.without_figure(clauses, text)
    units = parts.bodies(clauses, text)
    missing = [
        *(["figure"] if not figures else []),
        *(["name"] if how == "general" else []),
        *(["date"] if words is None else []),
        *(["owner"] if not units else []),
    ]
    return TaskDraft(
        start=start,
        end=end,
        verb=parts.verb(clauses, text),
        deliverables=parts.deliverables(clauses, text, [(d.start, d.end) for d in figures]),
        figures=tuple(figures),
        deadline=words,
        due=due,
        checkable=how,
        strength=parts.strength(clauses, text),
        origin=parts.origin(text[start:end], block.path),
        bodies=units,
        missing=tuple(missing),
        path=block.path,
        rule="tasks.model",
        seen=model.reasons(span.keys, model.START),
        repeat=block.repeat,
    )
