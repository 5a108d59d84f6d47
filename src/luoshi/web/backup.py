"""A ledger in one file while it runs, and back: database, evidence, signature, secret, calendar.

A backup is a tar archive: the database first, in one consistent state; then the files that it names, which were there
before the rows that name them; `about.json` last, with the hash of each member, so that half a backup is known as one.
SQLite is copied by its online backup; PostgreSQL table by table with COPY in one transaction, so that no `pg_dump` of
the server's version is needed. A backup goes back into the kind of database that it came from.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from luoshi.values import Message
from luoshi.web.database import sqlite

ABOUT, SQLITE, TABLES = "about.json", "ledger.sqlite3", "tables"
FORMAT = 1
# What stands in a ledger's home beside the database; `evidence` is a folder.
BESIDE = ("signing.pem", "secret", "calendar.toml", "evidence")


class BackupError(ValueError):
    """A backup that cannot be made or brought back. `said`: why, and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.said = Message(zh, en)


def write(target: Path) -> int:
    """Write a backup of this ledger to `target`, which must not be there; its size in bytes. Raises BackupError."""
    from django.conf import settings

    if target.exists():
        raise BackupError(f"{target} 已经存在，请换个名字", f"{target} is there already: choose another name")
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="backup-") as folder:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                with tarfile.open(fileobj=out, mode="w:gz", compresslevel=3) as archive:
                    _fill(archive, Path(folder), settings.HOME)
                out.flush()
                os.fsync(out.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return target.stat().st_size


def _fill(archive: tarfile.TarFile, folder: Path, home: Path) -> None:
    from django.db import connection

    about: dict[str, Any] = {"format": FORMAT, "database": connection.vendor, "members": {}}
    copied = _copy_sqlite(folder) if connection.vendor == "sqlite" else _copy_postgres(folder, about)
    files = [(path, str(path.relative_to(folder))) for path in copied]
    for path in (home / name for name in BESIDE):
        inside = sorted(p for p in path.rglob("*") if p.is_file() and len(p.name) == 64) if path.is_dir() else [path]
        files += [(p, str(p.relative_to(home))) for p in inside if p.is_file()]
    for path, name in files:
        about["members"][name] = _hash(path)
        archive.add(path, name, recursive=False)
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False))
    archive.add(folder / ABOUT, ABOUT)


def _copy_sqlite(folder: Path) -> list[Path]:
    from django.db import connection

    source = sqlite().connect(connection.settings_dict["NAME"], timeout=60)
    copy = sqlite().connect(folder / SQLITE)
    try:
        # In one step: a copy in several begins anew each time that somebody writes.
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        source.close()
        copy.close()
    return [folder / SQLITE]


def _copy_postgres(folder: Path, about: dict[str, Any]) -> list[Path]:
    """Every table by COPY, all in one state of the database; `about` says the columns and the migrations."""
    from django.db import connection, transaction

    (folder / TABLES).mkdir()
    about["columns"] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.in_atomic_block and not connection.savepoint_ids:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        about["migrations"] = [list(row) for row in cursor.fetchall()]
        for table in sorted(connection.introspection.table_names(cursor)):
            columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            about["columns"][table] = columns
            words = ", ".join(f'"{column}"' for column in columns)
            with (
                (folder / TABLES / table).open("wb") as out,
                cursor.cursor.copy(f'COPY "{table}" ({words}) TO STDOUT') as rows,
            ):
                for data in rows:
                    out.write(data)
    return [folder / TABLES / table for table in about["columns"]]


def unpack(file: Path, home: Path) -> dict[str, Any]:
    """Put a backup's files into an empty home, and return what it says of itself. Raises BackupError, nothing written.

    A PostgreSQL backup's tables wait in `home/tables` for `load`.
    """
    if any((home / name).exists() for name in (SQLITE, TABLES, *BESIDE)):
        raise BackupError(
            f"{home} 里已有台账，请恢复到空目录（--home）",
            f"{home} holds a ledger: restore into an empty folder (--home)",
        )
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix="restore-") as name:
        folder = Path(name)
        try:
            with tarfile.open(file) as archive:
                archive.extractall(folder, filter="data")
            about = json.loads((folder / ABOUT).read_text())
            wrong = sorted(set(_wrong(folder, about)))
        except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise BackupError(
                f"{file} 不是完整的备份：{error}；请换一份", f"{file} is no whole backup: {error}; take another"
            ) from error
        if wrong:
            raise BackupError(f"备份里的 {wrong[0]} 缺失或被改动，请换一份", f"{wrong[0]} is missing or was changed")
        for path in sorted(folder.iterdir()):
            if path.name in (SQLITE, TABLES, *BESIDE):
                path.rename(home / path.name)
    return about


def _wrong(folder: Path, about: dict[str, Any]) -> Iterator[str]:
    if about["format"] != FORMAT:
        yield f"{ABOUT} (format {about['format']})"
    for name, digest in about["members"].items():
        path = folder / name
        if not path.is_file() or _hash(path) != digest:
            yield name


def load(about: dict[str, Any], home: Path) -> None:
    """The tables of a PostgreSQL backup into an empty database, as it was; `migrate` then brings it up to date."""
    from django.core.management import call_command
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            raise BackupError("数据库不是空的，请恢复到空库", "the database is not empty: restore into an empty one")
    last: dict[str, str] = {}
    for app, name in about["migrations"]:
        last[app] = max(last.get(app, ""), name)
    for app, name in last.items():
        call_command("migrate", app, name, verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor:
        own = set(connection.introspection.table_names(cursor))
        seeded = ("auth_group_permissions", "auth_permission", "django_content_type", "django_migrations")
        for table in seeded:
            cursor.execute(f'DELETE FROM "{table}"')
        for table, columns in about["columns"].items():
            if table not in own:
                raise BackupError(f"不认识表 {table}：备份来自更新的版本", f"{table}: the backup is of a newer version")
            words = ", ".join(f'"{column}"' for column in columns)
            with (
                (home / TABLES / table).open("rb") as source,
                cursor.cursor.copy(f'COPY "{table}" ({words}) FROM STDIN') as rows,
            ):
                while data := source.read(1 << 20):
                    rows.write(data)
        # The tables' own sequences, not those of today's models: the backup may be of an earlier version.
        for table in about["columns"]:
            for row in connection.introspection.get_sequences(cursor, table):
                column = row["column"]
                cursor.execute(
                    f'SELECT setval(%s, coalesce(max("{column}"), 1), max("{column}") IS NOT NULL) FROM "{table}"',
                    [row["name"]],
                )
    for table in about["columns"]:
        (home / TABLES / table).unlink()
    (home / TABLES).rmdir()


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
