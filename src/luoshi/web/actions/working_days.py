"""The calendar of working days: announced years, and the local table that 系统管理员 may exchange."""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from luoshi.ledger import Refused
from luoshi.lexicon import calendar
from luoshi.lexicon.calendar import Calendar
from luoshi.lexicon.tables import LexiconError
from luoshi.values import Message
from luoshi.web import clock
from luoshi.web.actions.access import Actor
from luoshi.web.actions.log import done, only
from luoshi.web.actions.organisation import Given


def calendar_path() -> Path:
    """Where the local table of holidays is, whether there is one or not."""
    return settings.CALENDAR or settings.HOME / "calendar.toml"


def days() -> Calendar:
    """The working days, with the local table where there is one; read again when it was exchanged."""
    path = calendar_path()
    try:
        about = path.stat()
    except FileNotFoundError:
        if settings.CALENDAR:
            raise LexiconError(f"{path}: LUOSHI_CALENDAR 指的日历表不存在 / is not there") from None
        return calendar.load()
    return _days(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=4)
def _days(path: Path, changed: int, size: int) -> Calendar:
    return calendar.load.__wrapped__(path)


def covered() -> dict[str, Any]:
    """The `years` that are covered, and the local `table`, "" where there is none."""
    path = calendar_path()
    return {"years": sorted(days().years), "table": path.read_text("utf-8") if path.is_file() else ""}


def put_calendar(actor: Actor, given: Given) -> Message:
    """Exchange the local table. Refused where it would change a year that is over, or no longer cover one."""
    only(actor, "sysadmin")
    if settings.CALENDAR:
        raise Refused(
            "日历表由 LUOSHI_CALENDAR 指定，请改那个文件", "LUOSHI_CALENDAR names the calendar: change that file"
        )
    target = calendar_path()
    handle, name = tempfile.mkstemp(dir=settings.HOME, suffix=".toml")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(given.get("text", ""))
            out.flush()
            os.fsync(out.fileno())
        years = _checked(fresh)
        with transaction.atomic():
            done(actor, "calendar", years="、".join(map(str, sorted(years))))
            fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    said = "、".join(map(str, sorted(years)))
    return Message(f"日历表已换上，覆盖 {said} 年", f"the calendar covers {said}")


def _checked(fresh: Path) -> frozenset[int]:
    try:
        new = calendar.load.__wrapped__(fresh)
    except (LexiconError, ValueError, OSError) as error:
        words = str(error).replace(str(fresh), "日历表")
        raise Refused(f"日历表不能用：{words}", f"the calendar cannot be used: {words}") from error
    old, this = days(), clock.now().year
    if gone := sorted(old.years - new.years):
        raise Refused(
            f"新表少了 {gone[0]} 年，已在走的时限还要用它", f"the new table lacks {gone[0]}, which running limits need"
        )
    for year in sorted(year for year in old.years if year < this):
        if {d: w for d, w in old.odd.items() if d.year == year} != {d: w for d, w in new.odd.items() if d.year == year}:
            raise Refused(
                f"{year} 年已过，改了它会改变已经算定的时限", f"{year} is over: changing it would change settled limits"
            )
    return new.years
