"""Report ↔ JSON: the documented, versioned schema (`docs/schema.md`), the one that the shared scorer takes.

Figures are decimal strings. A quote is flattened into its finding as `start`, `end`, `text`, and `spans` where the
sentence was torn. `tasks[].figures` are the words of the figures, `figure_ids` the measures that they are.
"""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from luoshi.values import SCHEMA_VERSION, Place, Quote, Report, Span


class SchemaError(ValueError):
    """A JSON document that is not a report of this schema; the message names the place, the value, the expected."""


def plain(value: Any) -> Any:
    """Values as JSON knows them."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
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
            elif item is None and isinstance(value, Place):
                continue
            else:
                row[f.name] = plain(item)
        return row
    return value


def to_dict(report: Report) -> dict[str, Any]:
    """The report as JSON's own types, `schema` first."""
    data = {"schema": SCHEMA_VERSION, **plain(report)}
    words = {m.id: m.quote.text for m in report.measures}
    for row in data["tasks"]:
        row["figure_ids"] = row["figures"]
        row["figures"] = [words[i] for i in row["figure_ids"]]
    return data


def dumps(report: Report) -> str:
    """The report as one JSON document, a line a field, and a line a place: there are thousands."""
    data = to_dict(report)
    places = [json.dumps(place, ensure_ascii=False) for place in data.pop("places")]
    written = json.dumps(data, ensure_ascii=False, indent=1)
    if places:
        written = written[:-2] + ',\n "places": [\n  ' + ",\n  ".join(places) + "\n ]\n}"
    return written + "\n"


def loads(text: str) -> Report:
    """The report that `dumps` wrote; raises SchemaError where it is none or its quotes don't hold."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise SchemaError(f"line {error.lineno}: not JSON: {error.msg}") from error
    if not isinstance(data, dict) or "schema" not in data:
        raise SchemaError(
            "expected a JSON object with the key 'schema': is this a file of `luoshi read --format json`?"
        )
    if str(data["schema"]).split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise SchemaError(f"schema {data['schema']!r}: this luoshi reads {SCHEMA_VERSION}; read the report again")
    data = {k: v for k, v in data.items() if k != "schema"}
    for row in data.get("tasks", ()):
        row["figures"] = row.pop("figure_ids", [])
    report = build(Report, data, "report")
    assert isinstance(report, Report)
    return report


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def build(kind: Any, value: Any, where: str) -> Any:
    """`value` of JSON as a value of type `kind`."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return build(next(k for k in get_args(kind) if k is not type(None)), value, where)
    if origin is Literal:
        if value not in get_args(kind):
            raise SchemaError(f"{where}: {value!r}: expected one of {', '.join(map(str, get_args(kind)))}")
        return value
    if origin is tuple:
        if not isinstance(value, list):
            raise SchemaError(f"{where}: {value!r}: expected a list")
        return tuple(build(get_args(kind)[0], v, f"{where}[{i}]") for i, v in enumerate(value))
    if kind is Decimal:
        try:
            return Decimal(str(value))
        except InvalidOperation as error:
            raise SchemaError(f"{where}: {value!r}: expected a decimal number") from error
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if kind is Span:
        return Span(*value)
    if is_dataclass(kind):
        return _build_dataclass(kind, value, where)
    if not isinstance(value, kind):
        raise SchemaError(f"{where}: {value!r}: expected {kind.__name__}")
    return value


def _build_dataclass(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise SchemaError(f"{where}: {value!r}: expected an object")
    value = dict(value)
    hints = _hints(kind)
    for name, hint in hints.items():
        if hint is Quote:
            missing = [k for k in ("start", "end", "text") if k not in value]
            if missing:
                raise SchemaError(f"{where}: without {', '.join(missing)}")
            hull = [value.pop("start"), value.pop("end")]
            spans = value.pop("spans", None) or [hull]
            value[name] = Quote(tuple(Span(*s) for s in spans), value.pop("text"))
    unknown = value.keys() - hints.keys()
    if unknown:
        raise SchemaError(f"{where}: unknown {', '.join(sorted(unknown))}: expected {', '.join(hints)}")
    try:
        return kind(**{k: v if isinstance(v, Quote) else build(hints[k], v, f"{where}.{k}") for k, v in value.items()})
    except (TypeError, ValueError) as error:
        raise SchemaError(f"{where}: {error}") from error
