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
