"""The whole way in a real browser: upload, proof-read, 立项, 征求意见, 审定, 印发, sign, report with evidence, an
obstacle raised, answered and cleared, extension, a slip signed and answered, return, close, strike off, and the
bulletin of the month; then what the keyboard does at the desk and in the list."""

from __future__ import annotations

import io
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from tests.web.browsing import browser, come_in, served

SAMPLE = Path(__file__).parents[2] / "samples" / "澄川市-2026.txt"
# The demo's cast, by what they are here.
CAST = {
    "supervisor": "ducha", "leader": "fushizhang", "handler": "shuiwu", "head": "shuiwu-ju", "asked": "caizheng",
}  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("ledger")) as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as found:
        yield found


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
            come_in(page, self.address, CAST[who])
            self.pages[who] = page
        return self.pages[who]

    def go(self, who: str, path: str) -> Any:
        page = self.page(who)
        page.goto(self.address + path)
        return page

    def until(self, moment: str) -> dict[str, int]:
        """The ledger's clock goes on to this moment, and its day's work is done; what of it was new."""
        with urllib.request.urlopen(f"{self.address}/until?{moment}", data=b"") as answer:
            return dict(json.load(answer))

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


def opened_at_the_desk(people: People, report: str, words: str, read: str, due: str) -> str:
    """A task found by its words, put right, accepted, given its unit and leader, and opened; its number."""
    page = people.go("supervisor", f"{report}/")
    row = page.locator(".task", has=page.locator("textarea", has_text=words))
    ident = row.first.get_attribute("id")
    source = page.inner_text(f".mark[href='#{ident}']")
    page.fill(f"#{ident} textarea[name=title]", read)
    page.click(f"#{ident} button[value=edit]")
    page.wait_for_selector(".said >> text=已改")
    page.click(f"#{ident} button[value=accept]")
    page.wait_for_selector(f"#{ident}.accepted")
    page.click(f"#{ident} [data-open]")
    page.select_option("#scheme", label="政府工作报告重点任务")
    page.select_option("#lead", label="市水务局")
    page.select_option("#leader", label="市政府分管副市长")
    page.fill("#due", due)
    page.click("main button.main[value=assign]")
    page.click("main form[action$='/open'] button.main")
    number = str(page.inner_text("main section li a"))
    page = people.go("supervisor", f"/c/{number}/")
    assert page.inner_text("h1") == read, "as it was put right"
    assert page.inner_text(".source q") in source, "and the report's own words stand first"
    return number


def opened_by_hand(people: People, title: str, start: str, due: str) -> str:
    """What stands in no report: opened, approved from the leader's work, issued; its number."""
    page = people.go("supervisor", "/ledger/new?scheme=1")
    page.fill("#title", title)
    page.select_option("#lead", label="市水务局")
    page.select_option("#leader", label="市政府分管副市长")
    page.fill("[name=start]", start)
    page.fill("[name=due]", due)
    page.click("main form button.main")
    number = str(page.inner_text("article .meta").split(" ")[0])
    page = people.go("leader", "/")
    assert "等待起步" in page.inner_text("main")
    page.click(f"#w-{number} summary")
    page.click(f"#w-{number} button.main")
    assert "审定" in page.inner_text(".said")
    people.do("supervisor", number, "issue", "印发", document="澄政办发〔2026〕6号")
    return number


def issued(people: People, report: str, number: str) -> None:
    """征求意见、审定、印发 of what was opened from the report; the head of the lead unit answers."""
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


def reported_with_an_obstacle(people: People, number: str, proof: Path) -> None:
    """A report of progress from My work, with evidence and what others must settle; they answer, and it is gone."""
    page = people.go("handler", f"/?open={number}")
    form = page.locator(f"#w-{number} form")
    form.locator("[name=summary]").fill("已开工 20 个")
    form.locator("[name=figure]").fill("20")
    form.locator("[name=problem]").fill("管线迁改慢")
    form.locator("[name=evidence]").set_input_files(str(proof))
    form.locator("details.more summary").click()
    form.locator("[name=coordination]").fill("配套资金缺口 320 万元")
    form.locator("[name=coordinate-with]").fill("市财政局")
    form.locator("[name=obstacle]").select_option("资金")
    form.locator("button.main").click()
    assert "报告进展" in page.inner_text(".said")
    page = people.go("asked", "/")
    assert "请您协调的堵点" in page.inner_text("main") and "配套资金缺口 320 万元" in page.inner_text("main")
    page.click("main ul.work a.button.main")
    page.fill("#why", "资金本周下达")
    page.click("main form.form button.main")
    assert "已记入台账" in page.inner_text(".said")
    page = people.go("handler", "/")
    assert "堵点有答复，请确认" in page.inner_text("main")
    page.click("main ul.work a.button.main[href*='/obstacles/']")
    page.fill("#why", "资金已到位")
    page.click("main form.form button.main")
    page = people.go("supervisor", "/obstacles/")
    assert page.inner_text("h1 small").startswith("0 个")
    page = people.go("supervisor", f"/c/{number}/")
    assert "资金本周下达" in page.inner_text("#obstacles") and "已消除" in page.inner_text("#obstacles")


def signed_and_answered(people: People, number: str) -> None:
    """A slip that the night proposed: the leader finds it in My work, words and signs it, the head answers."""
    page = people.go("leader", "/")
    assert "待签发的督办单" in page.inner_text("main")
    page.click(f"main a[href='/c/{number}/slip/orange']")
    assert "完成时限" in page.inner_text("main"), "why it is called for"
    page.fill("[name=words]", "请三日内说明原因，明确完成日期。")
    page.fill("[name=document]", "澄政督〔2026〕2号")
    page.click("main form.form button.main")
    assert "已签发" in page.inner_text(".said")
    page = people.go("head", "/")
    assert "待答复的督办单" in page.inner_text("main")
    page.click(f"main a[href='/c/{number}/answer/orange']")
    assert "请三日内说明原因" in page.inner_text(".letter")
    page.fill("[name=measure]", "增派力量，两班作业")
    page.fill("[name=by]", "2026-04-20")
    page.click("main form.form button.main")
    assert "已答复" in page.inner_text(".said")
    page.click("a:has-text('看督办单')")
    sheet = page.inner_text("article.sheet")
    for word in ("督办函", "澄政督〔2026〕2号", "市水务局", "请三日内说明原因", "增派力量，两班作业", "2026年4月20日"):
        assert word in sheet, word


def bulletin_of_march(people: People) -> str:
    """Drafted from the month's figures, kept, issued and downloaded; its words."""
    page = people.go("supervisor", "/bulletin/")
    page.click("a.button[href='/bulletin/2026-3']")
    figures = " ".join(page.inner_text("ul.figures").split())
    for words in ("2 列入督查", "1 已办结", "50.00% 按期办结率 1/2"):
        assert words in figures
    page.fill("#demands", "逾期的一项，四月二十日前完成。")
    page.click("button[value=save]")
    assert "草稿已保存" in page.inner_text(".said")
    page.fill("#document", "澄政督通〔2026〕1号")
    page.click("button[value=issue]")
    assert "已印发〔2026〕第 1 期" in page.inner_text(".said")
    page = people.go("head", "/bulletin/")
    with page.expect_download() as coming:
        page.click("main table a:has-text('DOCX')")
    assert coming.value.suggested_filename == "督查通报〔2026〕第1期.docx"
    document = docx.Document(io.BytesIO(Path(coming.value.path()).read_bytes()))
    tables = ("｜".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows)
    return "\n".join([*(p.text for p in document.paragraphs), *tables])


# The first of this file: it counts on a ledger in which there is nothing yet.
def test_from_the_report_to_struck_off_and_the_bulletin(people: People, tmp_path: Path) -> None:
    page = desk_of_the_sample(people)
    report = page.url.partition("?")[0].partition("#")[0].rstrip("/").removeprefix(people.address)
    number = opened_at_the_desk(people, report, "改造老旧小区", "改造老旧小区55个（含管线）", "2026-11-30")
    issued(people, report, number)
    late = opened_by_hand(people, "更换青溪水库闸门", "2026-03-02", "2026-03-20")
    assert (number, late) == ("2026-0001", "2026-0002")

    proof = tmp_path / "验收单.pdf"
    proof.write_bytes(b"%PDF-1.7 ok")
    people.do("handler", number, "sign", "签收")
    reported_with_an_obstacle(people, number, proof)
    people.do("head", number, "ask-extension", "申请延期", reason="汛期停工", until="2027-01-31")
    page = people.go("leader", "/")
    assert "申请延期，等您决定" in page.inner_text("main")
    page.click(f"#w-{number} summary")
    page.fill(f"#w-{number} [name=until]", "2027-01-31")
    page.fill(f"#w-{number} [name=document]", "澄政办函〔2026〕8号")
    page.click(f"#w-{number} button.main")
    assert "批准延期" in page.inner_text(".said")

    assert people.until("2026-03-23T09:00")["slips"] == 1
    signed_and_answered(people, late)
    people.do("head", number, "apply", "申请办结", proof, result="55 个全部完工")
    people.do("supervisor", number, "return", "退回", reason="验收单不全")
    people.do("head", number, "apply", "申请办结", proof, result="验收单已补齐")
    people.do("supervisor", number, "complete", "同意办结")
    people.do("leader", number, "strike", "销号")

    page = people.go("supervisor", f"/c/{number}/")
    assert page.inner_text(".stage").startswith("销号")
    assert "延期 1" in page.inner_text("main")
    story = page.inner_text(".story")
    for word in ("立项", "征求意见", "审定", "印发", "签收", "报告进展", "堵点已消除", "批准延期", "退回", "同意办结"):
        assert word in story, word

    assert people.until("2026-04-01T08:00")["months"] == 2
    words = bulletin_of_march(people)
    for said in (
        "截至2026年3月31日，列入督查的事项共2项，已办结1项（本月办结1项），在办1项。",
        "红灯1项", "按期办结率50.00%（1/2），逾期未办结1项。", "逾期的一项，四月二十日前完成。", "澄政督通〔2026〕1号",
        "1｜市水务局｜2｜1｜50.00%（1/2）｜1｜0｜1｜1", "督办函｜1｜1｜0", "更换青溪水库闸门",
        "签名（Ed25519）：",
    ):  # fmt: skip
        assert said in words, said


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


def test_the_list_by_keyboard_and_some_of_it_together(people: People) -> None:
    for title in ("修好学校的操场", "修好村口的桥", "修好水库的闸门"):
        page = people.go("supervisor", "/ledger/new?scheme=1")
        page.fill("textarea[name=title], input[name=title]", title)
        page.select_option("select[name=lead]", label="市水务局")
        page.click("main form button.main")
        page.wait_for_selector("article.commitment")
    page = people.go("supervisor", "/ledger/")
    page.keyboard.press("/")
    page.keyboard.type("修好")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark")
    assert page.url.endswith("/ledger/?q=%E4%BF%AE%E5%A5%BD"), "an address without empty filters"
    assert [mark.inner_text() for mark in page.query_selector_all("mark")] == ["修好"] * 3
    for key in "jxjjx":
        page.keyboard.press(key)
    assert page.inner_text(".chosen") == "已选 2 项"
    page.keyboard.press("k")
    assert "修好村口的桥" in page.evaluate("document.activeElement.innerText")
    page.click("#together button")
    page.click("button[value='key-task.consult']")
    assert "修好村口的桥" not in page.inner_text("main")
    page.click("button[name=go]")
    assert "征求意见 2 项，已记入台账" in page.inner_text(".said")
    assert page.url.endswith("/ledger/?q=%E4%BF%AE%E5%A5%BD")
    page.click(".every")
    assert page.inner_text(".chosen") == "已选 3 项"
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/*/")
    page = people.go("supervisor", "/ledger/?q=修好")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390, "nothing stands beyond a phone's edge"
    assert page.locator("#list tbody tr").first.bounding_box()["height"] < 160
    page.set_viewport_size({"width": 1440, "height": 900})
