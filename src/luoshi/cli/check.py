"""`luoshi explain` and `luoshi check`: why a finding is what it is, and what is still wrong with a reading."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from luoshi import terminal
from luoshi.cli.console import PLACE, YEAR, err, open_report, out


@click.command()
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("offset", type=click.IntRange(min=0))
@PLACE
@YEAR
def explain(report: Path, offset: int, place: str | None, year: int | None) -> None:
    """第 OFFSET 个字处读出了什么、依据哪条规则。What was found at that offset, and by which rule."""
    read_one = open_report(report, place, year, None)
    if read_one is None:
        sys.exit(1)
    if offset >= len(read_one.text):
        raise click.UsageError(
            f"OFFSET {offset}：全文只有 {len(read_one.text)} 个字符 / the text has {len(read_one.text)} characters"
        )
    out.print(terminal.explanation(read_one, offset))


@click.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
@PLACE
@YEAR
def check(reports: tuple[Path, ...], place: str | None, year: int | None) -> None:
    """列出问题、存疑和没有交代的数字；有就以 1 退出。Problems, doubts, unaccounted numerals; exit 1 if any."""
    found = 0
    for path in reports:
        report = open_report(path, place, year, None)
        if report is None:
            found += 1
            continue
        for line in terminal.findings(report, path):
            out.print(line, soft_wrap=True, markup=False)
            found += 1
    if found:
        sys.exit(1)
    err.print("没有问题。No problems.")
