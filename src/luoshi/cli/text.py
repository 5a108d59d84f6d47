"""`luoshi text`: what a file holds as text, and what was done to it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from luoshi.cli.console import TRY_AGAIN, Pages, err, failed, out, refuse
from luoshi.values import Message


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--join", is_flag=True, help="这几个文件是同一份报告的各版。The files are pages of one report.")
@click.option("--plain", is_flag=True, help="只要文字，不要标记。The text alone, without marks.")
@click.option("--format", "name", type=click.Choice(["json"]), help="印出 JSON。Print JSON.")
def text(files: tuple[Path, ...], join: bool, plain: bool, name: str | None) -> None:
    """修补后的全文：⏎ 接上的断行，✂ 去掉的字，〔搁置〕连同理由，以及页码。

    The repaired text with its marks: what was joined, what was set aside and why, where pages begin.
    """
    if plain and name:
        raise click.UsageError("--plain 和 --format 不能同用 / --plain and --format exclude one another")
    groups = [files] if join else [(path,) for path in files]
    printed = [_print(group, plain, name) for group in groups]
    if not all(printed):
        sys.exit(1)


def _print(group: tuple[Path, ...], plain: bool, name: str | None) -> bool:
    """Print one document; False with the reason said."""
    from luoshi.exchange.as_text import dumps, lines
    from luoshi.reading.repair import repair
    from luoshi.sources import SourceError, open_document, open_joined

    try:
        with Pages() as step:
            document = open_joined(group, step) if len(group) > 1 else open_document(group[0], step)
    except SourceError as error:
        refuse(group[0], error.what, error.todo)
        return False
    except OSError as error:
        refuse(group[0], failed(Message("读不了", "cannot be read"), error), TRY_AGAIN)
        return False
    repaired = repair(document)
    if name == "json":
        click.echo(dumps(document, repaired), nl=False)
        return True
    for line in lines(document, repaired, marks=not plain):
        out.out(line, highlight=False)
    for problem in () if plain else document.problems + repaired.problems:
        err.print(f"  · {problem.what.zh}；{problem.todo.zh}。{problem.what.en}; {problem.todo.en}.", soft_wrap=True)
    return True
