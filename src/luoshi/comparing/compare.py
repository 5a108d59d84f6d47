"""Two reports meet: each promise of the earlier one is looked for in the later one, by the rules in their order."""

from __future__ import annotations

from functools import cache

from luoshi.comparing.claims import Claims
from luoshi.comparing.clauses import clauses_of, quote
from luoshi.comparing.deeds import (
    Told,
    by_admission,
    by_deed,
    by_direction,
    by_growth,
    by_umbrella,
    told,
    without_figure,
)
from luoshi.comparing.figures import side_by_side
from luoshi.comparing.likeness import Index
from luoshi.comparing.looking import Seen, look
from luoshi.comparing.measured import Outcome, by_figure, not_comparable
from luoshi.comparing.pairs import Pair, pair
from luoshi.comparing.promises import Finder, Wanted
from luoshi.comparing.values import FIRM, Comparison, Link, NearMiss, Result
from luoshi.comparing.words import load as load_words
from luoshi.lexicon.indicators import load as load_indicators
from luoshi.values import Message, Report

NEAR_MISSES = 3


@cache
def _accruals() -> dict[str, str]:
    return {name: found.accrual for name, found in load_indicators().indicators.items()}


def compare(earlier: Report, later: Report) -> Comparison:
    """What became of each promise of `earlier`, by the word of `later`.

    A firm verdict (met, exceeded, missed, partly) is given only where the words leave no other reading.
    """
    words, checked = load_words(), pair(earlier, later)
    earlier, later = checked.earlier, checked.later
    before, after = clauses_of(earlier), clauses_of(later)
    index = Index(words, before, [c for c in after if c.role == "review"])
    claims = Claims(later, after, index, words, _accruals())
    wanted = Finder(earlier, before, words, _accruals()).all()
    links = tuple(_link(w, claims, checked) for w in wanted)
    return Comparison(earlier.identity, later.identity, earlier.source.name, later.source.name, links, checked.problems)


def _link(wanted: Wanted, claims: Claims, checked: Pair) -> Link:
    if checked.apart:
        return _built(wanted, Outcome("unsure", 0, 0, None, checked.apart, "pair.apart"), [], [], claims)
    seen = look(wanted, claims) if wanted.promise.figure else []
    outcome = by_figure(wanted, seen, claims, load_indicators()) if wanted.promise.figure else None
    found = [] if outcome else told(wanted, claims)
    outcome = outcome or (_figure if wanted.promise.figure else _deed_of)(wanted, seen, found, claims)
    return _built(wanted, outcome or _silence(checked), seen, found, claims)


def _figure(wanted: Wanted, seen: list[Seen], found: list[Told], claims: Claims) -> Outcome | None:
    return (
        by_admission(wanted, claims)
        or not_comparable(wanted, seen)
        or without_figure(wanted, found, claims)
        or by_umbrella(wanted, claims)
    )


def _deed_of(wanted: Wanted, _: list[Seen], found: list[Told], claims: Claims) -> Outcome | None:
    if wanted.promise.way == "sync":
        return by_growth(wanted, claims) or by_direction(wanted, found, claims)
    if wanted.promise.way == "trend" and (stated := by_direction(wanted, found, claims)):
        return stated
    return by_deed(wanted, found, claims) or by_umbrella(wanted, claims)


def _silence(checked: Pair) -> Outcome:
    if checked.silence is None:
        return Outcome("not_mentioned", 0, 0, None, Message("回顾没有提到", "the review is silent"), "silence")
    return Outcome("unsure", 0, 0, None, checked.silence, "silence.proves-nothing")


def _built(wanted: Wanted, outcome: Outcome, seen: list[Seen], found: list[Told], claims: Claims) -> Link:
    promise, claim = wanted.promise, outcome.claim
    result = None
    if outcome.end:
        result = Result(
            quote(claims.report, outcome.start, outcome.end),
            claim.measure.id if claim else None,
            claim.figure if claim else None,
            outcome.year,
            claim.clause.path if claim else (),
        )
    figures = None
    if claim and promise.figure and outcome.verdict in FIRM:
        figures = side_by_side(promise.figure, claim.figure)
    return Link(
        f"{promise.finding}>{claims.report.identity.plan_year or claims.report.source.sha256[:8]}",
        promise,
        result,
        outcome.verdict,
        figures,
        outcome.reason,
        _near_misses(outcome, seen, found, claims),
        outcome.rule,
    )


def _near_misses(outcome: Outcome, seen: list[Seen], found: list[Told], claims: Claims) -> tuple[NearMiss, ...]:
    misses: list[NearMiss] = []
    taken = {outcome.start}
    for s in seen:
        if s.why is not None and s.claim.start not in taken:
            taken.add(s.claim.start)
            misses.append(NearMiss(quote(claims.report, s.claim.start, s.claim.end), s.why))
    for t in found:
        if t.clause.start not in taken and not seen:
            taken.add(t.clause.start)
            why = Message("只有部分字面相近", "only some of the words are alike")
            misses.append(NearMiss(quote(claims.report, t.clause.start, t.clause.end), why))
    return tuple(misses[:NEAR_MISSES])
