"""From accepted tasks to 印发: opened under a scheme, comments asked and answered, approved, issued; parts roll up."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from tests.web.conftest import Office
from tests.web.test_report_desk import decide, sent, task

from luoshi.ledger import Refused
from luoshi.web.actions import desk
from luoshi.web.actions.commitments import state_of
from luoshi.web.actions.opening import delegate, open_tasks
from luoshi.web.actions.reports import take
from luoshi.web.models import Commitment, StoredReport


@pytest.fixture
def report(office: Office) -> StoredReport:
    return take(office.cast["supervisor"], sent())[0]


def assigned(office: Office, report: StoredReport, *words: str, **more: Any) -> list[str]:
    names = [task(report, one) for one in words]
    leader = office.cast["leader"].post
    assert leader is not None
    given = {"scheme": office.schemes["key-task"].pk, "lead": office.units["水务"].pk, "leader": leader.pk} | more
    desk.assign(office.cast["supervisor"], report, names, given)
    desk.stand(office.cast["supervisor"], report, "accept", names)
    return names


def opened(office: Office, report: StoredReport, *words: str, **more: Any) -> list[Commitment]:
    names = assigned(office, report, *words, **more)
    made, left = open_tasks(office.cast["supervisor"], report, names)
    assert not left
    return made


def together(office: Office, who: str, report: StoredReport, action: str, rows: list[Commitment], **more: Any) -> str:
    seen = {f"seen-{c.number}": Commitment.objects.get(pk=c.pk).events_count for c in rows}
    given = {"c": [c.number for c in rows], **seen, **more}
    answer = office.browser(who).post(f"/reports/{report.pk}/way/{action}", given, follow=True)
    assert answer.status_code in (200, 422)
    return answer.content.decode()


def test_accepted_tasks_are_opened_with_their_words_figures_and_day(office: Office, report: StoredReport) -> None:
    name = assigned(office, report, "改造老旧小区")[0]
    supports = {"supports": [office.units["教育"].pk], "above": "省20"}
    desk.assign(office.cast["supervisor"], report, [name], supports)
    answer = office.browser("supervisor").post(f"/reports/{report.pk}/open", {"task": name}, follow=True)
    assert "立项 1 项" in answer.content.decode()
    one = Commitment.objects.get()
    assert (one.report, one.task, one.year, one.above) == (report, name, 2026, "省20")
    assert "".join(report.report.text[a:b] for a, b in one.spans) == one.quote
    assert one.path.endswith("切实保障和改善民生")
    assert list(one.supports.all()) == [office.units["教育"]]
    facts = state_of(one).fields
    assert (facts["target"], facts["unit"], facts["accrual"]) == (Decimal(55), "个", "累计")
    assert (facts["start"], facts["due"]) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    page = office.browser("supervisor").get(f"/c/{one.number}/").content.decode()
    assert f"<q>{one.quote}</q>" in page and "省20" in page


def test_a_ceiling_is_held_to_its_upper_end(office: Office, report: StoredReport) -> None:
    one = opened(office, report, "PM2.5平均浓度")[0]
    assert state_of(one).fields["target"] == Decimal(32)
    assert state_of(one).fields["accrual"] == "控制上限"


def test_what_is_missing_is_named_for_each_and_the_rest_is_opened(office: Office, report: StoredReport) -> None:
    ready = assigned(office, report, "改造老旧小区")
    bare, undecided = task(report, "新增学位"), task(report, "口袋公园")
    desk.stand(office.cast["supervisor"], report, "accept", [bare])
    browser = office.browser("supervisor")
    page = browser.post(f"/reports/{report.pk}/open", {"task": [*ready, bare, undecided]}, follow=True).content.decode()
    assert "立项 1 项" in page
    assert "请先选方案" in page and "还没有接受，不能立项" in page
    desk.assign(office.cast["supervisor"], report, [bare], {"scheme": office.schemes["key-task"].pk})
    page = browser.post(f"/reports/{report.pk}/open", {"task": [bare, *ready]}, follow=True).content.decode()
    assert "请先定牵头单位" in page and "已经立项：2026-0001" in page
    assert Commitment.objects.count() == 1
    assert "请先选任务" in browser.post(f"/reports/{report.pk}/open", follow=True).content.decode()


def test_an_opened_task_is_settled_and_its_decisions_stand(office: Office, report: StoredReport) -> None:
    one = opened(office, report, "改造老旧小区")[0]
    for deed, more in (("reject", {}), ("reconsider", {}), ("split", {"text": "改造\n老旧小区55个"})):
        assert "已经立项（2026-0001），要调整请在台账里办" in decide(office, report, deed, task=one.task, **more)
    assert "已经立项" in decide(office, report, "undo", number="1")


def test_one_promise_becomes_several_items(office: Office, report: StoredReport) -> None:
    name = assigned(office, report, "社区养老服务中心", above="省3")[0]
    browser = office.browser("supervisor")
    browser.post(f"/reports/{report.pk}/t/{name}/open")
    second = desk.desk_of(report).items[name].figures[-1]
    more = {"title": "新建社区食堂30个", "lead": office.units["教育"].pk, "figure": second.id}
    page = browser.post(f"/reports/{report.pk}/t/{name}/open", more, follow=True).content.decode()
    assert "已立项 2026-0002" in page
    first, other = Commitment.objects.order_by("number")
    assert (other.title, other.lead, other.quote, other.above) == (more["title"], office.units["教育"], first.quote, "")
    assert state_of(other).fields["target"] == second.low


def test_an_item_of_a_higher_list_is_counted_once(office: Office, report: StoredReport) -> None:
    opened(office, report, "改造老旧小区", above="省15-3")
    page = office.browser("supervisor").post(
        f"/reports/{report.pk}/open", {"task": assigned(office, report, "新增学位", above="省15-3")}, follow=True
    )
    assert "上级清单编号“省15-3”已在 2026-0001：同一件事只立一项" in page.content.decode()
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("who", ["leader", "head", "handler", "outsider", "viewer", "sysadmin", "secadmin", "auditor"])
def test_nobody_but_a_supervisor_opens_or_divides(office: Office, report: StoredReport, who: str) -> None:
    name = assigned(office, report, "改造老旧小区")[0]
    with pytest.raises(Refused, match="报告由督查员"):
        open_tasks(office.cast[who], report, [name])
    office.browser(who).post(f"/reports/{report.pk}/open", {"task": name})
    office.browser(who).post(f"/reports/{report.pk}/t/{name}/open")
    assert not Commitment.objects.exists()
    one = opened(office, report, "新增学位")[0]
    with pytest.raises(Refused, match="报告由督查员"):
        delegate(office.cast[who], one, "一部分", office.units["教育"].pk)
    office.browser(who).post(f"/c/{one.number}/parts", {"title": "一部分", "lead": office.units["教育"].pk})
    assert Commitment.objects.count() == 1


def test_the_way_from_draft_to_issue_in_bulk(office: Office, report: StoredReport) -> None:
    rows = opened(office, report, "改造老旧小区", "新增学位")
    page = together(office, "supervisor", report, "consult", rows)
    assert "征求意见 2 项，已记入台账" in page
    assert not state_of(rows[0]).clocks.get("due")
    office.do("head", rows[0], "answer", comment="建议时限调到年底")
    page = office.browser("supervisor").get(f"/reports/{report.pk}/way").content.decode()
    assert "建议时限调到年底" in page and "还没有" in page
    assert "“审定”要由责任领导来做" in together(office, "supervisor", report, "approve", rows)
    assert "审定 2 项" in together(office, "leader", report, "approve", rows)
    refused = together(office, "supervisor", report, "issue", rows)
    assert "“印发”要填“文号”" in refused
    page = together(office, "supervisor", report, "issue", rows, document="澄政办发〔2026〕5号")
    assert "印发 2 项，已记入台账" in page and "没有等着印发的事项" in page
    for row in rows:
        state = state_of(row)
        assert (state.stage, state.fields["document"]) == ("issued", "澄政办发〔2026〕5号")
        assert state.clocks["due"].due.date() == dt.date(2026, 12, 31)


def test_in_bulk_one_that_somebody_changed_is_left_and_named(office: Office, report: StoredReport) -> None:
    rows = opened(office, report, "改造老旧小区", "新增学位")
    together(office, "supervisor", report, "consult", rows)
    seen = {f"seen-{row.number}": "2" for row in rows}
    office.do("head", rows[0], "answer", comment="有意见")
    page = together(office, "leader", report, "approve", rows, **seen)
    assert f"{rows[0].number} 没有办成：刚有变化（head某），请先看看" in page
    assert [state_of(row).stage for row in rows] == ["consulting", "approved"]
    assert "请先选事项" in together(office, "leader", report, "approve", [])


def test_parts_roll_up_on_the_page_of_the_whole(office: Office, report: StoredReport) -> None:
    one = opened(office, report, "改造老旧小区")[0]
    browser = office.browser("supervisor")
    lead = office.units["水务"].pk
    for share in ("20", "35"):
        given = {
            "seen": one.parts.count(),
            "title": f"改造{share}个",
            "lead": lead,
            "target": share,
            "due": "2026-11-30",
        }
        assert "已分解" in browser.post(f"/c/{one.number}/parts", given, follow=True).content.decode()
    for part, figure in zip(one.parts.order_by("number"), ("8", "9.5"), strict=True):
        assert state_of(part).fields["target"] in (Decimal(20), Decimal(35))
        office.do("leader", part, "approve")
        office.do("supervisor", part, "issue", document="澄政办发〔2026〕6号", due=dt.date(2026, 11, 30))
        office.do("handler", part, "sign")
        office.do("handler", part, "report", summary="在做", figure=Decimal(figure))
    page = browser.get(f"/c/{one.number}/").content.decode()
    assert "合计 <b>17.5个</b> / 55个" in page
    assert "最差的灯" in page and "0/2" in page
    part = one.parts.first()
    assert part is not None
    assert f"/c/{one.number}/" in browser.get(f"/c/{part.number}/").content.decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"target": "不少"}, "目标应是一个数"),
        ({"due": "年底"}, "时限应是日期"),
        ({"due": "2027-01-01"}, "子任务的时限不能晚于 2026-12-31"),
        ({"lead": "0"}, "没有这件事或这个单位"),
        ({"title": " "}, "请写明事项"),
    ],
)
def test_a_part_that_does_not_fit_is_refused(office: Office, report: StoredReport, more: Any, said: str) -> None:
    one = opened(office, report, "改造老旧小区")[0]
    given = {"title": "一部分", "lead": office.units["教育"].pk} | more
    page = office.browser("supervisor").post(f"/c/{one.number}/parts", given, follow=True).content.decode()
    assert said in page
    assert not one.parts.exists()


def test_the_task_page_tells_who_decided_what(office: Office, report: StoredReport) -> None:
    name = assigned(office, report, "改造老旧小区")[0]
    page = office.browser("leader").get(f"/reports/{report.pk}/t/{name}").content.decode()
    assert "定责任" in page and "接受" in page and "supervisor某" in page
    assert "<form" not in page.partition("<main")[2], "a leader reads, and decides nothing here"
    assert office.browser("supervisor").get(f"/reports/{report.pk}/t/t-none").status_code == 404
    assert office.browser("head").get(f"/reports/{report.pk}/t/{name}").status_code == 404
    assert office.browser("head").get(f"/reports/{report.pk}/way").status_code == 404


def test_a_part_is_not_handed_down_twice_by_two_who_did_not_see_each_other(
    office: Office, report: StoredReport
) -> None:
    one = opened(office, report, "改造老旧小区")[0]
    browser = office.browser("supervisor")
    given = {"title": "城东的20个", "lead": office.units["教育"].pk, "target": "20", "due": "2026-11-30", "seen": 0}
    assert browser.post(f"/c/{one.number}/parts", given).status_code == 302
    answer = browser.post(f"/c/{one.number}/parts", {**given, "title": "第二个人写的"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "城东的20个" in page and "supervisor某" in page
    assert ">第二个人写的</textarea>" in page and 'name="seen" value="1"' in page and one.parts.count() == 1
    del given["seen"]
    assert browser.post(f"/c/{one.number}/parts", given).status_code == 409


def test_a_part_that_is_refused_comes_back_as_it_was_typed(office: Office, report: StoredReport) -> None:
    one = opened(office, report, "改造老旧小区")[0]
    given = {"title": "写了很久", "lead": office.units["教育"].pk, "target": "二十", "due": "2026-11-30", "seen": 0}
    answer = office.browser("supervisor").post(f"/c/{one.number}/parts", given)
    page = answer.content.decode()
    assert answer.status_code == 422 and "目标应是一个数，如 1075.1，不是“二十”" in page
    assert ">写了很久</textarea>" in page and 'value="二十"' in page and "<b>市教育局</b>" in page


def test_in_bulk_what_was_typed_stays_for_those_that_are_left(office: Office, report: StoredReport) -> None:
    rows = opened(office, report, "改造老旧小区", "新增学位")
    together(office, "supervisor", report, "consult", rows)
    together(office, "leader", report, "approve", rows)
    numbers = [row.number for row in rows]
    given = {"c": numbers, "document": "澄政办发〔2026〕5号", f"seen-{numbers[0]}": 3, f"seen-{numbers[1]}": 2}
    browser = office.browser("supervisor")
    answer = browser.post(f"/reports/{report.pk}/way/issue", given)
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="澄政办发〔2026〕5号"' in page
    assert f"{numbers[1]} 没有办成：刚有变化（leader某），请先看看" in page
    assert f'name="c" value="{numbers[1]}"' in page and f'name="seen-{numbers[1]}" value="3"' in page
    assert f'name="c" value="{numbers[0]}"' not in page
    assert [state_of(row).stage for row in rows] == ["issued", "approved"]
    del given[f"seen-{numbers[1]}"]
    assert browser.post(f"/reports/{report.pk}/way/issue", given).status_code == 422
    assert state_of(rows[1]).stage == "approved"
