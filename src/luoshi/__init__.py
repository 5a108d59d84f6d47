"""Luoshi 落实: reads Chinese government work reports and holds them to their word.

import luoshi
report = luoshi.read("报告.txt")
report.identity.place, len(report.tasks)
report.to_polars()["measures"]
told = luoshi.compare(last_year, report)  # what became of last year's promises
told.to_polars()["links"]
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luoshi.values import Measure, Report, Task

if TYPE_CHECKING:
    from luoshi.comparing import Account
    from luoshi.sources import SourceError, Step

__all__ = ["Measure", "Report", "SourceError", "Task", "__version__", "compare", "read"]
__version__ = "0.1.0"


def read(
    source: str | Path | Sequence[Path],
    *,
    place: str | None = None,
    year: int | None = None,
    corrections: Path | None = None,
    departments: Path | None = None,
    step: Step | None = None,
) -> Report:
    """Read a report.

    `source`: a path, or the text itself (a str that holds a line break, or that is longer than any path), or the paths
    of several files that make one report (05版 and 06版).
    `place`, `year` (of the plan): override what the text says. `corrections`: a file of corrections; by default
    `NAME.corrections.jsonl` beside the report, where it is there. `departments`: a local file that overrides the
    lexicon of duties. `step`: told (pages done, pages in all) of a long file; it may raise to stop. Raises SourceError
    where the file cannot be read; what is wrong inside a readable file is in `Report.problems`, what became of each
    line of corrections in `Report.corrections`. Raises OSError where the file of corrections cannot be read.
    """
    # The rules and word lists are loaded when something is read, not when a program only imports the library.
    from luoshi.exchange.corrections import apply, beside, load, said
    from luoshi.reading import read_document
    from luoshi.sources import from_text, no_step, open_document, open_joined

    step = step or no_step

    if isinstance(source, str) and ("\n" in source or len(source) > 1024):
        document = from_text(source)
    else:
        paths = [Path(source)] if isinstance(source, str | Path) else list(source)
        path = paths[0]
        document = open_document(path, step) if len(paths) == 1 else open_joined(paths, step)
        if corrections is None and beside(path).is_file():
            corrections = beside(path)
    lines = load(corrections) if corrections else ()
    report = read_document(document, place, year, departments, said(lines))
    return apply(report, lines, departments) if lines else report


def __getattr__(name: str) -> Any:
    """`SourceError` comes with the formats, when it is asked for."""
    if name == "SourceError":
        from luoshi.sources import SourceError

        return SourceError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def compare(
    earlier: Report,
    later: Report,
    *,
    observations: Sequence[str | Path] = (),
    corrections: Path | None = None,
) -> Account:
    """What became of each promise of `earlier` by the word of `later`, and by what somebody else measured.

    `observations`: communiqués, plan and budget reports, tables (CSV), or folders of them. `corrections`: what people
    decided about links (`luoshi.exchange.link_corrections`). What is wrong is in `comparison.problems`. Raises OSError
    where the file of corrections cannot be read.
    """
    from luoshi.comparing import account
    from luoshi.exchange import link_corrections, observing

    told = account(earlier, later, *observing.load(map(Path, observations)))
    return link_corrections.apply_file(told, corrections) if corrections else told
