"""All that the page lists, in text order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from luoshi.values import CorrectionLine, Numeral, Problem, Quote, Report, Span

_safe_id = re.compile(r"[A-Za-z][\w.-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as the text and the list share it: `number` in text order, `kind` a key of words.FINDING."""

    ident: str
    kind: str
    number: int
    quote: Quote | None
    value: object


def items(report: Report) -> list[Item]:
    """All findings in text order; what has no place stands first."""
    kinds: tuple[tuple[str, Sequence[object]], ...] = (
        # A line of corrections that was not applied is listed as such, and not once more as a problem.
        ("p", [p for p in report.problems if not (report.corrections and p.code == "correction-not-applied")]),
        ("c", report.corrections),
        ("s", report.passages),
        ("t", report.tasks),
        ("u", report.unsure),
        ("m", report.measures),
        ("n", report.numerals),
        ("a", report.asides),
    )
    found = [(_quote(f, report.text), order, k, f) for order, (k, fs) in enumerate(kinds) for f in fs]
    found.sort(key=lambda row: (row[0].start if row[0] else -1, row[1]))
    doubted = {u.quote for u in report.unsure}
    taken: set[str] = set()
    done: list[Item] = []
    for quote, _, kind, finding in found:
        if isinstance(finding, Numeral) and (finding.rule == "correction" or quote in doubted):
            continue  # it stands there already, as the correction or the doubt that it is
        number = len(done) + 1
        ident = str(getattr(finding, "id", ""))
        if not _safe_id.fullmatch(ident) or ident in taken:
            ident = f"{kind}{number}"
        taken.add(ident)
        done.append(Item(ident, kind, number, quote, finding))
    return done


def _quote(finding: object, text: str) -> Quote | None:
    """Where a finding stands. A problem between two characters is shown at the next, so that it can be seen."""
    if not isinstance(finding, Problem | CorrectionLine):
        return cast(Quote, finding.quote)  # type: ignore[attr-defined]
    if finding.span is None or not text:
        return None
    start = min(finding.span.start, len(text) - 1)
    end = min(max(finding.span.end, start + 1), len(text))
    return Quote((Span(start, end),), text[start:end])
