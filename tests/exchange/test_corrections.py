"""What a person puts right is applied on every later reading, and says who stands behind it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import luoshi
from luoshi.exchange.as_json import dumps, loads
from luoshi.exchange.corrections import apply_file
from luoshi.values import Message, Numeral, Report, Unsure


@pytest.fixture
def report_file(samples: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(samples / "澄川市-2025.txt", tmp_path / "r.txt"))


def correct(path: Path, *rows: object) -> Report:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.with_name("r.corrections.jsonl").write_text("\n".join(lines), "utf-8")
    return luoshi.read(path)


def test_a_changed_field_is_applied_and_signed(report_file: Path) -> None:
    old = luoshi.read(report_file).measures[0]
    new = correct(
        report_file, {"finding": old.id, "set": {"low": "7.5", "indicator": "甲"}, "who": "周敏", "why": "印错"}
    )
    found = next(m for m in new.measures if m.id == old.id)
    assert (found.low, found.indicator) == (Decimal("7.5"), "甲")
    assert found.correction and found.correction.who == "周敏"


def test_a_rejected_measure_leaves_its_numerals_accounted_for(report_file: Path) -> None:
    report = luoshi.read(report_file)
    task = next(t for t in report.tasks if t.figures)
    new = correct(report_file, {"finding": task.figures[0], "reject": True, "who": "周敏"})
    old = next(m for m in report.measures if m.id == task.figures[0])
    assert old.id not in {m.id for m in new.measures}
    assert old.quote in {n.quote for n in new.numerals}
    assert old.id not in next(t for t in new.tasks if t.id == task.id).figures


def test_an_added_task_stands_in_text_order(report_file: Path) -> None:
    text = luoshi.read(report_file).text
    start = text.index("请予审议")
    row = {"add": "task", "start": start, "end": start + 4, "text": "请予审议", "set": {"verb": "请"}, "who": "周敏"}
    new = correct(report_file, row)
    assert new.tasks[0].quote.text == "请予审议" and new.tasks[0].correction


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{oops", "不是一行 JSON"),
        ("[]", "不是 JSON 对象"),
        ({"finding": "m-0000000000", "who": "周敏"}, "没有说要改什么"),
        ({"finding": "m-0000000000", "set": {}, "who": "周敏", "whi": "错字"}, "did you mean 'why'"),
        ({"finding": "u-0000000000", "settle": "date", "who": "周敏"}, "no doubt 'u-0000000000'"),
        ({"finding": "p-0000000000", "set": {"role": "plan"}, "who": "周敏"}, "no passage 'p-0000000000'"),
        (
            {"finding": "p-0000000000", "set": {"role": "wish"}, "who": "周敏"},
            "set.role: 'wish': expected one of review",
        ),
        ({"merge": ["t-0000000000"], "who": "周敏"}, "merge 应是两项以上"),
        ({"add": "figure", "text": "请予审议", "who": "周敏"}, "expected measure or task"),
        ({"finding": "m-0000000000", "reject": True, "who": "周敏"}, "no finding 'm-0000000000'"),
        ({"finding": "m-0000000000", "reject": True}, "without 'who'"),
        ({"add": "measure", "start": 0, "end": 2, "text": "错的", "who": "周敏"}, "the text at 0–2 is not '错的'"),
    ],
)
def test_a_line_that_cannot_be_applied_is_a_problem_with_its_line(report_file: Path, row: object, said: str) -> None:
    problems = [p for p in correct(report_file, row).problems if p.code == "correction-not-applied"]
    assert len(problems) == 1
    assert "r.corrections.jsonl 第 1 行" in problems[0].what.zh and said in str(problems[0].what)


def test_an_unknown_field_is_refused_with_those_that_are_known(report_file: Path) -> None:
    old = luoshi.read(report_file).measures[0]
    new = correct(report_file, {"finding": old.id, "set": {"colour": "red"}, "who": "周敏"})
    assert "unknown 'colour'" in new.problems[-1].what.en and "indicator" in new.problems[-1].what.en


def the_lines(report: Report) -> list[tuple[int, bool]]:
    return [(c.line, c.refused is None) for c in report.corrections]


def test_a_report_says_which_lines_were_applied_and_which_were_not(report_file: Path) -> None:
    old = luoshi.read(report_file).measures[0]
    row = {"finding": old.id, "set": {"low": "7.5"}, "who": "周敏", "why": "印错", "when": "2026-02-01"}
    new = correct(report_file, row, "", {**row, "finding": "m-ffffffffff"})
    assert the_lines(new) == [(1, True), (3, False)]
    first, last = new.corrections
    assert (first.words, first.by and first.by.when) == (old.quote.text, "2026-02-01")
    assert json.loads(first.text) == row
    (problem,) = [p for p in new.problems if p.code == "correction-not-applied"]
    assert "第 3 行" in problem.what.zh and "重新更正" in problem.todo.zh and last.refused is not None
    assert loads(dumps(new)) == new


def test_a_passage_that_becomes_a_plan_gives_tasks_and_its_figures_follow(report_file: Path) -> None:
    report = luoshi.read(report_file)
    passage = next(p for p in report.passages if p.role == "review" and "%" in p.quote.text)
    within = range(passage.quote.start, passage.quote.end)
    assert not [t for t in report.tasks if t.quote.start in within]
    new = correct(report_file, {"finding": passage.id, "set": {"role": "plan"}, "who": "周敏", "why": "是今年的事"})
    found = next(p for p in new.passages if p.id == passage.id)
    assert (found.role, found.year, found.correction and found.correction.who) == ("plan", "2025", "周敏")
    assert [t for t in new.tasks if t.quote.start in within]
    figures = [m for m in new.measures if m.quote.start in within]
    assert {m.role for m in figures} <= {"plan", "context"} and "plan" in {m.role for m in figures}
    assert {m.year for m in figures if m.role == "plan"} == {"2025"}
    assert the_lines(new) == [(1, True)]


def test_a_plan_that_becomes_a_review_loses_its_tasks(report_file: Path) -> None:
    report = luoshi.read(report_file)
    task = report.tasks[0]
    passage = next(p for p in report.passages if p.quote.start <= task.quote.start < p.quote.end)
    new = correct(report_file, {"finding": passage.id, "set": {"role": "review"}, "who": "周敏"})
    assert not [t for t in new.tasks if passage.quote.start <= t.quote.start < passage.quote.end]


def test_another_heading_of_a_passage_stands_over_its_tasks(report_file: Path) -> None:
    report = luoshi.read(report_file)
    task = report.tasks[0]
    passage = next(p for p in report.passages if p.quote.start <= task.quote.start < p.quote.end)
    new = correct(report_file, {"finding": passage.id, "set": {"path": ["工作安排", "办好实事"]}, "who": "周敏"})
    assert next(t for t in new.tasks if t.id == task.id).path == ("工作安排", "办好实事")
    assert next(p for p in new.passages if p.id == passage.id).role == passage.role


LONG = "新建改造农村公路120公里，建成社区食堂15个，确保年内全部投入使用"


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    head = "澄川市2025年政府工作报告\n一、2024年工作回顾\n过去一年，粮食总产28.4亿斤。\n二、2025年工作安排\n"
    path = tmp_path / "r.txt"
    path.write_text(f"{head}（一）办好民生实事。{LONG}。深化医药卫生改革，推进医共体建设。\n", "utf-8")
    return path


def added(path: Path, words: str, **more: object) -> dict[str, object]:
    text = path.read_text("utf-8")
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words, **more}


def test_a_task_is_split_and_each_part_is_read_by_itself(plan_file: Path) -> None:
    text = luoshi.read(plan_file).text
    first = correct(plan_file, {"add": "task", **added(plan_file, LONG), "who": "周敏"})
    whole = next(t for t in first.tasks if t.quote.text == LONG)
    assert len(whole.figures) == 2
    parts = [added(plan_file, w) for w in ("新建改造农村公路120公里", "建成社区食堂15个，确保年内全部投入使用")]
    lines = plan_file.with_name("r.corrections.jsonl").read_text("utf-8")
    new = correct(plan_file, lines, {"finding": whole.id, "split": parts, "who": "周敏", "why": "两个单位的事"})
    made = {t.quote.text: t for t in new.tasks if t.correction and t.correction.why}
    assert list(made) == [p["text"] for p in parts] and whole.id not in {t.id for t in new.tasks}
    road, canteen = made.values()
    assert [road.verb, canteen.deadline, canteen.due] == ["新建改造", "年内", "2025-12-31"]
    figures = {m.id: m.quote.text for m in new.measures}
    assert [[figures[f] for f in t.figures] for t in (road, canteen)] == [["120公里"], ["15个"]]
    assert road.checkable == "figure" and road.suggestions and new.text == text


def test_tasks_are_merged_into_one(plan_file: Path) -> None:
    report = luoshi.read(plan_file)
    one, two, *_ = report.tasks
    new = correct(plan_file, {"merge": [one.id, two.id], "who": "周敏"})
    merged = next(t for t in new.tasks if t.correction)
    assert merged.quote.text == report.text[one.quote.start : two.quote.end]
    assert set(merged.figures) >= {*one.figures, *two.figures}
    assert not {one.id, two.id} & {t.id for t in new.tasks}


def test_a_task_may_have_other_words_that_a_caption_tears(plan_file: Path) -> None:
    text = plan_file.read_text("utf-8").replace("120公里", "120\n图为施工现场 本报记者 王某 摄\n公里")
    plan_file.write_text(text, "utf-8")
    report = luoshi.read(plan_file)
    at, back = text.index("新建改造"), text.index("公里")
    spans = [[at, at + 11], [back, back + 2]]
    words = "".join(text[s:e] for s, e in spans)
    row = {"finding": report.tasks[0].id, "spans": spans, "start": at, "end": back + 2, "text": words, "who": "周敏"}
    (task, *_) = correct(plan_file, row).tasks
    assert (task.quote.text, len(task.quote.spans), task.id) == (words, 2, report.tasks[0].id)


def test_a_measure_that_gets_fewer_words_leaves_no_numeral_behind(plan_file: Path) -> None:
    measure = luoshi.read(plan_file).measures[0]
    assert measure.quote.text == "28.4亿斤"
    row = {"finding": measure.id, **added(plan_file, "4亿斤"), "set": {"low": "400000000"}, "who": "周敏"}
    new = correct(plan_file, row)
    assert new.measures[0].quote.text == "4亿斤"
    assert [n.quote.text for n in new.numerals if n.rule == "correction"] == ["28"]


def test_a_doubt_is_settled_as_a_measure_or_as_something_else(plan_file: Path) -> None:
    report = luoshi.read(plan_file)
    quote = report.measures[0].quote
    doubt = Unsure("u-1", quote, Message("缺字", "lost"), ("28.4亿斤",), "doubt:lost")
    open_one = replace(
        report, measures=report.measures[1:], unsure=(doubt,),
        numerals=(*report.numerals, Numeral(quote, "unsure", "doubt:lost")),
    )  # fmt: skip
    file = plan_file.with_name("r.corrections.jsonl")

    def settled(**row: object) -> Report:
        file.write_text(json.dumps({"finding": "u-1", "who": "周敏", **row}), "utf-8")
        return apply_file(open_one, file)

    measure = settled(settle="measure", set={"indicator": "粮食总产", "low": "2840000000", "unit": "斤"})
    assert not measure.unsure and measure.measures[0].indicator == "粮食总产"
    assert quote not in {n.quote for n in measure.numerals}
    name = settled(settle="name")
    assert not name.unsure and next(n for n in name.numerals if n.quote == quote).why == "name"
    refused = settled(settle="maybe")
    assert refused.unsure == (doubt,) and "expected one of measure, date" in str(refused.corrections[0].refused)


def test_a_measure_added_in_a_task_is_one_that_the_task_is_held_to(plan_file: Path) -> None:
    report = luoshi.read(plan_file)
    roads = next(m for m in report.measures if m.quote.text == "120公里")
    lines = [
        {"finding": roads.id, "reject": True, "who": "周敏"},
        {"add": "measure", **added(plan_file, "120公里"), "who": "周敏",
         "set": {"indicator": "农村公路", "low": "120", "high": "120", "unit": "公里", "role": "plan", "year": "2025"}},
    ]  # fmt: skip
    new = correct(plan_file, *lines)
    again = next(m for m in new.measures if m.quote.text == "120公里")
    assert again.rule == "correction" and any(again.id in t.figures for t in new.tasks)


def test_words_that_moved_are_found_where_they_stand_once(plan_file: Path) -> None:
    row = {"add": "task", "start": 0, "end": 3, "text": "推进医共体建设", "who": "周敏"}
    new = correct(plan_file, row)
    assert [t.quote.text for t in new.tasks if t.correction] == ["推进医共体建设"]


def test_a_file_that_is_no_utf8_is_a_problem_and_the_report_is_read(plan_file: Path) -> None:
    plan_file.with_name("r.corrections.jsonl").write_bytes("更正".encode("gb18030"))
    new = luoshi.read(plan_file)
    assert new.measures and "不是一行 JSON" in new.problems[-1].what.zh


def test_words_that_are_a_measure_already_cannot_be_added_again(plan_file: Path) -> None:
    new = correct(plan_file, {"add": "measure", **added(plan_file, "28.4亿斤"), "who": "周敏"})
    assert "已是指标" in new.problems[-1].what.zh and len([m for m in new.measures if "斤" in m.quote.text]) == 1
