"""What is judged as one: paragraphs, cut where a sentence opens another subject (今年…预期目标是, 我们也清醒地看到)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.reading.roles.sections import FIVE_YEARS, OF_A_TIME, five_years, says
from luoshi.values import Role


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading line (`heading`: its kind of mark) or a stretch of running text, with the headings above it.

    `since`: where its line's words begin, run-in head included. `inner`: it goes on in the paragraph of the piece
    before it. `front`: a line of the report's front matter.
    """

    start: int
    end: int
    since: int
    path: tuple[str, ...]
    heading: str = ""
    front: bool = False
    inner: bool = False


# How a unit is joined to the one before it, from what rarely changes the subject to what often does.
TURN, PARAGRAPH, UNDER_HEAD, SECTION = range(4)


@dataclass(slots=True)
class Unit:
    """`parts`: its stretches, each with the number of its piece. `join`: see above. `told`: the roles that its heading
    (`by_heading`) or its first words announce. `home`: the roles that the last heading to announce any announced.
    `glossary`: it stands under a heading of notes. `admits`: its first words do (我们也清醒地认识到).
    `unclear`: whether it speaks of what was done or of what is to be done, the report leaves nearly open."""

    start: int
    end: int
    join: int
    told: tuple[Role, ...]
    by_heading: bool
    parts: list[tuple[int, int, int]]
    front: bool = False
    glossary: bool = False
    home: tuple[Role, ...] = ()
    admits: bool = False
    unclear: bool = False


PERIOD = r"(?:今后|未来)(?:的)?[五5几]年|“?十[四五六七]五”?(?:时期|期间|末)|到20(?:2[5-9]|3\d)年"
TURNS = re.compile(
    r"[。！？](?=各位代表|同志们|(?:但|同时|与此同时)?，?(?:我们|必须|也要|还要)[^。，]{0,8}(?:清醒|深刻|充分|深知|看到|认识)|前进道路上，我们|在(?:总结|肯定|看到)[^。，]{0,8}成绩"
    r"|成绩|当前，|今年|明年|去年|新的一年|今后五年|未来五年|“十[三四五六]五”|(?:19|20)\d\d年|(?:一|五|四)年来|过去(?:的)?[一五四]年|全市经济社会发展|经济社会发展"
    r"|为?实现(?:上述|今年|全年|以上)|围绕(?:上述|今年|实现)|做好(?:今年|20\d\d年)|我们将(?![^。]{0,12}(?:问题|困难|挑战|不足))|回顾|展望|本届政府"
    r"|主要预期目标|总体(?:要求|思路)|到20\d\d年)"
)

# What the first words of a stretch of text announce. `goal` is a plan or an outlook: the years near it tell which.
OPENING = re.compile(
    r"(?:\*\*)?(?:各位代表|同志们)?[！!：:，, ]*"
    r"(?:(?P<issues>.{0,50}?(?:清醒[地的]?(?:认识|看到|认清)|深刻(?:地)?认识到|(?:困难|问题|短板|不足|挑战)[和与、](?:问题|困难|不足|挑战|短板)|"
    r"(?:存在|面临)[^。，]{0,12}(?:问题|困难|不足|短板|挑战)|也要(?:清醒|看到)|不容忽视)"
    r"|(?:针对|面对|解决好?|对于?)(?:上述|以上|这些)(?:困难|问题|不足|挑战|短板|矛盾))"
    rf"|(?P<goal>.{{0,14}}?(?:{PERIOD})[^。；]{{0,60}}?(?:目标|要求|任务|思路|总体|将|要|是|力争|达到|突破|实现)"
    r"|.{0,12}?(?:今年(?!以来)|明年|新的?一年|20\d\d年)[^。；]{0,40}?(?:目标|要求|工作|任务|重点|思路|安排|将|要)"
    r"|.{0,4}?(?:为?实现(?:上述|以上|这些|全年)|围绕(?:上述|全年|实现|以上)|做好(?:今年|20\d\d年))|.{0,16}?目标[^。，]{0,4}[是为：:])"
    r"|(?P<review>.{0,4}?(?:[一五四]年来|今年以来|过去(?:的)?[一五四]年|去年|刚刚过去|回顾|成绩|20\d\d年)))"
)
# What only an admission says; 面临挑战 alone may be any view of the year.
ADMITS = re.compile("清醒|深刻认识|问题[和与]|不足[和与]")
YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
OF_A_PLAN = re.compile(r"(?:\*\*)?(?:各位代表|同志们)?[！!：:，, ]*“?十([一二三四五六七])五”?(?:时期|期间|以来)")
# 2026年是“十五五”开局之年, 新一届政府履职的第一年 speaks of the one year.
FIRST_YEAR = re.compile(r"(?:十[四五六七]五”?|[本新]一?届[省市州县区]?政府)[^，。；]{0,14}?(?:之|首|第[一二三四五])年")
THIS_YEAR = re.compile("今年|新的?一年|明年|全年(?!均)")
NEXT_YEARS = re.compile(r"(?:今后|未来)(?:的)?[五5几]年|年均|到20\d\d年|二〇三五|[本新]一?届政府")
PAST = re.compile("去年|过去|年来|刚刚过去|回顾")


def opens_with(words: str, plan_year: int | None) -> tuple[Role, ...]:
    """The roles that the first words of a stretch of text announce, () for none."""
    words = FIRST_YEAR.sub("", words)
    found = OPENING.match(words)
    group = found.lastgroup if found else None
    if group == "issues":
        return ("issues",)
    past = OF_A_PLAN.match(words)
    if past and plan_year and five_years(past[1])[1] < plan_year:
        return ("review",)
    if found is None:
        return ()
    said = words[: found.end()]
    years = [int(year) - plan_year for year in YEAR.findall(said)] if plan_year else []
    periods = [five_years(name)[1] - plan_year for name in FIVE_YEARS.findall(said)] if plan_year else []
    if group == "review":
        # A year long past dates an event (2014年5月…视察), and may stand anywhere.
        return _by_year(years[:1]) if years and years[0] > -2 else () if years else ("review",)
    if PAST.search(said) or (years and max(years) < 0) or (periods and max(periods) < 0):
        return ("review",)
    ahead = NEXT_YEARS.search(words[: found.end() + 40]) or any(p >= 0 for p in periods) or any(y > 0 for y in years)
    now = THIS_YEAR.search(said) or 0 in years
    if ahead and not now:
        return ("outlook",)
    return ("plan",) if now and not ahead else ("plan", "outlook")


def _by_year(years: list[int]) -> tuple[Role, ...]:
    """By a year against the year of the plan."""
    return ("review",) if years[0] < 0 else ("plan",) if years[0] == 0 else ("outlook",)


OUTER = frozenset({"section", "part", "一、", "#1", "#2"})
INNER = frozenset({"（一）", "#3", "#4", "bold", "plain"})


def _announces(words: str, kind: str, plan_year: int | None) -> tuple[Role, ...]:
    if kind in OUTER or (kind in INNER and OF_A_TIME.search(words)):
        return says(words, plan_year)
    return ()


def units(text: str, pieces: list[Piece], plan_year: int | None) -> list[Unit]:
    """The units of the running text, in order, with what headings and first words announce."""
    found: list[Unit] = []
    told: tuple[Role, ...] = ()
    part: tuple[Role, ...] = ()
    home: tuple[Role, ...] = ()
    join = SECTION
    for number, piece in enumerate(pieces):
        if piece.heading:
            said = _announces(text[piece.start : piece.end], piece.heading, plan_year)
            if said == ("plan",) and told == ("outlook",) and not YEAR.search(text, piece.start, piece.end):
                said = ()  # the second line of 2035年远景目标及“十四五”时期⏎经济社会发展主要目标任务
            if piece.heading in OUTER:
                part = said or part
            elif part == ("plan",) and said == ("outlook",):
                said = ()  # a point of the year's plan that looks further ahead
            if said:
                told, home, join = said, said, SECTION
            elif join != SECTION:
                join = UNDER_HEAD
            continue
        at, since = piece.start, piece.since
        if piece.inner and found:
            cuts = _cuts(text, at, piece.end)
            first = cuts[0] if cuts else piece.end
            found[-1].parts.append((at, first, number))
            found[-1].end = first
            if not cuts:
                continue
            at = since = first
            join = TURN
        for stop in (*_cuts(text, at, piece.end), piece.end):
            found.append(_unit(text, since, at, stop, number, join, told, plan_year))
            found[-1].front, found[-1].home = piece.front, home
            found[-1].glossary = any(says(words) == ("context",) for words in piece.path)
            at = since = stop
            join, told = TURN, ()
        join, told = PARAGRAPH, ()
    return found


def _cuts(text: str, start: int, end: int) -> list[int]:
    if end - start < 24:
        return []
    return [m.end() for m in TURNS.finditer(text, start, end) if start + 10 < m.end() < end - 4]


def _unit(
    text: str, since: int, start: int, end: int, number: int, join: int, told: tuple[Role, ...], plan_year: int | None
) -> Unit:
    opening = opens_with(text[start : min(end, start + 110)], plan_year)
    parts = [(start, end, number)]
    if told:
        # 今年…面临不少挑战 under 2025年工作安排 is the plan's view of the year.
        admits = opening == ("issues",) and ("review" in told or ADMITS.search(text, start, min(end, start + 60)))
        if opening == ("review",) and "review" not in told and OF_A_PLAN.match(text, start):
            told = (*told, "review")  # “十三五”时期，…取得显著成就 may open the part about the next five years
        if len(told) > 1 and opening and set(opening) <= set(told):
            told = opening  # “十四五”时期主要目标和2021年重点工作: the first words tell which
        return Unit(since, end, join, (*told, *opening) if admits else told, True, parts)
    clear = opening == ("issues",) and text.find("清醒", start, start + 60) >= 0
    return Unit(since, end, join, opening, False, parts, admits=clear)
