"""Schemes are data: what comes with Luoshi is sound, and a place's own file is told what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from luoshi.cli import cli
from luoshi.schemes import Limit, SchemeError, builtin, limit, load, names
from luoshi.schemes.load import BUILTIN
from luoshi.schemes.values import FINAL

DRAFTS = sorted(Path(__file__).parent.glob("drafts/*.toml"))


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """A place's own 13710 with one thing changed."""
    text = (BUILTIN / "13710.toml").read_text("utf-8")
    assert old in text
    path = tmp_path / "本地.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_the_four_schemes_come_with_luoshi() -> None:
    assert names() == ("13710", "key-task", "livelihood", "rectification")
    for name in names():
        assert builtin(name).id == name
        assert builtin(name).basis


@pytest.mark.parametrize("path", DRAFTS, ids=lambda p: p.stem)
def test_what_comes_next_needs_no_code(path: Path) -> None:
    assert {s.kind for s in load(path).stage.values()} & (FINAL | {"done"})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('starts = ["assign"]', 'start = ["assign"]', "[clock.deploy]：不认识的键 start，是不是 starts？"),
        ('name = "交办"\n', "", "[transition.assign]：缺少 name"),
        ('to = "assigned"', 'to = "asigned"', "没有名为 asigned 的阶段，是不是 assigned？"),
        ('limit = "7日"', 'limit = "七天"', "七天 不是时限，应如 3日"),
        ('limit = "field:planned"', 'limit = "field:plannd"', "没有名为 plannd 的字段，是不是 planned？"),
        ('stops = ["feedback"]', 'stops = ["feed"]', "没有名为 feed 的动作，是不是 feedback？"),
        ('from = ["done"]\nto = "struck"', 'from = ["done"]\nto = "done"', "[stage.struck]：没有动作通到这里"),
        ('{ clock = "redo", within', '{ clock = "redo", witin', "不认识的键 witin，是不是 within？"),
        ('is = ["一般"]', 'is = ["普通"]', "没有名为 普通 的选项"),
        ('after = "blue"', 'after = "red"', "没有名为 red 的在前的督办单"),
        ('colour = "green"', 'colour = "green"\nwhen = { behind = 1 }', "最后一个灯不能有 when"),
        ('until = "until"', 'until = "untill"', "没有名为 untill 的字段，是不是 until？"),
        ('who = ["handler", "head"]', 'who = ["mayor"]', "[transition.deploy] 的 who[...]"),
        ("[transition.assign]", "[transition.open]", "这个名称留作系统用"),
        ('id = "13710"', "id = 13710", "的 id"),
        ('[stage.draft]\n', '[stage]\nfoo = 1\n[stage.draft]\n', "[stage] 应写成 [stage.名称] 的表"),
        ('day_one = "counted"', 'day_one = "counted', "不是 TOML"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_where_what_and_what_to_do(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(SchemeError) as caught:
        load(changed(tmp_path, old, new))
    assert any(said.replace("[...]", "") in fault.zh.replace("[0]", "") for fault in caught.value.faults), str(
        caught.value
    )


def test_a_stage_without_a_way_out_is_found(tmp_path: Path) -> None:
    with pytest.raises(SchemeError, match="没有动作从这里走出去"):
        limbo = '[stage.limbo]\nname = "悬"\nen = "Limbo"\nkind = "open"\n[stage.done]'
        path = changed(tmp_path, "[stage.done]", limbo)
        path.write_text(path.read_text("utf-8").replace('to = "done"', 'to = "limbo"'), "utf-8")
        load(path)


@pytest.mark.parametrize(
    ("words", "text"),
    [("3日", "3日"), ("7 天", "7日"), ("5个工作日", "5工作日"), ("0.5工作日", "0.5工作日"), ("30分钟", "30分钟")],
)
def test_limits_are_read_as_the_rules_write_them(words: str, text: str) -> None:
    assert str(limit(words)) == text


@pytest.mark.parametrize("words", ["", "三日", "0.5日", "-1日", "1天半", "field:", "1世纪"])
def test_what_is_no_limit_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"expected|broken"):
        limit(words)


def test_a_limit_can_be_a_date_that_is_given() -> None:
    assert limit("field:due") == Limit(field="due")


class TestCommand:
    def test_a_scheme_is_shown_in_lines(self) -> None:
        result = CliRunner().invoke(cli, ["scheme", "show", "13710"])
        assert result.exit_code == 0
        assert "七日办结　多长：7日（含当日）" in result.output
        assert "督办预警单（橙）　何时建议：“逾期”，且“督办提示单（蓝）”逾期 3日 未答复" in result.output

    def test_and_as_a_page_with_its_diagram(self, tmp_path: Path) -> None:
        target = tmp_path / "13710.html"
        assert CliRunner().invoke(cli, ["scheme", "show", "13710", "--out", str(target)]).exit_code == 0
        page = target.read_text("utf-8")
        assert "“13710”督办怎么办？" in page
        assert page.count('<g class="s ') == len(builtin("13710").stage)
        assert "default-src 'none'" in page
        assert "<script" not in page
        assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")

    def test_the_words_of_a_file_never_become_markup(self, tmp_path: Path) -> None:
        path = changed(tmp_path, 'name = "交办"', 'name = "<script>alert(1)</script>[red]"')
        target = tmp_path / "x.html"
        assert CliRunner().invoke(cli, ["scheme", "show", str(path), "--out", str(target)]).exit_code == 0
        assert "<script>" not in target.read_text("utf-8")
        assert "[red]" in CliRunner().invoke(cli, ["scheme", "show", str(path)]).output

    def test_check_says_every_fault_of_every_file_and_exits_with_1(self, tmp_path: Path) -> None:
        wrong = changed(tmp_path, 'to = "assigned"', 'to = "nowhere"')
        result = CliRunner().invoke(cli, ["scheme", "check", str(wrong), str(BUILTIN / "13710.toml"), "没有.toml"])
        assert result.exit_code == 1
        assert "没有名为 nowhere 的阶段" in result.output
        assert "13710.toml：没有问题" in result.output
        assert "没有.toml" in result.output and "读不了" in result.output

    def test_an_unknown_scheme_is_refused_with_those_that_there_are(self) -> None:
        result = CliRunner().invoke(cli, ["scheme", "show", "13711"])
        assert result.exit_code == 2
        assert "自带的有 13710、key-task、livelihood、rectification" in result.output

    def test_the_schemes_are_listed(self) -> None:
        assert "民生实事" in CliRunner().invoke(cli, ["scheme", "list"]).output
