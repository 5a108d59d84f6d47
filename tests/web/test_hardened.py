"""What attackers try: words that would be code, forms from elsewhere, addresses that lead away, files that burst."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.sources.packages import p, part, word, zipped
from tests.web.calling import caller, post
from tests.web.conftest import PASSWORD, Office
from tests.web.matrix import WHO, answered, browser, footprint
from tests.web.test_matrix import MORE, asked, everybody, whole
from tests.web.test_report_desk import sent
from tests.web.test_report_tables import xlsx
from tests.web.test_safekeeping import run

from luoshi.web.actions import tokens
from luoshi.web.actions.desk import say
from luoshi.web.actions.reports import take
from luoshi.web.headers import POLICY
from luoshi.web.models import Commitment, NoticeRow, Post, StoredReport, Unit, User

__all__ = ["everybody", "whole"]
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b style='color:red'>"


@pytest.fixture
def evil(office_: Office, whole: dict[str, Any]) -> dict[str, Any]:
    """Everything that people write is code."""
    User.objects.update(name=EVIL[:40])
    for model, field, room in ((Unit, "name", 80), (Post, "title", 60)):
        for row in model.objects.all():
            setattr(row, field, f"{row.pk}{EVIL}"[:room])
            row.save()
    take(office_.cast["supervisor"], sent("<img src=x onerror=alert(1)>.txt", MORE), place=EVIL[:60])
    Commitment.objects.update(title=EVIL, path=EVIL, quote=EVIL)
    NoticeRow.objects.update(zh=EVIL, en=EVIL)
    report = StoredReport.objects.get(pk=whole["report"])
    say(office_.cast["supervisor"], report, "edit", whole["task"], {"title": EVIL})
    drafted = Commitment.objects.get(number=whole["drafted"])
    office_.do("supervisor", drafted, "consult")
    drafted.refresh_from_db()
    office_.do("head", drafted, "answer", comment=EVIL)
    tokens.make(office_.cast["supervisor"], EVIL[:60])
    return whole


@pytest.mark.parametrize(("who", "language"), [*((who, "zh") for who in WHO), ("supervisor", "en"), ("sysadmin", "en")])
def test_no_page_holds_code_that_somebody_wrote(office_: Office, evil: dict[str, Any], who: str, language: str) -> None:
    User.objects.update(language=language)
    seen = 0
    for name, (parts, given) in asked(evil).items():
        for method, typed in (("GET", {}), ("POST", dict.fromkeys(given, EVIL))):
            path = reverse(name.partition(":")[0], kwargs=parts)
            status, answer = answered(browser(office_, who), method, path, typed, follow=True)
            assert answer["Content-Security-Policy"] == POLICY and answer["X-Frame-Options"] == "DENY"
            assert answer["X-Content-Type-Options"] == "nosniff" and answer["Referrer-Policy"] == "same-origin"
            assert status[:3] in ("200", "403", "404", "405", "410", "422"), (name, method, status)
            if not answer["Content-Type"].startswith("text/html"):
                assert answer["Content-Disposition"].startswith("attachment"), name
            elif answer.content:
                seen += EVIL[:16] in _clean(answer.content.decode(), f"{name} {method}")
    assert seen or who == "nobody", "nobody's words were shown: the test looks at nothing"


def _clean(page: str, where: str) -> str:
    """The text that a reader sees. No script but our file's, no style, no handler, no address that is code."""
    tree = lxml.html.fromstring(page)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in ("style", "iframe", "object", "embed", "base"), (where, element.tag)
        assert element.tag != "script" or (element.get("src", "").startswith("/static/") and not element.text), where
        assert element.tag != "img" or element.get("src", "").startswith(("/", "data:image/")), where
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name != "style", (where, element.tag, name, value)
            if name in ("href", "src", "action", "formaction"):
                assert value.startswith(("/", "#", "?")) and not value.startswith("//"), (where, value)
    return str(tree.text_content())


@pytest.mark.parametrize("who", ["supervisor", "sysadmin", "nobody"])
def test_no_page_takes_a_form_from_elsewhere(office_: Office, whole: dict[str, Any], who: str) -> None:
    client = Client(enforce_csrf_checks=True)
    if who != "nobody":
        client.force_login(office_.cast[who].user, backend="django.contrib.auth.backends.ModelBackend")
    before = footprint()
    for name, (parts, given) in asked(whole).items():
        answer = client.post(reverse(name.partition(":")[0], kwargs=parts), given)
        if who == "nobody" and answer.status_code == 302:
            assert answer["Location"].startswith("/login"), name
            continue
        assert answer.status_code == 403, name
        assert "没有收下，请重新提交" in answer.content.decode()
    assert footprint() == before


AWAY = ("//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "\thttps://evil.example")


@pytest.mark.parametrize("away", AWAY)
def test_no_address_leads_away(office: Office, away: str) -> None:
    logged = Client().post("/login", {"username": "head", "password": PASSWORD, "next": away})
    assert (logged.status_code, logged["Location"]) == (302, "/")
    assert office.browser("head").get("/login", {"next": away})["Location"] == "/"
    assert office.browser("head").post("/language", {"language": "en", "next": away})["Location"] == "/"
    one = office.in_hand()
    given = {"summary": "好", "seen": "4", "back": away}
    assert office.browser("handler").post(f"/c/{one.number}/do/report", given)["Location"] == f"/c/{one.number}/"


def test_who_is_sent_to_the_login_comes_back_to_the_very_page(office: Office) -> None:
    client = Client()
    answer = client.get("/ledger/?q=%E6%B0%B4&late=1")
    assert answer["Location"] == "/login?next=%2Fledger%2F%3Fq%3D%25E6%25B0%25B4%26late%3D1"
    page = client.get(answer["Location"]).content.decode()
    assert 'name="next" value="/ledger/?q=%E6%B0%B4&amp;late=1"' in page
    logged = client.post("/login", {"username": "head", "password": PASSWORD, "next": "/ledger/?q=%E6%B0%B4&late=1"})
    assert logged["Location"] == "/ledger/?q=%E6%B0%B4&late=1"


def test_a_session_is_new_with_each_login_and_over_with_the_logout(office: Office) -> None:
    client = Client()
    client.get("/login")
    client.post("/language", {"language": "en"})
    planted = client.session.session_key
    client.post("/login", {"username": "head", "password": PASSWORD})
    own = client.cookies["sessionid"]
    assert planted and own.value != planted
    assert own["httponly"] and own["samesite"] == "Lax"
    assert client.cookies["csrftoken"]["httponly"] and client.cookies["csrftoken"]["samesite"] == "Lax"
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/")["Location"].startswith("/login")
    client.post("/logout")
    thief.cookies["sessionid"] = own.value
    assert thief.get("/")["Location"].startswith("/login")


@pytest.mark.parametrize("word", ["short1", "1234567890123", "password123", "zhangweiming2", "张伟明同志张伟明同志1"])
def test_a_weak_password_is_not_taken(office: Office, word: str) -> None:
    User.objects.filter(username="head").update(username="zhangweiming", name="张伟明同志张伟明同志")
    given = {"old_password": PASSWORD, "new_password1": word, "new_password2": word}
    answer = office.browser("head").post("/password", given)
    assert answer.status_code == 200
    assert Client().post("/login", {"username": "zhangweiming", "password": PASSWORD}).status_code == 302


def test_a_new_password_ends_the_other_sessions_of_its_owner(office: Office) -> None:
    here, there = office.browser("head"), office.browser("head")
    new = "澄川的新密码更长2026"
    here.post("/password", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert here.get("/").status_code == 200 and there.get("/")["Location"].startswith("/login")


def test_the_settings_are_fit_for_use_behind_https(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_HTTPS", "1")
    said = run(tmp_path, "-m", "luoshi.web.manage", "check", "--deploy", "--fail-level", "WARNING")
    assert "no issues" in said
    code = "from luoshi.web import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.DEBUG)"
    assert run(tmp_path, "-c", code).split() == ["True", "True", "False"]
    for name in ("secret",):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0


@cache
def big(kind: str) -> bytes:
    """A package of a few kilobytes that unpacks to more than anybody may."""
    inside = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml", "ofd": "OFD.xml"}[kind]
    out, blanks = io.BytesIO(), b" " * (1 << 20)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "")
        with container.open(inside, "w") as member:
            for _ in range(300):
                member.write(blanks)
    return out.getvalue()


def pixels(wide: int, high: int) -> bytes:
    """A PNG of a few bytes that claims so many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
BILLION = f'<!DOCTYPE x [<!ENTITY a0 "哈">{LAUGHS}]>'
READS = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def with_dtd(dtd: str, inner: str) -> bytes:
    body = part("document", f"<w:body>{p(inner)}</w:body>").partition("?>")[2]
    return zipped({"[Content_Types].xml": "", "word/document.xml": dtd + body})


def named_outside() -> bytes:
    """A ZIP whose members would be written beside or above where it is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("../../outside.txt", "/tmp/outside.txt", "..\\outside.txt"):
            archive.writestr(name, "新建公园12个。")
    return out.getvalue()


def with_entity(data: bytes, inside: str) -> bytes:
    """The same package with a document type that would read a file of the server."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == inside:
                head, _, rest = body.partition(b"?>")
                body = head + b"?>" + READS.encode() + rest.replace(b"ENTITY", b"&a;")
            new.writestr(name, body)
    return out.getvalue()


FILES = {
    "炸弹.docx": big("docx"), "炸弹.xlsx": big("xlsx"), "炸弹.ofd": big("ofd"), "大图.png": pixels(100_000, 100_000),
    "笑.docx": with_dtd(BILLION, "&a11;"),
    "外.docx": with_dtd(READS, "&a;"),
    "外.ofd": zipped({"OFD.xml": f"{READS}<a>&a;</a>"}),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_bursts_or_reads_the_server_is_no_report(office: Office, name: str) -> None:
    answer = office.browser("supervisor").post("/reports/", {"file": sent(name, FILES[name])})
    assert answer.status_code == 422 and name in answer.content.decode() and "root:" not in answer.content.decode()
    answer = post(caller(office, "supervisor"), "reports", {}, file=sent(name, FILES[name]))
    assert answer.status_code == 422 and answer.json()["zh"].startswith(f"{name}：")
    assert not StoredReport.objects.exists()


def test_an_entity_in_a_page_is_text(office: Office) -> None:
    page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>&a;</p>' + "".join(
        f"<p>{line}</p>" for line in sent().read().decode().splitlines() if line.strip()
    )
    office.browser("supervisor").post("/reports/", {"file": sent("报告.html", page.encode())})
    assert "root:" not in StoredReport.objects.get().report.text


def test_members_named_outside_are_read_in_place_and_written_nowhere(office: Office) -> None:
    office.browser("supervisor").post("/reports/", {"file": sent("包.zip", named_outside())})
    assert not Path("/tmp/outside.txt").exists()
    assert not [path for path in settings.HOME.rglob("outside*")]


@pytest.mark.parametrize(
    ("name", "data"),
    [("炸弹.xlsx", big("xlsx")), ("炸弹.docx", big("docx")), ("笑.docx", with_dtd(BILLION, "&a11;")),
     ("外.docx", with_entity(word(part("tbl", "")), "word/document.xml"))],
)  # fmt: skip
def test_a_file_that_bursts_or_reads_the_server_is_no_table(office: Office, name: str, data: bytes) -> None:
    browser_ = office.browser("supervisor")
    browser_.post("/reports/", {"file": sent()})
    pk = StoredReport.objects.get().pk
    page = browser_.post(f"/reports/{pk}/table", {"file": sent(name, data)})
    assert page.status_code == 422 and "root:" not in page.content.decode()
    answer = post(caller(office, "supervisor"), f"reports/{pk}/table/look", {}, file=sent(name, data))
    assert answer.status_code == 422 and "root:" not in str(answer.json())


def test_an_entity_in_a_table_is_never_read(office: Office) -> None:
    office.browser("supervisor").post("/reports/", {"file": sent()})
    data = with_entity(xlsx((1, "改造老旧小区55个 ENTITY", "", "", "", "")), "xl/sharedStrings.xml")
    assert b"&a;" in zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml")
    path = f"/reports/{StoredReport.objects.get().pk}/table"
    assert "root:" not in office.browser("supervisor").post(path, {"file": sent("外.xlsx", data)}).content.decode()
