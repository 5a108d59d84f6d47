"""The workbook that an office opens, fills in and sends back."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from luoshi.exchange import as_xlsx
from luoshi.exchange.cells import LIMIT
from luoshi.values import Report

HEAD = 2
SHEET_1 = "xl/worksheets/sheet1.xml"


def sheet(data: bytes, name: str = "任务分解表") -> list[dict[str, object]]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, rows[HEAD]), row, strict=True)) for row in rows[HEAD + 1 :]]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


@pytest.fixture
def written(yunzhou: Report) -> bytes:
    return as_xlsx.render(yunzhou)[".xlsx"]


def test_the_breakdown_table_has_a_row_a_task_and_blank_owners(written: bytes) -> None:
    rows = sheet(written)
    assert len(rows) == 6
    first = rows[0]
    assert (first["序号"], first["类别"]) == (1, "做强现代农业")
    assert first["任务内容"] == "粮食播种面积稳定在120.5万亩以上、总产9.3亿斤以上"
    owners = ("责任领导", "牵头单位", "责任人及电话", "配合单位", "一季度目标", "四季度目标")
    assert {row[owner] for row in rows for owner in owners} == {""}
    assert first["建议牵头单位"] == "市农业农村局"
    assert rows[2]["截止日期"] == date(2025, 3, 31)
    assert rows[4]["实事来源"] == "省级"


def test_the_title_names_place_and_year(written: bytes) -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(written)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "云州市2025年政府工作报告重点任务分解表"
    assert "共6项：有数可查3项，有名可查2项，只有方向1项" in str(rows[1][0])


def test_a_table_of_less_than_a_whole_report_says_so(yunzhou: Report) -> None:
    summary = replace(yunzhou, identity=replace(yunzhou.identity, completeness="summary"))
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx.render(summary)[".xlsx"])).get_sheet_by_index(0).to_python()
    )
    assert "仅为摘要，分解不全" in str(rows[1][0])


def test_what_cannot_be_told_is_left_to_be_filled_in(yunzhou: Report) -> None:
    unknown = replace(yunzhou, identity=replace(yunzhou.identity, place=None, plan_year=None))
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx.render(unknown)[".xlsx"])).get_sheet_by_index(0).to_python()
    )
    assert str(rows[0][0]).startswith("〔地方待填〕〔年份待填〕政府工作报告")


def test_the_row_id_comes_back(yunzhou: Report, written: bytes) -> None:
    assert [row["编号"] for row in sheet(written)] == [t.id for t in yunzhou.tasks if not t.repeat]


def test_the_row_id_comes_back_from_another_office_suite(yunzhou: Report, written: bytes, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("没有 LibreOffice / no LibreOffice here")
    (tmp_path / "sent.xlsx").write_bytes(written)
    convert = (
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    )
    back = tmp_path / "back"
    subprocess.run([soffice, *convert, "--outdir", back, tmp_path / "sent.xlsx"], check=True, capture_output=True)
    if not (back / "sent.xlsx").exists():
        pytest.skip("LibreOffice 没有装 Calc / LibreOffice is here without Calc")
    rows = sheet((back / "sent.xlsx").read_bytes())
    assert [row["编号"] for row in rows] == [t.id for t in yunzhou.tasks if not t.repeat]


def test_figures_are_numbers_where_a_spreadsheet_holds_them_exactly(yunzhou: Report) -> None:
    odd = replace(yunzhou.measures[0], low=Decimal("1234567890123456.7"), high=Decimal("0.1"))
    rows = sheet(as_xlsx.render(replace(yunzhou, measures=(odd, *yunzhou.measures[1:])))[".xlsx"], "指标")
    assert (rows[0]["下限"], rows[0]["上限"]) == ("1234567890123456.7", 0.1)
    assert (rows[1]["下限"], rows[1]["上限"], rows[1]["表述"]) == (930_000_000, "", "不低于9.3亿斤")
    assert (rows[2]["上限"], rows[2]["表述"], rows[2]["计量方式"]) == (-2, "下降不低于2%", "增速")


def test_problems_have_a_sheet_of_their_own(written: bytes) -> None:
    rows = sheet(written, "问题")
    assert (rows[0]["种类"], rows[0]["怎么办"]) == ("问题", "请对照原件补全")


@pytest.mark.parametrize("words", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "https://云州.example"])
def test_words_never_run(said: Callable[[str], Report], words: str) -> None:
    data = as_xlsx.render(said(words))[".xlsx"]
    xml = part(data, "xl/worksheets/sheet1.xml")
    assert "<f>" not in xml and "<hyperlink" not in xml
    assert sheet(data)[0]["任务内容"] == words.strip()
    if not words.startswith("https"):
        assert 'quotePrefix="1"' in part(data, "xl/styles.xml")


def test_characters_that_xml_forbids_do_not_break_the_file(said: Callable[[str], Report]) -> None:
    data = as_xlsx.render(said("新建\x00桥\x0b梁\x1f3座\ufffe和\ud800路"))[".xlsx"]
    assert sheet(data)[0]["任务内容"] == "新建\ufffd桥梁3座\ufffd和\ufffd路"


def test_a_cell_holds_no_more_than_excel_allows(said: Callable[[str], Report]) -> None:
    text = str(sheet(as_xlsx.render(said("𠀀" * 20_000))[".xlsx"])[0]["任务内容"])
    assert len(text.encode("utf-16-le")) // 2 <= LIMIT
    assert text.endswith("……（过长，其余见原文 / cut, see the report）")


def test_the_same_report_gives_the_same_bytes(yunzhou: Report, written: bytes) -> None:
    assert as_xlsx.render(yunzhou)[".xlsx"] == written


def test_it_prints_on_a4_one_page_wide_with_heads_on_every_page(written: bytes) -> None:
    xml = part(written, "xl/worksheets/sheet1.xml")
    assert re.search(r'<pageSetup paperSize="9"[^>]* fitToHeight="0" orientation="landscape"', xml)
    assert "第 &amp;P 页 共 &amp;N 页" in xml
    assert '<autoFilter ref="A3:AA9"' in xml
    names = part(written, "xl/workbook.xml")
    # What the machine suggests is not printed.
    assert "任务分解表!$3:$3" in names and "任务分解表!$A$1:$N$9" in names


def test_fonts_are_those_of_official_documents(written: bytes) -> None:
    styles = part(written, "xl/styles.xml")
    assert all(font in styles for font in ("方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312"))


def test_a_report_without_tasks_is_still_a_table(said: Callable[[str], Report]) -> None:
    assert sheet(as_xlsx.render(replace(said("空"), tasks=()))[".xlsx"]) == []


def test_a_category_that_comes_again_is_grey_and_still_there_to_sort_by(written: bytes) -> None:
    assert [row["类别"] for row in sheet(written)].count("做强现代农业") == 3
    rule = re.search(r'<conditionalFormatting sqref="B5:B9">.*?<formula>(.*?)</formula>', part(written, SHEET_1))
    assert rule and rule[1] == "B5=B4"
