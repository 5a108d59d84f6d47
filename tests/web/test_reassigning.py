"""谁来办？ A supervisor gives a commitment to another unit: it is in the story, in the chain, and on the right desk."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.conftest import Office

from luoshi.ledger import Refused
from luoshi.web.actions.commitments import state_of
from luoshi.web.actions.reassigning import reassign
from luoshi.web.actions.restricting import restrict
from luoshi.web.actions.verify import verify
from luoshi.web.models import Commitment, NoticeRow, Unit


def said(office: Office, who: str, path: str) -> str:
    return office.browser(who).get(path).content.decode()


def given_to(office: Office, **more: Any) -> dict[str, Any]:
    return {"lead": office.units["教育"].pk, "leader": "", "why": "机构改革，职责划转", "seen": "4", **more}


def test_another_unit_takes_over_with_the_limit_and_the_story(office: Office) -> None:
    one = office.in_hand()
    due = one.due
    assert "调整责任" in said(office, "supervisor", f"/c/{one.number}/")
    assert "调整责任" not in said(office, "head", f"/c/{one.number}/")
    page = office.browser("supervisor").post(
        f"/c/{one.number}/duty", given_to(office, supports=[office.units["水务"].pk]), follow=True
    )
    words = page.content.decode()
    assert "已转由市教育局牵头" in words and "机构改革，职责划转" in words
    one = Commitment.objects.get()
    assert (one.lead, list(one.supports.all()), one.due) == (office.units["教育"], [office.units["水务"]], due)
    assert one.number in said(office, "outsider", "/ledger/?kind=open")
    done = office.do("outsider", one, "report", summary="已接手")
    assert state_of(done).duty == tuple(
        (place, str(office.units[key].pk), office.units[key].name)
        for place, key in (("lead", "教育"), ("support", "水务"))
    )
    assert [message.zh for message in verify()] == []


def test_both_units_are_told(office: Office) -> None:
    one = office.in_hand()
    reassign(office.cast["supervisor"], one, office.units["教育"].pk, None, [], "归口不对")
    new = NoticeRow.objects.filter(post=office.cast["outsider"].post).latest("pk")
    old = NoticeRow.objects.filter(post=office.cast["head"].post).latest("pk")
    assert "转由您单位牵头；归口不对" in new.zh
    assert "不再由您单位牵头；归口不对" in old.zh


@pytest.mark.parametrize("who", ["handler", "head", "leader", "viewer", "outsider"])
def test_nobody_else_gives_it_away(office: Office, who: str) -> None:
    one = office.in_hand()
    with pytest.raises(Refused, match="调整责任要由督查员来做"):
        reassign(office.cast[who], one, office.units["教育"].pk, None, [], "不想办")
    office.browser(who).post(f"/c/{one.number}/duty", given_to(office))
    assert Commitment.objects.get().lead == office.units["水务"]


def test_what_is_refused_changes_nothing_and_keeps_the_words(office: Office) -> None:
    one = office.in_hand()
    actor, school, water = office.cast["supervisor"], office.units["教育"].pk, office.units["水务"].pk
    with pytest.raises(Refused, match="请写明调整的理由"):
        reassign(actor, one, school, None, [], " ")
    one.refresh_from_db()
    assert one.lead == office.units["水务"]
    with pytest.raises(Refused, match="有的单位或岗位不在了"):
        reassign(actor, one, school, office.cast["head"].post.pk, [], "换领导")  # type: ignore[union-attr]
    with pytest.raises(Refused, match="责任单位和领导都没有变"):
        reassign(actor, one, water, one.leader_id, [u.pk for u in one.supports.all()], "没有变")
    Unit.objects.filter(pk=school).update(active=False)
    page = office.browser("supervisor").post(f"/c/{one.number}/duty", given_to(office), follow=True).content.decode()
    assert "有的单位或岗位不在了，请重选" in page and "机构改革，职责划转" in page
    assert Commitment.objects.get().lead == office.units["水务"]


def test_somebody_who_acted_meanwhile_is_not_overruled(office: Office) -> None:
    one = office.in_hand()
    office.do("handler", one, "report", summary="刚报的进展")
    page = office.browser("supervisor").post(f"/c/{one.number}/duty", given_to(office), follow=True).content.decode()
    assert "刚刚有变化" in page and "机构改革，职责划转" in page
    assert Commitment.objects.get().lead == office.units["水务"]


def test_a_restricted_one_goes_only_to_who_may_know_of_it(office: Office) -> None:
    one = office.in_hand()
    actor = office.cast["supervisor"]
    restrict(actor, one, [office.cast["head"].post.pk], "涉密")  # type: ignore[union-attr]
    with pytest.raises(Refused, match="请先让市教育局的岗位知悉"):
        reassign(actor, one, office.units["教育"].pk, None, [], "划转")


def test_an_owner_changed_behind_the_ledgers_back_is_found(office: Office) -> None:
    one = office.in_hand()
    assert [message.zh for message in verify()] == []
    Commitment.objects.filter(pk=one.pk).update(lead=office.units["教育"])
    faults = [message.zh for message in verify()]
    assert f"{one.number}：责任单位或领导与事件不符，按事件应是：市水务局" in faults[0]
    Commitment.objects.filter(pk=one.pk).update(lead=office.units["水务"])
    Unit.objects.filter(pk=one.lead_id).update(name="市水利局")
    assert [message.zh for message in verify()] == [], "another name is not another unit"


def test_what_is_struck_off_is_not_given_away(office: Office) -> None:
    one = office.in_hand()
    Commitment.objects.filter(pk=one.pk).update(kind="struck")
    one.refresh_from_db()
    with pytest.raises(Refused, match="已经销号或终止"):
        reassign(office.cast["supervisor"], one, office.units["教育"].pk, None, [], "划转")


def test_all_of_a_unit_goes_to_another_when_offices_merge(office: Office) -> None:
    numbers = [office.in_hand().number for _ in range(3)]
    chosen = {"c": numbers, **{f"seen-{n}": "4" for n in numbers}, "action": "reassign"}
    to = {"lead": office.units["教育"].pk, "why": "机构合并"}
    browser = office.browser("supervisor")
    assert "转给另一个单位牵头" in browser.post("/ledger/together", {"c": numbers}).content.decode()
    office.do("handler", Commitment.objects.get(number=numbers[1]), "report", summary="刚报的")
    answer = browser.post("/ledger/together", {**chosen, **to})
    page = answer.content.decode()
    assert answer.status_code == 422 and numbers[1] in page and "刚有变化" in page and "机构合并" in page
    moved = Commitment.objects.filter(lead=office.units["教育"]).values_list("number", flat=True)
    assert sorted(moved) == sorted({numbers[0], numbers[2]})
    again = {"c": numbers[1], f"seen-{numbers[1]}": "5", "action": "reassign", **to}
    assert browser.post("/ledger/together", again).status_code == 302
    assert [message.zh for message in verify()] == []
    assert office.browser("head").post("/ledger/together", {**chosen, **to}).status_code == 422
