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

# How large a piece of work is at least, in bytes to read and in pairs to link: worth a process, small for a moving bar.
# Of each there are at most so many: every piece leaves files to put together.
LEAST = {"read": 600_000, "link": 12}
PIECES = 2000
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
    sizes = [(folder / file).stat().st_size for file, _, _ in fresh]

    def run(stage: str, items: list[list[str]], sizes: list[int]) -> None:
        pieces = [piece(stage, folder, dataset, some) for some in _pieces(items, sizes, LEAST[stage])]
        done = 0
        step(Progress(stage, done, len(items)))
        for told in work(pieces, workers, runner, address) if pieces else ():
            done += json.loads(told)[1]
            step(Progress(stage, done, len(items)))

    run("read", fresh, sizes)
    pairs = _pairs(dataset, {id for _, id, _ in live})
    told = _told(dataset)
    unlinked = [pair for pair in pairs if tuple(pair) not in told]
    run("link", unlinked, [1] * len(unlinked))
    step(Progress("write", 0, len(TABLES)))
    counts = _write(dataset, files, pairs, list(observations), step)
    describe(dataset, counts)
    for other in (dataset / "work").iterdir():
        if other.name != reader():
            shutil.rmtree(other)
    return counts


def _files(folder: Path, apart: set[Path]) -> list[list[str]]:
    """[path below the folder, id, sha256] of every file that could be a report, in order."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file() and not _stands_in(path, apart):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found.append([path.relative_to(folder).as_posix(), digest[:16], digest])
    return found


def _stands_in(path: Path, apart: set[Path]) -> bool:
    return bool(apart) and not apart.isdisjoint((path.resolve(), *path.resolve().parents))


def _unique(files: list[list[str]]) -> list[list[str]]:
    """The first of the files that are the same, byte for byte."""
    return list({item[1]: item for item in reversed(files)}.values())[::-1]


def _pieces(items: list[list[str]], sizes: list[int], least: int) -> list[list[list[str]]]:
    """The items in their order, cut into pieces of about one size."""
    size = max(least, sum(sizes) / PIECES)
    pieces: list[list[list[str]]] = []
    full = 0
    for item, own in zip(items, sizes, strict=True):
        if not pieces or full + own > size:
            pieces.append([])
            full = 0
        pieces[-1].append(item)
        full += own
    return pieces


def _parts(dataset: Path, table: str) -> str | None:
    """The parts of a table as a glob of DuckDB; None where it has none."""
    folder = dataset / "work" / reader() / "parts" / table
    return _quoted(folder / "*.parquet") if any(folder.glob("*.parquet")) else None


def _pairs(dataset: Path, live: set[str]) -> list[list[str]]:
    """[earlier, later] of each place's reports of years that follow one another; of two of a year the fuller."""
    parts = _parts(dataset, "reports")
    if parts is None:
        return []
    rows = duckdb.execute(
        "SELECT coalesce(code, place), year, report FROM read_parquet("
        f"'{parts}') WHERE year IS NOT NULL AND place IS NOT NULL ORDER BY 1, 2, chars DESC, report"
    ).fetchall()
    by_place: dict[str, dict[int, str]] = defaultdict(dict)
    for place, year, report in rows:
        if report in live:
            by_place[place].setdefault(year, report)
    return [
        [report, years[year + 1]] for years in by_place.values() for year, report in years.items() if year + 1 in years
    ]


def _told(dataset: Path) -> set[tuple[str, str]]:
    """The pairs that were linked before."""
    parts = _parts(dataset, "links")
    if parts is None:
        return set()
    return set(duckdb.execute(f"SELECT DISTINCT report, later FROM read_parquet('{parts}')").fetchall())


def _write(
    dataset: Path,
    files: list[list[str]],
    pairs: list[list[str]],
    observations: list[dict[str, Any]],
    step: Callable[[Progress], None],
) -> dict[str, int]:
    """Put the parts together: rows of files that are there, in one order, whatever engine made them."""
    once = {file for file, _, _ in _unique(files)}
    twice = [file for file, _, _ in files if file not in once]
    counts = {}
    with duckdb.connect() as db:
        # A slow query would draw a bar of its own; what is larger than memory is put in order on the disk.
        db.execute("SET enable_progress_bar = false")
        db.execute("SET memory_limit = '2GB'")
        db.execute(f"SET temp_directory = '{_quoted(dataset / 'work' / 'sorting')}'")
        db.execute("CREATE TABLE live AS SELECT DISTINCT unnest($1::VARCHAR[]) AS report", [[id for _, id, _ in files]])
        db.execute(
            "CREATE TABLE pairs AS SELECT unnest($1::VARCHAR[]) AS report, unnest($2::VARCHAR[]) AS later",
            [[earlier for earlier, _ in pairs], [later for _, later in pairs]],
        )
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
    own = "(report, later) IN (FROM pairs)" if name == "links" else "report IN (FROM live)"
    order = ", ".join(field.name for field in TABLES[name] if field.name in ORDER)
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
