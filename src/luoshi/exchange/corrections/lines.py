"""A line of a file of corrections: what may stand in it, and what is refused before anything is applied."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, cast

from luoshi.exchange.as_json import SchemaError, build
from luoshi.reading.overrule import Overrule
from luoshi.values import Correction, Message, Passage, Role

SIGNED = ("who", "why", "when")
QUOTED = ("start", "end", "text", "spans")
# What a line does → the keys that it may have besides who, why and when. The first that is there tells.
DEEDS: Mapping[str, tuple[str, ...]] = {
    "add": ("set", *QUOTED),
    "merge": ("set",),
    "reject": ("finding",),
    "settle": ("finding", "set"),
    "split": ("finding",),
    "set": ("finding", *QUOTED),
    "text": ("finding", *QUOTED),
}
PASSAGE_FIELDS = ("role", "year", "path")
REWRITE = Message(
    "请对照校对页改正这一行；其余更正已应用", "put this line right from the proof-reading page; the others were applied"
)
STALE = Message(
    "原文或读法已经变了：请打开校对页重新更正，再删去这一行",
    "the text or its reading has changed: correct it anew on the proof-reading page, then delete this line",
)


class Refused(Exception):
    """Why a line cannot be applied, and what to do."""

    def __init__(self, zh: str, en: str, todo: Message = REWRITE) -> None:
        super().__init__(en)
        self.what = Message(zh, en)
        self.todo = todo


@dataclass(frozen=True, slots=True)
class Line:
    """A line: `number` from 1, `deed` a key of DEEDS, `row` its keys; `refused` where it is no correction."""

    file: str
    number: int
    text: str
    deed: str = ""
    row: Mapping[str, Any] = field(default_factory=dict)
    by: Correction | None = None
    refused: Refused | None = None

    @property
    def finding(self) -> str:
        return str(self.row.get("finding", ""))


def parse(file: str, number: int, text: str) -> Line:
    """The line, checked as far as that goes without the report."""
    text = text.strip()
    try:
        row = _object(text)
        deed = _deed(row)
        by = Correction(*(_words(row, key) for key in SIGNED))
        if not by.who:
            raise Refused("没有写 who：更正要有人负责", "without 'who': a person stands behind a correction")
        if deed == "set" and _is_passage(row["finding"]):
            _overrule(row["set"], by)
    except Refused as refused:
        return Line(file, number, text, refused=refused)
    return Line(file, number, text, deed, row, by)


def _object(text: str) -> dict[str, Any]:
    whole = Message("请改成一行一个 JSON 对象", "make it one JSON object on one line")
    try:
        row = json.loads(text)
    except ValueError as error:
        raise Refused("不是一行 JSON", f"not a line of JSON: {error}", whole) from error
    if not isinstance(row, dict):
        raise Refused("不是 JSON 对象", "not a JSON object", whole)
    return row


def _deed(row: Mapping[str, Any]) -> str:
    deed = next((name for name in DEEDS if row.get(name) is not None), None)
    if deed is None:
        known = "、".join(DEEDS)
        raise Refused(f"没有说要改什么，应有 {known} 之一", f"says nothing to do: expected one of {', '.join(DEEDS)}")
    unknown(row, (deed, *DEEDS[deed], *SIGNED), "")
    if "finding" in DEEDS[deed] and not isinstance(row.get("finding"), str):
        raise Refused("没有写 finding：要改哪一条", "without 'finding': the id of what it is about")
    if "set" in row and not isinstance(row["set"], dict):
        raise Refused(f"set 应是 {{字段: 值}}，不是 {row['set']!r}", f"'set': expected an object, not {row['set']!r}")
    return deed


def _words(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise Refused(f"{key} 应是文字，不是 {value!r}", f"{key!r}: expected words, not {value!r}")
    return value.strip()


def unknown(row: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    """Refuse what is not known, naming the likely one."""
    known = tuple(known)
    for key in row:
        if key not in known:
            near = get_close_matches(str(key), known, 1)
            zh, en = (f"是不是 {near[0]}？", f"did you mean {near[0]!r}? ") if near else ("", "")
            listed = ", ".join(sorted(known))
            raise Refused(
                f"{where}不认识“{key}”，{zh}可用的有：{listed}", f"{where}unknown {key!r}: {en}expected {listed}"
            )


def checked(kind: Any, value: Any, where: str) -> Any:
    """`value` as a value of type `kind`, or Refused with the place."""
    try:
        return build(kind, value, where)
    except SchemaError as error:
        raise Refused(f"写得不对：{error}", str(error)) from error


def _is_passage(finding: str) -> bool:
    return finding.startswith("p-")


def said(lines: Iterable[Line]) -> dict[str, Overrule]:
    """What the lines say of passages, by the passage's id; of several the later adds to the earlier."""
    found: dict[str, Overrule] = {}
    rows: dict[str, dict[str, Any]] = {}
    for line in lines:
        if line.refused is None and line.deed == "set" and _is_passage(line.finding) and line.by:
            rows[line.finding] = {**rows.get(line.finding, {}), **line.row["set"]}
            found[line.finding] = _overrule(rows[line.finding], line.by)
    return found


def _overrule(changes: Mapping[str, Any], by: Correction) -> Overrule:
    unknown(changes, PASSAGE_FIELDS, "set ")
    role = checked(Role, changes["role"], "set.role") if "role" in changes else None
    year = checked(str | None, changes.get("year"), "set.year")
    path = checked(tuple[str, ...], changes["path"], "set.path") if "path" in changes else None
    return Overrule(by, cast(Role | None, role), year, "year" in changes, path)


assert set(PASSAGE_FIELDS) <= set(Passage.__dataclass_fields__)
