"""该不该督办？ Slips are proposed by the rules, signed by who may, answered by whom they go to, and printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.web.conftest import Office

from luoshi.ledger import Refused
from luoshi.web.actions.commitments import act, state_of
from luoshi.web.actions.daily import tick
from luoshi.web.models import Commitment, NoticeRow, SlipRow

Clock = Callable[[dt.datetime], None]
LATE = dt.datetime(2026, 3, 10, 9)  # the seven days ended on 8 March
WORDS = {"words": "请查明原因，三日内办结", "document": "澄政督〔2026〕1号"}


@pytest.fixture
def late(office: Office, today: Clock) -> Commitment:
    one = office.in_hand()
    today(LATE)
    tick(LATE)
    return one


def sign(office: Office, one: Commitment, who: str = "supervisor", slip: str = "blue", **more: str) -> int:
    data = WORDS | {"seen": str(Commitment.objects.get(pk=one.pk).events_count)} | more
    return office.browser(who).post(f"/c/{one.number}/slip/{slip}", data).status_code


def test_what_calls_for_a_slip_is_listed_with_its_reason_and_nothing_is_signed_by_itself(
    office: Office, late: Commitment
) -> None:
    page = office.browser("supervisor").get("/slips/").content.decode()
    assert "该不该督办？" in page and "督办提示单（蓝）" in page
    assert "现在亮“逾期”；“七日办结”2026-03-08 已到期" in page
    assert f"/c/{late.number}/slip/blue" in page
    assert state_of(late).slips == ()
    assert "待签发的督办单" in office.browser("supervisor").get("/").content.decode()


def test_who_may_not_sign_sees_no_button_and_units_see_no_proposals(office: Office, late: Commitment) -> None:
    for who in ("leader", "viewer"):
        page = office.browser(who).get("/slips/").content.decode()
        assert "督办提示单（蓝）" in page and "/slip/blue" not in page
    for who in ("head", "handler"):
        page = office.browser(who).get("/slips/").content.decode()
        assert "有哪些督办单要答复？" in page and "督办提示单" not in page
        assert "督办提示单" not in office.browser(who).get(f"/c/{late.number}/").content.decode()
    for who in ("sysadmin", "secadmin", "auditor"):
        assert office.browser(who).get("/slips/").headers["Location"] == "/office/"


def test_a_supervisor_signs_a_drafted_slip_and_the_head_answers_it(office: Office, late: Commitment) -> None:
    form = office.browser("supervisor").get(f"/c/{late.number}/slip/blue").content.decode()
    assert "你单位牵头的“完成澄川水库除险加固”" in form and "于 2026-03-11 前书面答复" in form
    assert sign(office, late) == 302
    row = SlipRow.objects.get()
    assert (row.slip, row.event, f"{row.due:%m-%d}", row.answered_at) == ("blue", 5, "03-11", None)
    mine = office.browser("head").get("/").content.decode()
    assert "待答复的督办单" in mine and f"/c/{late.number}/answer/blue" in mine
    assert "请查明原因，三日内办结" in office.browser("head").get(f"/c/{late.number}/answer/blue").content.decode()
    answer = office.browser("head").post(
        f"/c/{late.number}/answer/blue", {"measure": "增派两个班组", "by": "2026-03-20", "seen": "5"}, follow=True
    )
    assert "“督办提示单（蓝）”已答复，已记入台账" in answer.content.decode()
    assert SlipRow.objects.get().answered_at == LATE
    page = office.browser("supervisor").get("/slips/").content.decode()
    assert "没有待答复的督办单" in page and "已答复" in page
    story = office.browser("leader").get(f"/c/{late.number}/").content.decode()
    assert "增派两个班组" in story and "整改措施" in story and "澄政督〔2026〕1号" in story


@pytest.mark.parametrize("who", ["leader", "handler", "head", "viewer"])
def test_nobody_else_signs(office: Office, late: Commitment, who: str) -> None:
    assert office.browser(who).get(f"/c/{late.number}/slip/blue").status_code == 403
    answer = office.browser(who).post(f"/c/{late.number}/slip/blue", WORDS | {"seen": "4"})
    assert answer.status_code == 422 and "要由督查员签发" in answer.content.decode()
    assert not SlipRow.objects.exclude(issued_at=None).exists()


@pytest.mark.parametrize("who", ["supervisor", "leader", "handler", "viewer"])
def test_nobody_but_the_addressee_answers(office: Office, late: Commitment, who: str) -> None:
    sign(office, late)
    assert office.browser(who).get(f"/c/{late.number}/answer/blue").status_code == 403
    answer = office.browser(who).post(f"/c/{late.number}/answer/blue", {"measure": "代答", "seen": "5"})
    assert answer.status_code == 422 and "要由承办单位负责人答复" in answer.content.decode()
    assert SlipRow.objects.get().answered_at is None


@pytest.mark.parametrize("who", ["outsider", "sysadmin", "secadmin", "auditor"])
@pytest.mark.parametrize("path", ["slip/blue", "answer/blue", "slip/blue/5"])
def test_for_who_may_not_see_it_there_is_no_slip(office: Office, late: Commitment, who: str, path: str) -> None:
    sign(office, late)
    assert office.browser(who).get(f"/c/{late.number}/{path}").status_code == 404
    with pytest.raises(Refused, match="不在您的权限内"):
        act(office.cast[who], late, "answer:blue", {"measure": "代答"})


def test_a_slip_that_is_not_called_for_needs_a_reason(office: Office, late: Commitment) -> None:
    before = office.browser("leader").post(f"/c/{late.number}/slip/orange", WORDS | {"seen": "4"})
    assert before.status_code == 422
    page = before.content.decode()
    assert "按方案现在不需要这张督办单；直接签发要写明理由" in page and "请查明原因，三日内办结" in page
    assert sign(office, late, "leader", "orange", why="市长批示，直接预警") == 302
    assert "市长批示，直接预警" in office.browser("head").get(f"/c/{late.number}/slip/orange/5").content.decode()


def test_what_was_typed_comes_back_with_what_is_wrong(office: Office, late: Commitment) -> None:
    sign(office, late)
    answer = office.browser("head").post(
        f"/c/{late.number}/answer/blue", {"cause": "汛期停工十天", "measure": "", "by": "下周", "seen": "5"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "应是日期，如 2026-03-31" in page and "汛期停工十天" in page
    empty = office.browser("head").post(f"/c/{late.number}/answer/blue", {"cause": "汛期停工十天", "seen": "5"})
    assert "要写明“整改措施”" in empty.content.decode() and "汛期停工十天" in empty.content.decode()


def test_the_second_of_two_signers_is_told_and_loses_nothing(office: Office, late: Commitment) -> None:
    office.do("handler", late, "report", summary="我先报了")
    answer = office.browser("supervisor").post(f"/c/{late.number}/slip/blue", WORDS | {"seen": "4"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "这件事有了变化" in page and "请查明原因，三日内办结" in page and 'name="seen" value="5"' in page


def test_an_unknown_slip_is_not_there(office: Office, late: Commitment) -> None:
    browser = office.browser("supervisor")
    assert browser.get(f"/c/{late.number}/slip/green").status_code == 404
    assert browser.get(f"/c/{late.number}/slip/blue/1").status_code == 404


def test_the_printed_slip_tells_what_was_so_when_it_was_signed(office: Office, late: Commitment, today: Clock) -> None:
    sign(office, late)
    today(dt.datetime(2026, 3, 13, 9))
    act(office.cast["head"], late, "answer:blue", {"measure": "增派两个班组"})
    today(dt.datetime(2026, 3, 25, 9))
    sheet = office.browser("head").get(f"/c/{late.number}/slip/blue/5").content.decode()
    for words in (
        "澄政督〔2026〕1号", "市水务局：", "完成澄川水库除险加固", "“七日办结”2026-03-08 已到期",
        "请查明原因，三日内办结", "2026年3月11日", "办公室supervisor", "增派两个班组", "（逾期答复）",
    ):  # fmt: skip
        assert words in sheet, words


def test_an_unanswered_slip_comes_first_and_the_next_is_called_for(
    office: Office, late: Commitment, today: Clock
) -> None:
    sign(office, late)
    other = office.in_hand()
    today(dt.datetime(2026, 3, 15, 9))
    tick(dt.datetime(2026, 3, 15, 9))
    sign(office, other, why="领导批示")
    page = office.browser("leader").get("/slips/").content.decode()
    waiting = page[page.index("待答复") :]
    assert waiting.index(late.number) < waiting.index(other.number)
    assert "逾期未答复" in waiting
    assert f"/c/{late.number}/slip/orange" in page  # the leader signs the next level


def test_a_slip_that_the_day_no_longer_calls_for_is_not_proposed(office: Office, late: Commitment) -> None:
    assert SlipRow.objects.get().issued_at is None
    office.do("head", late, "apply", files=1, result="已办结")
    assert not SlipRow.objects.exists()


def test_a_restricted_commitment_shows_its_slip_to_its_posts_alone(office: Office, late: Commitment) -> None:
    late.restricted.add(office.cast["head"].post)  # type: ignore[arg-type]
    sign(office, late)
    assert late.number not in office.browser("viewer").get("/slips/").content.decode()
    assert late.number in office.browser("head").get("/slips/").content.decode()
    told = NoticeRow.objects.filter(key__startswith="slip:")
    assert [row.post for row in told] == [office.cast["head"].post]


def test_the_page_of_slips_asks_the_database_a_bounded_number_of_times(
    office: Office,
    today: Clock,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    for _ in range(10):
        office.in_hand()
    today(LATE)
    tick(LATE)
    browser = office.browser("supervisor")
    with django_assert_max_num_queries(16):
        browser.get("/slips/")
