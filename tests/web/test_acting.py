"""Acting on commitments through the pages: what is allowed, what is refused and how it is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.conftest import PASSWORD, Office

from luoshi.ledger import Refused
from luoshi.web.actions.commitments import Changed, act, state_of
from luoshi.web.models import Commitment, Evidence, Holding


def test_a_handler_signs_off_the_work_of_the_day_from_my_work(office: Office) -> None:
    one = office.do("supervisor", office.commitment(), "assign", matter="一般")
    browser = office.browser("handler")
    page = browser.get("/").content.decode()
    assert "今天要我做什么？" in page
    assert f"/c/{one.number}/do/deploy?back=mine" in page
    answer = browser.post(
        f"/c/{one.number}/do/deploy", {"summary": "召开专题会部署", "seen": "2", "back": "mine"}, follow=True
    )
    assert answer.redirect_chain == [("/", 302)]
    assert "研究部署，已记入台账" in answer.content.decode()
    assert state_of(Commitment.objects.get()).stage == "deployed"


def test_what_is_missing_is_said_and_what_was_typed_is_kept(office: Office) -> None:
    one = office.in_hand()
    answer = office.browser("head").post(f"/c/{one.number}/do/apply", {"result": "主体完工", "seen": "4"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“申请办结”要附 1 份以上佐证材料" in page
    assert "主体完工" in page
    assert Commitment.objects.get().events_count == 4


def test_a_number_that_is_none_is_refused_at_its_field(office: Office) -> None:
    one = office.in_hand()
    answer = office.browser("handler").post(
        f"/c/{one.number}/do/report", {"summary": "好", "percent": "大半", "seen": "4"}
    )
    assert answer.status_code == 422
    assert "应是一个数，如 1075.1" in answer.content.decode()


def test_the_second_of_two_is_told_what_changed_and_loses_nothing(office: Office) -> None:
    one = office.in_hand()
    office.do("handler", one, "report", summary="我先报了")
    answer = office.browser("head").post(f"/c/{one.number}/do/report", {"summary": "写了半天的话", "seen": "4"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "这件事有了变化" in page and "handler某" in page
    assert "写了半天的话" in page
    assert 'name="seen" value="5"' in page
    with pytest.raises(Changed):
        act(office.cast["head"], one, "report", {"summary": "再来"}, seen=4)


def test_evidence_is_kept_by_its_hash_and_comes_back_as_a_download(office: Office) -> None:
    one = office.do("head", office.in_hand(), "apply", files=1, result="已办结")
    row = Evidence.objects.get()
    answer = office.browser("supervisor").get(f"/c/{one.number}/evidence/{row.sha256}")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert office.browser("outsider").get(f"/c/{one.number}/evidence/{row.sha256}").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("病毒.exe", b"MZ", "不收 .exe"),
        ("页面.html", b"<script>", "不收 .html"),
        ("假的.pdf", b"<html>", "内容不是 pdf 文件"),
        ("空.pdf", b"", "文件应在 1 字节到"),
    ],
)
def test_evidence_of_another_kind_is_refused(office: Office, name: str, content: bytes, said: str) -> None:
    one = office.in_hand()
    with pytest.raises(Refused, match=said):
        act(office.cast["head"], one, "apply", {"result": "完成"}, [SimpleUploadedFile(name, content)])
    assert not Evidence.objects.exists()


def test_a_successor_in_the_post_finds_everything(office: Office) -> None:
    one = office.in_hand()
    post = office.cast["handler"].post
    Holding.objects.filter(post=post).update(until=dt.date(2026, 3, 1))
    Holding.objects.create(post=post, user=office.cast["viewer"].user, since=dt.date(2026, 3, 2))
    assert office.browser("handler").get(f"/c/{one.number}/").status_code == 404
    browser = office.browser("viewer")
    browser.post("/post", {"post": str(post.pk)})  # type: ignore[union-attr]
    assert f"/c/{one.number}/do/report" in browser.get("/").content.decode()


def test_a_post_of_somebody_else_cannot_be_taken(office: Office) -> None:
    one = office.in_hand()
    browser = office.browser("outsider")
    browser.post("/post", {"post": str(office.cast["head"].post.pk)})  # type: ignore[union-attr]
    assert browser.get(f"/c/{one.number}/").status_code == 404


def test_the_light_of_the_day_needs_no_event(office: Office, today: Callable[[dt.datetime], None]) -> None:
    one = office.in_hand()
    today(dt.datetime(2026, 3, 20, 9))
    page = office.browser("handler").get(f"/c/{one.number}/").content.decode()
    assert "逾期" in page and "“七日办结”2026-03-08 已到期" in page


def test_nobody_sees_anything_before_they_log_in(office: Office) -> None:
    one = office.commitment()
    for path in ("/", "/ledger/", f"/c/{one.number}/", f"/c/{one.number}/do/assign", "/ledger/new"):
        assert Client().get(path).headers["Location"].startswith("/login")


def test_five_wrong_passwords_lock_the_name(office: Office) -> None:
    client = Client()
    for _ in range(5):
        answer = client.post("/login", {"username": "head", "password": "错的"})
    assert answer.status_code == 429
    assert "账号已锁定" in answer.content.decode()
    assert client.post("/login", {"username": "head", "password": PASSWORD}).status_code == 429


def test_the_right_password_opens(office: Office) -> None:
    answer = Client().post("/login", {"username": "head", "password": PASSWORD})
    assert answer.status_code == 302


def test_a_strict_policy_goes_with_every_page_and_no_words_become_markup(office: Office) -> None:
    one = office.do("supervisor", office.commitment(), "assign", matter="一般")
    office.do("handler", one, "deploy", summary="<script>alert(1)</script>")
    answer = office.browser("supervisor").get(f"/c/{one.number}/")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "<script>alert" not in answer.content.decode()
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_pages_ask_the_database_a_bounded_number_of_times(office: Office, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(12):
        office.in_hand()
    browser = office.browser("supervisor")
    with django_assert_max_num_queries(15):
        browser.get("/ledger/")
    number = Commitment.objects.first().number  # type: ignore[union-attr]
    with django_assert_max_num_queries(20):
        browser.get(f"/c/{number}/")


def test_my_work_asks_the_database_no_more_for_more_commitments(office: Office, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(15):
        office.in_hand()
    browser = office.browser("handler")
    with django_assert_max_num_queries(34):
        browser.get("/")


@pytest.mark.parametrize("seen", [{}, {"seen": ""}, {"seen": "x"}])
def test_a_form_that_does_not_say_what_was_seen_changes_nothing_and_comes_back(
    office: Office, seen: dict[str, str]
) -> None:
    one = office.in_hand()
    answer = office.browser("handler").post(f"/c/{one.number}/do/report", {"summary": "写了半天的话", **seen})
    page = answer.content.decode()
    assert answer.status_code == 422 and "不知道您看到的是第几步" in page
    assert "写了半天的话" in page and 'name="seen" value="4"' in page and one.events.count() == 4
