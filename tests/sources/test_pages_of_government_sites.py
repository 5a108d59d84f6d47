"""HTML as it is saved from government sites: the report is read, what the site puts around it is set aside."""

from __future__ import annotations

import base64
import quopri
import time
from pathlib import Path

import pytest
from made import html_pages
from packages import written

import luoshi
from luoshi.reading.repair import repair
from luoshi.sources import SourceError, from_text, open_document

TEXT = "云州市政府工作报告\n各位代表：\n一、2026年工作安排\n新建公园12个，改造老旧小区45个。\n谢谢大家！\n"
SITE = """<html><head><meta charset="utf-8"></head><body><div class="header"><ul class="menu">
<li><a href="/">首页</a></li><li><a href="/x">新闻</a></li><li><a href="/y">数据</a> |</li></ul></div>
<div>您现在的位置： <a href="/">首页</a>&gt;<a href="/z">政府信息公开</a></div><h1>2026年政府工作报告</h1>
<div class="info">发布时间：2026-01-20 09:30　来源：市政府办公室　浏览次数：1234　字体：【大 中 小】</div>
<div id="content"><p>一、2026年工作安排</p><p>新建公园12个。</p>
<ul><li>改造老旧小区45个；</li><li>新建学校3所，见<a href="/a">附件</a>。</li></ul>
<table><tr><th>指标</th><th>目标</th></tr><tr><td>地区生产总值</td><td>5.5%</td></tr></table></div>
<div>上一篇：关于印发实施方案的通知</div><div>下一篇：没有了</div>
<h3>相关信息</h3><ul><li><a>2025年报告</a></li><li><a>2024年报告</a></li><li><a>2023年报告</a></li></ul>
<div class="footer"><p>主办单位：云州市人民政府办公室</p><p>版权所有 云ICP备05000000号</p></div></body></html>"""


@pytest.mark.parametrize("shape", range(3), ids=["landmarks", "tables in gb2312", "pasted from Word"])
def test_each_shape_gives_the_figures_of_the_text(tmp_path: Path, shape: int) -> None:
    report = luoshi.read(written(tmp_path, html_pages(TEXT)[shape], "报告.htm"))
    assert [(m.quote.text, m.role) for m in report.measures] == [("12个", "plan"), ("45个", "plan")]
    assert any("备案号" in aside.quote.text and aside.reason == "navigation" for aside in report.asides)


def test_what_the_site_puts_around_is_set_aside_and_lists_and_tables_of_the_text_are_kept() -> None:
    repaired = repair(from_text(SITE))
    assert repaired.text.splitlines() == [
        "#2026年政府工作报告", "一、2026年工作安排", "新建公园12个。", "改造老旧小区45个；", "新建学校3所，见附件。",
        "指标", "目标", "地区生产总值", "5.5%",
    ]  # fmt: skip
    set_aside = "".join(a.quote.text for a in repaired.asides if a.reason == "navigation")
    for words in ("首页", "新闻", "您现在的位置", "浏览次数：1234", "上一篇", "相关信息", "2024年报告", "云ICP备"):
        assert words in set_aside


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030"])
def test_characters_beyond_gb2312_are_read_where_it_is_declared(tmp_path: Path, declared: str) -> None:
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><p>{{}}</p></html>'
    )
    document = open_document(written(tmp_path, page.format("市长李喆、镕㙍的报告").encode("gb18030"), "a.html"))
    assert document.info.encoding == "gb18030" and "李喆、镕㙍" in document.text


def test_lists_without_end_take_linear_time() -> None:
    begun = time.process_time()
    repair(from_text("<html><body>" + "<ul><li><a>" * 20_000 + "新建公园12个。"))
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_a_page_saved_as_one_file_is_read_whatever_its_name(tmp_path: Path, encoding: str) -> None:
    page = html_pages(TEXT)[1]
    packed = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}[encoding](page)
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="XX"\n\n--XX\nContent-Type: text/html\n'
    tail = b"\n--XX\nContent-Type: image/png\n\nxxxx\n--XX--\n"
    data = head.encode() + f"Content-Transfer-Encoding: {encoding}\n\n".encode() + packed + tail
    report = luoshi.read(written(tmp_path, data, "报告.doc"))
    assert [m.quote.text for m in report.measures] == ["12个", "45个"]
    assert report.source.media_type == "multipart/related"


def test_a_saved_page_without_its_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        open_document(
            written(tmp_path, b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="X"\n\n--X', "a.mht")
        )
    assert refused.value.code == "damaged"
