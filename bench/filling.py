"""Rows into the tables of a ledger, many at a time, for `bench/fill.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

COLUMNS: dict[str, list[str]] = {}


class Sink:
    """Rows to the tables, many at a time: COPY on PostgreSQL, executemany on SQLite."""

    def __init__(self, connection: Any) -> None:
        self.connection, self.rows = connection, defaultdict[str, list[tuple[Any, ...]]](list)

    def add(self, model: Any, *values: Any) -> None:
        rows = self.rows[model._meta.db_table]
        rows.append(values)
        if len(rows) >= 20_000:
            self.flush(model._meta.db_table)

    def flush(self, table: str) -> None:
        rows = self.rows.pop(table)
        columns = [f'"{column}"' for column in COLUMNS[table]]
        with self.connection.cursor() as cursor:
            if self.connection.vendor == "sqlite":
                marks = ", ".join("%s" for _ in columns)
                cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
                return
            lines = "".join("\t".join("\\N" if v is None else str(v) for v in row) + "\n" for row in rows)
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                copy.write(lines)

    def words(self, pk: int, text: str, tokens: Iterable[str]) -> None:
        """The search index of a commitment, as `search.kept` writes it. Tokens are letters and digits."""
        if self.connection.vendor == "postgresql":
            self.rows["web_searchrow"].append((pk, text, " ".join(f"'{one}'" for one in tokens)))
        else:
            self.rows["web_searchrow"].append((pk, text))
            self.rows["web_searchwords"].append((pk, " ".join(tokens)))
        if len(self.rows["web_searchrow"]) >= 20_000:
            for table in ("web_searchrow", "web_searchwords"):
                if self.rows[table]:
                    self.flush(table)

    def close(self) -> None:
        for table in [table for table, rows in self.rows.items() if rows]:
            self.flush(table)


def bulk(connection: Any) -> Iterator[None]:
    """PostgreSQL without indexes and foreign keys' checks while rows come in; made again afterwards."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys=OFF")
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('web_commitment', 'web_eventrow',"
            " 'web_searchrow') AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for _, made in indexes:
            cursor.execute(made)
        cursor.execute(
            "SELECT table_name, pg_get_serial_sequence(table_name, 'id') FROM information_schema.columns"
            " WHERE column_name = 'id' AND table_name LIKE 'web_%%'"
        )
        for table, sequence in cursor.fetchall():
            if sequence:
                cursor.execute(f"SELECT setval('{sequence}', COALESCE((SELECT MAX(id) FROM {table}), 0) + 1)")
        cursor.execute("VACUUM ANALYZE")
