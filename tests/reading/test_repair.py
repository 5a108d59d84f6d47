"""Repair: the page's damage is undone, and every character can be found again in the document."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from tests.quickly import within

from luoshi.reading.repair import repair
from luoshi.reading.state import ASIDE_REASONS, Repaired
from luoshi.sources import from_text

EXAMPLES = tomllib.loads(files("luoshi.reading.repair").joinpath("examples.toml").read_text("utf-8"))
COLUMN = """一年来，我们坚持稳中求进，全市地区生产总值
增长5.6%，规模以上工业增加值增长7.1%，固定
资产投资增长8.2%，城镇新增就业完成3.2万人，
粮食总产达到12.5亿斤，各项指标好于预期。
二是持续改善民生，新建社区养老服务中心15
个，改造老旧小区45个，惠及群众1.9万户，新
增公办幼儿园学位3200个，实现了应建尽建、应
改尽改的目标，群众获得感不断增强。
三是深化重点领域改革，政务服务事项网上可
办率达到98%，新登记经营主体2.1万户，增长
11%，营商环境评价位居全省第三位。
"""


def read(text: str) -> Repaired:
    return repair(from_text(text))


def lines(text: str) -> list[str]:
    return read(text).text.split("\n")


def aside(text: str) -> list[tuple[str, str]]:
    return [(a.quote.text, a.reason) for a in read(text).asides]


def codes(text: str) -> list[str]:
    return [p.code for p in read(text).problems]


def test_a_hard_wrapped_column_becomes_paragraphs() -> None:
    read_lines = lines(COLUMN)
    assert len(read_lines) == 3
    assert "固定资产投资增长8.2%" in read_lines[0]
    assert read_lines[1].startswith("二是持续改善民生") and "15个" in read_lines[1]


def test_a_double_spaced_column_becomes_paragraphs_too() -> None:
    assert lines(COLUMN.replace("\n", "\n\n")) == lines(COLUMN)


def test_a_number_that_a_column_break_tore_is_one_number_in_one_span() -> None:
    text = "全面推进国土绿化，完成森林抚育任务。全市营造林1.9万\n\n亩，森林覆盖率稳步提高。\n"
    repaired = read(text)
    at = repaired.text.index("1.9万亩")
    quote = repaired.quote(at, at + 5)
    assert quote.text == "1.9万\n\n亩"
    assert len(quote.spans) == 1


def test_a_caption_inside_a_sentence_is_set_aside_and_the_sentence_joined() -> None:
    text = "加快食品产业园建设。推动农产品精深加工集聚\n\n云州风光 本报记者 王 某 摄\n\n发展，让农民增收。\n"
    assert lines(text) == ["加快食品产业园建设。推动农产品精深加工集聚发展，让农民增收。"]
    assert aside(text) == [("云州风光 本报记者 王 某 摄", "caption")]
    repaired = read(text)
    at = repaired.text.index("集聚发展")
    assert [text[s.start : s.end] for s in repaired.quote(at, at + 4).spans] == ["集聚", "发展"]


def test_a_title_stays_a_line_of_its_own() -> None:
    text = "政 府 工 作 报 告\n——2024年1月9日在云州市第五届人民代表大会第四次会议上\n云州市市长 李 某\n各位代表：\n"
    assert lines(text) == [
        "政府工作报告",
        "——2024年1月9日在云州市第五届人民代表大会第四次会议上",
        "云州市市长李某",
        "各位代表：",
    ]


@pytest.mark.parametrize("example", EXAMPLES["plain"], ids=lambda e: e["text"][:24])
def test_characters_are_made_plain_one_for_one(example: dict[str, str]) -> None:
    assert read(example["text"]).text == example["repaired"]


@pytest.mark.parametrize("example", EXAMPLES["aside"], ids=lambda e: e["text"][:24])
def test_furniture_is_set_aside_with_its_reason(example: dict[str, str]) -> None:
    assert (example["taken"], example["reason"]) in aside(example["text"])


@pytest.mark.parametrize("example", EXAMPLES["stays"], ids=lambda e: e["text"][:24])
def test_what_only_looks_like_furniture_stays(example: dict[str, str]) -> None:
    assert aside(example["text"]) == []
    assert read(example["text"]).text == example["text"].rstrip("\n").replace(". ", ".")


def test_written_out_line_breaks_and_entities_are_read() -> None:
    text = r"云州市市长&nbsp; 李某\r\n一、工作回顾\r\n全市增长5%&middot;好。"
    assert lines(text) == ["云州市市长李某", "一、工作回顾", "全市增长5%·好。"]


def test_a_line_of_a_page_is_broken_where_its_spaces_were_line_breaks() -> None:
    text = COLUMN.replace("\n", " ") * 8
    assert len(lines(text)) == 24


def test_the_foot_of_a_web_page_goes_and_the_report_stays() -> None:
    text = "全市增长5%。\n让我们携手奋进！\n上一篇：\n某县2024年政府工作报告\n相关文章\n01-02\n某县2023年政府工作报告\n"
    assert lines(text) == ["全市增长5%。", "让我们携手奋进！"]
    assert {reason for _, reason in aside(text)} == {"navigation"}


def test_a_repeated_block_is_read_and_marked_but_a_formula_is_not() -> None:
    block = "坚持高质量发展，实施重点项目120个，完成投资356亿元，新增规上企业48家。"
    rest = "深入推进改革攻坚，办结事项2300件，群众满意率达到98%，全年新增就业3.2万人，稳住了经济大盘。"
    long = f"{block}{rest}我们守住了安全底线，各项事业取得新的进步。"
    text = f"一、工作回顾\n{long}各项工作迈上台阶。\n二、工作安排\n{long}\n让我们继续前进。\n"
    repaired = read(text)
    ((start, end),) = repaired.repeats
    assert repaired.text[start:end] == long
    assert start > repaired.text.index("二、工作安排")
    formula = "坚持以新发展理念为指导，全面落实各项决策部署"
    assert read(f"{formula}，经济增长5%。\n{formula}，今年增长6%。\n").repeats == ()


def test_a_pull_quote_is_marked_and_a_heading_is_not() -> None:
    text = "一、工作回顾\n全市稳中有进。新能源装机占比达67%，全省第1，成效明显。\n新能源装机占比达67%，全省第1\n"
    repaired = read(text)
    assert [repaired.text[s:e] for s, e in repaired.repeats] == ["新能源装机占比达67%，全省第1"]
    assert read("2024年民生实事\n\n办好2024年民生实事。\n").repeats == ()


def test_lost_text_is_a_problem_and_torn_text_is_joined() -> None:
    lost = "坚决守好全市河流生态保护基\n\n体比例达到80%。完成投资3亿元。\n"
    assert codes(lost) == ["gap"]
    assert len(lines(lost)) == 2
    torn = "完成投资3亿元。坚决守好全市河流生态保护基\n\n础设施，比例达到80%。\n"
    assert codes(torn) == []
    assert len(lines(torn)) == 1


def test_an_enumeration_that_a_heading_breaks_off_is_a_problem() -> None:
    assert codes("二是转型迈出步伐。能源转型、产业升级、\n\n1. 聚焦内需，推动增长\n扩大投资。\n") == ["gap"]


def test_a_heading_inside_a_sentence_is_moved_behind_the_paragraph() -> None:
    torn = "推进污染防治，生态环境持续改善。深入实施绿\n\n（三）改善民生福祉\n\n色低碳行动，新增林地3万亩。"
    text = f"{torn}\n\n新建学校2所。\n"
    assert lines(text) == [
        "推进污染防治，生态环境持续改善。深入实施绿色低碳行动，新增林地3万亩。",
        "（三）改善民生福祉",
        "新建学校2所。",
    ]
    assert codes(text) == ["displaced-heading"]


def test_a_glossary_stays_in_the_text_and_is_marked() -> None:
    text = "全市增长5%。\n" * 9 + "名词解释\n1. 五项机制：指协调、督办等5个机制。\n2. 两个清单：问题清单和任务清单。\n"
    repaired = read(text)
    ((start, end),) = repaired.glossary
    assert repaired.text[start:end].startswith("名词解释\n1.五项机制")
    assert end == len(repaired.text)


def test_an_html_page_reads_like_its_text() -> None:
    body = "<h2>一、工作回顾</h2><p>新建公园<b>12</b>个，<br>绿道3&nbsp;公里。</p><p>再建5个。</p>"
    page = f"<html><body>{body}</body></html>"
    assert lines(page) == ["#一、工作回顾", "新建公园12个，绿道3公里。", "再建5个。"]
    repaired = read(page)
    at = repaired.text.index("12个")
    assert repaired.quote(at, at + 3).text == "12个"


def test_every_reason_is_one_of_the_vocabulary() -> None:
    text = "（上接1版）\n---\n<!-- x -->\n推进改革〔1〕。\n首页\n云州风光 记者 王某 摄\n"
    assert {reason for _, reason in aside(text)} <= set(ASIDE_REASONS)


HOSTILE = [
    "1" * 100_000,
    "（" * 10_000 + "）" * 10_000,
    *(
        piece * (200_000 // len(piece))
        for piece in ("<", "<a ", "&#", "**", "[1](", "??", "—", "\\r\\n", " 1", "\n、", "“")
    ),
    *(
        piece * (200_000 // len(piece))
        for piece in ("<!--", "<nav>", '<a b="', "---\n", "上接", "百度", "摄", "记者", "。\n1")
    ),
    "新建公园12个，改造小区45个。" * 10_000,
    "新建公园12个，\n" * 10_000,
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    assert within(3, lambda: repair(from_text(hostile)))


def test_the_number_of_a_glossary_entry_stays_where_a_tag_opens_its_line() -> None:
    page = "<html><p>推进链长制<span>〔1〕</span>。</p><br/><b>〔1〕</b>链长制：由领导联系产业链。</html>"
    assert repair(from_text(page)).text.splitlines()[-1].startswith("〔1〕链长制")
    assert "推进链长制。" in repair(from_text(page)).text


SERIES = "落实“四好”1建设，推进“五联”2行动，打造生活服务圈3，用好“七单”4机制，深化“双优”5工程。"


def test_digits_glued_to_terms_in_a_running_series_are_footnote_marks() -> None:
    assert aside(SERIES) == [(n, "footnote-mark") for n in "12345"]
    assert lines(SERIES) == ["落实“四好”建设，推进“五联”行动，打造生活服务圈，用好“七单”机制，深化“双优”工程。"]


@pytest.mark.parametrize(
    "text",
    [
        "落实“四好”1建设，推进“五联”2行动。",
        "办好“四好”1个、“五联”2个、“六好”3个、“七单”4个、“双优”5个。",
        "得分分别为东区1，西区2，南区3，北区4，中区5，新区6。",
    ],
)
def test_digits_without_a_series_or_with_a_measure_word_or_behind_plain_words_stay(text: str) -> None:
    assert aside(text) == []
