"""The command line: thin. Every message is 简体中文 first, English beside it.

Exit codes: 0 all well · 1 a report could not be read or written or is none, or `check` found something · 2 wrong
usage · 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

import luoshi
from luoshi.cli.console import err

# Command → the module that holds it under the same name, and the first line of its help. A command's own needs (the
# rules of reading, a web server, an engine) are imported only when it is asked for. The order is that of `--help`.
COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("luoshi.cli.read", "读报告，给出摘要；用 --format 写出任务分解表、数据或校对页。"),
    "text": ("luoshi.cli.text", "修补后的全文：⏎ 接上的断行，✂ 去掉的字，〔搁置〕连同理由，以及页码。"),
    "explain": (
        "luoshi.cli.check",
        "第 OFFSET 个字处读出了什么、依据哪条规则。What was found at that offset, and by which rule.",
    ),
    "check": (
        "luoshi.cli.check",
        "列出问题、存疑和没有交代的数字；有就以 1 退出。Problems, doubts, unaccounted numerals; exit 1 if any.",
    ),
    "compare": ("luoshi.cli.compare", "去年的承诺，今年的报告怎么说：逐项对照，两边都有原文。"),
    "cascade": ("luoshi.cli.listings", "上级的目标，下级接住了吗：加码、低于上级、加总、没有写的。先写市，再写县区。"),
    "series": ("luoshi.cli.listings", "一个地方的一个指标，历年目标、自述、实测；五年目标还差多少、每年须多快。"),
    "across": ("luoshi.cli.listings", "一个指标，各地各年谁高谁低；可按人口、面积折算，可只看同类。"),
    "ranks": ("luoshi.cli.listings", "各地自称的名次（全省第1）互相核对：两地都称第1的列出。"),
    "corpus": (
        "luoshi.cli.corpus",
        "成千份报告：读成数据集、用 SQL 查、做成离线网站。Thousands of reports: a dataset, SQL, an offline site.",
    ),
    "scheme": ("luoshi.cli.scheme", "承诺怎么办的方案：列出、查看、检查。Schemes: list, show, check."),
    "serve": ("luoshi.cli.serve", "运行台账（网页）。Serve the ledger."),
    "tick": ("luoshi.cli.serve", "每日一次：亮灯、提醒、签发日头；漏了、重了都不要紧。Once a day; harmless twice."),
    "verify": (
        "luoshi.cli.serve",
        "核验：事件有没有被改动、缺失、截断、调换。Check all that is kept; exit 1 if anything is wrong.",
    ),
    "heads": (
        "luoshi.cli.safekeeping",
        "写出签名的日头，放到别处保存。Write the signed heads of all days, to be kept elsewhere.",
    ),
    "backup": (
        "luoshi.cli.safekeeping",
        "备份台账到一个文件，运行中也可以。Back up the ledger, while it runs, to one file.",
    ),
    "restore": (
        "luoshi.cli.safekeeping",
        "把备份恢复到空目录（PostgreSQL 还要空库），并核验。Restore a backup into an empty folder, and verify it.",
    ),
    "officers": (
        "luoshi.cli.safekeeping",
        "空台账设系统、安全、审计三员，各给一次性密码。The first three accounts of an empty ledger.",
    ),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(luoshi.__version__, prog_name="luoshi")
def cli() -> None:
    """落实：读政府工作报告，把每一项承诺变成指向原文的台账。

    Reads Chinese government work reports and turns every promise into an entry that points at the very words.
    """


def main() -> None:
    """The entry point: Ctrl-C ends with 130 and a word, and leaves no half-written file."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        err.print("已停止；已写完的文件都是完整的。Stopped; what was written is whole.")
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
