"""Two reports meet: each promise of the earlier one is looked for in the later one, by the rules in their order."""

from __future__ import annotations

from functools import cache

from luoshi.comparing.claims import Claims
from luoshi.comparing.clauses import clauses_of, quote
from luoshi.comparing.deeds import Told, by_deed, by_direction, by_umbrella, told, without_figure
from luoshi.comparing.figures import side_by_side
from luoshi.comparing.likeness import Index
from luoshi.comparing.measured import Outcome, Seen, by_figure, look, not_comparable
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
    words = load_words()
    before, after = clauses_of(earlier), clauses_of(later)
    review = [c for c in after if c.role == "review"]
    index = Index(words, before, review)
    claims = Claims(later, after, index, words, _accruals())
    wanted = Finder(earlier, before, words, _accruals()).all()
    problems = ()
    whole = later.identity.completeness not in ("summary", "part")
    links = tuple(_link(w, claims, whole) for w in wanted)
    return Comparison(earlier.identity, later.identity, earlier.source.name, later.source.name, links, problems)


def _link(wanted: Wanted, claims: Claims, whole: bool) -> Link:
    seen = look(wanted, claims) if wanted.promise.figure else []
    found = told(wanted, claims)
    outcome = _figure(wanted, seen, found, claims) if wanted.promise.figure else _deed(wanted, found, claims)
    if outcome is None:
        outcome = _silence(whole)
    return _built(wanted, outcome, seen, found, claims)


def _figure(wanted: Wanted, seen: list[Seen], found: list[Told], claims: Claims) -> Outcome | None:
    return (
        by_figure(wanted, seen, claims, load_indicators())
        or not_comparable(wanted, seen)
        or without_figure(wanted, found, claims)
        or by_umbrella(wanted, claims)
    )


def _deed(wanted: Wanted, found: list[Told], claims: Claims) -> Outcome | None:
    if wanted.promise.way == "trend" and (stated := by_direction(wanted, found, claims)):
        return stated
    return by_deed(wanted, found, claims) or by_umbrella(wanted, claims)


def _silence(whole: bool) -> Outcome:
    if whole:
        return Outcome("not_mentioned", 0, 0, None, Message("回顾没有提到", "the review is silent"), "silence")
    why = Message("这份报告只是摘要或一部分，没有提到不说明问题", "a summary or a part: its silence proves nothing")
    return Outcome("unsure", 0, 0, None, why, "silence.part")


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
    pair = None
    if claim and promise.figure and outcome.verdict in FIRM:
        pair = side_by_side(promise.figure, claim.figure)
    return Link(
        f"{promise.finding}>{claims.report.identity.plan_year or claims.report.source.sha256[:8]}",
        promise,
        result,
        outcome.verdict,
        pair,
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
