"""这个月怎么样？ The bulletin tells of the month's end; a person issues it, and it stays as it was."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import docx
import pytest
from django.conf import settings
from django.db import transaction
from django.db.utils import DatabaseError
from tests.web.calling import caller, put
from tests.web.conftest import Office
from tests.web.test_trend import at, running

from luoshi.ledger import Refused
from luoshi.ledger.rates import Share
from luoshi.web import evidence, signing
from luoshi.web.actions import bulletins
from luoshi.web.actions.commitments import act, open_commitment
from luoshi.web.actions.daily import tick
from luoshi.web.actions.verify import verify
from luoshi.web.bulletin import UnitRow, of_month, ranked
from luoshi.web.bulletin_words import fingerprint
from luoshi.web.models import Bulletin, BulletinDraft, Commitment, DayHead, MonthEnd, OfficeEvent

Clock = Callable[[dt.datetime], None]
FACTS = {"start": dt.date(2026, 1, 1), "due": dt.date(2026, 6, 30)}


def finished(office: Office, unit: str, done: dt.datetime, due: dt.date) -> Commitment:
    one = open_commitment(
        office.cast["supervisor"], office.schemes["key-task"], f"建成{unit}示范点", FACTS | {"due": due}, at=at(1, 5),
        year=2026, lead=office.units[unit], leader=office.cast["leader"].post,
    )  # fmt: skip
    head = office.cast["head" if unit == "水务" else "outsider"]
    steps: list[tuple[Any, str, dt.datetime, dict[str, Any]]] = [
        (office.cast["leader"], "approve", at(1, 6), {}),
        (office.cast["supervisor"], "issue", at(1, 7), {"document": "澄政办发〔2026〕3号", "due": due}),
        (head, "sign", at(1, 8), {}),
    ]
    for actor, action, moment, fields in steps:
        act(actor, one, action, fields, at=moment)
    from django.core.files.uploadedfile import SimpleUploadedFile

    proof = [SimpleUploadedFile("验收.pdf", b"%PDF-1.7 " + unit.encode())]
    act(head, one, "apply", {"result": "建成", "percent": Decimal(100)}, proof, at=done)
    return act(office.cast["supervisor"], one, "complete", {}, at=done)


@pytest.fixture
def march(office: Office, today: Clock) -> Office:
    """Tenth of April. By the end of March 水务 had one yellow and one done early, 教育 one done late."""
    running(office)
    finished(office, "水务", at(3, 12), dt.date(2026, 6, 30))
    finished(office, "教育", at(3, 20), dt.date(2026, 3, 10))
    today(at(4, 10))
    tick(at(4, 10))
    return office


def words_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def posted(office: Office, deed: str, who: str = "supervisor", month: str = "2026-3", **more: str) -> Any:
    data = {
        "title": "关于3月督查情况的通报",
        "to": "各有关单位",
        "overall": "",
        "practice": "",
        "demands": "抓紧",
        **more,
    }
    return office.browser(who).post(f"/bulletin/{month}", data | {"deed": deed}, follow=True)


def issued(office: Office, **more: str) -> Bulletin:
    assert posted(office, "issue", document="澄政督通〔2026〕1号", **more).status_code == 200
    row = Bulletin.objects.first()
    assert row is not None
    return row


def test_the_figures_are_those_of_the_months_end(march: Office) -> None:
    f = of_month(2026, 3)
    assert (f.total, f.done, f.done_this_month, f.overdue) == (3, 2, 2, 0)
    assert (f.in_time.numerator, f.in_time.denominator, f.in_time.percent) == (1, 2, Decimal("50.00"))
    assert [(c, n) for c, _, n in f.lights] == [("yellow", 1)]
    assert f.schedule == (1, 0, 1, Decimal("19.7"))
    assert [(u.rank, u.name, u.taken, u.done, u.yellow) for u in f.units] == [
        (1, "市水务局", 2, 1, 1), (2, "市教育局", 1, 1, 0),
    ]  # fmt: skip
    assert [(e.unit, e.days) for e in f.early] == [("市水务局", 110)]
    assert [(one.title, one.light, one.why) for one in f.lit] == [
        ("改造老旧小区", "落后", "落后序时进度 19.7 个百分点")
    ]


def test_a_bulletin_written_later_tells_of_the_same_march(march: Office, today: Clock) -> None:
    before = of_month(2026, 3)
    one = Commitment.objects.get(title="改造老旧小区")
    act(march.cast["handler"], one, "report", {"summary": "赶上", "figure": Decimal(900)})
    today(at(8, 3))
    tick(at(8, 3))
    assert of_month(2026, 3) == before


def test_last_years_open_work_is_not_forgotten_and_last_years_done_work_is_not_counted_again(march: Office) -> None:
    Commitment.objects.filter(title="改造老旧小区").update(year=2025)
    Commitment.objects.filter(title="建成教育示范点").update(year=2025)
    assert of_month(2026, 3).total == 3  # open in March, and completed in March
    MonthEnd.objects.filter(commitment__title="建成教育示范点").update(done_at=at(2, 1))
    assert of_month(2026, 3).total == 2


def test_equals_share_a_rank_the_next_is_skipped_and_who_has_nothing_due_has_none() -> None:
    def unit(name: str, top: int, among: int, red: int = 0) -> UnitRow:
        percent = Decimal(100 * top) / among if among else None
        return UnitRow(None, name, 9, 1, Share(Decimal(top), Decimal(among), percent), red, 0, 0, 0)

    units = [unit("丁", 0, 0), unit("丙", 1, 2), unit("乙", 2, 2), unit("甲", 3, 3), unit("戊", 1, 2, red=1)]
    assert [(u.rank, u.name) for u in ranked(units)] == [(1, "乙"), (1, "甲"), (3, "丙"), (4, "戊"), (None, "丁")]


def test_two_who_write_one_draft_do_not_write_over_each_other(march: Office) -> None:
    browser = march.browser("supervisor")
    first, second = (browser.get("/bulletin/2026-3").context["seen"] for _ in range(2))
    answer = posted(march, "save", demands="甲写的要求", seen=first)
    assert "草稿已保存" in answer.content.decode()
    for deed in ("save", "issue"):
        answer = posted(march, deed, demands="乙写的要求", document="澄政督〔2026〕1号", seen=second)
        page = answer.content.decode()
        assert answer.status_code == 422 and "刚改过这份草稿" in page and "乙写的要求" in page
        assert BulletinDraft.objects.get().said["demands"] == "甲写的要求" and not Bulletin.objects.exists()
    assert "草稿已保存" in posted(march, "save", demands="合起来的要求", seen=answer.context["seen"]).content.decode()
    assert BulletinDraft.objects.get().said["demands"] == "合起来的要求"
    program = caller(march, "supervisor")
    seen = program.get("/api/bulletins/2026/3").json()["seen"]
    body = {"title": "三月", "demands": "程序写的要求"}
    assert put(program, "bulletins/2026/3", body | {"seen": seen}).status_code == 200
    late = put(program, "bulletins/2026/3", body | {"demands": "晚到的要求", "seen": seen})
    assert late.status_code == 422 and "刚改过这份草稿" in late.json()["zh"]
    assert BulletinDraft.objects.get().said["demands"] == "程序写的要求"


def test_the_draft_is_written_kept_and_downloaded(march: Office) -> None:
    page = march.browser("supervisor").get("/bulletin/2026-3").content.decode()
    assert "2026年3月怎么样？" in page and "按期办结率50.00%（1/2）" in page
    number = Commitment.objects.get(title="改造老旧小区").number
    answer = posted(
        march, "save", demands="（一）立行立改", practice="水务局每周调度", **{f"note-{number}": "征地受阻"}
    )
    assert "草稿已保存" in answer.content.decode() and "征地受阻" in answer.content.decode()
    file = march.browser("leader").get("/bulletin/2026-3/draft.docx")
    words = words_of(file.content)
    for said in (
        "督查通报", "〔2026〕第1期（草稿）", "关于3月督查情况的通报", "各有关单位：", "截至2026年3月31日", "黄灯1项",
        "100.00%（1/1）", "0.00%（0/1）", "市水务局", "△落后", "落后序时进度 19.7 个百分点\n征地受阻", "（一）立行立改",
        "水务局每周调度", "110天", "最多的落后19.7个百分点",
    ):  # fmt: skip
        assert said in words, said
    assert not Bulletin.objects.exists()


def test_it_is_issued_under_a_document_number_and_all_may_read_it_as_it_was(march: Office) -> None:
    row = issued(march)
    assert (row.number, row.document, row.title) == (1, "澄政督通〔2026〕1号", "关于3月督查情况的通报")
    before = march.browser("handler").get(f"/bulletin/issued/{row.pk}")
    content = b"".join(before.streaming_content)  # type: ignore[attr-defined]
    assert before["Content-Disposition"].startswith("attachment") and "2026年4月10日" in words_of(content)
    posted(march, "save", demands="改了主意")
    Commitment.objects.update(title="别的事")
    after = march.browser("viewer").get(f"/bulletin/issued/{row.pk}")
    assert b"".join(after.streaming_content) == content  # type: ignore[attr-defined]
    assert "澄政督通〔2026〕1号" in march.browser("outsider").get("/bulletin/").content.decode()
    assert issued(march).number == 2  # issued again it is a new one


def test_the_signed_head_of_the_day_is_printed_and_fits(march: Office) -> None:
    path = evidence.path_of(issued(march).sha256)
    words = words_of(path.read_bytes())
    head = DayHead.objects.get(day=dt.date(2026, 4, 9))
    key = signing.public(settings.HOME)
    for said in ("日头日期：2026年4月9日　算法：SHA256", head.head, head.signature, fingerprint(key)):
        assert said in words, said
    assert signing.signed(key, f"{head.day} {head.head}", head.signature)


def test_an_issued_bulletin_cannot_be_changed_and_a_changed_file_is_named(march: Office) -> None:
    row = issued(march)
    for change in (lambda: Bulletin.objects.update(title="另一个"), lambda: Bulletin.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert [m.zh for m in verify()] == []
    entry = OfficeEvent.objects.get(action="bulletin")
    assert row.sha256 in entry.body
    evidence.path_of(row.sha256).write_bytes(b"PK another")
    assert [m.zh for m in verify()] == ["“关于3月督查情况的通报”的文件缺失或被改动"]


@pytest.mark.parametrize("who", ["leader", "handler", "head", "outsider", "viewer", "sysadmin", "secadmin", "auditor"])
def test_nobody_but_a_supervisor_writes_or_issues(march: Office, who: str) -> None:
    for deed in ("save", "issue", "fill"):
        assert posted(march, deed, who, document="1号").status_code == (422 if who == "leader" else 403)
    with pytest.raises(Refused, match="通报要由督查员起草和印发"):
        bulletins.issue(march.cast[who], 2026, 3, "1号")
    assert not Bulletin.objects.exists() and not BulletinDraft.objects.exists()


@pytest.mark.parametrize("who", ["handler", "head", "outsider", "viewer", "sysadmin", "secadmin", "auditor"])
def test_a_ranking_is_nobody_elses_before_it_is_issued(march: Office, who: str) -> None:
    browser = march.browser(who)
    assert browser.get("/bulletin/2026-3").status_code == 403
    assert browser.get("/bulletin/2026-3/draft.docx").status_code == 404
    assert "2026-3" not in browser.get("/bulletin/", follow=True).content.decode()


@pytest.mark.parametrize("who", ["sysadmin", "secadmin", "auditor"])
def test_officers_read_no_bulletins(march: Office, who: str) -> None:
    row = issued(march)
    assert march.browser(who).get("/bulletin/").headers["Location"] == "/office/"
    assert march.browser(who).get(f"/bulletin/issued/{row.pk}").status_code == 404


def test_what_is_missing_is_said_and_what_was_typed_is_kept(march: Office) -> None:
    answer = posted(march, "issue", demands="写了半天的要求", document="  ")
    page = answer.content.decode()
    assert answer.status_code == 422 and "印发要写文号" in page and "写了半天的要求" in page
    answer = posted(march, "save", title="  ", demands="写了半天的要求")
    assert answer.status_code == 422 and "标题应有 1 到 200 字" in answer.content.decode()
    assert "写了半天的要求" in answer.content.decode()
    assert not Bulletin.objects.exists()


@pytest.mark.parametrize("month", ["2026-4", "2026-13", "2026-0", "1999-3", "2027-1"])
def test_a_month_that_is_not_over_or_none_has_no_bulletin(march: Office, month: str) -> None:
    assert march.browser("supervisor").get(f"/bulletin/{month}").status_code == 404
    assert march.browser("supervisor").get(f"/bulletin/{month}/draft.docx").status_code == 404
    year, _, number = month.partition("-")
    with pytest.raises(Refused, match="还没有过完"):
        bulletins.issue(march.cast["supervisor"], int(year) + (int(year) < 2000) * 100, int(number), "1号")


def test_nothing_is_issued_on_months_that_are_not_kept_and_a_button_keeps_them(office: Office, today: Clock) -> None:
    running(office)
    today(at(4, 10))
    page = office.browser("supervisor").get("/bulletin/2026-3").content.decode()
    assert "luoshi tick 没有运行过" in page
    assert "月末数据还不全，请先补算" in posted(office, "issue", document="1号").content.decode()
    assert "已补算 3 条月末数据" in posted(office, "fill").content.decode()
    assert issued(office).number == 1


def test_a_restricted_commitment_is_counted_and_not_named(march: Office) -> None:
    one = Commitment.objects.get(title="改造老旧小区")
    one.restricted.add(march.cast["head"].post)  # type: ignore[arg-type]
    words = words_of(evidence.path_of(issued(march).sha256).read_bytes())
    assert "改造老旧小区" not in words and "有1项限定知悉范围，不在此列出" in words
    assert of_month(2026, 3).total == 3 and of_month(2026, 3).hidden == 1


def test_slips_of_the_month_are_counted_by_unit_and_kind(march: Office) -> None:
    one = Commitment.objects.get(title="改造老旧小区")
    act(march.cast["supervisor"], one, "slip:blue", {"words": "请加快"}, why="督办")
    assert of_month(2026, 3).slips == ()
    from luoshi.web.models import SlipRow

    SlipRow.objects.exclude(event=None).update(issued_at=at(3, 20), due=at(3, 25))
    f = of_month(2026, 3)
    assert [(s.name, s.issued, s.answered, s.unanswered) for s in f.slips] == [("督办提示单", 1, 0, 1)]
    assert [(u.name, u.slips) for u in f.units] == [("市水务局", 1), ("市教育局", 0)]


def test_the_bulletin_asks_the_database_a_bounded_number_of_times(
    march: Office,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    for _ in range(6):
        running(march)
    tick(at(4, 10))
    browser = march.browser("supervisor")
    with django_assert_max_num_queries(26):
        browser.get("/bulletin/2026-3")
