"""The proof-reading page in a browser: jumping both ways, filters, keys, and corrections that can be applied."""

import json
import runpy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_page import TEXT, hostile, sample

import luoshi
from luoshi.exchange.as_html import render
from luoshi.exchange.corrections import apply_file
from luoshi.values import Report

BROWSER = runpy.run_path(str(Path(__file__).parents[1] / "browser.py"))
CHROMIUM, QUIET = BROWSER["chromium"](), BROWSER["QUIET"]
if CHROMIUM is None:
    pytest.skip("tests/browser.py 没有找到 Chromium / found no Chromium", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser can be driven")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    yield context
    context.close()


def opened(context: Any, folder: Path, report: Report) -> Any:
    path = folder / "page.html"
    path.write_bytes(render(report, None)[".html"])
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.goto(path.as_uri())
    return page


def exported(page: Any, folder: Path) -> Path:
    with page.expect_download() as download:
        page.click("#export")
    path = folder / str(download.value.suggested_filename)
    download.value.save_as(path)
    return path


def select_words(page: Any, words: str) -> None:
    """Select the words in the report's text as a hand would, in whichever node they stand."""
    page.evaluate(
        """words => { const w = document.createTreeWalker(document.getElementById('body'), NodeFilter.SHOW_TEXT);
        for (let n; (n = w.nextNode());) { const i = n.data.indexOf(words);
          if (i >= 0) { getSelection().setBaseAndExtent(n, i, n, i + words.length); return; } } throw words; }""",
        words,
    )


def test_the_browser_shows_the_very_text(context: Any, tmp_path: Path) -> None:
    page = opened(context, tmp_path, sample())
    assert page.evaluate("document.getElementById('body').textContent") == TEXT
    assert page.errors == []


def test_hostile_text_runs_nothing(context: Any, tmp_path: Path) -> None:
    report = hostile()
    page = opened(context, tmp_path, report)
    shown = page.evaluate("document.getElementById('body').textContent")
    assert shown == report.text.replace("\0", "\ufffd").replace("\ud800", "\ufffd")
    assert page.evaluate("document.scripts.length") == 2 and page.errors == []


def test_a_click_jumps_from_the_words_to_the_row_and_back(context: Any, tmp_path: Path) -> None:
    page = opened(context, tmp_path, sample())
    page.click("#q-m-cost")
    assert page.evaluate("document.activeElement.closest('li').id") == "m-cost"
    assert page.get_attribute("#m-cost", "aria-current") == "true"
    page.click("#m-cost a.go")
    assert page.evaluate("document.activeElement.id") == "q-m-cost"


def test_jumping_needs_no_script(browser: Any, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, tmp_path, sample())
    page.click("#q-m-cost")
    assert page.url.endswith("#m-cost") and page.is_visible("#m-cost")
    assert not page.is_visible("#filters") and page.is_visible("text=对照原件补上")
    context.close()


def test_filters_leave_what_they_say(context: Any, tmp_path: Path) -> None:
    page = opened(context, tmp_path, sample())
    seen = "Array.from(document.querySelectorAll('#rows > li:not([hidden])')).map(li => li.id || li.className)"
    page.check("#need")
    assert [i for i in page.evaluate(seen) if i.startswith(("m-", "t-"))] == []
    page.uncheck("#need")
    page.select_option("#role", "issues")
    assert page.evaluate(seen) == ["m-old"]
    page.select_option("#role", "")
    page.fill("#q", "学位")
    assert page.evaluate(seen) == ["m-seats"]


def test_the_keyboard_does_it(context: Any, tmp_path: Path) -> None:
    page = opened(context, tmp_path, sample())
    page.keyboard.press("/")
    page.keyboard.type("总产")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    row = page.evaluate("document.activeElement.id")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == f"q-{row}"


def test_corrections_survive_a_reload_and_are_applied_as_exported(context: Any, tmp_path: Path) -> None:
    report = sample()
    page = opened(context, tmp_path, report)
    page.click("#m-area")
    page.click("#m-area [data-act=edit]")
    page.fill(".edit [name=low]", "3,186,500")
    page.select_option(".edit [name=relation]", "gt")
    page.fill(".edit [name=why]", "原件是 318.65 万亩")
    page.fill(".edit [name=who]", '李"娜')
    page.click(".edit .save")
    page.click("#m-pm")
    page.click("#m-pm [data-act=reject]")
    page.fill(".edit [name=why]", "不算")
    page.click(".edit .save")
    page.click("#t-grow")
    page.click("#t-grow [data-act=edit]")
    page.fill(".edit [name=lead]", "市商务局")
    page.fill(".edit [name=deadline]", "年内")
    page.uncheck(".edit [value=date]")
    page.fill(".edit [name=why]", "分工")
    page.click(".edit .save")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert page.inner_text("#drafts") == "3"
    select_words(page, "3个")
    page.click("#pick [data-pick=measure]")
    page.fill(".edit [name=indicator]", "引进人才团队")
    page.fill(".edit [name=why]", "漏了")
    page.click(".edit .save")
    path = exported(page, tmp_path)
    assert path.name == "云州市-2026.corrections.jsonl" and page.errors == []
    corrected = apply_file(report, path)
    assert corrected.problems == report.problems
    area = next(m for m in corrected.measures if m.id == "m-area")
    assert (str(area.low), area.relation) == ("3186500", "gt")
    assert area.correction and area.correction.who == '李"娜'
    assert not [m for m in corrected.measures if m.id == "m-pm"]
    grow = next(t for t in corrected.tasks if t.id == "t-grow")
    assert (grow.suggestions[0].unit, grow.deadline, grow.missing) == ("市商务局", "年内", ("owner",))
    added = next(m for m in corrected.measures if m.indicator == "引进人才团队")
    assert (added.quote.text, str(added.low), added.unit, added.role) == ("3个", "3", "个", "plan")


def test_an_open_row_says_all_that_is_known_and_that_a_unit_is_only_suggested(context: Any, tmp_path: Path) -> None:
    page = opened(context, tmp_path, sample())
    page.click("#t-grow")
    said = page.inner_text("#t-grow")
    for words in (
        "〔建议 牵头〕市工业和信息化局 规模以上企业属其职责",
        "完成时限、责任单位",
        "年底（文中未写）",
        "60家",
    ):
        assert words in said


def test_a_change_without_a_reason_or_with_a_wrong_figure_is_refused(context: Any, tmp_path: Path) -> None:
    page = opened(context, tmp_path, sample())
    page.click("#m-up")
    page.click("#m-up [data-act=edit]")
    page.click(".edit .save")
    assert "请写为什么" in page.inner_text(".edit .err")
    page.fill(".edit [name=why]", "错")
    page.fill(".edit [name=who]", "王敏")
    page.click(".edit .save")
    assert "没有改动" in page.inner_text(".edit .err")
    page.fill(".edit [name=low]", "二")
    page.click(".edit .save")
    assert "下限：写成数字" in page.inner_text(".edit .err")


def test_earlier_corrections_can_be_loaded_and_lead_the_export(context: Any, tmp_path: Path) -> None:
    page = opened(context, tmp_path, sample())
    earlier = {"finding": "m-cost", "set": {"role": "plan"}, "who": "王敏", "why": "年内是期限"}
    page.set_input_files("#load", {"name": "a.jsonl", "mimeType": "text/plain", "buffer": json.dumps(earlier).encode()})
    page.wait_for_function("document.getElementById('say').textContent.includes('并入 1 行')")
    page.click("#m-up")
    page.click("#m-up [data-act=reject]")
    page.fill(".edit [name=why]", "不算")
    page.fill(".edit [name=who]", "王敏")
    page.click(".edit .save")
    lines = [json.loads(line) for line in exported(page, tmp_path).read_text("utf-8").splitlines()]
    assert [line["finding"] for line in lines] == ["m-cost", "m-up"]


def test_characters_that_no_page_can_show_are_exported_as_they_are(context: Any, tmp_path: Path) -> None:
    report = hostile()
    page = opened(context, tmp_path, report)
    page.evaluate("""() => { const b = document.getElementById('body');
      const r = document.createRange(); r.selectNodeContents(b.querySelector('[data-o]'));
      getSelection().removeAllRanges(); getSelection().addRange(r); }""")
    page.click("#pick [data-pick=task]")
    page.fill(".edit [name=verb]", "试")
    page.fill(".edit [name=why]", "试")
    page.fill(".edit [name=who]", "王敏")
    page.click(".edit .save")
    line = json.loads(exported(page, tmp_path).read_text("utf-8"))
    assert line["text"] == report.text[line["start"] : line["end"]]


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_no_width_scrolls_sideways(browser: Any, tmp_path: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = opened(context, tmp_path, sample())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_switch_turns_the_words_and_turns_them_back(context: Any, tmp_path: Path) -> None:
    page = opened(context, tmp_path, sample())
    before = page.inner_text("#list")
    page.click("#lang")
    assert "named" not in before and "named" in page.inner_text("#t-park")
    page.click("#lang")
    assert page.inner_text("#list") == before


def save(page: Any) -> None:
    page.fill(".edit [name=why]", "对照原件")
    page.fill(".edit [name=who]", "周敏")
    page.click(".edit .save")


PLAN = (
    "澄川市2025年政府工作报告\n一、2024年工作回顾\n新建学校3所。\n二、2025年工作安排\n"
    "（一）办好实事。新建医院2所，改造道路15公里。建成体育公园。\n"
)


def test_what_the_page_exports_is_applied_shown_and_kept(context: Any, tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    report.write_text(PLAN, "utf-8")
    before = luoshi.read(report)
    hospital = next(t for t in before.tasks if "医院" in t.quote.text)
    behind = before.tasks[before.tasks.index(hospital) + 1]
    page = opened(context, tmp_path, before)
    page.click(f"#q-{next(p.id for p in before.passages if '学校' in p.quote.text)}")
    page.click("#rows .on [data-act=edit]")
    page.select_option(".edit [name=role]", "plan")
    assert page.input_value(".edit [name=year]") == "2025"
    save(page)
    page.click(f"#{hospital.id}")
    page.click(f"#{hospital.id} [data-act=merge]")
    save(page)
    path = exported(page, tmp_path)
    path.replace(tmp_path / "r.corrections.jsonl")
    after = luoshi.read(report)
    assert [c.refused for c in after.corrections] == [None] * 2 and page.errors == []
    assert any("学校" in t.quote.text for t in after.tasks) and behind.id not in {t.id for t in after.tasks}
    again = opened(context, tmp_path, after)
    assert again.inner_text("#drafts") == "0"
    again.check("[name=kind][value=s]")
    again.check("[name=kind][value=c]")
    assert again.inner_text("#rows").count("周敏") >= 4
    again.click("#rows .c >> nth=0")
    again.click("#rows .c [data-act=withdraw]")
    assert len(exported(again, tmp_path).read_text("utf-8").splitlines()) == 1


def test_a_task_is_split_at_its_clauses(context: Any, tmp_path: Path) -> None:
    words = "新建医院2所，改造道路15公里"
    line = {"add": "task", "text": words, "who": "周敏"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), "utf-8")
    report = apply_file(replace(luoshi.read(PLAN), tasks=()), tmp_path / "a.jsonl")
    page = opened(context, tmp_path, report)
    page.click(f"#{report.tasks[0].id}")
    page.click("#rows .on [data-act=split]")
    page.select_option(".edit .clause >> nth=1 >> select", "new")
    save(page)
    lines = exported(page, tmp_path).read_text("utf-8").splitlines()
    assert json.loads(lines[0]) == line
    (tmp_path / "b.jsonl").write_text(lines[1], "utf-8")
    assert [t.quote.text for t in apply_file(report, tmp_path / "b.jsonl").tasks] == words.split("，")


def test_a_doubt_is_decided_on_the_page(context: Any, tmp_path: Path) -> None:
    report = sample()
    page = opened(context, tmp_path, report)
    page.click("#u-gap")
    page.click("#u-gap [data-act=edit]")
    page.select_option(".edit [name=settle]", "name")
    assert not page.is_visible(".edit [name=indicator]")
    page.select_option(".edit [name=settle]", "measure")
    page.fill(".edit [name=indicator]", "集体比例")
    save(page)
    corrected = apply_file(report, exported(page, tmp_path))
    found = next(m for m in corrected.measures if m.indicator == "集体比例")
    assert (found.quote.text, str(found.low), found.unit, found.role) == ("80%", "80", "%", "plan")
    assert not corrected.unsure


def test_selected_words_become_the_words_of_the_open_finding(context: Any, tmp_path: Path) -> None:
    report = sample()
    page = opened(context, tmp_path, report)
    page.click("#t-park")
    select_words(page, "新材料产业园二期")
    page.click("#pick [data-pick=words]")
    save(page)
    corrected = apply_file(report, exported(page, tmp_path))
    assert next(t for t in corrected.tasks if t.id == "t-park").quote.text == "新材料产业园二期"


def test_a_line_that_was_not_applied_is_shown_with_its_place_and_can_be_withdrawn(context: Any, tmp_path: Path) -> None:
    (tmp_path / "r.corrections.jsonl").write_text('{"finding": "m-0", "reject": true, "who": "周敏"}\n', "utf-8")
    page = opened(context, tmp_path, apply_file(sample(), tmp_path / "r.corrections.jsonl"))
    row = "#rows .c.refused"
    said = page.inner_text(row)
    for words in ("未能应用", "这次没有读出“m-0”", "r.corrections.jsonl:1", "怎么办"):
        assert words in said
    page.check("#need")
    assert page.is_visible(row)
    page.click(row)
    page.click(f"{row} [data-act=withdraw]")
    assert exported(page, tmp_path).read_text("utf-8") == ""
