"""A promise of one year meets the review of the next: the project's own samples, and sentences of an invented city."""

import json
from pathlib import Path

import pytest
from tests.frame import FRAME

import luoshi
from luoshi.comparing import compare
from luoshi.comparing.compare import prepared
from luoshi.comparing.evidence import deeds_found
from luoshi.comparing.values import FIRM
from luoshi.exchange import compare_json

SAMPLES = Path(__file__).parents[2] / "samples"


def report(year, review="全市经济平稳运行。", plan="今年要办好各项工作。"):
    return luoshi.read(FRAME.format(year=year, last=year - 1, review=review, plan=plan))


def link(plan, review, words=""):
    comparison = compare(report(2024, plan=plan), report(2025, review=review))
    return next(k for k in comparison.links if words in k.promise.quote.text + k.promise.indicator)


@pytest.fixture(scope="module")
def sample():
    return compare(*(luoshi.read(SAMPLES / f"澄川市-{year}.txt") for year in (2025, 2026)))


@pytest.mark.parametrize(
    ("promise", "verdict"),
    [
        ("地区生产总值增长6%", "met"),
        ("固定资产投资增长7%", "missed"),
        ("净增高新技术企业30家", "missed"),
        ("保障性租赁住房2600套", "partly"),
        ("单位地区生产总值能耗下降3%", "not_mentioned"),
        ("新增省级专精特新企业20家", "not_comparable"),
        ("青岚新材料产业园二期", "met"),
        ("澄川南站综合枢纽", "met"),
        ("云岭抽水蓄能电站", "ongoing"),
        ("市妇幼保健院新院区", "met"),
    ],
)
def test_the_sample_city_is_held_to_its_word(sample, promise, verdict):
    found = [k for k in sample.links if promise in k.promise.quote.text]
    assert verdict in [k.verdict for k in found]


def test_every_link_says_why_and_quotes_both_reports(sample):
    earlier, later = (luoshi.read(SAMPLES / f"澄川市-{year}.txt") for year in (2025, 2026))
    assert len({k.id for k in sample.links}) == len(sample.links)
    for k in sample.links:
        assert k.reason.zh and k.reason.en and k.rule
        assert k.promise.quote.holds_in(earlier.text)
        assert k.result is None or k.result.quote.holds_in(later.text)


def test_figures_stand_side_by_side_in_the_unit_of_the_promise(sample):
    k = next(k for k in sample.links if "固定资产投资增长7%" in k.promise.quote.text)
    assert (str(k.side_by_side.promised[0]), str(k.side_by_side.claimed[0])) == ("7", "4.2")
    assert "未达到" in k.reason.zh


def test_a_promise_hedged_with_strive_is_shown_as_what_it_was():
    k = link("力争建成乡村书屋40个。", "建成乡村书屋31个。", "乡村书屋")
    assert (k.verdict, k.promise.strength) == ("partly", "力争")
    assert "力争" in k.reason.zh


@pytest.mark.parametrize(
    ("plan", "review", "verdict"),
    [
        ("地区生产总值增长6%。", "地区生产总值完成900亿元。", "not_comparable"),
        ("建成高标准农田12万亩。", "过去五年，累计建成高标准农田60万亩。", "not_comparable"),
        ("居民消费价格涨幅控制在3%左右。", "居民消费价格上涨0.5%。", "unsure"),
        ("固定资产投资增长8%。", "前三季度，固定资产投资增长9.6%。", "not_comparable"),
        ("推进南溪大桥建设。", "南溪大桥建成通车。", "met"),
        ("建成南溪大桥。", "南溪大桥加快建设。", "ongoing"),
        ("建成南溪大桥。", "南溪大桥主体完工。", "partly"),
        ("建成南溪大桥。", "北山隧道建成通车。", "not_mentioned"),
        ("加快建设云州科创城。", "云州科创城中试基地建成投用。", "ongoing"),
        ("五大产业集群产值突破800亿元。", "六大产业集群产值突破900亿元。", "not_comparable"),
        ("实施亿元以上工业项目60个。", "实施5000万元以上工业项目90个。", "not_comparable"),
        ("工业投资增长20%以上。", "工业投资年均增长11.1%。", "not_comparable"),
        ("净增规上工业企业60家。", "新增规上工业企业90家。", "not_comparable"),
        ("建成绿道15.2公里。", "建成绿道15公里。", "unsure"),
        ("打通断头路18条。", "累计打通断头路25条。", "not_comparable"),
        ("新开工改造老旧小区153个。", "新开工改造老旧小区156个、近两年累计完工265个。", "met"),
        ("居民满意率不低于90%。", "居民满意率达到95%。", "met"),
        ("新增城镇就业5万人。", "城镇新增就业5.2万人。", "met"),
        ("地区生产总值增长6%。", "地区生产总值900亿元，按不变价格计算增长4%。", "missed"),
        ("引进亿元以上工业项目200个。", "1-11月，引进亿元以上工业项目205个。", "met"),
        ("引进亿元以上工业项目200个。", "1-11月，引进亿元以上工业项目190个。", "not_comparable"),
        ("净增规上工业企业60家。", "1-11月，净增规上工业企业65家。", "not_comparable"),
        ("新获批国家高新技术企业70家。", "国家高新技术企业突破200家。", "not_comparable"),
        ("建成省级美丽乡村9个。", "创建省级美丽乡村9个。", "met"),
        ("改造薄弱学校32所。", "改造薄弱学校13个。", "partly"),
        ("粮食总产稳定在95亿斤。", "粮食总产同比增加8500万斤。", "not_comparable"),
        ("智慧物流产业规模达到300亿元。", "过去五年，智慧物流产业规模310亿元。", "met"),
        ("城乡居民人均可支配收入增长8%。", "城乡居民人均可支配收入分别增长8.1%、8.6%。", "met"),
        ("城乡居民人均可支配收入增长8%。", "城乡居民人均可支配收入分别增长5%、6%。", "missed"),
        ("加快建设轨道交通2号线一期。", "轨道交通1号线一期开通运营。", "not_mentioned"),
        ("开工建设云州至南溪高速公路。", "云州至南溪高速公路完成初设审查。", "ongoing"),
        ("建成云州陆港一期。", "云州陆港一期建成。", "met"),
        ("建成云州陆港。", "云州陆港一期建成。", "partly"),
        ("推进智慧社区创建。", "智慧社区创建成效显著。", "stated_without_figure"),
        ("开发内河旅游线路9条。", "开通内河旅游航线5条。", "unsure"),
        ("新增市场主体10万家。", "净增市场主体8.4万家。", "unsure"),
        ("加快42个水运项目建设。", "25个重大水运项目建设完成。", "not_comparable"),
        ("粮食产量稳定在240亿斤以上。", "粮食产量达到250亿斤。", "met"),
        ("新增科技型中小企业20家。", "新增国家级、省级科技型中小企业32家。", "exceeded"),
        ("新增科技型中小企业20家。", "新增省级科技型中小企业12家。", "not_comparable"),
        ("支持既有住宅加装电梯300台。", "既有住宅加装电梯455台。", "exceeded"),
        ("市场主体净增10万家。", "经营主体净增12万家。", "exceeded"),
        ("规上工业增加值增长10%左右。", "规上工业增加值增长9%。", "missed"),
        ("规上工业增加值增长10%左右。", "规上工业增加值增长9.6%。", "met"),
        ("深入开展“清水净湖”专项行动。", "开展“清水净湖”专项行动。", "met"),
        ("深入开展“清水净湖”专项行动。", "“清水净湖”专项行动加快推进。", "ongoing"),
        ("继续实施“百店千品”工程。", "“百店千品”工程实现新突破。", "stated_without_figure"),
        ("确保空气质量持续改善。", "优良天数同比增加29天，空气质量持续好转。", "met"),
    ],
)
def test_what_is_no_result_is_not_taken_for_one(plan, review, verdict):
    assert link(plan, review).verdict == verdict


def test_a_figure_that_was_turned_from_is_no_result():
    assert link("外贸进出口总额增长7%。", "外贸进出口总额由下降31.1%转为增长7.3%。").verdict != "missed"


@pytest.mark.parametrize(
    ("plan", "words", "review"),
    [
        ("建成农产品电商示范镇5个、示范村100个。", "示范村", "建成美丽乡村示范镇12个、示范村54个。"),
        ("对非贸易增长25%以上。", "对非贸易", "对东盟贸易额增长30.8%。"),
        ("实现“拿地即开工、竣工即投产”。", "拿地", "继续推行“拿地即开工、竣工即投产”。"),
    ],
)
def test_nobody_is_held_to_what_is_said_of_another_thing(plan, words, review):
    assert link(plan, review, words).verdict not in FIRM


def test_what_shares_no_word_is_found_by_what_it_means():
    reports = report(2024, plan="切实做好“保交楼”工作。"), report(2025, review="粮食产量稳定。开展问题楼盘处置。")
    wanted, claims = prepared(*reports)
    found = [f.clause.text for w in wanted if "保交楼" in w.words for f in deeds_found(w, claims)]
    assert found[0] == "开展问题楼盘处置"


def test_a_direction_is_held_by_a_figure_that_goes_that_way():
    plan = "PM2.5平均浓度持续下降。"
    assert link(plan, "PM2.5平均浓度下降6.2%。").verdict == "met"
    assert link(plan, "PM2.5平均浓度进一步下降。").verdict == "stated_without_figure"
    assert link(plan, "PM2.5平均浓度上升3%。").verdict != "met"


def test_general_directions_are_linked_but_counted_apart():
    plan = "建成南溪大桥。加强作风建设。地区生产总值增长6%。"
    comparison = compare(report(2024, plan=plan), report(2025, review="南溪大桥建成通车。"))
    sorts = {k.promise.quote.text: k.promise.checkable for k in comparison.links}
    assert sorts["建成南溪大桥"] == "named"
    assert sorts["加强作风建设"] == "general"
    assert sorts["地区生产总值增长6%"] == "figure"
    assert sum(comparison.counts().values()) == 2
    assert comparison.counts(general=True) == {"not_mentioned": 1}


def test_an_item_of_the_numbered_list_of_livelihood_works_is_answered_by_the_claim_for_the_whole_list():
    plan = "今年要办好10件民生实事：\n\n1.建设社区食堂30个。\n\n2.新增停车泊位5000个。"
    k = link(plan, "10件民生实事全部完成。", "停车泊位")
    assert (k.verdict, k.rule) == ("stated_without_figure", "deed.umbrella")


def test_items_of_the_list_that_are_headings_of_their_own_are_items_too():
    works = "**1、努力让养老更方便。**新建社区食堂30个。\n\n**2、努力缓解停车难。**新增停车泊位5000个。"
    plan = f"认真办好十件民生实事：\n\n{works}"
    k = link(plan, "十件民生实事圆满完成。", "停车泊位")
    assert (k.verdict, k.rule) == ("stated_without_figure", "deed.umbrella")


def test_incomes_are_held_against_the_growth_that_the_report_claims():
    k = link("居民收入增长与经济增长同步。", "地区生产总值增长5%，居民人均可支配收入增长5.2%。")
    assert k.verdict == "met"


def test_silence_of_a_later_year_proves_nothing():
    comparison = compare(report(2022, plan="建成南溪大桥。"), report(2025, review="全市经济平稳运行。"))
    assert [p.code for p in comparison.problems] == ["compare-gap"]
    assert {k.verdict for k in comparison.links} == {"unsure"}


@pytest.mark.parametrize(
    "text",
    [
        "云州市2024年国民经济和社会发展统计公报\n\n"
        + "全年粮食产量36万吨，增长2.1%。规模以上工业增加值增长7.2%。\n" * 20,
        "云州日报2025年1月21日讯\n\n" + "昨日天气晴好，市民纷纷来到江边散步，孩子们放起了风筝。\n" * 20,
        "关于云州市2024年预算执行情况和2025年预算草案的报告\n\n各位代表：\n\n受市人民政府委托，向大会报告，请予审议。\n\n"
        + "2024年，一般公共预算收入完成36亿元，增长2.1%。\n" * 20
        + "各位代表！让我们团结奋斗！\n",
    ],
)
def test_silence_of_a_text_that_is_no_report_proves_nothing(text):
    later = luoshi.read(text, place="云州市", year=2025)
    comparison = compare(report(2024, plan="建成南溪大桥。地区生产总值增长6%。"), later)
    assert "compare-not-a-report" in [p.code for p in comparison.problems]
    assert {k.verdict for k in comparison.links} == {"unsure"}
    assert all("不像一份政府工作报告" in k.reason.zh or "没有找到工作回顾" in k.reason.zh for k in comparison.links)


def test_a_short_report_that_opens_and_closes_like_one_is_taken_at_its_word():
    comparison = compare(report(2024, plan="建成南溪大桥。"), report(2025, review="全市平稳。"))
    assert [p.code for p in comparison.problems] == []
    assert {k.verdict for k in comparison.links} == {"not_mentioned"}


def test_the_wrong_order_is_said_and_put_right():
    late = report(2025, review="南溪大桥建成通车。")
    comparison = compare(late, report(2024, plan="建成南溪大桥。"))
    assert [p.code for p in comparison.problems] == ["compare-order"]
    assert "已对调" in comparison.problems[0].what.zh
    assert comparison.links[0].verdict == "met"


def test_a_report_is_no_evidence_for_itself():
    one = report(2024, plan="建成南溪大桥。", review="南溪大桥建成通车。")
    comparison = compare(one, one)
    assert next(p.code for p in comparison.problems) == "compare-same"
    assert {k.verdict for k in comparison.links} <= {"unsure"}


def test_reports_of_two_places_answer_nothing():
    here = luoshi.read(FRAME.format(year=2024, last=2023, review="平稳。", plan="建成南溪大桥。"), place="云州市")
    there = luoshi.read(FRAME.format(year=2025, last=2024, review="南溪大桥建成。", plan="平稳。"), place="临溪县")
    comparison = compare(here, there)
    assert "compare-places" in [p.code for p in comparison.problems]
    assert {k.verdict for k in comparison.links} == {"unsure"}


def test_the_json_is_what_the_scorer_takes(sample):
    data = json.loads(compare_json.dumps(sample))
    for k in data["links"]:
        assert {"start", "end", "text", "indicator", "low", "high", "unit", "relation"} <= k["promise"].keys()
        assert k["result"] is None or {"start", "end", "text", "low", "high", "unit"} <= k["result"].keys()
