"""One indicator across places and years, and rank claims that cannot both be right."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import luoshi
from luoshi.comparing.across import Entry, asked, entries, peers, per, ranked
from luoshi.comparing.ranks import conflicts, rank_claims
from luoshi.exchange import observation_table
from luoshi.lexicon import places
from luoshi.values import Report

FRAME = """{place}人民政府工作报告

——2025年1月20日在{place}第五届人民代表大会第一次会议上

各位代表：

现在，我代表{place}人民政府，向大会报告工作，请予审议。

一、2024年工作回顾

{review}

二、2025年工作安排

{plan}

各位代表！让我们团结奋斗！
"""
HEAD = "地方,指标,年份,数值,单位,来源\n"


def report(place: str, review: str, plan: str = "今年要办好各项工作。") -> Report:
    return luoshi.read(FRAME.format(place=place, review=review, plan=plan))


def listed(words: str, *reports: Report, down: bool = False) -> list[Entry]:
    return ranked([e for r in reports for e in entries(r, asked(words))], down)


YUNCHENG = report("运城市", "地区生产总值2400亿元，增长6.0%。新建高标准农田20万亩。", "地区生产总值增长6.5%。")
LINFEN = report("临汾市", "地区生产总值2300亿元，增长6.3%。新建高标准农田15万亩。", "地区生产总值增长6%。")
BAODING = report("保定市", "地区生产总值4400亿元，增长6.3%。")


def test_the_best_comes_first_in_each_year_column_and_kind() -> None:
    found = listed("地区生产总值", YUNCHENG, LINFEN, BAODING)
    told = [(e.year, e.column, e.figure.text, e.place, e.rank) for e in found]
    assert [t for t in told if t[1] == "target"] == [
        ("2025", "target", "6.5%", "运城市", 1), ("2025", "target", "6%", "临汾市", 2),
    ]  # fmt: skip
    amounts = [(t[3], t[4]) for t in told if t[2].endswith("亿元")]
    assert amounts == [("保定市", 1), ("运城市", 2), ("临汾市", 3)]


def test_places_that_share_a_figure_share_a_rank() -> None:
    growth = [e for e in listed("地区生产总值增速", YUNCHENG, LINFEN, BAODING) if e.column == "claimed"]
    assert [(e.place, e.rank) for e in growth] == [("保定市", 1), ("临汾市", 1), ("运城市", 3)]


def test_where_less_is_better_the_lowest_comes_first() -> None:
    a, b = report("运城市", "城镇调查失业率5.1%。"), report("临汾市", "城镇调查失业率4.8%。")
    assert [e.place for e in listed("城镇调查失业率", a, b, down=True)] == ["临汾市", "运城市"]


def test_a_phrase_of_no_canonical_indicator_is_found_by_its_words() -> None:
    found = listed("口袋公园", report("运城市", "新建口袋公园12个。"), report("临汾市", "建成口袋公园9个。"))
    assert [(e.place, e.figure.low) for e in found] == [("运城市", Decimal(12)), ("临汾市", Decimal(9))]


def test_amounts_are_divided_exactly_and_growth_is_left_alone() -> None:
    people, _ = observation_table.read(HEAD + "运城市,常住人口,2024,468,万人,公安局\n", "人口.csv")
    found, problems = per(
        [e for r in (YUNCHENG, LINFEN) for e in entries(r, asked("地区生产总值"))], "常住人口", people
    )
    divided = {(e.place, e.figure.text): (e.per, e.per_unit) for e in found}
    assert divided["运城市", "2400亿元"] == (Fraction(240_000_000_000, 4_680_000), "元/人")
    assert divided["运城市", "6.0%"] == (None, None)
    assert divided["临汾市", "2300亿元"] == (None, None)
    assert [p.what.zh for p in problems] == ["没有临汾市2024年的常住人口，这些没有折算"]


def test_peers_are_of_one_level_province_and_size() -> None:
    rows = (
        "运城市,常住人口,2024,468,万人,公报\n临汾市,常住人口,2024,388,万人,公报\n太原市,常住人口,2024,1000,万人,公报\n"
    )
    people, _ = observation_table.read(HEAD + rows, "人口.csv")
    taiyuan = report("太原市", "地区生产总值5400亿元。")
    district = report("运城市盐湖区", "地区生产总值400亿元。")
    found = [e for r in (YUNCHENG, LINFEN, BAODING, taiyuan, district) for e in entries(r, asked("地区生产总值"))]
    here = places.find("运城市")
    assert here is not None
    assert {e.place for e in peers(found, here, people)} == {"运城市", "临汾市"}
    assert {e.place for e in peers(found, here, ())} == {"运城市", "临汾市", "太原市"}


@pytest.mark.parametrize(
    ("ours", "theirs", "sure"),
    [
        ("地区生产总值增长6.3%，增速全省第一。", "地区生产总值增长6.4%、增速居全省第1位。", [True]),
        ("地区生产总值增速全省第一。", "地区生产总值总量全省第一。", []),
        ("地区生产总值增速全省第一。", "地区生产总值居全省第一。", [False]),
        ("地区生产总值增速全省第一。", "地区生产总值增速全省第二。", []),
        ("地区生产总值增速全省第一。", "地区生产总值增速居全省前三位。", []),
        ("地区生产总值增速全省第一。", "地区生产总值增速并列全省第一。", []),
        ("地区生产总值增速全省第一。", "固定资产投资增速全省第一。", []),
    ],
)
def test_two_places_that_both_claim_a_rank_are_listed(ours: str, theirs: str, sure: list[bool]) -> None:
    claims = [c for r in (report("运城市", ours), report("临汾市", theirs)) for c in rank_claims(r)]
    found = conflicts(claims)
    assert [c.sure for c in found] == sure
    for conflict in found:
        assert [c.place for c in conflict.claims] == ["运城市", "临汾市"] and conflict.rank == 1
        assert {c.scope for c in conflict.claims} == {"140000"}


@pytest.mark.parametrize("other", ["保定市", "运城市盐湖区"])
def test_first_in_another_province_or_at_another_level_is_another_first(other: str) -> None:
    words = "地区生产总值增速全省第一。"
    assert conflicts([c for r in (report("运城市", words), report(other, words)) for c in rank_claims(r)]) == ()
