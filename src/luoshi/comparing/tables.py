"""The account as flat tables: one row a thing, every cell a plain value. The columns: docs/codebook.md."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from luoshi.comparing.account import Account
from luoshi.comparing.observations import Observation
from luoshi.comparing.plans import Change
from luoshi.comparing.values import Figure, Link
from luoshi.values import Checkable, Identity, Quote

Row = dict[str, object]
Tables = dict[str, list[Row]]


def rows(told: Account) -> Tables:
    """{"links": …, "near_misses": …, "measured": …, "checks": …, "changes": …}; a path is joined with ` / `.

    Every row begins with the pair that it is of: `place`, `code`, `promised_in` and `told_in` (plan years).
    """
    sorts, pair = told.sorts(), _pair(told.earlier.identity, told.later.identity)
    links = told.comparison.links
    return {
        "links": [pair | _link(link, sorts[link.id]) for link in links],
        "near_misses": [
            pair | {"link": link.id, "number": i} | _quote("", miss.quote) | {"why": miss.why.zh}
            for link in links
            for i, miss in enumerate(link.near_misses, 1)
        ],
        "measured": [
            pair | {"link": m.link, "verdict": m.verdict, "reason": m.reason.zh} | _observation(m.observation)
            for m in told.measured
        ],
        "checks": [
            pair
            | {"claim": c.claim.id, "outcome": c.outcome, "difference": c.difference, "allowed": c.allowed}
            | {"difference_unit": c.unit, "reason": c.reason.zh}
            | _quote("claim_", c.claim.quote)
            | _observation(c.observation)
            for c in told.checks
        ],
        "changes": [pair | _change(change) for change in told.changes],
    }


def polars(told: Account) -> dict[str, Any]:
    """`rows` as polars DataFrames. Needs `luoshi[tables]`."""
    import polars

    return {name: polars.DataFrame(some, infer_schema_length=None) for name, some in rows(told).items()}


def _pair(earlier: Identity, later: Identity) -> Row:
    return {
        "place": later.place or earlier.place,
        "code": later.code or earlier.code,
        "promised_in": earlier.plan_year,
        "told_in": later.plan_year,
    }


def _quote(name: str, quote: Quote | None) -> Row:
    if quote is None:
        return {f"{name}start": None, f"{name}end": None, f"{name}text": None}
    return {f"{name}start": quote.start, f"{name}end": quote.end, f"{name}text": quote.text}


def _figure(name: str, figure: Figure | None) -> Row:
    keys = ("figure", "low", "high", "unit", "relation", "kind", "year")
    if figure is None:
        return dict.fromkeys(f"{name}{key}" for key in keys)
    values = (figure.text, figure.low, figure.high, figure.unit, figure.relation, figure.kind, figure.year)
    return {f"{name}{key}": value for key, value in zip(keys, values, strict=True)}


def _link(link: Link, sort: Checkable) -> Row:
    promise, result, side = link.promise, link.result, link.side_by_side
    both: tuple[Decimal | None, ...] = (*side.promised, *side.claimed) if side else (None,) * 4
    names = ("promised_low", "promised_high", "claimed_low", "claimed_high")
    return (
        {
            "id": link.id,
            "verdict": link.verdict,
            "sort": sort,
            "indicator": promise.indicator,
            "indicator_id": promise.indicator_id,
            "strength": promise.strength,
            "way": promise.way,
            "task": promise.task,
            "path": " / ".join(promise.path),
        }
        | _quote("promise_", promise.quote)
        | _figure("promise_", promise.figure)
        | _quote("result_", result.quote if result else None)
        | _figure("result_", result.figure if result else None)
        | {"unit": side.unit if side else None}
        | dict(zip(names, both, strict=True))
        | {"reason": link.reason.zh, "rule": link.rule, "decided_by": link.correction.who if link.correction else None}
    )


def _observation(seen: Observation) -> Row:
    return (
        {
            "observation": seen.id,
            "indicator": seen.indicator,
            "indicator_id": seen.indicator_id,
            "real": seen.real,
            "source": seen.source,
            "date": seen.date,
            "vintage": seen.vintage,
            "file": seen.found_in.name,
            "row": seen.row,
        }
        | _quote("observed_", seen.quote)
        | _figure("observed_", seen.figure)
    )


def _change(change: Change) -> Row:
    before, after = change.before, change.after
    return (
        {"status": change.status, "indicator": change.indicator, "renamed": change.renamed}
        | {"difference": change.difference, "difference_unit": change.unit, "reason": change.reason.zh}
        | _quote("before_", before.quote if before else None)
        | _figure("before_", before.figure if before else None)
        | _quote("after_", after.quote if after else None)
        | _figure("after_", after.figure if after else None)
    )
