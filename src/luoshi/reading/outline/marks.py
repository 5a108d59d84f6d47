"""Lines and their marks: 一、 （一） 1. ① —— ## **…** 第一部分 一是, and where a heading's words begin and end.

A report that lost its line ends (`…提出意见。一、2023年工作回顾2023年是…`) is cut here as well: a mark behind the
end of a sentence opens a line as one behind a line end does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HAN = "一二三四五六七八九十"
ORDINALS = {h: i for i, h in enumerate(HAN, 1)}

# The kinds of mark, from what stands outermost to what stands innermost where a report uses several. `#1`…`#6` are
# Markdown levels, `bold` and `plain` are headings without a mark of their own.
ORDER = (
    *("part", "#1", "#2", "section", "一、", "#3", "（一）", "#4", "#5", "#6", "1.", "（1）", "①"),
    *("bold", "plain", "——", "一是", "topic"),
)
RANKS = {kind: rank for rank, kind in enumerate(ORDER)}

LEAD = re.compile(
    rf"""[ \u3000]*+(?P<hash>\#{{1,6}}+)?[ ]*+(?P<bold>\*\*|__)?[ ]*+
    (?:(?P<part>第[{HAN}]{{1,3}}(?:部分|章|篇|节)[ 、：:]?)
      |(?P<han>[{HAN}]{{1,3}}+)[、．.][ ]?
      |[（(](?P<paren>[{HAN}]{{1,3}}+)[）)][、．.]?[ ]?
      |(?P<shi>[{HAN}]{{1,3}}+)(?:是(?!否)|要)
      |(?P<arab>\d{{1,2}}+)(?:[、．]|\.(?!\d))[ ]?
      |[（(](?P<aparen>\d{{1,2}}+)[）)][ ]?
      |(?P<ring>[①-⑳])
      |(?P<dash>[—–―-]{{1,4}}+|[▲●◆■★·•○◎])[ ]?
    )?""",
    re.X,
)
NAMES = {
    "part": "part", "han": "一、", "paren": "（一）", "shi": "一是", "arab": "1.", "aparen": "（1）", "ring": "①",
    "dash": "——",
}  # fmt: skip

# Where a line end was lost: a mark behind the end of a sentence. A top heading then has no full stop either
# (`一、2023年工作回顾 过去的一年`): its last word is one of those that such headings end in.
LOST = re.compile(
    rf"[。！？；：!?*] ?+(?:(?P<paren>(?=[（(][{HAN}]{{1,3}}[）)][^，。；）)]{{3}}))"
    rf"|(?=(?P<mark>[{HAN}]{{1,2}}、)(?P<top>[^。；！？\n]{{0,28}}?"
    rf"(?:工作回顾|回顾|[作务]安排|[作标]任务|主要目标|重点工作|自身建设|展望|总体要求|主要任务)) ?))"
)


@dataclass(frozen=True, slots=True)
class Line:
    """`start`..`end`: the line. `kind`, `number`: of its mark ("plain", 0 without one). `at`: where its words begin,
    behind mark and `**`; `bold_end`: where bold that opened at its begin closes, or -1. `lost`: its begin or end was
    found without a line end."""

    start: int
    end: int
    kind: str
    number: int
    at: int
    bold_end: int = -1
    lost: bool = False


def ordinal(numeral: str) -> int:
    """一 → 1, 十二 → 12, 二十 → 20, 7 → 7."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (ORDINALS.get(tens[-1:], 1) * 10 if ten else 0) + ORDINALS.get(ones[-1:], 0)


def line_at(text: str, start: int, end: int, lost: bool = False) -> Line:
    """The line text[start:end] with its mark read."""
    while end > start and text[end - 1] in " \u3000":
        end -= 1
    lead = LEAD.match(text, start, end)
    assert lead is not None  # every part of it is optional
    kind, number, at = "plain", 0, lead.end()
    group = lead.lastgroup
    if group is not None and group in NAMES:
        kind = NAMES[group]
        number = ordinal(lead[group]) if group not in ("part", "ring", "dash") else 0
    elif lead["hash"]:
        kind = f"#{len(lead['hash'])}"
    bold = lead["bold"] is not None
    if not bold and text.startswith("**", at):
        bold, at = True, at + 2
    bold_end = text.find("**", at, end) if bold else -1
    if kind == "plain" and bold_end > 0:
        kind = "bold"
    return Line(start, end, kind, number, at, bold_end, lost)


def lines(text: str) -> list[Line]:
    """The lines of the text that hold anything, in order."""
    found: list[Line] = []
    start = 0
    size = len(text)
    while start < size:
        end = text.find("\n", start)
        if end < 0:
            end = size
        if end - start > 120:
            _cut(text, start, end, found)
        elif end > start and not text[start:end].isspace():
            found.append(line_at(text, start, end))
        start = end + 1
    return found


def _cut(text: str, start: int, end: int, found: list[Line]) -> None:
    """A long line, cut where a line end was lost."""
    at = start
    for m in LOST.finditer(text, start, end):
        here = m.end() if m["paren"] is not None else m.start("mark")
        if here <= at:
            continue
        if text[at:here].strip():
            found.append(line_at(text, at, here, at != start))
        at = here
        if m["mark"]:
            found.append(line_at(text, here, m.end("top"), True))
            at = m.end("top")
    if text[at:end].strip():
        found.append(line_at(text, at, end, at != start))
