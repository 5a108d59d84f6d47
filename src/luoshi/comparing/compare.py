"""Two reports meet: each promise of the earlier one is looked for in the later one, by the rules in their order."""

from __future__ import annotations

from luoshi.collecting import collector_paused
from luoshi.comparing.claims import Claims, Found
from luoshi.comparing.clauses import clauses_of, quote
from luoshi.comparing.deeds import SPEAKS, by_deed, without_figure
from luoshi.comparing.directions import by_admission, by_direction, by_growth, by_umbrella
from luoshi.comparing.evidence import deeds_found, figures_found
from luoshi.comparing.figures import side_by_side
from luoshi.comparing.likeness import Index
from luoshi.comparing.looking import Seen, look
from luoshi.comparing.measured import CLEAR, Outcome, by_figure, not_comparable
from luoshi.comparing.pairs import Pair, pair
from luoshi.comparing.promises import Finder, Wanted
from luoshi.comparing.values import FIRM, Comparison, Link, NearMiss, Result
from luoshi.comparing.words import load as load_words
from luoshi.lexicon.indicators import accruals
from luoshi.lexicon.indicators import load as load_indicators
from luoshi.values import Message, Report

NEAR_MISSES = 3
# What was refused is shown from these log-odds on.
LOOKED = -200


def prepared(earlier: Report, later: Report) -> tuple[list[Wanted], Claims]:
    """The promises of the one and the claims of the other, made ready to meet."""
    words = load_words()
    before, after = clauses_of(earlier), clauses_of(later)
    index = Index(words, before, [c for c in after if c.role == "review"])
    return Finder(earlier, before, words, accruals()).all(), Claims(later, after, index, words, accruals())


def compare(earlier: Report, later: Report) -> Comparison:
    """What became of each promise of `earlier`, by the word of `later`.

    A firm verdict (met, exceeded, missed, partly) is given only where the words leave no other reading.
    """
    checked = pair(earlier, later)
    earlier, later = checked.earlier, checked.later
    with collector_paused():
        wanted, claims = prepared(earlier, later)
        links = tuple(_link(w, claims, checked) for w in wanted)
    return Comparison(earlier.identity, later.identity, earlier.source.name, later.source.name, links, checked.problems)


def _link(wanted: Wanted, claims: Claims, checked: Pair) -> Link:
    if checked.apart:
        return _built(wanted, Outcome("unsure", 0, 0, None, checked.apart, "pair.apart"), [], [], claims)
    if wanted.promise.figure:
        seen = look(wanted, figures_found(wanted, claims), claims)
        found: list[Found] = []
        outcome = by_figure(wanted, seen, claims, load_indicators())
        if outcome is None:
            found = deeds_found(wanted, claims)
            outcome = _figure(wanted, seen, found, claims)
    else:
        seen, found = [], deeds_found(wanted, claims)
        outcome = _deed_of(wanted, found, claims)
    return _built(wanted, outcome or _silence(checked), seen, found, claims)


def _figure(wanted: Wanted, seen: list[Seen], found: list[Found], claims: Claims) -> Outcome | None:
    """What is said of a promised figure that no figure answers: the likelier of a figure of another kind and words."""
    return (
        by_admission(wanted, claims)
        or not_comparable(seen, _least(seen, found))
        or without_figure(wanted, found, claims, SPEAKS)
        or by_umbrella(wanted, claims)
    )


def _least(seen: list[Seen], found: list[Found]) -> int:
    """From which odds on a figure is what is said of the promise, and not a clause without one."""
    if not found or not seen or seen[0].claim.clause.number == found[0].clause.number:
        return SPEAKS
    return max(SPEAKS, found[0].odds - CLEAR)


def _deed_of(wanted: Wanted, found: list[Found], claims: Claims) -> Outcome | None:
    if wanted.promise.way == "sync":
        return by_growth(wanted, claims) or by_direction(wanted, found, claims)
    if wanted.promise.way == "trend" and (stated := by_direction(wanted, found, claims)):
        return stated
    return by_deed(wanted, found, claims) or by_umbrella(wanted, claims)


def _silence(checked: Pair) -> Outcome:
    if checked.silence is None:
        return Outcome("not_mentioned", 0, 0, None, Message("回顾没有提到", "the review is silent"), "silence")
    return Outcome("unsure", 0, 0, None, checked.silence, "silence.proves-nothing")


def _built(wanted: Wanted, outcome: Outcome, seen: list[Seen], found: list[Found], claims: Claims) -> Link:
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


def _near_misses(outcome: Outcome, seen: list[Seen], found: list[Found], claims: Claims) -> tuple[NearMiss, ...]:
    misses: list[NearMiss] = []
    taken = {outcome.start}
    for s in seen:
        if s.why is not None and s.odds >= LOOKED and s.claim.start not in taken:
            taken.add(s.claim.start)
            misses.append(NearMiss(quote(claims.report, s.claim.start, s.claim.end), s.why))
    for t in found:
        if t.clause.start not in taken and not seen and t.odds >= LOOKED:
            taken.add(t.clause.start)
            why = Message("只有部分字面相近", "only some of the words are alike")
            misses.append(NearMiss(quote(claims.report, t.clause.start, t.clause.end), why))
    return tuple(misses[:NEAR_MISSES])
