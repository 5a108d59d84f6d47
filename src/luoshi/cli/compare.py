"""`luoshi compare`: what became of each promise."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from luoshi.cli.console import PLACE, TRY_AGAIN, err, open_report, refuse
from luoshi.cli.console import out as console
from luoshi.comparing import compare as compare_reports
from luoshi.exchange import compare_json
from luoshi.exchange.files import write_whole
from luoshi.terminal_compare import account
from luoshi.values import Message


@click.command()
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
    first, second = (open_report(path, place, None, None) for path in (earlier, later))
    if first is None or second is None:
        sys.exit(1)
    comparison = compare_reports(first, second)
    account(comparison, console)
    if name is not None:
        target = out or Path(f"{earlier.stem}-{second.identity.plan_year or later.stem}.json")
        try:
            write_whole(target, compare_json.dumps(comparison).encode())
            err.print(f"  → {target}", markup=False, soft_wrap=True)
        except OSError as error:
            refuse(target, Message(f"写不了：{error.strerror}", f"cannot be written: {error.strerror}"), TRY_AGAIN)
            sys.exit(1)
    if any(problem.severity == "error" for problem in comparison.problems):
        sys.exit(1)
