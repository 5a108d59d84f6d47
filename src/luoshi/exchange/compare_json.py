"""A comparison as JSON: the documented form, the one that the shared scorer of links takes."""

from __future__ import annotations

import json
from typing import Any

from luoshi.comparing import Comparison
from luoshi.exchange.as_json import plain

SCHEMA = "luoshi-comparison 1.0"


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """The comparison as JSON's own types. A link's promise and result bear their figure's fields beside their own."""
    data = {"schema": SCHEMA, **plain(comparison), "counts": comparison.counts()}
    for link in data["links"]:
        for side in (link["promise"], link["result"]):
            if side is not None:
                figure = side.pop("figure") or {}
                side |= {key: figure.get(key) for key in ("low", "high", "unit", "relation", "kind")}
                side["figure"] = figure.get("text")
                if side.get("way"):
                    side["relation"] = side["way"]
    return data


def dumps(comparison: Comparison) -> str:
    """The comparison as one JSON document."""
    return json.dumps(to_dict(comparison), ensure_ascii=False, indent=1) + "\n"
