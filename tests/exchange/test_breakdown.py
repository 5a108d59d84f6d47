"""What stands in the rows of the breakdown table."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from luoshi.exchange import breakdown, columns, listing, wording
from luoshi.exchange.cells import flat, lines
from luoshi.values import Correction, Measure, Report

DOCS = Path(__file__).resolve().parents[2] / "docs" / "columns.md"


def cell(report: Report, number: int, source: str) -> object:
    return breakdown.TASK_SOURCES[source](breakdown.rows(report)[number - 1])


def test_a_repeated_task_is_listed_once(yunzhou: Report) -> None:
    assert [row.task.id[-1] for row in breakdown.rows(yunzhou)] == ["1", "2", "3", "4", "5", "6"]
    assert [row.number for row in breakdown.rows(yunzhou)] == [1, 2, 3, 4, 5, 6]


def test_the_heading_above_all_tasks_is_no_category(yunzhou: Report) -> None:
    assert cell(yunzhou, 1, "category") == "做强现代农业"
    assert cell(yunzhou, 6, "category") == "改善民生"
    assert cell(yunzhou, 1, "path") == "2025年工作安排 / 做强现代农业"


def test_headings_that_do_sort_stay_and_those_below_are_the_subcategory(yunzhou: Report) -> None:
    paths = [("农业", "粮食"), ("农业", "水利"), ("民生", "养老"), ("民生",), (), ("城建", "道路", "桥梁")]
    tasks = tuple(replace(t, path=p) for t, p in zip(yunzhou.tasks, paths, strict=False))
    report = replace(yunzhou, tasks=tasks)
    assert [cell(report, n, "category") for n in range(1, 7)] == [
        "农业", "农业", "民生", "民生", breakdown.NO_HEADING, "城建",
    ]  # fmt: skip
    assert cell(report, 6, "subcategory") == "道路 / 桥梁"


def test_targets_are_said_with_their_indicator(yunzhou: Report) -> None:
    assert cell(yunzhou, 1, "target") == "粮食播种面积不低于120.5万亩；\n粮食总产不低于9.3亿斤"
    assert cell(yunzhou, 4, "target") == "万元地区生产总值能耗下降不低于2%"
    assert cell(yunzhou, 2, "target") == ""


def test_on_paper_only_the_target_whose_subject_is_left_out_is_said_again(yunzhou: Report) -> None:
    assert cell(yunzhou, 1, "task_and_target") == (
        "粮食播种面积稳定在120.5万亩以上、总产9.3亿斤以上\n（目标：粮食总产不低于9.3亿斤）"
    )


def test_relations_are_said_in_words(yunzhou: Report) -> None:
    grain: Measure = yunzhou.measures[0]
    say = {
        "不超过120.5万亩": {"relation": "le", "low": None, "high": grain.low},
        "超过120.5万亩": {"relation": "gt"},
        "约120.5万亩": {"relation": "approx"},
        "增加120.5万亩": {"relation": "eq", "kind": "delta"},
        "前120.5万亩": {"relation": "le", "kind": "rank"},
    }
    for words, changes in say.items():
        assert wording.phrase(replace(grain, **changes)) == words  # type: ignore[arg-type]
    assert wording.phrase(replace(yunzhou.measures[2], indicator="能耗降幅")) == "不低于2%"


def test_a_deadline_is_words_and_a_date_and_says_where_the_text_has_none(yunzhou: Report) -> None:
    assert cell(yunzhou, 3, "deadline") == "一季度\n（3月31日）"
    assert cell(yunzhou, 1, "deadline") == "12月31日\n（未写时限）"
    assert (cell(yunzhou, 3, "deadline_brief"), cell(yunzhou, 1, "deadline_brief")) == ("一季度", "12月底前")


def test_a_deadline_that_somebody_corrected_into_no_date_is_shown_as_written(yunzhou: Report) -> None:
    report = replace(yunzhou, tasks=(replace(yunzhou.tasks[0], due="汛期前"), *yunzhou.tasks[1:]))
    assert (cell(report, 1, "deadline"), cell(report, 1, "due")) == ("汛期前\n（未写时限）", "汛期前")


def test_the_evidence_is_the_sentence_around_with_its_place(yunzhou: Report) -> None:
    start = yunzhou.tasks[1].quote.start
    assert cell(yunzhou, 2, "evidence") == (f"“加快推进临溪灌区二期建设”　第4–5行（偏移{start}–{start + 13}）")
    assert str(cell(yunzhou, 5, "evidence")).startswith("“办好省级民生实事，新建养老驿站3所、改造12所；”　第7行")


def test_suggestions_and_their_reasons_are_told_apart_from_owners(yunzhou: Report) -> None:
    assert cell(yunzhou, 1, "suggested_lead") == "市农业农村局"
    assert cell(yunzhou, 1, "suggested_support") == "市水利局、各县（区）人民政府"
    assert "牵头 市农业农村局：“粮食”属农业农村领域" in str(cell(yunzhou, 1, "suggested_reason"))
    assert cell(yunzhou, 6, "missing") == "量化指标、具体对象、责任单位"


def test_a_corrected_task_says_so(yunzhou: Report) -> None:
    put_right = replace(yunzhou.tasks[0], correction=Correction("张敏", "漏了总产", "2025-02-01"))
    report = replace(yunzhou, tasks=(put_right, *yunzhou.tasks[1:]))
    assert cell(report, 1, "remark") == "已更正（张敏，2025-02-01，漏了总产）"


def test_problems_doubts_and_asides_say_what_to_do(yunzhou: Report) -> None:
    rows = listing.problem_rows(yunzhou)
    assert [r.sort for r in rows] == ["问题", "存疑", "搁置"]
    assert (rows[0].what.zh, rows[0].todo.zh, rows[0].quote) == ("此处缺字", "请对照原件补全", "政府工作报告")
    assert rows[1].what.zh == "是数值还是名称　可能是：数值；名称"
    assert rows[2].what.zh == "未读入的文字：版次，1 处共 5 字"
    assert all(r.todo.zh for r in rows)


def test_line_breaks_leave_the_words_but_not_the_space_between_latin_words() -> None:
    assert flat("总投资 3846\n亿元，第 3\n位") == "总投资3846亿元，第3位"
    assert flat("12\n00万 New  York") == "1200万New York"
    assert lines("任务内容", 4) == 2


def test_every_source_of_a_column_is_explained() -> None:
    explained = set(re.findall(r"^\| `(\w+)`", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    known = {name for sources in columns.SOURCES.values() for name in sources}
    assert explained == known
