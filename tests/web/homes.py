"""Ledgers of the tests' own, each in a home and where asked for a PostgreSQL database: what needs several processes or
threads cannot use the tests' database, which could not be emptied again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MAIN = "from luoshi.web.database import sqlite_version; sqlite_version(); from luoshi.cli import main; main()"
BEGIN = "from luoshi.web.database import sqlite_version; sqlite_version()\nimport django; django.setup()\n"
POSTGRES = os.environ.get("LUOSHI_DATABASE", "")


@dataclass(frozen=True)
class Home:
    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        own = {"LUOSHI_HOME": str(self.folder), "DJANGO_SETTINGS_MODULE": "luoshi.web.settings"}
        return os.environ | own | {"LUOSHI_DATABASE": self.url}

    def python(self, code: str, *words: str, fails: bool = False) -> str:
        """What the program prints."""
        line = [sys.executable, "-c", code, *words]
        done = subprocess.run(line, env=self.environment, capture_output=True, text=True, timeout=300, check=False)
        assert (done.returncode != 0) is fails, done.stdout + done.stderr
        return done.stdout + done.stderr if fails else done.stdout

    def luoshi(self, *words: str, fails: bool = False) -> str:
        return self.python(MAIN, *words, fails=fails)


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Home]:
    """A home of this kind, and an empty database that goes when it is done."""
    if kind == "sqlite":
        yield Home(folder)
        return
    import psycopg

    base, name = POSTGRES.rsplit("/", 1)[0], f"luoshi_{folder.name[:30]}_{os.getpid()}".lower()
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        try:
            admin.execute(f'CREATE DATABASE "{name}"')
            yield Home(folder, f"{base}/{name}")
        finally:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


KINDS = ("sqlite", "postgresql") if POSTGRES else ("sqlite",)
