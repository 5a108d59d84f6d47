"""`NAME.corrections.jsonl`: what persons put right, applied on every later reading of the same report.

`docs/schema.md` defines the lines; `lines.py` reads them, `findings.py` applies them. What is said of a passage holds
before its measures and tasks are read (`luoshi.reading.overrule`), everything else is applied to what was read. What
became of each line is in `Report.corrections`; one that could not be applied is a Problem besides, with its number,
why, and what to do. The file is never written by reading.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from luoshi.exchange.corrections.findings import Findings
from luoshi.exchange.corrections.lines import Line, Refused, parse, said
from luoshi.values import CorrectionLine, Message, Problem, Report, Span

__all__ = ["SUFFIX", "Line", "apply", "apply_file", "beside", "load", "said"]

SUFFIX = ".corrections.jsonl"


def beside(path: Path) -> Path:
    """Where the corrections of the report at `path` stand."""
    return path.with_name(path.stem + SUFFIX)


def load(path: Path) -> tuple[Line, ...]:
    """The lines of the file, those that are none with the reason. Raises OSError where it cannot be read."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    return tuple(parse(path.name, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def apply_file(report: Report, path: Path, departments: Path | None = None) -> Report:
    """The report with the corrections of `path` applied, but for what it says of passages: that is for reading."""
    return apply(report, load(path), departments)


def apply(report: Report, lines: tuple[Line, ...], departments: Path | None = None) -> Report:
    """The report with the lines applied in their order; `departments`: a local lexicon of duties."""
    findings = Findings(report, departments)
    done, problems = [], []
    for line in lines:
        refused = line.refused
        about: tuple[str, str, Span | None] = (line.finding, "", None)
        if refused is None:
            try:
                about = findings.apply(line)
            except Refused as error:
                refused = error
        if refused is not None:
            problems.append(_problem(line, refused))
        what = refused.what if refused else None
        done.append(CorrectionLine(line.file, line.number, line.text, *about, line.by, what))
    return replace(
        findings.report(), problems=report.problems + tuple(problems), corrections=report.corrections + tuple(done)
    )


def _problem(line: Line, refused: Refused) -> Problem:
    what = refused.what
    return Problem(
        "correction-not-applied",
        "warning",
        Message(f"{line.file} 第 {line.number} 行：{what.zh}", f"{line.file} line {line.number}: {what.en}"),
        refused.todo,
    )
