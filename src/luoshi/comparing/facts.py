"""The plain figures of a year in a text that looks back: what can be set against another source's figure of that year.

What is of a quarter, of several years together or of the year before is left out (`facts.toml`); a growth with the
rise of prices taken out is marked; one whose subject stands in the clause before (扣除价格因素，实际增长5.1%) gets it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from luoshi.comparing.basis import basis_of
from luoshi.comparing.clauses import Clause, clauses_of
from luoshi.comparing.figures import Basis
from luoshi.comparing.promises import figure_of
from luoshi.comparing.values import Figure
from luoshi.comparing.words import any_of
from luoshi.comparing.words import load as load_words
from luoshi.lexicon.indicators import accruals, match
from luoshi.lexicon.tables import Entry, only, read
from luoshi.values import Measure, Report, Role

FILE = Path(__file__).with_name("facts.toml")
_SECTIONS = ("part", "several", "before", "real", "crossed")
# Words that stand where a subject should, when only the way of counting changes.
_NO_SUBJECT = re.compile(r"^(?:扣除(?:价格|物价)(?:因素|上涨因素)?(?:影响)?|实际|名义|按可比价格?(?:计算)?|同口径)*$")
# 比2000年增长57.3%: since another year than the last.
_SINCE = re.compile(r"(?:比|较|同|与)((?:19|20)[0-9]{2})年")
_REAL_END = re.compile(r"(?:名义|实际)$")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of the year. `indicator` without 实际 or 名义; `real`: with the rise of prices taken out; `crossed`: a
    mark that was passed; `basis`: whether an amount is the year's or a sum over years (total); `sentence`: the words
    before and around it."""

    measure: Measure
    indicator: str
    indicator_id: str | None
    figure: Figure
    real: bool
    crossed: bool
    basis: Basis
    sentence: str


@cache
def _words() -> dict[str, re.Pattern[str]]:
    data = read(FILE)
    only(FILE, data, _SECTIONS)
    found = {}
    for name in _SECTIONS:
        entry = Entry(FILE, name, data.get(name))
        found[name] = any_of(entry.block("words"))
        if name == "part":
            found["whole"] = any_of(entry.block("whole"))
        entry.close()
    return found


def facts(report: Report, year: int | None, roles: tuple[Role, ...]) -> list[Fact]:
    """The figures of `year` in the passages of these roles, in text order."""
    found: list[Fact] = []
    stop, before = -1, ""
    subject: tuple[str, str | None] = ("", None)
    for clause in clauses_of(report):
        if clause.stop != stop:
            stop, before, subject = clause.stop, "", ("", None)
        if clause.role in roles and not clause.several_years:
            shared = _shared(clause)
            for measure in clause.measures:
                if shared and measure.kind == "change":
                    continue
                fact = _fact(measure, clause, before, subject)
                if measure.role in roles and _is_of_year(measure, year, fact, clause):
                    found.append(fact)
                if measure.kind == "change" and not fact.real:
                    subject = fact.indicator, fact.indicator_id
        before += clause.text + "，"
    return found


def _shared(clause: Clause) -> bool:
    """Whether several growths stand together behind subjects of earlier clauses: 实际增长8.4%和8%. Whose is which is a
    guess of the reader's, and no ground to call anybody wrong."""
    moves = [m for m in clause.measures if m.kind == "change"]
    return len(moves) > 1 and not any(m.indicator[:4] in clause.text for m in moves)


def _fact(measure: Measure, clause: Clause, before: str, subject: tuple[str, str | None]) -> Fact:
    words = _words()
    own = _up_to(clause, measure)
    real = measure.kind == "change" and bool(words["real"].search(measure.indicator) or words["real"].search(own))
    indicator, known = _REAL_END.sub("", measure.indicator), measure.indicator_id
    if _NO_SUBJECT.match(measure.indicator):
        indicator, known = subject
    elif known is None and indicator != measure.indicator and (canonical := match(indicator, measure.unit)):
        known = canonical.id
    crossed = measure.kind == "level" and bool(words["crossed"].search(clause.text))
    accrual = measure.accrual or accruals().get(known or "")
    basis = basis_of(load_words(), clause, measure, accrual)
    return Fact(measure, indicator, known, figure_of(measure), real, crossed, basis, before + own)


def _up_to(clause: Clause, measure: Measure) -> str:
    """The clause's words before and with the figure."""
    figure = "".join(measure.quote.text.split())
    at = clause.text.find(figure)
    return clause.text[: at + len(figure)] if at >= 0 else clause.text


def _is_of_year(measure: Measure, year: int | None, fact: Fact, clause: Clause) -> bool:
    words = _words()
    if measure.repeat or measure.year != str(year) or not fact.indicator or measure.kind == "duration":
        return False
    own = _up_to(clause, measure)
    if words["several"].search(own) or words["before"].search(clause.text):
        return False
    if any(int(found[1]) + 1 != year for found in _SINCE.finditer(fact.sentence)):
        return False
    part = max((m.end() for m in words["part"].finditer(fact.sentence)), default=-1)
    return part < 0 or words["whole"].search(fact.sentence, part) is not None
