"""The rows of the account (承诺兑现对照表): one for each promise, as what may stand in its cells.

`ACCOUNT_SOURCES` is the vocabulary that a file of columns chooses from (`columns.toml`, `docs/columns.md`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from luoshi import names
from luoshi.comparing.account import Account
from luoshi.comparing.reasons import NAMES, written
from luoshi.comparing.values import FIRM, Figure, Link
from luoshi.exchange.breakdown import NO_HEADING, Book, Cell, heading_depth, placeholders
from luoshi.exchange.cells import flat
from luoshi.values import Checkable, Correction, Identity, Quote

# What the file of columns may say in a title or a note of these tables.
PLACEHOLDERS = (
    "place", "earlier_year", "year", "earlier_report", "report", "partial", "citations", "count", "kept", "short",
    "silent", "open", "general",
)  # fmt: skip
MACHINE = "机器比对"
KEPT, SHORT = ("met", "exceeded"), ("missed", "partly")


@dataclass(frozen=True, slots=True)
class Row:
    """A promise with its number in the table; `ours`, `theirs`: the reports that its quotes stand in."""

    number: int
    link: Link
    sort: Checkable
    categories: tuple[str, ...]
    ours: Book
    theirs: Book


def rows(told: Account) -> list[Row]:
    """Every promise in text order; numbered through those of each sort apart: what has a figure or a name, and the
    directions, stand in two tables."""
    ours, theirs, sorts = Book(told.earlier), Book(told.later), told.sorts()
    links = told.comparison.links
    drop = heading_depth(link.promise.path for link in links)
    numbers = {True: 0, False: 0}
    found = []
    for link in links:
        sort, path = sorts[link.id], link.promise.path
        numbers[sort == "general"] += 1
        categories = path[min(drop, len(path) - 1) :] if path else ()
        found.append(Row(numbers[sort == "general"], link, sort, categories, ours, theirs))
    return found


def held(told: Account) -> list[Row]:
    """The promises that somebody can be held to: with a figure or a name."""
    return [row for row in rows(told) if row.sort != "general"]


def directions(told: Account) -> list[Row]:
    """The promises that give a direction only."""
    return [row for row in rows(told) if row.sort == "general"]


def session(who: Identity) -> str:
    """Where and when the report was made, as far as it says."""
    return "，".join(filter(None, (who.date, who.session)))


def report_name(who: Identity, file: str) -> str:
    """澄川市2025年政府工作报告（2025年2月12日，澄川市第五届人民代表大会第五次会议；澄川市-2025.txt）."""
    year = f"{who.plan_year}年" if who.plan_year else ""
    said = session(who)
    return f"{who.place or '〔地方待填〕'}{year}政府工作报告（{said + '；' if said else ''}{file}）"


def stands(correction: Correction | None) -> str:
    """Whether a machine alone or a person stands behind a line."""
    if correction is None:
        return MACHINE
    return f"{correction.who}核定（{'，'.join(filter(None, (correction.when, correction.why))) or '未写理由'}）"


def citation(book: Book, quote: Quote) -> str:
    """Whose words, of which report, and where in its file."""
    return f"{report_name(book.report.identity, book.report.source.name)}{book.place(quote)}"


def _figure(figure: Figure | None) -> str:
    return written(figure) if figure else ""


def _value(figure: Figure | None) -> Decimal | None:
    return None if figure is None else figure.low if figure.low is not None else figure.high


def _basis(row: Row) -> str:
    """The reason, and the words of both reports with their places."""
    link = row.link
    parts = [link.reason.zh, f"承诺：{row.ours.place(link.promise.quote)}"]
    if link.result:
        parts.append(f"结果：{row.theirs.place(link.result.quote)}")
    return "；\n".join(parts)


def _result(row: Row) -> str:
    if row.link.result is None:
        return ""
    text = flat(row.link.result.quote.text)
    return text if row.link.verdict != "unsure" else f"（可能是）{text}"


def _misses(row: Row) -> str:
    return "；\n".join(f"“{flat(m.quote.text)}”（{m.why.zh}）" for m in row.link.near_misses)


def placeholders_of(told: Account, count: int) -> dict[str, object]:
    """What stands for {place}, {kept}… in titles and notes; the counts are of promises that can be held to."""
    sorts = told.sorts()
    links = [k for k in told.comparison.links if sorts[k.id] != "general"]
    a, b = told.earlier, told.later
    said = placeholders(b, count)
    verdicts = [k.verdict for k in links]
    return {
        "place": said["place"],
        "year": said["year"],
        "earlier_year": placeholders(a, 0)["year"],
        "earlier_report": a.identity.title or "政府工作报告",
        "report": said["report"],
        "partial": "（仅为摘要，没有提到不说明问题）" if b.identity.completeness == "summary"
        else "（仅为部分，没有提到不说明问题）" if b.identity.completeness == "part" else "",
        "citations": f"承诺见{report_name(a.identity, a.source.name)}，"
        f"完成情况见{report_name(b.identity, b.source.name)}",
        "count": count,
        "kept": sum(v in KEPT for v in verdicts),
        "short": sum(v in SHORT for v in verdicts),
        "silent": sum(v == "not_mentioned" for v in verdicts),
        "open": sum(v not in FIRM and v != "not_mentioned" for v in verdicts),
        "general": len(told.comparison.links) - len(links),
    }  # fmt: skip


ACCOUNT_SOURCES: Mapping[str, Callable[[Row], Cell]] = {
    "blank": lambda row: None,
    "number": lambda row: row.number,
    "category": lambda row: row.categories[0] if row.categories else NO_HEADING,
    "path": lambda row: " / ".join(row.link.promise.path),
    "promise": lambda row: flat(row.link.promise.quote.text),
    "promise_sentence": lambda row: row.ours.sentence(row.link.promise.quote),
    "promise_citation": lambda row: citation(row.ours, row.link.promise.quote),
    "indicator": lambda row: row.link.promise.indicator,
    "indicator_id": lambda row: row.link.promise.indicator_id,
    "promised": lambda row: _figure(row.link.promise.figure),
    "promised_value": lambda row: _value(row.link.promise.figure),
    "promised_unit": lambda row: row.link.promise.figure.unit if row.link.promise.figure else None,
    "result": _result,
    "result_sentence": lambda row: row.theirs.sentence(row.link.result.quote) if row.link.result else None,
    "result_citation": lambda row: citation(row.theirs, row.link.result.quote) if row.link.result else None,
    "claimed": lambda row: _figure(row.link.result.figure) if row.link.result else "",
    "claimed_value": lambda row: _value(row.link.result.figure) if row.link.result else None,
    "claimed_unit": lambda row: row.link.result.figure.unit if row.link.result and row.link.result.figure else None,
    "verdict": lambda row: NAMES[row.link.verdict].zh,
    "verdict_code": lambda row: row.link.verdict,
    "reason": lambda row: row.link.reason.zh,
    "basis": _basis,
    "near_misses": _misses,
    "strength": lambda row: row.link.promise.strength,
    "checkable": lambda row: names.zh(names.CHECKABLE, row.sort),
    "stands": lambda row: stands(row.link.correction),
    "rule": lambda row: row.link.rule,
    "task": lambda row: row.link.promise.task,
    "id": lambda row: row.link.id,
}
