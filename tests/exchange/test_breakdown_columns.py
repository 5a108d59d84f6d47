"""An office configures the columns of its table; what is wrong in its file is said with file, entry and way out."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

from luoshi.exchange import as_docx, as_xlsx
from luoshi.exchange.columns import ColumnsError, load
from luoshi.values import Report

MINE = """
[xlsx]
title = "{place}重点工作任务清单"
columns = [
    { title = "编号", source = "id", width = 12 },
    { title = "工作任务", source = "task", width = 60 },
    { title = "一月进度", source = "blank", width = 8 },
]
[docx]
orientation = "portrait"
group = false
columns = [
    { title = "工作任务", source = "task", width = 100 },
    { title = "责任单位", source = "blank", width = 50, hint = "suggested_lead" },
]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "云州栏目.toml"


def refusal(file: Path, text: str) -> str:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ColumnsError) as caught:
        load(file)
    return str(caught.value)


def test_an_office_has_its_own_columns_in_both_files(yunzhou: Report, file: Path) -> None:
    file.write_text(MINE, encoding="utf-8")
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx.render(yunzhou, file)[".xlsx"]))
    rows = book.get_sheet_by_name("任务分解表").to_python()
    assert rows[0][0] == "云州市重点工作任务清单"
    assert rows[2] == ["编号", "工作任务", "一月进度"]
    assert rows[4][:2] == ["t-0000000002", "加快推进临溪灌区二期建设"]
    assert book.sheet_names == ["任务分解表", "指标", "问题"]
    document = docx.Document(io.BytesIO(as_docx.render(yunzhou, file)[".docx"]))
    assert [c.text for c in document.tables[0].rows[0].cells] == ["工作任务", "责任单位"]
    assert len(document.tables[0].rows) == 7
    assert document.sections[0].page_width < document.sections[0].page_height


def test_a_section_that_the_file_has_not_is_the_built_in_one(file: Path) -> None:
    file.write_text("\ufeff" + MINE.split("[docx]")[0], encoding="utf-8")
    assert load(file)["docx"] == load(None)["docx"]
    assert load(file)["xlsx"] != load(None)["xlsx"]


def test_an_unknown_source_names_file_entry_and_what_was_meant(file: Path) -> None:
    said = refusal(file, MINE.replace('source = "task"', 'source = "tasks"', 1))
    assert said.startswith("云州栏目.toml 的 xlsx.columns[2]“工作任务”：source 不能是“tasks”；是不是“task”？")
    assert "did you mean 'task'?" in said


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[docx]", "[word]", "云州栏目.toml：不认识“word”"),
        ("orientation", "orient", "docx：不认识“orient”；是不是“orientation”？"),
        ('"portrait"', '"upright"', "orientation 不能是“upright”；可用的有：landscape、portrait"),
        ("width = 12", "widht = 12", "xlsx.columns[1]“编号”：不认识“widht”；是不是“width”？"),
        ("width = 12", 'width = "12"', "width 不能是 '12'；应为整数"),
        ("width = 12", "width = 0", "width 不能是 0；应在 1 到 255 之间"),
        (", width = 12", "", "缺少 width；请补上 width = …"),
        ("{place}", "{city}", "不认识 {city}"),
        ("width = 12 ", "width = 12, print = false ", "打印的栏“工作任务”排在不打印的栏后面"),
        ("[docx]", "[docx", "不是 TOML"),
        ('hint = "suggested_lead"', 'hint = "task"', "hint 不能是“task”"),
        ('"责任单位", source = "blank"', '"责任单位", source = "suggested_lead"', "请在 title 里写明“建议”"),
    ],
)
def test_what_is_wrong_in_the_file_is_said(file: Path, old: str, new: str, told: str) -> None:
    assert told in refusal(file, MINE.replace(old, new, 1))


def test_a_file_that_is_no_utf8_is_refused_with_the_way_out(file: Path) -> None:
    file.write_bytes("[xlsx]\ntitle = '分解表'".encode("gb18030"))
    with pytest.raises(ColumnsError, match="请另存为 UTF-8"):
        load(file)
