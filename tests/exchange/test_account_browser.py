"""The page of the account in a browser: filters, links to what is folded, and decisions that can be applied."""

import json
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_account import file, told

from luoshi.comparing import Account
from luoshi.exchange.link_corrections import apply_file

BROWSER = runpy.run_path(str(Path(__file__).parents[1] / "browser.py"))
CHROMIUM, QUIET = BROWSER["chromium"](), BROWSER["QUIET"]
if CHROMIUM is None:
    pytest.skip("tests/browser.py 没有找到 Chromium / found no Chromium", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser can be driven")

PLAN = "地区生产总值增长6%，固定资产投资增长8%。新建农村公路120公里。建成市档案馆新馆。不断提升群众满意度。"
REVIEW = "地区生产总值增长6.2%，固定资产投资增长5.5%。市档案馆新馆建成投用。"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def made() -> Account:
    return told(PLAN, REVIEW)


@pytest.fixture
def page(browser: Any, made: Account, tmp_path: Path) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    path = tmp_path / "page.html"
    path.write_bytes(file("html", made))
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(path.as_uri())
    yield page
    assert page.errors == []
    context.close()


def shown(page: Any) -> list[str]:
    found = page.evaluate(
        "Array.from(document.querySelectorAll('section.verdict .rows > li:not([hidden])')).map(li => li.dataset.v)"
    )
    return sorted(found)


def row(page: Any, words: str) -> Any:
    return page.locator(".rows > li", has_text=words).filter(has=page.locator("mark", has_text=words)).first


def test_filters_leave_what_they_say(page: Any) -> None:
    everything = shown(page)
    assert {"met", "missed", "not_mentioned"} <= set(everything)
    page.uncheck("input[name=v][value=not_mentioned]")
    assert shown(page) == [v for v in everything if v != "not_mentioned"]
    page.check("#need")
    assert set(shown(page)) == {"missed"}
    page.fill("#q", "没有这样的话")
    assert shown(page) == [] and page.inner_text("#shown") == "显示 0 项"


def test_directions_are_folded_away_until_asked_for(page: Any, made: Account) -> None:
    general = next(k for k, sort in made.sorts().items() if sort == "general")
    assert not page.locator("#general .rows > li").first.is_visible()
    page.evaluate("location.hash = encodeURIComponent(arguments[0])".replace("arguments[0]", json.dumps(general)))
    page.wait_for_function("document.getElementById('general').open")


def test_a_decision_made_on_the_page_is_applied_on_the_next_comparing(page: Any, made: Account, tmp_path: Path) -> None:
    missed = row(page, "固定资产投资增长8%")
    missed.locator("button", has_text="核定").click()
    missed.locator("button[type=submit]").click()
    assert "请写明谁核定" in missed.inner_text()
    missed.locator("input").first.fill("周敏")
    missed.locator("button[type=submit]").click()
    silent = row(page, "新建农村公路120公里")
    silent.locator("button", has_text="核定").click()
    silent.locator("select").first.select_option("stated_without_figure")
    silent.locator("select").nth(1).select_option("other")
    silent.locator("textarea").fill("市档案馆新馆建成投用")
    silent.locator("button[type=submit]").click()
    with page.expect_download() as download:
        page.click("#export")
    path = tmp_path / str(download.value.suggested_filename)
    download.value.save_as(path)
    after = {k.promise.quote.text: k for k in apply_file(made, path).comparison.links}
    confirmed, changed = after["固定资产投资增长8%"], after["新建农村公路120公里"]
    assert confirmed.verdict == "missed" and confirmed.correction is not None and confirmed.correction.who == "周敏"
    assert changed.verdict == "stated_without_figure" and changed.correction is not None
    assert changed.correction.who == "周敏" and changed.result is not None


def test_nothing_is_wider_than_a_phone(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_printed_page_has_no_controls_and_leaves_directions_out(page: Any) -> None:
    page.emulate_media(media="print")
    assert not page.is_visible("#filters") and not page.is_visible("#general")
    assert page.is_visible("text=固定资产投资增长8%")
    page.set_viewport_size({"width": 660, "height": 900})
    sides = row(page, "固定资产投资增长8%").locator(".sides > div")
    left, right = (sides.nth(i).bounding_box() for i in (0, 1))
    assert left["y"] == right["y"] and left["x"] < right["x"]
