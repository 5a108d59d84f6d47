"""The words that set a task's deadline, and the last day that they leave.

`全年` and `尽快` set none: then the plan year's end holds. `三年内` speaks of more than the year and sets none either.
"""

from __future__ import annotations

import calendar
import re

from luoshi.reading.tasks.words import DUE

_MONTHS = {word: i for i, word in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_WORDS = "|".join(sorted((re.escape(w) for w in DUE), key=len, reverse=True))
_PATTERN = re.compile(
    rf"(?<![\d一二三四五六七八九十几两至到—-])(?:(?:今年|当年|今|本)(?=年|上|下|\d))?"
    rf"(?P<month>\d{{1,2}}|十[一二]?|[一二三四五六七八九])月(?:(?P<day>\d{{1,2}})日|(?P<part>底|末|上旬|中旬|下旬))?(?P<before>之?前)?"
    rf"|(?<![\d一二三四五六七八九十几两])(?P<word>{_WORDS})"
)
# One of these is in every word that sets a deadline: most tasks have none of them, and need no further look.
_HINT = re.compile("[" + "".join(sorted({w[-1] for w in DUE} | {"月"})) + "]")
_PARTS = {"上旬": 10, "中旬": 20}


def deadline(text: str, start: int, end: int, year: int | None) -> tuple[str | None, str | None]:
    """(the words, the last day as YYYY-MM-DD) of the task text[start:end]; two deadlines are joined by 、.

    The day is the plan year's end where the text names none, and None where the year is not known.
    """
    if not _HINT.search(text, start, end):
        return None, None if year is None else f"{year}-12-31"
    words: list[str] = []
    days: list[str] = []
    for m in _PATTERN.finditer(text, start, end):
        day = DUE[m["word"]] if m["word"] else _day(m, year)
        if day and m.group() not in words:
            words.append(m.group())
            days.append(day)
    if year is None:
        return "、".join(words) or None, None
    return "、".join(words) or None, f"{year}-{max(days, default='12-31')}"


def _day(m: re.Match[str], year: int | None) -> str | None:
    """MM-DD of a month's name; None where it only says when something is (6月开学季) or is no month."""
    month = int(m["month"]) if m["month"].isdigit() else _MONTHS[m["month"]]
    if not 1 <= month <= 12 or not (m["day"] or m["part"] or m["before"]):
        return None
    last = calendar.monthrange(year or 2001, month)[1]
    if m["before"] and not m["day"] and not m["part"]:
        month, last = (month - 1, calendar.monthrange(year or 2001, month - 1)[1]) if month > 1 else (1, 1)
    day = int(m["day"]) if m["day"] else _PARTS.get(m["part"] or "", last)
    return f"{month:02d}-{day:02d}" if 1 <= day <= last else None
