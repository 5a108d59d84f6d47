"""One indicator of one place through the years, and the pace that its long goals still need."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import luoshi
from luoshi.comparing import account
from luoshi.comparing.across import asked
from luoshi.comparing.pace import pace, paces
from luoshi.comparing.series import Basis, Point, Series, series
from luoshi.comparing.values import Figure
from luoshi.exchange import observation_table
from luoshi.exchange.listings import through_years
from luoshi.values import Report

FRAME = """{place}人民政府工作报告

——{year}年1月20日在{place}第五届人民代表大会第一次会议上

各位代表：

现在，我代表{place}人民政府，向大会报告工作，请予审议。

一、{last}年工作回顾

{review}

二、“十五五”时期主要目标

{outlook}

三、{year}年工作安排

{plan}

各位代表！让我们团结奋斗！
"""


def report(
    year: int, review: str, plan: str, outlook: str = "“十五五”时期，全市要奋勇争先。", place: str = "运城市"
) -> Report:
    return luoshi.read(FRAME.format(place=place, year=year, last=year - 1, review=review, plan=plan, outlook=outlook))


def test_targets_claims_and_measurements_stand_by_year_in_columns_of_their_own() -> None:
    reports = [
        report(2025, "地区生产总值增长5.8%。", "地区生产总值增长6%。"),
        report(2026, "地区生产总值增长5.5%。", "地区生产总值增长6%左右。"),
    ]
    head = "地方,指标,年份,数值,单位,来源\n"
    seen, _ = observation_table.read(head + "运城市,地区生产总值增速,2025,5.3,%,统计局\n", "数.csv")
    found = series(asked("地区生产总值增速"), reports, seen)
    assert [(p.first, p.column, p.figure.text) for p in found.points] == [
        (2024, "claimed", "5.8%"), (2025, "claimed", "5.5%"), (2025, "measured", "5.3%"), (2025, "target", "6%"),
        (2026, "target", "6%"),
    ]  # fmt: skip


def test_means_and_totals_of_several_years_never_stand_among_the_years() -> None:
    text = "五年来，地区生产总值年均增长6.1%，城镇新增就业累计26万人。2025年，地区生产总值增长5.5%。"
    reports = [report(2026, text, "地区生产总值增长6%。")]
    growth, jobs = (series(asked(words), reports) for words in ("地区生产总值增速", "城镇新增就业"))
    assert [p.figure.text for p in growth.points if p.column == "claimed"] == ["5.5%"]
    assert [(p.basis, p.figure.text) for p in growth.spans] == [("年均", "6.1%")]
    assert all(p.figure.text != "26万人" for p in jobs.points)


def test_a_sum_over_years_is_no_figure_of_the_year() -> None:
    found = series(asked("高标准农田"), [report(2026, "新建高标准农田20万亩，累计建成高标准农田310万亩。", "稳粮。")])
    assert [p.figure.text for p in found.points] == ["20万亩"]
    assert [(p.basis, p.figure.text) for p in found.spans] == [("累计", "310万亩")]


def test_a_name_or_unit_that_changed_is_marked() -> None:
    reports = [report(2025, "粮食播种面积120万亩。", "稳粮。"), report(2026, "粮食种植面积121万亩。", "稳粮。")]
    notes = [p.note.zh for p in series(asked("粮食播种面积"), reports).points if p.note]
    assert notes == ["名称由“粮食播种面积”改为“粮食种植面积”"]


@pytest.mark.parametrize(
    ("words", "outlook", "basis", "years"),
    [
        ("地区生产总值增速", "“十五五”时期，地区生产总值年均增长6%。", "年均", (2026, 2030)),
        ("单位地区生产总值能耗", "“十五五”时期，单位地区生产总值能耗累计下降15.5%。", "累计", (2026, 2030)),
        ("常住人口城镇化率", "到2030年，常住人口城镇化率达到60%。", "期末", (2026, 2030)),
        ("地区生产总值", "到2030年，地区生产总值达到3500亿元。", "期末", (2026, 2030)),
    ],
)
def test_a_long_goal_says_how_it_counts(words: str, outlook: str, basis: str, years: tuple[int, int]) -> None:
    found = series(asked(words), [report(2026, "经济平稳运行。", "办好实事。", outlook)])
    assert [(g.basis, g.first, g.last) for g in found.goals] == [(basis, *years)]


def goal(value: str, basis: Basis, kind: str = "change", unit: str = "%") -> Point:
    number = Decimal(value)
    figure = Figure(f"{value}{unit}", number, number, unit, "eq", kind, "2026-2030")  # type: ignore[arg-type]
    return Point("goal", 2026, 2030, basis, "某指标", figure, None, "甲.txt")


def years(*values: str) -> dict[int, Decimal]:
    return {2026 + i: Decimal(v) for i, v in enumerate(values)}


def test_energy_intensity_is_compounded_and_not_added() -> None:
    found = pace(goal("-15.5", "累计"), years("-3.2", "-3.5"), "claimed")
    assert found is not None and found.needed == Decimal("-3.29") and found.unit == "%"
    assert found.formula == "[(1−15.5%) ÷ ((1−3.2%)×(1−3.5%))]^(1/3)−1 = −3.29%"
    assert "余下3年平均每年须下降3.29%" in found.reason.zh
    # Added up it would be (15.5 − 3.2 − 3.5) / 3 = 2.93.


def test_a_yearly_mean_asks_for_what_the_years_past_left_open() -> None:
    found = pace(goal("6", "年均"), years("5"), "claimed")
    assert found is not None and found.needed == Decimal("6.25")


def test_amounts_add_up_and_shares_go_by_points() -> None:
    jobs = pace(goal("250000", "累计", "level", "人"), years("52000", "48000"), "claimed")
    assert jobs is not None and (jobs.needed, jobs.unit) == (Decimal("50000.00"), "人/年")
    share = pace(goal("60", "期末", "share"), {2025: Decimal("55"), 2026: Decimal("56.2")}, "measured")
    assert share is not None and (share.needed, share.unit) == (Decimal("0.95"), "个百分点/年")
    level = pace(goal("3500", "期末", "level", "亿元"), {2026: Decimal("2600")}, "claimed")
    assert level is not None and level.needed == Decimal("225.00") and "年均增长7.71%" in level.reason.zh


def test_a_missing_year_is_said_and_nothing_is_reckoned() -> None:
    found = pace(goal("6", "年均"), {2026: Decimal(5), 2028: Decimal(6)}, "claimed")
    assert found is not None and found.needed is None and found.reason.zh == "缺2027年的数，不能推算"


def test_when_the_period_is_over_it_says_what_came_of_it() -> None:
    found = pace(goal("6", "年均"), years("5", "6", "7", "6", "6"), "claimed")
    assert found is not None and found.needed is None and found.reached == Decimal("6.00")


@given(
    st.decimals("-20", "20", places=1, allow_nan=False),
    st.lists(st.decimals("-10", "15", places=1, allow_nan=False), min_size=1, max_size=4),
)
def test_going_on_at_the_pace_reaches_the_goal(total: Decimal, past: list[Decimal]) -> None:
    found = pace(goal(str(total), "累计"), years(*map(str, past)), "claimed")
    assert found is not None and found.needed is not None
    whole = Decimal(1)
    for value in [*past, *([found.needed] * (5 - len(past)))]:
        whole *= 1 + value / 100
    assert abs(whole - (1 + total / 100)) < Decimal("0.0015")


def test_claims_and_measurements_are_reckoned_apart() -> None:
    figure = Figure("5%", Decimal(5), Decimal(5), "%", "eq", "change", "2026")
    points = tuple(
        Point(column, 2026, 2026, "当年", "某指标", figure, None, "甲.txt") for column in ("claimed", "measured")
    )  # type: ignore[arg-type]
    found = paces(Series("运城市", "某指标", None, points, (), (goal("6", "年均"),)))
    assert [(p.column, p.needed) for p in found] == [("claimed", Decimal("6.25")), ("measured", Decimal("6.25"))]


def test_reports_of_other_places_and_a_year_twice_are_said_and_left_out() -> None:
    one = report(2025, "地区生产总值增长5.8%。", "地区生产总值增长6%。")
    reports = [
        one,
        report(2026, "地区生产总值增长5.5%。", "地区生产总值增长6%。"),
        report(2025, "地区生产总值增长9%。", "地区生产总值增长9%。", place="临汾市"),
        one,
    ]
    made = through_years.listing(asked("地区生产总值增速"), reports, (), ())
    assert sorted(p.code for p in made.problems) == ["series-place", "series-year"]
    assert "9%" not in str(made.data["points"])


def test_a_series_follows_a_place_that_became_a_district() -> None:
    reports = [
        report(2015, "地区生产总值增长7%。", "地区生产总值增长8%。", place="北京市密云县"),
        report(2016, "地区生产总值增长7.5%。", "地区生产总值增长8%。", place="北京市密云区"),
    ]
    made = through_years.listing(asked("地区生产总值增速"), reports, (), ())
    assert [p.code for p in made.problems] == ["place-changed"]
    assert "2015年密云县改制为密云区，按同一地方看" in made.problems[0].what.zh
    told = account(*reports)
    assert [k.verdict for k in told.comparison.links if k.promise.indicator_id == "gdp"] == ["missed"]


def test_a_place_that_took_another_in_says_so() -> None:
    reports = [
        report(2014, "地区生产总值增长7%。", "经济发展。", place="连云港市海州区"),
        report(2015, "地区生产总值增长8%。", "经济发展。", place="连云港市海州区"),
    ]
    made = through_years.listing(asked("地区生产总值增速"), reports, (), ())
    assert "series-merged" in [p.code for p in made.problems]


def test_the_nation_through_ten_years(shared: Path) -> None:
    folder = shared / "corpus" / "central"
    reports = [luoshi.read(folder / f"国务院-{year}.txt") for year in range(2016, 2022)]
    found = series(asked("城镇新增就业"), reports)
    assert [p.figure.text for p in found.points if p.column == "claimed"][:3] == ["1312万人", "1314万人", "1351万人"]
    (told,) = [p for p in paces(found) if p.column == "claimed"]
    assert told.reached == Decimal(65_640_000) and told.goal.basis == "累计"
