"""One action on many commitments chosen in the list: what is done, what is not and why, nothing that was typed lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.web.conftest import Office

from luoshi.web.models import Commitment


def chosen(*commitments: Commitment) -> dict[str, Any]:
    return {"c": [c.number for c in commitments]} | {f"seen-{c.number}": str(c.events_count) for c in commitments}


def test_the_actions_that_are_for_some_are_offered_with_how_many(office: Office) -> None:
    drafts = [office.commitment(), office.commitment()]
    one = office.in_hand()
    key = office.commitment("key-task")
    page = office.browser("supervisor").post("/ledger/together", chosen(*drafts, one, key)).content.decode()
    assert "这些事一起办什么？" in page
    assert 'value="13710.assign">交办</button> <span>可办 <b>2</b> 项<small>　2 项不办' in page
    assert 'value="key-task.consult">征求意见</button> <span>可办 <b>1</b> 项' in page
    assert "13710.report" not in page, "that is the unit's"
    assert "13710.end" not in page


def test_the_page_says_what_will_be_done_and_what_not_and_why_before_it_is(office: Office) -> None:
    draft, running, key = office.commitment(), office.in_hand(), office.commitment("key-task")
    answer = office.browser("supervisor").post(
        "/ledger/together?kind=open", chosen(draft, running, key) | {"action": "13710.assign"}
    )
    assert answer.status_code == 200
    assert [one.commitment for one in answer.context["fit"]] == [draft]
    page = answer.content.decode()
    assert "现在是“办理中”，“交办”只能在“拟立项”时做" in page and "是另一方案的事项" in page
    assert "事项类别" in page and "交办 1 项" in page and 'href="/ledger/?kind=open">不做' in page
    assert Commitment.objects.get(pk=draft.pk).events_count == 1


def test_all_are_done_and_the_list_comes_back_as_it_was_narrowed(office: Office) -> None:
    drafts = [office.commitment() for _ in range(3)]
    given = {"action": "13710.assign", "go": "1", "matter": "一般", "why": "市长批示"}
    answer = office.browser("supervisor").post("/ledger/together?kind=before", chosen(*drafts) | given, follow=True)
    assert answer.redirect_chain == [("/ledger/?kind=before", 302)]
    assert "交办 3 项，已记入台账。Assign: 3." in answer.content.decode()
    for one in Commitment.objects.all():
        last = one.events.last()
        assert last is not None
        event = last.link(str(one.uid)).event
        assert (event.action, event.fields, event.why) == ("assign", {"matter": "一般"}, "市长批示")


def test_who_acted_meanwhile_is_named_the_rest_is_done_and_what_was_typed_stays(office: Office) -> None:
    one, other = office.in_hand(), office.in_hand()
    given = chosen(one, other) | {"action": "13710.report", "go": "1", "summary": "写了半天的话", "why": "补报"}
    office.do("head", one, "report", summary="我先报了")
    answer = office.browser("handler").post("/ledger/together", given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "报告进展 1 项，已记入台账" in page
    assert f'<a href="/c/{one.number}/">{one.number}</a>　刚有变化（head某），请先看看' in page
    assert ">写了半天的话</textarea>" in page and 'value="补报"' in page
    assert f'name="seen-{one.number}" value="5"' in page
    assert f'name="c" value="{other.number}"' not in page, "that one is done"
    counts = {c.number: c.events_count for c in Commitment.objects.all()}
    assert counts == {one.number: 5, other.number: 5}
    again = office.browser("handler").post("/ledger/together", {**given, **chosen(Commitment.objects.get(pk=one.pk))})
    assert again.status_code == 302


def test_what_is_for_none_any_more_loses_nothing_that_was_typed(office: Office) -> None:
    one = office.in_hand()
    given = chosen(one) | {"action": "13710.report", "go": "1", "summary": "写了半天的话"}
    office.do("head", one, "apply", files=1, result="办完")
    answer = office.browser("handler").post("/ledger/together", given)
    page = answer.content.decode()
    assert ">写了半天的话</textarea>" in page
    assert "现在是“审核中”，“报告进展”只能在“办理中”时做" in page
    assert 'name="go"' not in page


def test_a_wrong_field_is_said_at_its_field_and_nothing_is_done(office: Office) -> None:
    one, other = office.in_hand(), office.in_hand()
    given = {"action": "13710.report", "go": "1", "summary": "好", "percent": "大半"}
    answer = office.browser("handler").post("/ledger/together", chosen(one, other) | given)
    assert answer.status_code == 422
    assert "应是一个数，如 1075.1" in answer.content.decode() and 'value="大半"' in answer.content.decode()
    answer = office.browser("handler").post(
        "/ledger/together", chosen(one, other) | {**given, "percent": "", "summary": ""}
    )
    assert "“报告进展”要填“办理情况”" in answer.content.decode()
    assert {c.events_count for c in Commitment.objects.all()} == {4}


def test_what_needs_evidence_of_its_own_is_not_done_together(office: Office) -> None:
    one = office.in_hand()
    page = office.browser("head").post("/ledger/together", chosen(one)).content.decode()
    assert "13710.report" in page and "13710.apply" not in page
    page = office.browser("head").post("/ledger/together", chosen(one) | {"action": "13710.apply"}).content.decode()
    assert "要附佐证材料，请到这件事的页面去办" in page


def test_the_due_day_is_each_ones_own(office: Office) -> None:
    facts = ({"due": dt.date(2026, 6, 30)}, {"due": dt.date(2026, 9, 30)})
    both = [office.do("leader", office.commitment("key-task", facts=f), "approve") for f in facts]
    given = {"action": "key-task.issue", "go": "1", "document": "澄政办发〔2026〕5号"}
    office.browser("supervisor").post("/ledger/together", chosen(*both) | given)
    assert [c.due.date() for c in Commitment.objects.order_by("number") if c.due] == [dt.date(2026, 3, 5)] * 2
    assert [c.stage for c in Commitment.objects.all()] == ["issued", "issued"]
    texts = [c.events.last().body for c in Commitment.objects.order_by("number")]  # type: ignore[union-attr]
    assert "2026-06-30" in texts[0] and "2026-09-30" in texts[1]


@pytest.mark.parametrize(
    ("posted", "said"),
    [({}, "请先选事项"), ({"c": [str(n) for n in range(201)]}, "一次最多选 200 项")],
)
def test_none_or_too_many_chosen_is_said(office: Office, posted: dict[str, Any], said: str) -> None:
    answer = office.browser("supervisor").post("/ledger/together?late=1", posted, follow=True)
    assert answer.redirect_chain == [("/ledger/?late=1", 302)]
    assert said in answer.content.decode()


@pytest.mark.parametrize("who", ["outsider", "viewer", "auditor", "sysadmin", "secadmin"])
def test_others_can_do_nothing_together(office: Office, who: str) -> None:
    one = office.in_hand()
    given = chosen(one) | {"action": "13710.report", "go": "1", "summary": "好"}
    answer = office.browser(who).post("/ledger/together", given)
    assert answer.status_code == (422 if who == "viewer" else 200)
    assert Commitment.objects.get().events_count == 4
    if who == "viewer":
        assert "“报告进展”要由承办人、承办单位负责人来做" in answer.content.decode()
        assert 'form="together"' not in office.browser(who).get("/ledger/").content.decode()
    else:
        assert "1 项不在您的权限内，没有算进来" in answer.content.decode()


def test_numbers_and_counts_that_are_none_are_no_error(office: Office) -> None:
    one = office.in_hand()
    for posted in (
        {"c": ["\x00", "x", "2026-9999"]}, {"c": [one.number], "action": "x.y"}, {"c": [one.number], "action": "13710"},
        {"c": [one.number], f"seen-{one.number}": "很多", "action": "13710.report", "go": "1", "summary": "\x00"},
    ):  # fmt: skip
        assert office.browser("handler").post("/ledger/together", posted).status_code in (200, 302, 422)


def test_the_boxes_of_a_page_can_be_chosen_without_script(office: Office) -> None:
    office.in_hand()
    page = office.browser("supervisor").get("/ledger/?kind=open&all=1").content.decode()
    assert page.count("checked>") == 1
    assert "都不选" in page
