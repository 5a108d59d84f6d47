"""Promises answered by the whole report: a direction, growth in step, what it admits, a list said to be done."""

from __future__ import annotations

import re
from decimal import Decimal

from luoshi.comparing.claims import WIDEST, Claims, Found
from luoshi.comparing.clauses import Clause
from luoshi.comparing.deeds import SPEAKS
from luoshi.comparing.likeness import grams
from luoshi.comparing.measured import Outcome
from luoshi.comparing.promises import Wanted
from luoshi.comparing.values import Verdict
from luoshi.values import Measure, Message

INCOMES = ("income-all", "income-urban", "income-rural")
# Log-odds from which a direction with figures behind it is held.
HELD = 100
HALF_POINT = Decimal("0.5")
_DOWN, _UP = re.compile("降"), re.compile("升|增|提高")
# What the report admits is held against a promise only where it names the promise whole.
WHOLE, RUN = 0.97, 4


def by_direction(wanted: Wanted, found: list[Found], claims: Claims) -> Outcome | None:
    """A direction (稳中有降, 持续改善): held, where a figure says that it went that way; else stated only."""
    for f in found:
        if f.odds < SPEAKS:
            break
        if not claims.words.better.search(f.clause.text):
            continue
        clause, moves = f.clause, _moves(f.clause, claims)
        if f.odds >= HELD and moves and _that_way(wanted.words, moves):
            why = Message("回顾说方向如所承诺，并有数", "the review states the direction, with figures")
            start, end = min(clause.start, moves[0].quote.start), max(clause.end, moves[-1].quote.end)
            return Outcome("met", start, end, None, why, "deed.direction-held", clause.year)
        why = Message("回顾说方向如所承诺，没有可对照的数", "the review states the direction, without a figure")
        return Outcome("stated_without_figure", clause.start, clause.end, None, why, "deed.direction", clause.year)
    return None


def _moves(clause: Clause, claims: Claims) -> list[Measure]:
    """The figures of change in the clause and in those of its sentence behind it, as far as a result may reach."""
    found: list[Measure] = []
    for other in claims.clauses[clause.number :]:
        if other.sentence != clause.sentence or other.end - clause.start > WIDEST:
            break
        found += [m for m in other.measures if m.kind in ("change", "delta") and m.low is not None]
    before = claims.clauses[clause.number - 1] if clause.number and not found else None
    if before is not None and before.sentence == clause.sentence and before.role == "review":
        found = [m for m in before.measures if m.kind in ("change", "delta") and m.low is not None]
    return found


def _that_way(promise: str, moves: list[Measure]) -> bool:
    """Whether the figures go where the promise says: 下降 asks for falls, 增长 for none; 改善 for any."""
    falls = [m.low is not None and m.low < 0 for m in moves]
    if _DOWN.search(promise):
        return all(falls)
    return not any(falls) if _UP.search(promise) else True


def by_growth(wanted: Wanted, claims: Claims) -> Outcome | None:
    """收入与经济增长同步: the growth of incomes against the growth of output that the same report claims."""
    growth = {
        name: [c for c in claims.figures if c.measure.indicator_id == name and c.figure.kind == "change"
               and not c.several_years and not c.part_of_year and c.figure.low is not None]
        for name in ("gdp", *INCOMES)
    }  # fmt: skip
    if not growth["gdp"]:
        return None
    gdp = growth["gdp"][0].figure.low
    found = next(([growth[n][0] for n in names if growth[n]] for names in (INCOMES[:1], INCOMES[1:])
                  if all(growth[n] for n in names)), None)  # fmt: skip
    if not found or gdp is None:
        return None
    gaps = [c.figure.low - gdp for c in found if c.figure.low is not None]
    slack = HALF_POINT if "基本" in wanted.words else 0
    verdict: Verdict = "met" if min(gaps) >= -slack else "missed" if max(gaps) < -HALF_POINT else "unsure"
    claimed = "、".join(c.figure.text for c in found)
    why = Message(
        f"收入增长{claimed}，经济增长{growth['gdp'][0].figure.text}",
        f"incomes grew by {claimed}, output by {growth['gdp'][0].figure.text}",
    )
    return Outcome(verdict, found[0].start, found[0].end, found[0], why, "figure.together", found[0].figure.year)


def by_admission(wanted: Wanted, claims: Claims) -> Outcome | None:
    """What the government itself says that it did not reach (固定资产投资增速未达预期)."""
    for clause in claims.admitted:
        match = claims.index.match(claims.index.phrase(wanted.grams), frozenset(grams(clause.text, claims.words)))
        if match.cover >= WHOLE and match.run >= RUN:
            why = Message("报告自己说没有达到", "the report itself says that it was not reached")
            return Outcome("missed", clause.start, clause.end, None, why, "figure.admitted", clause.year)
    return None


def by_umbrella(wanted: Wanted, claims: Claims) -> Outcome | None:
    """An item of the year's list of livelihood works, of which only the whole list is said to be done."""
    if not wanted.umbrella or not claims.umbrella:
        return None
    clause = claims.umbrella[0]
    why = Message("只有民生实事全部办结的总说法", "only the claim that the whole list of livelihood works was done")
    return Outcome("stated_without_figure", clause.start, clause.end, None, why, "deed.umbrella", clause.year)
