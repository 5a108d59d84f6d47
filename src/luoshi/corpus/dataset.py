"""A dataset on the disk: `dataset.json`, a Parquet file a table, and `work/`, what a stopped run goes on from."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

import luoshi
from luoshi.corpus.tables import SCHEMA, TABLES
from luoshi.exchange.files import write_whole
from luoshi.values import Message

DESCRIPTION = "dataset.json"
# The rooms whose code and data decide what a report is read as.
ROOMS = ("values.py", "lexicon", "sources", "reading", "comparing")


class DatasetError(ValueError):
    """A folder is no dataset, or of another schema: what is wrong, and what to do."""

    def __init__(self, what: Message, todo: Message) -> None:
        super().__init__(f"{what.zh}。{todo.zh} / {what.en}; {todo.en}")
        self.what = what
        self.todo = todo


@cache
def reader() -> str:
    """The reader's version and a hash of its rules: what another reader read is read again."""
    root = Path(luoshi.__file__).parent
    digest = hashlib.sha256()
    for room in ROOMS:
        path = root / room
        for file in sorted([path] if path.is_file() else path.rglob("*.*")):
            if file.suffix in (".py", ".toml", ".tsv"):
                digest.update(file.read_bytes())
    return f"{luoshi.__version__}+{digest.hexdigest()[:8]}"


def describe(dataset: Path, counts: dict[str, int]) -> None:
    """Write `dataset.json`: the dataset is whole."""
    data = {"schema": SCHEMA, "reader": reader(), "rows": counts}
    write_whole(dataset / DESCRIPTION, json.dumps(data, ensure_ascii=False, indent=1).encode())


def description(dataset: Path) -> dict[str, Any]:
    """What `dataset.json` says. DatasetError where there is none, or one of another schema."""
    again = Message("请用 luoshi corpus read 重新建立", "make it anew with luoshi corpus read")
    try:
        data: dict[str, Any] = json.loads((dataset / DESCRIPTION).read_text("utf-8"))
    except FileNotFoundError:
        raise DatasetError(
            Message(f"{dataset} 不是数据集（没有 {DESCRIPTION}）", f"{dataset} is no dataset (no {DESCRIPTION})"), again
        ) from None
    except (OSError, ValueError) as error:
        raise DatasetError(
            Message(f"{dataset / DESCRIPTION} 读不了：{error}", f"{dataset / DESCRIPTION} cannot be read: {error}"),
            again,
        ) from error
    if data.get("schema") != SCHEMA:
        found = data.get("schema")
        raise DatasetError(
            Message(
                f"数据集的格式是 {found}，这个版本要 {SCHEMA}", f"the dataset's schema is {found}, expected {SCHEMA}"
            ),
            again,
        )
    return data


def write_table(path: Path, name: str, rows: list[dict[str, Any]]) -> None:
    """One Parquet file of a table, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, TABLES[name]), sink, compression="zstd")
    write_whole(path, sink.getvalue().to_pybytes())


def open_dataset(dataset: Path | str) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection with the tables as views: reads the dataset, and nothing else on the disk or the network.

    Raises DatasetError.
    """
    folder = Path(dataset).resolve()
    description(folder)
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    quoted = str(folder).replace("'", "''")
    for name in TABLES:
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{quoted}/{name}.parquet')")
    # A slow query would draw a bar of its own into what a command prints.
    connection.execute("SET enable_progress_bar = false")
    connection.execute(f"SET allowed_directories = ['{quoted}']")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
