"""`luoshi text`: the repaired text with its marks, as people call it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from luoshi.cli import cli

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "sources"))
from made import ofd_pages
from packages import written

COLUMN = """一年来，我们坚持稳中求进，全市地区生产总值
增长5.6%，规模以上工业增加值增长7.1%，固定
资产投资增长8.2%，城镇新增就业完成3.2万人，
粮食总产达到12.5亿斤，各项指标好于预期。
— 3 —
二是持续改善民生，新建社区养老服务中心[1]15
个，改造老旧小区45个，惠及群众1.9万户，新
增公办幼儿园学位3200个，实现了应建尽建、应
改尽改的目标，群众获得感不断增强。
"""


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in args])


def test_joined_lines_cut_words_and_what_is_set_aside_are_marked(tmp_path: Path) -> None:
    result = run("text", written(tmp_path, COLUMN.encode(), "a.txt"))
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("一年来，我们坚持稳中求进，全市地区生产总值⏎增长5.6%，")
    assert "    〔搁置 page · page-number〕— 3 —" in lines
    assert any("养老服务中心✂15⏎个" in line for line in lines)
    assert any(line.startswith("    〔搁置 footnote-mark") and line.endswith("〕[1]") for line in lines)


def test_plain_is_the_text_alone(tmp_path: Path) -> None:
    result = run("text", "--plain", written(tmp_path, COLUMN.encode(), "a.txt"))
    assert result.stdout.count("\n") == 2
    assert not set("⏎✂〔") & set(result.stdout)


def test_pages_and_files_head_what_stands_on_them(tmp_path: Path) -> None:
    paragraph = "全市新建公园{}个，改造老旧小区{}个，惠及群众1.9万户，新增公办幼儿园学位3200个。"
    pages = ofd_pages("\n".join(paragraph.format(i, i) for i in range(18)))
    result = run("text", "--join", written(tmp_path, pages, "01版.ofd"), written(tmp_path, b"abc", "02版.txt"))
    heads = [line for line in result.stdout.splitlines() if line.startswith("── ")]
    assert heads == ["── 01版.ofd 第 1 页 page 1 ──", "── 01版.ofd 第 2 页 page 2 ──", "── 02版.txt ──"]


def test_json_holds_the_same_and_tags_are_counted_only_in_print(tmp_path: Path) -> None:
    page = written(tmp_path, "<html><body><p>新建<b>公园</b>12个。</p></body></html>".encode(), "a.html")
    data = json.loads(run("text", page, "--format", "json").stdout)
    assert data["text"] == "新建公园12个。"
    (paragraph,) = data["paragraphs"]
    assert paragraph["joints"] == [[2, "✂"], [4, "✂"]]
    assert {aside["reason"] for aside in paragraph["asides"]} == {"markup"}
    assert "处网页标记" in run("text", page).stdout


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_printed(tmp_path: Path) -> None:
    result = run("text", tmp_path / "没有.txt", written(tmp_path, COLUMN.encode(), "a.txt"))
    assert result.exit_code == 1
    assert "没有这个文件" in result.stderr and "一年来" in result.stdout
    assert run("text", "--plain", "--format", "json", tmp_path / "a.txt").exit_code == 2
