"""`luoshi backup`, `restore` and `officers`: a ledger kept safe, and its first three accounts."""

from __future__ import annotations

import os
from pathlib import Path

import click

from luoshi.cli.console import err, out
from luoshi.cli.serve import HOME, ready, set_up


@click.command()
@HOME
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(home: Path, file: Path) -> None:
    """备份台账到一个文件，运行中也可以。Back up the ledger, while it runs, to one file."""
    ready(home)
    from luoshi.web import backup as copies

    try:
        size = copies.write(file)
    except copies.BackupError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"写不了 {file}：{error.strerror} / cannot write {file}") from error
    out.print(f"已备份到 {file}（{size:,} 字节）。Backed up, {size:,} bytes.", soft_wrap=True)


@click.command()
@HOME
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="写到这个文件，缺省为屏幕。The file; else the screen.",
)
def heads(home: Path, out: Path | None) -> None:
    """写出签名的日头，放到别处保存。Write the signed heads of all days, to be kept elsewhere."""
    ready(home)
    from luoshi.exchange.files import write_whole
    from luoshi.web.actions.heads import export

    text = export()
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        write_whole(out, text.encode())
    except OSError as error:
        raise click.ClickException(f"写不了 {out}：{error.strerror} / cannot write {out}") from error
    err.print(
        f"日头已写到 {out}；请存到台账之外，核验时用 luoshi verify --heads。Kept elsewhere, it proves the ledger.",
        soft_wrap=True,
    )


@click.command()
@HOME
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(home: Path, file: Path) -> None:
    """把备份恢复到空目录（PostgreSQL 还要空库），并核验。Restore a backup into an empty folder, and verify it."""
    from luoshi.web import backup as copies

    try:
        about = copies.unpack(file, home)
        wanted = "postgresql" if os.environ.get("LUOSHI_DATABASE") else "sqlite"
        if about["database"] != wanted:
            raise click.ClickException(
                f"备份来自 {about['database']}，现在的设置是 {wanted}；请改 LUOSHI_DATABASE"
                f" / the backup is of {about['database']}, the setting is {wanted}: change LUOSHI_DATABASE"
            )
        if wanted == "postgresql":
            set_up(home)
            copies.load(about, home)
    except copies.BackupError as error:
        raise click.ClickException(str(error)) from error
    ready(home)
    from luoshi.web.actions.verify import verify

    wrong = 0
    for message in verify():
        err.print(f"✗ {message.zh}\n  {message.en}", soft_wrap=True)
        wrong += 1
    if wrong:
        raise click.ClickException(f"已恢复，但核验有 {wrong} 处不符 / restored, but {wrong} thing(s) do not verify")
    out.print(f"已恢复到 {home}，核验无误。Restored, and everything is as it was written.", soft_wrap=True)


@click.command()
@HOME
def officers(home: Path) -> None:
    """空台账设系统、安全、审计三员，各给一次性密码。The first three accounts of an empty ledger."""
    ready(home)
    from luoshi.ledger import Refused
    from luoshi.web.actions.founding import found

    try:
        made = found()
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    for user, password in made:
        out.print(f"  {user.username:<10}{user.name}　{password}", soft_wrap=True)
    out.print("一次性密码只显示这一次，登录后须改。Shown once; to be changed at the first login.", soft_wrap=True)
