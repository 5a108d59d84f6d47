"""From plan to plan as rows and on the page: what this year's plan raised, lowered, dropped, renamed or added."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from luoshi.comparing.account import Account
from luoshi.comparing.plans import NAMES, STATUSES, Change, counts
from luoshi.comparing.reasons import written
from luoshi.comparing.values import Promise
from luoshi.exchange.account.rows import citation
from luoshi.exchange.breakdown import Book, Cell
from luoshi.exchange.cells import flat
from luoshi.exchange.page.rows import text


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A change with its number, and the two reports that it is read from."""

    number: int
    change: Change
    ours: Book
    theirs: Book


def plan_rows(told: Account) -> list[PlanRow]:
    """What went down or away first, then what went up or is new, then what stayed."""
    ours, theirs = Book(told.earlier), Book(told.later)
    found = sorted(told.changes, key=lambda c: STATUSES.index(c.status))
    return [PlanRow(i, change, ours, theirs) for i, change in enumerate(found, 1)]


def _figure(promise: Promise | None) -> str:
    return written(promise.figure) if promise and promise.figure else ""


def _words(promise: Promise | None) -> str:
    return flat(promise.quote.text) if promise else ""


PLAN_SOURCES: Mapping[str, Callable[[PlanRow], Cell]] = {
    "blank": lambda row: None,
    "number": lambda row: row.number,
    "indicator": lambda row: row.change.indicator,
    "status": lambda row: NAMES[row.change.status].zh,
    "before": lambda row: _figure(row.change.before),
    "after": lambda row: _figure(row.change.after),
    "difference": lambda row: row.change.difference,
    "difference_unit": lambda row: row.change.unit if row.change.difference is not None else None,
    "renamed": lambda row: row.change.before.indicator if row.change.renamed and row.change.before else None,
    "reason": lambda row: row.change.reason.zh,
    "before_words": lambda row: _words(row.change.before),
    "after_words": lambda row: _words(row.change.after),
    "before_citation": lambda row: citation(row.ours, row.change.before.quote) if row.change.before else None,
    "after_citation": lambda row: citation(row.theirs, row.change.after.quote) if row.change.after else None,
}
HEADS = (("变化", "status"), ("指标", "indicator"), ("上年", "before"), ("今年", "after"), ("说明", "reason"))


def plans_html(told: Account) -> str:
    """The folded table, its summary the counts; "" where neither plan has a target with a figure."""
    rows = plan_rows(told)
    if not rows:
        return ""
    said = "，".join(f"{NAMES[status].zh} {n}" for status, n in counts(told.changes).items())
    heads = "".join(f"<th>{title}" for title, _ in HEADS)
    body = "".join("<tr>" + "".join(f"<td>{text(str(PLAN_SOURCES[key](r)))}" for _, key in HEADS) for r in rows)
    return (
        "<details id=plans><summary><h2>新计划变了什么 <small>"
        f"{said} <span lang=en>from plan to plan</span></small></h2></summary><div class=scroll>"
        f"<table class=table><thead><tr>{heads}<tbody>{body}</table></div></details>"
    )
