"""A comparison as JSON: the documented form, the one that the shared scorer of links takes."""

from __future__ import annotations

import json
from typing import Any

from luoshi.comparing import Account, Comparison
from luoshi.exchange.account.rows import citation, stands
from luoshi.exchange.as_json import plain
from luoshi.exchange.breakdown import Book

SCHEMA = "luoshi-comparison 1.0"


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """The comparison as JSON's own types. A link's promise and result bear their figure's fields beside their
    own. `counts`: of promises that can be checked; `general`: of general directions."""
    data = {"schema": SCHEMA, **plain(comparison), "counts": comparison.counts()}
    data["general"] = comparison.counts(general=True)
    for link in data["links"]:
        for side in (link["promise"], link["result"]):
            if side is not None:
                figure = side.pop("figure") or {}
                side |= {key: figure.get(key) for key in ("low", "high", "unit", "relation", "kind")}
                side["figure"] = figure.get("text")
                if side.get("way"):
                    side["relation"] = side["way"]
    return data


def account_dict(told: Account) -> dict[str, Any]:
    """The account as JSON's own types: the comparison; for every link its `sort`, its citations and who stands behind
    it; `measured` and `checks`, what somebody else measured of the promises and of the claims; `changes` from plan to
    plan."""
    data = to_dict(told.comparison)
    sorts, ours, theirs = told.sorts(), Book(told.earlier), Book(told.later)
    data["earlier_sha256"], data["later_sha256"] = told.earlier.source.sha256, told.later.source.sha256
    for row, link in zip(data["links"], told.comparison.links, strict=True):
        row["sort"], row["stands"] = sorts[link.id], stands(link.correction)
        row["promise"]["citation"] = citation(ours, link.promise.quote)
        if link.result:
            row["result"]["citation"] = citation(theirs, link.result.quote)
    data["measured"], data["checks"] = plain(told.measured), plain(told.checks)
    data["changes"] = plain(told.changes)
    for check, row in zip(told.checks, data["checks"], strict=True):
        row["claim"] = {"finding": check.claim.id, "figure": check.claim.quote.text, "indicator": check.claim.indicator}
        row["claim"] |= {"start": check.claim.quote.start, "end": check.claim.quote.end}
    return data


def dumps(comparison: Comparison | Account) -> str:
    """The comparison or the account as one JSON document."""
    data = account_dict(comparison) if isinstance(comparison, Account) else to_dict(comparison)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
