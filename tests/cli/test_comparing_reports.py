"""`luoshi compare` as people call it, on good input and bad."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi.cli import cli


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in args])


@pytest.fixture
def pair(samples: Path, tmp_path: Path) -> tuple[Path, Path]:
    paths = tuple(tmp_path / f"澄川市-{year}.txt" for year in (2025, 2026))
    for path in paths:
        path.write_bytes((samples / path.name).read_bytes())
    return paths[0], paths[1]


@pytest.mark.parametrize(("form", "begins"), [("json", b"{"), ("xlsx", b"PK"), ("docx", b"PK"), ("html", b"<!DOCTYPE")])
def test_each_format_is_written_to_the_file_that_is_named(
    pair: tuple[Path, Path], tmp_path: Path, form: str, begins: bytes
) -> None:
    result = run("compare", *pair, "--format", form, "--out", tmp_path / "out" / f"表.{form}")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / f"表.{form}").read_bytes().startswith(begins)


def test_a_file_that_cannot_be_written_is_said_and_the_summary_still_printed(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "表.html").mkdir()
    result = run("compare", *pair, "--format", "html", "--out", tmp_path / "表.html")
    assert result.exit_code == 1 and "写不了" in result.output and "未达到 missed" in result.output


def test_the_summary_counts_directions_apart(pair: tuple[Path, Path]) -> None:
    result = run("compare", *pair)
    assert result.exit_code == 0
    assert "有数或有名可查的承诺" in result.output and "未达到 missed" in result.output
    assert "承诺7%，报告称4.2%：未达到" in result.output


def test_decisions_beside_the_later_report_are_applied_and_stale_ones_said(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    run("compare", *pair, "--format", "json", "--out", tmp_path / "a.json")
    links = json.loads((tmp_path / "a.json").read_text("utf-8"))["links"]
    link = next(k for k in links if k["promise"]["text"] == "固定资产投资增长7%")
    lines = [{"link": link["id"], "confirm": "missed", "who": "周敏"}, {"link": "gone", "reject": True, "who": "周敏"}]
    beside = tmp_path / "澄川市-2025--澄川市-2026.links.corrections.jsonl"
    beside.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    result = run("compare", *pair, "--format", "json", "--out", tmp_path / "b.json")
    assert result.exit_code == 0 and "第 2 行：这次比对中没有 'gone'" in result.output
    links = json.loads((tmp_path / "b.json").read_text("utf-8"))["links"]
    assert [k["correction"]["who"] for k in links if k["id"] == link["id"]] == ["周敏"]


def test_two_places_are_refused_with_a_word_and_still_written(samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "表.html"
    result = run(
        "compare", samples / "澄川市-2025.txt", samples / "澄川市临溪区-2026.txt", "--format", "html", "--out", out
    )
    assert result.exit_code == 1 and "不是同一地方" in result.output
    assert "不是同一地方" in out.read_text("utf-8")


def test_the_same_report_twice_is_no_evidence_for_itself(samples: Path) -> None:
    result = run("compare", samples / "澄川市-2025.txt", samples / "澄川市-2025.txt")
    assert result.exit_code == 1 and "报告不能自己证明自己" in result.output


def test_a_wrong_file_of_columns_is_said_before_anything_is_read(pair: tuple[Path, Path], tmp_path: Path) -> None:
    columns = tmp_path / "栏目.toml"
    columns.write_text('[account]\ncolumns = [{ title = "事项", source = "promis", width = 40 }]\n', "utf-8")
    result = run("compare", *pair, "--columns", columns)
    assert result.exit_code == 2 and "是不是“promise”" in result.output


def test_out_without_a_format_is_wrong_usage(pair: tuple[Path, Path], tmp_path: Path) -> None:
    result = run("compare", *pair, "--out", tmp_path / "x")
    assert result.exit_code == 2 and "--out 要和 --format 一起用" in result.output


def test_plans_shows_what_the_new_plan_changed(pair: tuple[Path, Path]) -> None:
    result = run("compare", *pair, "--plans")
    assert result.exit_code == 0 and "2025 → 2026 计划" in result.output
    assert "降低 lowered" in result.output and "个百分点" in result.output


def test_observations_are_read_and_bad_rows_said(pair: tuple[Path, Path], tmp_path: Path) -> None:
    table = tmp_path / "数.csv"
    rows = ("澄川市,地区生产总值增速,2025,5.1,%,统计局", "澄川市,粮食产量,2025,很多,亿斤,统计局")
    table.write_text("\n".join(("地方,指标,年份,数值,单位,来源", *rows)) + "\n", "utf-8")
    out = tmp_path / "a.json"
    result = run("compare", *pair, "--observations", table, "--format", "json", "--out", out)
    assert result.exit_code == 0, result.output
    assert "数.csv第 3 行“数值”栏：“很多”不是一个数" in result.output
    assert [m["observation"]["source"] for m in json.loads(out.read_text("utf-8"))["measured"]] == ["统计局"]
