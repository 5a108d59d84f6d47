"""Files of what somebody else measured → observations: communiqués, plan and budget reports, tables, whole folders."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from luoshi.comparing.observations import Observation, from_report, identify
from luoshi.exchange import observation_table
from luoshi.reading import read_document
from luoshi.sources import SourceError, open_document
from luoshi.sources.decoding import decode
from luoshi.values import Message, Problem

TABLES = (".csv", ".tsv")


def load(paths: Iterable[Path]) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    """The observations of files and of all files in folders, by name; what can't be read is a Problem."""
    found: list[Observation] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(file for given in paths for file in _files(given)):
        try:
            some, wrong = _read(path)
        except SourceError as error:
            some, wrong = (), (_unreadable(path, error.what, error.todo),)
        except OSError as error:
            what = Message(f"读不了：{error.strerror}", f"cannot be read: {error.strerror}")
            some, wrong = (
                (),
                (_unreadable(path, what, Message("请检查路径和权限", "check the path and its permissions")),),
            )
        found += some
        problems += wrong
    return tuple(found), tuple(problems)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))


def _read(path: Path) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    if path.suffix.lower() in TABLES:
        text, _, problems = decode(path.read_bytes(), path.name)
        found, wrong = observation_table.read(text, path.name)
        return found, (*problems, *wrong)
    document = open_document(path)
    report = read_document(document)
    known = identify(report)
    if known is not None and known.year is not None and report.identity.review_year != known.year:
        # Its title says which year it measures, whenever it was published.
        report = read_document(document, None, known.year + 1)
    return from_report(report)


def _unreadable(path: Path, what: Message, todo: Message) -> Problem:
    return Problem(
        "observations-unreadable",
        "error",
        Message(f"{path.name}：{what.zh}", f"{path.name}: {what.en}"),
        todo,
    )
