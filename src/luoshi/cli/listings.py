"""`luoshi cascade`, `series`, `across` and `ranks`: questions across several reports."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table as Grid

from luoshi.cli.console import TRY_AGAIN, YEAR, Steps, err, failed, open_report, refuse
from luoshi.cli.console import out as console
from luoshi.comparing.cascade import cascade as hand_down
from luoshi.exchange.files import write_whole
from luoshi.exchange.listings import FORMATS, Listing, render
from luoshi.exchange.page.figures import number
from luoshi.terminal_compare import problems
from luoshi.values import Message, Report

SHOWN = 40

_FORMAT = click.option(
    "--format", "name", type=click.Choice(FORMATS), help="写成文件：数据、表格或网页。Write data, tables or a page."
)
_OUT = click.option("--out", type=click.Path(path_type=Path), help="写到哪个文件。The file to write.")


@click.command()
@click.argument("upper", type=click.Path(path_type=Path))
@click.argument("lower", nargs=-1, required=True, type=click.Path(path_type=Path))
@_FORMAT
@_OUT
@YEAR
def cascade(upper: Path, lower: tuple[Path, ...], name: str | None, out: Path | None, year: int | None) -> None:
    """上级的目标，下级接住了吗：加码、低于上级、加总、没有写的。先写市，再写县区。

    A city's plan beside its districts' for the same year: more, less, sums, and what no district took up.
    """
    _usage(name, out)
    reports = _open((upper, *lower), year)
    if reports is None or len(reports) != len(lower) + 1:
        sys.exit(1)
    from luoshi.exchange.listings.handed_down import listing

    found = hand_down(reports[0], reports[1:])
    _give(listing(found, reports), name, out, f"{upper.stem}--下级")


def _usage(name: str | None, out: Path | None) -> None:
    if out is not None and name is None:
        raise click.UsageError("--out 要和 --format 一起用 / --out goes with --format")


def _open(paths: Sequence[Path], year: int | None = None) -> list[Report] | None:
    """The reports; those that can't be read are said and left out; None where none is left."""
    found = []
    with Steps(len(paths)) as step:
        for path in paths:
            step(path.name)
            report = open_report(path, None, year, None)
            if report is not None:
                found.append(report)
    return found or None


def _give(listing: Listing, name: str | None, out: Path | None, stem: str) -> None:
    """Print it, write it, and end with 1 where a problem is an error."""
    shown(listing, console)
    if name is not None:
        target = out or Path(f"{stem}.{name}")
        try:
            write_whole(target, render(listing, name))
            err.print(f"  → {target}", markup=False, soft_wrap=True)
        except OSError as error:
            refuse(target, failed(Message("写不了", "cannot be written"), error), TRY_AGAIN)
            sys.exit(1)
    if any(problem.severity == "error" for problem in listing.problems):
        sys.exit(1)


def shown(listing: Listing, to: Console) -> None:
    """The question, the answer, the tables in sight, the problems."""
    to.print(f"\n{listing.question.zh} {listing.question.en}\n{listing.title}\n{listing.answer}", soft_wrap=True)
    for table in listing.tables:
        if table.folded or not table.rows:
            continue
        grid = Grid(title=table.name, title_justify="left", box=None, pad_edge=False, padding=(0, 2))
        for title, _ in table.heads:
            grid.add_column(title, overflow="fold")
        for row in table.rows[:SHOWN]:
            grid.add_row(*("" if c is None else number(c) if isinstance(c, Decimal) else str(c) for c in row))
        to.print(grid)
        if len(table.rows) > SHOWN:
            to.print(f"  … 另有 {len(table.rows) - SHOWN} 行，见 --format html / more rows: --format html")
    problems(listing.problems, to)
