"""What this year's plan raised, lowered, dropped, renamed or added against last year's."""

from __future__ import annotations

from decimal import Decimal

import pytest

import luoshi
from luoshi.comparing.plans import Change, changes
from luoshi.values import Report

FRAME = """云州市人民政府工作报告

——{year}年1月20日在云州市第五届人民代表大会第一次会议上

各位代表：

现在，我代表市人民政府，向大会报告工作，请予审议。

一、{last}年工作回顾

全市经济平稳运行。

二、{year}年工作安排

{plan}

各位代表！让我们团结奋斗！
"""


def plan(year: int, words: str) -> Report:
    return luoshi.read(FRAME.format(year=year, last=year - 1, plan=words))


def only(before: str, after: str) -> Change:
    (change,) = changes(plan(2024, before), plan(2025, after))
    return change


@pytest.mark.parametrize(
    ("before", "after", "status", "difference", "unit"),
    [
        ("新建高标准农田15万亩。", "新建高标准农田20万亩。", "raised", "50000", "亩"),
        ("地区生产总值增长6.5%左右。", "地区生产总值增长6%左右。", "lowered", "-0.5", "个百分点"),
        ("单位地区生产总值能耗下降3%。", "单位地区生产总值能耗下降3.5%。", "raised", "0.5", "个百分点"),
        ("城镇新增就业3万人。", "城镇新增就业3万人。", "kept", "0", "人"),
        ("城镇新增就业3万人。", "城镇新增就业3万人以上。", "reworded", "0", "人"),
        ("新增规上工业企业20家。", "规上工业企业新增12家。", "lowered", "-8", "家"),
        ("建设口袋公园3个。", "建设口袋公园40个。", "unclear", None, "个"),
        ("新增设施农业2万亩。", "新建设施农业5万亩。", "raised", "30000", "亩"),
    ],
)
def test_a_target_of_both_plans_went_up_or_down(
    before: str, after: str, status: str, difference: str | None, unit: str
) -> None:
    change = only(before, after)
    assert (change.status, change.unit) == (status, unit)
    assert change.difference == (None if difference is None else Decimal(difference))


def test_the_reason_says_both_figures_and_by_how_much() -> None:
    assert only("新建高标准农田15万亩。", "新建高标准农田20万亩。").reason.zh == "15万亩 → 20万亩：提高5万亩"
    weaker = only("确保城镇新增就业3万人。", "力争城镇新增就业3万人。")
    assert weaker.status == "reworded" and "力度由“确保”改为“力争”" in weaker.reason.zh


def test_where_less_is_better_the_reason_says_so() -> None:
    change = only("细颗粒物平均浓度33微克/立方米。", "细颗粒物平均浓度32微克/立方米。")
    assert change.status == "lowered" and "此项越低越好" in change.reason.zh
    fall = only("单位地区生产总值能耗下降3%。", "单位地区生产总值能耗下降3.5%。")
    assert fall.status == "raised" and "越低越好" not in fall.reason.zh


def test_what_one_plan_alone_names_was_dropped_or_added() -> None:
    found = changes(plan(2024, "新建高标准农田15万亩。"), plan(2025, "培育博士后工作站4个。"))
    assert sorted(c.status for c in found) == ["added", "dropped"]
    assert {c.indicator for c in found} == {"高标准农田", "博士后工作站"}


def test_a_target_under_another_name_is_renamed() -> None:
    change = only("粮食播种面积120万亩。", "粮食种植面积121万亩。")
    assert change.status == "raised" and change.renamed and "原称“粮食播种面积”" in change.reason.zh


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("城镇居民人均可支配收入增长6%。", "农村居民人均可支配收入增长7%。"),
        ("地区生产总值增长6%。", "地区生产总值达到2500亿元。"),
        ("办好市级民生实事10件。", "办好省级民生实事12件。"),
    ],
)
def test_other_things_are_not_set_against_each_other(before: str, after: str) -> None:
    assert sorted(c.status for c in changes(plan(2024, before), plan(2025, after))) == ["added", "dropped"]


def test_a_plan_against_itself_keeps_everything() -> None:
    words = "地区生产总值增长6%，固定资产投资增长7%。新建农村公路120公里、充电桩300个，培育市级龙头企业10家。"
    found = changes(plan(2024, words), plan(2024, words))
    assert len(found) == 5 and {c.status for c in found} == {"kept"}


def test_each_target_is_paired_at_most_once() -> None:
    before, after = "新建公园3个。新建公园5个。", "新建公园4个。"
    found = changes(plan(2024, before), plan(2025, after))
    assert sum(c.before is not None for c in found) == 2 and sum(c.after is not None for c in found) == 1
