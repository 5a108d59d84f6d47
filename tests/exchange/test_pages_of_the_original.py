"""The proof-reading page with the pages of the original: findings in their boxes, within limits, one offline file."""

from __future__ import annotations

import base64
import re
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

import luoshi
from luoshi.exchange.as_html import render
from luoshi.exchange.page import sheets
from luoshi.sources import pictures as pages

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "sources"))
from made import ofd_pages  # noqa: E402
from packages import p, word, written, zipped  # noqa: E402

REPORT = """云州市政府工作报告
各位代表：
一、2025年工作回顾
过去一年，全市地区生产总值增长5.6%，规模以上工业增加值增长7.1%，固定资产投资增长8.2%，城镇新增就业3.2万人。
二、2026年工作安排
今年要新建公园12个，改造老旧小区45个，惠及群众1.9万户，新增公办幼儿园学位3200个，建成市级政务服务大厅。
"""


@pytest.fixture
def ofd(tmp_path: Path) -> Path:
    return written(tmp_path, ofd_pages(REPORT), "云州市.ofd")


def page_of(path: Path) -> str:
    return render(luoshi.read(path), None, [path])[".html"].decode()


def figures(html: str) -> list[str]:
    return re.findall(r"<figure>.*?</figure>", html, re.S)


def boxes(figure: str) -> dict[str, list[float]]:
    found = re.findall(r'data-f=(\S+) tabindex=-1><rect x="(.+?)" y="(.+?)" width="(.+?)" height="(.+?)"', figure)
    return {ident: list(map(float, rest)) for ident, *rest in found}


def test_a_finding_has_its_box_on_the_page_that_it_stands_on(ofd: Path) -> None:
    report = luoshi.read(ofd)
    (figure,) = figures(page_of(ofd))
    assert "第 1 页" in figure and 'src="data:image/svg+xml;base64,' in figure
    park = next(m for m in report.measures if m.quote.text == "12个")
    x, y, width, height = boxes(figure)[park.id]
    # Of 210 mm are 1000 units: the seventh line, behind two empty cells and seven characters.
    assert x / 1000 * 210 == pytest.approx(28 + 9 * 5.64, abs=0.3)
    assert y / 1000 * 210 == pytest.approx(37 + 6 * 10.2, abs=2)
    assert width / 1000 * 210 == pytest.approx(2 * 5.64, abs=0.3) and 20 < height < 40
    assert f'href="#q-{park.id}"' in figure


def test_a_drawn_page_holds_the_words_and_nothing_that_runs(tmp_path: Path) -> None:
    path = written(tmp_path, ofd_pages("<script>alert(1)</script>新建公园12个。"), "a.ofd")
    source = re.search(r"data:image/svg\+xml;base64,([^\"]+)", page_of(path))
    assert source is not None
    drawn = base64.b64decode(source[1]).decode()
    assert "<script" not in drawn and "&lt;script&gt;" in drawn


def test_a_scan_is_scaled_to_a_size_that_can_be_sent(tmp_path: Path) -> None:
    from PIL import Image

    noisy = Image.effect_noise((2400, 3300), 90)
    path = tmp_path / "扫描.png"
    noisy.save(path)
    (picture,) = pages.pictures([path], [(None, 1)])
    assert picture.media_type == "image/webp"
    assert len(picture.data) <= pages.MOST_BYTES
    assert picture.height / picture.width == pytest.approx(3300 / 2400, rel=0.01)


def test_pages_inside_an_archive_are_found_by_their_names(tmp_path: Path) -> None:
    path = written(tmp_path, zipped({"05版.ofd": ofd_pages(REPORT), "06版.ofd": ofd_pages("新建学校3所。")}), "a.zip")
    found = figures(page_of(path))
    assert ["05版.ofd 第 1 页" in found[0], "06版.ofd 第 1 页" in found[1]] == [True, True]


def test_without_pages_there_is_no_panel_and_no_switch(tmp_path: Path) -> None:
    html = page_of(written(tmp_path, word(p("新建公园12个。")), "a.docx"))
    assert 'id="sheets"' not in html and 'id="beside"' not in html
    text = written(tmp_path, REPORT.encode(), "a.txt")
    assert page_of(text) == render(luoshi.read(text))[".html"].decode()


def test_beyond_the_limit_the_page_says_how_many_are_missing(ofd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = written(ofd.parent, ofd_pages(REPORT * 12), "长.ofd")
    whole = len(figures(page_of(long)))
    assert whole > 2 and "没有版面图" not in page_of(long)
    monkeypatch.setattr(sheets, "MOST_PAGES", 2)
    html = page_of(long)
    assert len(figures(html)) == 2
    assert f"另有 {whole - 2} 页没有版面图" in html


def test_an_original_that_changed_meanwhile_leaves_the_page_whole(ofd: Path) -> None:
    report = luoshi.read(ofd)
    ofd.write_bytes(b"%PDF-1.7 nothing")
    html = render(report, None, [ofd])[".html"].decode()
    assert figures(html) == [] and "云州市.ofd" in html


CHROMIUM = runpy.run_path(str(ROOT / "browser.py"))["chromium"]()


@pytest.mark.skipif(CHROMIUM is None, reason="tests/browser.py 没有找到 Chromium / found no Chromium")
@pytest.mark.parametrize("width", [1440, 390])
def test_text_list_and_page_point_at_one_another(ofd: Path, width: int) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    report = luoshi.read(ofd)
    park = next(m for m in report.measures if m.quote.text == "12个")
    target = ofd.with_suffix(".html")
    target.write_text(page_of(ofd), "utf-8")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page: Any = browser.new_page(viewport={"width": width, "height": 900})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(target.as_uri())
        if width < 1000:
            assert not page.is_visible("#sheets")
            page.click("#beside")
        assert page.is_visible("#sheets")
        page.evaluate(f"document.querySelector('#body a[href=\"#{park.id}\"]').click()")
        assert page.get_attribute("#sheets a.on", "data-f") == park.id
        frame, box = (page.locator(s).bounding_box() for s in ("#sheets", "#sheets a.on rect"))
        assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]
        other = next(m for m in report.measures if m.quote.text == "3200个")
        page.locator(f'#sheets a[data-f="{other.id}"] rect').dispatch_event("click")
        assert page.get_attribute("#rows li[aria-current]", "id") == other.id
        page.click("#beside" if width > 1000 else "#sheets .shut button")
        assert not page.is_visible("#sheets")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        browser.close()
        assert errors == []
