import json
from pathlib import Path

import pytest
from reports import CLOSING, ISSUES, OPENING, PLAN, REVIEW, WHOLE, role_of

import luoshi
from luoshi.reading.roles.sections import says


def test_each_part_of_a_report_has_its_role_and_year() -> None:
    roles = {
        words: (role_of(WHOLE, words).role, role_of(WHOLE, words).year)
        for words in ("云溪大桥", "财政收支矛盾", "预期目标", "启动北门街", "努力奋斗", "请予审议")
    }
    assert roles["云溪大桥"] == ("review", "2024")
    assert roles["财政收支矛盾"][0] == "issues"
    assert roles["预期目标"] == roles["启动北门街"] == ("plan", "2025")
    assert roles["努力奋斗"][0] == "context"
    assert roles["请予审议"][0] == "preamble"


def test_displaced_headings_lose_against_the_language() -> None:
    text = f"{OPENING}\n2025年工作安排\n\n2024年工作回顾\n\n{REVIEW}\n全力强招商扩投资\n\n{PLAN}\n{PLAN}"
    assert role_of(text, "云溪大桥").role == "review"
    assert role_of(text, "启动北门街").role == "plan"


def test_a_paragraph_is_cut_where_its_role_changes() -> None:
    text = f"{OPENING}\n{REVIEW.strip()}今年经济社会发展的主要预期目标是：地区生产总值增长6%左右。\n\n{PLAN}"
    assert role_of(text, "居全省第3位").role == "review"
    assert role_of(text, "增长6%左右").role == "plan"


def test_a_five_year_plan_is_an_outlook_over_its_years() -> None:
    goals = "到2030年，地区生产总值力争突破千亿元，研发投入年均增长10%以上，常住人口城镇化率达到70%左右。\n"
    text = (
        f"{OPENING.replace('2025', '2026')}\n一、“十四五”时期工作回顾\n\n五年来，{REVIEW}\n"
        f"二、“十五五”时期主要目标任务\n\n{goals}\n三、2026年重点工作\n\n{PLAN}"
    )
    assert (role_of(text, "突破千亿元").role, role_of(text, "突破千亿元").year) == ("outlook", "2026-2030")
    assert (role_of(text, "云溪大桥").role, role_of(text, "云溪大桥").year) == ("review", "2021-2025")
    assert (role_of(text, "启动北门街").role, role_of(text, "启动北门街").year) == ("plan", "2026")


def test_a_term_is_reviewed_over_its_five_years_and_its_last_year_alone() -> None:
    text = (
        f"{OPENING}\n一、过去五年工作回顾\n\n五年来，累计建成高标准农田36万亩，新增规上企业120家。\n\n"
        f"2024年，{REVIEW}\n二、今后五年奋斗目标\n\n今后五年，{PLAN.split('今年')[1]}\n三、2025年工作安排\n\n{PLAN}"
    )
    assert role_of(text, "36万亩").year == "2020-2024"
    assert role_of(text, "云溪大桥").year == "2024"
    assert role_of(text, "主要预期目标").role == "outlook"
    assert role_of(text, "主要预期目标").year == "2025-2029"


def test_a_year_inside_a_paragraph_does_not_hold_for_the_next() -> None:
    text = (
        f"{OPENING}\n一、过去五年工作回顾\n\n五年来，建成公路96公里，群众出行更加便利。2024年，新增公交线路8条。\n\n"
        f"城市面貌焕然一新，改造老旧小区63个，新增绿地40万平方米。\n\n二、2025年工作安排\n\n{PLAN}"
    )
    assert role_of(text, "公交线路8条").year == "2024"
    assert role_of(text, "63个").year == "2020-2024"


def test_a_sentence_about_2030_makes_no_outlook_of_a_plan() -> None:
    text = WHOLE.replace("优化城市品质。", "到2030年，建成宜居城市。")
    assert role_of(text, "启动北门街").role == "plan"


def test_explanations_of_terms_are_context() -> None:
    text = f"{WHOLE}\n名词解释\n\n1.“三链”：产业链、供应链、创新链。\n\n2.“四上”企业：规模以上的四类企业的统称。\n"
    assert role_of(text, "四类企业").role == "context"


def test_a_list_behind_the_closing_address_is_still_plan() -> None:
    text = f"{WHOLE}\n附：2025年民生实事项目\n\n一是新建公办幼儿园6所；二是改造农村公路80公里；三是实施安全饮水工程。\n"
    assert role_of(text, "改造农村公路").role == "plan"
    assert role_of(text, "努力奋斗").role == "context"


@pytest.mark.parametrize(
    ("words", "plan_year", "roles"),
    [
        ("2024年工作回顾", 2025, ("review",)),
        ("2025年工作安排", 2025, ("plan",)),
        ("2024年主要工作", 2025, ("review",)),
        ("“十三五”时期经济社会发展取得显著成绩", 2021, ("review",)),
        ("“十四五”时期主要目标任务", 2021, ("outlook",)),
        ("“十四五”时期主要目标任务和2021年重点工作", 2021, ("outlook", "plan")),
        ("全力以赴做好“十五五”开局工作", 2026, ("plan",)),
        ("“十四五”发展成效和“十五五”目标任务", 2026, ("review", "outlook")),
        ("科学谋划“十四五”发展新蓝图", 2021, ("outlook",)),
        ("科学谋划“十五五”规划", 2025, ("plan",)),
        ("第六届人民政府奋斗目标和主要任务", 2022, ("outlook",)),
        ("名词解释", None, ("context",)),
        ("狠抓规划建设管理，提升城市承载能力", 2025, ()),
        ("迈好第一步、干出新成效", 2025, ()),
        ("深化改革开放", 2025, ()),
    ],
)
def test_what_a_heading_announces(words: str, plan_year: int | None, roles: tuple[str, ...]) -> None:
    assert says(words, plan_year) == roles


def test_a_heading_that_announces_two_parts_announces_them_in_order() -> None:
    text = (
        f"{OPENING.replace('2025', '2026')}\n一、2025年工作回顾\n\n{REVIEW}\n"
        "二、“十五五”时期主要目标和2026年重点工作\n\n“十五五”时期，云州和全国一样进入新的发展阶段，扎实推进各项建设。\n\n"
        f"《纲要》提出，地区生产总值年均增长6%左右，建成公路96公里。\n\n2026年是开局之年，{PLAN}"
    )
    assert (role_of(text, "96公里").role, role_of(text, "96公里").year) == ("outlook", "2026-2030")
    assert role_of(text, "启动北门街").role == "plan"


def test_the_part_about_the_next_five_years_may_open_with_the_last_five() -> None:
    text = (
        f"{OPENING.replace('2025', '2026')}\n一、2025年工作回顾\n\n{REVIEW}\n二、“十五五”规划的主要内容\n\n"
        "“十四五”时期，全市上下攻坚克难，经济社会发展取得显著成就，累计建成公路96公里，地区生产总值年均增长6.2%。\n\n"
        "“十五五”时期的奋斗目标是：到2030年，地区生产总值年均增长6%左右，常住人口城镇化率达到70%左右。\n\n"
        "今后五年，力争地区生产总值突破千亿元，新增公交线路63条。\n\n"
        f"三、2026年工作安排\n\n{PLAN}"
    )
    assert (role_of(text, "96公里").role, role_of(text, "96公里").year) == ("review", "2021-2025")
    assert (role_of(text, "63条").role, role_of(text, "63条").year) == ("outlook", "2026-2030")


def test_the_second_line_of_a_heading_does_not_take_back_the_first() -> None:
    heading = "二、2035年远景目标及“十四五”时期\n\n经济社会发展主要目标任务"
    text = f"{OPENING.replace('2025', '2021')}\n一、2020年工作回顾\n\n{REVIEW}\n{heading}\n\n"
    text += f"当前，我市机遇与挑战并存，必须奋力争先开创新局面，新增公交线路63条。\n\n三、2021年工作安排\n\n{PLAN}"
    assert role_of(text, "63条").role == "outlook"


def test_a_paragraph_that_looks_elsewhere_does_not_carry_the_rest_of_its_part_away() -> None:
    visit = "我们要有强烈的使命意识。2014年5月，国家提出支持云州建设物流枢纽。2016年12月，云州获批综合试验区。\n\n"
    back = "过去一年，政府自身建设取得重要进展，作风持续转变，办理议案建议310件，满意率达到99.6%，位居全省第一。\n\n"
    for between in (visit, back):
        text = WHOLE.replace("做强项目承载。", f"{between}做强项目承载。")
        assert role_of(text, "启动北门街").role == "plan"
    assert role_of(WHOLE.replace("做强项目承载。", f"{visit}做强项目承载。"), "物流枢纽").role == "plan"
    assert role_of(WHOLE.replace("做强项目承载。", f"{back}做强项目承载。"), "作风持续转变").role == "review"


def test_what_the_government_will_do_about_its_problems_belongs_to_them() -> None:
    text = WHOLE.replace("我们将认真加以解决。", "基础设施欠账较多。面对上述问题，我们既要保持定力，更要全力解决。")
    assert role_of(text, "财政收支矛盾").role == "issues"
    assert role_of(text, "保持定力").role == "issues"


@pytest.mark.parametrize(
    "heading", ["附：《政府工作报告》部分词语解释", "附部分用语说明", "**有关词语解释**", "解释和说明"]
)
def test_explanations_under_any_heading_are_context(heading: str) -> None:
    text = f"{WHOLE}\n{heading}\n\n“三链”：推进产业链、供应链、创新链融合。\n\n“四上”企业：规模以上的四类企业的统称。\n"
    assert role_of(text, "四类企业").role == "context"


# A look back of one sentence inside the plan: what it reports could as well be what the plan builds on.
UNCLEAR = "过去一年，我们大力发展公益性文化事业，推进文化体制改革，繁荣文化市场，有效扩大了内需。"


def test_a_passage_that_might_be_done_or_to_do_is_a_problem_that_names_both() -> None:
    assert "role-unclear" not in [problem.code for problem in luoshi.read(WHOLE).problems]
    report = luoshi.read(WHOLE.replace(CLOSING, f"{UNCLEAR}\n\n{CLOSING}"))
    (problem,) = (problem for problem in report.problems if problem.code == "role-unclear")
    assert problem.span is not None and report.text[problem.span.start : problem.span.end] == UNCLEAR
    assert "回顾" in problem.what.zh and "安排" in problem.what.zh
    assert "review" in problem.what.en and "plan" in problem.what.en


def test_a_person_who_decides_the_role_takes_the_problem_away(tmp_path: Path) -> None:
    file = tmp_path / "云州市-2025.txt"
    file.write_text(WHOLE.replace(CLOSING, f"{UNCLEAR}\n\n{CLOSING}"), "utf-8")
    passage = next(p for p in luoshi.read(file).passages if p.quote.text == UNCLEAR)
    line = {"finding": passage.id, "set": {"role": "review"}, "who": "周敏", "why": "说的是去年"}
    (tmp_path / "云州市-2025.corrections.jsonl").write_text(json.dumps(line, ensure_ascii=False), "utf-8")
    assert "role-unclear" not in [problem.code for problem in luoshi.read(file).problems]


def test_every_block_says_what_told_its_role() -> None:
    assert role_of(WHOLE, "云溪大桥").rule.startswith("role.")
    assert role_of(f"{OPENING}{ISSUES}{CLOSING}", "财政收支矛盾").rule == "role.first-words"
