"""The account in the library: one call, and flat tables for whatever reads tables."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import luoshi
from luoshi.comparing import Account


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Account:
    table = tmp_path_factory.mktemp("数") / "数.csv"
    table.write_text("地方,指标,年份,数值,单位,来源\n澄川市,地区生产总值增速,2025,5.1,%,统计局\n", "utf-8")
    samples = Path(__file__).parents[2] / "samples"
    reports = [luoshi.read(samples / f"澄川市-{year}.txt") for year in (2025, 2026)]
    return luoshi.compare(*reports, observations=[table])


def test_every_table_has_one_set_of_plain_columns_and_names_its_pair(told: Account) -> None:
    tables = told.to_rows()
    assert list(tables) == ["links", "near_misses", "measured", "checks", "changes"]
    for rows in tables.values():
        assert rows and len({tuple(row) for row in rows}) == 1
        for row in rows:
            assert (row["place"], row["promised_in"], row["told_in"]) == ("澄川市", 2025, 2026)
            assert all(v is None or isinstance(v, str | int | bool | Decimal) for v in row.values())


def test_rows_are_the_values(told: Account) -> None:
    tables = told.to_rows()
    assert [row["id"] for row in tables["links"]] == [k.id for k in told.comparison.links]
    row = next(r for r in tables["links"] if r["promise_text"] == "固定资产投资增长7%")
    assert (row["verdict"], row["promised_low"], row["claimed_low"], row["unit"]) == (
        "missed", Decimal(7), Decimal("4.2"), "%",
    )  # fmt: skip
    assert told.later.text[row["result_start"] : row["result_end"]] == row["result_text"]  # type: ignore[misc]
    assert [r["observed_low"] for r in tables["measured"]] == [Decimal("5.1")]


def test_the_tables_fit_polars(told: Account) -> None:
    pytest.importorskip("polars", reason="polars is not installed")
    frames = told.to_polars()
    assert frames["links"].height == len(told.comparison.links)


def test_decisions_are_applied_by_the_library_too(told: Account, tmp_path: Path) -> None:
    link = next(k for k in told.comparison.links if k.verdict == "missed")
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"link": "{link.id}", "confirm": "missed", "who": "周敏"}}\n', "utf-8")
    made = luoshi.compare(told.earlier, told.later, corrections=path)
    assert [row["decided_by"] for row in made.to_rows()["links"] if row["id"] == link.id] == ["周敏"]
