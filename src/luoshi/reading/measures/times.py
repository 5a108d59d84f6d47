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
_ADVERBIAL = frozenset("\n，。；：、！（—“到至于在自由及")
_THEN = ("达", "将达", "要达", "力争", "实现", "累计", "预计")
_COMPARED = ("比", "较", "同", "相比", "对比", "和", "与", "自")


@dataclass(frozen=True, slots=True)
class Named:
    """A time that the text names at `start`: `year` as in Measure.year; `target`: it is one to reach (到2030年)."""

    start: int
    end: int
    year: str
    target: bool


def named(text: str) -> list[Named]:
    """The times that say when: at a clause's start or behind 到, 在. 比2016年 and 实施2025年…项目 are none."""
    times = []
    for match in _NAMED.finditer(text):
        start = match.start()
        before = text[start - 1] if start else "\n"
        if before in '“"':
            before = text[start - 2] if start > 1 else "\n"
        if match["plan"]:
            first = _FIRST_YEARS[match["plan"]]
            last = match["part"] in ("末", "期末", "规划期末")
            if not match["part"]:
                if not text.endswith(("完成", "实现", "完成“", "实现“"), 0, start) or text.startswith(
                    "规划", match.end()
                ):
                    continue
            elif before not in _ADVERBIAL and not last:
                continue
            times.append(
                Named(start, match.end(), str(first + 4) if last else f"{first}-{first + 4}", before in "到至")
            )
        elif (
            (before in _ADVERBIAL or text.startswith(_THEN, match.end()))
            and not text.endswith(_COMPARED, 0, start)
            and match["end"] not in ("以来", "起", "前")
        ):
            if text.endswith(("来自", "所在"), 0, start):
                continue
            if match.end() < len(text) and text[match.end()] in "度":
                continue
            times.append(
                Named(start, match.end(), f"{match['a']}-{match['b']}" if match["b"] else match["a"], before in "到至")
            )
    return _joined(text, times)


def _joined(text: str, times: list[Named]) -> list[Named]:
    """2018年、2019年 is one time of two years."""
    joined: list[Named] = []
    for time in times:
        last = joined[-1] if joined else None
        if (
            last is not None
            and text[last.end : time.start] in ("、", "和", "至", "到")
            and len(last.year) == len(time.year) == 4
        ):
            joined[-1] = Named(last.start, time.end, f"{last.year}-{time.year}", time.target)
        else:
            joined.append(time)
    return joined
