"""Which figures of the review could be the result of a promised figure, and what keeps each from being it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.comparing.claims import Claim, Claims, Found
from luoshi.comparing.figures import equal, far, same_unit
from luoshi.comparing.likeness import Index
from luoshi.comparing.promises import Wanted
from luoshi.comparing.scopes import FINISHED, Split, apart, of_town_and_country
from luoshi.comparing.words import Words
from luoshi.values import Message

# How much of a phrase's weight must be in the other for the two to be one thing; less where the figure is the same.
SAME, SAME_BACK = 0.72, 0.55
SAME_FIGURE, SAME_FIGURE_BACK = 0.45, 0.35
# A count that falls short is held against the promise only where the names are this much one.
WHOLE, WHOLE_BACK = 0.97, 0.8
# Log-odds, in hundredths, from which the words are taken for the same thing, and below which they never are.
SURE_ODDS, LEAST_ODDS = 80, -50
# The same figure in the same unit says much by itself.
EQUAL_ODDS = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure of the review, looked at.

    `same`: it is of the promised thing. `odds`: in hundredths, that it is about the promise at all. `why`: what keeps
    it from being held against the promise, or None. `other`: it is of another indicator altogether, not of this one in
    another scope. `wider`: the claim counts more than was promised (企业 for 省级企业): only a shortfall is sure.
    `narrower`: it counts some of what was promised (省级企业 for 企业): only what is enough is sure. `whole`: each of
    the two names has all that tells of the other: less than was promised is then less of it.
    """

    claim: Claim
    same: bool
    odds: int
    why: Message | None
    other: bool = False
    wider: bool = False
    narrower: bool = False
    floor: bool = False
    whole: bool = False


def look(wanted: Wanted, found: Sequence[Found], claims: Claims) -> list[Seen]:
    """The figures of the review that could be the result, the likeliest first, and what keeps each from being it."""
    return [_look(wanted, f.claim, f, claims) for f in found if f.claim is not None]


def _look(wanted: Wanted, claim: Claim, found: Found, claims: Claims) -> Seen:
    index, promise, odds = claims.index, wanted.promise, found.odds
    back = index.match(claims.index.phrase(claim.grams), wanted.ours)
    ids = (promise.indicator_id, claim.measure.indicator_id)
    one_id = ids[0] is not None and ids[0] == ids[1]
    two_ids = None not in ids and not one_id
    alike_figure = equal(wanted.promise.figure, claim.figure)
    ends = not one_id and _ends(promise.indicator, claim.measure.indicator)
    wider = ends and _tells(promise.indicator[: -len(claim.measure.indicator)], claims.words)
    more = _counts_more(wanted, claim)
    alike = (found.match.cover >= SAME and back.cover >= SAME_BACK) or ends or odds >= SURE_ODDS
    alike = alike or (alike_figure and odds >= EQUAL_ODDS)
    alike = alike or (alike_figure and found.match.cover >= SAME_FIGURE and back.cover >= SAME_FIGURE_BACK)
    two_ids = two_ids and not of_town_and_country(promise.indicator, claim.measure.indicator)
    if two_ids and not alike_figure:
        return Seen(claim, False, odds, _other(promise.indicator, claim.measure.indicator), other=True)
    if inner := _inner(wanted, claim, claims.words):
        return Seen(claim, False, odds, inner)
    own = promise.figure.text if promise.figure else ""
    if counted := _sets(promise.indicator.replace(own, ""), claim.measure.indicator):
        return Seen(claim, False, odds, counted, other=True)
    split = apart(claims.words, (promise.indicator, wanted.words), (claim.measure.indicator, claim.words))
    if split and split.both:
        return Seen(claim, False, odds, split.why(), other=split.axis not in ("step", "level"))
    narrower = False
    is_count = promise.figure is not None and promise.figure.kind in ("level", "delta")
    if split and not alike_figure and not _told_as_done(split, claim, claims.words):
        narrower = is_count and alike and _narrows(split) and found.match.cover >= WHOLE and not _general(wanted, index)
        if not one_id and not wider and not narrower:
            return Seen(claim, False, odds, split.why())
        wider = wider or (is_count and bool(split.ours) and not split.theirs and split.axis != "step")
    if not one_id and (not alike or odds < LEAST_ODDS):
        return Seen(claim, False, odds, _other(promise.indicator, claim.measure.indicator))
    why = _kept_apart(wanted, claim)
    whole = one_id or (found.match.cover >= WHOLE and back.cover >= WHOLE_BACK and not _general(wanted, index))
    wider = (wider or (more and not narrower)) and not alike_figure
    return Seen(claim, True, odds, why, wider=wider, narrower=narrower, floor=_floor(wanted, claim, why), whole=whole)


def _general(wanted: Wanted, index: Index) -> bool:
    """Whether nothing in the name tells which things are meant: 重点项目, 企业."""
    return all(index.common(gram) for gram in wanted.grams)


_SETS = re.compile(
    r"[一二三四五六七八九十]+(?=大|个|项|类|家|条)|[0-9.]*[十百千万]*亿元?|[0-9.]+[百千]?万元|[百千]万元"
)


_SINCE_LAST = re.compile("同比|比上年|较上年|比去年|较去年")


def _sets(ours: str, theirs: str) -> Message | None:
    """Whether the two count over different sets: 五大产业集群 is not 六大产业集群, 亿元项目 not 5000万元项目."""
    a, b = _SETS.findall(ours), _SETS.findall(theirs)
    if a == b:
        return None
    return Message(f"所指的范围不同：“{ours}”与“{theirs}”", f"another set is meant: “{ours}” and “{theirs}”")


def _told_as_done(split: Split, claim: Claim, words: Words) -> bool:
    """Whether works promised to be finished are told without a step as a deed done: 建成美丽乡村9个, 创建9个."""
    if split.axis != "step" or split.ours != FINISHED or split.theirs:
        return False
    said = {words.stage[m.group()] for m in words.stage_pattern.finditer(claim.words)}
    return not said & {"ongoing", "begun", "partial"}


def _counts_more(wanted: Wanted, claim: Claim) -> bool:
    """Whether the claim counts several things where one was promised, or all that came where the balance was."""
    several = "、" in claim.measure.indicator and "、" not in wanted.promise.indicator
    return several or (wanted.basis == "net" and claim.basis not in ("net", "unknown"))


def _tells(words_before: str, words: Words) -> bool:
    """Whether the words before a name make it less: 货运 in 货运船舶改造, 省级; not 支持."""
    if any(classes[m] for pattern, classes in words.scope.values() for m in pattern.findall(words_before)):
        return True
    return bool(words.noise.sub("", words.common_pattern.sub("", words_before)))


def _narrows(split: Split) -> bool:
    """Whether the claim names a level, an owner or a branch where the promise names none: it counts some of them."""
    return split.axis in ("level", "owner", "branch", "people") and bool(split.theirs) and not split.ours


def _ends(longer: str, shorter: str) -> bool:
    """Whether the claim's indicator is the end of the promise's: 船舶改造 counts more than 货运船舶改造."""
    return len(shorter) >= 4 and len(longer) > len(shorter) and longer.endswith(shorter)


def _inner(wanted: Wanted, claim: Claim, words: Words) -> Message | None:
    """Whether one figure is of a zone within the place (经开区…) and the other is not."""
    ours = {m.group() for m in words.within.finditer(wanted.clause.text.split(wanted.words)[0] + wanted.words)}
    theirs = {m.group() for m in words.within.finditer(claim.clause.text.split(claim.words)[0] + claim.words)}
    indicators = wanted.promise.indicator + claim.measure.indicator
    for place in sorted(ours ^ theirs):
        if place not in indicators and place not in (claim.clause.text if place in ours else wanted.clause.text):
            return Message(f"只有一处说的是“{place}”", f"only one of the two speaks of “{place}”")
    return None


def _other(ours: str, theirs: str) -> Message:
    return Message(f"说的是“{theirs}”，不是“{ours}”", f"speaks of “{theirs}”, not of “{ours}”")


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
    if ours in counted and _other_classifier(figure.unit, claim.figure.unit) and far(figure, claim.figure, 2):
        return Message("量词不同，数的不是同一种东西", "other things are counted: the classifiers differ")
    summed = wanted.basis == "total" and ours in counted
    if claim.several_years and not summed and (ours == "change" or not _end_value(wanted, claim)):
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
    if ours == "level" and theirs == "delta" and wanted.basis != "flow" and _SINCE_LAST.search(claim.words):
        return _GROWN
    if claim.basis == "total" and wanted.basis not in ("total", "stock"):
        return Message("是多年累计，不是当年数", "a sum over years, not of the year")
    if ours == "change" and "年均" in claim.words and "年均" not in wanted.words:
        return Message("是几年平均的增幅，不是当年的", "a mean growth of several years, not of the year")
    if claim.part_of_year:
        return _PART
    years = (figure.year, claim.figure.year)
    if None not in years and "-" not in "".join(map(str, years)) and years[0] != years[1]:
        return Message(f"是{years[1]}年的数", f"a figure of {years[1]}")
    return None


def _end_value(wanted: Wanted, claim: Claim) -> bool:
    """Whether a figure among those of several years is what there was at their end: it says so, or a level was promised
    and nothing says that it was added up (产业规模1500亿元)."""
    return claim.basis == "stock" or (wanted.basis == "stock" and claim.basis == "unknown")


def _other_classifier(a: str | None, b: str | None) -> bool:
    """Whether the two classifiers count different things: 座 and 户; 个 stands for any of them (32所, 13个)."""
    return a != b and "个" not in (a, b)


def _floor(wanted: Wanted, claim: Claim, why: Message | None) -> bool:
    """Whether the figure is one of a part of the year of what only grows through it: 1—11月引进205个 of 200个."""
    figure = wanted.promise.figure
    counts = {"level", "delta"} >= {figure.kind if figure else "", claim.figure.kind}
    flows = "net" not in (wanted.basis, claim.basis) and {wanted.basis, claim.basis} & {"flow", "total"}
    return why == _PART and counts and bool(flows)


_GROWN = Message("承诺的是总量，此处是比上年增加的数", "promised a level, here what was added to the year before's")
_PART = Message("是年内一段时间的数，不是全年数", "a figure of a part of the year, not of the whole year")
_KINDS = {
    "level": Message("总量", "a level"),
    "change": Message("增幅", "a growth rate"),
    "delta": Message("增量", "an increment"),
    "share": Message("比率", "a share or rate"),
    "rank": Message("位次", "a rank"),
    "duration": Message("时长", "a duration"),
    "multiple": Message("倍数", "a multiple"),
}
