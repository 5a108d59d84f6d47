"""Passages of which the report leaves nearly open whether they speak of what was done or of what is to be done.

They are read as the better guess, and a Problem names the other: a wrong role makes promises of results. A person
decides with a correction of the passage, and the problem is gone.
"""

from __future__ import annotations

from collections.abc import Iterable

from luoshi.reading.state import Block, Repaired
from luoshi.values import Message, Problem, Role, Span

NAMES: dict[Role, Message] = {
    "review": Message("回顾", "review"),
    "issues": Message("存在问题", "issues"),
    "plan": Message("安排", "plan"),
    "outlook": Message("展望", "outlook"),
}


def unclear_roles(repaired: Repaired, blocks: Iterable[Block]) -> tuple[Problem, ...]:
    """A problem for each run of unclear passages with one role."""
    runs: list[list[Block]] = []
    before: Block | None = None
    for block in blocks:
        if block.unclear:
            if before is not None and before.unclear and before.role == block.role:
                runs[-1].append(block)
            else:
                runs.append([block])
        before = block
    return tuple(_problem(repaired, run) for run in runs)


def _problem(repaired: Repaired, run: list[Block]) -> Problem:
    read = NAMES[run[0].role]
    other = NAMES["plan" if run[0].role in ("review", "issues") else "review"]
    quote = repaired.quote(run[0].start, run[-1].end)
    return Problem(
        "role-unclear",
        "warning",
        Message(
            f"这里是{read.zh}还是{other.zh}，读不准；现按{read.zh}读",
            f"{read.en} or {other.en}: it might be either, and is read as {read.en}",
        ),
        Message("请核定这一段说的是哪一种，并更正段落的角色", "decide which, and correct the passage's role"),
        Span(min(s.start for s in quote.spans), max(s.end for s in quote.spans)),
    )
