"""What the commands share: where they print, the options they take, how a report is opened and a refusal said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import luoshi
from luoshi.sources import SourceError
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
OBSERVATIONS = click.option(
    "--observations",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="别人测得的数：统计公报、计划报告、预算报告或数据表（CSV），也可是文件夹；可给多个。"
    "What somebody else measured: communiqués, plan and budget reports, a CSV, or a folder of them; may be repeated.",
)


def open_report(path: Path, place: str | None, year: int | None, departments: Path | None) -> Report | None:
    """The report, or None with the reason said."""
    try:
        return luoshi.read(path, place=place, year=year, departments=departments)
    except SourceError as error:
        refuse(path, error.what, error.todo)
    except OSError as error:
        refuse(path, Message(f"读不了：{error.strerror}", f"cannot be read: {error.strerror}"), TRY_AGAIN)
    return None


TRY_AGAIN = Message("请检查路径和权限", "check the path and its permissions")


def refuse(path: Path, what: Message, todo: Message) -> None:
    err.print(f"[red]✗[/red] {path}", markup=True, soft_wrap=True)
    err.print(f"  {what.zh}。{todo.zh}。\n  {what.en}; {todo.en}.", markup=False, soft_wrap=True)


class Steps:
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
