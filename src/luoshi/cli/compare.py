"""`luoshi compare`: what became of each promise."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from luoshi.cli.console import OBSERVATIONS, PLACE, TRY_AGAIN, err, failed, open_report, refuse
from luoshi.cli.console import out as console
from luoshi.comparing.account import Account, account
from luoshi.exchange import columns as layouts
from luoshi.exchange import link_corrections, observing
from luoshi.exchange.account import FORMATS
from luoshi.exchange.files import write_whole
from luoshi.terminal_compare import plans as plan_changes
from luoshi.terminal_compare import problems, told
from luoshi.values import Message


@click.command()
@click.argument("earlier", type=click.Path(path_type=Path))
@click.argument("later", type=click.Path(path_type=Path))
@click.option(
    "--format", "name", type=click.Choice([f.name for f in FORMATS]),
    help="写成文件：数据、对照表、公文附件或网页。Write a file: data, the tables, the annex, or the page.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="写到哪个文件。The file to write.")
@click.option(
    "--columns", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="对照表的栏目（TOML）。The columns of the tables.",
)  # fmt: skip
@click.option(
    "--corrections", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="核定文件；默认用后一份报告旁边的。What people decided; by default the file beside the later report.",
)  # fmt: skip
@click.option(
    "--plans", is_flag=True,
    help="看新计划比旧计划提高、降低、不再提、新提出了什么。What the new plan raised, lowered, dropped, added.",
)  # fmt: skip
@OBSERVATIONS
@PLACE
def compare(
    earlier: Path,
    later: Path,
    name: str | None,
    out: Path | None,
    columns: Path | None,
    corrections: Path | None,
    plans: bool,
    observations: tuple[Path, ...],
    place: str | None,
) -> None:
    """去年的承诺，今年的报告怎么说：逐项对照，两边都有原文。

    What the later report says of each promise of the earlier one, with both quotes and the reason.
    """
    if out is not None and name is None:
        raise click.UsageError("--out 要和 --format 一起用 / --out goes with --format")
    _check_columns(columns)
    first, second = (open_report(path, place, None, None) for path in (earlier, later))
    if first is None or second is None:
        sys.exit(1)
    made = account(first, second, *observing.load(observations))
    decided = corrections or link_corrections.beside(earlier, later)
    if corrections or decided.is_file():
        made = link_corrections.apply_file(made, decided)
    # The file first: whoever reads only the head of what is printed still gets it whole.
    written = name is None or _write(made, name, out or Path(f"{earlier.stem}--{later.stem}.{name}"), columns)
    if plans:
        plan_changes(made, console)
        problems(made.comparison.problems, console)
    else:
        told(made, console)
    if not written:
        sys.exit(1)
    if any(problem.severity == "error" for problem in made.comparison.problems):
        sys.exit(1)


def _check_columns(columns: Path | None) -> None:
    """A wrong file of columns is said before anything is read."""
    try:
        layouts.load(columns)
    except layouts.ColumnsError as error:
        raise click.UsageError(f"{error.what}。{error.todo}") from error


def _write(made: Account, name: str, target: Path, columns: Path | None) -> bool:
    """Write the file whole or not at all; False with the reason said."""
    form = next(f for f in FORMATS if f.name == name)
    try:
        write_whole(target, form.render(made, columns))
    except OSError as error:
        refuse(target, failed(Message("写不了", "cannot be written"), error), TRY_AGAIN)
        return False
    err.print(f"  → {target}", markup=False, soft_wrap=True)
    return True
