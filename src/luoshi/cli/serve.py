"""`luoshi serve`, `tick` and `verify`: the ledger's server, its day, and the check of all that it keeps."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import click

from luoshi.cli.console import err, out

HOME = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="LUOSHI_HOME",
    default=Path.home() / ".luoshi",
    help="台账的数据目录。The ledger's folder.",
)


def set_up(home: Path) -> None:
    """Django set up on this home."""
    os.environ["LUOSHI_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.web.settings")
    try:
        from luoshi.web import database

        database.sqlite_version()
        import django
    except ImportError as error:
        raise click.ClickException(
            f"缺少 {error.name}：台账要 pip install 'luoshi[web]' / the ledger needs pip install 'luoshi[web]'"
        ) from error
    try:
        django.setup()
    except (ValueError, OSError) as error:
        raise click.ClickException(str(error)) from error


def ready(home: Path) -> None:
    """Django set up on this home, the database brought to this version's tables."""
    set_up(home)
    from django.core.management import call_command

    from luoshi.web import database

    call_command("migrate", verbosity=0)
    from luoshi.web import clock
    from luoshi.web.actions.daily import take_stock

    take_stock(clock.now())
    if not os.environ.get("LUOSHI_DATABASE") and not database.safe_wal():
        version = ".".join(map(str, database.sqlite_version()))
        err.print(
            f"SQLite {version} 的 WAL 有损坏数据的缺陷，改用回滚日志，较慢。"
            f" SQLite {version} has the WAL-reset bug: the rollback journal is used, which is slower.",
            soft_wrap=True,
        )


@click.command()
@HOME
@click.option("--host", default="127.0.0.1", help="监听地址。The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="端口；不写就取 8000 起第一个空着的。The port; else the first free from 8000.",
)
@click.option("--demo", is_flag=True, help="空台账里放入虚构城市的样例。Fill an empty ledger with the invented city.")
def serve(home: Path, host: str, port: int | None, demo: bool) -> None:
    """运行台账（网页）。Serve the ledger."""
    port = _free(host, (port,) if port else range(8000, 8020))
    ready(home)
    if demo:
        from luoshi.web import demo as city

        for line in city.fill():
            out.print(line, soft_wrap=True)
    if host not in ("127.0.0.1", "localhost") and "LUOSHI_HOSTS" not in os.environ:
        err.print(
            "对外服务请用 LUOSHI_HOSTS 写明域名或地址。Name the hosts in LUOSHI_HOSTS to serve others.", soft_wrap=True
        )
    from luoshi.web import database

    out.print(database.said(), soft_wrap=True)
    from granian.constants import Interfaces
    from granian.server import Server

    out.print(f"落实台账 Luoshi: http://{host}:{port}/　（Ctrl-C 停止 stops）", soft_wrap=True)
    Server(
        "luoshi.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=8,
        log_enabled=False,
    ).serve()


def _free(host: str, ports: Iterable[int]) -> int:
    """The first of the ports that nobody listens on."""
    asked = list(ports)
    for port in asked:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError as error:
                why = error.strerror
                continue
            return port
    words = f"{asked[0]}" if len(asked) == 1 else f"{asked[0]}–{asked[-1]}"
    raise click.ClickException(
        f"{host}:{words} 不能监听（{why}），请换 --host 或 --port / cannot listen there: another --host or --port"
    )


@click.command()
@HOME
def tick(home: Path) -> None:
    """每日一次：亮灯、提醒、签发日头；漏了、重了都不要紧。Once a day; harmless twice."""
    ready(home)
    from luoshi.web import clock
    from luoshi.web.actions.daily import tick as run

    done = run(clock.now())
    counts = " / ".join(str(done[key]) for key in ("lights", "notices", "heads"))
    out.print(f"亮灯变化、提醒、日头：{counts}。Lights changed, notices, heads signed.")


@click.command()
@HOME
@click.option(
    "--heads",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="再与别处保存的日头（luoshi heads 写出）对照。Also against heads that were kept elsewhere.",
)
def verify(home: Path, heads: Path | None) -> None:
    """核验：事件有没有被改动、缺失、截断、调换。Check all that is kept; exit 1 if anything is wrong."""
    ready(home)
    from luoshi.web.actions import heads as signed
    from luoshi.web.actions.verify import verify as run

    wrong = 0
    try:
        kept = signed.against(*signed.read(heads.read_text("utf-8"))) if heads else ()
    except (signed.HeadsError, UnicodeDecodeError, OSError) as error:
        raise click.ClickException(f"{heads}：{error}") from error
    for message in chain(kept, run()):
        err.print(f"✗ {message.zh}\n  {message.en}", soft_wrap=True)
        wrong += 1
    if wrong:
        sys.exit(1)
    out.print("全部事件、日头和佐证材料与写入时一致。Everything is as it was written.")
