"""Targets handed down, as tables: where the districts ask more or less, what they add up to, what nobody took up."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.comparing.cascade import ASKS, Cascade, Handed
from luoshi.comparing.reasons import written
from luoshi.exchange.account.rows import citation, report_name
from luoshi.exchange.as_json import plain
from luoshi.exchange.breakdown import Book
from luoshi.exchange.cells import flat
from luoshi.exchange.listings.pages import Cells, Listing, Table
from luoshi.values import Message, Report

SCHEMA = "luoshi-cascade 1.0"


def listing(found: Cascade, reports: Sequence[Report]) -> Listing:
    """`reports`: the upper one first; those that were not used stand among the problems."""
    rates = [h for h in found.handed if h.promise.figure and h.promise.figure.kind not in ("level", "delta")]
    amounts = [h for h in found.handed if h.promise.figure and h.promise.figure.kind in ("level", "delta")]
    deeds = [h for h in found.handed if h.promise.figure is None]
    places = [who.place or "?" for who in found.lowers]
    return Listing(
        Message("上级的目标，下级接住了吗？", "Were the targets taken up below?"),
        f"{found.upper.place or '?'}{found.upper.plan_year or ''}年目标与{'、'.join(places) or '下级'}",
        _answer(found, rates, amounts, deeds),
        (
            _rates("增速和比率", [h for h in rates if h.taken], places),
            _amounts("数量和加总", [h for h in amounts if h.taken], found),
            _words([h for h in (*rates, *amounts) if h.taken], reports),
            _plain("下级没有写的指标", [h for h in [*rates, *amounts] if not h.taken], False),
            _plain("下级写了的事项", [h for h in deeds if h.taken], True),
            _plain("下级没有写的事项", [h for h in deeds if not h.taken], True),
        ),
        tuple(report_name(r.identity, r.source.name) for r in reports),
        found.problems,
        {"schema": SCHEMA, **plain(found)},
    )


def _answer(found: Cascade, rates: list[Handed], amounts: list[Handed], deeds: list[Handed]) -> str:
    asks = [part.ask for h in rates for part in h.parts]
    whole = f"（全部下级{found.whole}个，加总只是一部分）" if found.whole and len(found.lowers) < found.whole else ""
    untaken = sum(not h.taken for h in (*rates, *amounts))
    return (
        f"读了{len(found.lowers)}个下级{whole}：增速和比率中加码{asks.count('more')}处、持平{asks.count('same')}处、"
        f"低于上级{asks.count('less')}处；上级{len(rates) + len(amounts)}个有数的目标，{untaken}个下级都没有写；"
        f"{len(deeds)}件有名的事，{sum(not h.taken for h in deeds)}件下级没有写（有的本由上级自己办）。"
    )


def _rates(name: str, rows: list[Handed], places: list[str]) -> Table:
    """A row a target, a column a place; what falls below the upper target needs somebody."""
    needs, body = set(), []
    for n, handed in enumerate(rows):
        by_place = {part.place: part for part in handed.parts}
        cells: list[str | None] = [handed.promise.indicator, _figure(handed)]
        for i, place in enumerate(places):
            part = by_place.get(place)
            if part is None or part.promise.figure is None:
                cells.append("没有写")
                continue
            by = f"{abs(part.difference).normalize():f}个百分点" if part.difference else ""
            cells.append(f"{written(part.promise.figure)}　{ASKS[part.ask].zh}{by}")
            if part.ask == "less":
                needs.add((n, i + 2))
        body.append(tuple(cells))
    heads = (("指标", 28), ("上级目标", 16), *((place, 26) for place in places))
    note = "“加码”“低于上级”按指标方向说：失业率等越低越好的，低是加码。"
    return Table(name, heads, tuple(body), note, frozenset(needs))


def _amounts(name: str, rows: list[Handed], found: Cascade) -> Table:
    body: list[Cells] = []
    for h in rows:
        unit = h.promise.figure.unit if h.promise.figure else ""
        parts = "；\n".join(
            f"{p.place} {written(p.promise.figure)}{f'（{p.share:f}%）' if p.share is not None else ''}"
            for p in h.parts
            if p.promise.figure
        )
        body.append((h.promise.indicator, _figure(h), parts, h.total, h.gap, unit, "、".join(h.missing)))
    part = "" if found.whole is None or len(found.lowers) >= found.whole else "下级没有给全，差额不等于缺口。"
    return Table(name, _AMOUNT_HEADS, tuple(body), f"{part}同一名称未必同一口径，合计前请核。")


_AMOUNT_HEADS = (
    ("指标", 28), ("上级目标", 16), ("下级（占上级）", 44), ("下级合计", 16), ("合计减上级", 16), ("单位", 10),
    ("没有写的", 30),
)  # fmt: skip


def _plain(name: str, rows: list[Handed], deeds: bool) -> Table:
    body: list[Cells] = []
    for h in rows:
        takers = "；\n".join(f"{p.place}：{flat(p.promise.quote.text)}" for p in h.parts)
        said = flat(h.promise.quote.text) if deeds else h.promise.indicator
        body.append((said, _figure(h) or takers, " / ".join(h.promise.path)))
    heads = (("上级的话", 44), ("下级原话", 50)) if deeds else (("指标", 44), ("上级目标", 50))
    return Table(name, (*heads, ("所在标题", 40)), tuple(body), folded=True)


def _words(rows: list[Handed], reports: Sequence[Report]) -> Table:
    """The very words of each target that was set beside another, with their places."""
    books = {report.identity.place: Book(report) for report in reports[1:]}
    above = Book(reports[0])
    body: list[Cells] = []
    for h in rows:
        body.append((h.promise.indicator, "上级", above.sentence(h.promise.quote), citation(above, h.promise.quote)))
        for p in h.parts:
            if (book := books.get(p.place)) is not None:
                body.append(("", p.place, book.sentence(p.promise.quote), citation(book, p.promise.quote)))
    heads = (("指标", 28), ("谁", 16), ("所在句", 80), ("出处", 60))
    return Table("各目标的原话", heads, tuple(body), folded=True)


def _figure(handed: Handed) -> str:
    return written(handed.promise.figure) if handed.promise.figure else ""
