"""Promises without a figure, and figures of which the review speaks without one: how far a thing is, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from luoshi.comparing.claims import Claims
from luoshi.comparing.clauses import Clause
from luoshi.comparing.likeness import Match, grams
from luoshi.comparing.measured import Outcome
from luoshi.comparing.promises import Wanted
from luoshi.comparing.values import Verdict
from luoshi.comparing.words import Words
from luoshi.values import Message

# How much of the promise's words a clause must hold to speak of the same thing, and how long a stretch of them whole.
COVER, RUN = 0.62, 4
SURE_COVER, SURE_RUN = 0.8, 5
LEAST_WEIGHT = 1.6
# A name that is there whole, however short; and so long a stretch that the rest may be put otherwise.
WHOLE, LONG_RUN = 0.97, 6
# How much of the promise's words, the general ones too, a clause must hold for a firm verdict.
RAW = 0.55

INCOMES = ("income-all", "income-urban", "income-rural")
HALF_POINT = Decimal("0.5")

_ORDER = ("act", "ongoing", "begun", "partial", "done")
# Words between a thing and its verb that leave it whole.
_WHOLE_OF = re.compile("项目|工程|建设|任务|工作|已|全部|全线|全面|正式|顺利|如期|提前|均|实现|基本|成功")


@dataclass(frozen=True, slots=True)
class Told:
    """A clause of the review that speaks of the promise."""

    clause: Clause
    match: Match
    stage: str | None


def stage_of(words: Words, text: str, promised: bool) -> str | None:
    """How far the text says a thing is; in a promise the end that it names, in a claim the furthest that it reached,
    unless its words take it back."""
    found = [words.stage[m.group()] for m in words.stage_pattern.finditer(text)]
    if not found:
        return None
    if promised:
        return max(found, key=_ORDER.index)
    if words.not_yet.search(text):
        found = [f for f in found if f not in ("done", "partial")] or ["ongoing"]
    if "partial" in found:
        return "partial"
    return max(found, key=_ORDER.index)


def told(wanted: Wanted, claims: Claims) -> list[Told]:
    """The clauses of the review that speak of the promise's thing, the likeliest first."""
    index = claims.index
    found: list[Told] = []
    for _, number in index.nearest(wanted.grams):
        clause = claims.clauses[number]
        if clause.role != "review":
            continue
        match = index.match(wanted.grams, index.sets[number])
        if match.cover >= 0.4 and match.run >= 3:
            found.append(Told(clause, match, stage_of(claims.words, _with_next(clause, claims), False)))
    return sorted(found, key=lambda t: (-round(t.match.cover, 2), -t.match.run, t.clause.several_years, t.clause.start))


def _with_next(clause: Clause, claims: Claims) -> str:
    """The clause, and where it has no word of a stage the next of its sentence."""
    if claims.words.stage_pattern.search(clause.text) or clause.number + 1 >= len(claims.clauses):
        return clause.text
    following = claims.clauses[clause.number + 1]
    verb = claims.words.stage_pattern.search(following.text)
    goes_on = following.sentence == clause.sentence and verb is not None and verb.start() <= 3
    return clause.text + following.text if goes_on else clause.text


def _speaks(t: Told) -> bool:
    m = t.match
    if m.cover >= WHOLE and m.run >= 3 and m.weight >= LEAST_WEIGHT * 0.8:
        return True
    if m.weight < LEAST_WEIGHT:
        return False
    return (m.cover >= COVER and m.run >= RUN) or (m.cover >= 0.5 and m.run >= LONG_RUN) or _much(m)


def _much(m: Match) -> bool:
    """So many rare words are shared that it can be no other thing, though the name is put otherwise."""
    return m.cover >= 0.55 and m.run >= 5 and m.weight >= 4.5


def without_figure(wanted: Wanted, found: list[Told], claims: Claims) -> Outcome | None:
    """A promised figure of which the review speaks without one."""
    for t in found:
        if not _speaks(t) or t.match.cover < 0.7 or wanted.promise.indicator[-2:] not in t.clause.text:
            continue
        if t.stage in ("ongoing", "begun"):
            why = Message("回顾说在推进，没有可对照的数", "said to be under way, without a figure")
            return _outcome("ongoing", t, why, "deed.figure-under-way")
        why = Message("回顾提到此事，没有可对照的数", "the review speaks of it without a figure to hold against it")
        return _outcome("stated_without_figure", t, why, "deed.without-figure")
    return None


def by_deed(wanted: Wanted, found: list[Told], claims: Claims) -> Outcome | None:
    """A named thing: how far it was to come, and how far it is said to have come."""
    for t in found:
        if not _speaks(t):
            continue
        promised = stage_of(claims.words, wanted.words, True) or "act"
        verdict = _stages(promised, t.stage)
        if verdict in ("met", "partly"):
            return _firm(wanted, t, verdict, promised, claims)
        return _outcome(verdict, t, _reason(promised, t.stage, verdict), "deed.stage")
    return None


def _firm(wanted: Wanted, t: Told, verdict: Verdict, promised: str, claims: Claims) -> Outcome:
    """A firm verdict where thing and deed are surely the promised ones; else what can be said."""
    words, text = claims.words, _with_next(t.clause, claims)
    if _part_of(words, wanted, t.clause.text):
        why = Message("说的是其中一部分", "speaks of a part of it")
        return _outcome("ongoing" if promised in ("ongoing", "act") else "unsure", t, why, "deed.a-part")
    if wanted.general and promised in ("act", "ongoing"):
        why = Message("承诺的只是方向，没有可对照的终点", "a direction was promised, with no end to hold it against")
        return _outcome("stated_without_figure", t, why, "deed.general")
    restated = len(wanted.words) >= SURE_RUN + 3 and wanted.words in t.clause.text
    kept = {m.group() for m in words.state.finditer(wanted.words)} & {m.group() for m in words.state.finditer(text)}
    if kept and t.match.cover >= SURE_COVER and t.match.run >= SURE_RUN:
        why = Message("回顾说承诺的状态保持住了", "the review says that the state promised was kept")
        return _outcome("met", t, why, "deed.state")
    if t.stage in (None, "act") and not restated:
        why = Message("回顾再次提到，没有说完成到哪一步", "named again, without saying how far it came")
        return _outcome("stated_without_figure", t, why, "deed.named-again")
    whole = claims.index.match(grams(wanted.promise.indicator, words), claims.index.sets[t.clause.number])
    sure = whole.cover >= RAW and (
        t.match.cover >= WHOLE or _much(t.match) or (t.match.cover >= SURE_COVER and t.match.run >= SURE_RUN)
    )
    counted = promised in ("ongoing", "act") and any(m.kind in ("level", "delta") for m in t.clause.measures)
    if restated or (sure and not counted and _kin(words, wanted.clause.text, text)):
        return _outcome(verdict, t, _reason(promised, t.stage, verdict), "deed.stage")
    why = Message(
        "回顾有相近的说法，不足以断定就是所承诺的事", "the review says something like it, not surely the deed promised"
    )
    return _outcome("unsure", t, why, "deed.like")


def _part_of(words: Words, wanted: Wanted, text: str) -> bool:
    """Whether the claim names a part of the thing: 科创城中试基地 is not the whole 科创城."""
    name = wanted.promise.indicator
    at = text.find(name)
    if at < 0:
        name = words.stage_pattern.sub("", name)
        at = text.find(name) if len(name) >= 3 else -1
    if at < 0:
        return False
    rest = text[at + len(name) :]
    verb = words.stage_pattern.search(rest)
    between = re.split(r"[、和及等与]", rest[: verb.start() if verb else len(rest)])[0]
    return verb is not None and len(_WHOLE_OF.sub("", between)) >= 2


def _kin(words: Words, promised: str, claimed: str) -> bool:
    """Whether the claim has a deed of the sort that the promise asks for: 投用 keeps 建设, 获评 does not."""
    asked = {group for m in words.deed.finditer(promised) for group in words.deeds[m.group()]}
    for m in words.deed.finditer(claimed):
        stage = words.stage.get(m.group())
        if stage in ("done", "partial", "begun") and (words.deeds[m.group()] & (asked | {"any"})):
            return True
    return any(m.group() in promised for m in words.stage_pattern.finditer(claimed) if words.stage[m.group()] == "done")


def _stages(promised: str, claimed: str | None) -> Verdict:
    """What a promise of one stage is when another is claimed."""
    if claimed is None:
        return "met" if promised == "act" else "stated_without_figure"
    if claimed == "done":
        return "met"
    if promised == "done":
        return "partly" if claimed == "partial" else "ongoing" if claimed in ("begun", "ongoing") else "met"
    if promised == "partial":
        return "met" if claimed == "partial" else "ongoing"
    if promised == "begun":
        return "met" if claimed in ("begun", "partial") else "ongoing"
    if claimed == "act":
        return "met" if promised == "act" else "ongoing"
    return "ongoing"


STAGE_NAMES = {
    "done": Message("完成", "done"),
    "partial": Message("部分完成", "done in part"),
    "begun": Message("开工或启动", "begun"),
    "ongoing": Message("推进", "under way"),
    "act": Message("实施", "carried out"),
}


def _reason(promised: str, claimed: str | None, verdict: Verdict) -> Message:
    ours, theirs = STAGE_NAMES[promised], STAGE_NAMES.get(claimed or "", Message("再次提到", "named again"))
    return Message(f"承诺“{ours.zh}”，回顾称“{theirs.zh}”", f"promised to be {ours.en}, said to be {theirs.en}")


def _outcome(verdict: Verdict, t: Told, why: Message, rule: str) -> Outcome:
    return Outcome(verdict, t.clause.start, t.clause.end, None, why, rule, t.clause.year)


def by_direction(wanted: Wanted, found: list[Told], claims: Claims) -> Outcome | None:
    """A direction (稳中有降, 持续改善): stated, without a figure to hold it against."""
    for t in found:
        if t.match.cover >= 0.5 and t.match.run >= 3 and claims.words.better.search(t.clause.text):
            why = Message("回顾说方向如所承诺，没有可对照的数", "the review states the direction, without a figure")
            return _outcome("stated_without_figure", t, why, "deed.direction")
    return None


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
        match = claims.index.match(wanted.grams, frozenset(grams(clause.text, claims.words)))
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
