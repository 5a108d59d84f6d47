"""Report ↔ JSON: the documented, versioned schema (`docs/schema.md`), the one that the shared scorer takes."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from luoshi.values import SCHEMA_VERSION, Quote, Report, Span


def plain(value: Any) -> Any:
    """Values as JSON knows them: figures are decimal strings, a quote is start, end, text (and spans, where torn)."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if is_dataclass(value):
        row: dict[str, Any] = {}
        for f in fields(value):
            item = getattr(value, f.name)
            if isinstance(item, Quote):
                row |= {"start": item.start, "end": item.end, "text": item.text}
                if len(item.spans) > 1:
                    row["spans"] = plain(item.spans)
            else:
                row[f.name] = plain(item)
        return row
    return value


def dumps(report: Report) -> str:
    """The report as one JSON document."""
    return json.dumps({"schema": SCHEMA_VERSION, **plain(report)}, ensure_ascii=False, indent=1)
