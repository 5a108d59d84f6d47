"""一个指标，各地怎么样？ The indicators that reports state most, and for each its places and years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from html import escape

import duckdb

from luoshi.corpus.site.charts import strips
from luoshi.corpus.site.layout import frame, link, number, table
from luoshi.corpus.site.places import target
from luoshi.lexicon import indicators

# An indicator has a page where that many places state it.
ENOUGH = 12
KINDS = {"level": "", "change": "增速", "share": "占比", "delta": "增减"}
LONGEST = 400
_OF = """indicator_id IS NOT NULL AND role IN ('plan', 'review') AND NOT repeat AND low IS NOT NULL
    AND kind IN ('level', 'change', 'share', 'delta') AND place IS NOT NULL"""
_LISTED = f"""
    SELECT indicator_id, kind, count(DISTINCT coalesce(code, place)) AS places, count(*) FROM measures
    WHERE {_OF} GROUP BY ALL HAVING places >= {ENOUGH} ORDER BY places DESC, 4 DESC"""
# Of two figures of one place and year the one that the longer report states.
_ONE = f"""
    SELECT role, TRY_CAST(spoken_year AS INT) AS y, coalesce(code, place), any_value(place), any_value(level),
        max_by(low, chars) AS v, max_by(text, chars), any_value(unit)
    FROM (SELECT m.*, r.chars FROM measures m JOIN (SELECT DISTINCT report, chars FROM reports) r USING (report))
    WHERE {_OF} AND indicator_id = $1 AND kind = $2 GROUP BY ALL HAVING y BETWEEN 1990 AND 2035 ORDER BY y, v DESC"""


def pages(db: duckdb.DuckDBPyConnection, made: str) -> Iterator[tuple[str, bytes]]:
    book = indicators.load().indicators
    groups = db.execute(_LISTED).fetchall()
    rows = []
    for id, kind, count, figures in groups:
        if id not in book:
            continue
        file = f"indicators/{id}-{kind}.html"
        name = book[id].name + KINDS[kind]
        rows.append((link(file, name), f'<small lang="en">{escape(book[id].en)}</small>', str(count), str(figures)))
        yield file, _page(db, id, kind, name, book[id].en, made)
    listed = '<p><label>查找 Find <input id="find" type="search"></label></p>'
    listed += table(("指标 indicator", "", "地方 places", "数 figures"), rows).replace(
        "<tr><td>", '<tr data-find=""><td>'
    )
    yield "indicators.html", frame("指标", "哪些指标，多少地方在说？", "Which indicators?", listed, made)


def _page(db: duckdb.DuckDBPyConnection, id: str, kind: str, name: str, en: str, made: str) -> bytes:
    found = db.execute(_ONE, [id, kind]).fetchall()
    unit = next((row[7] for row in found if row[7]), "")
    body = ""
    for role, title in (("plan", "承诺的 Promised"), ("review", "自述的 Claimed")):
        years: dict[int, list[float]] = defaultdict(list)
        for row in found:
            if row[0] == role and row[7] == unit:
                years[row[1]].append(float(row[5]))
        some = [(year, values) for year, values in sorted(years.items()) if len(values) >= 5][-12:]
        if some:
            shown = escape(unit or "无")
            body += f"<section><h2>{title}</h2><p class='meta'>每条短线一个地方，方框是中间一半，"
            body += f"长线是中位数；只画单位是“{shown}”的。</p>"
            body += strips(some, unit) + "</section>"
    rows = [_row(*row) for row in reversed(found[-LONGEST:])]
    body += "<section><h2>各地各年 Places and years</h2>"
    body += table(("年份", "地方", "层级", "承诺或自述", "数值", "原文"), rows) + "</section>"
    return frame(name, f"{name}：各地怎么样？", en, body, made, "../")


def _row(
    role: str, year: int, code: str, place: str, level: str | None, value: Decimal, text: str, unit: str | None
) -> tuple[str, ...]:
    said = "承诺" if role == "plan" else "自述"
    return str(year), link(f"../{target(code)}", place), level or "", said, number(value) + (unit or ""), escape(text)
