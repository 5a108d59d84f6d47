"""一个地方这些年说了什么？ The list of places, and a page for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape
from typing import Any

import duckdb

from luoshi.corpus.site.layout import frame, link, table
from luoshi.lexicon import indicators, places

# The indicators that a place's page shows: those that its reports state most often.
SHOWN = 24
VERDICTS = {
    "met": "兑现", "exceeded": "超额", "missed": "未达到", "partly": "部分", "ongoing": "在推进",
    "stated_without_figure": "没有数", "not_comparable": "不可比", "not_mentioned": "没有提到", "unsure": "不能确定",
}  # fmt: skip


def pages(db: duckdb.DuckDBPyConnection, made: str, shown: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """The list and the pages; `shown`: the pages of indicators that there are."""
    rows = db.execute(
        "SELECT coalesce(code, place), any_value(place), any_value(level), count(*), min(year), max(year) FROM reports "
        "WHERE place IS NOT NULL GROUP BY 1 ORDER BY 1"
    ).fetchall()
    by_province: dict[str, list[str]] = defaultdict(list)
    for code, place, _, count, first, last in rows:
        years = f"{first}–{last}" if first != last else str(first or "")
        found = f"{link(target(code), place)} <small>{count} 份 {years}</small>"
        entry = f'<li data-find="{escape(place)} {escape(code)}">{found}</li>'
        by_province[_province(code)].append(entry)
    body = '<p><label>查找 Find <input id="find" type="search" autofocus></label></p>' + "".join(
        f"<section><h2>{escape(name)}</h2><ul class='places'>{''.join(entries)}</ul></section>"
        for name, entries in by_province.items()
    )
    yield "index.html", frame("地方", "哪些地方，哪些年？", "Which places, which years?", body, made)
    series, links = _series(db), _links(db)
    reports = defaultdict(list)
    for code, year, file, completeness, measures, tasks in db.execute(
        "SELECT coalesce(code, place), year, file, completeness, measures, tasks FROM reports ORDER BY year"
    ).fetchall():
        reports[code].append((str(year or ""), escape(file), completeness, str(measures), str(tasks)))
    for code, place, *_ in rows:
        yield target(code), _page(place, reports[code], series[code], links[code], made, shown)


def target(code: str) -> str:
    return f"places/{code}.html"


def _province(code: str) -> str:
    if code == "000000":
        return "国家"
    found = places.get(code[:2] + "0000") if code.isdigit() else None
    return found.name if found else "其他"


Series = dict[str, dict[int, dict[str, str]]]


def _series(db: duckdb.DuckDBPyConnection) -> dict[str, Series]:
    """Of each place and canonical indicator, by year: what was promised and what was claimed, in the report's words.

    A report's plan speaks of its own year, its review of the year before; the growth and the level are kept apart by
    the words themselves.
    """
    found: dict[str, Series] = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
    for code, id, kind, role, year, text, relation in db.execute(
        "SELECT coalesce(code, place), indicator_id, kind, role, TRY_CAST(spoken_year AS INT), text, relation "
        "FROM measures WHERE indicator_id IS NOT NULL AND role IN ('plan', 'review') AND NOT repeat "
        "AND kind IN ('level', 'change', 'share', 'delta') ORDER BY start DESC"
    ).fetchall():
        if year is not None:
            words = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈"}.get(relation, "") + text.replace(
                "\n", ""
            )
            found[code][f"{id} {kind}"][year][role] = words
    return found


def _links(db: duckdb.DuckDBPyConnection) -> dict[str, dict[int, dict[str, int]]]:
    found: dict[str, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for code, year, verdict, count in db.execute(
        "SELECT coalesce(code, place), year, verdict, count(*) FROM links WHERE promised IS NOT NULL GROUP BY ALL"
    ).fetchall():
        found[code][year][verdict] = count
    return found


def _page(
    place: str, reports: list[Any], series: Series, links: dict[int, dict[str, int]], made: str, shown: frozenset[str]
) -> bytes:
    body = "<section><h2>报告 Reports</h2>" + table(("年份", "文件", "完整", "数", "任务"), reports) + "</section>"
    if links:
        rows = [
            (str(year), *(str(counts.get(v, "")) for v in VERDICTS), str(sum(counts.values())))
            for year, counts in sorted(links.items())
        ]
        body += "<section><h2>有数的承诺，次年怎么说 What became of promised figures</h2>"
        body += table(("承诺年份", *VERDICTS.values(), "合计"), rows) + "</section>"
    book = indicators.load().indicators
    most = sorted(series.items(), key=lambda item: -len(item[1]))[:SHOWN]
    for key, years in most:
        id, kind = key.split(" ")
        if len(years) < 2 or id not in book:
            continue
        kinds = {"level": "", "change": "增速", "share": "占比", "delta": "增减"}
        rows = [
            (str(y), escape(said.get("plan", "")), escape(said.get("review", ""))) for y, said in sorted(years.items())
        ]
        name, file = f"{book[id].name}{kinds[kind]}", f"indicators/{id}-{kind}.html"
        body += f"<section><h2>{link(f'../{file}', name) if file in shown else escape(name)}</h2>"
        body += table(("年份", "承诺 promised", "自述 claimed"), rows) + "</section>"
    return frame(place, f"{place}：说过什么，做到了吗？", "What was said, and was it done?", body, made, "../")
