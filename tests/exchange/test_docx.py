"""The annex that an office prints and signs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from luoshi.exchange import as_docx
from luoshi.values import Report


@pytest.fixture
def written(yunzhou: Report) -> bytes:
    return as_docx.render(yunzhou)[".docx"]


@pytest.fixture
def document(written: bytes) -> Any:
    return docx.Document(io.BytesIO(written))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def test_it_is_an_annex_with_a_title(document: Any) -> None:
    mark, _, title, note = document.paragraphs[:4]
    assert (mark.text, mark.runs[0].font.size.pt) == ("附件", 16)
    assert (title.text, title.runs[0].font.size.pt) == ("云州市2025年政府工作报告重点任务分解表", 22)
    assert title.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    assert "不是交办" in note.text


def test_a_row_across_the_table_begins_each_top_heading(document: Any) -> None:
    rows = document.tables[0].rows
    assert [cell.text for cell in rows[0].cells] == [
        "序号",
        "任务内容及目标",
        "责任领导",
        "牵头单位",
        "配合单位",
        "完成时限",
    ]
    assert [row.cells[0].text for row in rows[1:]] == ["一、做强现代农业", "1", "2", "3", "二、改善民生", "4", "5", "6"]


def test_owners_are_blank_and_suggestions_say_that_they_are_some(document: Any) -> None:
    first = document.tables[0].rows[2].cells
    assert first[2].text == ""
    assert first[3].text == "（建议：市农业农村局）"
    assert first[3].paragraphs[0].runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体_GB2312"
    assert document.tables[0].rows[3].cells[3].text == ""


def test_the_head_is_on_every_page_and_short_rows_stay_whole(document: Any) -> None:
    head, *rows = document.tables[0]._tbl.tr_lst
    assert head.trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_long_row_may_be_torn(said: Callable[[str], Report]) -> None:
    written = as_docx.render(said("建设" * 300))[".docx"]
    row = docx.Document(io.BytesIO(written)).tables[0]._tbl.tr_lst[2]
    assert row.trPr.find(qn("w:cantSplit")) is None


def test_the_turned_page_keeps_the_type_area_of_the_norm(document: Any) -> None:
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
    assert [round(m.mm) for m in (page.left_margin, page.right_margin)] == [35, 37]
    assert [round(m.mm) for m in (page.top_margin, page.bottom_margin)] == [27, 27]


def test_the_upright_page_has_the_margins_of_the_norm(yunzhou: Report, tmp_path: Path) -> None:
    file = tmp_path / "竖排.toml"
    file.write_text(
        '[docx]\norientation = "portrait"\ncolumns = [{ title = "任务", source = "task", width = 1 }]', encoding="utf-8"
    )
    document = docx.Document(io.BytesIO(as_docx.render(yunzhou, file)[".docx"]))
    page = document.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(m.mm) for m in margins] == [37, 35, 28, 26]
    odd, even = page.footer.paragraphs[0], page.even_page_footer.paragraphs[0]
    assert (odd.text, even.text) == ("— 1 —", "— 1 —")
    assert (odd.alignment, even.alignment) == (2, 0)


def test_page_numbers_stand_outside_on_odd_and_even_pages(document: Any, written: bytes) -> None:
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    odd, even = section.header.tables[0], section.even_page_header.tables[0]
    assert odd.cell(0, 0).text == even.cell(0, 0).text == "— 1 —"
    assert "PAGE" in part(written, "word/header1.xml")


def test_fonts_have_stand_ins(written: bytes) -> None:
    fonts = part(written, "word/fontTable.xml")
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong' in fonts


def test_control_characters_do_not_break_the_file(said: Callable[[str], Report]) -> None:
    written = as_docx.render(said("新建<桥>\x00&\x1b\ud800路"))[".docx"]
    cells = docx.Document(io.BytesIO(written)).tables[0].rows[2].cells
    assert cells[1].text == "新建<桥>\ufffd&\ufffd\ufffd路"


def test_the_same_report_gives_the_same_bytes(yunzhou: Report, written: bytes) -> None:
    assert as_docx.render(yunzhou)[".docx"] == written
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_report_without_tasks_is_still_an_annex(said: Callable[[str], Report]) -> None:
    written = as_docx.render(replace(said("空"), tasks=()))[".docx"]
    assert len(docx.Document(io.BytesIO(written)).tables[0].rows) == 1
