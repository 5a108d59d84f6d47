"""有什么要我知道？ Told once, at the act or by the day, level by level, to whoever holds the post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.web.conftest import Office

from luoshi.web.actions.commitments import act
from luoshi.web.actions.daily import tick
from luoshi.web.models import Commitment, Holding, NoticeRow, Post

Clock = Callable[[dt.datetime], None]


def told(role: str, kind: str = "") -> list[str]:
    rows = NoticeRow.objects.filter(post__role=role, key__startswith=kind).order_by("id")
    return [row.zh for row in rows]


def at(day: int, month: int = 3, hour: int = 7) -> dt.datetime:
    return dt.datetime(2026, month, day, hour)


def test_who_is_given_work_hears_so_at_once_with_its_limits(office: Office) -> None:
    one = office.commitment()
    one.supports.add(office.units["教育"])
    assert not NoticeRow.objects.exists()
    office.do("supervisor", one, "assign", matter="一般")
    (handler,) = told("handler")
    assert handler.startswith("“交办”（市政府办公室supervisor）") and "“七日办结”2026-03-08 到期" in handler
    assert [row.post.unit.name for row in NoticeRow.objects.filter(zh__contains="您单位配合")] == ["市教育局"]
    assert told("leader") == ["“交办”（市政府办公室supervisor）"]
    assert told("supervisor") == []  # who does it needs not be told


def test_what_is_returned_comes_with_its_reason_and_what_is_applied_for_goes_to_who_decides(office: Office) -> None:
    one = office.do("head", office.in_hand(), "apply", files=1, result="主体完工")
    (asked,) = told("supervisor")
    assert "“申请办结”（市水务局head）：主体完工；请办“同意办结”" in asked
    NoticeRow.objects.all().delete()
    office.do("supervisor", one, "return", reason="缺验收单")
    assert "缺验收单" in told("handler")[0] and "“重办时限”" in told("handler")[0]
    assert len(told("head")) == 1


def test_an_extension_goes_to_who_grants_it_and_back(office: Office) -> None:
    one = office.in_hand()
    NoticeRow.objects.all().delete()
    office.do("head", one, "ask-extension", reason="汛期停工", until=dt.date(2026, 3, 20))
    assert told("leader", "extend:") == ["“申请延期”（市水务局head）：汛期停工；申请延至 2026-03-20"]
    office.do("leader", one, "grant-extension", until=dt.date(2026, 3, 20), document="澄政办〔2026〕9号")
    assert "延至 2026-03-20" in told("handler", "extend:")[0]


def test_help_that_is_asked_reaches_the_unit_at_once(office: Office) -> None:
    one = office.commitment("key-task", facts={"due": dt.date(2026, 12, 31)})
    one.supports.add(office.units["教育"])
    office.do("leader", one, "approve")
    office.do("supervisor", one, "issue", document="澄政办发〔2026〕3号", due=dt.date(2026, 12, 31))
    office.do("handler", one, "sign")
    given = {"summary": "受阻", "coordination": "校门前管线迁改", "coordinate-with": "市教育局"}
    act(office.cast["handler"], one, "report", given)
    rows = NoticeRow.objects.filter(post__unit__name="市教育局", key__startswith="obstacle:")
    assert [row.post.role for row in rows] == ["head"]
    assert "校门前管线迁改" in rows[0].zh and "前答复" in rows[0].zh
    assert told("supervisor", "obstacle:") == []  # until the answer is late


def test_a_notice_is_part_of_the_act_or_there_is_neither(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from luoshi.web.actions import telling

    one = office.commitment()

    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(telling, "_posts", fail)
    with pytest.raises(RuntimeError):
        office.do("supervisor", one, "assign", matter="一般")
    assert Commitment.objects.get().events_count == 1 and not NoticeRow.objects.exists()


def test_what_is_overdue_climbs_a_level_for_each_grace_of_two_working_days(office: Office, today: Clock) -> None:
    office.in_hand()
    line = ["handler", "head", "supervisor", "leader"]
    for day, roles in ((8, []), (9, line[:1]), (10, line[:1]), (11, line[:2]), (13, line[:3]), (17, line)):
        today(at(day))
        tick(at(day))
        tick(at(day))
        rows = NoticeRow.objects.filter(key__startswith="late:settle").order_by("id")
        assert [row.post.role for row in rows] == roles, day


def test_a_missed_week_tells_each_level_once(office: Office, today: Clock) -> None:
    office.in_hand()
    today(at(20))
    assert tick(at(20))["notices"] > 0
    assert tick(at(20))["notices"] == 0
    keys = list(NoticeRow.objects.values_list("post", "key"))
    assert len(keys) == len(set(keys))


def test_a_level_with_nobody_goes_to_the_next_above_and_says_so(office: Office, today: Clock) -> None:
    office.do("supervisor", office.commitment(leader=None), "assign", matter="一般")
    Post.objects.filter(role="handler").update(active=False)
    today(at(31))
    tick(at(31))
    assert any("没有责任领导岗位，转您知悉" in words for words in told("supervisor", "late:"))
    assert any("没有承办人岗位，转您知悉" in words for words in told("head", "late:"))
    assert told("leader", "late:") == []


def test_a_successor_finds_the_notices_of_the_post(office: Office, today: Clock) -> None:
    one = office.do("supervisor", office.commitment(), "assign", matter="一般")
    post = office.cast["handler"].post
    assert post is not None
    Holding.objects.filter(post=post).update(until=dt.date(2026, 3, 1))
    Holding.objects.create(post=post, user=office.cast["viewer"].user, since=dt.date(2026, 3, 2))
    browser = office.browser("viewer")
    browser.post("/post", {"post": str(post.pk)})
    assert one.number in browser.get("/notices/").content.decode()
    assert one.number not in office.browser("handler").get("/notices/").content.decode()


def test_unread_come_first_and_are_read_one_by_one_or_together(office: Office, today: Clock) -> None:
    for _ in range(3):
        office.do("supervisor", office.commitment(), "assign", matter="一般")
    browser = office.browser("handler")
    page = browser.get("/notices/").content.decode()
    assert "3 条未读" in page and 'href="/notices/" aria-current="page"' in page
    newest = NoticeRow.objects.filter(post__role="handler").order_by("-id").first()
    assert newest is not None
    browser.post("/notices/read", {"n": str(newest.pk)})
    page = browser.get("/notices/").content.decode()
    assert "2 条未读" in page
    numbers = [n for n in Commitment.objects.values_list("number", flat=True)]
    places = {n: page.index(f"/c/{n}/") for n in numbers}
    assert max(places, key=lambda n: places[n]) == newest.commitment.number  # what is read stands last
    browser.post("/notices/read", {})
    assert "0 条未读" in browser.get("/notices/").content.decode()


def test_a_notice_of_another_post_cannot_be_marked(office: Office) -> None:
    office.do("supervisor", office.commitment(), "assign", matter="一般")
    row = NoticeRow.objects.get(post__role="handler")
    office.browser("outsider").post("/notices/read", {"n": str(row.pk)})
    row.refresh_from_db()
    assert row.read_at is None


def test_kinds_narrow_and_an_unknown_one_narrows_to_nothing(office: Office, today: Clock) -> None:
    office.in_hand()
    today(at(9))
    tick(at(9))
    browser = office.browser("handler")
    late = browser.get("/notices/?kind=late").content.decode()
    assert "“七日办结”2026-03-08 已到期" in late and "“交办”" not in late
    assert "没有提醒" in browser.get("/notices/?kind=secret").content.decode()


def test_notices_of_what_was_closed_to_a_post_are_shown_no_more(office: Office) -> None:
    one = office.do("supervisor", office.commitment(), "assign", matter="一般")
    one.restricted.add(office.cast["head"].post)  # type: ignore[arg-type]
    assert one.number not in office.browser("handler").get("/notices/").content.decode()
    assert "1 条未读" in office.browser("head").get("/notices/").content.decode()
    assert one.number in office.browser("leader").get("/notices/").content.decode()


@pytest.mark.parametrize("who", ["sysadmin", "secadmin", "auditor"])
def test_officers_have_no_notices_of_the_ledger(office: Office, who: str) -> None:
    assert office.browser(who).get("/notices/").headers["Location"] == "/office/"
