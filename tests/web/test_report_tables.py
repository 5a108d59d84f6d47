"""A breakdown table that comes back is matched with the report's tasks; reconciliation says what is left over."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import docx
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.conftest import Office
from tests.web.test_report_desk import sent, task
from tests.web.test_report_to_issue import assigned, opened

from luoshi.exchange import as_docx, as_xlsx
from luoshi.ledger import Refused
from luoshi.web.actions import desk
from luoshi.web.actions.reports import take as take_report
from luoshi.web.actions.table import day_of, look, take
from luoshi.web.models import Commitment, Decision, StoredReport

HEADS = ("序号", "重点任务（目标）", "牵头单位", "配合单位", "责任领导", "完成时限")


@pytest.fixture
def report(office: Office) -> StoredReport:
    return take_report(office.cast["supervisor"], sent())[0]


def xlsx(*rows: Sequence[Any], heads: Sequence[str] = HEADS, formula: str = "") -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("分解表")
    sheet.write_string(0, 0, "澄川市2026年任务分解表")
    for r, row in enumerate((heads, *rows), 1):
        for c, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(r, c, value, book.add_format({"num_format": "yyyy-mm-dd"}))
            else:
                sheet.write(r, c, value)
    if formula:
        sheet.write_formula(len(rows) + 2, 1, formula, None, "")
    book.close()
    return out.getvalue()


def word(*rows: Sequence[str]) -> bytes:
    document = docx.Document()
    document.add_paragraph("附件")
    table = document.add_table(rows=0, cols=len(HEADS))
    for row in (HEADS, *rows):
        cells = table.add_row().cells
        for cell, value in zip(cells, row, strict=True):
            cell.text = value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


GOOD = (1, "改造老旧小区55个", "市教育局", "市水务局", "leader", dt.date(2026, 10, 31))
ROWS = (
    GOOD,
    (2, "推进月球基地建设", "市教育局", "", "", ""),
    (3, "新建“口袋公园”30个", "市教育局", "", "", ""),
    (4, "新增学位8000个", "市火星局", "", "王某某", "尽快"),
    (5, "", "市教育局", "", "", "年底前"),
    (6, "改造老旧小区55个", "市水务局", "", "", ""),
)


def send(office: Office, report: StoredReport, data: bytes, name: str = "分解.xlsx", **more: Any) -> Any:
    files = {"file": SimpleUploadedFile(name, data)} if data else {}
    return office.browser("supervisor").post(f"/reports/{report.pk}/table", {**files, **more}, follow=True)


def test_every_bad_row_is_named_by_sheet_and_cell_and_the_good_ones_are_taken(
    office: Office, report: StoredReport
) -> None:
    answer = send(office, report, xlsx(*ROWS))
    page = answer.content.decode()
    for cell, said in (
        ("分解表!B4", "报告里没有这项任务"),
        ("分解表!B5", "数字“30”不在原文里"),
        ("分解表!C6", "单位表里没有“市火星局”"),
        ("分解表!E6", "没有“王某某”这个责任领导"),
        ("分解表!F6", "“尽快”读不出哪一天"),
        ("分解表!B7", "没有任务内容"),
        ("分解表!B8", "与 分解表!3 是同一项任务"),
    ):
        assert cell in page and said in page, (cell, said)
    assert not Decision.objects.exists(), "looking decides nothing"
    page = send(office, report, b"", kept=answer.context["kept"], take="1", scheme=office.schemes["key-task"].pk)
    assert "收下 1 行：已接受并写入责任，另有 7 处没有收" in page.content.decode()
    item = desk.desk_of(report).items[task(report, "改造老旧小区")]
    assert (item.standing, item.due) == ("accepted", "2026-10-31")
    leader = office.cast["leader"].post
    assert leader is not None
    assert item.said == {
        "lead": office.units["教育"].pk, "supports": [office.units["水务"].pk], "leader": leader.pk,
        "due": "2026-10-31", "scheme": office.schemes["key-task"].pk,
    }  # fmt: skip
    assert Decision.objects.filter(deed="accept").get().why == "分解表 分解表!3"


def test_a_table_in_word_is_read_the_same_way(office: Office, report: StoredReport) -> None:
    good, bad = look(
        report,
        word(("1", "改造老旧小区 55 个", "教育局", "水务", "", "上半年"), ("2", "种树", "", "", "", "")),
        "表.docx",
    )
    assert [(g.at, g.task, g.said["due"]) for g in good] == [("表1!2", task(report, "改造老旧小区"), "2026-06-30")]
    assert [b.cell for b in bad] == ["表1!B3"]


@pytest.mark.parametrize("form", [as_xlsx, as_docx])
def test_our_own_export_comes_back_whole(office: Office, report: StoredReport, form: Any) -> None:
    ((suffix, data),) = form.render(report.report).items()
    good, bad = look(report, data, f"分解{suffix}")
    assert [str(b.why) for b in bad] == []
    assert {g.task for g in good} == set(desk.desk_of(report).items)


def test_a_number_of_ours_tells_the_task_whatever_the_words(office: Office, report: StoredReport) -> None:
    name = task(report, "新增学位")
    heads = ("任务内容", "牵头单位", "编号")
    good, bad = look(report, xlsx(("学位的事", "市教育局", name), ("别的", "市教育局", "t-0"), heads=heads), "表.xlsx")
    assert [g.task for g in good] == [name]
    assert [(b.cell, b.why.zh[:12]) for b in bad] == [("分解表!C4", "报告里没有编号 t-0，")]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("表.xls", b"\xd0\xcf\x11\xe0", "不是 .xlsx 或 .docx"),
        ("表.xlsx", b"PK\x03\x04broken", "表.xlsx"),
        ("空.xlsx", b"", "请先选文件"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    office: Office, report: StoredReport, name: str, data: bytes, said: str
) -> None:
    answer = send(office, report, data, name)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_table_without_heads_is_told_how_they_are_called(office: Office, report: StoredReport) -> None:
    answer = send(office, report, xlsx(("一", "二"), heads=("甲", "乙")))
    assert "没有找到表头" in answer.content.decode() and "任务内容" in answer.content.decode()


def test_a_container_that_unpacks_without_end_is_refused(
    office: Office, report: StoredReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luoshi.exchange.returned.table.LARGEST", 1 << 20)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("xl/workbook.xml", b"<a/>")
        container.writestr("xl/big.xml", bytes(3 << 20))
    assert send(office, report, out.getvalue()).status_code == 422


def test_a_formula_is_never_run(office: Office, report: StoredReport) -> None:
    good, bad = look(report, xlsx(GOOD, formula='=HYPERLINK("http://example.invalid","新增学位8000个")'), "表.xlsx")
    assert (len(good), len(bad)) == (1, 0)


def test_another_file_cannot_be_slipped_in_between(office: Office, report: StoredReport) -> None:
    answer = send(office, report, b"", kept="made-up", take="1")
    assert answer.status_code == 422
    assert "请重新选文件" in answer.content.decode()


def test_only_a_supervisor_takes_a_table(office: Office, report: StoredReport) -> None:
    good, _ = look(report, xlsx(GOOD), "表.xlsx")
    for who in ("leader", "head", "auditor"):
        with pytest.raises(Refused, match="报告由督查员"):
            take(office.cast[who], report, good, None)
        answer = office.browser(who).post(
            f"/reports/{report.pk}/table", {"file": SimpleUploadedFile("a.xlsx", xlsx(GOOD))}
        )
        assert answer.status_code == (422 if who == "leader" else 404)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-06-30", "2026-06-30"), ("2026年6月5日", "2026-06-05"), ("6月底", "2026-06-30"), ("2月", "2026-02-28"),
        ("9月底前", "2026-09-30"), ("9月前", "2026-08-31"), ("上半年", "2026-06-30"), ("年底前", "2026-12-31"),
        ("2026/13/40", None), ("尽快", None), ("持续推进", None),
    ],
)  # fmt: skip
def test_days_as_offices_write_them(words: str, day: str | None) -> None:
    found = day_of(words, 2026)
    assert (found.isoformat() if found else None) == day


def test_reconciliation_names_what_is_left_over(office: Office, report: StoredReport) -> None:
    assigned(office, report, "新增学位")
    one = opened(office, report, "改造老旧小区")[0]
    by_hand = office.commitment("key-task", year=2026)
    browser = office.browser("supervisor")
    page = browser.get(f"/reports/{report.pk}/reconcile").content.decode()
    waiting = page.partition("接受了还没有立项的任务")[2]
    assert "新增学位" in waiting.partition("原文对不上")[0]
    strays = page.partition("原文对不上的事项")[2]
    assert by_hand.number in strays and "手工立项，报告里没有这些字" in strays
    assert one.number not in strays
    Commitment.objects.filter(pk=one.pk).update(quote="别的字")
    strays = browser.get(f"/reports/{report.pk}/reconcile").content.decode().partition("原文对不上的事项")[2]
    assert one.number in strays and "原文的位置上不是这些字" in strays
    assert browser.get(f"/reports/{report.pk}/reconcile").status_code == 200
    assert office.browser("head").get(f"/reports/{report.pk}/reconcile").status_code == 404
