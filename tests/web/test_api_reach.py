"""What people can do on the pages, programs can do: each page has its operations, and each part of them works."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import URLPattern
from python_calamine import CalamineWorkbook
from tests.web.calling import caller, do, post, put
from tests.web.conftest import NOW, Office
from tests.web.test_bulletin import march
from tests.web.test_report_desk import sent, task
from tests.web.test_report_to_issue import assigned, opened

from luoshi.web.actions import heads
from luoshi.web.actions.daily import tick
from luoshi.web.actions.heads import sign_day
from luoshi.web.actions.reports import take
from luoshi.web.actions.verify import verify
from luoshi.web.api.service import api
from luoshi.web.models import Commitment, MonthEnd, NoticeRow, OfficeEvent, SavedView, StoredReport
from luoshi.web.pages.office import ACTS, PAGES
from luoshi.web.signing import signed
from luoshi.web.urls import urlpatterns

__all__ = ["march"]

# Each page, and the operations that give its data and do its acts; in words, why there is none.
DONE_BY = {
    "mine": "own.waiting own.notices supervision.slips supervision.obstacles",
    "notices": "own.notices", "read": "own.reading own.reading_one", "slips": "supervision.slips",
    "slip": "acting.acting", "slip-sheet": "commitments.commitment", "slip-answer": "acting.acting",
    "bulletins": "bulletins.issued bulletins.periods",
    "bulletin": "bulletins.written bulletins.writing bulletins.filling bulletins.issuing",
    "bulletin-draft": "bulletins.draft", "bulletin-issued": "bulletins.issued_file", "overview": "own.overview",
    "ledger": "commitments.commitments views.listed", "new": "acting.opening rulebook.schemes office.leaders",
    "save-view": "views.saving", "change-view": "views.changing views.deleting",
    "on-chosen": "acting.acting_on_many acting.reassigning_many",
    "export-xlsx": "commitments.as_xlsx", "export-csv": "commitments.as_csv", "commitment": "commitments.commitment",
    "do": "acting.acting", "source": "commitments.source", "restrict": "acting.restricting office.let_in",
    "obstacle": "acting.acting", "parts": "acting.handing_down", "evidence": "commitments.piece",
    "obstacles": "supervision.obstacles", "reports": "reports.reports reports.taking",
    "desk": "reports.report reports.text", "decide": "desk.deciding", "open": "desk.opening_tasks",
    "task": "reports.report desk.decided", "open-one": "desk.opening_task", "reconcile": "reports.reconciliation",
    "table": "table.looking table.taking", "way": "reports.before_issue", "together": "acting.acting_on_many",
    "original": "reports.original", "office": "a way to the first of an officer's pages",
    "office-verify": "audit.verify", "office-heads": "audit.taking_heads audit.heads audit.head",
    "tokens": "own.own_tokens", "revoke": "own.revoking", "login": "a token is the login of a program",
    "logout": "own.revoking", "password": "a program has none", "post": "a token is of one post",
    "language": "each answer is in both",
    "reassign": "acting.reassigning office.units office.leaders",
    "office-page:units": "office.units", "office-page:posts": "office.posts", "office-page:people": "office.people",
    "office-page:calendar": "office.calendar", "office-page:schemes": "rulebook.schemes rulebook.scheme",
    "office-page:backup": "office.backups", "office-page:logins": "office.logins", "office-page:roles": "office.roles",
    "office-page:log": "audit.log", "office-page:verify": "audit.log",
    "office-do:unit": "office.new_unit office.change_unit", "office-do:post": "office.new_post office.change_post",
    "office-do:person": "office.new_person office.change_person", "office-do:hold": "office.hold",
    "office-do:leave": "office.leave", "office-do:calendar": "office.change_calendar",
    "office-do:scheme": "rulebook.taking_scheme", "office-do:retire": "rulebook.retiring_scheme",
    "office-do:backup": "office.back_up", "office-do:reset": "office.reset", "office-do:unlock": "office.unlock",
    "office-do:end-sessions": "office.end_sessions", "office-do:role": "office.change_role",
}  # fmt: skip


def test_every_page_has_its_operations_and_every_operation_its_page() -> None:
    names = {one.name for one in urlpatterns if isinstance(one, URLPattern)} - {"office-page", "office-do"}
    names |= {f"office-page:{name}" for name in PAGES} | {f"office-do:{name}" for name in ACTS}
    assert set(DONE_BY) == names
    paths = api.get_openapi_schema(path_prefix="/api/")["paths"]
    operations = {one["operationId"] for methods in paths.values() for one in methods.values()}
    named = {word for words in DONE_BY.values() for word in words.split() if "." in word and "?" not in word}
    assert named <= operations and operations - named == {"own.me"}


def test_a_view_is_kept_changed_shared_and_deleted_by_a_program(office: Office) -> None:
    red = office.in_hand()
    boss, viewer = caller(office, "supervisor"), caller(office, "viewer")
    made = post(boss, "views", {"name": " 红 灯 ", "query": "year=2026&colour=green", "shared": True})
    assert made.status_code == 201, made.json()
    view = made.json()
    assert (view["name"], view["query"], view["own"]) == ("红 灯", "colour=green&year=2026", True)
    [seen] = viewer.get("/api/views").json()
    assert seen == view | {"own": False}
    assert viewer.get(f"/api/commitments?{seen['query'].replace('2026', str(red.year or 2026))}").status_code == 200
    assert "红 灯" in office.browser("viewer").get("/ledger/").content.decode()
    assert put(viewer, f"views/{view['id']}", {"name": "我的", "shared": False}).status_code == 404
    changed = put(boss, f"views/{view['id']}", {"name": "绿灯", "shared": False}).json()
    assert (changed["name"], changed["shared"]) == ("绿灯", False) and viewer.get("/api/views").json() == []
    assert boss.delete(f"/api/views/{view['id']}").json()["zh"] == "视图“绿灯”已删除"
    assert boss.delete(f"/api/views/{view['id']}").status_code == 404 and not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("who", "body", "status", "said"),
    [("viewer", {"name": "", "query": "colour=red"}, 422, "请给视图起个名字"),
     ("viewer", {"name": "红", "query": "color=red"}, 422, "query 里不认识“color”"),
     ("viewer", {"name": "红", "query": "colour=pink"}, 422, "colour"),
     ("viewer", {"name": "红", "query": "&"}, 422, "没有筛选条件"),
     ("viewer", {"name": "红", "query": "colour=red", "shared": True}, 403, "共享视图要由督查员来做"),
     ("auditor", {"name": "红", "query": "colour=red"}, 403, "要由")],
)  # fmt: skip
def test_a_view_that_cannot_be_kept_is_refused(
    office: Office, who: str, body: dict[str, Any], status: int, said: str
) -> None:
    answer = post(caller(office, who), "views", body)
    assert answer.status_code == status and said in answer.json()["zh"], answer.json()
    assert not SavedView.objects.exists()


def test_a_token_that_only_reads_keeps_no_view_and_one_that_acts_does(office: Office) -> None:
    body = {"name": "红", "query": "colour=red"}
    answer = post(caller(office, "handler", "read"), "views", body)
    assert answer.status_code == 403 and "没有“本人”（own）权限" in answer.json()["zh"]
    assert post(caller(office, "handler", "act"), "views", body).status_code == 201


def test_the_list_is_taken_away_as_on_the_page_under_the_same_filters(office: Office) -> None:
    one, other = office.in_hand(), office.commitment(lead=office.units["教育"])
    client, page = caller(office, "supervisor"), office.browser("supervisor")
    query = f"lead={office.units['水务'].pk}"
    given = client.get(f"/api/commitments.csv?{query}")
    words = b"".join(given.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert one.number in words and other.number not in words
    assert words.encode("utf-8-sig") == b"".join(page.get(f"/ledger/export.csv?{query}").streaming_content)  # type: ignore[attr-defined]
    assert given["Content-Disposition"].startswith("attachment") and given["Content-Type"].startswith("text/csv")
    book = client.get(f"/api/commitments.xlsx?{query}")
    content = io.BytesIO(b"".join(book.streaming_content))  # type: ignore[attr-defined]
    cells = [cell for row in CalamineWorkbook.from_object(content).get_sheet_by_index(0).to_python() for cell in row]
    assert one.number in cells and other.number not in cells
    blind = caller(office, "outsider").get("/api/commitments.csv")
    assert one.number not in b"".join(blind.streaming_content).decode()  # type: ignore[attr-defined]
    for query in ("color=red", "page=2"):
        answer = client.get(f"/api/commitments.xlsx?{query}")
        assert answer.status_code == 422 and query.partition("=")[0] in answer.json()["en"]


def test_the_desk_takes_nodes_and_tells_who_decided_meanwhile(office: Office) -> None:
    boss = caller(office, "supervisor")
    report = take(office.cast["supervisor"], sent())[0]
    [name] = assigned(office, report, "改造老旧小区")
    path = f"reports/{report.pk}/decisions"
    late = post(boss, path, {"deed": "reject", "tasks": [name], "seen": 0})
    assert late.status_code == 409 and [row["deed"] for row in late.json()["decisions"]] == ["assign", "accept"]
    nodes = [{"day": "2026-06-30", "much": "50%", "words": "过半"}, {"day": "2026-12-31", "much": "100%"}]
    assert post(boss, path, {"deed": "assign", "tasks": [name], "nodes": nodes, "seen": 2}).status_code == 200
    [number] = post(boss, f"reports/{report.pk}/open", {"tasks": [name]}).json()["done"]
    found = boss.get(f"/api/commitments/{number}").json()["nodes"]
    assert [(node["day"], node["much"], node["words"], node["passed"]) for node in found] == [
        ("2026-06-30", "50%", "过半", False), ("2026-12-31", "100%", "", False),
    ]  # fmt: skip
    wrong = post(boss, path, {"deed": "assign", "tasks": [name], "nodes": [{"day": "2026-06-30", "much": "一半"}]})
    assert wrong.status_code == 422 and "写 30% 或一个数，不是“一半”" in wrong.json()["zh"]


def test_a_form_with_a_part_that_is_not_known_is_refused(office: Office) -> None:
    boss = caller(office, "supervisor")
    answer = post(boss, "reports", {"plase": "澄川市"}, file=sent())
    assert answer.status_code == 422 and "不认识“plase”，可以有：file、place、year" in answer.json()["zh"]
    assert not StoredReport.objects.exists()
    pk = post(boss, "reports", {}, file=sent()).json()["id"]
    answer = post(boss, f"reports/{pk}/table/look", {"sheet": "1"}, file=sent())
    assert answer.status_code == 422 and "sheet: expected file" in answer.json()["en"]


@pytest.mark.parametrize("day", ["0", "2026-02-30", "20260301"])
def test_a_day_that_is_none_is_no_day_of_1970(office: Office, day: str) -> None:
    answer = caller(office, "auditor").get(f"/api/heads/{day}")
    assert answer.status_code == 422 and "day" in answer.json()["en"]


def test_the_words_of_a_commitment_are_shown_in_place_and_spans_count_in_the_text(office: Office) -> None:
    report = take(office.cast["supervisor"], sent())[0]
    [one] = opened(office, report, "改造老旧小区")
    found = caller(office, "head").get(f"/api/commitments/{one.number}/source").json()
    runs = [run for paragraph in found["paragraphs"] for run in paragraph["runs"]]
    assert "".join(run["words"] for run in runs if run["quoted"]) == one.quote
    assert (found["report"], found["sha256"]) == (report.name, report.sha256)
    assert any(not run["quoted"] for run in runs)
    by_hand = office.commitment()
    assert caller(office, "head").get(f"/api/commitments/{by_hand.number}/source").status_code == 404
    assert caller(office, "outsider").get(f"/api/commitments/{one.number}/source").status_code == 404
    boss = caller(office, "supervisor")
    text = boss.get(f"/api/reports/{report.pk}/text").json()["text"]
    tasks = boss.get(f"/api/reports/{report.pk}").json()["tasks"]
    own = next(row for row in tasks if row["id"] == task(StoredReport.objects.get(), "改造老旧小区"))
    assert "".join(text[start:end] for start, end in own["spans"]) == own["quote"]


def test_a_commitment_tells_of_its_slips_and_who_oversees_what_is_called_for(
    office: Office, today: Callable[[dt.datetime], None]
) -> None:
    one = office.in_hand()
    today(NOW + dt.timedelta(days=60))
    tick(NOW + dt.timedelta(days=60))
    boss, head = caller(office, "supervisor"), caller(office, "head")
    called = boss.get(f"/api/commitments/{one.number}").json()["slips_proposed"]
    assert called and called[-1]["reasons"][0]["zh"]
    assert head.get(f"/api/commitments/{one.number}").json()["slips_proposed"] == []
    slip = called[-1]
    answer = do(caller(office, slip["signs"]), one, f"slip:{slip['slip']}", words="请办")
    assert answer.status_code == 200, answer.json()
    [out] = head.get(f"/api/commitments/{one.number}").json()["slips_issued"]
    assert (out["slip"], out["event"], out["answered_at"], out["overdue"]) == (slip["slip"], 5, None, False)


def test_the_lists_behind_the_overviews_figures_are_those_of_the_api(office: Office) -> None:
    """Those without a unit or a heading, too: `lead=-`."""
    office.commitment(year=2026)
    alone = office.commitment(year=2026, lead=None)
    boss = caller(office, "supervisor")
    found = boss.get("/api/overview?year=2026").json()
    for group in (*found["by_unit"], *found["by_heading"], *found["by_scheme"], *found["lights"]):
        listed = boss.get(f"/api/commitments?{group['query']}").json()
        assert listed["count"] == group.get("total", group.get("count")), group
    assert [one["number"] for one in boss.get("/api/commitments?lead=-").json()["items"]] == [alone.number]


def test_obstacles_are_narrowed_by_kind_and_by_who_is_asked(office: Office) -> None:
    asked = {"coordination": "用地未移交", "coordinate_with": "市教育局", "obstacle": "用地"}
    one = office.do("handler", office.in_hand(), "report", summary="好", **asked)
    two = office.do("handler", office.in_hand(), "report", summary="好", coordination="没有钱", obstacle="资金")
    boss, unit = caller(office, "supervisor"), office.units["教育"].pk

    def found(query: str) -> list[str]:
        return [row["number"] for row in boss.get(f"/api/obstacles?{query}").json()["items"]]

    assert sorted(found("")) == [one.number, two.number]
    assert (found("kind=用地"), found(f"unit={unit}"), found("unit=-"), found("kind=-")) == (
        [one.number], [one.number], [two.number], [],
    )  # fmt: skip
    assert boss.get("/api/obstacles?unit=x").status_code == 422


def test_the_posts_that_can_be_let_in_are_told_to_who_restricts(office: Office) -> None:
    boss, one = caller(office, "supervisor"), office.in_hand()
    posts = boss.get("/api/posts").json()
    assert {row["role"] for row in posts} == {"handler", "head", "leader", "viewer"}
    own = [row["id"] for row in posts if row["role"] == "handler"]
    answer = post(boss, f"commitments/{one.number}/restriction", {"seen": 4, "posts": own, "why": "涉密"})
    assert answer.status_code == 200 and len(answer.json()["restricted"]) == 1


def test_one_action_on_many_says_why(office: Office) -> None:
    one = office.do("head", office.in_hand(), "apply", files=1, result="好")
    body = {"chosen": [{"number": one.number, "seen": one.events_count}], "fields": {"reason": "再核"}, "why": "例会"}
    assert post(caller(office, "supervisor"), "commitments/actions/return", body).json()["done"] == [one.number]
    assert Commitment.objects.get().events.last().link(str(one.uid)).event.why == "例会"


@pytest.mark.parametrize("action", ["restrict", "no-such", "open"])
def test_what_is_no_action_of_a_scheme_is_done_to_none_of_many(office: Office, action: str) -> None:
    """To restrict is an act of its own, with posts: as a mere event it would lift what it does not say."""
    boss, one = caller(office, "supervisor"), office.in_hand()
    one.restricted.add(office.cast["handler"].post)  # type: ignore[arg-type]
    body = {"chosen": [{"number": one.number, "seen": 4}, {"number": "2020-0001", "seen": 1}], "why": "例会"}
    answer = post(boss, f"commitments/actions/{action}", body).json()
    assert answer["done"] == []
    assert [row["zh"] for row in answer["refused"]] == ["它的方案里没有这个动作", "没有这件事，或不在您的权限内"]
    assert Commitment.objects.get().events_count == 4


def test_many_are_given_to_another_unit(office: Office) -> None:
    boss, one, two = caller(office, "supervisor"), office.in_hand(), office.in_hand()
    chosen = [{"number": one.number, "seen": 4}, {"number": two.number, "seen": 1}]
    body = {"chosen": chosen, "lead": office.units["教育"].pk, "why": "机构改革"}
    answer = post(boss, "commitments/actions/reassign", body).json()
    assert answer["done"] == [one.number] and [row["name"] for row in answer["refused"]] == [two.number]
    assert [c.lead.name for c in Commitment.objects.order_by("number")] == ["市教育局", "市水务局"]  # type: ignore[union-attr]


def test_a_month_is_told_in_figures_drafted_and_issued_by_a_program(march: Office) -> None:
    boss, viewer = caller(march, "supervisor"), caller(march, "viewer")
    month = {"year": 2026, "month": 3, "begun": False, "issued": False}
    MonthEnd.objects.all().delete()
    assert not boss.get("/api/bulletins/2026/3").json()["figures"]["complete"]
    assert "条月末数据" in post(boss, "bulletins/fill").json()["zh"]
    assert month in boss.get("/api/bulletins/months").json()
    found = boss.get("/api/bulletins/2026/3").json()
    figures = found["figures"]
    assert figures["complete"] and figures["total"] == figures["done"] + sum(one["count"] for one in figures["lights"])
    assert {row["name"]: row["done"] for row in figures["units"]} == {"市水务局": 1, "市教育局": 1}
    assert figures["summary"].startswith("截至") and figures["in_time"]["denominator"] == "2"
    draft = boss.get("/api/bulletins/2026/3/draft")
    assert draft.content.startswith(b"PK") and draft["Content-Disposition"].startswith("attachment")
    assert viewer.get("/api/bulletins/2026/3/draft").status_code == 403
    assert put(boss, "bulletins/2026/3", {"title": "三月"}).status_code == 200
    made = post(boss, "bulletins/2026/3/issue", {"document": "澄政督〔2026〕1号"})
    assert made.status_code == 201 and made.json()["title"] == "三月"
    assert month | {"begun": True, "issued": True} in boss.get("/api/bulletins/months").json()
    issued = viewer.get(f"/api/bulletins/{made.json()['id']}/file")
    assert b"".join(issued.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert boss.get("/api/bulletins/2026/12").status_code == 404


def test_the_heads_are_taken_as_verify_takes_them_and_that_goes_into_the_log(office: Office) -> None:
    office.in_hand()
    sign_day(dt.date(2026, 3, 1))
    answer = post(caller(office, "auditor"), "office/heads")
    key, kept = heads.read(answer.content.decode())
    assert [signed(key, f"{one['day']} {one['head']}", one["signature"]) for one in kept] == [True]
    assert OfficeEvent.objects.last().action == "heads" and list(verify()) == []  # type: ignore[union-attr]


def test_the_year_tells_how_it_went_month_by_month(march: Office) -> None:
    tick(dt.datetime(2026, 4, 10))
    trend = caller(march, "viewer").get("/api/overview?year=2026").json()["trend"]
    assert [(one["month"], one["now"]) for one in trend][-1] == (4, True)
    assert trend[-1]["counts"]["done"] == 2


def test_a_notice_of_another_post_is_not_there(office: Office) -> None:
    one, post_held = office.in_hand(), office.cast["head"].post
    row = NoticeRow.objects.create(commitment=one, post=post_held, key="late:x", zh="逾期", en="late", at=NOW)
    assert post(caller(office, "handler"), f"notices/{row.pk}/read").status_code == 404
    assert post(caller(office, "head"), f"notices/{row.pk}/read").status_code == 200
    row.refresh_from_db()
    assert row.read_at == NOW
