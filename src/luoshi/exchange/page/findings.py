"""The list of findings: what was read, field by field, in text order; each row opens, and points at its words."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from html import escape

from luoshi.exchange.as_json import plain
from luoshi.exchange.page.figures import value
from luoshi.exchange.page.marks import Item
from luoshi.exchange.page.words import (
    CHECKABLE,
    FIELD,
    KIND,
    MISSING,
    NUMERAL,
    RELATION,
    ROLE,
    SEVERITY,
    Words,
    zh,
)  # fmt: skip
from luoshi.values import Aside, Correction, Measure, Numeral, Problem, Quote, Report, Span, Task, Unsure

EXCERPT = 48
_safe_id = re.compile(r"[A-Za-z][\w.-]*", re.ASCII)
# What the page's form can put right goes with each row, for the form to start from, but for what the row shows anyway
# (role, suggestions) and for what the script takes for granted (eq, level, low = high).
EDIT_MEASURE = ("indicator", "low", "high", "unit", "relation", "kind", "year", "scope")
EDIT_TASK = (
    "verb",
    "deliverables",
    "figures",
    "deadline",
    "due",
    "checkable",
    "strength",
    "origin",
    "bodies",
    "missing",
)
GRANTED: tuple[object, ...] = (None, [], "", "eq", "level")


def items(report: Report) -> list[Item]:
    """All findings in text order; problems without a place stand first."""
    kinds: tuple[tuple[str, tuple[object, ...]], ...] = (
        ("p", report.problems),
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
        if isinstance(finding, Numeral) and finding.why == "unsure" and quote in doubted:
            continue  # it stands there already, as the doubt that it is
        number = len(done) + 1
        ident = str(getattr(finding, "id", ""))
        if not _safe_id.fullmatch(ident) or ident in taken:
            ident = f"{kind}{number}"
        taken.add(ident)
        done.append(Item(ident, kind, number, quote, finding))
    return done


def _quote(finding: object, text: str) -> Quote | None:
    """Where a finding stands. A problem between two characters is shown at the next, so that it can be seen."""
    if not isinstance(finding, Problem):
        quote = finding.quote  # type: ignore[attr-defined]
        assert isinstance(quote, Quote)
        return quote
    if finding.span is None or not text:
        return None
    start = min(finding.span.start, len(text) - 1)
    end = min(max(finding.span.end, start + 1), len(text))
    return Quote((Span(start, end),), text[start:end])


def list_html(report: Report, found: list[Item]) -> str:
    """The rows, `<li>` each."""
    words = {m.id: m for m in report.measures}
    spans = sorted((s.start, s.end, p.role) for p in report.passages for s in p.quote.spans)
    starts = [start for start, _, _ in spans]
    until = -1
    rows: list[str] = []
    for item in found:
        at = item.quote.start if item.quote else -1
        i = bisect_right(starts, at) - 1
        role = spans[i][2] if i >= 0 and at < spans[i][1] else ""
        inside = item.kind == "m" and item.quote is not None and item.quote.start < until
        if item.kind == "t" and item.quote is not None:
            until = item.quote.end
        rows.append(_row(item, inside, words, role))
    return "\n".join(rows)


def _row(item: Item, inside: bool, words: dict[str, Measure], role: str) -> str:
    f = item.value
    classes, data, body = [item.kind], "", ""
    if isinstance(f, Measure):
        classes += [f.role] + ["in"] * inside + ["rep"] * f.repeat
        data, body = _data(f, EDIT_MEASURE), _measure(f)
    elif isinstance(f, Task):
        classes += [role or "plan"] + ["rep"] * f.repeat
        data, body = _data(f, EDIT_TASK), _task(f, words)
    else:
        classes += [role] * bool(role)
    if isinstance(f, Unsure):
        body = _unsure(f)
    elif isinstance(f, Problem):
        classes.append(f.severity)
        body = _problem(f)
    elif isinstance(f, Numeral):
        body = f"<p><q>{text(f.quote.text)}</q> <i>{zh(NUMERAL, f.why)}</i> <code>{text(f.rule)}</code></p>"
    elif isinstance(f, Aside):
        body = f"<p>{text(f.reason)} <q>{text(_excerpt(f.quote.text))}</q> <code>{text(f.rule)}</code></p>"
    real = str(getattr(f, "id", ""))
    if real and real != item.ident:
        data += f' data-id="{text(real)}"'
    if item.quote and item.kind in "mtun":
        data += " data-o=" + ",".join(f"{s.start}-{s.end}" for s in item.quote.spans)
    link = f"<a class=go href=#q-{item.ident}>{item.number}</a>" if item.quote else f"<b class=go>{item.number}</b>"
    return f'<li class="{" ".join(classes)}" id={item.ident}{data}>{link}{body}</li>'


def text(words: str) -> str:
    return escape(words).replace("\0", "\ufffd")


def _excerpt(words: str) -> str:
    return words if len(words) <= EXCERPT else words[:EXCERPT] + "…"


def _data(finding: Measure | Task, names: tuple[str, ...]) -> str:
    """The editable fields as JSON in a single-quoted attribute; what is empty is left out."""
    plainly = ((k, plain(getattr(finding, k))) for k in names)
    fields = {k: v for k, v in plainly if v not in GRANTED}
    if "low" in fields and fields["low"] == fields.get("high"):
        fields["v"] = fields.pop("low")
        del fields["high"]
    attribute = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return " data-v='" + attribute.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;") + "'"


def _fields(rows: Iterator[tuple[str, str]]) -> str:
    """A definition list of (field, HTML); empty ones are left out."""
    return "<dl>" + "".join(f"<dt>{zh(FIELD, name)}<dd>{html}" for name, html in rows if html) + "</dl>"


def _word(table: Words, key: str) -> str:
    return f"<bdi>{zh(table, key)}</bdi>" if key in table else text(key)


def _by(correction: Correction | None) -> str:
    if correction is None:
        return ""
    when = f"（{text(correction.when)}）" if correction.when else ""
    return f"<p class=by><b><bdi>已更正</bdi></b> {text(correction.who)}{when}：{text(correction.why)}</p>"


def _measure(m: Measure) -> str:
    year = f" {text(m.year)}" if m.year else ""
    repeat = " <i><bdi>重复</bdi></i>" if m.repeat else ""
    head = f"<b>{text(value(m))}</b> {text(m.indicator)} <i>{_word(ROLE, m.role)}{year}</i>{repeat}"

    def rows() -> Iterator[tuple[str, str]]:
        yield "relation", "" if m.relation == "eq" else _word(RELATION, m.relation)
        yield "kind", _word(KIND, m.kind)
        yield "scope", text(m.scope or "")
        yield "indicator_id", f"<code>{text(m.indicator_id)}</code>" if m.indicator_id else ""
        yield "accrual", text(m.accrual or "")
        yield "rule", _rule(m.rule, m.seen)

    return f"<details><summary>{head}</summary>{_fields(rows())}</details>{_by(m.correction)}"


def _task(t: Task, words: dict[str, Measure]) -> str:
    missing = "、".join(_word(MISSING, k) for k in t.missing)
    chips = f"<i>{_word(CHECKABLE, t.checkable)}</i>" + (f" <i class=miss>还缺 {missing}</i>" if missing else "")
    repeat = " <i><bdi>重复</bdi></i>" if t.repeat else ""

    def rows() -> Iterator[tuple[str, str]]:
        yield "verb", text(t.verb)
        yield "deliverables", text("、".join(t.deliverables))
        yield "figures", text("、".join(words[i].quote.text for i in t.figures if i in words))
        yield "deadline", text(t.deadline) if t.deadline else "<bdi>年底（文中未写）</bdi>"
        yield "due", text(t.due or "")
        yield "strength", text(t.strength or "")
        yield "accrual", text(t.accrual or "")
        yield "origin", text(t.origin or "")
        yield "bodies", text("、".join(t.bodies))
        yield "suggestions", "".join(_suggested(s.role, s.unit, s.reason) for s in t.suggestions)
        yield "path", text(t.path[-1]) if t.path else ""
        yield "rule", _rule(t.rule, t.seen)

    said = f"<q>{text(t.quote.text)}</q> {chips}{repeat}"
    return f"<details><summary>{said}</summary>{_fields(rows())}</details>{_by(t.correction)}"


def _suggested(role: str, unit: str, reason: str) -> str:
    """Never an assignment: 建议 stands before it and the reason behind it."""
    kind = "lead" if role == "牵头" else "with"
    mark = f"〔<bdi>建议</bdi><bdi>{text(role)}</bdi>〕"
    return f"<p class={kind}>{mark}<b>{text(unit)}</b> <small>{text(reason)}</small></p>"


def _rule(rule: str, seen: tuple[str, ...]) -> str:
    return f"<code>{text(rule)}</code>" + (f" <small>{text(' → '.join(seen))}</small>" if seen else "")


def _unsure(u: Unsure) -> str:
    choices = "；".join(u.alternatives)
    return (
        f"<p><strong><bdi>存疑</bdi></strong> <q>{text(_excerpt(u.quote.text))}</q> {text(u.question.zh)} "
        f"<small lang=en>{text(u.question.en)}</small></p><p><bdi>可能是</bdi>：{text(choices)} "
        f"<code>{text(u.rule)}</code></p>"
    )


def _problem(p: Problem) -> str:
    return (
        f"<p><strong>{_word(SEVERITY, p.severity)}</strong> {text(p.what.zh)} "
        f"<small lang=en>{text(p.what.en)}</small></p><p><bdi>怎么办</bdi>：{text(p.todo.zh)} "
        f"<small lang=en>{text(p.todo.en)}</small> <code>{text(p.code)}</code></p>"
    )
