"""The API: tokens, every role on every action through page and API alike, changes by others, bad input."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.conftest import NOW, Office
from tests.web.test_who_may import ACTIONS, SEES

from luoshi.web.actions import tokens
from luoshi.web.actions.verify import verify
from luoshi.web.models import Commitment, Token


def caller(office: Office, who: str, *scopes: str) -> Client:
    return Client(headers={"authorization": f"Bearer {tokens.make(office.cast[who], '对接', may_act)}"})


def do(client: Client, one: Commitment, action: str, **fields: Any) -> Any:
    return client.post(f"/api/commitments/{one.number}/actions/{action}", fields)


def test_a_token_is_made_on_the_page_shown_once_and_kept_as_a_hash(office: Office) -> None:
    browser = office.browser("handler")
    page = browser.post("/tokens", {"name": "对接"}).content.decode()
    secret = page.partition("<code>")[2].partition("</code>")[0]
    assert secret.startswith("luoshi_") and secret not in browser.get("/tokens").content.decode()
    assert secret not in str(Token.objects.values_list())
    client = Client(headers={"authorization": f"Bearer {secret}"})
    assert client.get("/api/commitments").status_code == 200
    assert browser.post(f"/tokens/{Token.objects.get().pk}/revoke").status_code == 302
    assert client.get("/api/commitments").status_code == 401


def test_nobody_revokes_the_token_of_another(office: Office) -> None:
    client = caller(office, "handler")
    office.browser("supervisor").post(f"/tokens/{Token.objects.get().pk}/revoke")
    assert client.get("/api/commitments").status_code == 200


@pytest.mark.parametrize("change", ["until", "holding", "inactive", "password"])
def test_a_token_ends_with_its_year_the_post_or_the_account(
    office: Office, change: str, today: Callable[[dt.datetime], None]
) -> None:
    client, user = caller(office, "handler"), office.cast["handler"].user
    if change == "until":
        today(NOW + dt.timedelta(days=366))
    elif change == "holding":
        user.holdings.update(until=dt.date(2026, 3, 1))
    else:
        user.is_active, user.must_change_password = change != "inactive", change == "password"
        user.save()
    answer = client.get("/api/commitments")
    assert answer.status_code == 401 and "令牌" in answer.json()["zh"] and answer.json()["where"] == "/api/commitments"


def test_a_session_opens_nothing_in_the_api(office: Office) -> None:
    assert office.browser("supervisor").get("/api/commitments").status_code == 401


def test_a_token_that_only_reads_changes_nothing(office: Office) -> None:
    one = office.commitment()
    client = caller(office, "supervisor", may_act=False)
    assert do(client, one, "assign", matter="一般", seen=1).status_code == 403
    assert client.post("/api/commitments", {"scheme": "13710", "title": "事"}).status_code == 403
    assert Commitment.objects.get().events_count == 1


@pytest.mark.parametrize("who", SEES)
@pytest.mark.parametrize("action", ACTIONS)
def test_page_and_api_answer_every_role_alike(office: Office, who: str, action: str) -> None:
    """Nothing is filled in, so that both ways may be tried on the same commitment where fields are needed."""
    mine, theirs = office.in_hand(), office.in_hand()
    page = office.browser(who).post(f"/c/{mine.number}/do/{action}", {"seen": mine.events_count})
    answer = do(caller(office, who), theirs, action, seen=theirs.events_count)
    assert (page.status_code, answer.status_code) in {(302, 200), (422, 422), (404, 404)}
    if SEES[who] == 404:
        assert answer.status_code == 404
    elif who not in ACTIONS[action].who:
        assert answer.status_code == 422 and answer.json()["zh"] and answer.json()["en"]
    assert Commitment.objects.get(pk=mine.pk).events_count == Commitment.objects.get(pk=theirs.pk).events_count


@pytest.mark.parametrize("who", SEES)
def test_the_api_shows_what_the_pages_show(office: Office, who: str) -> None:
    one = office.in_hand()
    client = caller(office, who)
    assert client.get(f"/api/commitments/{one.number}").status_code == SEES[who]
    assert client.get("/api/commitments").json()["count"] == (SEES[who] == 200)


def test_a_commitment_is_opened_and_acted_on_with_evidence_by_a_program(office: Office) -> None:
    boss = caller(office, "supervisor")
    given = {"scheme": "13710", "title": "修桥", "matter": "一般", "lead": "市水务局"}
    made = boss.post("/api/commitments", given)
    assert made.status_code == 201, made.json()
    one = Commitment.objects.get(number=made.json()["number"])
    assert do(boss, one, "assign", matter="一般", seen=1).status_code == 200
    for step in ("deploy", "feedback"):
        one.refresh_from_db()
        assert do(caller(office, "handler"), one, step, summary="好", seen=one.events_count).status_code == 200
    file = SimpleUploadedFile("验收.pdf", b"%PDF-1.7")
    answer = do(caller(office, "head"), one, "apply", result="好", seen=4, evidence=file).json()
    assert answer["seen"] == 5 and len(answer["events"][-1]["event"]["evidence"]) == 1
    assert list(verify()) == []


def test_what_changed_meanwhile_is_told_and_nothing_is_done(office: Office) -> None:
    one = office.in_hand()
    answer = do(caller(office, "handler"), one, "feedback", summary="再报", seen=3)
    assert answer.status_code == 409 and [row["number"] for row in answer.json()["events"]] == [4]
    assert Commitment.objects.get().events_count == 4


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"seen": "9" * 5000}, "seen"), ({"seen": "²"}, "seen"), ({"seen": "4", "sumary": "x"}, "sumary"),
     ({"seen": "4", "summary": "a\0b"}, "NUL"), ({}, "seen")],
)  # fmt: skip
def test_bad_forms_are_refused_by_name(office: Office, fields: dict[str, str], said: str) -> None:
    answer = do(caller(office, "handler"), office.in_hand(), "feedback", **fields)
    assert answer.status_code == 422 and said in answer.json()["en"]


@pytest.mark.parametrize("query", ["year=²", "q=%00", "lead=99999999999999999999", "page=-5", "page=99"])
def test_odd_filters_break_neither_page_nor_api(office: Office, query: str) -> None:
    office.in_hand()
    assert office.browser("viewer").get(f"/ledger/?{query}").status_code == 200
    assert caller(office, "viewer").get(f"/api/commitments?{query}").status_code == 200


def test_a_year_holds_more_than_9999_commitments(office: Office) -> None:
    assert [office.commitment(number=n).number for n in ("2026-9999", "2026-10000")][-1] == "2026-10000"
    assert office.commitment().number == "2026-10001"


def test_the_openapi_document_names_the_operations(office: Office) -> None:
    paths = Client().get("/api/openapi.json").json()["paths"]
    assert "/api/commitments/{number}/actions/{action}" in paths and len(paths) == 3
