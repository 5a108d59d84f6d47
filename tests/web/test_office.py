"""The three separated officers: each does its own part, is refused the others', and all of it is in the log."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import check_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from tests.web.conftest import PASSWORD, Office

from luoshi.ledger import Refused
from luoshi.schemes.load import BUILTIN
from luoshi.web import backup
from luoshi.web.actions.access import Actor, visible
from luoshi.web.actions.founding import found
from luoshi.web.actions.heads import sign_day
from luoshi.web.actions.verify import verify
from luoshi.web.models import Commitment, Holding, OfficeEvent, Post, SchemeVersion, Unit, User
from luoshi.web.pages.office import ACTS, PAGES


@pytest.fixture(autouse=True)
def no_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Backups of a real file are tested by themselves: this database is in memory."""
    monkeypatch.setattr(backup, "write", lambda target: 2048)


EVERYBODY = ("supervisor", "leader", "handler", "head", "outsider", "viewer", "sysadmin", "secadmin", "auditor")
OFFICERS = ("sysadmin", "secadmin", "auditor")


def said(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_role_on_every_page_of_the_officers(office: Office, who: str) -> None:
    browser = office.browser(who)
    for name, (whose, _, question) in PAGES.items():
        answer = browser.get(f"/office/{name}")
        assert answer.status_code == (200 if who == whose else 403), name
        assert (question.zh in said(answer)) is (who == whose)
        assert "这一页是" in said(answer) or who == whose
        assert 'action="/post"' not in said(answer), "a person with one post has none to choose from"


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("act", ACTS)
def test_every_role_on_every_act_of_the_officers(office: Office, who: str, act: str) -> None:
    function, page = ACTS[act]
    whose = PAGES[page][0]
    answer = office.browser(who).post(f"/office/do/{act}", {})
    if who == whose:
        assert answer.status_code in (200, 302, 422)
        return
    assert answer.status_code == 403
    with pytest.raises(Refused, match="这件事要由"):
        function(office.cast[who], {})


@pytest.mark.parametrize("who", OFFICERS)
def test_officers_come_to_their_own_part_and_see_no_commitment(office: Office, who: str) -> None:
    one = office.in_hand()
    browser = office.browser(who)
    page = said(browser.get("/", follow=True))
    assert 'href="/ledger/"' not in page
    assert browser.get(f"/c/{one.number}/").status_code == 404
    assert not visible(office.cast[who]).exists()


def test_a_post_without_a_role_sees_nothing(office: Office) -> None:
    office.in_hand()
    office.browser("sysadmin").post("/office/do/post", {"unit": office.units["教育"].pk, "title": "新岗位"})
    post = Post.objects.get(title="新岗位")
    assert post.role == ""
    assert not visible(Actor(office.cast["viewer"].user, post)).exists()


def test_a_newcomer_goes_from_account_to_work_through_both_officers(office: Office) -> None:
    system, security = office.browser("sysadmin"), office.browser("secadmin")
    assert system.post("/office/do/unit", {"name": "市民政局", "department": "民政"}).status_code == 302
    unit = Unit.objects.get(name="市民政局")
    system.post("/office/do/post", {"unit": unit.pk, "title": "承办科室"})
    system.post("/office/do/person", {"username": "minzheng", "name": "何民政"})
    user, post = User.objects.get(username="minzheng"), Post.objects.get(title="承办科室")
    assert "minzheng" in said(system.post("/office/do/hold", {"post": post.pk, "user": user.pk}, follow=True))
    assert not user.has_usable_password() and not user.is_superuser
    security.post("/office/do/role", {"post": post.pk, "role": "handler"})
    answer = security.post("/office/do/reset", {"user": user.pk})
    secret = re.search(r'class="secret">([^<]+)<', said(answer))
    assert secret and "只显示这一次" in said(answer) and "no-store" in answer["Cache-Control"]
    fresh = Client()
    assert fresh.post("/login", {"username": "minzheng", "password": secret[1]}).status_code == 302
    assert fresh.get("/")["Location"] == "/password"
    assert secret[1] not in "".join(OfficeEvent.objects.values_list("body", flat=True))
    assert [row.action for row in OfficeEvent.objects.filter(number__gt=2)] == [
        "unit", "post", "person", "hold", "role", "reset", "login",
    ]  # fmt: skip


def test_a_reset_password_ends_sessions_and_an_ended_session_comes_back_to_the_login(office: Office) -> None:
    browser = office.browser("handler")
    assert browser.get("/").status_code == 200
    office.browser("secadmin").post("/office/do/end-sessions", {"user": office.cast["handler"].user.pk})
    assert browser.get("/")["Location"].startswith("/login")
    assert check_password(PASSWORD, User.objects.get(username="handler").password)


def test_a_locked_name_is_shown_and_unlocked(office: Office) -> None:
    for _ in range(5):
        Client().post("/login", {"username": "head", "password": "错的"})
    browser = office.browser("secadmin")
    assert "锁定" in said(browser.get("/office/logins"))
    browser.post("/office/do/unlock", {"user": office.cast["head"].user.pk})
    assert Client().post("/login", {"username": "head", "password": PASSWORD}).status_code == 302
    answer = browser.post("/office/do/unlock", {"user": office.cast["head"].user.pk})
    assert answer.status_code == 422 and "head某没有锁定" in said(answer)
    actions = list(OfficeEvent.objects.values_list("action", flat=True))
    assert actions.count("login-failed") == 5 and actions.count("locked") == 1


def test_a_name_that_nobody_has_is_not_written_into_the_log(office: Office) -> None:
    Client().post("/login", {"username": "我的密码是123", "password": "x"})
    assert "我的密码" not in OfficeEvent.objects.get().body
    assert "没有这个账号" in OfficeEvent.objects.get().body


@pytest.mark.parametrize(
    ("who", "act", "given", "why"),
    [
        ("sysadmin", "hold", {"post": "leader", "user": "auditor"}, "三员不得兼任其他岗位"),
        ("sysadmin", "hold", {"post": "auditor", "user": "handler"}, "三员不得兼任其他岗位"),
        ("sysadmin", "hold", {"post": "head", "user": "sysadmin"}, "不能给自己任职"),
        ("sysadmin", "hold", {"post": "head", "user": "head"}, "已经在“市水务局head”岗位上"),
        ("sysadmin", "hold", {"user": "head"}, "请选择岗位"),
        ("sysadmin", "hold", {"post": "head", "user": "leader", "since": "明天"}, "应是日期，如 2026-03-31"),
        ("sysadmin", "post", {"id": "auditor", "title": "审计"}, "这样就没有审计员了"),
        ("sysadmin", "post", {"unit": "水务", "title": ""}, "岗位："),
        ("sysadmin", "person", {"id": "secadmin", "name": "冯"}, "这样就没有安全管理员了"),
        ("sysadmin", "person", {"id": "sysadmin", "name": "我"}, "不能改自己的账号"),
        ("sysadmin", "person", {"username": "head", "name": "同名"}, "username"),
        ("sysadmin", "unit", {"name": "市水务局"}, "单位："),
        ("sysadmin", "unit", {"id": "水务", "name": "市水务局", "parent": "水务", "active": "1"}, "不能归在自己下面"),
        ("sysadmin", "unit", {"id": "水务", "name": "市水务局"}, "还牵头 1 项没有办结的事项，不能停用"),
        ("sysadmin", "unit", {"name": "新局", "order": "前面"}, "排序应是整数"),
        ("secadmin", "role", {"post": "auditor", "role": "viewer"}, "这样就没有审计员了"),
        ("secadmin", "role", {"post": "secadmin", "role": "supervisor"}, "不能改自己岗位的角色"),
        ("secadmin", "role", {"post": "head", "role": "皇帝"}, "没有“皇帝”这个角色"),
        ("secadmin", "reset", {"user": "secadmin"}, "自己的密码请在"),
    ],
)
def test_what_officers_may_not_do_is_said(office: Office, who: str, act: str, given: dict[str, str], why: str) -> None:
    office.in_hand()
    keys = {
        name: {
            "post": str(actor.post.pk), "user": str(actor.user.pk),
            "id": str((actor.post if act == "post" else actor.user).pk),
        }
        for name, actor in office.cast.items() if actor.post
    }  # fmt: skip
    units = {name: str(unit.pk) for name, unit in office.units.items()}
    real = {
        key: units.get(value, value) if act in ("unit", "post") and value in units
        else keys[value][key] if key in ("post", "user", "id") and value in keys else value
        for key, value in given.items()
    }  # fmt: skip
    browser = office.browser(who)
    before = OfficeEvent.objects.count()
    answer = browser.post(f"/office/do/{act}", real)
    assert answer.status_code == 422
    assert why in said(answer) or (why == "username" and "已存在" in said(answer)), said(answer)[-3000:]
    assert OfficeEvent.objects.count() == before


def test_an_officer_is_succeeded_and_then_leaves(office: Office) -> None:
    browser = office.browser("sysadmin")
    browser.post("/office/do/person", {"username": "new", "name": "新审计"})
    new, post = User.objects.get(username="new"), office.cast["auditor"].post
    browser.post("/office/do/hold", {"post": post.pk, "user": new.pk})  # type: ignore[union-attr]
    old = Holding.objects.get(user=office.cast["auditor"].user)
    assert browser.post("/office/do/leave", {"id": old.pk}).status_code == 302
    old.refresh_from_db()
    assert str(old.until) == "2026-03-02"


def test_a_calendar_adds_a_year_and_never_takes_one_away(office: Office) -> None:
    browser = office.browser("sysadmin")
    table = "[2027]\nholidays = [2027-01-01]\nworkdays = []\n"
    assert browser.post("/office/do/calendar", {"text": table}).status_code == 302
    assert "2027" in said(browser.get("/office/calendar"))
    for text, why in (
        ("", "新表少了 2027 年"),
        ("[2027]\nholiday = []", "日历表不能用"),
        ("不是表", "日历表不能用"),
        (table + "[2025]\nholidays = [2025-01-01]\nworkdays = []\n", "2025 年已过"),
    ):
        answer = browser.post("/office/do/calendar", {"text": text})
        assert answer.status_code == 422 and why in said(answer)
        assert text in said(answer)
    assert "2027" in said(browser.get("/office/calendar"))


def test_schemes_are_checked_taken_into_use_and_retired(office: Office) -> None:
    browser = office.browser("sysadmin")
    text = (BUILTIN / "livelihood.toml").read_text("utf-8")

    def send(words: str, **more: str) -> str:
        file = SimpleUploadedFile("本地.toml", words.encode())
        return said(browser.post("/office/do/scheme", {"file": file, **more}, follow=True))

    assert "没有问题" in send(text, **{"try": "1"})
    assert not SchemeVersion.objects.filter(scheme="livelihood").exists()
    assert "已启用" in send(text)
    assert "请改版本号" in send(text.replace("民生", "民心", 1))
    assert "不认识的键 lihgt" in send(text + "\n[lihgt.x]\n")
    row = SchemeVersion.objects.get(scheme="livelihood")
    browser.post("/office/do/retire", {"id": row.pk})
    assert "民生实事" not in said(office.browser("supervisor").get("/ledger/new"))
    assert "重新启用" in said(browser.get("/office/schemes"))


def test_the_auditor_reads_who_did_what_and_verifies(office: Office) -> None:
    office.in_hand()
    office.browser("secadmin").post("/office/do/end-sessions", {"user": office.cast["handler"].user.pk})
    browser = office.browser("auditor")
    page = said(browser.get("/office/log?act=end-sessions"))
    assert "secadmin某" in page and "handler" in page
    assert "没有记录" in said(browser.get("/office/log?who=outsider"))
    assert "全部事件、日志、日头和佐证材料与写入时一致" in said(browser.post("/office/verify/run"))
    Commitment.objects.update(head="0" * 64)
    assert "有与写入时不符之处" in said(browser.post("/office/verify/run"))
    assert browser.get("/office/verify/run").status_code == 405


@pytest.mark.parametrize("statement", ["UPDATE web_officeevent SET body = '{}'", "DELETE FROM web_officeevent"])
def test_the_database_refuses_to_change_the_log(office: Office, statement: str) -> None:
    office.browser("secadmin").post("/office/do/end-sessions", {"user": office.cast["handler"].user.pk})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_log_that_was_changed_or_cut_off_is_named(office: Office) -> None:
    browser = office.browser("secadmin")
    for who in ("handler", "head"):
        browser.post("/office/do/end-sessions", {"user": office.cast[who].user.pk})
    last = OfficeEvent.objects.last()
    assert last is not None and sign_day(last.at.date())
    assert not list(verify())
    with connection.cursor() as cursor:
        on = " ON web_officeevent" if connection.vendor == "postgresql" else ""
        for word in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER web_officeevent_no_{word}{on}")
        cursor.execute("UPDATE web_officeevent SET body = replace(body, 'secadmin', 'auditor') WHERE number = 1")
        assert any("第 1 个事件：内容被改动" in fault.zh for fault in verify())
        cursor.execute("DELETE FROM web_officeevent WHERE number = 3")
    assert any("第 3 个事件已不在或被改写" in fault.zh for fault in verify())


@pytest.mark.django_db
def test_an_empty_ledger_gets_its_three_officers_once() -> None:
    made = found()
    assert [user.username for user, _ in made] == ["xitong", "anquan", "shenji"]
    client = Client()
    assert client.post("/login", {"username": "xitong", "password": made[0][1]}).status_code == 302
    assert client.get("/")["Location"] == "/password"
    with pytest.raises(Refused, match="台账里已经有人"):
        found()
