"""说到做到了吗？ What became of promised figures over all places, by year and by indicator."""

from __future__ import annotations

from collections import defaultdict

import duckdb

from luoshi.corpus.site.charts import bars
from luoshi.corpus.site.layout import frame, link, table
from luoshi.corpus.site.places import VERDICTS
from luoshi.lexicon import indicators

ENOUGH = 20
# In the order of the bars: what was kept, what was not, what cannot be told, silence.
ORDER = (
    "exceeded", "met", "partly", "missed", "ongoing", "stated_without_figure", "not_comparable", "unsure",
    "not_mentioned",
)  # fmt: skip


def page(db: duckdb.DuckDBPyConnection, made: str) -> bytes:
    """Only promises with a figure: a direction can always be called kept."""
    body = "<p>只算有数的承诺；“没有提到”是线索，不是结论：报告可能换了说法，机器也会漏看。</p><p class='legend'>"
    body += " ".join(f'<span class="key {v}"></span>{VERDICTS[v]}' for v in ORDER) + "</p>"
    by_year = _counts(db, "year")
    body += "<section><h2>按承诺年份 By year of the promise</h2>" + bars(_rows(by_year, 30), VERDICTS) + "</section>"
    levels = _counts(db, "level")
    body += "<section><h2>按层级 By level</h2>" + bars(_rows(levels, 1), VERDICTS) + "</section>"
    book = indicators.load().indicators
    of = {id: counts for id, counts in _counts(db, "indicator_id").items() if id in book}
    rows = []
    for id, counts in sorted(of.items(), key=lambda item: -sum(item[1].values())):
        held = sum(counts.get(v, 0) for v in ("exceeded", "met", "partly", "missed"))
        if held >= ENOUGH:
            kept = counts.get("exceeded", 0) + counts.get("met", 0)
            share = f"{100 * kept / held:.1f}%"
            rows.append((book[id].name, share, f"{kept}／{held}", *(str(counts.get(v, "")) for v in ORDER)))
    body += "<section><h2>按指标 By indicator</h2>"
    body += "<p class='meta'>做到率：自述兑现或超额，占自述有结果的（兑现、超额、部分、未达到）。</p>"
    body += table(("指标", "做到率", "分子／分母", *(VERDICTS[v] for v in ORDER)), rows) + "</section>"
    body += f"<p>{link('index.html', '各地 by place')}</p>"
    return frame("兑现", "说到做到了吗？", "Was the word kept?", body, made)


def _counts(db: duckdb.DuckDBPyConnection, column: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, verdict, count in db.execute(
        f"SELECT {column}, verdict, count(*) FROM links WHERE promised IS NOT NULL AND {column} IS NOT NULL "
        "GROUP BY ALL ORDER BY 1"
    ).fetchall():
        found[str(name)][verdict] = count
    return found


def _rows(counts: dict[str, dict[str, int]], least: int) -> list[tuple[str, list[tuple[str, int]]]]:
    return [(name, [(v, by.get(v, 0)) for v in ORDER]) for name, by in counts.items() if sum(by.values()) >= least]
