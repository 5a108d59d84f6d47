"""The one place that reads the clock: naive time of the place, to the second.

The clock of a demo is set to a day of its own when the demo is put in (`begin`), and goes on from there; every page of
such a ledger says so. No other ledger's clock can be set.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

_fixed: ContextVar[dt.datetime | None] = ContextVar("fixed", default=None)


def now() -> dt.datetime:
    return _fixed.get() or (dt.datetime.now() + _ahead(_file())).replace(microsecond=0)


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """It is this moment inside: for a demo's past."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)


def begin(moment: dt.datetime) -> None:
    """This ledger is a demo: its clock shows `moment` now."""
    _file().write_text(f"{(moment - dt.datetime.now()) // dt.timedelta(seconds=1)}")
    _ahead.cache_clear()


def is_demo() -> bool:
    """Whether this ledger's clock was set."""
    return bool(_ahead(_file()))


def _file() -> Path:
    from django.conf import settings

    return Path(settings.HOME) / "demo-clock"


@cache
def _ahead(file: Path) -> dt.timedelta:
    return dt.timedelta(seconds=int(file.read_text())) if file.is_file() else dt.timedelta()
