"""Every page in a real browser, in both languages and at both widths: it keeps within a phone, everything can be
reached with Tab in the order in which it stands, what has the focus is seen, nothing fails in the console, and in
English only what people wrote is Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.web.browsing import browser, come_in, served

from luoshi.schemes import builtin, names

TEMPLATES = Path(__file__).parents[2] / "src" / "luoshi" / "web" / "templates"
REPORT = "/reports/1/"
PAGES = {
    "ducha": (
        "/", "/notices/", "/ledger/", "/ledger/?q=水", "/overview/", "/slips/", "/bulletin/", "/bulletin/2026-3",
        "/obstacles/", "/reports/", REPORT, f"{REPORT}reconcile", f"{REPORT}table", f"{REPORT}way", "/ledger/new",
        "/ledger/new?scheme=1", "/c/2026-0001/", "/c/2026-0001/source", "/c/2026-0005/", "/c/2026-0007/",
        "/c/2026-0007/slip/orange/5", "/c/2026-0006/slip/blue", "/tokens", "/password",
    ),
    "fushizhang": ("/", "/slips/", "/bulletin/2026-3", "/c/2026-0007/", "/c/2026-0005/slip/orange"),
    "shuiwu": ("/", "/ledger/", "/notices/", "/obstacles/", "/c/2026-0005/do/report"),
    "shuiwu-ju": ("/", "/slips/", "/c/2026-0005/answer/blue", "/c/2026-0005/do/apply"),
    "caizheng": ("/", "/c/2026-0005/obstacles/5/reply"),
    "chayue": ("/ledger/", "/overview/", "/bulletin/"),
    "xitong": tuple(f"/office/{page}" for page in ("units", "posts", "people", "calendar", "schemes", "backup")),
    "anquan": ("/office/roles", "/office/logins"),
    "shenji": ("/office/log", "/office/verify"),
}  # fmt: skip
# Beyond so many the walk with Tab is broken off: what comes after is more of the same.
STOPS = 60

FAULTS = """() => {
  const found = [], all = (what) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility());
  if (document.documentElement.scrollWidth > innerWidth)
    found.push("wider than the window: " + all("main *, header *").filter((one) =>
      one.getBoundingClientRect().right > innerWidth + 1).slice(0, 2).map((one) => one.outerHTML.slice(0, 90)));
  for (const place of ["header", "nav", "main"]) if (!all(place).length) found.push("no " + place);
  const levels = all("h1,h2,h3,h4").map((one) => +one.tagName[1]);
  if (levels.filter((level) => level === 1).length !== 1) found.push("h1: " + levels);
  levels.reduce((before, level) => { if (level > before + 1) found.push("headings: " + levels); return level; }, 0);
  for (const one of all("input,select,textarea"))
    if (!one.labels.length && !one.getAttribute("aria-label")) found.push("no label: " + one.name);
  return found;
}"""
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const place = one.closest(".pair") || one;  // two columns, one after the other
  window.met ??= new Map();
  if (!window.met.has(one)) window.met.set(one, window.met.size);
  return { id: window.met.get(one), what: one.outerHTML.slice(0, 90), top: place.getBoundingClientRect().top + scrollY,
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && box.right > 0 && box.bottom > 0 };
}"""
REACHABLE = """() => [...document.querySelectorAll("a[href],button,input,select,textarea,summary")].filter((one) =>
  !one.disabled && one.type !== "hidden" && one.tabIndex >= 0 && one.checkVisibility()).length"""
WORDS = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("[lang=zh-CN],textarea,script"))
    found.push(walk.currentNode.data);
  for (const name of ["aria-label", "title", "placeholder"])
    for (const one of document.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name));
  return found;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("ledger"), "something") as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as found:
        yield found


def own_words() -> set[str]:
    """What the ledger itself says in Chinese and has English for: its templates, and the names in the schemes."""
    found = set()
    for path in TEMPLATES.rglob("*.html"):
        found |= {zh for _, zh in re.findall(r"""\{% t (["'])(.*?)\1 """, path.read_text("utf-8"))}
    for name in names():
        scheme = builtin(name)
        for tables in (
            scheme.stage,
            scheme.transition,
            scheme.field,
            scheme.clock,
            scheme.light,
            scheme.slip,
            scheme.rate,
        ):
            found |= {table.name for table in tables.values()}
        found.add(scheme.name)
    # Names of posts of the invented city, or words of its report.
    return {words for words in found if re.search("[一-鿿]", words)} - {"中文", "督查室", "单位", "新建"}


def walked(page: Any) -> list[str]:
    """What is wrong on the way with Tab from the top of the page to its end."""
    page.evaluate("document.querySelector('.skip').focus()")
    stops: list[dict[str, Any]] = [page.evaluate(FOCUS)]
    while len(stops) < STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop and stop["id"] == stops[-1]["id"]:
            continue  # within a field of a day there are several places
        if stop is None or stop["id"] in {one["id"] for one in stops}:
            break
        stops.append(stop)
    found = [f"focus not seen: {one['what']}" for one in stops if not one["seen"]]
    found += [f"Tab goes up: {b['what']}" for a, b in pairwise(stops) if b["top"] < a["top"] - 60]
    reachable = page.evaluate(REACHABLE)
    if len(stops) < min(reachable, STOPS):
        found.append(f"Tab reaches {len(stops)} of {reachable}")
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_can_be_seen_and_used(chromium: Any, address: str, language: str) -> None:
    found: list[tuple[str, str, Any]] = []
    ours = own_words()
    for login, paths in PAGES.items():
        page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
        failed: list[str] = []
        page.on("pageerror", lambda error, failed=failed: failed.append(str(error)))
        page.on("console", lambda m, failed=failed: failed.append(m.text) if m.type == "error" else None)
        come_in(page, address, login)
        if (page.get_attribute("html", "lang") == "en") != (language == "en"):
            page.click("button[name=language]")
            page.wait_for_selector(f"html[lang={'en' if language == 'en' else 'zh-CN'}]")
        for path in paths:
            answer = page.goto(address + path)
            assert answer.status == 200, (login, path, answer.status)
            for width in (390, 1440):
                page.set_viewport_size({"width": width, "height": 900})
                found += [(login, f"{path} {width}", fault) for fault in page.evaluate(FAULTS)]
            if language == "zh":
                found += [(login, path, fault) for fault in walked(page)]
            else:
                said = {word for words in page.evaluate(WORDS) for word in re.split(r"[\s：，、；（）·“”]+", words)}
                found += [(login, path, f"in Chinese: {word}") for word in sorted(said & ours)]
        found += [(login, "in the console", words) for words in failed]
        page.context.close()
    assert not found, "\n".join(map(str, found))
