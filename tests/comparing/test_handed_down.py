"""A city's plan beside its districts': who asks more, who less, what adds up, what nobody took up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import luoshi
from luoshi.comparing.cascade import Cascade, Handed, cascade
from luoshi.values import Report

FRAME = """{place}人民政府工作报告

——{year}年1月20日在{place}第五届人民代表大会第一次会议上

各位代表：

现在，我代表{place}人民政府，向大会报告工作，请予审议。

一、{last}年工作回顾

经济平稳运行。

二、{year}年工作安排

{plan}

各位代表！让我们团结奋斗！
"""


def plan(place: str, words: str, year: int = 2025) -> Report:
    return luoshi.read(FRAME.format(place=place, year=year, last=year - 1, plan=words))


def handed(found: Cascade, words: str) -> Handed:
    return next(h for h in found.handed if words in h.promise.indicator + h.promise.quote.text)


def test_a_district_asks_more_less_or_the_same() -> None:
    city = plan("运城市", "地区生产总值增长6%，城镇调查失业率控制在5.5%以内，固定资产投资增长8%。")
    district = plan("运城市盐湖区", "地区生产总值增长6.5%，城镇调查失业率控制在5%以内，固定资产投资增长7%。")
    found = cascade(city, [district])
    asks = {h.promise.indicator_id: h.parts[0].ask for h in found.handed if h.promise.figure}
    assert asks == {"gdp": "more", "unemployment-survey": "more", "fixed-investment": "less"}
    assert handed(found, "地区生产总值").parts[0].difference == Decimal("0.5")
    assert handed(found, "地区生产总值").parts[0].reason.zh == "上级6%，运城市盐湖区6.5%：加码0.5个百分点"


def test_amounts_add_up_and_the_places_that_say_nothing_are_named() -> None:
    city = plan("运城市", "新建高标准农田20万亩。")
    plans = {"盐湖区": "新建高标准农田3万亩。", "临猗县": "建设高标准农田50000亩。", "闻喜县": "种好粮食。"}
    found = cascade(city, [plan(f"运城市{place}", words) for place, words in plans.items()])
    (row,) = found.handed
    assert (row.total, row.gap, row.missing) == (Decimal(80000), Decimal(-120000), ("运城市闻喜县",))
    assert [part.share for part in row.parts] == [Decimal(15), Decimal(25)]
    assert found.whole == 13


def test_what_is_meant_of_each_is_not_added_up() -> None:
    words = "每县建设特色产业园1个。"
    (row,) = cascade(plan("运城市", words), [plan("运城市盐湖区", words)]).handed
    assert row.total is None and all(part.share is None for part in row.parts)


def test_a_target_that_nobody_took_up_is_listed() -> None:
    found = cascade(plan("运城市", "新建高标准农田20万亩。"), [plan("运城市盐湖区", "改造老旧小区30个。")])
    assert not handed(found, "高标准农田").taken and handed(found, "高标准农田").missing == ("运城市盐湖区",)


def test_a_named_deed_is_taken_up_where_its_words_stand_in_the_lower_plan() -> None:
    city = plan("运城市", "今年要强化生态治理，常态化开展“净湖行动”，开工建设运三高铁运城段，让群众满意。")
    found = cascade(city, [plan("运城市盐湖区", "今年要守护好盐湖，深入常态化开展“净湖行动”攻坚，种好每一棵树。")])
    assert handed(found, "净湖行动").taken and not handed(found, "运三高铁").taken


def test_what_is_not_below_or_of_another_year_is_said_and_left_out() -> None:
    city = plan("运城市", "新建高标准农田20万亩。")
    strange = [plan("晋中市榆次区", "新建高标准农田3万亩。"), plan("运城市盐湖区", "新建高标准农田3万亩。", 2024), city]
    found = cascade(city, strange)
    assert [p.code for p in found.problems] == ["cascade-place", "cascade-year", "cascade-same"]
    assert found.handed == () and all(p.severity == "error" for p in found.problems)


def test_the_sample_city_and_its_district(samples: Path) -> None:
    found = cascade(*[luoshi.read(samples / "澄川市-2025.txt"), [luoshi.read(samples / "澄川市临溪区-2025.txt")]])
    assert found.problems == () and found.whole is None
    assert any(h.taken for h in found.handed) and any(not h.taken for h in found.handed)
