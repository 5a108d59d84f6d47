"""The ledger's list: every filter in the address and in words, saved views, the list taken away as a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from tests.web.conftest import Office

from luoshi.ledger import Refused
from luoshi.web import export, narrowing
from luoshi.web.actions import views
from luoshi.web.actions.commitments import act
from luoshi.web.models import Commitment, SavedView


def numbers(office: Office, who: str = "supervisor", **asked: str) -> list[str]:
    answer = office.browser(who).get("/ledger/", asked)
    assert answer.status_code == 200
    return [line.commitment.number for line in answer.context["lines"]]


@pytest.fixture
def three(office: Office) -> list[str]:
    """One in hand with evidence and a supporting unit; one of another year, scheme and unit; one that nobody leads."""
    one = office.do("supervisor", office.commitment(year=2026, path="民生 / 水利"), "assign", matter="一般")
    one = office.do("handler", office.do("handler", one, "deploy", summary="已部署"), "feedback", summary="已进场")
    one = office.do("head", one, "apply", files=1, result="完工")
    one.supports.add(office.units["教育"])
    Commitment.objects.filter(pk=one.pk).update(behind=Decimal("12.5"))
    two = office.commitment(
        "key-task",
        lead=office.units["教育"],
        leader=None,
        facts={"start": dt.date(2025, 1, 1), "due": dt.date(2025, 6, 30)},
    )
    Commitment.objects.filter(pk=two.pk).update(year=2025, late=True, due=dt.datetime(2025, 6, 30, 23, 59, 59))
    return [one.number, two.number, office.commitment(lead=None, leader=None).number]


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ({"kind": "review"}, [0]), ({"scheme": "key-task"}, [1]), ({"stage": "13710.review"}, [0]),
        ({"stage": "review"}, []), ({"year": "2025"}, [1]), ({"heading": "水利"}, [0]), ({"heading": "利民"}, []),
        ({"evidence": "1"}, [0]),
        ({"evidence": "0"}, [1, 2]), ({"late": "1"}, [1]), ({"since": "2025-06-30", "until": "2025-06-30"}, [1]),
        ({"until": "2025-06-29"}, []), ({"slip": "1"}, []), ({"sort": "-number"}, [2, 1, 0]),
        ({"sort": "-behind"}, [1, 0, 2]), ({"sort": "behind"}, [0, 1, 2]),
        ({"sort": "due", "scheme": "key-task"}, [1]), ({"sort": "?"}, [0, 1, 2]),
    ],
)  # fmt: skip
def test_each_filter_narrows(office: Office, three: list[str], asked: dict[str, str], which: list[int]) -> None:
    assert numbers(office, **asked) == [three[i] for i in which]


def test_filters_of_units_and_posts(office: Office, three: list[str]) -> None:
    school, leader = str(office.units["教育"].pk), office.cast["leader"].post
    assert leader is not None
    assert numbers(office, lead=school) == [three[1]]
    assert numbers(office, supports=school) == [three[0]]
    assert numbers(office, leader=str(leader.pk)) == [three[0]]
    assert numbers(office, who="outsider", mine="1") == [three[0], three[1]]
    assert numbers(office, who="handler", mine="1") == [three[0]]
    assert numbers(office, who="leader", mine="1") == [three[0]]


def test_what_has_not_moved_for_days(office: Office, three: list[str], today: Callable[[dt.datetime], None]) -> None:
    today(dt.datetime(2026, 3, 12, 9))
    one = office.do("supervisor", Commitment.objects.get(number=three[2]), "assign", matter="一般")
    assert numbers(office, idle="10") == three[:2]
    assert numbers(office, sort="-last")[0] == one.number
    assert numbers(office, sort="last")[-1] == one.number


def test_a_slip_that_waits_for_its_answer(office: Office, today: Callable[[dt.datetime], None]) -> None:
    one = office.in_hand()
    actor = office.cast["supervisor"]
    today(dt.datetime(2026, 3, 28, 9))
    one = act(actor, one, "slip:blue", {"words": "请报送办理情况"})
    assert numbers(office, slip="1") == [one.number]
    act(office.cast["head"], one, "answer:blue", {"measure": "已倒排工期"})
    assert numbers(office, slip="1") == []
    assert "督办单待答复" in office.browser("supervisor").get("/ledger/?slip=1").content.decode()
    rows = export.as_csv(export.rows(actor, {}))
    assert b"answer:blue" in b"".join(rows), "an export is not put out by a slip"


@pytest.mark.parametrize("key", narrowing.ASKED)
@pytest.mark.parametrize(
    "value", ["x", "-1", "９", "٣", "99999999999999999999", "2026-13-40", "\x00", "'; --", "9" * 9, "0001-01-01"]
)
def test_a_value_that_is_none_is_no_error(office: Office, three: list[str], key: str, value: str) -> None:
    assert office.browser("leader").get("/ledger/", {key: value}).status_code == 200


def test_each_filter_stands_in_words_with_a_way_to_drop_it(office: Office, three: list[str]) -> None:
    lead = str(office.units["水务"].pk)
    page = office.browser("supervisor").get(f"/ledger/?q=水库&kind=review&lead={lead}&sort=-number").content.decode()
    assert "搜索 <b>“水库”</b>" in page and "进度 <b>审核</b>" in page and "牵头单位 <b>市水务局</b>" in page
    assert f'href="?kind=review&amp;lead={lead}&amp;sort=-number"' in page
    answer = office.browser("supervisor").get(f"/ledger/?q=水库&kind=review&lead={lead}&mine=&colour=")
    assert answer.context["query"] == f"q=%E6%B0%B4%E5%BA%93&kind=review&lead={lead}"


def test_a_column_sorts_and_says_so(office: Office, three: list[str]) -> None:
    page = office.browser("supervisor").get("/ledger/?kind=review&sort=-behind").content.decode()
    assert 'aria-sort="descending"><a href="?kind=review&amp;sort=behind">落后' in page
    page = office.browser("supervisor").get("/ledger/").content.decode()
    assert 'aria-sort="ascending"><a href="?sort=-number">编号' in page


def test_the_list_asks_the_database_no_more_for_a_search_of_many(office: Office, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(12):
        office.in_hand()
    browser = office.browser("supervisor")
    with django_assert_max_num_queries(18):
        assert browser.get("/ledger/?q=进场").content.decode().count("已<mark>进场</mark>") == 12


# Saved views.


def test_a_view_is_kept_under_a_name_and_belongs_to_the_post(office: Office, three: list[str]) -> None:
    browser = office.browser("handler")
    answer = browser.post("/ledger/views?kind=review&page=3&x=1&colour=", {"name": " 待  审的 "}, follow=True)
    assert "视图“待 审的”已保存" in answer.content.decode()
    assert '<a href="/ledger/?kind=review" aria-current="page">待 审的</a>' in answer.content.decode()
    assert "待 审的" not in office.browser("head").get("/ledger/").content.decode()
    office.cast["viewer"].user.holdings.create(post=office.cast["handler"].post, since=dt.date(2026, 1, 1))
    successor = office.browser("viewer")
    successor.post("/post", {"post": str(office.cast["handler"].post.pk)})  # type: ignore[union-attr]
    assert "待 审的" in successor.get("/ledger/").content.decode()


def test_a_supervisor_shares_a_view_with_all_posts_and_others_cannot(office: Office) -> None:
    office.browser("supervisor").post("/ledger/views?colour=red", {"name": "红灯", "shared": "1"})
    for who in ("handler", "leader", "viewer"):
        assert ">红灯 <small>共享</small></a>" in office.browser(who).get("/ledger/").content.decode()
    assert not views.views_of(office.cast["auditor"]).exists()
    answer = office.browser("handler").post("/ledger/views?late=1", {"name": "逾期过的", "shared": "1"})
    assert answer.status_code == 422
    assert "共享视图要由督查员来做" in answer.content.decode() and 'value="逾期过的"' in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("", "late=1", "请给视图起个名字"), (" \x00", "late=1", "请给视图起个名字"),
        ("红灯", "late=1", "本岗位已有视图“红灯”，请换个名字"), ("名" * 31, "late=1", "名字最多 30 个字，现在是 31 个"),
        ("又一个", "colour=red", "这组条件已经存为“红灯”"),
        ("全部", "", "现在没有筛选条件，先筛选再存"), ("长", "q=" + "%E6%B0%B4" * 200, "筛选条件太长"),
    ],
)  # fmt: skip
def test_a_view_is_refused_with_the_reason_and_what_was_typed(office: Office, name: str, query: str, said: str) -> None:
    browser = office.browser("head")
    browser.post("/ledger/views?colour=red", {"name": "红灯"})
    answer = browser.post(f"/ledger/views?{query}", {"name": name})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert not query or f'value="{name}"' in page or "\x00" in name
    assert SavedView.objects.count() == 1


def test_a_post_keeps_so_many_views_and_no_more(office: Office) -> None:
    for n in range(views.MOST):
        views.save(office.cast["head"], f"第{n}", f"idle={n + 1}")
    with pytest.raises(Refused, match="一个岗位最多存 30 个视图，请先删掉不用的"):
        views.save(office.cast["head"], "又一个", "late=1")


def test_a_view_is_renamed_and_deleted_by_its_own_post_alone(office: Office) -> None:
    view = views.save(office.cast["supervisor"], "红灯", "colour=red", shared=True)
    views.save(office.cast["supervisor"], "黄灯", "colour=yellow")
    browser = office.browser("supervisor")
    answer = browser.post(f"/ledger/views/{view.pk}?colour=red", {"deed": "change", "name": "黄灯"})
    assert answer.status_code == 422 and "本岗位已有视图“黄灯”" in answer.content.decode()
    browser.post(f"/ledger/views/{view.pk}?colour=red", {"deed": "change", "name": "全部红灯"})
    view.refresh_from_db()
    assert (view.name, view.shared) == ("全部红灯", False)
    for deed in ("change", "delete"):
        answer = office.browser("head").post(f"/ledger/views/{view.pk}", {"deed": deed, "name": "我的"})
        assert "没有这个视图，或不是本岗位存的" in answer.content.decode()
    answer = browser.post(f"/ledger/views/{view.pk}?colour=red", {"deed": "delete"}, follow=True)
    assert "视图“全部红灯”已删除" in answer.content.decode()
    assert [one.name for one in SavedView.objects.all()] == ["黄灯"]


# Export.


def sheet(office: Office, who: str = "supervisor", query: str = "") -> list[list[Any]]:
    answer = office.browser(who).get(f"/ledger/export.xlsx?{query}")
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    return book.get_sheet_by_name("督查台账").to_python()


def table(office: Office, who: str = "supervisor", query: str = "") -> list[dict[str, str]]:
    answer = office.browser(who).get(f"/ledger/export.csv?{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def key_task(office: Office) -> Commitment:
    facts = {
        "start": dt.date(2026, 1, 1),
        "due": dt.date(2026, 12, 31),
        "target": Decimal(55),
        "unit": "个",
        "accrual": "累计",
    }
    one = office.commitment(
        "key-task", facts=facts, quote="改造老旧小区55个", path="民生", year=2026, supports=[office.units["教育"]]
    )
    one = office.do("leader", one, "approve")
    one = office.do("supervisor", one, "issue", document="澄政办发〔2026〕3号", due=dt.date(2026, 12, 31))
    one = office.do("handler", one, "sign")
    one = office.do("handler", one, "report", summary="开工", figure=Decimal(5), problem="管线迁改慢")
    return office.do(
        "handler", one, "report", summary='=HYPERLINK("http://x")', figure=Decimal("8.5"), next="@加快\n推进"
    )


def test_the_table_says_where_each_commitment_stands(office: Office) -> None:
    one = key_task(office)
    title, note, heads, row = sheet(office)
    said = dict(zip(heads, row, strict=True))
    assert title[0] == "督查台账" and "2026-03-02 导出，共1项。" in str(note[0])
    expected = {
        "编号": one.number, "事项": "完成澄川水库除险加固", "原文": "改造老旧小区55个", "类别": "民生",
        "责任领导": "市政府办公室leader", "牵头单位": "市水务局", "配合单位": "市教育局",
        "时限": dt.date(2026, 12, 31), "阶段": "办理中", "目标": 55, "最新完成": 8.5,
        "单位": "个", "完成情况": '=HYPERLINK("http://x")', "下一步": "@加快推进", "文号": "澄政办发〔2026〕3号",
        "方案": "政府工作报告重点任务", "年度": "2026", "最近办理": "报告进展", "办理日期": dt.date(2026, 3, 2),
    }  # fmt: skip
    assert {head: said[head] for head in expected} == expected
    assert str(said["灯"]).split()[0] in ("绿", "黄", "红")
    assert said["存在问题"] == "", "the last report had no problem any more"


def test_no_cell_can_run_as_a_formula(office: Office) -> None:
    key_task(office)
    answer = office.browser("supervisor").get("/ledger/export.xlsx")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as book:  # type: ignore[attr-defined]
        written = book.read("xl/worksheets/sheet1.xml").decode()
        assert 'quotePrefix="1"' in book.read("xl/styles.xml").decode()
    assert "<f>" not in written and "=HYPERLINK" in written
    assert "hyperlinks" not in written
    (row,) = table(office)
    assert row["完成情况"] == '\'=HYPERLINK("http://x")' and row["下一步"] == "'@加快推进"
    assert not [cell for cell in row.values() if cell[:1] in ("=", "+", "@", "\t", "\r")]


def test_the_file_holds_what_the_list_shows_in_its_order(office: Office, three: list[str]) -> None:
    rows = table(office, query="evidence=0&sort=-number")
    assert [row["编号"] for row in rows] == [three[2], three[1]]
    assert "条件：佐证材料 没有。" in str(sheet(office, query="evidence=0")[1][0])
    assert [row["编号"] for row in table(office, "outsider")] == three[:2]
    assert table(office, "auditor") == []
    assert len(sheet(office, "auditor")) == 3, "title, note, heads"


def test_a_file_has_a_bound_and_says_so(office: Office, three: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "LIMIT", 2)
    monkeypatch.setattr(export, "AT_ONCE", 1)
    rows = sheet(office)
    assert len(rows) == 5
    assert "共2项（只导出前 2 项，其余请缩小条件再导）。" in str(rows[1][0])
    answer = office.browser("supervisor").get("/ledger/export.csv")
    assert "%E5%89%8D2%E9%A1%B9" in answer["Content-Disposition"], "前2项"
