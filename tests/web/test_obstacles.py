"""堵在哪里？ Obstacles through the pages: raised by a report, answered by the unit asked, cleared by who met them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from tests.web.conftest import Office

from luoshi.ledger import Refused
from luoshi.web.actions.commitments import act, state_of
from luoshi.web.actions.daily import tick
from luoshi.web.models import Commitment, NoticeRow, ObstacleRow

ASKED = {"summary": "已进场", "coordination": "校区用地未移交", "coordinate-with": "市教育局", "obstacle": "用地"}


@pytest.fixture
def stuck(office: Office) -> Commitment:
    one = office.in_hand()
    return office.do("handler", one, "report", **{k.replace("-", "_"): v for k, v in ASKED.items()})


def said(office: Office, who: str, path: str) -> str:
    return office.browser(who).get(path).content.decode()


def send(office: Office, who: str, path: str, **typed: str) -> HttpResponse:
    """The form as the page would send it."""
    seen = {"seen": str(Commitment.objects.get().events_count)}
    return office.browser(who).post(path, seen | typed, follow=True)


def test_the_unit_that_is_asked_sees_the_commitment_and_finds_it_in_its_work(office: Office) -> None:
    one = office.in_hand()
    assert office.browser("outsider").get(f"/c/{one.number}/").status_code == 404
    answer = office.browser("handler").post(f"/c/{one.number}/do/report", {**ASKED, "seen": "4", "back": "mine"})
    assert answer.status_code == 302
    assert office.browser("outsider").get(f"/c/{one.number}/").status_code == 200
    mine = said(office, "outsider", "/")
    assert "请您协调的堵点" in mine and "校区用地未移交" in mine
    assert f"/c/{one.number}/obstacles/5/reply?back=mine" in mine
    assert "请您协调的堵点" not in said(office, "handler", "/")


def test_an_answer_goes_back_to_who_raised_it_who_says_whether_it_is_gone(office: Office, stuck: Commitment) -> None:
    path = f"/c/{stuck.number}/obstacles/5"
    answer = send(office, "outsider", f"{path}/reply", why="月底移交", back="mine")
    assert "答复堵点，已记入台账" in answer.content.decode()
    assert "堵点有答复，请确认" in said(office, "handler", "/")
    again = send(office, "handler", f"{path}/insist", why="只交了一半", by="2026-03-20")
    assert "堵点仍在，请再协调，已记入台账" in again.content.decode()
    assert "请在 2026-03-20 前答复" in said(office, "outsider", "/")
    send(office, "outsider", f"{path}/reply", why="已全部移交")
    send(office, "head", f"{path}/clear", why="已进场施工")
    (row,) = ObstacleRow.objects.all()
    assert not row.open
    story = said(office, "handler", f"/c/{stuck.number}/")
    for words in ("只交了一半", "已全部移交", "已进场施工", "已消除"):
        assert words in story
    assert "没有堵点" in said(office, "supervisor", "/obstacles/")


@pytest.mark.parametrize(
    ("who", "verb", "why", "status", "refused"),
    [
        ("handler", "reply", "好", 422, "要由被请协调的单位或督查员来做"),
        ("outsider", "clear", "好", 422, "要由承办单位或督查员来做"),
        ("viewer", "reply", "好", 422, "要由被请协调的单位或督查员来做"),
        ("leader", "clear", "好", 422, "要由承办单位或督查员来做"),
        ("outsider", "reply", "", 422, "请写几句"),
        ("handler", "insist", "写好的话", 422, "对方还没有答复"),
        ("auditor", "reply", "好", 404, ""),
        ("outsider", "delete", "好", 404, ""),
    ],
)
def test_others_are_refused_and_what_was_typed_is_kept(
    office: Office, stuck: Commitment, who: str, verb: str, why: str, status: int, refused: str
) -> None:
    answer = send(office, who, f"/c/{stuck.number}/obstacles/5/{verb}", why=why)
    assert answer.status_code == status
    page = answer.content.decode()
    assert refused in page
    assert not refused or why in page
    assert Commitment.objects.get().events_count == 5


def test_an_obstacle_that_is_not_there_has_no_form(office: Office, stuck: Commitment) -> None:
    assert office.browser("supervisor").get(f"/c/{stuck.number}/obstacles/4/reply").status_code == 404
    assert office.browser("supervisor").get(f"/c/{stuck.number}/obstacles/5/reply").status_code == 200


def test_a_wrong_day_and_a_change_meanwhile_lose_nothing(office: Office, stuck: Commitment) -> None:
    path = f"/c/{stuck.number}/obstacles/5"
    send(office, "outsider", f"{path}/reply", why="月底移交")
    wrong = send(office, "handler", f"{path}/insist", why="还差一半", by="下周").content.decode()
    assert "时限应是日期，如 2026-03-31" in wrong and "还差一半" in wrong
    late = send(office, "handler", f"{path}/clear", why="已进场", seen="5").content.decode()
    assert "outsider某刚在这件事上有动作" in late and "已进场" in late


@pytest.mark.parametrize(
    ("unit", "refused"),
    [("市铁路局", "单位表里没有“市铁路局”"), ("市水务局", "需协调单位不能是牵头单位自己")],
)
def test_only_other_units_of_the_list_can_be_asked(office: Office, unit: str, refused: str) -> None:
    one = office.in_hand()
    page = office.browser("handler").post(f"/c/{one.number}/do/report", {**ASKED, "coordinate-with": unit, "seen": "4"})
    assert page.status_code == 422
    assert refused in page.content.decode()
    assert "校区用地未移交" in page.content.decode()
    assert not ObstacleRow.objects.exists()


def test_the_form_gives_the_units_to_choose_from(office: Office) -> None:
    one = office.in_hand()
    page = said(office, "handler", f"/c/{one.number}/do/report")
    assert '<select id="f-coordinate-with"' in page and "<option >市教育局</option>" in page
    assert "督查室协调" in page


def test_without_a_unit_it_is_for_the_supervisors(office: Office) -> None:
    one = office.in_hand()
    office.do("handler", one, "report", summary="好", coordination="需省厅支持")
    assert "由督查室协调" in said(office, "supervisor", "/") and "需省厅支持" in said(office, "supervisor", "/")
    with pytest.raises(Refused, match="不在您的权限内"):
        act(office.cast["outsider"], one, "reply:5", why="好")


def test_what_is_late_shows_with_the_reason_and_is_told_once(
    office: Office, stuck: Commitment, today: Callable[[dt.datetime], None]
) -> None:
    later = dt.datetime(2026, 3, 12, 9)
    today(later)
    tick(later)
    tick(later)
    for who in ("outsider", "supervisor"):
        found = NoticeRow.objects.filter(post=office.cast[who].post, key__contains="late", key__startswith="obstacle")
        assert found.count() == 1
        assert found.get().zh == "堵点“校区用地未移交”应在 2026-03-09 前答复，已逾期 3 天"
    page = said(office, "supervisor", "/obstacles/")
    assert "1 个逾期未答复" in page and "已逾期 3 天" in page and "lamp orange" in page
    assert "堵点：逾期未答复" in said(office, "supervisor", "/")
    today(dt.datetime(2026, 3, 25, 9))
    assert "lamp red" in said(office, "supervisor", "/obstacles/")


def test_the_list_is_narrowed_by_unit_and_kind_and_shows_what_one_may_see(office: Office, stuck: Commitment) -> None:
    other = office.in_hand()
    office.do("handler", other, "report", summary="好", coordination="配套资金缺口", obstacle="资金")
    unit = office.units["教育"].pk
    assert "配套资金缺口" not in said(office, "supervisor", f"/obstacles/?unit={unit}")
    assert "校区用地未移交" in said(office, "supervisor", f"/obstacles/?unit={unit}")
    assert "校区用地未移交" not in said(office, "supervisor", "/obstacles/?kind=资金")
    assert "配套资金缺口" in said(office, "supervisor", "/obstacles/?unit=-")
    assert "配套资金缺口" not in said(office, "outsider", "/obstacles/")
    assert "没有堵点" in said(office, "auditor", "/obstacles/")
    assert "没有堵点" in said(office, "supervisor", "/obstacles/?kind=%00&unit=99999999999")


def test_one_that_is_done_is_stuck_no_more(office: Office, stuck: Commitment) -> None:
    office.do("head", stuck, "apply", files=1, result="完成")
    assert ObstacleRow.objects.get().open
    office.do("supervisor", stuck, "complete", grade="良好")
    assert not ObstacleRow.objects.get().open
    assert state_of(stuck).obstacles[0].cleared is None


def test_a_unit_with_a_new_name_is_still_asked(office: Office, stuck: Commitment) -> None:
    office.units["教育"].name = "市教育体育局"
    office.units["教育"].save()
    office.do("handler", stuck, "report", summary="再报")
    done = act(office.cast["outsider"], stuck, "reply:5", why="月底移交")
    assert state_of(done).obstacles[0].reply == "月底移交"


def test_the_list_asks_the_database_a_bounded_number_of_times(
    office: Office,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    for _ in range(12):
        one = office.in_hand()
        office.do("handler", one, "report", summary="好", coordination="缺地", coordinate_with="市教育局")
    browser = office.browser("outsider")
    with django_assert_max_num_queries(16):
        browser.get("/obstacles/")
    with django_assert_max_num_queries(40):
        browser.get("/")
