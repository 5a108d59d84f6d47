"""The years that a text names itself, and which of them a figure speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMED = re.compile(
    r"(?P<a>(?:19|20)\d\d)(?:\s?[-—–~～至]{1,2}\s?(?P<b>(?:19|20)\d\d))?\s?年(?P<end>底|末|初|以来|起|前)?"
    r"|(?P<plan>十(?:[一二三四五]|)五|九五|八五)[”\"]?(?P<part>末|期末|时期|期间|五年|规划期末|规划期|收官|)"
)
_FIRST_YEARS = {
    "八五": 1991,
    "九五": 1996,
    "十五": 2001,
    "十一五": 2006,
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
}
_ADVERBIAL = frozenset("\n，。；：、！（—“到至于在自由从及")
_COMPARED = ("比", "较", "同", "相比", "对比", "和", "与", "自", "来自", "所在")
_THEN = ("达", "将达", "要达", "力争", "实现", "累计", "预计")
_OVER = frozenset(("以来", "起", "前"))
_ENDS = frozenset(("末", "期末", "规划期末"))
_DONE = ("完成", "实现", "完成“", "实现“")
_JOINTS = frozenset(("、", "和", "至", "到"))


@dataclass(frozen=True, slots=True)
class Named:
    """A time that the text names: `year` as in Measure.year; `base`: one that a change starts from (由2020年的…)."""

    start: int
    end: int
    year: str
    base: bool


def named(text: str) -> list[Named]:
    """The times that say when: at a clause's start or behind 到, 在. 比2016年 and 实施2025年…项目 are none."""
    times: list[Named] = []
    for match in _NAMED.finditer(text):
        year = _plan(text, match) if match["plan"] else _year(text, match)
        if year is None:
            continue
        start, end = match.span()
        last = times[-1] if times else None
        # 2018年、2019年 is one time of two years.
        if last is not None and len(last.year) == len(year) == 4 and text[last.end : start] in _JOINTS:
            times[-1] = Named(last.start, end, f"{last.year}-{year}", last.base)
        else:
            times.append(Named(start, end, year, text.endswith(("从", "由"), 0, start)))
    return times


def _year(text: str, match: re.Match[str]) -> str | None:
    start, end = match.span()
    before = text[start - 1] if start else "\n"
    said = before in _ADVERBIAL or text.startswith(_THEN, end)
    if not said or match["end"] in _OVER or text.endswith(_COMPARED, 0, start) or text.startswith("度", end):
        return None
    return f"{match['a']}-{match['b']}" if match["b"] else match["a"]


def _plan(text: str, match: re.Match[str]) -> str | None:
    """A five-year plan: its years, or its last where its end is meant."""
    start = match.start()
    first = _FIRST_YEARS[match["plan"]]
    if not match["part"]:
        said = text.endswith(_DONE, 0, start) and not text.startswith("规划", match.end())
        return f"{first}-{first + 4}" if said else None
    if match["part"] in _ENDS:
        return str(first + 4)
    opened = start - 1 if text[max(0, start - 1) : start] in ("“", '"') else start
    before = text[opened - 1] if opened > 0 else "\n"
    return f"{first}-{first + 4}" if before in _ADVERBIAL else None
