"""Everybody can read and use the pages: labels, headings, languages, contrast; in both languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from tests.web.conftest import Office
from tests.web.test_report_desk import sent, task
from tests.web.test_report_to_issue import opened

from luoshi.web.actions.reports import take
from luoshi.web.models import User

WEB = Path(__file__).parents[2] / "src" / "luoshi" / "web"
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
        "rect", "line", "polyline", "circle", "path"}  # fmt: skip
SHOWN = ("input", "select", "textarea")


class Page(HTMLParser):
    """What a page must have for those who hear it or use the keyboard: `faults` says what it has not."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.lang = ""
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[tuple[str, dict[str, str]]] = []
        self.stack: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(text)
        self.close()
        self._judge()

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in given}
        if tag == "html":
            self.lang = attrs.get("lang", "")
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "label" and "for" in attrs:
            self.labels.add(attrs["for"])
        within = any(name == "label" for name, _, _ in self.stack)
        if tag in SHOWN and attrs.get("type") not in ("hidden", "submit") and not within:
            self.fields.append((tag, attrs))
        if tag == "img" and "alt" not in attrs:
            self.faults.append(f"img without alt: {attrs}")
        if tag == "svg" and attrs.get("aria-hidden") != "true" and not attrs.get("aria-label"):
            self.faults.append("svg that says nothing")
        if int(attrs.get("tabindex", "0")) > 0:
            self.faults.append(f"tabindex {attrs['tabindex']}")
        self.faults += [f"{tag} with {name}" for name in attrs if name == "style" or name.startswith("on")]
        if tag not in VOID:
            self.stack.append((tag, attrs, []))

    def handle_startendtag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, given)
        if tag not in VOID:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        for _, _, words in self.stack:
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self.stack:
            name, attrs, words = self.stack.pop()
            if name in ("a", "button", "h1", "h2", "h3", "summary", "th", "label", "title"):
                named = "".join(words).strip() or attrs.get("aria-label") or attrs.get("title")
                if not named:
                    self.faults.append(f"empty {name} {attrs}")
            if name == tag:
                return

    def _judge(self) -> None:
        for tag, attrs in self.fields:
            if attrs.get("id") not in self.labels and not attrs.get("aria-label"):
                self.faults.append(f"no label: {tag} {attrs.get('name')}")
        self.faults += [f"id twice: {one}" for one in {i for i in self.ids if self.ids.count(i) > 1}]
        if self.headings.count(1) != 1:
            self.faults.append(f"{self.headings.count(1)} h1")
        self.faults += [f"h{a} then h{b}" for a, b in pairwise(self.headings) if b > a + 1]


@pytest.fixture
def pages(office: Office) -> list[tuple[str, str]]:
    """Who looks at what: a ledger with something of everything in it."""
    report = take(office.cast["supervisor"], sent())[0]
    opened(office, report, "改造老旧小区")
    one = office.in_hand()
    office.do("handler", one, "report", summary="好", coordination="缺地", coordinate_with="市教育局", obstacle="用地")
    late = office.in_hand()
    name = task(report, "改造老旧小区")
    mine, desk = f"/c/{one.number}/", f"/reports/{report.pk}/"
    scheme = office.schemes["key-task"].pk
    return [
        ("supervisor", "/"), ("handler", "/"), ("outsider", "/"), ("leader", "/"), ("viewer", "/ledger/"),
        ("supervisor", "/overview/?year=2026"), ("supervisor", "/obstacles/"), ("supervisor", "/ledger/new"),
        ("supervisor", f"/ledger/new?scheme={scheme}"), ("supervisor", mine), ("outsider", mine),
        ("handler", f"{mine}do/report"), ("supervisor", f"{mine}obstacles/5/reply"),
        ("head", f"/c/{late.number}/do/apply"),
        ("supervisor", "/reports/"), ("supervisor", desk), ("supervisor", f"{desk}t/{name}"),
        ("supervisor", f"{desk}reconcile"), ("supervisor", f"{desk}table"), ("supervisor", f"{desk}way"),
        ("supervisor", "/c/2026-0001/source"), ("supervisor", "/tokens"), ("supervisor", "/password"),
        *(("sysadmin", f"/office/{page}") for page in ("units", "posts", "people", "calendar", "schemes", "backup")),
        *(("secadmin", f"/office/{page}") for page in ("roles", "logins")),
        *(("auditor", f"/office/{page}") for page in ("log", "verify")),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_can_be_heard_and_used_by_keyboard(
    office: Office, pages: list[tuple[str, str]], language: str
) -> None:
    User.objects.update(language=language)
    for who, path in pages:
        answer = office.browser(who).get(path)
        assert answer.status_code == 200, (who, path, answer.status_code)
        page = Page(answer.content.decode())
        assert page.faults == [], (who, path)
        assert page.lang == ("en" if language == "en" else "zh-CN")


def test_the_check_finds_what_it_looks_for() -> None:
    bad = (
        '<html lang="en"><h1>a</h1><h3>b</h3><input name="x"><img src="x"><a href="/"></a><p id="i"><p id="i">'
        '<svg></svg><b tabindex="2" style="x">b</b>'
    )
    faults = " ".join(Page(bad).faults)
    for word in (
        "no label: input x",
        "img without alt",
        "h1 then h3",
        "id twice: i",
        "svg that",
        "tabindex 2",
        "style",
    ):
        assert word in faults
    assert "empty a" in faults


# Documents that go out on paper are Chinese, whoever prints them.
PAPERS = {"bulletin.html", "slip_sheet.html"}


def test_every_label_has_its_english_beside_it() -> None:
    """Templates say Chinese through `{% t %}` alone; pages that know nobody (errors) say both, one beside the other."""
    names = {"落实", "中文"}
    found = {}
    for path in (WEB / "templates").rglob("*.html"):
        text = path.read_text("utf-8")
        if path.name in PAPERS:
            continue
        if path.name == "locked.html" or (text.startswith("<!doctype") and path.name != "base.html"):
            assert 'lang="en"' in text, path.name
            continue
        text = re.sub(r"""\{% t (?:"[^"]*"|'[^']*') (?:"[^"]*"|'[^']*') %\}""", "", text)
        left = set(re.findall(r"[一-鿿]+", re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text))) - names
        if left:
            found[path.name] = left
    assert found == {}


def test_in_english_the_ledger_s_own_words_are_english(office: Office, pages: list[tuple[str, str]]) -> None:
    User.objects.update(language="en")
    for who, path in pages[:9]:
        text = re.sub(r"<[^>]+>", " ", office.browser(who).get(path).content.decode().split("<main")[1])
        for word in ("办理中", "逾期", "报告进展", "征求意见", "待答复", "堵点", "牵头单位", "必填"):
            assert word not in text, (who, path, word)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["ink", "soft", "red", "orange", "yellow", "blue", "green", "grey"])
def test_words_in_every_colour_can_be_read_on_paper_and_wash(name: str) -> None:
    colours = dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", (WEB / "static" / "ledger.css").read_text("utf-8")))
    for ground in ("paper", "wash"):
        assert _contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
