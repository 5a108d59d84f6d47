"""The report desk: a report comes in, its tasks are proof-read beside the source, decisions are only ever added."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from tests.web.conftest import Office

from luoshi.ledger import Refused
from luoshi.web.actions import desk
from luoshi.web.actions.reports import take
from luoshi.web.models import Decision, StoredReport

SAMPLE = Path(__file__).parents[2] / "samples" / "澄川市-2026.txt"


def sent(name: str = SAMPLE.name, data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, SAMPLE.read_bytes() if data is None else data)


@pytest.fixture
def report(office: Office) -> StoredReport:
    return take(office.cast["supervisor"], sent())[0]


def task(report: StoredReport, words: str) -> str:
    """The id of the task whose words hold these."""
    return next(name for name, item in desk.desk_of(report).items.items() if words in item.task.quote.text)


TWO = "滚动实施市级重点项目280个\n完成年度投资380亿元"


def both(office: Office, report: StoredReport) -> str:
    """A task of two promises, whether reading splits them or not."""
    names = dict.fromkeys(task(report, words) for words in TWO.split("\n"))
    if len(names) > 1:
        decide(office, report, "merge", task=list(names))
    return task(report, "280个")


def decide(office: Office, report: StoredReport, deed: str, **more: Any) -> str:
    """What the supervisor is shown, who saw the latest decision unless `seen` says otherwise."""
    given = {"deed": deed, "seen": report.decisions.count(), **more}
    answer = office.browser("supervisor").post(f"/reports/{report.pk}/decide", given, follow=True)
    assert answer.status_code in (200, 409, 422)
    return answer.content.decode()


def test_a_report_is_taken_in_and_opens_beside_its_tasks(office: Office) -> None:
    browser = office.browser("supervisor")
    answer = browser.post("/reports/", {"file": sent()}, follow=True)
    row = StoredReport.objects.get()
    assert answer.redirect_chain == [(f"/reports/{row.pk}/", 302)]
    page = answer.content.decode()
    assert (row.place, row.year) == ("澄川市", 2026)
    assert page.count('<li class="task open"') == len(desk.desk_of(row).items) > 30
    assert "新增规上工业企业50家" in page
    assert browser.get("/reports/").content.decode().count(SAMPLE.name) == 1
    original = browser.get(f"/reports/{row.pk}/original")
    assert b"".join(original.streaming_content) == SAMPLE.read_bytes()  # type: ignore[attr-defined]
    assert original["Content-Disposition"].startswith("attachment")


def test_the_same_file_is_kept_once_under_whatever_name(office: Office, report: StoredReport) -> None:
    answer = office.browser("supervisor").post("/reports/", {"file": sent("又一份.txt")}, follow=True)
    assert "这份文件已在 2026-03-02 收过，没有重复收" in answer.content.decode()
    assert StoredReport.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.txt", b"", "文件应在 1 字节到"),
        ("坏.pdf", b"%PDF-1.7 nothing", "坏.pdf"),
        ("程序.exe", b"MZ" + bytes(600), "程序.exe"),
        ("白.txt", b"  \n \n", "没有"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(
    office: Office, name: str, data: bytes, said: str
) -> None:
    answer = office.browser("supervisor").post("/reports/", {"file": sent(name, data)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not StoredReport.objects.exists()


def test_a_file_too_large_and_a_year_that_is_none_are_refused(office: Office, settings: Any) -> None:
    settings.REPORT_LIMIT = 1 << 20
    browser = office.browser("supervisor")
    page = browser.post("/reports/", {"file": sent(data=b"x" * ((1 << 20) + 1))}).content.decode()
    assert "文件应在 1 字节到 1 MB 之间" in page
    page = browser.post("/reports/", {"file": sent(), "year": "今年", "place": "澄川市"}).content.decode()
    assert "计划年份应是四位年份，不是“今年”" in page
    assert 'value="澄川市"' in page, "what was typed is kept"
    assert "请先选文件" in browser.post("/reports/", {}).content.decode()


READS = {"supervisor": 200, "leader": 200, "handler": 404, "head": 404, "outsider": 404, "viewer": 404,
         "sysadmin": 404, "secadmin": 404, "auditor": 404}  # fmt: skip


@pytest.mark.parametrize(("who", "status"), READS.items())
def test_who_reads_the_desk_and_who_decides(office: Office, report: StoredReport, who: str, status: int) -> None:
    browser = office.browser(who)
    original = browser.get(f"/reports/{report.pk}/original")
    assert original.status_code == browser.get(f"/reports/{report.pk}/").status_code == status
    if status == 200:
        assert b"".join(original.streaming_content)  # type: ignore[attr-defined]
    assert browser.get("/reports/").status_code == (200 if status == 200 else 403)
    name = task(report, "规上工业企业")
    answer = browser.post(f"/reports/{report.pk}/decide", {"deed": "accept", "task": name}, follow=True)
    if who == "supervisor":
        assert "接受 1 项" in answer.content.decode()
        return
    assert not Decision.objects.exists()
    assert answer.status_code == status
    with pytest.raises(Refused, match="报告由督查员来收、校对和立项"):
        desk.stand(office.cast[who], report, "accept", [name])
    with pytest.raises(Refused, match="报告由督查员来收、校对和立项"):
        take(office.cast[who], sent())
    if who == "leader":
        assert "报告由督查员来收、校对和立项" in answer.content.decode()
        assert 'value="accept"' not in browser.get(f"/reports/{report.pk}/").content.decode()


def test_tasks_are_accepted_rejected_and_reconsidered_in_bulk(office: Office, report: StoredReport) -> None:
    names = [task(report, words) for words in ("规上工业企业", "高新技术企业", "口袋公园")]
    assert "接受 2 项" in decide(office, report, "accept", task=names[:2])
    page = decide(office, report, "reject", task=names[2], why="不是任务", show="rejected")
    assert "不立项 1 项" in page
    assert re.findall(r'id="t-(t-\w+)"', page) == [names[2]], "the page stays narrowed as it was"
    assert "接受 0 项" in decide(office, report, "accept", task=names[:1])
    decide(office, report, "reconsider", task=names[2])
    items = desk.desk_of(report).items
    assert [items[name].standing for name in names] == ["accepted", "accepted", "open"]
    rows = Decision.objects.all()
    assert [(r.number, r.deed, r.why) for r in rows][2:] == [(3, "reject", "不是任务"), (4, "reconsider", "")]
    assert {str(r.user) for r in rows} == {"supervisor某"}
    assert "请先选任务" in decide(office, report, "accept")


def test_title_and_deadline_are_edited_and_the_words_of_the_report_stay(office: Office, report: StoredReport) -> None:
    name = task(report, "规上工业企业")
    page = decide(office, report, "edit", task=name, title="新增规上企业50家、绿色工厂1家", due="2026-11-30", seen="0")
    assert "已改" in page and "新增规上企业50家、绿色工厂1家" in page
    item = desk.desk_of(report).items[name]
    assert (item.title, item.due) == ("新增规上企业50家、绿色工厂1家", "2026-11-30")
    assert item.task.quote.holds_in(report.report.text)
    assert "时限应是日期" in decide(office, report, "edit", task=name, title="好", due="年底")
    assert "事项应有 1 到 2000 字" in decide(office, report, "edit", task=name, title="  ", due="2026-11-30")
    before = Decision.objects.count()
    decide(office, report, "edit", task=name, title=item.title, due=item.due)
    assert Decision.objects.count() == before, "nothing changed, nothing is written"


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(office: Office, report: StoredReport) -> None:
    name = task(report, "规上工业企业")
    decide(office, report, "edit", task=name, title="第一个人的话", due="2026-11-30", seen="0")
    page = decide(office, report, "edit", task=name, title="第二个人的话", due="2026-11-30", seen="0")
    assert "您的还没有存" in page and "<b>改</b> 03-02 09:00 supervisor某" in page and "第一个人的话" in page
    assert ">第二个人的话</textarea>" in page and 'value="2026-11-30"' in page and 'name="seen" value="1"' in page
    assert desk.desk_of(report).items[name].title == "第一个人的话"
    decide(office, report, "edit", task=name, title="第二个人的话", due="2026-11-30", seen="1")
    assert desk.desk_of(report).items[name].title == "第二个人的话"


@pytest.mark.parametrize("deed", ["accept", "reject", "edit", "assign"])
@pytest.mark.parametrize("seen", ["0", "", "x", "²"])
def test_nobody_decides_over_what_they_did_not_see(office: Office, report: StoredReport, deed: str, seen: str) -> None:
    """Nor does a form that does not say what was seen."""
    name = task(report, "规上工业企业")
    decide(office, report, "reject", task=name, why="不归我们")
    page = decide(office, report, deed, task=name, title="另写的", lead=office.units["水务"].pk, seen=seen)
    assert "您的还没有存" in page and "<b>不立项</b>" in page and report.decisions.count() == 1


def test_what_was_written_into_a_row_is_kept_when_it_is_accepted(office: Office, report: StoredReport) -> None:
    name = task(report, "规上工业企业")
    decide(office, report, "accept", task=name, title="边改边接受", due="2026-10-31")
    item = desk.desk_of(report).items[name]
    assert (item.standing, item.title, item.due) == ("accepted", "边改边接受", "2026-10-31")


def test_a_refused_decision_comes_back_with_all_that_was_typed(office: Office, report: StoredReport) -> None:
    name = task(report, "规上工业企业")
    given = {"due": "六月底", "above": "省20", "lead": office.units["水务"].pk, "supports": office.units["教育"].pk}
    page = decide(office, report, "assign", task=name, **given)
    assert "时限应是日期，如 2026-06-30，不是“六月底”" in page
    assert 'value="省20"' in page and "<b>市水务局</b>" in page and "<b>市教育局</b>" in page
    for key in ("lead", "supports"):
        assert f'name="{key}" value="{given[key]}"' in page
    assert not report.decisions.exists()


def test_a_task_is_split_where_lines_are_broken_and_read_anew(office: Office, report: StoredReport) -> None:
    name = both(office, report)
    assert "拆成 2 项" in decide(office, report, "split", task=name, text=TWO)
    items = desk.desk_of(report).items
    parts = [items[task(report, words)] for words in TWO.split("\n")]
    assert [(p.task.quote.text, [str(m.low) for m in p.figures]) for p in parts] == [
        ("滚动实施市级重点项目280个", ["280"]),
        ("完成年度投资380亿元", ["38000000000"]),
    ]
    assert name not in items
    assert "没有任务" in decide(office, report, "accept", task=name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TWO.replace("\n", "，"), "请在要断开的地方换行"),
        (TWO.replace("280", "290"), "只能换行，不能改字"),
        (TWO.removesuffix("380亿元"), "没有分到哪一行"),
    ],
)
def test_a_split_that_changes_words_or_loses_some_is_refused(
    office: Office, report: StoredReport, text: str, said: str
) -> None:
    assert said in decide(office, report, "split", task=both(office, report), text=text)
    assert not Decision.objects.filter(deed="split").exists()


def test_neighbours_are_merged_others_are_not(office: Office, report: StoredReport) -> None:
    first, second = task(report, "建设高标准农田"), task(report, "粮食总产")
    assert "2 项合成一项" in decide(office, report, "merge", task=[first, second])
    merged = next(i for i in desk.desk_of(report).items.values() if "高标准农田" in i.task.quote.text)
    assert "粮食总产" in merged.task.quote.text
    assert len(merged.figures) == 2
    far = task(report, "规上工业企业")
    assert "只能合并前后相连的任务" in decide(office, report, "merge", task=[merged.task.id, far])
    assert "请选两项以上任务" in decide(office, report, "merge", task=[far])


def test_what_was_decided_can_be_undone_and_stays_in_the_story(office: Office, report: StoredReport) -> None:
    before = list(desk.desk_of(report).items)
    decide(office, report, "merge", task=[task(report, "建设高标准农田"), task(report, "粮食总产")])
    decide(office, report, "accept", task=task(report, "粮食总产"))
    assert "第 2 个决定依据它，请先撤回那个" in decide(office, report, "undo", number="1")
    decide(office, report, "undo", number="2")
    assert "第 1 个决定已撤回" in decide(office, report, "undo", number="1")
    assert list(desk.desk_of(report).items) == before
    assert [r.deed for r in Decision.objects.all()] == ["merge", "accept", "undo", "undo"]
    assert "没有第 1 个决定，或已撤回" in decide(office, report, "undo", number="1")


def test_a_sentence_that_reading_left_becomes_a_task(office: Office) -> None:
    left = "群众的获得感是最好的答卷。"
    data = SAMPLE.read_text("utf-8").replace("改造老旧小区55个", f"就业是基本民生。{left}改造老旧小区55个")
    report, _ = take(office.cast["supervisor"], sent(data=data.encode()))
    page = office.browser("supervisor").get(f"/reports/{report.pk}/?show=lost").content.decode()
    start = report.report.text.index(left)
    assert f'name="words" value="{start}-{start + len(left)}"' in page
    decide(office, report, "add", words=f"{start}-{start + len(left)}")
    added = Decision.objects.get()
    assert desk.desk_of(report).items[added.said["made"][0]].task.quote.text == left
    assert "选的字句不在报告里" in decide(office, report, "add", words=f"5-{len(data) + 9}")
    assert "没有说是哪几个字" in decide(office, report, "add", words="x")


def test_suggested_units_are_shown_and_applied_only_when_asked(office: Office, report: StoredReport) -> None:
    office.units["教育"].department = "教育"
    name = task(report, "新增学位")
    page = office.browser("supervisor").get(f"/reports/{report.pk}/").content.decode()
    assert "建议 市教育局" in page
    assert "lead" not in desk.desk_of(report).items[name].said
    assert "采用建议 1 项" in decide(office, report, "suggestion", task=name)
    assert desk.desk_of(report).items[name].said["lead"] == office.units["教育"].pk
    assert "没有对得上本单位表的建议" in decide(office, report, "suggestion", task=task(report, "老旧小区"))


def test_scheme_units_leader_and_deadline_are_written_for_many(office: Office, report: StoredReport) -> None:
    names = [task(report, "新增学位"), task(report, "老旧小区")]
    leader = office.cast["leader"].post
    assert leader is not None
    scheme = office.schemes["key-task"].pk
    given = {"scheme": scheme, "lead": office.units["教育"].pk, "leader": leader.pk, "due": "2026-10-31"}
    assert "2 项已定责任" in decide(office, report, "assign", task=names, **given)
    items = desk.desk_of(report).items
    assert [items[n].due for n in names] == ["2026-10-31"] * 2
    assert [items[n].said["scheme"] for n in names] == [scheme] * 2
    assert "请至少填一项" in decide(office, report, "assign", task=names)
    assert "没有这个单位：[9999]" in decide(office, report, "assign", task=names, lead="9999")
    both = {"lead": office.units["教育"].pk, "supports": [office.units["教育"].pk]}
    assert "牵头单位不能同时是配合单位" in decide(office, report, "assign", task=names, **both)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_decision(office: Office, report: StoredReport, change: str) -> None:
    decide(office, report, "accept", task=task(report, "新增学位"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows = Decision.objects.all()
        rows.update(why="别的") if change == "update" else rows._raw_delete(rows.db)
    assert Decision.objects.get().why == ""


def test_the_page_asks_a_bounded_number_of_times(
    office: Office, report: StoredReport, django_assert_max_num_queries: Any
) -> None:
    desk.stand(office.cast["supervisor"], report, "accept", desk.desk_of(report).items)
    browser = office.browser("supervisor")
    with django_assert_max_num_queries(18):
        browser.get(f"/reports/{report.pk}/")
