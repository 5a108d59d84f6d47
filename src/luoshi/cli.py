"""The command line: thin. Every message is 简体中文 first, English beside it.

Exit codes: 0 all well · 1 a report could not be read or written, or `check` found something · 2 wrong usage ·
130 stopped by Ctrl-C.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import luoshi
from luoshi import terminal
from luoshi.comparing import compare as compare_reports
from luoshi.exchange import FORMATS, compare_json
from luoshi.exchange import columns as layouts
from luoshi.exchange.files import write_whole
from luoshi.lexicon import LexiconError
from luoshi.lexicon import departments as duties
from luoshi.sources import SourceError
from luoshi.terminal_compare import account
from luoshi.values import Message, Report

# Reports hold brackets of every kind: nothing printed is markup.
out = Console(highlight=False, markup=False)
err = Console(stderr=True, highlight=False, markup=False)

PLACE = click.option("--place", help="地方，覆盖文中所写。The place, instead of what the text says.")
YEAR = click.option(
    "--year",
    type=click.IntRange(1949, 2100),
    help="计划年份，覆盖文中所写。The plan year, instead of what the text says.",
)
DEPARTMENTS = click.option(
    "--departments",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="本地职责表（TOML），覆盖内置。A local lexicon of duties that overrides the built-in one.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(luoshi.__version__, prog_name="luoshi")
def cli() -> None:
    """落实：读政府工作报告，把每一项承诺变成指向原文的台账。

    Reads Chinese government work reports and turns every promise into an entry that points at the very words.
    """


@cli.command()
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
@PLACE
@YEAR
@DEPARTMENTS
def read(
    reports: tuple[Path, ...],
    name: str | None,
    out: Path | None,
    columns: Path | None,
    place: str | None,
    year: int | None,
    departments: Path | None,
) -> None:
    """读报告，给出摘要；用 --format 写出任务分解表、数据或校对页。

    Read reports and print a summary each; with --format write the breakdown table, the data or the page.
    """
    if out is not None and name is None:
        raise click.UsageError("--out 要和 --format 一起用 / --out goes with --format")
    targets = _targets(reports, name, out)
    _check_local(columns, departments)
    failed = 0
    with _progress(len(reports)) as step:
        for path in reports:
            step(path.name)
            report = _open(path, place, year, departments)
            if report is None:
                failed += 1
                continue
            terminal.summary(report, _console())
            if name is not None:
                failed += not _write(report, name, targets[path], columns)
    if failed:
        err.print(
            f"{failed} 份报告没有完成，见上面的说明；其余 {len(reports) - failed} 份已完成。"
            f" {failed} of {len(reports)} reports failed, see above; the others are done."
        )
        sys.exit(1)


@cli.command()
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("offset", type=click.IntRange(min=0))
@PLACE
@YEAR
def explain(report: Path, offset: int, place: str | None, year: int | None) -> None:
    """第 OFFSET 个字处读出了什么、依据哪条规则。What was found at that offset, and by which rule."""
    read_one = _open(report, place, year, None)
    if read_one is None:
        sys.exit(1)
    if offset >= len(read_one.text):
        raise click.UsageError(
            f"OFFSET {offset}：全文只有 {len(read_one.text)} 个字符 / the text has {len(read_one.text)} characters"
        )
    out.print(terminal.explanation(read_one, offset))


@cli.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
@PLACE
@YEAR
def check(reports: tuple[Path, ...], place: str | None, year: int | None) -> None:
    """列出问题、存疑和没有交代的数字；有就以 1 退出。Problems, doubts, unaccounted numerals; exit 1 if any."""
    found = 0
    for path in reports:
        report = _open(path, place, year, None)
        if report is None:
            found += 1
            continue
        for line in terminal.findings(report, path):
            out.print(line, soft_wrap=True, markup=False)
            found += 1
    if found:
        sys.exit(1)
    err.print("没有问题。No problems.")


@cli.command()
@click.argument("earlier", type=click.Path(path_type=Path))
@click.argument("later", type=click.Path(path_type=Path))
@click.option("--format", "name", type=click.Choice(["json"]), help="写成文件。Write a file.")
@click.option("--out", type=click.Path(path_type=Path), help="写到哪个文件。The file to write.")
@PLACE
def compare(earlier: Path, later: Path, name: str | None, out: Path | None, place: str | None) -> None:
    """去年的承诺，今年的报告怎么说：逐项对照，两边都有原文。

    What the later report says of each promise of the earlier one, with both quotes and the reason.
    """
    if out is not None and name is None:
        raise click.UsageError("--out 要和 --format 一起用 / --out goes with --format")
    first, second = (_open(path, place, None, None) for path in (earlier, later))
    if first is None or second is None:
        sys.exit(1)
    comparison = compare_reports(first, second)
    account(comparison, _console())
    if name is not None:
        target = out or Path(f"{earlier.stem}-{second.identity.plan_year or later.stem}.json")
        try:
            write_whole(target, compare_json.dumps(comparison).encode())
            err.print(f"  → {target}", markup=False, soft_wrap=True)
        except OSError as error:
            _refuse(target, Message(f"写不了：{error.strerror}", f"cannot be written: {error.strerror}"), _TRY_AGAIN)
            sys.exit(1)
    if any(problem.severity == "error" for problem in comparison.problems):
        sys.exit(1)


def _console() -> Console:
    return out


def _check_local(columns: Path | None, departments: Path | None) -> None:
    """A wrong file of columns or duties is said once, before anything is read."""
    try:
        layouts.load(columns)
        duties.load(departments)
    except layouts.ColumnsError as error:
        raise click.UsageError(f"{error.what}。{error.todo}") from error
    except LexiconError as error:
        raise click.UsageError(f"职责表有误 / the lexicon of duties is wrong: {error}") from error


def _open(path: Path, place: str | None, year: int | None, departments: Path | None) -> Report | None:
    """The report, or None with the reason said."""
    try:
        return luoshi.read(path, place=place, year=year, departments=departments)
    except SourceError as error:
        _refuse(path, error.what, error.todo)
    except OSError as error:
        _refuse(path, Message(f"读不了：{error.strerror}", f"cannot be read: {error.strerror}"), _TRY_AGAIN)
    return None


_TRY_AGAIN = Message("请检查路径和权限", "check the path and its permissions")


def _refuse(path: Path, what: Message, todo: Message) -> None:
    err.print(f"[red]✗[/red] {path}", markup=True, soft_wrap=True)
    err.print(f"  {what.zh}。{todo.zh}。\n  {what.en}; {todo.en}.", markup=False, soft_wrap=True)


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


def _write(report: Report, name: str, target: Path, columns: Path | None) -> bool:
    """Write one report's files, each whole or not at all; False with the reason said."""
    form = next(f for f in FORMATS if f.name == name)
    try:
        for suffix, data in form.render(report, columns).items():
            written = target.with_name(target.name + suffix)
            write_whole(written, data)
            err.print(f"  → {written}", markup=False, soft_wrap=True)
    except OSError as error:
        what = Message(f"写不了：{error.strerror}", f"cannot be written: {error.strerror}")
        _refuse(
            target,
            what,
            Message("请检查磁盘空间和权限；原有文件未动", "check disk space and permissions; nothing was changed"),
        )
        return False
    return True


class _progress:
    """A progress bar over many files on a terminal; silent for one file or into a pipe."""

    def __init__(self, total: int) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.bar = Progress(*columns, console=err, transient=True, disable=total < 2 or not err.is_terminal)
        self.task = self.bar.add_task("", total=total)
        self.begun = False

    def __enter__(self) -> Callable[[str], None]:
        self.bar.start()
        return self._step

    def _step(self, name: str) -> None:
        self.bar.update(self.task, description=name, advance=1 if self.begun else 0)
        self.begun = True

    def __exit__(self, *_: object) -> None:
        self.bar.stop()


def main() -> None:
    """The entry point: Ctrl-C ends with 130 and a word, and leaves no half-written file."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        err.print("已停止；已写完的文件都是完整的。Stopped; what was written is whole.")
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
