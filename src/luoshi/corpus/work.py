"""One piece of work: read some files, or link the reports of some places; its rows become parts, whole or not at all.

A piece is named by what it works on, so that a run that was stopped finds what is done. What an engine runs is
`run`: plain strings in and out, so that it can run in another process or on another machine with the same folders.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

import luoshi
from luoshi.collecting import collector_paused
from luoshi.comparing import compare
from luoshi.corpus.dataset import reader, write_table
from luoshi.corpus.tables import Source, of_comparison, of_report
from luoshi.exchange.files import write_whole
from luoshi.sources import SourceError
from luoshi.values import Report

_encode = msgspec.msgpack.encode
_decoder = msgspec.msgpack.Decoder(Report)


def piece(kind: str, folder: Path, dataset: Path, items: list[list[str]]) -> str:
    """A piece of work in words. `items`: [file, id, sha256] of each file to read; the ids of the earlier and the later
    report of each pair to link."""
    return json.dumps([kind, str(folder), str(dataset), items], ensure_ascii=False)


def name_of(items: list[list[str]]) -> str:
    return hashlib.sha256(json.dumps(items).encode()).hexdigest()[:16]


def run(words: str) -> str:
    """Do a piece of work that is not done; returns [what was done, how many] as JSON."""
    kind, folder, dataset, items = json.loads(words)
    parts = Path(dataset) / "work" / reader() / "parts"
    name = f"{kind}-{name_of(items)}"
    done = parts / f"{name}.done"
    if not done.exists():
        read: dict[Path, bytes] = {}
        tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
        with collector_paused():
            rows = _read(Path(folder), Path(dataset), items, read) if kind == "read" else _link(Path(dataset), items)
            for table, row in rows:
                tables[table].append(row)
        for table, found in tables.items():
            write_table(parts / table / f"{name}.parquet", table, found)
        # That a report is kept says that it need not be read again: only when its rows are on the disk.
        for path, data in read.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
        parts.mkdir(parents=True, exist_ok=True)
        write_whole(done, b"")
    return json.dumps([kind, len(items)])


def kept(dataset: Path, report: str) -> Path:
    """Where a report is kept as it was read."""
    return dataset / "work" / reader() / "reports" / f"{report}.msgpack"


def _read(
    folder: Path, dataset: Path, items: list[list[str]], read: dict[Path, bytes]
) -> Iterable[tuple[str, dict[str, Any]]]:
    """The rows of each file; the reports go into `read`, by where they are to be kept."""
    for file, id, sha256 in items:
        try:
            report = luoshi.read(folder / file)
        except SourceError as error:
            yield "problems", _broken(file, id, error.code, error.what.zh, error.what.en, error.todo.zh)
            continue
        except Exception as error:  # one broken file is a row, never the end of a run
            said = f"{type(error).__name__}: {error}"[:300]
            yield "problems", _broken(file, id, "crash", f"读的时候出错：{said}", said, "请把这份文件发给开发者")
            continue
        read[kept(dataset, id)] = pa.compress(_encode(report), "zstd", asbytes=True)
        yield from of_report(Source(file, id, sha256, reader()), report)


def _broken(file: str, id: str, code: str, zh: str, en: str, todo: str) -> dict[str, Any]:
    return {
        "file": file,
        "report": id,
        "code": code,
        "severity": "error",
        "what": zh,
        "what_en": en,
        "todo": todo,
        "start": None,
    }


def _link(dataset: Path, items: list[list[str]]) -> Iterable[tuple[str, dict[str, Any]]]:
    """The links of each pair of reports; the later one is often the earlier one of the next."""
    before: dict[str, Report] = {}
    for earlier, later in items:
        before = {id: before.get(id) or _open(dataset, id) for id in (earlier, later)}
        yield from of_comparison(earlier, later, compare(before[earlier], before[later]))


def _open(dataset: Path, id: str) -> Report:
    with pa.CompressedInputStream(pa.BufferReader(kept(dataset, id).read_bytes()), "zstd") as stream:
        return _decoder.decode(stream.read())
