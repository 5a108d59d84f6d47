"""Tables that are only ever added to: the database itself refuses everything else, whoever asks it.

The triggers are set after every `migrate`, so that no change of a table's columns loses them (on SQLite Django rebuilds
a table to change it, and its triggers go with the old one). `REPLACE` of SQLite deletes without asking the triggers of
deletion, so a row whose place is taken is refused before it is put in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Keys = tuple[tuple[str, ...], ...]
# Table → what is unique in it.
GUARDED: Mapping[str, Keys] = {
    "web_eventrow": (("id",), ("commitment_id", "number")),
    "web_officeevent": (("id",), ("number",)),
    "web_storedreport": (("id",), ("sha256",)),
    "web_decision": (("id",), ("report_id", "number")),
    "web_evidence": (("id",), ("commitment_id", "sha256")),
    "web_dayhead": (("id",), ("day",)),
    "web_dayend": (("id",),),
    "web_bulletin": (("id",), ("year", "number")),
}
# Changed by every event, never taken away.
KEPT: Mapping[str, Keys] = {"web_commitment": (("id",), ("uid",), ("number",))}
FUNCTION = (
    "CREATE OR REPLACE FUNCTION luoshi_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"
)


def _triggers(vendor: str) -> Iterator[tuple[str, str, str]]:
    """(table, name, statement that makes it) of every trigger."""
    words = {table: ("update", "delete") for table in GUARDED} | {table: ("delete",) for table in KEPT}
    for table, keys in {**GUARDED, **KEPT}.items():
        if vendor == "sqlite":
            no = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for word in words[table]:
                name = f"{table}_no_{word}"
                yield table, name, f"CREATE TRIGGER {name} BEFORE {word.upper()} ON {table} {no}"
            taken = " OR ".join("(" + " AND ".join(f"{c} = NEW.{c}" for c in key) + ")" for key in keys)
            when = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})"
            name = f"{table}_no_replace"
            yield table, name, f"CREATE TRIGGER {name} BEFORE INSERT ON {table} {when} {no}"
        else:
            for word in (*words[table], "truncate"):
                each = "" if word == "truncate" else "FOR EACH ROW "
                name, run = f"{table}_no_{word}", f"{each}EXECUTE FUNCTION luoshi_append_only()"
                yield table, name, f"CREATE TRIGGER {name} BEFORE {word.upper()} ON {table} {run}"


def missing(connection: Any) -> list[tuple[str, str, str]]:
    """The triggers that are not there, of tables that are: (table, name, statement that makes it)."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if sqlite
            else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
        )
        there = {name for (name,) in cursor.fetchall()}
    return [row for row in _triggers(connection.vendor) if row[0] in tables and row[1] not in there]


def guard(connection: Any) -> None:
    """Set every trigger that is not there."""
    wanted = missing(connection)
    if not wanted:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table, name, statement in wanted:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            cursor.execute(statement)


def unguard(editor: Any, tables: Iterable[str]) -> None:
    """For a migration that must write into these tables; `guard` comes back after it."""
    for table in tables:
        for word in ("update", "delete", "replace", "truncate"):
            on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{word}{on}")
