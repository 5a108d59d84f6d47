"""谁可以知道？ A supervisor restricts a commitment to named posts; for all others it is nowhere any more."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.web.conftest import Office

from luoshi.ledger import Refused
from luoshi.web.actions.commitments import state_of
from luoshi.web.actions.daily import tick
from luoshi.web.actions.opening import delegate
from luoshi.web.actions.restricting import restrict
from luoshi.web.actions.verify import verify
from luoshi.web.models import Commitment, Evidence, NoticeRow


def posts(office: Office, *who: str) -> list[int]:
    return [post.pk for one in who if (post := office.cast[one].post)]


def said(office: Office, who: str, path: str) -> str:
    return office.browser(who).get(path).content.decode()


def test_it_is_written_in_the_story_with_who_to_whom_and_why(office: Office) -> None:
    one = office.in_hand()
    page = said(office, "supervisor", f"/c/{one.number}/")
    assert "限定知悉范围" in page and "水务局head" in page
    assert "限定知悉范围" not in said(office, "head", f"/c/{one.number}/")
    answer = office.browser("supervisor").post(
        f"/c/{one.number}/restrict", {"posts": posts(office, "head"), "why": "涉及商业秘密", "seen": "4"}, follow=True
    )
    page = answer.content.decode()
    assert "限定给 1 个岗位" in page and "涉及商业秘密" in page
    last = state_of(Commitment.objects.get())
    assert last.restricted == ("市水务局head",)
    assert [message.zh for message in verify()] == []


def test_it_vanishes_for_others_everywhere(office: Office) -> None:
    one = office.in_hand()
    one.year = 2026
    one.save()
    one.supports.add(office.units["教育"])
    one = office.do("handler", one, "report", summary="好", coordination="缺地", coordinate_with="市教育局")
    one = office.do("head", one, "apply", files=1, result="完成")
    sha = Evidence.objects.get().sha256
    tick(dt.datetime(2026, 3, 20, 9))
    assert NoticeRow.objects.filter(post=office.cast["outsider"].post).exists()
    restrict(office.cast["supervisor"], one, posts(office, "head"), "涉密")
    tick(dt.datetime(2026, 3, 27, 9))
    for who in ("handler", "outsider", "viewer"):
        browser = office.browser(who)
        for path in ("", "source", "do/report", f"evidence/{sha}", "obstacles/5/reply"):
            assert browser.get(f"/c/{one.number}/{path}").status_code == 404, (who, path)
        for path in ("/", "/ledger/", f"/ledger/?q={one.number}", "/overview/?year=2026", "/obstacles/"):
            assert one.title not in said(office, who, path), (who, path)
        assert not NoticeRow.objects.filter(post=office.cast[who].post).exists()
    for who in ("head", "leader", "supervisor"):
        assert office.browser(who).get(f"/c/{one.number}/").status_code == 200
        assert one.title in said(office, who, "/ledger/")


def test_a_restricted_part_is_not_named_on_the_page_of_the_whole(office: Office) -> None:
    whole = office.commitment("key-task", facts={"due": dt.date(2026, 12, 31)})
    part = delegate(office.cast["supervisor"], whole, "保密的一部分", office.units["教育"].pk)
    assert "保密的一部分" in said(office, "head", f"/c/{whole.number}/")
    restrict(office.cast["supervisor"], part, posts(office, "outsider"), "涉密")
    assert "保密的一部分" not in said(office, "head", f"/c/{whole.number}/")
    assert "保密的一部分" in said(office, "supervisor", f"/c/{whole.number}/")


def test_lifting_it_gives_it_back_and_asks_why_as_well(office: Office) -> None:
    one = office.in_hand()
    restrict(office.cast["supervisor"], one, posts(office, "head"), "涉密")
    browser = office.browser("supervisor")
    refused = browser.post(f"/c/{one.number}/restrict", {"lift": "1", "why": "", "seen": "5"}, follow=True)
    assert "请写明限定或解除的理由" in refused.content.decode()
    browser.post(f"/c/{one.number}/restrict", {"lift": "1", "why": "已公开", "seen": "5"})
    assert office.browser("handler").get(f"/c/{one.number}/").status_code == 200
    assert "解除限定" in said(office, "handler", f"/c/{one.number}/")


def test_somebody_of_the_lead_unit_must_be_left(office: Office) -> None:
    one = office.in_hand()
    with pytest.raises(Refused, match="牵头单位至少要有一个岗位在内"):
        restrict(office.cast["supervisor"], one, posts(office, "outsider"), "涉密")
    with pytest.raises(Refused, match="有的岗位不在或不能列入"):
        restrict(office.cast["supervisor"], one, posts(office, "head", "auditor"), "涉密")
    empty = office.browser("supervisor").post(f"/c/{one.number}/restrict", {"why": "写好的理由"}, follow=True)
    assert "请选可以知悉的岗位" in empty.content.decode() and "写好的理由" in empty.content.decode()


@pytest.mark.parametrize("who", ["handler", "head", "leader", "viewer"])
def test_nobody_else_restricts(office: Office, who: str) -> None:
    one = office.in_hand()
    with pytest.raises(Refused, match="限定知悉范围要由督查员来做"):
        restrict(office.cast[who], one, posts(office, "head"), "涉密")
    office.browser(who).post(f"/c/{one.number}/restrict", {"posts": posts(office, "head"), "why": "涉密", "seen": "4"})
    assert not Commitment.objects.get().restricted.exists()


def test_who_is_not_let_in_cannot_be_asked_to_clear_an_obstacle(office: Office) -> None:
    one = office.in_hand()
    restrict(office.cast["supervisor"], one, posts(office, "head"), "涉密")
    with pytest.raises(Refused, match="限定了知悉范围，市教育局看不到"):
        office.do("head", one, "report", summary="好", coordination="缺地", coordinate_with="市教育局")


def test_doors_opened_and_obstacles_moved_behind_the_ledgers_back_are_found(office: Office) -> None:
    one = office.in_hand()
    one = office.do("handler", one, "report", summary="好", coordination="缺地", coordinate_with="市教育局")
    one = restrict(office.cast["supervisor"], one, posts(office, "head"), "涉密")
    assert [message.zh for message in verify()] == []
    one.restricted.clear()
    one.obstacles.update(replied_at=dt.datetime(2026, 3, 3))
    assert [message.zh for message in verify()] == [
        f"{one.number}：知悉范围写的是 0 个岗位，按事件应是 1 个", f"{one.number}：堵点 5 与事件不符",
    ]  # fmt: skip
