"""Rank claims (全省第1) collected from many reports and checked against each other.

Two places of one level that both claim the same first place, of one indicator told the same way (a growth, an amount),
in one scope and year, cannot both be right, but for a tie or another definition: both are listed with their words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from luoshi.comparing.clauses import Clause, clauses_of
from luoshi.lexicon import places
from luoshi.lexicon.indicators import normalise
from luoshi.values import Measure, Quote, Report

# What is ranked of an indicator: its growth, its amount, or what the words leave open.
Form = Literal["增速", "总量", ""]

_GROWTH = re.compile(r"增速|增幅|增长|涨幅|提升幅度|降幅")
_AMOUNT = re.compile(r"总量|规模(?!以上|工业|化)|数量|总数|达到|达|突破")
_TIE = re.compile(r"并列|同列")
_WITHIN = {"全省": "省级", "全区": "省级", "全市": "地级", "全州": "地级", "全盟": "地级", "全国": "国家级"}


@dataclass(frozen=True, slots=True)
class RankClaim:
    """A place's claim of a rank. `scope`: the code of the unit within which it is ranked where that can be told, else
    the words; `first`, `last`: the ranks claimed (前3位: 1 to 3); `tied`: it says that it shares the rank."""

    place: str
    code: str | None
    level: str | None
    year: str
    indicator: str
    indicator_id: str | None
    form: Form
    scope: str
    scope_words: str
    first: int
    last: int
    tied: bool
    finding: str
    quote: Quote
    source: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What two claims must share to be claims of one ranking, but for `form`."""
        named = f"#{self.indicator_id}" if self.indicator_id else normalise(self.indicator)
        return named, self.scope, self.level or "", self.year


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims of one and the same rank by different places. `sure`: all say what is ranked, and say the same; else one
    of them leaves it open whether its growth or its amount is meant."""

    claims: tuple[RankClaim, ...]
    sure: bool

    @property
    def rank(self) -> int:
        return self.claims[0].first


def rank_claims(report: Report) -> tuple[RankClaim, ...]:
    """The ranks that a report's review claims, of places and not of single firms; in text order."""
    here = places.get(report.identity.code) if report.identity.code else None
    found = []
    clauses = clauses_of(report)
    for clause in clauses:
        for measure in clause.measures:
            if measure.kind == "rank" and measure.role == "review" and measure.year and measure.scope:
                claim = _claim(report, here, clauses, clause, measure)
                if claim is not None:
                    found.append(claim)
    return tuple(found)


def _claim(
    report: Report, here: places.Place | None, clauses: Sequence[Clause], clause: Clause, measure: Measure
) -> RankClaim | None:
    low, high = measure.low, measure.high
    if high is None or high != int(high) or len(measure.indicator) < 2:
        return None
    last = int(high)
    first = int(low) if low is not None else 1
    before = _before(clauses, clause, measure)
    return RankClaim(
        report.identity.place or report.source.name,
        report.identity.code,
        report.identity.level,
        measure.year or "",
        measure.indicator,
        measure.indicator_id,
        _form(before, measure, clause),
        _scope(here, measure.scope or ""),
        measure.scope or "",
        first,
        last,
        bool(_TIE.search(clause.text)),
        measure.id,
        measure.quote,
        report.source.name,
    )


def _before(clauses: Sequence[Clause], clause: Clause, measure: Measure) -> str:
    """The words of the sentence before the rank."""
    own = clause.text
    at = own.find("".join(measure.quote.text.split()))
    words = own[: at if at >= 0 else len(own)]
    number = clause.number - 1
    while number >= 0 and clauses[number].sentence == clause.sentence:
        words = clauses[number].text + "，" + words
        number -= 1
    return words


def _form(before: str, measure: Measure, clause: Clause) -> Form:
    """The nearest word before the rank that says what is ranked."""
    growth = max((m.end() for m in _GROWTH.finditer(before)), default=-1)
    amount = max((m.end() for m in _AMOUNT.finditer(before)), default=-1)
    subject = before.rfind(measure.indicator[:4])
    if max(growth, amount) < subject or growth == amount:
        return ""
    return "增速" if growth > amount else "总量"


def _scope(here: places.Place | None, words: str) -> str:
    """The code of the unit that 全省, 全市… mean for this place, else the words."""
    level = _WITHIN.get(words)
    above = here.parent if here else None
    while above is not None and level is not None:
        if above.level == level:
            return above.code
        above = above.parent
    return words


def conflicts(claims: Iterable[RankClaim]) -> tuple[Conflict, ...]:
    """Claims of one rank by two places or more, the first places first. A range (前3位) conflicts with nobody."""
    groups: dict[tuple[tuple[str, ...], int], dict[tuple[str, Form], RankClaim]] = defaultdict(dict)
    for claim in claims:
        if claim.first == claim.last and not claim.tied and claim.level and _one_ranking(claim):
            groups[claim.key, claim.first].setdefault((claim.code or claim.place, claim.form), claim)
    found = []
    for group in groups.values():
        for forms in ({"增速"}, {"总量"}, {""}) if _all_told(group) else ({"增速", ""}, {"总量", ""}):
            some = {who: c for (who, form), c in group.items() if form in forms}
            if len(some) > 1:
                found.append(Conflict(tuple(some.values()), "" not in forms))
    return tuple(sorted(found, key=lambda c: (c.rank, not c.sure, c.claims[0].scope, c.claims[0].key)))


def _all_told(group: Iterable[tuple[str, Form]]) -> bool:
    """Whether every claim says what is ranked, or none does."""
    told = {form != "" for _, form in group}
    return len(told) == 1


def _one_ranking(claim: RankClaim) -> bool:
    """Whether the scope is a unit of which there is one: 全省 of a known province, 全国, or a named region."""
    return claim.scope.isdigit() or claim.scope not in _WITHIN
