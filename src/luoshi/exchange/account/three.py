"""The rows of three ways (三方对照): promised, claimed, measured, each in a column of its own, never mixed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from luoshi.comparing.account import Account
from luoshi.comparing.checking import Check, Measured
from luoshi.comparing.observations import Observation
from luoshi.comparing.promises import figure_of
from luoshi.comparing.reasons import NAMES, written
from luoshi.comparing.values import Link
from luoshi.exchange.account.rows import citation
from luoshi.exchange.breakdown import Book, Cell
from luoshi.exchange.cells import flat

OUTCOMES = {"agrees": "相符", "differs": "对不上", "unsure": "不能断定"}


@dataclass(frozen=True, slots=True)
class ThreeRow:
    """An observation with the claim that it was set against and the promise that it is of, as far as there are such."""

    number: int
    observation: Observation
    check: Check | None
    link: Link | None
    measured: Measured | None
    theirs: Book


def three_rows(told: Account) -> list[ThreeRow]:
    """What does not agree first, then what agrees, then what was measured and not claimed."""
    links = {k.id: k for k in told.comparison.links}
    by_claim = {k.result.finding: k for k in told.comparison.links if k.result and k.result.finding}
    against = {(m.link, m.observation.id): m for m in told.measured}
    found: list[tuple[Observation, Check | None, Link | None, Measured | None]] = []
    for check in sorted(told.checks, key=lambda c: ("differs", "unsure", "agrees").index(c.outcome)):
        link = by_claim.get(check.claim.id)
        found.append((check.observation, check, link, against.get((link.id, check.observation.id)) if link else None))
    told_of = {(link.id, o.id) for o, _, link, _ in found if link}
    found += [
        (m.observation, None, links.get(m.link), m) for m in told.measured if (m.link, m.observation.id) not in told_of
    ]
    book = Book(told.later)
    return [ThreeRow(i, o, c, k, m, book) for i, (o, c, k, m) in enumerate(found, 1)]


def _promised(row: ThreeRow) -> str:
    return written(row.link.promise.figure) if row.link and row.link.promise.figure else ""


def _where(row: ThreeRow) -> str:
    seen = row.observation
    if seen.row is not None:
        return f"{seen.found_in.name}第{seen.row}行"
    return f"{seen.found_in.name}偏移{seen.quote.start}–{seen.quote.end}" if seen.quote else seen.found_in.name


THREE_SOURCES: Mapping[str, Callable[[ThreeRow], Cell]] = {
    "blank": lambda row: None,
    "number": lambda row: row.number,
    "indicator": lambda row: row.observation.indicator,
    "indicator_id": lambda row: row.observation.indicator_id,
    "year": lambda row: row.observation.figure.year,
    "promised": _promised,
    "promise": lambda row: flat(row.link.promise.quote.text) if row.link else "",
    "claimed": lambda row: written(figure_of(row.check.claim)) if row.check else "",
    "claim": lambda row: row.theirs.sentence(row.check.claim.quote) if row.check else "",
    "claim_citation": lambda row: citation(row.theirs, row.check.claim.quote) if row.check else "",
    "measured": lambda row: row.observation.figure.text,
    "source": lambda row: row.observation.source,
    "date": lambda row: row.observation.date,
    "vintage": lambda row: row.observation.vintage,
    "observation_place": _where,
    "outcome": lambda row: OUTCOMES[row.check.outcome] if row.check else "报告没有说",
    "difference": lambda row: row.check.difference if row.check and row.check.outcome == "differs" else None,
    "allowed": lambda row: row.check.allowed if row.check else None,
    "difference_unit": lambda row: row.check.unit if row.check else None,
    "reason": lambda row: row.check.reason.zh if row.check else row.measured.reason.zh if row.measured else "",
    "measured_verdict": lambda row: NAMES[row.measured.verdict].zh if row.measured else "",
    "id": lambda row: row.observation.id,
}
