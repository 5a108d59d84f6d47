"""`luoshi cascade`, `series`, `across`, `ranks` as people call them, on good input and bad."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi.cli import cli


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in args])


@pytest.mark.parametrize("form", ["json", "xlsx", "html"])
def test_cascade_writes_each_format(samples: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"a.{form}"
    result = run(
        "cascade", samples / "澄川市-2025.txt", samples / "澄川市临溪区-2025.txt", "--format", form, "--out", out
    )
    assert result.exit_code == 0, result.output
    assert "上级的目标，下级接住了吗？" in result.output and "增速和比率" in result.output
    data = out.read_bytes()
    if form == "json":
        assert json.loads(data)["schema"] == "luoshi-cascade 1.0"
    elif form == "html":
        assert b"<script" not in data and "地区生产总值".encode() in data


def test_cascade_says_what_it_leaves_out(samples: Path) -> None:
    result = run("cascade", samples / "澄川市-2025.txt", samples / "澄川市临溪区-2026.txt")
    assert result.exit_code == 1 and "安排的是2026年，不是2025年" in result.output


@pytest.mark.parametrize("form", ["json", "xlsx", "html"])
def test_across_writes_each_format(samples: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"a.{form}"
    reports = samples / "澄川市-2025.txt", samples / "澄川市临溪区-2025.txt"
    result = run("across", "地区生产总值", *reports, "--format", form, "--out", out)
    assert result.exit_code == 0, result.output
    assert "谁高谁低？" in result.output and "临溪区" in result.output
    if form == "json":
        columns = {e["column"] for e in json.loads(out.read_bytes())["entries"]}
        assert columns == {"target", "claimed"}


def test_across_says_when_there_is_nothing(samples: Path) -> None:
    result = run("across", "航天发射场", samples / "澄川市-2025.txt")
    assert result.exit_code == 0 and "1份报告里没有找到“航天发射场”的数" in result.output


def test_across_asks_for_a_place_that_it_knows(samples: Path) -> None:
    result = run("across", "地区生产总值", samples / "澄川市-2025.txt", "--peers", "火星市")
    assert result.exit_code == 2 and "--peers 火星市" in result.output


def test_ranks_reads_a_folder(samples: Path, tmp_path: Path) -> None:
    result = run("ranks", samples, "--format", "json", "--out", tmp_path / "a.json")
    assert result.exit_code == 0, result.output
    data = json.loads((tmp_path / "a.json").read_bytes())
    assert data["schema"] == "luoshi-ranks 1.0" and data["conflicts"] == []


@pytest.mark.parametrize("form", ["json", "xlsx", "html"])
def test_series_writes_each_format(samples: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"a.{form}"
    reports = samples / "澄川市-2025.txt", samples / "澄川市-2026.txt"
    result = run("series", "地区生产总值增速", *reports, "--format", form, "--out", out)
    assert result.exit_code == 0, result.output
    assert "2025" in result.output and "自述" in result.output
    if form == "html":
        assert b"<svg" in out.read_bytes() and b"<script" not in out.read_bytes()


def test_series_of_nothing_says_so(samples: Path) -> None:
    result = run("series", "航天发射场", samples / "澄川市-2025.txt")
    assert result.exit_code == 0 and "没有找到“航天发射场”的数" in result.output
