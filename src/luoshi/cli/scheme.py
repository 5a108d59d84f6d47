"""`luoshi scheme`: the schemes that there are, one of them as a page, a place's own checked."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from luoshi.cli.console import TRY_AGAIN, err, failed, out, refuse
from luoshi.exchange.files import write_whole
from luoshi.exchange.scheme.lines import sections
from luoshi.exchange.scheme.page import render
from luoshi.schemes import Scheme, SchemeError, builtin, load, names
from luoshi.values import Message


@click.group()
def scheme() -> None:
    """承诺怎么办的方案：列出、查看、检查。Schemes: list, show, check."""


@scheme.command("list")
def list_schemes() -> None:
    """自带的方案。The schemes that come with Luoshi."""
    for name in names():
        one = builtin(name)
        out.print(f"{name:<16}{one.name}　{one.en}　{one.version}", soft_wrap=True)


@scheme.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """检查方案文件，指明哪个文件、哪一项、怎么改。Check files of schemes; exit 1 if any is wrong."""
    wrong = 0
    for path in files:
        try:
            one = load(path)
        except SchemeError as error:
            wrong += 1
            _say(error)
        else:
            err.print(f"{path}：没有问题。{one.name}，{len(one.transition)} 个动作。No problems.", soft_wrap=True)
    if wrong:
        sys.exit(1)


@scheme.command()
@click.argument("name")
@click.option(
    "--out", "target", type=click.Path(dir_okay=False, path_type=Path), help="写成网页。Write a page (.html)."
)
def show(name: str, target: Path | None) -> None:
    """查看一个方案：自带的名称或文件。One scheme, by name or file; --out writes a page with its state diagram."""
    one = _find(name)
    if target is not None:
        try:
            write_whole(target, render(one))
        except OSError as error:
            refuse(target, failed(Message("写不了", "cannot be written"), error), TRY_AGAIN)
            sys.exit(1)
        err.print(f"  → {target}", soft_wrap=True)
        return
    out.print(f"{one.name} {one.en}　{one.id} {one.version}\n{one.about}\n依据：{one.basis}", soft_wrap=True)
    for section in sections(one):
        out.print(f"\n{section.title.zh} {section.title.en}", style="bold")
        for row in section.rows:
            first, *rest = (cell.zh for cell in row)
            said = [f"{head.zh}：{cell}" for head, cell in zip(section.heads[1:], rest, strict=True) if cell]
            out.print(f"  {first}　{'　'.join(said)}", soft_wrap=True)


def _find(name: str) -> Scheme:
    try:
        return builtin(name)
    except KeyError:
        pass
    path = Path(name)
    if not path.exists():
        raise click.UsageError(
            f"{name}：没有这个方案，也没有这个文件；自带的有 {'、'.join(names())} / there is no such scheme or file"
        )
    try:
        return load(path)
    except SchemeError as error:
        _say(error)
        sys.exit(1)


def _say(error: SchemeError) -> None:
    err.print(f"[red]✗[/red] {error.path}", markup=True, soft_wrap=True)
    for fault in error.faults:
        err.print(f"  {fault.zh}。\n  {fault.en}.", soft_wrap=True)
