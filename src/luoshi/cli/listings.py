"""`luoshi cascade`, `series`, `across` and `ranks`: questions across several reports."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table as Grid

from luoshi.cli.console import OBSERVATIONS, TRY_AGAIN, YEAR, Steps, err, failed, open_report, refuse
from luoshi.cli.console import out as console
from luoshi.comparing.across import asked
from luoshi.comparing.cascade import cascade as hand_down
from luoshi.exchange import observing
from luoshi.exchange.files import write_whole
from luoshi.exchange.listings import FORMATS, Listing, render
from luoshi.exchange.page.figures import number
from luoshi.lexicon import places
from luoshi.terminal_compare import problems
from luoshi.values import Kind, Message, Report

SHOWN = 40
# What lies beside reports in a folder.
NO_REPORTS = (".jsonl", ".tsv", ".csv", ".toml", ".json")
# Columns of long words are for the page and the workbook.
WIDEST = 40
KINDS: dict[str, Kind] = {"数值": "level", "增速": "change", "比率": "share"}

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


@click.command()
@click.argument("indicator")
@click.argument("reports", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--kind", type=click.Choice(list(KINDS)), help="只看哪一类数。Which kind of figure.")
@click.option("--per", "by", help="按什么折算，如 常住人口、面积；数在 --observations 的表里。Divide amounts by this.")
@click.option("--level", type=click.Choice(["省级", "地级", "县级"]), help="只看哪一级。Only this level.")
@click.option("--within", help="只看哪里的，如 山西省。Only places within.")
@click.option("--peers", "of", help="只看与它同级、同省、人口相近的。Only peers of this place.")
@OBSERVATIONS
@_FORMAT
@_OUT
def across(
    indicator: str,
    reports: tuple[Path, ...],
    kind: str | None,
    by: str | None,
    level: str | None,
    within: str | None,
    of: str | None,
    observations: tuple[Path, ...],
    name: str | None,
    out: Path | None,
) -> None:
    """一个指标，各地各年谁高谁低；可按人口、面积折算，可只看同类。

    One indicator across places and years, per head or per area, among peers. REPORTS may be folders.
    """
    _usage(name, out)
    from luoshi.exchange.listings import between

    choice = between.Choice(level, _place(within, "--within"), _place(of, "--peers"))
    want = asked(indicator, KINDS[kind] if kind else None)
    seen, wrong = observing.load(observations)
    read = _open(_files(reports))
    if read is None:
        sys.exit(1)
    _give(between.across(want, read, seen, wrong, by, choice), name, out, f"{indicator}--各地")


@click.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@_FORMAT
@_OUT
def ranks(reports: tuple[Path, ...], name: str | None, out: Path | None) -> None:
    """各地自称的名次（全省第1）互相核对：两地都称第1的列出。

    Rank claims collected and checked against each other. REPORTS may be folders.
    """
    _usage(name, out)
    from luoshi.exchange.listings import between

    read = _open(_files(reports))
    if read is None:
        sys.exit(1)
    _give(between.ranks(read), name, out, "名次")


@click.command()
@click.argument("indicator")
@click.argument("reports", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--kind", type=click.Choice(list(KINDS)), help="只看哪一类数。Which kind of figure.")
@OBSERVATIONS
@_FORMAT
@_OUT
def series(
    indicator: str,
    reports: tuple[Path, ...],
    kind: str | None,
    observations: tuple[Path, ...],
    name: str | None,
    out: Path | None,
) -> None:
    """一个地方的一个指标，历年目标、自述、实测；五年目标还差多少、每年须多快。

    One indicator of one place through the years, and the pace that its long goals still need. REPORTS may be folders.
    """
    _usage(name, out)
    from luoshi.exchange.listings import through_years

    want = asked(indicator, KINDS[kind] if kind else None)
    seen, wrong = observing.load(observations)
    read = _open(_files(reports))
    if read is None:
        sys.exit(1)
    _give(through_years.listing(want, read, seen, wrong), name, out, f"{indicator}--历年")


def _place(name: str | None, option: str) -> places.Place | None:
    found = places.find(name) if name else None
    if name and found is None:
        raise click.UsageError(
            f"{option} {name}：地名库里没有，或不止一个，请写全称 / not in the gazetteer, or not one place"
        )
    return found


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files, those of folders by name; corrections lie beside reports and are none."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        found += [
            p for p in inside if not p.name.startswith(".") and p.suffix not in (".jsonl", ".tsv", ".csv", ".toml")
        ]
    return found


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
    written = name is None or _write(listing, name, out or Path(f"{stem}.{name}"))
    shown(listing, console)
    if not written:
        sys.exit(1)
    if any(problem.severity == "error" for problem in listing.problems):
        sys.exit(1)


def _write(listing: Listing, name: str, target: Path) -> bool:
    """Write the file whole or not at all; False with the reason said."""
    try:
        write_whole(target, render(listing, name))
    except OSError as error:
        refuse(target, failed(Message("写不了", "cannot be written"), error), TRY_AGAIN)
        return False
    err.print(f"  → {target}", markup=False, soft_wrap=True)
    return True


def shown(listing: Listing, to: Console) -> None:
    """The question, the answer, the tables in sight, the problems."""
    to.print(f"\n{listing.question.zh} {listing.question.en}\n{listing.title}\n{listing.answer}", soft_wrap=True)
    for table in listing.tables:
        if table.folded or not table.rows:
            continue
        grid = Grid(title=table.name, title_justify="left", box=None, pad_edge=False, padding=(0, 2))
        narrow = [i for i, (_, width) in enumerate(table.heads) if width < WIDEST]
        for i in narrow:
            grid.add_column(table.heads[i][0], overflow="fold")
        for whole in table.rows[:SHOWN]:
            row = [whole[i] for i in narrow]
            grid.add_row(*("" if c is None else number(c) if isinstance(c, Decimal) else str(c) for c in row))
        to.print(grid)
        if len(table.rows) > SHOWN:
            to.print(f"  … 另有 {len(table.rows) - SHOWN} 行，见 --format html / more rows: --format html")
    problems(listing.problems, to)
