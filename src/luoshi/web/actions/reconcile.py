"""What is left over between a report and the ledger: sentences, tasks and commitments that do not meet."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.exchange.cells import flat
from luoshi.values import Message, Span
from luoshi.web.actions import desk as decisions
from luoshi.web.actions.access import Actor, visible
from luoshi.web.actions.rows import Row, rows_of
from luoshi.web.desk.fold import Desk
from luoshi.web.desk.pairs import pairs
from luoshi.web.models import Commitment, StoredReport


@dataclass(frozen=True, slots=True)
class Reconciled:
    """`lost`: sentences of the plan with no task, with their words. `strays`: commitments, and why they do not fit."""

    lost: tuple[tuple[Span, str], ...]
    strays: tuple[tuple[Commitment, Message], ...]
    rows: tuple[Row, ...]

    @property
    def waiting(self) -> list[Row]:
        """Tasks that were accepted and not opened."""
        return [row for row in self.rows if row.state == "accepted"]

    def count(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)


def reconciled(actor: Actor, report: StoredReport) -> Reconciled:
    """The report against what the actor sees of the ledger."""
    desk = decisions.desk_of(report)
    rows = rows_of(report, desk, actor)
    text = desk.report.text
    lost = [span for pair in pairs(desk.report, desk.items) for span in pair.lost]
    return Reconciled(
        tuple((span, text[span.start : span.end]) for span in lost),
        tuple(_strays(actor, report, desk)),
        tuple(rows.values()),
    )


def _strays(actor: Actor, report: StoredReport, desk: Desk) -> list[tuple[Commitment, Message]]:
    text = desk.report.text
    seen = visible(actor).select_related("lead")
    found: list[tuple[Commitment, Message]] = []
    for one in seen.filter(report=report):
        if "".join(text[start:end] for start, end in one.spans) != one.quote or not one.quote:
            found.append((one, Message("原文的位置上不是这些字", "the text there is not these words")))
        elif one.task not in desk.items:
            found.append((one, Message("它的任务在校对页已没有了", "its task is no longer on the desk")))
    if report.year:
        plain = flat(text)
        # What is opened by hand under another kind of scheme (整改, 批示) never stood in the report.
        kinds = set(report.commitments.values_list("scheme__scheme", flat=True))
        for one in seen.filter(report=None, year=report.year, parent=None, scheme__scheme__in=kinds):
            if flat(one.title) not in plain:
                found.append((one, Message("手工立项，报告里没有这些字", "opened by hand: not in the report's words")))
    return found
