"""A folder of reports becomes a dataset: read what is new, link the years of each place, write the tables.

What was read before by the same rules is not read again; a run that was stopped goes on; a broken file is a row of
`problems`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from luoshi.corpus.dataset import DatasetError, describe, reader, write_table
from luoshi.corpus.engine import work
from luoshi.corpus.tables import TABLES
from luoshi.corpus.work import kept, piece
from luoshi.values import Message

# About how many bytes of text a piece reads: large enough to be worth a process, small enough for a moving bar.
PIECE = 600_000
SUFFIXES = frozenset((".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".ofd", ".doc", ".wps"))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `stage` is read, link or write."""

    stage: str
    done: int
    total: int


def read_corpus(
    folder: Path,
    dataset: Path,
    workers: int = 1,
    runner: str = "local",
    address: str | None = None,
    step: Callable[[Progress], None] = lambda _: None,
    observations: Iterable[dict[str, Any]] = (),
    apart: Iterable[Path] = (),
) -> dict[str, int]:
    """Read every report below `folder` into `dataset`; returns the rows of each table.

    `runner`, `address`: see `engine.work`. `observations`: rows of that table, from `luoshi.comparing.observations`;
    `apart`: the files and folders that they come from, which are no reports.
    Raises DatasetError where the folder holds no file that could be a report.
    """
    files = _files(folder, {path.resolve() for path in apart})
    if not files:
        raise DatasetError(
            Message(f"{folder} 里没有可读的文件", f"there is no file to read in {folder}"),
            Message(f"可读的有 {'、'.join(sorted(SUFFIXES))}", f"expected {', '.join(sorted(SUFFIXES))}"),
        )
    live = _unique(files)
    fresh = [item for item in live if not kept(dataset, item[1]).exists()]
    _run(_pieces(folder, dataset, fresh), fresh, "read", workers, runner, address, step)
    places = _places(dataset, {id for _, id, _ in live})
    linked = [piece("link", folder, dataset, places[at : at + 4]) for at in range(0, len(places), 4)]
    _run(linked, places, "link", workers, runner, address, step)
    step(Progress("write", 0, len(TABLES)))
    counts = _write(dataset, files, list(observations), step)
    describe(dataset, counts)
    for other in (dataset / "work").iterdir():
        if other.name != reader():
            shutil.rmtree(other)
    return counts


def _files(folder: Path, apart: set[Path]) -> list[list[str]]:
    """[path below the folder, id, sha256] of every file that could be a report, in order."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file() and not apart & {path.resolve(), *path.resolve().parents}:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found.append([path.relative_to(folder).as_posix(), digest[:16], digest])
    return found


def _unique(files: list[list[str]]) -> list[list[str]]:
    """The first of the files that are the same, byte for byte."""
    return list({item[1]: item for item in reversed(files)}.values())[::-1]


def _pieces(folder: Path, dataset: Path, items: list[list[str]]) -> list[str]:
    pieces: list[list[list[str]]] = [[]]
    size = 0
    for item in items:
        own = (folder / item[0]).stat().st_size
        if pieces[-1] and size + own > PIECE:
            pieces.append([])
            size = 0
        pieces[-1].append(item)
        size += own
    return [piece("read", folder, dataset, some) for some in pieces if some]


def _run(
    pieces: list[str], items: list[Any], stage: str, workers: int, runner: str, address: str | None,
    step: Callable[[Progress], None],
) -> None:  # fmt: skip
    done, total = 0, len(items)
    step(Progress(stage, done, total))
    for told in work(pieces, workers, runner, address) if pieces else ():
        done += json.loads(told)[1]
        step(Progress(stage, done, total))


def _parts(dataset: Path, table: str) -> str | None:
    """The parts of a table as a glob of DuckDB; None where it has none."""
    folder = dataset / "work" / reader() / "parts" / table
    return str(folder / "*.parquet").replace("'", "''") if folder.is_dir() else None


def _places(dataset: Path, live: set[str]) -> list[list[str]]:
    """The reports of each place that has several years, in order of year; of two of a year the fuller."""
    parts = _parts(dataset, "reports")
    if parts is None:
        return []
    rows = duckdb.execute(
        "SELECT coalesce(code, place), year, report, chars FROM read_parquet("
        f"'{parts}') WHERE year IS NOT NULL AND place IS NOT NULL ORDER BY 1, 2, chars DESC, report"
    ).fetchall()
    by_place: dict[str, dict[int, str]] = defaultdict(dict)
    for place, year, report, _ in rows:
        if report in live:
            by_place[place].setdefault(year, report)
    return [list(years.values()) for years in by_place.values() if len(years) > 1]


def _write(
    dataset: Path, files: list[list[str]], observations: list[dict[str, Any]], step: Callable[[Progress], None]
) -> dict[str, int]:
    """Put the parts together: rows of files that are there, in one order, whatever engine made them."""
    live = sorted({id for _, id, _ in files})
    twice = [file for file, id, _ in files if file not in {item[0] for item in _unique(files)}]
    counts = {}
    with duckdb.connect() as db:
        db.execute("CREATE TABLE live AS SELECT unnest($1::VARCHAR[]) AS report", [live])
        for number, name in enumerate(TABLES, 1):
            target = dataset / f"{name}.parquet"
            parts = _parts(dataset, name)
            if name == "observations" or parts is None:
                write_table(target, name, observations if name == "observations" else [])
            else:
                _join(db, parts, name, target)
            if name == "problems" and twice:
                _add_twice(db, target, twice)
            counts[name] = db.execute(f"SELECT count(*) FROM read_parquet('{_quoted(target)}')").fetchone()[0]  # type: ignore[index]
            step(Progress("write", number, len(TABLES)))
    return counts


ORDER = ("file", "report", "later", "start", "promise_start", "id")


def _join(db: duckdb.DuckDBPyConnection, parts: str, name: str, target: Path) -> None:
    own = "report IN (FROM live)" + (" AND later IN (FROM live)" if name == "links" else "")
    order = ", ".join(
        field.name
        for field in TABLES[name]
        if field.name in ("file", "report", "later", "start", "promise_start", "id")
    )
    half = target.with_name(f".{target.name}")
    db.execute(
        f"COPY (SELECT DISTINCT * FROM read_parquet('{parts}') WHERE {own} ORDER BY {order}) "
        f"TO '{_quoted(half)}' (FORMAT parquet, COMPRESSION zstd)"
    )
    half.replace(target)


def _add_twice(db: duckdb.DuckDBPyConnection, target: Path, twice: list[str]) -> None:
    """The files that are the same as others are read once, and said."""
    rows = pq.read_table(target).to_pylist()
    rows += [
        {
            "file": file, "report": None, "code": "duplicate", "severity": "note",
            "what": "与另一份文件逐字节相同，只读一次", "what_en": "byte for byte the same as another: read once",
            "todo": "不用处理", "start": None,
        }
        for file in twice
    ]  # fmt: skip
    write_table(target, "problems", rows)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
