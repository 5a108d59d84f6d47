"""A promise on the page: its words, what is said of them, the verdict and its reason, and what was refused."""

from __future__ import annotations

from luoshi.comparing.reasons import written
from luoshi.comparing.values import Figure
from luoshi.exchange.account.lights import light
from luoshi.exchange.account.rows import Row, stands
from luoshi.exchange.breakdown import Book
from luoshi.exchange.cells import flat
from luoshi.exchange.page.rows import text
from luoshi.values import Quote

# How much of the sentence stands before and behind the quote.
CONTEXT = 90


def line(row: Row, measured: str = "") -> str:
    """One promise. `measured`: what somebody else measured, as a third column, or ""."""
    link, promise = row.link, row.link.promise
    by = f'<span class="by{" person" if link.correction else ""}">{text(stands(link.correction))}</span>'
    strength = f"<span class=force>{text(promise.strength)}</span>" if promise.strength else ""
    return (
        f'<li id="{text(link.id)}" data-v="{link.verdict}" data-s="{row.sort}">'
        f'<p class=head><a class=no href="#{text(link.id)}">{row.number}</a>{light(link.verdict)}'
        f"<span class=name>{text(promise.indicator if promise.figure else '')}</span>{strength}{by}</p>"
        f'<div class="sides{" three" if measured else ""}">{_promised(row)}{_claimed(row)}{measured}</div>'
        f"{_why(row)}{_misses(row)}</li>"
    )


def _why(row: Row) -> str:
    """The reason; that the report is silent stands where its words would."""
    if row.link.rule == "silence":
        return ""
    reason = row.link.reason
    return f"<p class=why>{text(reason.zh)} <small lang=en>{text(reason.en)}</small></p>"


def context(book: Book, quote: Quote) -> str:
    """The quote in its sentence, marked."""
    start, end = book.around(quote)
    source = book.report.text
    before, after = flat(source[start : quote.start]), flat(source[quote.end : end])
    if len(before) > CONTEXT:
        before = "…" + before[-CONTEXT:]
    if len(after) > CONTEXT:
        after = after[:CONTEXT] + "…"
    return f"<blockquote>{text(before)}<mark>{text(flat(quote.text))}</mark>{text(after)}</blockquote>"


def figure(value: Figure | None) -> str:
    return f"<b class=fig>{text(written(value))}</b>" if value else ""


def _promised(row: Row) -> str:
    promise, who = row.link.promise, row.ours.report.identity
    year = f"{who.plan_year}年" if who.plan_year else ""
    return (
        f"<div><h4>{year}承诺 {figure(promise.figure)}</h4>{context(row.ours, promise.quote)}"
        f"<cite>{_where(row.ours, promise.quote, promise.path)}</cite></div>"
    )


def _claimed(row: Row) -> str:
    result, who = row.link.result, row.theirs.report.identity
    year = f"{who.plan_year}年" if who.plan_year else "后一份"
    head = f"{year}报告自述"
    if result is None:
        return f"<div class=none><h4>{head}</h4><p>没有提到 <small lang=en>nothing is said</small></p></div>"
    maybe = "可能是这一处 " if row.link.verdict == "unsure" else ""
    return (
        f"<div><h4>{head} {figure(result.figure)}</h4>{maybe}{context(row.theirs, result.quote)}"
        f"<cite>{_where(row.theirs, result.quote, result.path)}</cite></div>"
    )


def _where(book: Book, quote: Quote, path: tuple[str, ...]) -> str:
    above = f"　{text(' / '.join(path))}" if path else ""
    return text(book.place(quote)) + above


def _misses(row: Row) -> str:
    misses = row.link.near_misses
    if not misses:
        return ""
    items = "".join(
        f'<li data-at="{m.quote.start}" data-text="{text(m.quote.text)}">'
        f"<q>{text(flat(m.quote.text))}</q> {text(m.why.zh)} "
        f"<small lang=en>{text(m.why.en)}</small> <cite>{text(row.theirs.place(m.quote))}</cite></li>"
        for m in misses
    )
    return f"<details class=near><summary>看过而没有采用的 {len(misses)} 处</summary><ul>{items}</ul></details>"
