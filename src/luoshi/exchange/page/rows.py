"""The list of findings: a row each, in text order, that says what was read and points at its words.

What else is known of a finding (`facts.py`) the page's script shows when a row is opened.
"""

from __future__ import annotations

from bisect import bisect_right
from html import escape

from luoshi import names
from luoshi.exchange.cells import flat
from luoshi.exchange.page.figures import value
from luoshi.exchange.page.items import Item
from luoshi.names import Names
from luoshi.values import (
    Aside,
    Correction,
    CorrectionLine,
    Measure,
    Numeral,
    Passage,
    Problem,
    Report,
    Task,
    Unsure,
)  # fmt: skip

EXCERPT = 48
PLACED = "mtusn"  # what a correction may be about: the script must know where it stands
_REPEAT = " <i><bdi>重复</bdi></i>"


def rows_html(report: Report, found: list[Item]) -> str:
    """The rows, `<li>` each."""
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
        rows.append(_row(item, inside, role))
    return "\n".join(rows)


def _row(item: Item, inside: bool, role: str) -> str:
    f = item.value
    classes = [item.kind]
    if isinstance(f, Measure):
        classes += [f.role] + ["in"] * inside
    elif isinstance(f, Problem):
        classes += [f.severity] + [role] * bool(role)
    elif isinstance(f, CorrectionLine):
        classes += ["refused"] * (f.refused is not None)
    else:
        classes += [role or "plan"] if isinstance(f, Task) else [role] * bool(role)
    if getattr(f, "repeat", False):
        classes.append("rep")
    at = ""
    if item.quote and item.kind in PLACED:
        at = " data-o=" + ",".join(f"{s.start}-{s.end}" for s in item.quote.spans)
    link = f"<a class=go href=#q-{item.ident}>{item.number}</a>" if item.quote else f"<b class=go>{item.number}</b>"
    return f'<li class="{" ".join(classes)}" id={item.ident}{at}>{link}{_said(f)}</li>'


def text(words: str) -> str:
    return escape(words).replace("\0", "\ufffd")


def _excerpt(words: str) -> str:
    words = flat(words)
    return text(words if len(words) <= EXCERPT else words[:EXCERPT] + "…")


def _word(table: Names, key: str) -> str:
    return f"<bdi>{names.zh(table, key)}</bdi>" if key in table else text(key)


def _by(correction: Correction | None) -> str:
    if correction is None:
        return ""
    return f"<p class=by><b><bdi>已更正</bdi></b> {_signed(correction)}</p>"


def _signed(correction: Correction) -> str:
    when = f"（{text(correction.when)}）" if correction.when else ""
    why = f"：{text(correction.why)}" if correction.why else ""
    return f"{text(correction.who)}{when}{why}"


def _said(f: object) -> str:
    """What the row says, by what is found."""
    if isinstance(f, Measure):
        return _measure(f)
    if isinstance(f, Task):
        return _task(f)
    if isinstance(f, Passage):
        return _passage(f)
    if isinstance(f, Unsure):
        return _unsure(f)
    if isinstance(f, Problem):
        return _problem(f)
    if isinstance(f, CorrectionLine):
        return _correction(f)
    if isinstance(f, Numeral):
        return f"<q>{text(flat(f.quote.text))}</q> <i>{_word(names.NUMERAL, f.why)}</i>"
    assert isinstance(f, Aside)
    return f"{text(f.reason)} <q>{_excerpt(f.quote.text)}</q>"


def _measure(m: Measure) -> str:
    year = f" {text(m.year)}" if m.year else ""
    head = f"<b>{text(value(m))}</b> <dfn>{text(m.indicator)}</dfn> <i>{_word(names.ROLE, m.role)}{year}</i>"
    return f"{head}{_REPEAT * m.repeat}{_by(m.correction)}"


def _task(t: Task) -> str:
    due = f" · {text(t.deadline)}" if t.deadline else ""
    chips = f"<i>{_word(names.CHECKABLE, t.checkable)}{due}</i>"
    return f"<q>{text(flat(t.quote.text))}</q> {chips}{_REPEAT * t.repeat}{_by(t.correction)}"


def _passage(p: Passage) -> str:
    year = f" {text(p.year)}" if p.year else ""
    head = f"<i>{_word(names.ROLE, p.role)}{year}</i> <q>{_excerpt(p.quote.text)}</q>"
    return f"{head}{_REPEAT * p.repeat}{_by(p.correction)}"


def _unsure(u: Unsure) -> str:
    return (
        f"<p><strong><bdi>存疑</bdi></strong> <q>{_excerpt(u.quote.text)}</q> {text(u.question.zh)} "
        f"<small lang=en>{text(u.question.en)}</small></p><p><bdi>可能是</bdi>：{text('；'.join(u.alternatives))}</p>"
    )


def _problem(p: Problem) -> str:
    return (
        f"<p><strong>{_word(names.SEVERITY, p.severity)}</strong> {text(p.what.zh)} "
        f"<small lang=en>{text(p.what.en)}</small></p><p><bdi>怎么办</bdi>：{text(p.todo.zh)} "
        f"<small lang=en>{text(p.todo.en)}</small></p>"
    )


def _correction(c: CorrectionLine) -> str:
    """A line of the file of corrections: the words it is about, who, when and why; or why it was not applied."""
    about = f" <q>{_excerpt(c.words)}</q>" if c.words else ""
    signed = f" {_signed(c.by)}" if c.by else ""
    where = f" <small>{text(c.file)}:{c.line}</small>"
    if c.refused is None:
        return f"<b><bdi>已更正</bdi></b>{about}{signed}{where}"
    said = f"{text(c.refused.zh)} <small lang=en>{text(c.refused.en)}</small>"
    todo = "在这里撤回这一行，再重新更正 <small lang=en>withdraw this line here, then correct it anew</small>"
    return f"<p><strong><bdi>未能应用</bdi></strong>{about} {said}{signed}{where}</p><p><bdi>怎么办</bdi>：{todo}</p>"
