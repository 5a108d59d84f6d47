"""The findings of a report while corrections are applied to them, one line after the other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args

from luoshi.exchange.as_json import plain
from luoshi.exchange.corrections.lines import STALE, Line, Refused, checked, unknown
from luoshi.reading.again import inside, read_task
from luoshi.values import Correction, Measure, Numeral, NumeralWhy, Quote, Report, Span, Task

About = tuple[str, str, Span | None]  # the finding's id, its words, where
SETTLED = ("measure", *(why for why in get_args(NumeralWhy) if why != "unsure"))
_FIXED = frozenset({"id", "quote", "correction", "rule", "seen"})
_NEW_MEASURE: dict[str, Any] = {
    "low": None, "high": None, "unit": None, "relation": "eq", "kind": "level", "indicator": "", "role": "context",
    "year": None, "scope": None, "rule": "correction",
}  # fmt: skip
_digits = re.compile("[0-9０-９]+")


class Findings:
    """Measures, tasks, numerals and doubts by id."""

    def __init__(self, report: Report, departments: Path | None) -> None:
        self.old, self.departments = report, departments
        self.text = report.text
        self.measures = {m.id: m for m in report.measures}
        self.tasks = {t.id: t for t in report.tasks}
        self.unsure = {u.id: u for u in report.unsure}
        self.passages = {p.id: p for p in report.passages if p.id}
        self.numerals = list(report.numerals)
        self.touched: list[Quote] = []

    def report(self) -> Report:
        """The report as it is now: in text order, every numeral of what was touched accounted for."""
        self._account()
        return replace(
            self.old,
            measures=tuple(sorted(self.measures.values(), key=lambda m: m.quote.start)),
            tasks=tuple(sorted(self.tasks.values(), key=lambda t: t.quote.start)),
            numerals=tuple(sorted(self.numerals, key=lambda n: n.quote.start)),
            unsure=tuple(self.unsure.values()),
        )

    def apply(self, line: Line) -> About:
        """Apply a line; what it is about. Raises Refused, and then nothing is changed."""
        assert line.by is not None
        deeds: Mapping[str, Callable[[Mapping[str, Any], Correction], About]] = {
            "add": self._add, "merge": self._merge, "reject": self._reject, "settle": self._settle,
            "split": self._split, "set": self._set, "text": self._set,
        }  # fmt: skip
        return deeds[line.deed](line.row, line.by)

    # ---- what lines do

    def _set(self, row: Mapping[str, Any], by: Correction) -> About:
        name, changes = row["finding"], row.get("set", {})
        if name in self.passages:  # applied already, in reading
            if "text" in row:
                raise Refused("段落的起止不能改", "the words of a passage cannot be changed")
            return _about(name, self.passages[name].quote)
        if name.startswith("p-"):
            raise Refused(f"这次没有读出段落“{name}”", f"no passage {name!r} in this reading", STALE)
        old = self._finding(name)
        new: Measure | Task = old
        if "text" in row:
            quote = self._quote(row)
            self.touched.append(old.quote)
            new = replace(old, quote=quote) if isinstance(old, Measure) else self._read(name, quote, old.path, old)
        new = replace(self._with(new, changes), correction=by)
        self._put(new)
        return _about(name, old.quote)

    def _reject(self, row: Mapping[str, Any], by: Correction) -> About:
        if row["reject"] is not True:
            raise Refused("reject 只能是 true", "'reject': expected true")
        if row["finding"] in self.unsure:
            raise Refused("存疑的用 settle 判定", "a doubt is decided with 'settle'")
        if row["finding"] in self.passages:
            raise Refused("段落不能去掉，可以改 role", "a passage cannot be rejected: set its role")
        old = self._finding(row["finding"])
        if isinstance(old, Measure):
            del self.measures[old.id]
            self.numerals.append(Numeral(old.quote, "noise", "correction"))
            for task in [t for t in self.tasks.values() if old.id in t.figures]:
                self.tasks[task.id] = _held_to(task, tuple(f for f in task.figures if f != old.id))
        else:
            del self.tasks[old.id]
        return _about(old.id, old.quote)

    def _settle(self, row: Mapping[str, Any], by: Correction) -> About:
        doubt = self.unsure.get(row["finding"])
        if doubt is None:
            raise Refused(f"没有“{row['finding']}”这条存疑", f"no doubt {row['finding']!r} in this reading", STALE)
        what = row["settle"]
        if what not in SETTLED:
            raise Refused(
                f"settle 不能是“{what}”，应为 {'、'.join(SETTLED)} 之一",
                f"'settle': {what!r}: expected one of {', '.join(SETTLED)}",
            )
        if what == "measure":
            self._put(self._measure(doubt.quote, row.get("set", {}), by))
        elif row.get("set"):
            raise Refused("判定为不是指标时不要 set", "'set' goes with 'settle': \"measure\" only")
        self.numerals = [n for n in self.numerals if not (n.why == "unsure" and n.quote == doubt.quote)]
        if what != "measure":
            self.numerals.append(Numeral(doubt.quote, what, "correction"))
        del self.unsure[doubt.id]
        return _about(doubt.id, doubt.quote)

    def _add(self, row: Mapping[str, Any], by: Correction) -> About:
        quote = self._quote(row)
        if row["add"] == "measure":
            self._free(quote)
            new: Measure | Task = self._measure(quote, row.get("set", {}), by)
        elif row["add"] == "task":
            read = self._read(_id("task", quote), quote, self._path(quote), None)
            new = replace(self._with(read, row.get("set", {})), correction=by)
        else:
            raise Refused(
                f"add 不能是“{row['add']}”，应为 measure 或 task", f"'add': {row['add']!r}: expected measure or task"
            )
        self._put(new)
        return _about(new.id, quote)

    def _split(self, row: Mapping[str, Any], by: Correction) -> About:
        old = self._task(row["finding"])
        parts = row["split"]
        if not isinstance(parts, list) or not parts or not all(isinstance(p, dict) for p in parts):
            raise Refused("split 应是一列 {start, end, text}", "'split': expected a list of {start, end, text}")
        made = []
        for part in parts:
            unknown(part, ("start", "end", "text", "spans", "set"), "split ")
            quote = self._quote(part)
            if not all(any(o.start <= s.start and s.end <= o.end for o in old.quote.spans) for s in quote.spans):
                raise Refused(f"“{quote.text}”不在这项任务里", f"{quote.text!r} is not part of the task")
            new = self._read(_id("task", quote), quote, old.path, old)
            made.append(replace(self._with(new, part.get("set", {})), correction=by))
        del self.tasks[old.id]
        for new in made:
            self._put(new)
        return _about(old.id, old.quote)

    def _merge(self, row: Mapping[str, Any], by: Correction) -> About:
        names = row["merge"]
        if not isinstance(names, list) or len(names) < 2:
            raise Refused("merge 应是两项以上任务的编号", "'merge': expected the ids of two tasks or more")
        tasks = sorted((self._task(name) for name in names), key=lambda t: t.quote.start)
        quote = self._joined([t.quote for t in tasks])
        new = self._read(_id("task", quote), quote, tasks[0].path, tasks[0])
        new = replace(self._with(new, row.get("set", {})), correction=by)
        for task in tasks:
            self.tasks.pop(task.id, None)
        self._put(new)
        return _about(new.id, quote)

    # ---- how

    def _finding(self, name: str) -> Measure | Task:
        found = self.measures.get(name) or self.tasks.get(name)
        if found is None:
            raise Refused(f"这次没有读出“{name}”", f"no finding {name!r} in this reading", STALE)
        return found

    def _task(self, name: Any) -> Task:
        found = self.tasks.get(name)
        if found is None:
            raise Refused(f"这次没有读出任务“{name}”", f"no task {name!r} in this reading", STALE)
        return found

    def _quote(self, row: Mapping[str, Any]) -> Quote:
        """The words that a line gives. Where they don't stand at its offsets but once elsewhere, they are meant."""
        words = row.get("text")
        if not isinstance(words, str) or not words:
            raise Refused("没有写 text：是哪几个字", "without 'text': which words it is about")
        spans = row.get("spans", [[row["start"], row["end"]]] if {"start", "end"} <= row.keys() else None)
        if spans is not None:
            made = checked(tuple[tuple[int, ...], ...], spans, "spans")
            try:
                quote = Quote(tuple(Span(*s) for s in made), words)
            except (TypeError, ValueError) as error:
                raise Refused(f"位置写得不对：{error}", f"'spans': {error}") from error
            if made and quote.holds_in(self.text):
                return quote
        if self.text.count(words) == 1:
            start = self.text.index(words)
            return Quote((Span(start, start + len(words)),), words)
        at = f"{spans[0][0]}–{spans[-1][-1]}" if spans else "?"
        raise Refused(f"原文 {at} 处不是“{words}”", f"the text at {at} is not {words!r}", STALE)

    def _joined(self, quotes: Sequence[Quote]) -> Quote:
        """From the first to the last word, without what was set aside between."""
        spans = [s for q in quotes for s in q.spans]
        taken = [s for a in self.old.asides for s in a.quote.spans]
        joined = [spans[0]]
        for span in spans[1:]:
            last = joined[-1]
            if any(last.end <= t.start < span.start for t in taken):
                joined.append(span)
            else:
                joined[-1] = Span(last.start, max(last.end, span.end))
        return Quote(tuple(joined), "".join(self.text[s.start : s.end] for s in joined))

    def _free(self, quote: Quote) -> None:
        """Refuse words that are part of a measure: nothing is counted twice."""
        for m in self.measures.values():
            if any(a.start < b.end and b.start < a.end for a in m.quote.spans for b in quote.spans):
                raise Refused(
                    f"“{m.quote.text}”已是指标 {m.id}，请用 finding 改它",
                    f"{m.quote.text!r} is the measure {m.id} already: change that one",
                )

    def _path(self, quote: Quote) -> tuple[str, ...]:
        for passage in self.old.passages:
            if any(s.start <= quote.start < s.end for s in passage.quote.spans):
                return passage.path
        return ()

    def _measure(self, quote: Quote, changes: Mapping[str, Any], by: Correction) -> Measure:
        bare = {**_NEW_MEASURE, "id": _id("measure", quote), "path": list(self._path(quote))}
        at = {"start": quote.start, "end": quote.end, "text": quote.text, "spans": plain(quote.spans)}
        new = self._with(checked(Measure, {**bare, **at}, "set"), changes)
        assert isinstance(new, Measure)
        return replace(new, correction=by)

    def _read(self, name: str, quote: Quote, path: tuple[str, ...], old: Task | None) -> Task:
        figures = inside(tuple(self.measures.values()), quote)
        new = read_task(name, self.text, quote, figures, path, self.old.identity, self.departments)
        if new is None:
            raise Refused(f"“{quote.text}”里没有可办的事", f"{quote.text!r} holds nothing to do")
        return replace(new, repeat=old.repeat, origin=new.origin or old.origin) if old else new

    def _with(self, old: Any, changes: Mapping[str, Any]) -> Any:
        """The finding with the fields changed."""
        names = [f.name for f in fields(old) if f.name not in _FIXED]
        unknown(changes, names, "set ")
        return checked(type(old), {**plain(old), **changes}, "set") if changes else old

    def _put(self, new: Measure | Task) -> None:
        if isinstance(new, Task):
            self.tasks[new.id] = new
            return
        self.measures[new.id] = new
        self.numerals = [n for n in self.numerals if not _within(n.quote, new.quote)]
        for task in list(self.tasks.values()):
            there, promised = new.id in task.figures, bool(inside((new,), task.quote))
            if promised and not there:
                self.tasks[task.id] = _held_to(task, (*task.figures, new.id))
            elif there and new.role != "plan":
                self.tasks[task.id] = _held_to(task, tuple(f for f in task.figures if f != new.id))

    def _account(self) -> None:
        """Numerals of words that are no longer a measure's are listed."""
        quotes = [m.quote for m in self.measures.values()] + [n.quote for n in self.numerals]
        covered = [s for q in quotes for s in q.spans]
        for quote in self.touched:
            for span in quote.spans:
                for m in _digits.finditer(self.text, span.start, span.end):
                    if not any(s.start < m.end() and m.start() < s.end for s in covered):
                        at = Span(m.start(), m.end())
                        self.numerals.append(Numeral(Quote((at,), m.group()), "noise", "correction"))


def _held_to(task: Task, figures: tuple[str, ...]) -> Task:
    """The task with these figures: it is checkable by them, or names something, or only a direction."""
    checkable = task.checkable
    if figures:
        checkable = "figure"
    elif checkable == "figure":
        checkable = "named" if task.deliverables else "general"
    missing = tuple(m for m in task.missing if m != "figure")
    return replace(task, figures=figures, checkable=checkable, missing=missing if figures else ("figure", *missing))


def _within(inner: Quote, outer: Quote) -> bool:
    return all(any(o.start <= s.start and s.end <= o.end for o in outer.spans) for s in inner.spans)


def _about(name: str, quote: Quote) -> About:
    return name, quote.text, Span(quote.start, quote.end)


def _id(kind: str, quote: Quote) -> str:
    digest = hashlib.blake2b(f"{kind} {quote.start} {quote.text}".encode("utf-8", "surrogatepass"), digest_size=5)
    return f"{kind[0]}-{digest.hexdigest()}"
