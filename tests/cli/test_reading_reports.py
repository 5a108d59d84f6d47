"""`luoshi read` as people call it, on good input and bad."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import luoshi
from luoshi.cli import COMMANDS, cli


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in args])


def test_the_summary_says_place_years_measures_and_tasks(samples: Path) -> None:
    result = run("read", samples / "澄川市-2025.txt")
    assert result.exit_code == 0
    for words in ("澄川市-2025.txt", "回顾 review 2024", "安排 plan 2025", "有数可查 figure", "澄川市"):
        assert words in result.output


def test_json_of_two_reports_goes_into_the_folder_by_name(samples: Path, tmp_path: Path) -> None:
    result = run(
        "read", samples / "澄川市-2025.txt", samples / "澄川市-2026.txt", "--format", "json", "--out", tmp_path
    )
    assert result.exit_code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["澄川市-2025.json", "澄川市-2026.json"]
    data = json.loads((tmp_path / "澄川市-2025.json").read_text("utf-8"))
    assert data["identity"]["plan_year"] == 2025 and data["measures"] and data["tasks"]


@pytest.mark.parametrize(
    ("name", "files"),
    [("xlsx", [".xlsx"]), ("docx", [".docx"]), ("html", [".html"]), ("csv", [".measures.csv", ".tasks.csv"])],
)
def test_every_format_is_written(samples: Path, tmp_path: Path, name: str, files: list[str]) -> None:
    assert run("read", samples / "澄川市-2025.txt", "--format", name, "--out", tmp_path).exit_code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["澄川市-2025" + f for f in files]
    assert all(p.stat().st_size > 1000 for p in tmp_path.iterdir())


def test_out_may_name_the_file_of_one_report(samples: Path, tmp_path: Path) -> None:
    assert run("read", samples / "澄川市-2025.txt", "--format", "json", "--out", tmp_path / "a.json").exit_code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_two_reports_of_one_name_never_share_a_file(samples: Path, tmp_path: Path) -> None:
    twin = tmp_path / "澄川市-2025.txt"
    shutil.copy(samples / "澄川市-2025.txt", twin)
    result = run("read", samples / "澄川市-2025.txt", twin, "--format", "json", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "会写到同一个文件" in result.output and not (tmp_path / "out").exists()


@pytest.fixture
def bad_files(tmp_path: Path) -> dict[str, Path]:
    files = {
        "空文件.txt": b"",
        "照片.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        "程序.txt": b"\x7fELF" + bytes(2000),
        "文件.txt": b"PK\x03\x04" + bytes(200),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "目录").mkdir()
    return {name: tmp_path / name for name in (*files, "目录", "没有.txt")}


@pytest.mark.parametrize("name", ["空文件.txt", "照片.txt", "程序.txt", "文件.txt", "目录", "没有.txt"])
def test_a_bad_file_is_refused_in_both_languages_and_the_others_are_read(
    bad_files: dict[str, Path], samples: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    result = run("read", bad_files[name], samples / "澄川市-2025.txt", "--format", "json", "--out", out)
    assert result.exit_code == 1
    assert f"✗ {bad_files[name]}" in result.output and "1 of 2 reports failed" in result.output
    assert [p.name for p in out.iterdir()] == ["澄川市-2025.json"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_refused(samples: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked.txt"
    shutil.copy(samples / "澄川市-2025.txt", locked)
    locked.chmod(0)
    result = run("read", locked)
    assert result.exit_code == 1 and "权限" in result.output


def test_a_full_disk_leaves_no_half_file_and_keeps_the_old_one(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "澄川市-2025.json"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run("read", samples / "澄川市-2025.txt", "--format", "json", "--out", tmp_path)
    assert result.exit_code == 1
    assert "写不了：磁盘满了" in result.output and "No space left on device" in result.output
    assert "检查磁盘空间" in result.output
    assert [p.name for p in tmp_path.iterdir()] == [target.name] and target.read_text() == "old"


def test_ctrl_c_stops_with_130_and_leaves_whole_files_only(samples: Path, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text((samples / "澄川市-2025.txt").read_text("utf-8") * 3000, "utf-8")
    process = subprocess.Popen(
        [
            sys.executable,
            "-u",
            "-m",
            "luoshi",
            "read",
            samples / "澄川市-2026.txt",
            big,
            "--format",
            "json",
            "--out",
            tmp_path / "out",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # As at a terminal: where the tests run in the background, a shell has them ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    while "问题 problems" not in process.stdout.readline():
        pass
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130 and "已停止" in said
    written = list((tmp_path / "out").iterdir())
    assert [p.name for p in written] == ["澄川市-2026.json"] and json.loads(written[0].read_text("utf-8"))


def test_a_novel_is_read_and_said_to_be_no_report(tmp_path: Path) -> None:
    novel = tmp_path / "novel.txt"
    novel.write_text("那天夜里，雪下得很大。老人推开门，望着院子里的枣树，半晌没有说话。\n" * 40, "utf-8")
    result = run("check", novel)
    assert result.exit_code == 1 and "[not-a-report]" in result.output


def test_check_prints_place_and_code_and_exits_with_1(samples: Path) -> None:
    result = run("check", samples / "澄川日报-2026.txt")
    assert result.exit_code == 1
    assert "澄川日报-2026.txt:" in result.output and "[gap]" in result.output


@pytest.mark.parametrize("name", ["澄川市-2024.html", "澄川市临溪区-2024.md"])
def test_the_samples_of_the_web_and_of_markdown_leave_nothing_open(samples: Path, name: str) -> None:
    result = run("check", samples / name)
    assert result.exit_code == 0 and "没有问题" in result.output
    said = run("read", samples / name).output
    assert "全文 full text" in said and "安排 plan 2024" in said


def test_explain_names_the_rule_and_what_it_saw(samples: Path) -> None:
    text = (samples / "澄川市-2025.txt").read_text("utf-8")
    result = run("explain", samples / "澄川市-2025.txt", text.index("15万亩"))
    assert result.exit_code == 0
    for words in ("高标准农田", "high: 150000", "任务 task", "rule", "牵头"):
        assert words in result.output


def test_corrections_are_counted_and_explained(samples: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(samples / "澄川市-2025.txt", tmp_path))
    report = luoshi.read(path)
    passage = next(p for p in report.passages if p.role == "review" and len(p.quote.text) > 60)
    rows = [{"finding": passage.id, "set": {"role": "plan"}}, {"finding": "t-0000000000", "reject": True}]
    lines = [json.dumps({**row, "who": "周敏", "why": "看错"}, ensure_ascii=False) for row in rows]
    path.with_name("澄川市-2025.corrections.jsonl").write_text("\n".join(lines), "utf-8")
    said = "".join(run("read", path).output.split())
    assert "更正corrections1，未能应用notapplied1" in said and "第2行" in said and "…" not in said
    explained = run("explain", path, passage.quote.start).output
    assert "安排 plan" in explained and "更正 corrected by 周敏" in explained


def test_explain_refuses_an_offset_behind_the_end(samples: Path) -> None:
    result = run("explain", samples / "澄川市-2025.txt", 10**7)
    assert result.exit_code == 2 and "全文只有" in result.output


@pytest.mark.parametrize(
    "text", ["那天夜里，雪下得很大。老人推开门，望着枣树。\n", "It was a bright cold day in 1984.\n"]
)
def test_what_is_no_report_is_read_all_the_same_and_the_exit_code_tells(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text * 40, "utf-8")
    result = run("read", tmp_path / "a.txt", "--format", "json", "--out", tmp_path)
    assert result.exit_code == 1 and "这不像一份政府工作报告" in result.output
    assert (tmp_path / "a.json").exists()


def test_a_name_with_brackets_is_printed_as_it_is(samples: Path, tmp_path: Path) -> None:
    path = tmp_path / "报告[red](1).txt"
    assert f"✗ {path}" in run("read", path).output
    shutil.copy(samples / "澄川市-2025.txt", path)
    assert path.name in run("read", path).output


def test_a_table_that_somebody_filled_in_is_kept(samples: Path, tmp_path: Path) -> None:
    arguments = ("read", samples / "澄川市-2025.txt", "--format", "xlsx", "--out", tmp_path)
    assert "原有的文件" not in run(*arguments).output
    assert "原有的文件" not in run(*arguments).output
    table = tmp_path / "澄川市-2025.xlsx"
    table.write_bytes(b"filled in by hand")
    assert "原有的文件保留为 澄川市-2025.旧1.xlsx" in run(*arguments).output
    assert (tmp_path / "澄川市-2025.旧1.xlsx").read_bytes() == b"filled in by hand"
    assert table.read_bytes()[:2] == b"PK"


def test_the_list_of_commands_says_what_each_command_says_and_loads_none() -> None:
    for name, (module, line) in COMMANDS.items():
        command = getattr(import_module(module), name)
        assert (command.help or "").strip().split("\n")[0] == line
    code = "import sys; from luoshi.cli import cli; cli(['--help'], standalone_mode=False); "
    loaded = "print([m for m in sys.modules if m.startswith(('luoshi.reading', 'luoshi.web', 'docx', 'xlsxwriter'))])"
    said = subprocess.run([sys.executable, "-c", code + loaded], capture_output=True, text=True, check=True).stdout
    assert said.endswith("[]\n") and all(name in said for name in COMMANDS)


@pytest.mark.parametrize("command", ["read", "explain", "check"])
def test_every_command_has_help_in_both_languages(command: str) -> None:
    said = run(command, "--help").output
    assert any("\u4e00" <= c <= "\u9fff" for c in said)
    assert "report" in said.lower()
