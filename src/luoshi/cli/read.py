"""`luoshi read`: a summary of each report, and the files that are asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from luoshi import terminal
from luoshi.cli.console import DEPARTMENTS, PLACE, YEAR, Steps, err, failed, open_report, refuse
from luoshi.cli.console import out as console
from luoshi.exchange import FORMATS
from luoshi.exchange import columns as layouts
from luoshi.exchange.files import keep_old, write_whole
from luoshi.lexicon import LexiconError
from luoshi.lexicon import departments as duties
from luoshi.values import Message, Report

LONG = 2 << 20  # bytes


@click.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", "name", type=click.Choice([f.name for f in FORMATS]),
    help="写成文件：数据、表格、附件或校对页。Write files: data, tables, the annex, or the proof-reading page.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path),
    help="写到哪里：目录，或（只有一份报告时）文件；默认当前目录。Where to: a folder, or for one report a file.",
)  # fmt: skip
@click.option(
    "--columns", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="任务分解表的栏目（TOML）。The columns of the breakdown table.",
)  # fmt: skip
@click.option("--join", is_flag=True, help="这几个文件是同一份报告的各版。The files are pages of one report.")
@PLACE
@YEAR
@DEPARTMENTS
def read(
    reports: tuple[Path, ...],
    name: str | None,
    out: Path | None,
    columns: Path | None,
    join: bool,
    place: str | None,
    year: int | None,
    departments: Path | None,
) -> None:
    """读报告，给出摘要；用 --format 写出任务分解表、数据或校对页。

    Read reports and print a summary each; with --format write the breakdown table, the data or the page.
    """
    if out is not None and name is None:
        raise click.UsageError("--out 要和 --format 一起用 / --out goes with --format")
    groups = [reports] if join else [(path,) for path in reports]
    targets = _targets([group[0] for group in groups], name, out)
    _check_local(columns, departments)
    unread = 0
    wrong = False
    with Steps(len(groups), long=any(map(_is_long, reports))) as step:
        for group in groups:
            step(group[0].name)
            report = open_report(group, place, year, departments)
            if report is None:
                unread += 1
                continue
            terminal.summary(report, console)
            wrong |= any(problem.severity == "error" for problem in report.problems)
            if name is not None:
                unread += not _write(report, name, targets[group[0]], columns, group)
    if unread and len(groups) > 1:
        err.print(
            f"{unread} 份报告没有完成，见上面的说明；其余 {len(groups) - unread} 份已完成。"
            f" {unread} of {len(groups)} reports failed, see above; the others are done.",
            soft_wrap=True,
        )
    if unread or wrong:
        sys.exit(1)


def _is_long(path: Path) -> bool:
    """Whether reading takes longer than a moment: a megabyte is one or two seconds."""
    try:
        return path.stat().st_size > LONG
    except OSError:
        return False


def _check_local(columns: Path | None, departments: Path | None) -> None:
    """A wrong file of columns or duties is said once, before anything is read."""
    try:
        layouts.load(columns)
        duties.load(departments)
    except layouts.ColumnsError as error:
        raise click.UsageError(f"{error.what}。{error.todo}") from error
    except LexiconError as error:
        raise click.UsageError(f"职责表有误 / the lexicon of duties is wrong: {error}") from error


def _targets(reports: Sequence[Path], name: str | None, out: Path | None) -> dict[Path, Path]:
    """Where each report's files go, without suffix. Two reports never share one."""
    if name is None:
        return {}
    if out is not None and len(reports) == 1 and out.suffix == f".{name}" and not out.is_dir():
        return {reports[0]: out.with_suffix("")}
    folder = out or Path()
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"--out {folder}：不是目录 / is not a folder")
    targets: dict[Path, Path] = {}
    taken: dict[str, Path] = {}
    for path in dict.fromkeys(reports):
        if path.stem in taken:
            raise click.UsageError(
                f"{taken[path.stem]} 和 {path} 会写到同一个文件 {path.stem}，请分开写 "
                f"/ both would be written to {path.stem}: write them to different folders"
            )
        taken[path.stem] = path
        targets[path] = folder / path.stem
    return targets


def _write(report: Report, name: str, target: Path, columns: Path | None, originals: Sequence[Path]) -> bool:
    """Write one report's files, each whole or not at all; False with the reason said."""
    form = next(f for f in FORMATS if f.name == name)
    try:
        for suffix, data in form.render(report, columns, originals).items():
            written = target.with_name(target.name + suffix)
            kept = keep_old(written, data) if form.filled_in else None
            write_whole(written, data)
            err.print(f"  → {written}", markup=False, soft_wrap=True)
            if kept:
                err.print(f"    原有的文件保留为 {kept.name} / the file that stood there is kept", soft_wrap=True)
    except OSError as error:
        todo = Message("请检查磁盘空间和权限；原有文件未动", "check disk space and permissions; nothing was changed")
        refuse(target, failed(Message("写不了", "cannot be written"), error), todo)
        return False
    return True
