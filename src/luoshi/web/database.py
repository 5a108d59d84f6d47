"""Which database: SQLite in the ledger's home, or PostgreSQL by one setting.

SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode (the WAL-reset bug). Where `pysqlite3` brings a newer one it
is used; else the rollback journal is, which is slower and safe, and `luoshi serve` says so.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit

FIXED = (3, 51, 3)


def sqlite() -> ModuleType:
    """The SQLite that Django will use; swaps the newer one in where there is one. So nothing else imports `sqlite3`."""
    if "sqlite3" not in sys.modules:
        try:
            sys.modules["sqlite3"] = importlib.import_module("pysqlite3")
            sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
        except ImportError:
            pass
    return importlib.import_module("sqlite3")


def sqlite_version() -> tuple[int, ...]:
    return tuple(sqlite().sqlite_version_info)


def safe_wal() -> bool:
    """Whether WAL can be used without the WAL-reset bug."""
    return sqlite_version() >= FIXED


def said() -> str:
    """Which database is in use and how it keeps what it acknowledged, as it says itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            version = ".".join(map(str, sqlite_version()))
            zh, en = {"wal": ("WAL 日志", "write-ahead log")}.get(journal, ("回滚日志", "rollback journal"))
            return f"数据库：SQLite {version}，{zh}。Database: SQLite {version}, {en}."
        cursor.execute("SELECT current_setting('server_version'), current_setting('fsync')")
        version, fsync = cursor.fetchone()
    risk = "" if fsync == "on" else "fsync 已关，断电会丢数据。With fsync off, a power cut loses data."
    return f"数据库：PostgreSQL {version}。Database: PostgreSQL {version}.{risk}"


def settings(home: Path, url: str | None) -> dict[str, Any]:
    """Django's entry for the database. ValueError for an address that is no PostgreSQL one."""
    if url:
        return _postgres(url)
    journal = "WAL" if safe_wal() else "DELETE"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "ledger.sqlite3",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # FULL: an acknowledged event is on the disk.
            "init_command": f"PRAGMA journal_mode={journal};PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ValueError(
            "LUOSHI_DATABASE 应写成 postgresql://用户:密码@主机:端口/库名 / expected postgresql://user:password@host:port/name"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        # A database that was started again is found again.
        "CONN_HEALTH_CHECKS": True,
        # Compiling a query takes longer than any of ours.
        "OPTIONS": {"options": "-c jit=off"},
    }
