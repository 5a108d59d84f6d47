"""The standard departments, and which of them a task probably belongs to. The data: `departments.toml`.

A suggestion is made from words alone; it is marked as one, says which words made it, and abstains where none is clear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from ahocorasick_rs import AhoCorasick

from luoshi.lexicon.indicators import load as load_indicators
from luoshi.lexicon.tables import HERE, Entry, LexiconError, only, read, tables
from luoshi.values import Message

FILE = HERE / "departments.toml"

KINDS = ("政府工作部门", "党委部门", "群团", "垂直管理", "派出机构", "事业单位", "国有企业", "属地")

# Points of a keyword, to which its length is added: of two words as strong the longer says more.
STRONG, WEAK = 20, 10
# What headings can add at most: less than one strong word of the text.
HEADING_CAP = 12

# How many headings' words are kept at hand.
REMEMBERED = 4096
# A lead needs a strong word, or two weak ones, or a weak one and the heading.
ENOUGH = 22
SUPPORTERS = 3

_QUOTES = "“”‘’\"'"


@dataclass(frozen=True, slots=True)
class Department:
    """One body. Name patterns hold {市}, {县} or {省} for the word of the place's own level."""

    id: str
    kind: str
    name: str
    county: str
    province: str
    national: str | None
    en: str
    aliases: tuple[str, ...]
    basis: str | None
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    negative: tuple[str, ...]
    indicators: tuple[str, ...]

    def named(self, level: str | None) -> str | None:
        """Its name at a level (国家级, 省级, 地级, 县级; None is 地级); None where the level has no such body."""
        if level == "国家级":
            return self.national
        pattern = {"省级": self.province, "县级": self.county}.get(level or "地级", self.name)
        return pattern.replace("{市}", "市").replace("{县}", "县").replace("{省}", "省")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`score` has no scale beyond one task; `hits` are the words and indicators that made it, in text order."""

    department: str
    name: str
    role: Literal["牵头", "配合"]
    score: int
    hits: tuple[str, ...]

    @property
    def reason(self) -> Message:
        said = "、".join(self.hits)
        return Message(f"文中有“{said}”，属其职责（系统建议）", f"words of its duties: {said} (suggested)")


@dataclass(frozen=True, slots=True)
class Departments:
    """`finder` finds the keywords by number; `words`: each with its points by department, none for a negative word."""

    entries: Mapping[str, Department]
    finder: AhoCorasick
    words: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    owners: Mapping[str, tuple[str, ...]]
    heard: dict[tuple[str, ...], dict[str, int]] = field(default_factory=dict, compare=False, repr=False)

    def above(self, headings: tuple[str, ...]) -> dict[str, int]:
        """What headings add to each department; the tasks under one heading ask again and again."""
        known = self.heard.get(headings)
        if known is None:
            if len(self.heard) > REMEMBERED:
                self.heard.clear()
            scored = _score("。".join(headings), self) if headings else {}
            known = {name: min(HEADING_CAP, sum(words.values())) for name, words in scored.items()}
            self.heard[headings] = known
        return known


def _department(path: Path, name: str, entry: Entry) -> Department:
    pattern = entry.text("name")
    found = Department(
        id=name,
        kind=entry.one_of("kind", KINDS),
        name=pattern,
        county=entry.text("county", pattern.replace("{市}", "{县}")),
        province=entry.text("province"),
        national=entry.text("national", "") or None,
        en=entry.text("en"),
        aliases=entry.block("aliases"),
        basis=entry.text("basis", "") or None,
        strong=entry.block("strong"),
        weak=entry.block("weak"),
        negative=entry.block("negative"),
        indicators=entry.block("indicators"),
    )
    entry.close()
    for word in (*found.strong, *found.weak, *found.negative):
        if len(word) < 2:
            raise entry.fail(f"keyword {word!r}: expected two characters or more")
    return found


def _entries(path: Path) -> Iterator[tuple[str, Department | None]]:
    """The entries of a file by id; None for one that is dropped."""
    data = read(path)
    only(path, data, ("department",))
    for name, table in tables(path, data, "department").items():
        entry = Entry(path, f"department.{name}", table)
        if entry.flag("drop"):
            entry.close()
            yield name, None
        else:
            yield name, _department(path, name, entry)


def _bare(text: str) -> str:
    """The text without white space and quotation marks; str.translate would cost more than all the rest."""
    text = "".join(text.split())
    for mark in _QUOTES:
        text = text.replace(mark, "")
    return text


def _points(entries: Iterable[Department]) -> dict[str, dict[str, int]]:
    points: dict[str, dict[str, int]] = {}
    for department in entries:
        for words, value in ((department.weak, WEAK), (department.strong, STRONG), (department.negative, 0)):
            for word in words:
                points.setdefault(_bare(word), {})[department.id] = value and value + len(word)
    return points


@cache
def load(local: Path | None = None) -> Departments:
    """The standard departments, changed by a local file where there is one. Raises LexiconError."""
    entries = {name: found for name, found in _entries(FILE) if found}
    for name, found in _entries(local) if local else ():
        if found:
            entries[name] = found
        elif entries.pop(name, None) is None:
            raise LexiconError(f"{local}: department.{name}: drop: there is no such department to drop")
    words = tuple((word, tuple(by.items())) for word, by in _points(entries.values()).items())
    owners: dict[str, tuple[str, ...]] = {}
    for department in entries.values():
        for indicator in department.indicators:
            owners[indicator] = (*owners.get(indicator, ()), department.id)
    return Departments(entries, AhoCorasick([word for word, _ in words]), words, owners)


def _score(text: str, departments: Departments) -> dict[str, dict[str, int]]:
    """The words that count for each department, with their points, in text order; at a place the longest alone."""
    found = departments.finder.find_matches_as_indexes(_bare(text), overlapping=True)
    scores: dict[str, dict[str, int]] = {}
    barred: dict[str, int] = {}
    free = 0
    for start, end, number in sorted((start, -end, number) for number, start, end in found):
        if start < free:
            continue
        word, points = departments.words[number]
        for department, value in points:
            if not value:
                barred[department] = max(barred.get(department, 0), -end)
            elif barred.get(department, 0) <= start:
                scores.setdefault(department, {})[word] = value
                free = -end
    return scores


def suggest(
    text: str,
    headings: tuple[str, ...] = (),
    level: str | None = None,
    indicators: Sequence[str] = (),
    departments: Departments | None = None,
) -> tuple[Suggestion, ...]:
    """Who would probably lead a task and who would support: at most one 牵头 and three 配合, the best first.

    `level`: of the government that reports, for the names. `indicators`: ids of those that the task's figures are of.
    () where no department is clear. The words of headings only help what the text itself says.
    """
    departments = departments or load()
    hits = _score(text, departments)
    for indicator in indicators:
        for owner in departments.owners.get(indicator, ()):
            hits.setdefault(owner, {})[load_indicators().indicators[indicator].name] = ENOUGH
    if not hits:
        return ()
    above = departments.above(headings)
    totals: dict[str, int] = {}
    for department, words in hits.items():
        totals[department] = sum(words.values()) + above.get(department, 0)
    # The sort is stable: of equals the one whose word stands first in the text leads.
    ranked = sorted((d for d in totals if totals[d] >= ENOUGH), key=lambda d: -totals[d])
    found: list[Suggestion] = []
    for department in ranked:
        name = departments.entries[department].named(level)
        if name and (not found or totals[department] * 3 >= found[0].score):
            role: Literal["牵头", "配合"] = "配合" if found else "牵头"
            found.append(Suggestion(department, name, role, totals[department], tuple(hits[department])))
            if len(found) > SUPPORTERS:
                break
    return tuple(found)
