"""Which report it is: place, level, code, years, session, speaker, date, title, and whether it is whole.

What the text does not tell is None, with a Problem that asks for it: `--place`, `--year`. It is never guessed. The
name of the file is weak evidence: it is heard where the text says nothing, or where two years have the same weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from luoshi.lexicon.places import Place, find
from luoshi.reading.identity import kind, whose, years
from luoshi.reading.identity.zones import Zones, zones
from luoshi.reading.state import Block, Repaired
from luoshi.sources import Document
from luoshi.values import Identity, Level, Message, Problem

__all__ = ["identify", "missing_parts"]

TITLE = re.compile(
    r"[《（(—–-]*+(?P<title>(?:(?!在|月\d)[^，。；：]){0,24}政府工作(?:的)?报告[》]?(?:摘要|摘登|节选)?(?:[（(][^（）()]{1,30}[）)])?)"
)
LEVELS: tuple[Level, ...] = get_args(Level)


def identify(
    document: Document, repaired: Repaired, place: str | None = None, year: int | None = None
) -> tuple[Identity, tuple[Problem, ...]]:
    """The report's identity. `place` and `year` (of the plan) override what the text says."""
    text = repaired.text
    seen = zones(document.text)
    problems: list[Problem] = []
    may_be_one = kind.is_report(text, seen)
    if not may_be_one:
        problems.append(_not_a_report())
    known, name = _place(text, seen, document.info.name, place)
    if name is None and may_be_one:
        problems.append(_place_unknown())
    given = whose.delivery(seen)
    plan, _ = (year, "given") if year else years.plan_year(text, seen, given.date, document.info.name)
    if plan is None and may_be_one:
        problems.append(_year_unknown())
    speech = text[: repaired.glossary[0][0]] if repaired.glossary else text
    whole, why = kind.completeness(document.text, speech, seen)
    identity = Identity(
        place=name,
        code=known.code if known else None,
        level=known.level if known else _level(whose.levels_in(text, seen.address)),
        plan_year=plan,
        review_year=plan - 1 if plan else None,
        session=given.session,
        speaker=given.speaker,
        date=given.date,
        title=_title(seen),
        completeness=whole,
        completeness_why=why,
    )
    return identity, tuple(problems)


def _place(text: str, seen: Zones, file_name: str, given: str | None) -> tuple[Place | None, str | None]:
    """The unit of the gazetteer, and the name to show; a name alone where the gazetteer does not know it."""
    if given:
        known = find(given)
        return known, official(known) if known else given
    known, said = whose.place_in(seen)
    if known is None and not said:
        known = whose.place_in_body(text, whose.levels_in(text, seen.address)) or _named_by_file(text, file_name)
    if known is not None:
        return known, official(known)
    return None, said or None


def _named_by_file(text: str, file_name: str) -> Place | None:
    """The place in the file's name, where the text at least says the same name."""
    found = re.match(r"[\u4e00-\u9fff]{2,16}", file_name)
    known = whose.resolve(found.group()) if found else None
    return known if known and re.sub(r"[省市县区州旗盟]$", "", known.name) in text else None


def official(place: Place) -> str:
    """The name to show: a county with its prefecture (洛阳市新安县), since many counties share a name."""
    if place.level == "国家级":
        return "国务院"
    above = place.parent.name if place.level == "县级" and place.parent else ""
    return place.name if above.endswith(("省", "自治区")) else above + place.name


def _level(said: tuple[str, ...]) -> Level | None:
    """The level, where only one is possible."""
    return next((level for level in LEVELS if said == (level,)), None)


def _title(seen: Zones) -> str | None:
    for line in seen.lines:
        if (found := TITLE.match(line.removeprefix("title:").removeprefix("标题："))) and len(line) < 80:
            return found["title"]
    return None


def missing_parts(blocks: Iterable[Block], asked: tuple[Problem, ...] = ()) -> tuple[Problem, ...]:
    """Problems for a report in which nothing is planned, or nothing is reviewed; `asked`: what `identify` found."""
    if any(problem.code == "not-a-report" for problem in asked):
        return ()
    lengths: dict[str, int] = {}
    for block in blocks:
        lengths[block.role] = lengths.get(block.role, 0) + block.end - block.start
    problems = []
    if lengths and lengths.get("plan", 0) + lengths.get("outlook", 0) < 60:
        problems.append(_no_plan())
    if lengths and lengths.get("review", 0) < 60:
        problems.append(_no_review())
    return tuple(problems)


def _not_a_report() -> Problem:
    return Problem(
        "not-a-report",
        "error",
        Message(
            "这不像一份政府工作报告：没有标题、向大会报告的开头，用语也不像", "This does not look like a work report"
        ),
        Message("请核对文件；如果确实是，请补上标题行", "Check the file; if it is one, add its title line"),
    )


def _place_unknown() -> Problem:
    return Problem(
        "place-unknown",
        "warning",
        Message("文中看不出是哪个地方的报告", "The text does not say which place it is the report of"),
        Message("请用 --place 指定，例如 --place 云州市", "Name it with --place"),
    )


def _year_unknown() -> Problem:
    return Problem(
        "year-unknown",
        "warning",
        Message("文中看不出是安排哪一年工作的报告", "The text does not say which year the report plans for"),
        Message("请用 --year 指定计划年份，例如 --year 2025", "Name the year of the plan with --year"),
    )


def _no_plan() -> Problem:
    return Problem(
        "no-plan",
        "warning",
        Message("没有找到工作安排部分，因此没有任务", "No plan part was found, and so no tasks"),
        Message("请核对文件是否完整", "Check whether the file is whole"),
    )


def _no_review() -> Problem:
    return Problem(
        "no-review",
        "note",
        Message("没有找到工作回顾部分", "No review part was found"),
        Message("请核对文件是否完整", "Check whether the file is whole"),
    )
