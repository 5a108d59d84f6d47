"""What is wrong with an account, as rows: with the pair, then with either report as far as its reading is broken."""

from __future__ import annotations

from luoshi import names
from luoshi.comparing.account import Account
from luoshi.exchange.listing import ProblemRow
from luoshi.values import Problem


def problem_rows(told: Account) -> list[ProblemRow]:
    """The problems of the pair, numbered, then those of the two readings with the file's name."""
    found: list[tuple[str, Problem]] = [("对照", p) for p in told.comparison.problems]
    for report in (told.earlier, told.later):
        found += [(report.source.name, p) for p in report.problems]
    return [
        ProblemRow(i, sort, names.zh(names.SEVERITY, p.severity), p.what, p.todo, "", "", p.code)
        for i, (sort, p) in enumerate(found, 1)
    ]
