"""What is judged as one: paragraphs, cut where a sentence opens another subject (今年…预期目标是, 我们也清醒地看到)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from luoshi.reading.roles.sections import says
from luoshi.values import Role


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading line (`heading`: its kind of mark) or a stretch of running text, with the headings above it.

    `inner`: it goes on in the paragraph of the piece before it. `front`: a line of the report's front matter.
    """

    start: int
    end: int
    path: tuple[str, ...]
    heading: str = ""
    front: bool = False
    inner: bool = False


# How a stretch of text is joined to the one before it, from what rarely changes the subject to what often does.
INSIDE, TURN, PARAGRAPH, UNDER_HEAD, SECTION = range(5)


@dataclass(slots=True)
class Unit:
    """`piece`: the number of its piece. `join`: see above. `told`: the roles that its heading or its first words
    announce; `weights`: how much its language speaks for each role, in nats."""

    start: int
    end: int
    piece: int
    join: int
    told: tuple[Role, ...] = ()
    by_heading: bool = False
    weights: list[float] | None = None


PERIOD = r"(?:今后|未来)(?:的)?[五5几]年|“?十[四五六七]五”?(?:时期|期间|末)|到20(?:2[5-9]|3\d)年"
TURNS = re.compile(
    r"[。！？](?=各位代表|同志们|(?:但|同时|与此同时)?，?(?:我们|必须|也要)[^。，]{0,8}(?:清醒|深刻|充分|深知|看到|认识)|在(?:总结|肯定|看到)[^。，]{0,8}成绩"
    r"|成绩|当前，|今年|明年|去年|新的一年|今后五年|未来五年|“十[三四五六]五”|(?:19|20)\d\d年|(?:一|五|四)年来|过去(?:的)?[一五四]年|全市经济社会发展|经济社会发展"
    r"|为?实现(?:上述|今年|全年|以上)|围绕(?:上述|今年|实现)|做好(?:今年|20\d\d年)|我们将|回顾|展望|本届政府|主要预期目标|总体(?:要求|思路)|到20\d\d年)"
)

OPENING = re.compile(
    r"(?:\*\*)?(?:各位代表|同志们)?[！!：:，, ]*"
    rf"(?:(?P<issues>.{{0,50}}?(?:清醒(?:地)?(?:认识|看到|认清)|深刻(?:地)?认识到|(?:困难|问题|短板|不足|挑战)[和与、](?:问题|困难|不足|挑战|短板)|"
    r"(?:存在|面临)[^。，]{0,12}(?:问题|困难|不足|短板|挑战)|也要(?:清醒|看到)|不容忽视))"
    rf"|(?P<outlook>.{{0,6}}?(?:{PERIOD})[^。；]{{0,60}}?(?:目标|要求|任务|思路|总体|将|要|是|力争|达到|突破|实现))"
    r"|(?P<plan>.{0,12}?(?:今年|明年|新的?一年|20\d\d年)[^。；]{0,40}?(?:目标|要求|工作|任务|重点|思路|安排|将|要)"
    r"|.{0,4}?(?:为?实现(?:上述|今年|全年|以上)|围绕(?:上述|今年|全年|实现|以上)|做好(?:今年|20\d\d年))|.{0,16}?预期目标[^。，]{0,4}[是为：:])"
    r"|(?P<review>.{0,4}?(?:[一五四]年来|过去(?:的)?[一五四]年|去年|刚刚过去|回顾|成绩|20\d\d年)))"
)
CLOSING = re.compile(r"(?:\*\*)?(?:各位代表|同志们|让我们|.{0,12}代表[！!])")
YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


def opens_with(words: str, plan_year: int | None) -> tuple[Role, ...]:
    """The role that the first words of a stretch of text announce, () for none."""
    found = OPENING.match(words)
    if found is None:
        return ()
    group = found.lastgroup
    if group in ("plan", "review") and plan_year:
        year = YEAR.search(words, 0, found.end())
        if year is not None:
            ahead = int(year.group()) - plan_year
            if ahead:
                return ("review",) if ahead < 0 else ("outlook",)
            return ("plan",)
    roles: dict[str, tuple[Role, ...]] = {
        "issues": ("issues",),
        "outlook": ("outlook",),
        "plan": ("plan",),
        "review": ("review",),
    }
    return roles[group] if group else ()


def units(text: str, pieces: list[Piece], plan_year: int | None) -> list[Unit]:
    """The units of the running text, in order, with what headings and first words announce."""
    found: list[Unit] = []
    told: tuple[Role, ...] = ()
    join = SECTION
    path: tuple[str, ...] = ()
    for number, piece in enumerate(pieces):
        if piece.heading:
            said = _says(text[piece.start : piece.end])
            outer = piece.heading in ("section", "part", "一、", "#1", "#2", "#3", "bold", "plain", "（一）")
            if said and outer:
                told, join = said, SECTION
            elif join != SECTION:
                join = UNDER_HEAD
            path = piece.path
            continue
        if piece.inner and join < UNDER_HEAD:
            join = INSIDE
        at = piece.start
        for cut in _cuts(text, piece.start, piece.end):
            found.append(_unit(text, at, cut, number, join, told, plan_year))
            at, join, told = cut, TURN, ()
        found.append(_unit(text, at, piece.end, number, join, told, plan_year))
        join, told = PARAGRAPH, ()
        path = piece.path
    return found


def _cuts(text: str, start: int, end: int) -> list[int]:
    if end - start < 40:
        return []
    return [m.end() for m in TURNS.finditer(text, start, end) if start + 10 < m.end() < end - 4]


def _unit(
    text: str, start: int, end: int, number: int, join: int, told: tuple[Role, ...], plan_year: int | None
) -> Unit:
    opening = opens_with(text[start : min(end, start + 110)], plan_year)
    if told:
        return Unit(start, end, number, join, told if not opening or "issues" in opening else (*told, *opening), True)
    return Unit(start, end, number, join, opening)


@lru_cache(maxsize=4096)
def _says(words: str) -> tuple[Role, ...]:
    return says(words)
