"""`NAME.corrections.jsonl`: what a person put right, applied on every later reading of the same report.

One JSON object a line: `finding` (the id), `who`, `why`, `when` (any words, best a date), and one of
  `set`     {field: value}: what is right (fields of Measure or Task, as in the JSON of a report)
  `reject`  true: it is no finding; the numerals in it are listed as `noise`
  `add`     "measure" or "task", with `start`, `end`, `text` and `set`: a finding that the reader missed
A correction that cannot be applied is a Problem with its line, and the file is never written by reading.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from luoshi.exchange.as_json import SchemaError, build, plain
from luoshi.values import Correction, Measure, Message, Numeral, Problem, Quote, Report, Span, Task

SUFFIX = ".corrections.jsonl"
KINDS: dict[str, type[Measure] | type[Task]] = {"measure": Measure, "task": Task}


def beside(path: Path) -> Path:
    """Where the corrections of the report at `path` stand."""
    return path.with_name(path.stem + SUFFIX)


def apply_file(report: Report, path: Path) -> Report:
    """The report with the corrections of `path`; every line that can't be applied is a Problem."""
    rows: list[tuple[int, dict[str, Any]]] = []
    problems: list[Problem] = []
    for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError("expected a JSON object")
            rows.append((number, row))
        except ValueError as error:
            problems.append(_problem(path, number, "不是一行 JSON", f"not a line of JSON: {error}"))
    state = _Corrected(report, path)
    for number, row in rows:
        try:
            state.apply(row)
        except (SchemaError, KeyError, ValueError, TypeError) as error:
            problems.append(_problem(path, number, f"未能应用：{error}", f"not applied: {error}"))
    return replace(
        report,
        measures=tuple(sorted(state.measures.values(), key=lambda m: m.quote.start)),
        tasks=tuple(sorted(state.tasks.values(), key=lambda t: t.quote.start)),
        numerals=tuple(sorted(state.numerals, key=lambda n: n.quote.start)),
        problems=report.problems + tuple(problems),
    )


def _problem(path: Path, line: int, zh: str, en: str) -> Problem:
    return Problem(
        "correction-not-applied",
        "warning",
        Message(f"{path.name} 第 {line} 行：{zh}", f"{path.name} line {line}: {en}"),
        Message(
            "请对照校对页改正这一行；其余更正已应用",
            "put this line right from the proof-reading page; the others were applied",
        ),
    )


class _Corrected:
    """The findings of a report while corrections are applied, by id."""

    def __init__(self, report: Report, path: Path) -> None:
        self.text = report.text
        self.path = path
        self.measures = {m.id: m for m in report.measures}
        self.tasks = {t.id: t for t in report.tasks}
        self.numerals = list(report.numerals)

    def apply(self, row: dict[str, Any]) -> None:
        note = Correction(str(row.get("who", "")), str(row.get("why", "")), str(row.get("when", "")))
        if not note.who:
            raise ValueError("without 'who': a correction needs a person who stands behind it")
        if "add" in row:
            return self._add(row, note)
        known: dict[str, Any] = self.measures if row["finding"] in self.measures else self.tasks
        old = known.get(row["finding"])
        if old is None:
            raise ValueError(f"no finding {row['finding']!r} in this reading")
        if row.get("reject"):
            del known[old.id]
            if isinstance(old, Measure):
                self.numerals.append(Numeral(old.quote, "noise", "correction"))
                self.tasks = {
                    k: replace(t, figures=tuple(f for f in t.figures if f != old.id)) for k, t in self.tasks.items()
                }
        elif isinstance(row.get("set"), dict):
            known[old.id] = replace(_with(old, row["set"]), correction=note)
        else:
            raise ValueError("expected one of 'set', 'reject', 'add'")
        return None

    def _add(self, row: dict[str, Any], note: Correction) -> None:
        kind = KINDS.get(row["add"])
        if kind is None:
            raise ValueError(f"'add': {row['add']!r}: expected measure or task")
        quote = Quote((Span(row["start"], row["end"]),), row["text"])
        if not quote.holds_in(self.text):
            raise ValueError(f"the text at {row['start']}–{row['end']} is not {row['text']!r}")
        digest = hashlib.blake2b(
            f"{row['add']} {row['start']} {row['text']}".encode("utf-8", "surrogatepass"), digest_size=5
        ).hexdigest()
        bare = {"id": f"{row['add'][0]}-{digest}", "rule": "correction", **_DEFAULTS[kind], **row.get("set", {})}
        found = build(kind, {**bare, "start": row["start"], "end": row["end"], "text": row["text"]}, "set")
        found = replace(found, correction=note)
        if isinstance(found, Measure):
            self.measures[found.id] = found
            inside = range(row["start"], row["end"])
            self.numerals = [n for n in self.numerals if n.quote.start not in inside]
        else:
            self.tasks[found.id] = found


_DEFAULTS: dict[type, dict[str, Any]] = {
    Measure: {
        "low": None, "high": None, "unit": None, "relation": "eq", "kind": "level", "indicator": "",
        "role": "context", "year": None, "scope": None,
    },
    Task: {
        "verb": "", "deliverables": [], "figures": [], "deadline": None, "due": None, "checkable": "general",
        "strength": None, "origin": None, "bodies": [], "suggestions": [], "missing": [], "path": [],
    },
}  # fmt: skip


def _with(old: Any, changes: dict[str, Any]) -> Any:
    fixed = {"id", "quote", "start", "end", "text", "spans", "correction", "rule"}
    names = {f.name for f in fields(old)} - fixed
    unknown = changes.keys() - names
    if unknown:
        raise ValueError(f"'set': unknown {', '.join(sorted(unknown))}: expected {', '.join(sorted(names))}")
    return build(type(old), {**plain(old), **changes}, "set")
