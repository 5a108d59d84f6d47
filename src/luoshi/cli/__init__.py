"""The command line: thin. Every message is 简体中文 first, English beside it.

Exit codes: 0 all well · 1 a report could not be read or written, or `check` found something · 2 wrong usage ·
130 stopped by Ctrl-C.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

import luoshi
from luoshi.cli.console import err

# Command → the module that holds it under the same name: a command's own needs (a web server, an engine) are
# imported only when it is asked for. The order is that of `luoshi --help`.
COMMANDS: dict[str, str] = {
    "read": "luoshi.cli.read",
    "explain": "luoshi.cli.check",
    "check": "luoshi.cli.check",
    "compare": "luoshi.cli.compare",
    "cascade": "luoshi.cli.listings",
    "scheme": "luoshi.cli.scheme",
    "serve": "luoshi.cli.serve",
    "tick": "luoshi.cli.serve",
    "verify": "luoshi.cli.serve",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        return command


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
