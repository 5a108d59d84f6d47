"""Everybody on every page, on every operation of the API, on every action of every scheme."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, reverse
from tests.web.conftest import NOW, Office
from tests.web.matrix import WHO, answered, browser, complete, differing, program, read
from tests.web.test_report_desk import sent
from tests.web.test_report_tables import GOOD, xlsx
from tests.web.test_report_to_issue import assigned, opened

from luoshi.schemes import builtin, names
from luoshi.schemes.load import BUILTIN
from luoshi.web import backup
from luoshi.web.actions import bulletins, tokens, views
from luoshi.web.actions.commitments import act, keep, open_commitment
from luoshi.web.actions.daily import tick
from luoshi.web.actions.reports import take
from luoshi.web.actions.table import put_by
from luoshi.web.api.service import api
from luoshi.web.models import Commitment, Holding, NoticeRow, Post, Token
from luoshi.web.pages import office
from luoshi.web.urls import urlpatterns

PAGES = """
#                                 super leadr other head  handl outsd view  sys   sec   audit idle  nobdy
mine                         GET  200   200   200   200   200   200   200   302   302   302   200   302
mine                         POST 200   200   200   200   200   200   200   302   302   302   200   302
read                         GET  405   405   405   405   405   405   405   405   405   405   405   302
read                         POST 302+  302+  302   302+  302+  302+  302   302   302   302   302   302
overview                     GET  200   200   200   200   200   200   200   200   200   200   200   302
overview                     POST 200   200   200   200   200   200   200   200   200   200   200   302
ledger                       GET  200   200   200   200   200   200   200   200   200   200   200   302
ledger                       POST 200   200   200   200   200   200   200   200   200   200   200   302
new                          GET  200   403   403   403   403   403   403   403   403   403   403   302
new                          POST 302+  403   403   403   403   403   403   403   403   403   403   302
commitment                   GET  200   200   200   200   200   404   200   404   404   404   404   302
commitment                   POST 200   200   200   200   200   404   200   404   404   404   404   302
do                           GET  200   200   200   200   200   404   200   404   404   404   404   302
do                           POST 302+  302+  422   422   422   404   422   404   404   404   404   302
parts                        GET  405   405   405   405   405   405   405   405   405   405   405   302
parts                        POST 302+  422   422   422   422   302   422   302   302   302   302   302
evidence                     GET  200   200   200   200   200   404   200   404   404   404   404   302
evidence                     POST 200   200   200   200   200   404   200   404   404   404   404   302
reports                      GET  200   200   200   403   403   403   403   403   403   403   403   302
reports                      POST 302+  422   422   403   403   403   403   403   403   403   403   302
desk                         GET  200   200   200   404   404   404   404   404   404   404   404   302
desk                         POST 200   200   200   404   404   404   404   404   404   404   404   302
decide                       GET  405   405   405   405   405   405   405   405   405   405   405   302
decide                       POST 409   302   302   404   404   404   404   404   404   404   404   302
open                         GET  405   405   405   405   405   405   405   405   405   405   405   302
open                         POST 302+  302   302   404   404   404   404   404   404   404   404   302
task                         GET  200   200   200   404   404   404   404   404   404   404   404   302
task                         POST 200   200   200   404   404   404   404   404   404   404   404   302
open-one                     GET  405   405   405   405   405   405   405   405   405   405   405   302
open-one                     POST 302+  302   302   404   404   404   404   404   404   404   404   302
reconcile                    GET  200   200   200   404   404   404   404   404   404   404   404   302
reconcile                    POST 200   200   200   404   404   404   404   404   404   404   404   302
table                        GET  200   200   200   404   404   404   404   404   404   404   404   302
table                        POST 302+  422   422   404   404   404   404   404   404   404   404   302
way                          GET  200   200   200   404   404   404   404   404   404   404   404   302
way                          POST 200   200   200   404   404   404   404   404   404   404   404   302
together                     GET  405   405   405   405   405   405   405   405   405   405   405   302
together                     POST 302+  302   302   404   404   404   404   404   404   404   404   302
original                     GET  200   200   200   404   404   404   404   404   404   404   404   302
original                     POST 200   200   200   404   404   404   404   404   404   404   404   302
office                       GET  403   403   403   403   403   403   403   302   302   302   403   302
office                       POST 403   403   403   403   403   403   403   302   302   302   403   302
office-verify                GET  405   405   405   405   405   405   405   405   405   405   405   302
office-verify                POST 403   403   403   403   403   403   403   403   403   200+  403   302
tokens                       GET  200   200   200   200   200   200   200   200   200   200   200   302
tokens                       POST 200+  200+  200+  200+  200+  200+  200+  200+  200+  200+  422   302
revoke                       GET  405   405   405   405   405   405   405   405   405   405   405   302
revoke                       POST 302+  302   302   302   302   302   302   302   302   302   302   302
login                        GET  302   302   302   302   302   302   302   302   302   302   302   200
login                        POST 302   302   302   302   302   302   302   302   302   302   302   200+
logout                       GET  405   405   405   405   405   405   405   405   405   405   405   405
logout                       POST 302+  302+  302+  302+  302+  302+  302+  302+  302+  302+  302+  302
password                     GET  200   200   200   200   200   200   200   200   200   200   200   302
password                     POST 200   200   200   200   200   200   200   200   200   200   200   302
post                         GET  405   405   405   405   405   405   405   405   405   405   405   302
post                         POST 302   302   302   302   302   302   302   302   302   302   302   302
language                     GET  405   405   405   405   405   405   405   405   405   405   405   405
language                     POST 302   302   302   302   302   302   302   302   302   302   302   302
office-page:units            GET  403   403   403   403   403   403   403   200   403   403   403   302
office-page:units            POST 403   403   403   403   403   403   403   200   403   403   403   302
office-page:posts            GET  403   403   403   403   403   403   403   200   403   403   403   302
office-page:posts            POST 403   403   403   403   403   403   403   200   403   403   403   302
office-page:people           GET  403   403   403   403   403   403   403   200   403   403   403   302
office-page:people           POST 403   403   403   403   403   403   403   200   403   403   403   302
office-page:calendar         GET  403   403   403   403   403   403   403   200   403   403   403   302
office-page:calendar         POST 403   403   403   403   403   403   403   200   403   403   403   302
office-page:schemes          GET  403   403   403   403   403   403   403   200   403   403   403   302
office-page:schemes          POST 403   403   403   403   403   403   403   200   403   403   403   302
office-page:backup           GET  403   403   403   403   403   403   403   200   403   403   403   302
office-page:backup           POST 403   403   403   403   403   403   403   200   403   403   403   302
office-page:logins           GET  403   403   403   403   403   403   403   403   200   403   403   302
office-page:logins           POST 403   403   403   403   403   403   403   403   200   403   403   302
office-page:roles            GET  403   403   403   403   403   403   403   403   200   403   403   302
office-page:roles            POST 403   403   403   403   403   403   403   403   200   403   403   302
office-page:log              GET  403   403   403   403   403   403   403   403   403   200   403   302
office-page:log              POST 403   403   403   403   403   403   403   403   403   200   403   302
office-page:verify           GET  403   403   403   403   403   403   403   403   403   200   403   302
office-page:verify           POST 403   403   403   403   403   403   403   403   403   200   403   302
office-do:unit               GET  405   405   405   405   405   405   405   405   405   405   405   302
office-do:unit               POST 403   403   403   403   403   403   403   302+  403   403   403   302
office-do:post               GET  405   405   405   405   405   405   405   405   405   405   405   302
office-do:post               POST 403   403   403   403   403   403   403   302+  403   403   403   302
office-do:person             GET  405   405   405   405   405   405   405   405   405   405   405   302
office-do:person             POST 403   403   403   403   403   403   403   302+  403   403   403   302
office-do:hold               GET  405   405   405   405   405   405   405   405   405   405   405   302
office-do:hold               POST 403   403   403   403   403   403   403   302+  403   403   403   302
office-do:leave              GET  405   405   405   405   405   405   405   405   405   405   405   302
office-do:leave              POST 403   403   403   403   403   403   403   302+  403   403   403   302
office-do:calendar           GET  405   405   405   405   405   405   405   405   405   405   405   302
office-do:calendar           POST 403   403   403   403   403   403   403   302+  403   403   403   302
office-do:scheme             GET  405   405   405   405   405   405   405   405   405   405   405   302
office-do:scheme             POST 403   403   403   403   403   403   403   302+  403   403   403   302
office-do:retire             GET  405   405   405   405   405   405   405   405   405   405   405   302
office-do:retire             POST 403   403   403   403   403   403   403   302+  403   403   403   302
office-do:backup             GET  405   405   405   405   405   405   405   405   405   405   405   302
office-do:backup             POST 403   403   403   403   403   403   403   302+  403   403   403   302
office-do:reset              GET  405   405   405   405   405   405   405   405   405   405   405   302
office-do:reset              POST 403   403   403   403   403   403   403   403   200+  403   403   302
office-do:unlock             GET  405   405   405   405   405   405   405   405   405   405   405   302
office-do:unlock             POST 403   403   403   403   403   403   403   403   422   403   403   302
office-do:end-sessions       GET  405   405   405   405   405   405   405   405   405   405   405   302
office-do:end-sessions       POST 403   403   403   403   403   403   403   403   302+  403   403   302
office-do:role               GET  405   405   405   405   405   405   405   405   405   405   405   302
office-do:role               POST 403   403   403   403   403   403   403   403   302+  403   403   302
notices                      GET  200   200   200   200   200   200   200   302   302   302   200   302
notices                      POST 200   200   200   200   200   200   200   302   302   302   200   302
slips                        GET  200   200   200   200   200   200   200   302   302   302   200   302
slips                        POST 200   200   200   200   200   200   200   302   302   302   200   302
obstacles                    GET  200   200   200   200   200   200   200   200   200   200   200   302
obstacles                    POST 200   200   200   200   200   200   200   200   200   200   200   302
bulletins                    GET  200   200   200   200   200   200   200   302   302   302   200   302
bulletins                    POST 200   200   200   200   200   200   200   302   302   302   200   302
slip                         GET  403   200   403   403   403   403   403   404   404   404   404   302
slip                         POST 422   302+  422   422   422   422   422   404   404   404   404   302
slip-sheet                   GET  200   200   200   200   200   200   200   404   404   404   404   302
slip-sheet                   POST 200   200   200   200   200   200   200   404   404   404   404   302
slip-answer                  GET  403   403   403   200   403   403   403   404   404   404   404   302
slip-answer                  POST 422   422   422   302+  422   422   422   404   404   404   404   302
bulletin                     GET  200   200   200   403   403   403   403   403   403   403   403   302
bulletin                     POST 302+  422   422   403   403   403   403   403   403   403   403   302
bulletin-draft               GET  200   200   200   404   404   404   404   404   404   404   404   302
bulletin-draft               POST 200   200   200   404   404   404   404   404   404   404   404   302
bulletin-issued              GET  200   200   200   200   200   200   200   404   404   404   404   302
bulletin-issued              POST 200   200   200   200   200   200   200   404   404   404   404   302
save-view                    GET  405   405   405   405   405   405   405   405   405   405   405   302
save-view                    POST 302+  302+  302+  302+  302+  302+  302+  422   422   422   422   302
change-view                  GET  405   405   405   405   405   405   405   405   405   405   405   302
change-view                  POST 302+  422   422   422   422   422   422   422   422   422   422   302
export-xlsx                  GET  200   200   200   200   200   200   200   200   200   200   200   302
export-xlsx                  POST 200   200   200   200   200   200   200   200   200   200   200   302
export-csv                   GET  200   200   200   200   200   200   200   200   200   200   200   302
export-csv                   POST 200   200   200   200   200   200   200   200   200   200   200   302
on-chosen                    GET  405   405   405   405   405   405   405   405   405   405   405   302
on-chosen                    POST 302+  302+  422   422   422   200   422   200   200   200   200   302
source                       GET  200   200   200   200   200   404   404   404   404   404   404   302
source                       POST 200   200   200   200   200   404   404   404   404   404   404   302
restrict                     GET  405   405   405   405   405   405   405   405   405   405   405   302
restrict                     POST 302+  302   302   302   302   404   302   404   404   404   404   302
reassign                     GET  405   405   405   405   405   405   405   405   405   405   405   302
reassign                     POST 302+  302   302   302   302   404   302   404   404   404   404   302
obstacle                     GET  200   200   200   200   200   200   200   404   404   404   404   302
obstacle                     POST 302+  422   422   422   422   302+  422   404   404   404   404   302
office-heads                 GET  405   405   405   405   405   405   405   405   405   405   405   302
office-heads                 POST 403   403   403   403   403   403   403   403   403   200+  403   302
"""
OPERATIONS = """
#                                 super leadr other head  handl outsd view  sys   sec   audit idle  nobdy
own.me                       GET  200   200   200   200   200   200   200   200   200   200   401   401
own.own_tokens               GET  200   200   200   200   200   200   200   200   200   200   401   401
own.revoking                 POST 200+  404   404   404   404   404   404   404   404   404   401   401
own.notices                  GET  200   200   200   200   200   200   200   200   200   200   401   401
own.reading_one              POST 404   404   404   200+  404   404   404   403   403   403   401   401
own.reading                  POST 200+  200+  200   200+  200+  200+  200   403   403   403   401   401
own.waiting                  GET  200   200   200   200   200   200   200   403   403   403   401   401
own.overview                 GET  200   200   200   200   200   200   200   200   200   200   401   401
commitments.commitments      GET  200   200   200   200   200   200   200   200   200   200   401   401
commitments.as_xlsx          GET  200   200   200   200   200   200   200   403   403   403   401   401
commitments.as_csv           GET  200   200   200   200   200   200   200   403   403   403   401   401
commitments.source           GET  200   200   200   200   200   404   404   403   403   403   401   401
views.listed                 GET  200   200   200   200   200   200   200   403   403   403   401   401
views.saving                 POST 201+  201+  201+  201+  201+  201+  201+  403   403   403   401   401
views.changing               PUT  200+  404   404   404   404   404   404   403   403   403   401   401
views.deleting               DELETE 200+  404   404   404   404   404   404   403   403   403   401   401
bulletins.periods            GET  200   200   200   403   403   403   403   403   403   403   401   401
bulletins.draft              GET  200   200   200   403   403   403   403   403   403   403   401   401
bulletins.filling            POST 200   403   403   403   403   403   403   403   403   403   401   401
reports.text                 GET  200   200   200   403   403   403   403   403   403   403   401   401
office.let_in                GET  200   403   403   403   403   403   403   403   403   403   401   401
audit.taking_heads           POST 403   403   403   403   403   403   403   403   403   200+  401   401
acting.opening               POST 201+  403   403   403   403   403   403   403   403   403   401   401
commitments.commitment       GET  200   200   200   200   200   404   200   404   404   404   401   401
commitments.piece            GET  200   200   200   200   200   404   200   403   403   403   401   401
acting.acting                POST 200+  200+  403   403   403   404   403   403   403   403   401   401
acting.acting_on_many        POST 200+  200+  200   200   200   200   403   403   403   403   401   401
acting.handing_down          POST 201+  403   403   403   403   403   403   403   403   403   401   401
reports.reports              GET  200   200   200   403   403   403   403   403   403   403   401   401
reports.taking               POST 201+  403   403   403   403   403   403   403   403   403   401   401
reports.report               GET  200   200   200   403   403   403   403   403   403   403   401   401
reports.original             GET  200   200   200   403   403   403   403   403   403   403   401   401
reports.reconciliation       GET  200   200   200   403   403   403   403   403   403   403   401   401
reports.before_issue         GET  200   200   200   403   403   403   403   403   403   403   401   401
desk.decided                 GET  200   200   200   403   403   403   403   403   403   403   401   401
desk.deciding                POST 200+  403   403   403   403   403   403   403   403   403   401   401
desk.opening_tasks           POST 200+  403   403   403   403   403   403   403   403   403   401   401
desk.opening_task            POST 201+  403   403   403   403   403   403   403   403   403   401   401
table.looking                POST 200   403   403   403   403   403   403   403   403   403   401   401
table.taking                 POST 200+  403   403   403   403   403   403   403   403   403   401   401
rulebook.schemes             GET  200   200   200   200   200   200   200   200   403   403   401   401
rulebook.taking_scheme       POST 403   403   403   403   403   403   403   200+  403   403   401   401
rulebook.scheme              GET  200   200   200   200   200   200   200   200   403   403   401   401
rulebook.retiring_scheme     POST 403   403   403   403   403   403   403   200+  403   403   401   401
office.units                 GET  200   200   200   200   200   200   200   200   403   403   401   401
office.leaders               GET  200   200   200   200   200   200   200   403   403   403   401   401
office.new_unit              POST 403   403   403   403   403   403   403   200+  403   403   401   401
office.change_unit           PUT  403   403   403   403   403   403   403   200+  403   403   401   401
office.posts                 GET  403   403   403   403   403   403   403   200   403   403   401   401
office.new_post              POST 403   403   403   403   403   403   403   200+  403   403   401   401
office.change_post           PUT  403   403   403   403   403   403   403   200+  403   403   401   401
office.people                GET  403   403   403   403   403   403   403   200   403   403   401   401
office.new_person            POST 403   403   403   403   403   403   403   200+  403   403   401   401
office.change_person         PUT  403   403   403   403   403   403   403   200+  403   403   401   401
office.hold                  POST 403   403   403   403   403   403   403   200+  403   403   401   401
office.leave                 POST 403   403   403   403   403   403   403   200+  403   403   401   401
office.calendar              GET  403   403   403   403   403   403   403   200   403   403   401   401
office.change_calendar       PUT  403   403   403   403   403   403   403   200+  403   403   401   401
office.backups               GET  403   403   403   403   403   403   403   200   403   403   401   401
office.back_up               POST 403   403   403   403   403   403   403   200+  403   403   401   401
office.logins                GET  403   403   403   403   403   403   403   403   200   403   401   401
office.reset                 POST 403   403   403   403   403   403   403   403   200+  403   401   401
office.unlock                POST 403   403   403   403   403   403   403   403   422   403   401   401
office.end_sessions          POST 403   403   403   403   403   403   403   403   200+  403   401   401
office.roles                 GET  403   403   403   403   403   403   403   403   200   403   401   401
office.change_role           PUT  403   403   403   403   403   403   403   403   200+  403   401   401
audit.log                    GET  403   403   403   403   403   403   403   403   403   200   401   401
audit.verify                 POST 403   403   403   403   403   403   403   403   403   200+  401   401
audit.heads                  GET  200   403   403   403   403   403   403   403   403   200   401   401
audit.head                   GET  200   403   403   403   403   403   403   403   403   200   401   401
acting.restricting           POST 200+  403   403   403   403   403   403   403   403   403   401   401
acting.reassigning_many      POST 200+  403   403   403   403   403   403   403   403   403   401   401
acting.reassigning           POST 200+  403   403   403   403   403   403   403   403   403   401   401
supervision.slips            GET  200   200   200   200   200   200   200   403   403   403   401   401
supervision.obstacles        GET  200   200   200   200   200   200   200   403   403   403   401   401
bulletins.issued             GET  200   200   200   200   200   200   200   403   403   403   401   401
bulletins.issued_file        GET  200   200   200   200   200   200   200   403   403   403   401   401
bulletins.written            GET  200   200   200   403   403   403   403   403   403   403   401   401
bulletins.writing            PUT  200+  403   403   403   403   403   403   403   403   403   401   401
bulletins.issuing            POST 201+  403   403   403   403   403   403   403   403   403   401   401
"""


STUCK = {"coordination": "用地未移交", "coordinate_with": "市教育局", "obstacle": "用地"}


@pytest.fixture(name="office_")
def everybody(office: Office) -> Office:
    return complete(office)


@pytest.fixture
def whole(office_: Office, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A ledger with something of everything; the words that the rows of the tables need."""
    monkeypatch.setattr(backup, "write", lambda target: 2048)
    one = office_.do("head", office_.in_hand(), "apply", files=1, result="好")
    report, _ = take(office_.cast["supervisor"], sent())
    [drafted] = opened(office_, report, "新增规上工业企业50家")
    [ready] = assigned(office_, report, "改造老旧小区")
    its = office_.cast["head"].post
    notice = NoticeRow.objects.create(commitment=one, post=its, key="x", zh="有变化", en="changed", at=NOW)
    stuck = office_.do("handler", office_.in_hand(), "report", summary="已进场", **STUCK)
    stuck = act(office_.cast["supervisor"], stuck, "slip:blue", {"words": "请抓紧"}, why="群众来信")
    slip = stuck.events_count
    tick(NOW)
    supervisor, head = office_.cast["supervisor"], office_.cast["head"]
    assert head.post is not None
    view = views.save(supervisor, "红灯", "colour=red")
    bulletins.save(supervisor, 2026, 2, {"title": "二月通报"})
    issued = bulletins.issue(supervisor, 2026, 2, "澄政督〔2026〕1号")
    tokens.make(supervisor, "对接")
    free = Post.objects.create(unit=office_.units["教育"], title="空缺", role="handler")
    file = SimpleUploadedFile("分解.xlsx", xlsx(GOOD))
    return {
        "number": one.number, "drafted": drafted.number, "token": Token.objects.get().pk, "free": free.pk,
        "notice": notice.pk,
        "sha256": one.evidence.get().sha256, "report": report.pk, "task": ready,
        "seen": one.events_count, "scheme": office_.schemes["13710"].pk, "unit": office_.units["水务"].pk,
        "other": office_.units["教育"].pk, "post": head.post.pk, "person": head.user.pk,
        "holding": Holding.objects.get(user=head.user).pk, "kept": put_by(supervisor, report, file),
        "leader": office_.cast["leader"].post.pk,  # type: ignore[union-attr]
        "stuck": stuck.number, "stuck-seen": stuck.events_count, "slip": slip, "obstacle": slip - 1, "view": view.pk,
        "issued": issued.pk, "text": (BUILTIN / "livelihood.toml").read_text("utf-8"),
    }  # fmt: skip


def asked(w: dict[str, Any]) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Of each page: the parts of its address, and what is posted to it, which is right for those who may."""
    number, pk = {"number": w["number"]}, {"pk": w["report"]}
    task = {**pk, "name": w["task"]}
    stuck, month, seen = {"number": w["stuck"]}, {"year": 2026, "month": 2}, {"seen": w["stuck-seen"]}
    return {
        "notices": ({}, {}), "slips": ({}, {}), "obstacles": ({}, {}), "bulletins": ({}, {}),
        "slip": ({**stuck, "name": "orange"}, {**seen, "words": "请办", "why": "群众来信"}),
        "slip-sheet": ({**stuck, "name": "blue", "event": w["slip"]}, {}),
        "slip-answer": ({**stuck, "name": "blue"}, {**seen, "measure": "加派人手"}),
        "bulletin": (month, {"deed": "save", "title": "二月的通报"}), "bulletin-draft": (month, {}),
        "bulletin-issued": ({"pk": w["issued"]}, {}), "save-view": ({}, {"name": "绿灯"}),
        "change-view": ({"pk": w["view"]}, {"name": "红"}), "export-xlsx": ({}, {}), "export-csv": ({}, {}),
        "on-chosen": ({}, {
            "c": w["number"], f"seen-{w['number']}": w["seen"], "action": "13710.return", "go": "1", "reason": "再核",
        }),
        "source": ({"number": w["drafted"]}, {}),
        "restrict": (number, {"seen": w["seen"], "posts": w["post"], "why": "涉密"}),
        "reassign": (number, {"seen": w["seen"], "lead": w["unit"], "why": "职责划转"}),
        "obstacle": ({**stuck, "obstacle": w["obstacle"], "verb": "reply"}, {**seen, "why": "月底移交"}),
        "office-heads": ({}, {}),
        "mine": ({}, {}), "read": ({}, {}), "overview": ({}, {}), "ledger": ({}, {}),
        "new": ({}, {"scheme": w["scheme"], "title": "修桥", "matter": "一般"}), "commitment": (number, {}),
        "do": ({"action": "return", **number}, {"seen": w["seen"], "reason": "再核"}),
        "parts": (number, {"title": "西段", "lead": w["other"]}),
        "evidence": ({**number, "sha256": w["sha256"]}, {}), "reports": ({}, {"file": sent("二.txt", MORE)}),
        "desk": (pk, {}), "decide": (pk, {"deed": "reconsider", "task": w["task"]}), "open": (pk, {"task": w["task"]}),
        "task": (task, {}), "open-one": (task, {}), "reconcile": (pk, {}),
        "table": (pk, {"kept": w["kept"], "take": "1"}), "way": (pk, {}),
        "together": ({**pk, "action": "consult"}, {"c": w["drafted"], f"seen-{w['drafted']}": "1"}),
        "original": (pk, {}), "office": ({}, {}), "office-verify": ({}, {}), "tokens": ({}, {"name": "对接"}),
        "revoke": ({"pk": w["token"]}, {}), "login": ({}, {"username": "head", "password": "错的"}), "logout": ({}, {}),
        "password": ({}, {}), "post": ({}, {"post": w["post"]}), "language": ({}, {"language": "en"}),
        **{f"office-page:{name}": ({"name": name}, {}) for name in office.PAGES},
        **{f"office-do:{act}": ({"act": act}, given) for act, given in acts(w).items()},
    }  # fmt: skip


def acts(w: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        "unit": {"name": "市民政局"}, "post": {"unit": w["unit"], "title": "科室"},
        "person": {"username": "new", "name": "何新"}, "hold": {"post": w["free"], "user": w["person"]},
        "leave": {"id": w["holding"]}, "calendar": {"text": CALENDAR}, "scheme": {"text": w["text"]},
        "retire": {"id": w["scheme"]}, "backup": {}, "reset": {"user": w["person"]}, "unlock": {"user": w["person"]},
        "end-sessions": {"user": w["person"]}, "role": {"post": w["post"], "role": "viewer"},
    }  # fmt: skip


MORE = sent().read() + "完。\n".encode()
CALENDAR = "[2027]\nholidays = [2027-01-01]\nworkdays = []\n"


def test_everybody_on_every_page(office_: Office, whole: dict[str, Any]) -> None:
    table, pages = read(PAGES), asked(whole)
    known = {name.partition(":")[0] for name in pages}
    assert {one.name for one in urlpatterns if isinstance(one, URLPattern)} == known, "a page is missing here"
    assert set(acts(whole)) == set(office.ACTS)
    found: dict[tuple[str, str], list[str]] = {}
    for name, (parts, given) in pages.items():
        # A view keeps the filters of the address.
        path = reverse(name.partition(":")[0], kwargs=parts) + ("?colour=green" if name == "save-view" else "")
        for method in ("GET", "POST"):
            for who in WHO:
                status, answer = answered(browser(office_, who), method, path, given)
                found.setdefault((name, method), []).append(status)
                told_why(who, name, status, answer)
    if wrong := differing(table, found):
        pytest.fail(wrong, pytrace=False)


def told_why(who: str, name: str, status: str, answer: Any) -> None:
    """Whoever is not let in is told why, in words, or sent to where they come in."""
    page = answer.content.decode(errors="replace") if not answer.streaming else ""
    if status == "403":
        said = ("这一页是", "要由", "报告台由督查员和领导使用", "草稿只给督查员和领导看")
        assert any(words in page for words in said), page
    if status == "404":
        assert "没有这一页" in page or "不在" in page, page
    if who == "nobody" and status.startswith("302") and name not in ("logout", "language", "post", "login"):
        assert answer["Location"].startswith("/login"), name


def bodies(w: dict[str, Any]) -> dict[str, tuple[dict[str, Any], Any]]:
    """Of each operation: the parts of its path, and its body; files where it takes a form."""
    number, report = {"number": w["number"]}, {"id": w["report"]}
    month = {"year": 2026, "month": 2}
    return {
        "acting.restricting": (number, {"seen": w["seen"], "posts": [w["post"]], "why": "涉密"}),
        "acting.reassigning_many": ({}, {
            "chosen": [{"number": w["number"], "seen": w["seen"]}], "lead": w["other"], "why": "职责划转",
        }),
        "acting.reassigning": (number, {"seen": w["seen"], "lead": w["unit"], "why": "职责划转"}),
        "own.reading_one": ({"id": w["notice"]}, None), "commitments.source": ({"number": w["drafted"]}, None),
        "views.saving": ({}, {"name": "绿灯", "query": "colour=green"}),
        "views.changing": ({"id": w["view"]}, {"name": "红", "shared": False}),
        "views.deleting": ({"id": w["view"]}, None), "bulletins.draft": (month, None), "reports.text": (report, None),
        "bulletins.issued_file": ({"id": w["issued"]}, None), "bulletins.written": (month, None),
        "bulletins.writing": (month, {"title": "二月的通报", "notes": {}}),
        "bulletins.issuing": (month, {"document": "澄政督〔2026〕2号"}),
        "commitments.commitment": (number, None),
        "commitments.piece": ({**number, "sha256": w["sha256"]}, None),
        "acting.opening": ({}, {"scheme": "13710", "title": "修桥", "fields": {"matter": "一般"}}),
        "acting.acting": ({**number, "action": "return"}, {"seen": w["seen"], "fields": {"reason": "再核"}}),
        "acting.acting_on_many": ({"action": "return"}, {
            "chosen": [{"number": w["number"], "seen": w["seen"]}], "fields": {"reason": "再核"},
        }),
        "acting.handing_down": (number, {"title": "西段", "lead": w["other"], "seen": 0}),
        "reports.taking": ({}, {"file": sent("二.txt", MORE)}), "reports.report": (report, None),
        "reports.original": (report, None), "reports.reconciliation": (report, None),
        "reports.before_issue": (report, None), "desk.decided": (report, None),
        "desk.deciding": (report, {"deed": "reconsider", "tasks": [w["task"]]}),
        "desk.opening_tasks": (report, {"tasks": [w["task"]]}),
        "desk.opening_task": ({**report, "task": w["task"]}, {}),
        "table.looking": (report, {"file": SimpleUploadedFile("分解.xlsx", xlsx(GOOD))}),
        "table.taking": (report, {"kept": w["kept"]}), "rulebook.scheme": ({"id": w["scheme"]}, None),
        "rulebook.taking_scheme": ({}, {"text": w["text"]}), "rulebook.retiring_scheme": ({"id": w["scheme"]}, None),
        "own.waiting": ({}, None),
        "own.revoking": ({"id": w["token"]}, None), "audit.head": ({"day": "2026-03-01"}, None),
        "office.new_unit": ({}, {"name": "市民政局"}), "office.change_unit": ({"id": w["unit"]}, {"name": "市水利局"}),
        "office.new_post": ({}, {"unit": w["unit"], "title": "科室"}),
        "office.change_post": ({"id": w["post"]}, {"title": "局长"}),
        "office.new_person": ({}, {"username": "new", "name": "何新"}),
        "office.change_person": ({"id": w["person"]}, {"name": "何新"}),
        "office.hold": ({}, {"post": w["free"], "person": w["person"]}), "office.leave": ({"id": w["holding"]}, {}),
        "office.change_calendar": ({}, {"text": CALENDAR}), "office.reset": ({"id": w["person"]}, None),
        "office.unlock": ({"id": w["person"]}, None), "office.end_sessions": ({"id": w["person"]}, None),
        "office.change_role": ({"post": w["post"]}, {"role": "viewer"}),
    }  # fmt: skip


def test_everybody_on_every_operation(office_: Office, whole: dict[str, Any]) -> None:
    table, given = read(OPERATIONS), bodies(whole)
    found: dict[tuple[str, str], list[str]] = {}
    clients = {who: program(office_, who) for who in WHO}
    for path, methods in api.get_openapi_schema(path_prefix="/api/")["paths"].items():
        for method, operation in methods.items():
            name = operation["operationId"]
            parts, body = given.get(name, ({}, None))
            address = path.format(**parts)
            kinds = operation.get("requestBody", {}).get("content", {})
            form = method == "get" or set(kinds) == {"multipart/form-data"}
            more = {} if form else {"content_type": "application/json"}
            for who in WHO:
                status, answer = answered(clients[who], method.upper(), address, body or {}, **more)
                found.setdefault((name, method.upper()), []).append(status)
                if int(status[:3]) >= 400:
                    said = answer.json()
                    assert said["zh"] and said["en"] and said["where"] == address, (name, who)
                    words = {"401": "令牌", "403": "要由", "404": "没有，或不在您的权限内"}.get(status, "")
                    assert words in said["zh"], (name, who, said)
    if wrong := differing(table, found):
        pytest.fail(wrong, pytrace=False)


@pytest.mark.parametrize("scheme", names())
def test_everybody_on_every_action_of_every_scheme(office_: Office, whole: dict[str, Any], scheme: str) -> None:
    """Who may not is told so, before anything else is looked at; who may is refused for nothing but stage or fields."""
    rules = builtin(scheme)
    version = keep(rules, (BUILTIN / f"{scheme}.toml").read_text("utf-8"))
    fields = {name: "x" for name, field in rules.field.items() if field.at_opening and not field.choices}
    fields |= {name: field.choices[0] for name, field in rules.field.items() if field.at_opening and field.choices}
    one = open_commitment(
        office_.cast["supervisor"], version, "事", fields, lead=office_.units["水务"],
        leader=office_.cast["leader"].post,
    )  # fmt: skip
    acting = {"supervisor": "supervisor", "leader": "leader", "head": "head", "handler": "handler"}
    sees = (*acting, "other", "viewer") if one.kind != "before" else (*acting, "other")
    programs = {who: program(office_, who) for who in WHO}
    for action, table in rules.transition.items():
        for who in WHO:
            may = acting.get(who) in table.who or (who == "supervisor" and "party" in table.who)
            path = f"/c/{one.number}/do/{action}"
            page = answered(browser(office_, who), "POST", path, {"seen": 1})[1]
            address = f"/api/commitments/{one.number}/actions/{action}"
            answer = answered(programs[who], "POST", address, {"seen": 1}, content_type="application/json")[1]
            case = (scheme, action, who, answer.json())
            if may:
                assert page.status_code in (302, 422) and answer.status_code in (200, 422), case
                assert "要由" not in page.content.decode() and "要由" not in answer.json().get("zh", ""), case
            elif who in sees:
                assert page.status_code == 422 and "要由" in page.content.decode(), case
                assert answer.status_code == 403 and "要由" in answer.json()["zh"], case
            else:
                assert page.status_code == (302 if who == "nobody" else 404), case
                assert answer.status_code in (401, 403, 404), case
    one.refresh_from_db()
    assert one.events_count == 1


def test_a_restricted_commitment_is_not_there_for_others_on_any_page_or_operation(
    office_: Office, whole: dict[str, Any]
) -> None:
    one = Commitment.objects.get(number=whole["number"])
    one.restricted.add(office_.cast["head"].post)  # type: ignore[arg-type]
    pages = [
        reverse(name, kwargs=parts) for name, (parts, _) in asked(whole).items() if parts.get("number") == one.number
    ]
    operations = [
        f"/api/commitments/{one.number}", f"/api/commitments/{one.number}/evidence/{whole['sha256']}",
    ]  # fmt: skip
    assert len(pages) == 6
    for who in WHO[:-1]:
        sees = who in ("supervisor", "leader", "head")
        client = program(office_, who)
        for path in pages:
            status = int(answered(browser(office_, who), "GET", path)[0])
            assert (status == 404) is not sees or status == 405, (who, path)
        for path in operations:
            status = int(answered(client, "GET", path)[0])
            assert status == 200 if sees else status in (401, 403, 404), (who, path)
        assert (one.number in browser(office_, who).get("/ledger/").content.decode()) is sees, who
        listed = client.get("/api/commitments").json().get("items", [])
        assert (one.number in [row["number"] for row in listed]) is sees, who
