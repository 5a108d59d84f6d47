"""What a person puts right is applied on every later reading, and says who stands behind it."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import luoshi
from luoshi.values import Report


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
    assert "unknown colour" in new.problems[-1].what.en and "indicator" in new.problems[-1].what.en
