"""What the commands share: where they print, the options they take, how a report is opened and a refusal said."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

import luoshi
from luoshi.values import Message, Report

if TYPE_CHECKING:
    from rich.progress import TaskID

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
OBSERVATIONS = click.option(
    "--observations",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="别人测得的数：统计公报、计划报告、预算报告或数据表（CSV），也可是文件夹；可给多个。"
    "What somebody else measured: communiqués, plan and budget reports, a CSV, or a folder of them; may be repeated.",
)


def open_report(
    files: Path | Sequence[Path], place: str | None, year: int | None, departments: Path | None
) -> Report | None:
    """The report of a file, or of several that make one; None with the reason said."""
    path = files if isinstance(files, Path) else files[0]
    from luoshi.sources import SourceError

    try:
        with Pages() as step:
            return luoshi.read(files, place=place, year=year, departments=departments, step=step)
    except SourceError as error:
        refuse(path, error.what, error.todo)
    except OSError as error:
        refuse(path, failed(Message("读不了", "cannot be read"), error), TRY_AGAIN)
    return None


# What the system says most often, in Chinese; the rest stays in its words.
_REASONS = {
    errno.ENOSPC: "磁盘满了", errno.EDQUOT: "磁盘配额用完了", errno.EACCES: "没有权限", errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的", errno.ENOENT: "没有这个文件或目录", errno.EISDIR: "那是一个目录",
    errno.ENOTDIR: "路径中有一段不是目录", errno.ENAMETOOLONG: "文件名太长", errno.EIO: "读写出错",
    errno.EEXIST: "那里已有同名文件",
}  # fmt: skip


def failed(what: Message, error: OSError) -> Message:
    """What could not be done, and why the system would not."""
    why = error.strerror or str(error)
    return Message(f"{what.zh}：{_REASONS.get(error.errno or 0, why)}", f"{what.en}: {why}")


# Seconds before a reading shows how far it is.
PATIENCE = 1.0
TRY_AGAIN = Message("请检查路径和权限", "check the path and its permissions")


def refuse(path: Path, what: Message, todo: Message) -> None:
    err.print(Text.assemble(("✗", "red"), f" {path}"), soft_wrap=True)
    err.print(f"  {what.zh}。{todo.zh}。\n  {what.en}; {todo.en}.", markup=False, soft_wrap=True)


class Steps:
    """A progress bar over many files on a terminal; silent for one file that is read in a moment, or into a pipe."""

    def __init__(self, total: int, long: bool = False) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.bar = Progress(
            *columns, console=err, transient=True, disable=(total < 2 and not long) or not err.is_terminal
        )
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


class Pages:
    """How far a long file is, page by page, once it takes longer than a moment; silent into a pipe."""

    def __init__(self) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("  页 pages"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.bar = Progress(*columns, console=err, transient=True, disable=not err.is_terminal)
        self.task: TaskID | None = None
        self.begun = time.monotonic()

    def __enter__(self) -> Callable[[int, int], None]:
        return self._step

    def _step(self, done: int, total: int) -> None:
        if self.task is None and time.monotonic() - self.begun > PATIENCE:
            self.bar.start()
            self.task = self.bar.add_task("")
        if self.task is not None:
            self.bar.update(self.task, completed=done, total=total)

    def __exit__(self, *_: object) -> None:
        self.bar.stop()
