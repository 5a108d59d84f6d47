"""The verdict on a promised figure by the figures of the review."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from luoshi.comparing.claims import Claim, Claims
from luoshi.comparing.figures import far, judge
from luoshi.comparing.looking import Seen
from luoshi.comparing.promises import Wanted
from luoshi.comparing.reasons import compared
from luoshi.comparing.rounding import tolerance
from luoshi.comparing.values import Figure, Verdict
from luoshi.lexicon.indicators import Lexicon
from luoshi.values import Message

# Two results of one promise that say different things are told apart by at least so much (log-odds in hundredths).
CLEAR = 100
TOO_FAR = 4
# Where at least a few were promised, many times as many may well be (“专精特新”企业1家以上, 20家 there).
FEW, FEW_TOO_FAR = 10, 20
# Another indicator altogether is taken for what the review says of the promise only from these odds on.
OTHER = 300


def _equal_value(wanted: Wanted, claim: Claim) -> bool:
    figure = wanted.promise.figure
    return figure is not None and figure.low is not None and figure.low == claim.figure.low


def is_ceiling(wanted: Wanted, claims: Claims, lexicon: Lexicon) -> bool:
    """Whether less is better: the lexicon says so, or the promise's words do (控制在…)."""
    promise = wanted.promise
    known = lexicon.indicators.get(promise.indicator_id or "")
    if known is not None and known.direction != "none":
        return known.direction == "down"
    return bool(claims.words.control.search(wanted.words))


def _unlike(wanted: Wanted, claim: Claim) -> bool:
    """Whether two amounts lie too far apart to be of one definition."""
    figure = wanted.promise.figure
    if figure is None or figure.kind not in ("level", "delta"):
        return False
    value = figure.low if figure.low is not None else figure.high
    few = figure.relation == "ge" and value is not None and value < FEW
    return far(figure, claim.figure, FEW_TOO_FAR if few else TOO_FAR)


def _narrower(wanted: Wanted, claim: Claim, claims: Claims) -> bool:
    """Whether the claim counts some only of what was promised (重大交通项目 of 交通项目): a shortfall is not sure."""
    ours, theirs = (
        claims.words.noise.sub("", claims.words.common_pattern.sub("", name))
        for name in (wanted.promise.indicator, claim.measure.indicator)
    )
    ids = (wanted.promise.indicator_id, claim.measure.indicator_id)
    same = None not in ids and ids[0] == ids[1]
    return not same and len(ours) >= 2 and ours in theirs and len(theirs) - len(ours) >= 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict with what it stands on."""

    verdict: Verdict
    start: int
    end: int
    claim: Claim | None
    reason: Message
    rule: str
    year: str | None = None


def by_figure(wanted: Wanted, seen: list[Seen], claims: Claims, lexicon: Lexicon) -> Outcome | None:
    """The verdict where the review has a figure of the same thing."""
    same = [s for s in seen if s.same]
    figure = wanted.promise.figure
    usable = sorted(
        (s for s in same if s.why is None),
        key=lambda s: (s.claim.several_years, figure is not None and s.claim.figure.unit != figure.unit, -s.odds),
    )
    if not usable:
        return _kept_already(wanted, same, claims, lexicon)
    best = usable[0]
    verdict = _verdict(wanted, best.claim, claims, lexicon)
    doubt = _of_scope(wanted, best, verdict, claims) or _rival(wanted, usable, verdict, claims, lexicon)
    if doubt or (doubt := _of_kind(wanted, best.claim, verdict)):
        return doubt
    reason = compared(wanted.promise, best.claim.figure, verdict, best.claim.several_years)
    return _outcome(verdict, best.claim, reason, "figure.compared")


def _of_scope(wanted: Wanted, best: Seen, verdict: Verdict, claims: Claims) -> Outcome | None:
    """What is said where the claim counts more or less than was promised, or perhaps another thing."""
    if best.wider and verdict in ("met", "exceeded"):
        why = Message("此处数的范围比承诺的宽", "counts more than what was promised")
        return _outcome("not_comparable", best.claim, why, "figure.wider")
    if verdict in ("missed", "partly") and (best.narrower or _narrower(wanted, best.claim, claims)):
        why = Message("此处数的范围比承诺的窄", "counts less than what was promised")
        return _outcome("not_comparable", best.claim, why, "figure.narrower")
    if verdict in ("missed", "partly") and not best.whole and best.claim.figure.kind in ("level", "delta"):
        why = Message(
            "数比承诺的少，名称又不全同，不能断定是同一件事", "less than promised, and the names are not quite one"
        )
        return _outcome("unsure", best.claim, why, "figure.short-and-unlike")
    return None


def _rival(wanted: Wanted, usable: list[Seen], verdict: Verdict, claims: Claims, lexicon: Lexicon) -> Outcome | None:
    """Two figures that could be the result, with different verdicts."""
    best = usable[0]
    for other in usable[1:]:
        rival = _verdict(wanted, other.claim, claims, lexicon)
        if best.claim.figure.unit != other.claim.figure.unit or far(best.claim.figure, other.claim.figure, 100):
            continue
        if rival != verdict and not other.claim.several_years and best.odds - other.odds < CLEAR:
            return _outcome(
                "unsure",
                best.claim,
                Message(
                    f"回顾中有两个可能的数：{best.claim.figure.text}与{other.claim.figure.text}，结论不同",
                    f"two figures could be the result, {best.claim.figure.text} and {other.claim.figure.text},"
                    " with different verdicts",
                ),
                "figure.two-results",
            )
    return None


def _of_kind(wanted: Wanted, claim: Claim, verdict: Verdict) -> Outcome | None:
    """What a person decides: prices, livelihood works of another level, amounts too far apart."""
    if wanted.promise.indicator_id == "cpi" and verdict != "unsure":
        return _outcome(
            "unsure",
            claim,
            Message(
                "物价目标可理解为上限，也可理解为预期值，须由人判断",
                "a target for prices is a ceiling to some and a point to others: a person decides",
            ),
            "figure.prices",
        )
    if "实事" in wanted.promise.indicator and not _equal_value(wanted, claim):
        why = Message(
            "民生实事的件数与承诺不同，级别可能不同", "another number of livelihood works, perhaps of another level"
        )
        return _outcome("unsure", claim, why, "figure.livelihood")
    if _unlike(wanted, claim):
        why = Message(
            "两数相差四倍以上，多半不是同一口径", "more than four times apart: most likely not of one definition"
        )
        return _outcome("unsure", claim, why, "figure.too-far")
    return None


def _kept_already(wanted: Wanted, same: list[Seen], claims: Claims, lexicon: Lexicon) -> Outcome | None:
    """The verdict where a part of the year already reaches what was promised of the whole: the rest only adds to it."""
    for seen in same:
        if not seen.floor or is_ceiling(wanted, claims, lexicon) or _unlike(wanted, seen.claim):
            continue
        verdict = _verdict(wanted, seen.claim, claims, lexicon)
        if verdict in ("met", "exceeded"):
            why = Message("年内一段时间的数已达到承诺", "a part of the year already reaches what was promised")
            return _outcome(verdict, seen.claim, why, "figure.part-of-year")
    return None


def _outcome(verdict: Verdict, claim: Claim, reason: Message, rule: str) -> Outcome:
    return Outcome(verdict, claim.start, claim.end, claim, reason, rule, claim.figure.year)


def _verdict(wanted: Wanted, claim: Claim, claims: Claims, lexicon: Lexicon) -> Verdict:
    figure = wanted.promise.figure
    assert figure is not None
    if figure.kind == "multiple":
        return "unsure"
    verdict = judge(figure, claim.figure, wanted.basis, figure.kind == "rank" or is_ceiling(wanted, claims, lexicon))
    short = verdict in ("missed", "partly")
    # What was added net is no more than all that was added.
    if short and (_rounded(figure, claim.figure) or (claim.basis == "net" and wanted.basis not in ("net", "stock"))):
        return "unsure"
    return verdict


def _rounded(promised: Figure, claimed: Figure) -> bool:
    """Whether an amount falls short by no more than its rounding: 15.2公里 promised, 15公里 claimed."""
    value, target = claimed.low, promised.low
    within = tolerance(claimed)
    if None in (value, target, within) or promised.unit != claimed.unit or promised.kind not in ("level", "delta"):
        return False
    assert value is not None and target is not None and within is not None
    finer = (tolerance(promised) or within) < within
    return finer and abs(Fraction(value) - Fraction(target)) < within


def not_comparable(seen: list[Seen], least: int) -> Outcome | None:
    """The same thing with a figure of another kind, or a near thing that is most likely meant."""
    for s in seen:
        if s.same and s.why is not None and s.odds >= least:
            return _outcome("not_comparable", s.claim, s.why, "figure.other-kind")
    for s in seen:
        if s.why is not None and s.odds >= max(least, OTHER if s.other else least):
            return _outcome("not_comparable", s.claim, s.why, "figure.other-scope")
    return None
