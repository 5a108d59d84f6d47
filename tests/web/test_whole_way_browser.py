"""The whole way in a real browser: upload, proof-read, 立项, 征求意见, 审定, 印发, sign, report, extension, return,
close, strike off; then what the keyboard does at the desk."""

from __future__ import annotations

import os
import runpy
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = runpy.run_path(str(Path(__file__).parents[1] / "browser.py"))["chromium"]()
if CHROMIUM is None:
    pytest.skip("tests/browser.py 没有找到 Chromium / found no Chromium", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser can be driven")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


SAMPLE = Path(__file__).parents[2] / "samples" / "澄川市-2026.txt"
# The demo's cast, by what they are here.
CAST = {"supervisor": "ducha", "leader": "fushizhang", "handler": "shuiwu", "head": "shuiwu-ju"}
PASSWORD = "chengchuan-2026"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("ledger")
    line = [sys.executable, str(Path(__file__).with_name("serving.py")), str(home), str(port)]
    server = subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=os.environ | {"LUOSHI_HOME": str(home)})
    with server:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


class People:
    """A browser for each person, logged in by their password."""

    def __init__(self, chromium: Any, address: str) -> None:
        self.chromium, self.address = chromium, address
        self.pages: dict[str, Any] = {}
        self.errors: list[str] = []

    def page(self, who: str) -> Any:
        if who not in self.pages:
            page = self.chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
            page.set_default_timeout(10_000)
            page.on("pageerror", lambda error: self.errors.append(str(error)))
            page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
            page.goto(f"{self.address}/login")
            page.fill("input[name=username]", CAST[who])
            page.fill("input[name=password]", PASSWORD)
            page.click("main button")
            page.wait_for_selector("header.bar")
            self.pages[who] = page
        return self.pages[who]

    def go(self, who: str, path: str) -> Any:
        page = self.page(who)
        page.goto(self.address + path)
        return page

    def do(self, who: str, number: str, action: str, said: str, file: Path | None = None, **typed: str) -> None:
        """An action by its button on the commitment's page, its form filled in."""
        page = self.go(who, f"/c/{number}/")
        page.click(f"a.button[href='/c/{number}/do/{action}']")
        for name, value in typed.items():
            page.fill(f"[name='{name.replace('_', '-')}']", value)
        if file is not None:
            page.set_input_files("#evidence", str(file))
        page.click("main form.form button.main")
        assert said in page.inner_text(".said")


@pytest.fixture
def people(chromium: Any, address: str) -> Iterator[People]:
    found = People(chromium, address)
    yield found
    for page in found.pages.values():
        page.context.close()
    assert found.errors == []


def desk_of_the_sample(people: People) -> Any:
    """The supervisor's page of the sample, sent in; the second time it is there already."""
    page = people.go("supervisor", "/reports/")
    page.set_input_files("#file", str(SAMPLE))
    page.click("main button.main")
    page.wait_for_selector("#desk")
    return page


def test_the_desk_by_keyboard(people: People) -> None:
    page = desk_of_the_sample(people)
    first, second, third = (str(row.get_attribute("id")) for row in page.query_selector_all(".task")[:3])

    def here() -> str:
        return str(page.evaluate("document.activeElement.closest('.task')?.id"))

    page.keyboard.press("j")
    assert here() == first
    page.keyboard.press("a")
    page.wait_for_selector(f"#{first}.accepted")
    assert here() == second, "the next one waits"
    page.keyboard.press("x")
    page.wait_for_selector(f"#{second}.rejected")
    page.keyboard.press("k")
    page.keyboard.press("u")
    page.wait_for_selector(f"#{second}.open")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("改过的话")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".said >> text=已改")
    assert page.input_value(f"#{third} textarea[name=title]") == "改过的话"
    page.keyboard.press("k")
    page.keyboard.press("m")
    page.wait_for_selector(".said >> text=2 项合成一项")
    assert page.query_selector(f"#{third}") is None
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("Escape")
    assert not page.is_visible("#keys")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/t/*")


def test_from_the_report_to_struck_off(people: People, tmp_path: Path) -> None:
    page = desk_of_the_sample(people)
    report = page.url.partition("?")[0].partition("#")[0].rstrip("/").removeprefix(people.address)
    row = page.locator(".task", has=page.locator("textarea", has_text="改造老旧小区"))
    ident = row.first.get_attribute("id")
    page.click(f"#{ident} button[value=accept]")
    page.wait_for_selector(f"#{ident}.accepted")
    page.click(f"#{ident} [data-open]")
    page.select_option("#scheme", label="政府工作报告重点任务")
    page.select_option("#lead", label="市水务局")
    page.select_option("#leader", label="市政府分管副市长")
    page.click("main button.main[value=assign]")
    page.click("main form[action$='/open'] button.main")
    number = page.inner_text("main section li a")
    assert number == "2026-0001"

    page = people.go("supervisor", f"{report}/way")
    page.click(f"button[formaction='{report}/way/consult']")
    assert "征求意见 1 项" in page.inner_text(".said")
    people.do("head", number, "answer", "答复意见", comment="同意，请市财政局配合")
    page = people.go("leader", f"{report}/way")
    assert "同意，请市财政局配合" in page.inner_text(".comment")
    page.click(f"button[formaction='{report}/way/approve']")
    page = people.go("supervisor", f"{report}/way")
    page.fill("[name=document]", "澄政办发〔2026〕5号")
    page.click(f"button[formaction='{report}/way/issue']")
    assert "印发 1 项" in page.inner_text(".said")

    proof = tmp_path / "验收单.pdf"
    proof.write_bytes(b"%PDF-1.7 ok")
    people.do("handler", number, "sign", "签收")
    people.do("handler", number, "report", "报告进展", proof, summary="已开工 20 个", figure="20", problem="管线迁改慢")
    people.do("head", number, "ask-extension", "申请延期", reason="汛期停工", until="2027-01-31")
    people.do("leader", number, "grant-extension", "批准延期", until="2027-01-31", document="澄政办函〔2026〕8号")
    people.do("head", number, "apply", "申请办结", proof, result="55 个全部完工")
    people.do("supervisor", number, "return", "退回", reason="验收单不全")
    people.do("head", number, "apply", "申请办结", proof, result="验收单已补齐")
    people.do("supervisor", number, "complete", "同意办结")
    people.do("leader", number, "strike", "销号")

    page = people.go("supervisor", f"/c/{number}/")
    assert page.inner_text(".stage").startswith("销号")
    assert "延期 1" in page.inner_text("main")
    story = page.inner_text(".story")
    for word in ("立项", "征求意见", "审定", "印发", "签收", "报告进展", "批准延期", "退回", "同意办结", "销号"):
        assert word in story
