"""What somebody else measured: which figures of a communiqué count, and when a claim does not agree with them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.frame import FRAME

import luoshi
from luoshi.comparing import Account, account
from luoshi.comparing.observations import Observation, from_report
from luoshi.comparing.rounding import tolerance
from luoshi.comparing.values import Figure
from luoshi.exchange import observation_table
from luoshi.exchange.observing import load

REPORT = FRAME.replace("云州", "运城")
COMMUNIQUE = """运城市2024年国民经济和社会发展统计公报

运城市统计局

2025年4月10日

一、综合

初步核算，全年地区生产总值2311.5亿元，比上年增长5.9%。一季度地区生产总值增长4.1%，上半年增长5.0%。
全年城镇居民人均可支配收入41200元，比上年增长4.8%，扣除价格因素，实际增长4.6%。“十四五”以来地区生产总值年均增长6.3%。
规模以上工业增加值比2020年增长31.0%。全年粮食产量62.5亿斤。

注：本公报数据均为初步统计数。
"""
HEAD = "地方,指标,年份,数值,单位,来源,日期,版本\n"


def observed(text: str = COMMUNIQUE) -> tuple[Observation, ...]:
    found, problems = from_report(luoshi.read(text))
    assert problems == ()
    return found


def told(review: str, plan: str = "地区生产总值增长6%。", text: str = COMMUNIQUE) -> Account:
    earlier = REPORT.format(year=2024, last=2023, review="全市经济平稳运行。", plan=plan)
    later = REPORT.format(year=2025, last=2024, review=review, plan="今年要办好各项工作。")
    return account(luoshi.read(earlier), luoshi.read(later), observed(text))


def test_a_communique_says_whose_and_of_which_year_and_how_final_its_figures_are() -> None:
    one = next(o for o in observed() if o.indicator_id == "gdp" and o.figure.kind == "level")
    assert (one.place, one.code, one.date, one.vintage) == ("运城市", "140800", "2025-04-10", "初步")
    assert one.figure.low == Decimal("231150000000") and one.source == "运城市2024年国民经济和社会发展统计公报"


def test_quarters_means_and_other_years_are_no_figures_of_the_year() -> None:
    texts = {o.figure.text for o in observed()}
    assert texts >= {"5.9%", "4.8%", "4.6%", "62.5亿斤"}
    assert not texts & {"4.1%", "5.0%", "6.3%", "31.0%"}


def test_growth_with_prices_taken_out_gets_the_subject_that_stands_before() -> None:
    real = [o for o in observed() if o.real]
    assert [(o.indicator_id, o.figure.text) for o in real] == [("income-urban", "4.6%")]


@pytest.mark.parametrize(
    ("review", "outcome"),
    [
        ("地区生产总值增长5.9%。", "agrees"),
        ("地区生产总值增长6.3%。", "differs"),
        ("地区生产总值增长6%。", "agrees"),
        ("地区生产总值达到2311亿元。", "agrees"),
        ("地区生产总值达到2350亿元。", "differs"),
        ("地区生产总值突破2300亿元。", "agrees"),
        ("地区生产总值突破2400亿元。", "differs"),
        ("城镇居民人均可支配收入实际增长4.6%。", "agrees"),
        ("城镇居民人均可支配收入实际增长4.8%。", "differs"),
        ("城镇居民人均可支配收入增长4.8%。", "agrees"),
        ("城镇居民人均可支配收入增长5.5%。", "unsure"),
        ("粮食产量31.25亿公斤。", "agrees"),
        ("粮食产量达到6.25亿斤。", "unsure"),
    ],
)
def test_a_claim_differs_where_rounding_does_not_explain_it(review: str, outcome: str) -> None:
    assert [c.outcome for c in told(review).checks] == [outcome]


@pytest.mark.parametrize(
    "review",
    [
        "地区生产总值、城镇居民人均可支配收入稳步提高，平均每年增长7%和8%。",
        "过去三年，地区生产总值年均增长7.1%。",
        "前三季度地区生产总值增长7.1%。",
    ],
)
def test_a_claim_of_other_years_or_a_part_of_one_is_not_held_against_the_year(review: str) -> None:
    assert told(review).checks == ()


def test_a_difference_says_by_how_much_in_exact_words() -> None:
    (check,) = told("地区生产总值增长6.3%。").checks
    assert (check.difference, check.unit, check.allowed) == (Decimal("0.4"), "个百分点", Decimal("0.1"))
    assert "报告称6.3%，运城市2024年国民经济和社会发展统计公报为5.9%：相差0.4个百分点" in check.reason.zh


def test_what_was_measured_does_not_change_what_the_report_says() -> None:
    made = told("地区生产总值增长6.3%。")
    assert [k.verdict for k in made.comparison.links if k.promise.indicator_id == "gdp"] == ["met"]
    assert [(m.verdict, m.observation.figure.text) for m in made.measured] == [("missed", "5.9%")]


def test_a_promise_that_is_left_in_silence_may_still_be_measured() -> None:
    made = told("粮食丰收。")
    assert [m.verdict for m in made.measured] == ["missed"] and made.checks == ()


def test_what_was_added_to_last_years_figure_is_not_the_figure() -> None:
    text = COMMUNIQUE.replace("全年粮食产量", "全年城镇新增就业5.2万人，比上年多增0.1万人。全年粮食产量")
    made = told("城镇新增就业5.5万人。", plan="城镇新增就业5万人。", text=text)
    assert [(m.verdict, m.observation.figure.text) for m in made.measured] == [("met", "5.2万人")]
    assert [c.outcome for c in made.checks] == ["differs"]


def test_figures_of_another_year_or_place_are_said_and_not_used(tmp_path: Path) -> None:
    for words, code in (("运城市2023年", "observations-other-year"), ("临汾市2024年", "observations-other-place")):
        (tmp_path / "公报.txt").write_text(
            COMMUNIQUE.replace("运城市2024年", words).replace("运城市统计局", ""), "utf-8"
        )
        found, problems = load([tmp_path])
        assert found and problems == ()
        made = account(told("粮食丰收。").earlier, told("地区生产总值增长6.3%。").later, found)
        assert [p.code for p in made.comparison.problems] == [code] and made.checks == ()


def test_a_folder_of_all_years_gives_one_line_for_what_was_not_needed(tmp_path: Path) -> None:
    for year in range(2015, 2025):
        text = COMMUNIQUE.replace("运城市2024年", f"运城市{year}年")
        (tmp_path / f"公报{year}.txt").write_text(text, "utf-8")
    found, problems = load([tmp_path])
    made = account(told("粮食丰收。").earlier, told("地区生产总值增长5.9%。").later, found, problems)
    assert [(p.code, p.severity) for p in made.comparison.problems] == [("observations-other-year", "note")]
    assert "另有9个来源" in made.comparison.problems[0].what.zh
    assert [c.outcome for c in made.checks] == ["agrees"]


def test_a_work_report_is_no_evidence_for_itself() -> None:
    report = luoshi.read(REPORT.format(year=2025, last=2024, review="地区生产总值增长6%。", plan="办好实事。"))
    found, problems = from_report(report)
    assert found == () and "报告不能自己证明自己" in problems[0].what.zh


def test_a_plan_report_counts_with_its_review_only() -> None:
    text = """关于运城市2024年国民经济和社会发展计划执行情况与2025年国民经济和社会发展计划草案的报告

一、2024年国民经济和社会发展计划执行情况

全市地区生产总值增长5.9%。

二、2025年国民经济和社会发展的主要目标和任务

地区生产总值增长6.5%。
"""
    assert [(o.figure.text, o.found_in.kind) for o in observed(text)] == [("5.9%", "计划报告")]


def test_national_communiques_are_told_by_their_titles_since_1978(shared: Path) -> None:
    folder = shared / "corpus" / "observations"
    for year in (1978, 1985, 1998, 2024):
        found, problems = from_report(luoshi.read(folder / f"国家统计公报-{year}.md"))
        assert problems == () and {(o.code, o.figure.year) for o in found} == {("000000", str(year))}


def test_the_nation_claims_what_its_statisticians_measured(shared: Path) -> None:
    corpus = shared / "corpus"
    reports = [luoshi.read(corpus / "central" / f"国务院-{year}.txt") for year in (2024, 2025)]
    made = account(*reports, *load([corpus / "observations" / "国家统计公报-2024.md"]))
    outcomes = [c.outcome for c in made.checks]
    assert outcomes.count("agrees") >= 9 and "differs" not in outcomes


# ---- tables


def test_a_table_gives_one_observation_a_row_with_multipliers_expanded() -> None:
    rows = '运城市,地区生产总值,2024,"2,311.5",亿元,市统计局,2025-01-28,初步\n'
    rows += "运城市,城镇新增就业,2024年,5.2,万人,人社局,,\n"
    found, problems = observation_table.read(HEAD + rows, "数.csv")
    assert problems == ()
    assert [(o.figure.low, o.figure.unit, o.vintage, o.date, o.row) for o in found] == [
        (Decimal("231150000000"), "元", "初步", "2025-01-28", 2),
        (Decimal("52000"), "人", None, None, 3),
    ]


def test_columns_may_be_in_english_and_in_any_order() -> None:
    text = "value\tunit\tindicator\tyear\tplace\tsource\n5.9\t%\t地区生产总值增速\t2024\t运城市\t市统计局\n"
    (one,), problems = observation_table.read(text, "a.tsv")
    assert problems == () and (one.indicator_id, one.figure.kind, one.figure.year) == ("gdp", "change", "2024")


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("运城市,地区生产总值,2024,约五,亿元,市统计局,,", "数值", "“约五”不是一个数"),
        ("运城市,地区生产总值,2024,nan,亿元,市统计局,,", "数值", "不是一个数"),
        ("运城市,地区生产总值,2024,1e999999999,亿元,市统计局,,", "数值", "不是一个数"),
        ("运城市,地区生产总值,去年,5,亿元,市统计局,,", "年份", "“去年”不是年份"),
        ("运城市,地区生产总值,2024,5,亿圆,市统计局,,", "单位", "不认识单位“亿圆”"),
        ("运城市,地区生产总值,2024,5,亿元,,,", "来源", "是空的"),
        ("运城市,地区生产总值,2024,5,亿元,市统计局,昨天,", "日期", "“昨天”不是日期"),
        ("运城市,地区生产总值,2024,5,亿元,市统计局,,终版", "版本", "没有“终版”这一版本"),
    ],
)
def test_a_bad_row_is_a_problem_with_row_and_column_and_the_others_are_used(row: str, column: str, words: str) -> None:
    good = "运城市,地区生产总值,2024,2311.5,亿元,市统计局,,\n"
    found, (problem,) = observation_table.read(f"{HEAD}{good}{row}\n{good}", "数.csv")
    assert len(found) == 2 and problem.code == "observations-row"
    assert f"数.csv第 3 行“{column}”栏：" in problem.what.zh and words in problem.what.zh and problem.todo.zh


def test_a_row_of_a_place_that_nobody_knows_is_said_when_it_is_not_the_reports() -> None:
    found, problems = observation_table.read(HEAD + "火星市,地区生产总值增速,2024,5,%,市统计局,,\n", "数.csv")
    assert problems == ()
    made = account(told("粮食丰收。").earlier, told("粮食丰收。").later, found)
    assert [p.what.zh for p in made.comparison.problems] == ["数.csv第 2 行“地方”栏：不认识“火星市”，这一行没有采用"]


def test_a_table_without_its_columns_says_which() -> None:
    found, (problem,) = observation_table.read("地方,指标,数值\n", "数.csv")
    assert found == () and "缺少栏目：年份、来源" in problem.what.zh


def test_what_is_no_table_says_so() -> None:
    found, (problem,) = observation_table.read(HEAD + "运城市," + "长" * 200_000 + "\n", "数.csv")
    assert found == () and "第 2 行起不是表格" in problem.what.zh


def test_a_folder_is_read_file_by_file_and_a_broken_one_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEAD + "运城市,地区生产总值,2024,2311.5,亿元,市统计局,,\n", "gb18030")
    (tmp_path / "b.txt").write_text(COMMUNIQUE, "utf-8")
    (tmp_path / "c.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    found, problems = load([tmp_path])
    assert len({o.found_in.name for o in found}) == 2
    assert [p.code for p in problems] == ["observations-unreadable"] and "c.pdf" in problems[0].what.zh


@given(st.integers(1, 10**6), st.integers(0, 3))
def test_a_figure_is_right_within_half_its_last_place(digits: int, places: int) -> None:
    value = Decimal(digits).scaleb(-places)
    figure = Figure(f"{value:f}%", value, value, "%", "eq", "change", "2024")
    room = tolerance(figure)
    assert room is not None and room * 2 == Decimal(1).scaleb(-places)


@pytest.mark.parametrize(
    ("text", "low", "relation", "room"),
    [("134.9万亿元", "134900000000000", "eq", "50000000000"), ("50万人", "500000", "approx", "50000"),
     ("50万人", "500000", "eq", "5000"), ("近万人", "10000", "approx", None), ("0%", "0", "eq", "0.5")],
)  # fmt: skip
def test_how_exact_words_are(text: str, low: str, relation: str, room: str | None) -> None:
    figure = Figure(text, Decimal(low), Decimal(low), None, relation, "level", None)  # type: ignore[arg-type]
    found = tolerance(figure)
    assert found == (None if room is None else Decimal(room))


def test_growths_that_share_a_clause_behind_other_subjects_are_nobodys() -> None:
    made = told("城镇居民人均可支配收入41200元，农村居民人均可支配收入20100元，实际增长7.1%和8%。")
    assert {c.claim.quote.text for c in made.checks} == {"41200元"}
