"""A database that takes nothing: a page says so, nothing is half saved, nothing that was typed is lost."""

from __future__ import annotations

import errno
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from tests.web.calling import caller, do
from tests.web.conftest import Office
from tests.web.homes import Home

from luoshi.web.actions import commitments
from luoshi.web.actions.verify import verify
from luoshi.web.models import EventRow

WRITES = {"summary": "写了很久的完成情况", "problem": "缺资金", "seen": "4"}


def fails(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """The last thing that an action writes fails, after its event was written."""

    def refuse(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(commitments, "_mirror", refuse)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OperationalError("database is locked"), "数据库正忙"),
        (OperationalError("database or disk is full"), "磁盘满了"),
        (OperationalError("attempt to write a readonly database"), "只读"),
        (OperationalError("could not connect to server"), "再出现请告诉系统管理员"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘满了"),
    ],
)
def test_what_the_database_does_not_take_is_not_half_saved_and_comes_back(
    office: Office, monkeypatch: pytest.MonkeyPatch, error: Exception, why: str
) -> None:
    one = office.in_hand()
    with monkeypatch.context() as broken:
        fails(broken, error)
        answer = office.browser("handler").post(f"/c/{one.number}/do/report", WRITES)
    page = answer.content.decode()
    assert answer.status_code == 503 and "没有保存，请稍后重试" in page and why in page
    assert "写了很久的完成情况" in page and 'name="seen" value="4"' in page
    assert f'action="/c/{one.number}/do/report"' in page
    assert EventRow.objects.count() == 4 and [m.zh for m in verify()] == []
    again = office.browser("handler").post(f"/c/{one.number}/do/report", {**WRITES, "percent": "30"})
    assert (again.status_code, EventRow.objects.count()) == (302, 5), again.content.decode()


def test_the_api_says_so_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    one = office.in_hand()
    client = caller(office, "handler")
    fails(monkeypatch, OperationalError("database is locked"))
    answer = do(client, one, "report", summary="写了很久的完成情况")
    assert answer.status_code == 503
    assert answer.json()["zh"] == "没有保存，请稍后重试：数据库正忙"
    assert answer.json()["where"] == f"/api/commitments/{one.number}/actions/report"


def test_a_fault_of_the_program_stays_one(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    one = office.in_hand()
    fails(monkeypatch, ZeroDivisionError())
    browser = office.browser("handler")
    browser.raise_request_exception = False
    answer = browser.post(f"/c/{one.number}/do/report", WRITES)
    assert answer.status_code == 500 and "系统出错了" in answer.content.decode()


def test_in_bulk_those_before_the_failure_stay_and_the_others_are_named(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from luoshi.web.actions.bulk import act_on_many

    rows = [office.commitment() for _ in range(3)]
    real, calls = commitments._mirror, []

    def second_fails(*given: Any) -> None:
        calls.append(given)
        if len(calls) == 2:
            raise OperationalError("database is locked")
        real(*given)

    monkeypatch.setattr(commitments, "_mirror", second_fails)
    chosen = [(one.number, 1) for one in rows]
    done, refused = act_on_many(office.cast["supervisor"], chosen, "assign", {"matter": "一般"})
    assert [one.number for one in done] == [rows[0].number, rows[2].number]
    assert refused[0][0] == rows[1].number and "没有保存" in refused[0][1].zh
    assert [m.zh for m in verify()] == []


READ_ONLY = """
from luoshi.web.database import sqlite_version; sqlite_version()
import django; django.setup()
from django.db import connection
from django.test import Client
from luoshi.web import clock
from luoshi.web.models import *
user, unit = User.objects.create_user("ducha", name="林督查"), Unit.objects.create(name="办公室")
post = Post.objects.create(unit=unit, title="督查室", role="supervisor")
Holding.objects.create(user=user, post=post, since=clock.now().date())
client = Client(SERVER_NAME="localhost", raise_request_exception=False)
client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
scheme = SchemeVersion.objects.get(scheme="13710")
connection.cursor().execute("PRAGMA query_only = ON")
page = client.get("/ledger/")
assert page.status_code == 200, page.content.decode()
given = {"scheme": scheme.pk, "title": "写了很久的事项", "matter": "一般"}
page = client.post("/ledger/new", given)
words = page.content.decode()
assert page.status_code == 503 and "没有保存" in words and "只读" in words and "写了很久的事项" in words, words
connection.cursor().execute("PRAGMA query_only = OFF")
assert not Commitment.objects.exists() and not Numbering.objects.exists()
assert client.post("/ledger/new", given).status_code == 302
"""


def test_a_database_that_is_read_only_is_read_and_says_that_it_keeps_nothing(tmp_path: Any) -> None:
    home = Home(tmp_path / "home")
    home.luoshi("officers")
    home.python(READ_ONLY)


def test_no_password_is_sent_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("luoshi.web.logins.record", refuse)
    browser = Client(raise_request_exception=False)
    page = browser.post("/login", {"username": "head", "password": "一个密码2026"})
    assert page.status_code == 503 and "一个密码2026" not in page.content.decode()
