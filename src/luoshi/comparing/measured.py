"""A promised figure and the figures of the review: which is its result, which are only near, and what it says."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.comparing.claims import Claim, Claims
from luoshi.comparing.figures import judge, same_unit
from luoshi.comparing.likeness import grams
from luoshi.comparing.promises import Wanted
from luoshi.comparing.reasons import compared
from luoshi.comparing.scopes import apart
from luoshi.comparing.values import Verdict
from luoshi.lexicon.indicators import Lexicon
from luoshi.values import Message

# How much of a phrase's weight must be in the other for the two to be one thing; less where the figure is the same.
SAME, SAME_BACK = 0.72, 0.55
SAME_FIGURE, SAME_FIGURE_BACK = 0.45, 0.35
NEAR = 0.6
# Two results of one promise that say different things are told apart by at least so much.
CLEAR = 0.12


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure of the review, looked at: `same` thing or only near, and what keeps it from being compared."""

    claim: Claim
    same: bool
    likeness: float
    why: Message | None


def look(wanted: Wanted, claims: Claims) -> list[Seen]:
    """The figures of the review that could be the result, the likeliest first."""
    found = [_look(wanted, claim, claims) for claim in claims.like(wanted.grams, wanted.promise.indicator_id)]
    return sorted((s for s in found if s is not None), key=lambda s: (-s.likeness, s.claim.start))


def _look(wanted: Wanted, claim: Claim, claims: Claims) -> Seen | None:
    index, promise, words = claims.index, wanted.promise, claims.words
    there = index.match(wanted.grams, claim.there)
    back = index.match(claim.grams, frozenset(grams(wanted.promise.indicator, words)) | index_set(wanted, claims))
    likeness = (2 * there.cover + back.cover) / 3
    ids = (promise.indicator_id, claim.measure.indicator_id)
    one_id = ids[0] is not None and ids[0] == ids[1]
    two_ids = None not in ids and not one_id
    equal = promise.figure is not None and _equal(wanted, claim)
    same = (
        one_id
        or (there.cover >= SAME and back.cover >= SAME_BACK)
        or (equal and there.cover >= SAME_FIGURE and back.cover >= SAME_FIGURE_BACK)
    )
    if one_id:
        likeness = max(likeness, 0.6) + 0.4
    if not same and there.cover < 0.4:
        return None
    split = apart(words, (promise.indicator, wanted.words), (claim.measure.indicator, claim.words))
    why: Message | None = None
    if two_ids and same and not equal:
        same, why = False, _other(promise.indicator, claim.measure.indicator)
    elif split and (split[2] or not one_id):
        why = Message(
            f"范围不同：承诺“{split[0] or '不限'}”，此处“{split[1] or '不限'}”",
            f"another scope: promised “{split[0] or 'any'}”, here “{split[1] or 'any'}”",
        )
        if not equal or split[2]:
            same = same and False
            likeness -= 0.15
        else:
            why = None
    elif not same:
        why = _other(promise.indicator, claim.measure.indicator)
    return Seen(claim, same, likeness, why or (_kept_apart(wanted, claim) if same else why))


def index_set(wanted: Wanted, claims: Claims) -> frozenset[str]:
    """The pairs of the words around the promised figure."""
    return frozenset(grams(wanted.words, claims.words))


def _other(ours: str, theirs: str) -> Message:
    return Message(f"说的是“{theirs}”，不是“{ours}”", f"speaks of “{theirs}”, not of “{ours}”")


def _equal(wanted: Wanted, claim: Claim) -> bool:
    figure = wanted.promise.figure
    assert figure is not None
    value = figure.low if figure.low is not None else figure.high
    theirs = claim.figure.low if claim.figure.low is not None else claim.figure.high
    return value == theirs and figure.unit == claim.figure.unit and value is not None and value > 9


def _equal_value(wanted: Wanted, claim: Claim) -> bool:
    figure = wanted.promise.figure
    return figure is not None and figure.low is not None and figure.low == claim.figure.low


def _kept_apart(wanted: Wanted, claim: Claim) -> Message | None:
    """Why the two figures of one thing cannot be held against one another, or None."""
    figure = wanted.promise.figure
    assert figure is not None
    ours, theirs = figure.kind, claim.figure.kind
    counted = ("level", "delta")
    if ours != theirs and not (ours in counted and theirs in counted):
        return Message(
            f"承诺的是{_KINDS[ours].zh}，此处是{_KINDS[theirs].zh}",
            f"promised {_KINDS[ours].en}, here {_KINDS[theirs].en}",
        )
    if not same_unit(figure.unit, claim.figure.unit):
        return Message(
            f"单位不同：{figure.unit or '无'}与{claim.figure.unit or '无'}",
            f"other units: {figure.unit or 'none'} and {claim.figure.unit or 'none'}",
        )
    if claim.several_years and (ours == "change" or claim.basis not in ("stock",)):
        return Message("是几年合计或几年平均，不是当年数", "a total or mean of several years, not of the year")
    if (
        ours in counted
        and {wanted.basis, claim.basis} & {"stock"}
        and {wanted.basis, claim.basis}
        & {
            "flow",
            "net",
        }
    ):
        return Message("一个是当年新增，一个是年末总数", "one is what the year added, the other the total at its end")
    if claim.basis == "total" and wanted.basis in ("flow", "net"):
        return Message("是多年累计，不是当年数", "a sum over years, not of the year")
    if claim.part_of_year:
        return Message("是年内一段时间的数，不是全年数", "a figure of a part of the year, not of the whole year")
    years = (figure.year, claim.figure.year)
    if None not in years and "-" not in "".join(map(str, years)) and years[0] != years[1]:
        return Message(f"是{years[1]}年的数", f"a figure of {years[1]}")
    return None


_KINDS = {
    "level": Message("总量", "a level"),
    "change": Message("增幅", "a growth rate"),
    "delta": Message("增量", "an increment"),
    "share": Message("比率", "a share or rate"),
    "rank": Message("位次", "a rank"),
    "duration": Message("时长", "a duration"),
    "multiple": Message("倍数", "a multiple"),
}


def is_ceiling(wanted: Wanted, claims: Claims, lexicon: Lexicon) -> bool:
    """Whether less is better: the lexicon says so, or the promise's words do (控制在…)."""
    promise = wanted.promise
    known = lexicon.indicators.get(promise.indicator_id or "")
    if known is not None and known.direction != "none":
        return known.direction == "down"
    return bool(claims.words.control.search(wanted.words))


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
        key=lambda s: (s.claim.several_years, figure is not None and s.claim.figure.unit != figure.unit, -s.likeness),
    )
    if not usable:
        return None
    best = usable[0]
    verdict = _verdict(wanted, best.claim, claims, lexicon)
    for other in usable[1:]:
        rival = _verdict(wanted, other.claim, claims, lexicon)
        if best.claim.figure.unit != other.claim.figure.unit:
            continue
        if rival != verdict and not other.claim.several_years and best.likeness - other.likeness < CLEAR:
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
    assert wanted.promise.figure is not None
    if wanted.promise.indicator_id == "cpi" and verdict != "unsure":
        return _outcome(
            "unsure",
            best.claim,
            Message(
                "物价目标可理解为上限，也可理解为预期值，须由人判断",
                "a target for prices is a ceiling to some and a point to others: a person decides",
            ),
            "figure.prices",
        )
    if "实事" in wanted.promise.indicator and not _equal_value(wanted, best.claim):
        why = Message(
            "民生实事的件数与承诺不同，级别可能不同", "another number of livelihood works, perhaps of another level"
        )
        return _outcome("unsure", best.claim, why, "figure.livelihood")
    reason = compared(wanted.promise, best.claim.figure, verdict, best.claim.several_years)
    return _outcome(verdict, best.claim, reason, "figure.compared")


def _outcome(verdict: Verdict, claim: Claim, reason: Message, rule: str) -> Outcome:
    return Outcome(verdict, claim.start, claim.end, claim, reason, rule, claim.figure.year)


def _verdict(wanted: Wanted, claim: Claim, claims: Claims, lexicon: Lexicon) -> Verdict:
    figure = wanted.promise.figure
    assert figure is not None
    if figure.kind == "multiple":
        return "unsure"
    return judge(figure, claim.figure, wanted.basis, figure.kind == "rank" or is_ceiling(wanted, claims, lexicon))


def not_comparable(wanted: Wanted, seen: list[Seen]) -> Outcome | None:
    """The same thing with a figure of another kind, or a near thing with a figure of the same unit."""
    for s in seen:
        if s.same and s.why is not None:
            return _outcome("not_comparable", s.claim, s.why, "figure.other-kind")
    figure = wanted.promise.figure
    assert figure is not None
    for s in seen:
        if s.why is not None and s.likeness >= NEAR and same_unit(figure.unit, s.claim.figure.unit):
            return _outcome("not_comparable", s.claim, s.why, "figure.other-scope")
    return None
