"""Whether a task without a figure names something that is there or not at the year's end, or a direction only."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.reading.tasks.features import Clause
from luoshi.values import Checkable


def without_figure(clauses: Sequence[Clause]) -> Checkable:
    named = any(c.spec in ("quoted", "name") or c.kind in ("project", "programme") or "end" in c.marks for c in clauses)
    return "named" if named and not all("vague" in c.marks for c in clauses) else "general"
