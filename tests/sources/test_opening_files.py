"""Opening a file: every encoding and format that comes, and a clear refusal of everything else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from luoshi.sources import SourceError, from_text, open_document

TEXT = "云州市政府工作报告\r\n\r\n全市地区生产总值增长5.6%，新建公园12个。\n"


def written(folder: Path, data: bytes, name: str = "报告.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gb2312"), "gb18030"),
    ],
)
def test_the_text_is_the_same_in_every_encoding(tmp_path: Path, data: bytes, encoding: str) -> None:
    document = open_document(written(tmp_path, data))
    assert document.text == TEXT
    assert document.info.encoding == encoding
    assert document.info.length == len(TEXT)
    assert document.problems == ()


def test_a_few_bad_bytes_in_utf8_are_one_replacement_each_with_their_place(tmp_path: Path) -> None:
    good = ("全市新建公园12个，改造老旧小区45个。" * 20).encode()
    data = good[:52] + b"\xff\xfe\xe4" + good[52:]
    document = open_document(written(tmp_path, data))
    assert document.info.encoding == "utf-8"
    assert document.text.count("\ufffd") == 3
    (problem,) = document.problems
    assert problem.code == "undecodable"
    assert problem.span is not None
    assert document.text[problem.span.start : problem.span.end] == "\ufffd\ufffd\ufffd"
    assert problem.what.zh == "有 3 个字节无法按 utf-8 解码"


def test_a_cut_off_utf8_file_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    document = open_document(written(tmp_path, TEXT.encode()[:-2] + "。".encode()[:2]))
    assert document.info.encoding == "utf-8"
    assert document.text.endswith("\ufffd\ufffd")


def test_an_html_page_may_declare_its_encoding(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="big5"></head><body><p>{"雲州市國民經濟發展報告" * 9}</p></body></html>'
    document = open_document(written(tmp_path, page.encode("big5"), "a.html"))
    assert document.info.encoding == "big5"
    assert document.text == page


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "旧版表格或演示文件"),
    ],
)
def test_another_format_named_txt_is_called_by_its_name(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(SourceError) as refused:
        open_document(written(tmp_path, data))
    assert refused.value.code == "format-not-read"
    assert refused.value.what.zh == f"这是{says}，目前还不能读取"
    assert "另存为" in refused.value.todo.zh or "解压" in refused.value.todo.zh


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x00\x01\x02" * 99, "binary"),
    ],
)
def test_no_text_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as refused:
        open_document(written(tmp_path, data))
    assert refused.value.code == code


def test_bytes_that_no_encoding_fits_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        open_document(written(tmp_path, b"\xff\xa0\x80\xff\xc0\xff" * 300))
    assert refused.value.code == "undecodable"
    assert refused.value.todo.zh == "请用编辑器打开，另存为 UTF-8"


def test_a_missing_path_and_a_directory_say_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        open_document(tmp_path / "没有.txt")
    assert (refused.value.code, refused.value.what.zh) == ("missing", "没有这个文件")
    with pytest.raises(SourceError) as refused:
        open_document(tmp_path)
    assert (refused.value.code, refused.value.what.zh) == ("directory", "这是文件夹，不是文件")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT.encode())
    path.chmod(0)
    with pytest.raises(SourceError) as refused:
        open_document(path)
    assert refused.value.code == "no-permission"


def test_html_is_known_by_its_content_and_hides_what_is_no_text() -> None:
    head = "<head><title>云州市</title><style>p{}</style></head>"
    body = (
        "<nav><a href='/1'>首页</a></nav><p>新建公园12个<!-- 第3稿 -->、<b>游园</b>30个&nbsp;&middot;<sup>[1]</sup></p>"
    )
    page = f"<!DOCTYPE html><html>{head}<body>{body}<script>if(1<2)x()</script></body></html>"
    document = from_text(page, "报告.txt")
    assert document.info.media_type == "text/html"
    hidden = {page[s.start : s.end]: reason for s, reason in document.hidden}
    assert hidden["<!-- 第3稿 -->"] == "comment"
    assert hidden["<nav><a href='/1'>首页</a></nav>"] == "navigation"
    assert hidden["<style>p{}</style>"] == "script"
    assert hidden["<script>if(1<2)x()</script>"] == "script"
    assert hidden["<p>"] == "markup-break"
    assert hidden["<b>"] == "markup"
    assert hidden["<sup>[1]</sup>"] == "footnote-mark"
    assert document.replaced == {page.index("&nbsp;"): ("\xa0", 6), page.index("&middot;"): ("·", 8)}


def test_plain_text_may_hold_front_matter_comments_and_entities() -> None:
    text = "---\ntitle: 云州市政府工作报告\ndate: 2024-01-09\n---\n\n<!-- 记者 摄 -->\n增长5%&nbsp;以上，1<2。\n"
    document = from_text(text)
    assert [(text[s.start : s.end], reason) for s, reason in document.hidden] == [
        ("---\ntitle: 云州市政府工作报告\ndate: 2024-01-09\n---", "front-matter"),
        ("<!-- 记者 摄 -->", "comment"),
    ]
    assert list(document.replaced.values()) == [("\xa0", 6)]


def test_a_markdown_link_keeps_its_words() -> None:
    text = "# 报告\n\n见[云州市政府](https://example.invalid/1)。\n\n## 一、回顾\n"
    document = from_text(text)
    assert document.info.media_type == "text/markdown"
    assert [text[s.start : s.end] for s, _ in document.hidden] == ["[", "](https://example.invalid/1)"]
