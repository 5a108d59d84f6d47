"""The API: tokens, every role on every action through page and API alike, changes by others, bad input."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client
from pydantic import BaseModel
from tests.web.calling import caller, do, post, put
from tests.web.conftest import NOW, Office
from tests.web.test_report_desk import sent, task
from tests.web.test_report_tables import ROWS, xlsx
from tests.web.test_safekeeping import run
from tests.web.test_who_may import SEES

from luoshi.ledger.chain import day_sum
from luoshi.web.actions import tokens
from luoshi.web.actions.daily import tick
from luoshi.web.actions.heads import sign_day
from luoshi.web.actions.verify import verify
from luoshi.web.api.service import SUBJECTS, acting
from luoshi.web.models import Commitment, StoredReport, Token
from luoshi.web.signing import signed


def test_a_token_is_made_on_the_page_shown_once_and_kept_as_a_hash(office: Office) -> None:
    browser = office.browser("handler")
    page = browser.post("/tokens", {"name": "对接", "scope": "act"}).content.decode()
    shown = page.partition("<code>")[2].partition("</code>")[0]
    assert shown.startswith("luoshi_") and shown not in browser.get("/tokens").content.decode()
    assert shown not in str(Token.objects.values_list())
    client = Client(headers={"authorization": f"Bearer {shown}"})
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


@pytest.mark.parametrize(
    ("who", "has", "lacks"),
    [("supervisor", ("read",), "act"), ("supervisor", ("act",), "report"), ("sysadmin", ("read",), "office")],
)
def test_a_token_does_what_its_scopes_say_and_the_refusal_names_the_one_that_is_missing(
    office: Office, who: str, has: tuple[str, ...], lacks: str
) -> None:
    one = office.commitment()
    client = caller(office, who, *has)
    answer = {
        "act": lambda: do(client, one, "assign", matter="一般"),
        "report": lambda: post(client, "reports/1/open", {"tasks": ["x"]}),
        "office": lambda: client.get("/api/office/people"),
    }[lacks]()
    name = tokens.SCOPES[lacks].name.zh
    assert answer.status_code == 403 and f"没有“{name}”（{lacks}）权限" in answer.json()["zh"]
    assert Commitment.objects.get().events_count == 1


@pytest.mark.parametrize(
    ("who", "wanted", "said"),
    [("viewer", "act", "没有“办理”权限；可以有：查阅、本人"),
     ("handler", "report", "没有“报告台”权限；可以有：查阅、本人、办理"),
     ("supervisor", "office", "没有“台账管理”权限"), ("auditor", "act", "没有“办理”权限；可以有：查阅、台账管理"),
     ("supervisor", "everything", "没有“everything”权限")],
)  # fmt: skip
def test_a_token_never_gets_more_than_the_post_has(office: Office, who: str, wanted: str, said: str) -> None:
    answer = office.browser(who).post("/tokens", {"name": "对接", "scope": wanted})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Token.objects.exists()


def test_a_post_that_loses_its_role_takes_its_tokens_scopes_with_it(office: Office) -> None:
    client, post_held = caller(office, "supervisor"), office.cast["supervisor"].post
    assert client.get("/api/me").json()["scopes"] == ["read", "own", "act", "report"]
    assert post_held is not None
    post_held.role = "viewer"
    post_held.save()
    assert client.get("/api/me").json() == {
        "name": "supervisor某", "post": "市政府办公室supervisor", "role": "viewer", "scopes": ["read", "own"],
    }  # fmt: skip


@pytest.mark.parametrize("who", SEES)
def test_the_api_shows_what_the_pages_show(office: Office, who: str) -> None:
    one = office.in_hand()
    client = caller(office, who)
    assert client.get(f"/api/commitments/{one.number}").status_code == SEES[who]
    assert client.get("/api/commitments").json()["count"] == (SEES[who] == 200)


def test_a_commitment_is_opened_and_acted_on_with_evidence_by_a_program(office: Office) -> None:
    boss = caller(office, "supervisor")
    lead, leader = office.units["水务"].pk, office.cast["leader"].post
    assert leader is not None
    given = {"scheme": "13710", "title": "修桥", "fields": {"matter": "一般"}, "lead": lead, "leader": leader.pk}
    made = post(boss, "commitments", given)
    assert made.status_code == 201, made.json()
    assert made.json()["allowed"][0]["id"] == "assign"
    one = Commitment.objects.get(number=made.json()["number"])
    assert do(boss, one, "assign", matter="一般").status_code == 200
    for step in ("deploy", "feedback"):
        one.refresh_from_db()
        assert do(caller(office, "handler"), one, step, summary="好").status_code == 200
    file = SimpleUploadedFile("验收.pdf", b"%PDF-1.7")
    path = f"commitments/{one.number}/actions/apply"
    answer = post(caller(office, "head"), path, {"seen": 4, "fields": '{"result": "好"}'}, evidence=file).json()
    assert answer["seen"] == 5 and len(answer["events"][-1]["event"]["evidence"]) == 1
    piece = answer["evidence"][0]
    assert (piece["name"], piece["size"], piece["by"]) == ("验收.pdf", 8, "head某")
    got = boss.get(f"/api/commitments/{one.number}/evidence/{piece['sha256']}")
    assert b"".join(got.streaming_content) == b"%PDF-1.7"
    assert got["Content-Disposition"].startswith("attachment") and got["X-Content-Type-Options"] == "nosniff"
    assert list(verify()) == []


def test_one_answer_says_where_it_stands_and_why(office: Office, today: Callable[[dt.datetime], None]) -> None:
    one = office.in_hand()
    today(NOW + dt.timedelta(days=60))
    answer = caller(office, "head").get(f"/api/commitments/{one.number}").json()
    assert answer["lit"]["colour"] == "red" and "到期" in answer["lit"]["reasons"][0]["zh"]
    assert [clock["id"] for clock in answer["clocks"] if clock["overdue"]]
    assert answer["facts"]["summary"] == "已进场"
    assert {"id": "report", "needs": ["summary"]}.items() <= next(
        action for action in answer["allowed"] if action["id"] == "report"
    ).items()


def test_one_action_on_many_does_each_wholly_or_not_at_all(office: Office) -> None:
    first, second, other = office.in_hand(), office.in_hand(), office.commitment(lead=office.units["教育"])
    chosen = [{"number": first.number, "seen": 4}, {"number": second.number, "seen": 3},
              {"number": other.number, "seen": 1}]  # fmt: skip
    body = {"chosen": chosen, "fields": {"summary": "按计划"}}
    answer = post(caller(office, "handler"), "commitments/actions/report", body).json()
    assert answer["done"] == [first.number]
    assert [(one["name"], one["zh"][:4]) for one in answer["refused"]] == [
        (second.number, "刚有变化"), (other.number, "没有这件")
    ]  # fmt: skip
    body["fields"] = {"summary": "好", "percent": "大半"}
    answer = post(caller(office, "handler"), "commitments/actions/report", body)
    assert answer.status_code == 422 and "percent" in answer.json()["zh"]
    assert Commitment.objects.get(pk=first.pk).events_count == 5


def test_a_part_is_handed_down_and_stands_in_the_whole(office: Office) -> None:
    whole = office.in_hand()
    given = {"title": "西段", "lead": office.units["教育"].pk, "target": "12.5", "due": "2026-03-20", "seen": 0}
    made = post(caller(office, "supervisor"), f"commitments/{whole.number}/parts", given)
    assert made.status_code == 201, made.json()
    assert (made.json()["parent"], made.json()["facts"]["target"]) == (whole.number, "12.5")
    seen = caller(office, "head").get(f"/api/commitments/{whole.number}").json()
    assert [part["title"] for part in seen["parts"]] == ["西段"] and seen["sum"]["count"] == 1
    Commitment.objects.get(number=made.json()["number"]).restricted.add(office.cast["outsider"].post)  # type: ignore[arg-type]
    assert caller(office, "head").get(f"/api/commitments/{whole.number}").json()["parts"] == []
    answer = post(caller(office, "supervisor"), f"commitments/{whole.number}/parts", given | {"title": "再来"})
    assert answer.status_code == 409 and [part["title"] for part in answer.json()["parts"]] == ["西段"]
    assert whole.parts.count() == 1
    given |= {"due": "2026-02-30", "seen": 1}
    answer = post(caller(office, "supervisor"), f"commitments/{whole.number}/parts", given)
    said = answer.json()["zh"]
    assert answer.status_code == 422 and "due" in said and "没有这一天" in said


def test_a_report_goes_from_upload_to_issue_by_programs(office: Office) -> None:
    boss, leader = caller(office, "supervisor"), office.cast["leader"].post
    assert leader is not None
    made = post(boss, "reports", {"place": "澄川市"}, file=sent())
    assert made.status_code == 201 and made.json()["year"] == 2026
    pk, tasks = made.json()["id"], made.json()["tasks"]
    assert post(boss, "reports", {}, file=sent("又一份.txt")).status_code == 200
    assert [row["id"] for row in boss.get("/api/reports").json()] == [pk]
    row = StoredReport.objects.get()
    name = task(row, "改造老旧小区")
    own = next(one for one in tasks if one["id"] == name)
    assert own["standing"] == "open" and own["figures"] and own["quote"] in row.report.text

    def decide(**body: Any) -> Any:
        return post(boss, f"reports/{pk}/decisions", body)

    assert decide(deed="assign", tasks=[name], scheme=office.schemes["key-task"].pk, lead=office.units["水务"].pk,
                  leader=leader.pk, seen=0).json()["zh"] == "1 项已定责任"  # fmt: skip
    late = decide(deed="edit", task=name, title="改造老旧小区", seen=0)
    assert late.status_code == 409 and late.json()["decisions"][0]["deed"] == "assign"
    assert decide(deed="accept", tasks=[name]).status_code == 200
    assert decide(deed="undo", number=2).status_code == 200
    left = post(boss, f"reports/{pk}/open", {"tasks": [name]}).json()
    assert left["done"] == [] and left["refused"][0]["zh"] == "还没有接受，不能立项"
    decide(deed="accept", tasks=[name])
    assert [d["undone"] for d in boss.get(f"/api/reports/{pk}/decisions").json()] == [False, True, False, False]
    assert boss.get(f"/api/reports/{pk}/reconciliation").json()["waiting"] == [name]
    [number] = post(boss, f"reports/{pk}/open", {"tasks": [name]}).json()["done"]
    stage = boss.get(f"/api/reports/{pk}/way").json()["stages"][0]
    assert [step["number"] for step in stage["steps"]] == [number] and "consult" in stage["actions"]
    chosen = {"chosen": [{"number": number, "seen": 1}]}
    assert post(boss, "commitments/actions/consult", chosen).json()["done"] == [number]
    assert boss.get(f"/api/reports/{pk}/original").getvalue() == sent().read()  # type: ignore[attr-defined]


def test_a_breakdown_table_is_looked_at_and_taken_by_rows(office: Office) -> None:
    boss = caller(office, "supervisor")
    pk = post(boss, "reports", {}, file=sent()).json()["id"]
    file = SimpleUploadedFile("分解.xlsx", xlsx(*ROWS))
    looked = post(boss, f"reports/{pk}/table/look", {}, file=file).json()
    assert [row["at"] for row in looked["good"]] == ["分解表!3"] and looked["good"][0]["said"]["due"] == "2026-10-31"
    assert {"cell": "分解表!C6", "words": "新增学位8000个"}.items() <= looked["bad"][2].items()
    taken = post(boss, f"reports/{pk}/table/take", {"kept": looked["kept"]}).json()
    assert taken["taken"] == 1 and len(taken["bad"]) == len(looked["bad"]) == 7
    answer = post(boss, f"reports/{pk}/table/take", {"kept": looked["kept"] + "x"})
    assert answer.status_code == 422 and answer.json()["zh"] == "请重新选文件"


def test_the_officers_do_their_part_by_programs_as_on_their_pages(office: Office) -> None:
    system, security, auditor = (caller(office, who) for who in ("sysadmin", "secadmin", "auditor"))
    assert post(system, "office/units", {"name": "市民政局", "department": "民政"}).status_code == 200
    unit = next(one for one in system.get("/api/units").json() if one["name"] == "市民政局")
    assert put(system, f"office/units/{unit['id']}", {"name": "市民政事务局", "order": 3}).status_code == 200
    post(system, "office/posts", {"unit": unit["id"], "title": "承办科室"})
    post(system, "office/people", {"username": "minzheng", "name": "何民政"})
    held = next(one for one in system.get("/api/office/posts").json() if one["title"] == "承办科室")
    person = next(one for one in system.get("/api/office/people").json() if one["username"] == "minzheng")
    answer = post(system, "office/holdings", {"post": held["id"], "person": person["id"]})
    assert answer.json()["zh"] == "何民政自 2026-03-02 起任“市民政事务局承办科室”"
    assert put(security, f"office/roles/{held['id']}", {"role": "handler"}).status_code == 200
    roles = security.get("/api/office/roles").json()
    assert {"post": held["id"], "name": "市民政事务局承办科室", "role": "handler"} in roles
    answer = post(security, f"office/logins/{person['id']}/reset").json()
    assert Client().login(request=HttpRequest(), username="minzheng", password=answer["password"])
    [holding] = next(one for one in system.get("/api/office/posts").json() if one["id"] == held["id"])["holdings"]
    assert post(system, f"office/holdings/{holding['id']}/end", {"until": "2026-03-31"}).status_code == 200
    log = auditor.get("/api/office/log").json()
    assert [row["event"]["action"] for row in reversed(log["items"])] == [
        "unit", "unit", "post", "person", "hold", "role", "reset", "login", "leave",
    ]  # fmt: skip
    assert answer["password"] not in str(log)
    assert auditor.get("/api/office/log?act=reset").json()["count"] == 1
    assert post(auditor, "office/verify").json() == {"faults": []}
    assert 2026 in system.get("/api/office/calendar").json()["years"]
    refused = put(system, "office/calendar", {"text": "不是表"})
    assert refused.status_code == 422 and "日历表不能用" in refused.json()["zh"]


def test_a_scheme_is_read_checked_and_retired_by_programs(office: Office) -> None:
    system, reader = caller(office, "sysadmin"), caller(office, "handler")
    listed = reader.get("/api/schemes").json()
    assert [one["scheme"] for one in listed] == ["13710", "key-task", "livelihood", "rectification"] or len(listed) > 1
    one = reader.get(f"/api/schemes/{office.schemes['13710'].pk}").json()
    assert one["actions"][0]["id"] == "assign" and one["text"].startswith("#") | ("[stage" in one["text"])
    assert post(system, "schemes", {"text": one["text"], "check": True}).json()["en"] == "nothing is wrong with 13710"
    wrong = post(system, "schemes", {"text": one["text"] + "\n[lihgt.x]\n"})
    assert wrong.status_code == 422 and "不认识的键 lihgt" in wrong.json()["zh"]
    assert post(system, f"schemes/{one['id']}/retire").status_code == 200
    answer = post(caller(office, "supervisor"), "commitments", {"scheme": "13710", "title": "事"})
    assert answer.status_code == 422 and answer.json()["zh"] == "没有方案“13710”"


def test_a_year_in_figures_is_what_the_overview_shows(office: Office) -> None:
    office.commitment(year=2026)
    found = caller(office, "head").get("/api/overview").json()
    assert (found["year"], found["total"], found["by_unit"][0]["name"]) == (2026, 1, "市水务局")
    rate = found["rates"][0]
    assert isinstance(rate["denominator"], str) and rate["scheme"] == "13710"
    assert caller(office, "auditor").get("/api/overview?year=2026").json()["total"] == 0


def test_the_head_of_a_day_can_be_checked_with_what_the_api_gives(office: Office) -> None:
    office.in_hand()
    sign_day(dt.date(2026, 3, 1))
    auditor = caller(office, "auditor")
    listed = auditor.get("/api/heads").json()
    day = auditor.get("/api/heads/2026-03-01").json()
    ends = [(end["chain"], end["events"], end["hash"], end["name"]) for end in day["ends"]]
    assert (
        day_sum(dt.date(2026, 3, 1), day["before"], ends, day["algorithm"]) == day["head"] == listed["heads"][0]["head"]
    )
    assert signed(listed["public_key"], f"2026-03-01 {day['head']}", day["signature"])


def test_notices_are_read_by_the_post_that_they_are_for(office: Office, today: Callable[[dt.datetime], None]) -> None:
    one = office.in_hand()
    later = NOW + dt.timedelta(days=60)
    today(later)
    tick(later)
    client = caller(office, "handler")
    told = client.get("/api/notices").json()["items"]
    assert len(told) > 1 and {row["number"] for row in told} == {one.number}
    assert caller(office, "outsider").get("/api/notices").json()["items"] == []
    first = told[0]["id"]
    assert post(client, f"notices/{first}/read").status_code == 200
    assert post(caller(office, "outsider"), f"notices/{first}/read").status_code == 404
    assert [row["id"] for row in client.get("/api/notices").json()["items"]] == [row["id"] for row in told[1:]]
    kinds = {row["kind"] for row in told}
    assert {row["kind"] for row in client.get("/api/notices?all=true&kind=late").json()["items"]} == kinds & {"late"}
    assert post(client, "notices/read").status_code == 200
    assert client.get("/api/notices").json()["count"] == 0
    assert client.get("/api/notices?all=true").json()["count"] == len(told)


def test_a_token_ends_itself_and_none_of_another(office: Office) -> None:
    client = caller(office, "viewer")
    [own] = client.get("/api/tokens").json()
    assert own["this"] and own["scopes"] == ["read", "own"]
    assert post(caller(office, "supervisor"), f"tokens/{own['id']}/revoke").status_code == 404
    assert post(client, f"tokens/{own['id']}/revoke").status_code == 200
    assert client.get("/api/tokens").status_code == 401


def test_what_changed_meanwhile_is_told_and_nothing_is_done(office: Office) -> None:
    one = office.in_hand()
    answer = do(caller(office, "handler"), one, "feedback", 3, summary="再报")
    assert answer.status_code == 409 and [row["number"] for row in answer.json()["events"]] == [4]
    assert Commitment.objects.get().events_count == 4


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [({"seen": 4, "fields": {"sumary": "x"}}, 422, "sumary: expected one of summary"),
     ({"seen": 4, "fields": {"summary": "a\0b"}}, 422, "fields.summary"), ({"fields": {}}, 422, "seen: Field required"),
     ({"seen": "4"}, 422, "seen: "), ({"seen": True}, 422, "seen: "), ({"seen": 10**30}, 422, "seen: "),
     ({"seen": 4, "sumary": ""}, 422, "sumary: Extra inputs"), ([], 422, "body"), ("{", 400, "cannot be read")],
)  # fmt: skip
def test_bad_bodies_are_refused_by_name(office: Office, body: Any, status: int, said: str) -> None:
    path = f"commitments/{office.in_hand().number}/actions/feedback"
    answer = post(caller(office, "handler"), path, body)
    assert answer.status_code == status and said in answer.json()["en"], answer.json()


@pytest.mark.parametrize(
    ("form", "said"),
    [({}, "seen"), ({"seen": "²"}, "seen"), ({"seen": "9" * 5000}, "seen"), ({"seen": "4", "sumary": "x"}, "sumary"),
     ({"seen": "4", "fields": "[]"}, "fields"),
     ({"seen": "4", "fields": '{"summary": "a\\u0000b"}'}, "fields.summary")],
)  # fmt: skip
def test_bad_forms_are_refused_by_name(office: Office, form: dict[str, str], said: str) -> None:
    path = f"commitments/{office.in_hand().number}/actions/feedback"
    answer = post(caller(office, "handler"), path, form, evidence=SimpleUploadedFile("a.pdf", b"%PDF"))
    assert answer.status_code == 422 and said in answer.json()["en"], answer.json()


@pytest.mark.parametrize(
    "query",
    [
        "year=²",
        "q=%00",
        "since=0",
        "until=2026-02-30",
        "lead=99999999999999999999",
        "page=-5",
        "colour=pink",
        "color=red",
    ],
)
def test_odd_filters_narrow_the_page_to_nothing_and_are_named_by_the_api(office: Office, query: str) -> None:
    office.in_hand()
    assert office.browser("viewer").get(f"/ledger/?{query}").status_code == 200
    answer = caller(office, "viewer").get(f"/api/commitments?{query}")
    assert answer.status_code == 422 and query.partition("=")[0] in answer.json()["en"]


def test_a_page_beyond_the_last_is_the_last(office: Office) -> None:
    office.in_hand()
    assert caller(office, "viewer").get("/api/commitments?page=99").json()["page"] == 1


def test_a_year_holds_more_than_9999_commitments(office: Office) -> None:
    assert [office.commitment(number=n).number for n in ("2026-9999", "2026-10000")][-1] == "2026-10000"
    assert office.commitment().number == "2026-10001"


def test_the_openapi_document_says_of_every_operation_what_it_asks_answers_and_refuses() -> None:
    document = Client().get("/api/openapi.json").json()
    operations = [one for path in document["paths"].values() for one in path.values()]
    assert len(operations) == len({one["operationId"] for one in operations}) > 50
    for one in operations:
        assert re.match(r"[\u4e00-\u9fff]+ [A-Z]", one["summary"]), one["summary"]
        assert one["x-scope"] in tokens.SCOPES and set(one["x-roles"]) <= set(tokens.SCOPES[one["x-scope"]].roles)
        assert {"401", "403", "422"} <= set(one["responses"]) and one["security"] == [{"Bearer": []}]
        for kind, body in one.get("requestBody", {}).get("content", {}).items():
            assert kind in ("application/json", "multipart/form-data") and body["schema"]


def test_no_two_shapes_of_the_openapi_document_have_one_name() -> None:
    """Ninja would keep the last of them for all."""
    named: dict[str, type] = {}
    for module in (*SUBJECTS, acting):
        for name, thing in vars(module).items():
            if isinstance(thing, type) and issubclass(thing, BaseModel):
                assert named.setdefault(name, thing) is thing, name


OLD = r"""
from luoshi.web.database import sqlite_version; sqlite_version()
import django; django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", "web", "0005_tokens", verbosity=0)
with connection.cursor() as cursor:
    cursor.execute("INSERT INTO web_user (id, password, is_superuser, username, first_name, last_name, email, is_staff,"
        " is_active, date_joined, name, language, sessions, must_change_password)"
        " VALUES (1, '', false, 'a', '', '', '', false, true, '2026-01-01', 'a', 'zh', 0, false)")
    cursor.execute('INSERT INTO web_unit (id, name, department, "order", active) VALUES (1, 1, 1, 0, true)')
    cursor.execute("INSERT INTO web_post (id, unit_id, title, role, active) VALUES (1, 1, 'p', 'supervisor', true)")
    for name, may in (("acts", "true"), ("reads", "false")):
        cursor.execute("INSERT INTO web_token (user_id, post_id, name, sha256, may_act, made_at, until)"
            f" VALUES (1, 1, '{name}', '{name}', {may}, '2026-01-01', '2027-01-01')")
call_command("migrate", verbosity=0)
from luoshi.web.models import Token
print(dict(Token.objects.values_list("name", "scopes")))
"""


def test_an_old_token_keeps_what_it_could_do_and_gets_no_more(tmp_path: Path) -> None:
    """0.1.0 knew tokens that acted on commitments, and others that read."""
    said = run(tmp_path, "-c", OLD)
    assert ast.literal_eval(said) == {"acts": "read act", "reads": "read"}
