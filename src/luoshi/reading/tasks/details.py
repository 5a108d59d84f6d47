"""What a task says beside its span: verb, deliverables, deadline, strength, who, and whether anybody can check it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from luoshi.reading.measures.draft import Draft
from luoshi.reading.state import Block
from luoshi.reading.tasks.features import Clause
from luoshi.reading.tasks.words import BODY_ENDINGS, ENDS, STRENGTHS, adverb_at
from luoshi.values import Checkable

# What a verb's class says about being the action of a task; a frame or a manner is none.
ACTING = frozenset({"act", "work", "effect"})

# Words that set a date inside the plan year. 全年, 尽快, 今年 set none (TASKS.md, practice).
_DEADLINE = re.compile(
    r"(?:力争|确保|争取)?(?P<words>(?:(?:20\d\d年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:上旬|中旬|\d{1,2}日)?(?:底|末|份)?(?:之?前|以前)?"
    r"|(?:第?[一二三四]|前[二三])个?季度(?:末|底)?(?:之?前)?|上半年|下半年|年底(?:之?前)?|年末|年内|当年|[春秋]季学期"
    r"|到?20\d\d年(?:年?底)?(?=前|，)(?:之?前)?|“十[三四五]五”末)"
    r"(?:、(?:[一二三四]季度|上半年|下半年|年底|年内))?)"
)
_MONTH = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,2})月")
_YEAR = re.compile(r"20\d\d(?=年)")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12}
_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}
_ORIGIN = re.compile(r"(国家|省|市|县|区)(?:级|定|政府)")
_NAMED = re.compile(r"[“《（(]|[A-Za-z]|[\d一二三四五六七八九十](?:期|号|标段)")
_SPLIT = re.compile(r"、|(?<=.{3})和(?=.{3})|(?<=.{3})及(?=.{3})|以及")
_TAIL = re.compile(r"等(?=\S{0,8}$)")


def acting(clauses: Sequence[Clause]) -> Clause:
    """The clause that carries the action: the first with an action verb, else the first."""
    return next((c for c in clauses if c.cls in ("act", "work")), next((c for c in clauses if c.cls in ACTING), clauses[0]))


def verb(text: str, clause: Clause) -> str:
    """The action as in the text, without adverbs; 力争 and 争取 stay."""
    hedge = clause.adverb if clause.adverb in ("力争", "争取") else ""
    return hedge + (clause.verb or clause.adverb)


def deliverables(text: str, clauses: Sequence[Clause], figures: Sequence[Draft]) -> tuple[str, ...]:
    """The objects of the action clauses, each without its figure."""
    found: list[str] = []
    for clause in clauses:
        if clause.cls not in ACTING or (clause.cls == "effect" and not clause.figures and len(clauses) > 1):
            continue
        at = clause.at + len(clause.verb)
        words = []
        for figure in figures:
            if at <= figure.start < clause.end:
                words.append(text[at : figure.start])
                at = figure.end
        words.append(text[at : clause.end])
        rest = "".join(words)
        for part in _SPLIT.split(rest):
            part = re.sub(r"^(?:以上|左右|以内|的)+|(?:以上|左右|以内|达到|达|稳定在|增长)+$", "", part.strip("，、"))
            if len(part) > 1:
                found.append(part)
    return tuple(dict.fromkeys(found))


def deadline(text: str, start: int, end: int, year: int | None) -> tuple[str | None, str | None]:
    """(the words that set a deadline, the day as YYYY-MM-DD): the plan year's last day where the text names none."""
    match = _DEADLINE.search(text, start, end)
    words = match["words"] if match else None
    if words in ("当年",):
        words = None
    if year is None and not (words and _YEAR.search(words)):
        return words, None
    return words, _day(words, year or 0)


def _day(words: str | None, year: int) -> str:
    month = 12
    if words:
        if said := _YEAR.search(words):
            year = int(said[0])
        if said := _MONTH.search(words):
            number = said[1]
            month = int(number) if number.isdigit() else (_DIGITS[number[-1]] if len(number) == 1 else 10 + _DIGITS[number[-1]])
            month = min(max(month, 1), 12)
        elif "季度" in words:
            month = _QUARTERS[re.findall(r"[一二三四]", words)[-1]] if re.search(r"[一二三四]", words) else 12
        elif "上半年" in words:
            month = 6
        elif "春季学期" in words:
            month = 3
        elif "秋季学期" in words:
            month = 9
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"


def bodies(text: str, start: int, end: int, clause: Clause) -> tuple[str, ...]:
    """Units that the text names as doing it: `支持平陆申报…`, `由市商务局牵头`, `各县（市、区）要…`."""
    words = text[start:end]
    led = re.match(r"由([^，、由]{2,20}?)(?:牵头|负责|承担)", words)
    if led:
        return (led[1],)
    told = re.match(r"(?:支持|推动|鼓励|引导|指导|督促)([^，、的]{2,12}?)(?=[^，、]{0,1}(?:建设|创建|申报|打造|设立|争创|开展|完成))", words)
    if told and told[1].endswith(BODY_ENDINGS):
        return (told[1],)
    every = re.match(r"(各(?:县|市|区|地|级|镇|乡)[^，、]{0,10}?)(?=要|办好|完成|建设|全面)", words)
    return (every[1],) if every else ()


def strength(text: str, clauses: Sequence[Clause]) -> str | None:
    """The word that says how firmly it is promised: the first hedge or weak verb of the task's own clauses."""
    for clause in clauses:
        at = clause.start
        while at < clause.at and (word := adverb_at(text, at)):
            if word in STRENGTHS:
                return word
            at += len(word)
        if clause.verb in STRENGTHS:
            return clause.verb
    return None


def checkable(text: str, clauses: Sequence[Clause], figures: Sequence[Draft]) -> Checkable:
    """`figure`, `named` or `general` as TASKS.md defines them."""
    if figures:
        return "figure"
    for clause in clauses:
        words = text[clause.start : clause.end]
        if "vague" in clause.marks and clause.name == "plain":
            continue
        if clause.cls in ("frame", "play", "stance"):
            continue
        if _NAMED.search(words) or any(end in words for end in ENDS):
            return "named"
        if clause.cls in ("act", "work", "effect", "none") and clause.kind in ("project", "programme"):
            behind = clause.at + len(clause.verb)
            if clause.end - behind > 4 + (clause.kind == "programme") * 2:
                return "named"
    return "general"


def missing(checkable: Checkable, words: str | None, bodies: Sequence[str]) -> tuple[str, ...]:
    """What is missing to hold anybody to it."""
    found = []
    if checkable != "figure":
        found.append("figure")
    if checkable == "general":
        found.append("name")
    if not words:
        found.append("date")
    if not bodies:
        found.append("owner")
    return tuple(found)


class Origins:
    """The level that the livelihood items of a block come from: `省级12件、市级3件` names it, item by item."""

    def __init__(self, text: str, block: Block) -> None:
        head = "".join(block.path)
        self.livelihood = "民生实事" in text[block.start : block.end] or "民生实事" in head

    def of(self, text: str, start: int, end: int) -> str | None:
        """省级, 市级… where a livelihood item says so; None where it is of several levels or says nothing."""
        if not self.livelihood:
            return None
        levels = {m[1] + "级" for m in _ORIGIN.finditer(text, start, end)}
        return levels.pop() if len(levels) == 1 and "民生实事" in text[start:end] else None


