"""Promises without a figure, and figures of which the review speaks without one: how far a thing is, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.comparing.claims import Claims
from luoshi.comparing.clauses import Clause
from luoshi.comparing.likeness import Match
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

_ORDER = ("act", "ongoing", "begun", "partial", "done")
_NAMED = re.compile(r"[“《]([^”》]{2,20})[”》]")


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
    return clause.text + following.text if following.sentence == clause.sentence else clause.text


def _speaks(t: Told) -> bool:
    m = t.match
    if m.cover >= WHOLE and m.run >= 3 and m.weight >= LEAST_WEIGHT / 2:
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
        if not _speaks(t) or t.match.cover < 0.7:
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
        sure = t.match.cover >= WHOLE or _much(t.match) or (t.match.cover >= SURE_COVER and t.match.run >= SURE_RUN)
        if verdict in ("met", "partly") and not sure:
            why = Message(
                "回顾有相近的说法，不足以断定是同一件事", "the review says something like it, not surely the same"
            )
            return _outcome("unsure", t, why, "deed.like")
        return _outcome(verdict, t, _reason(promised, t.stage, verdict), "deed.stage")
    return None


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


def by_umbrella(wanted: Wanted, claims: Claims) -> Outcome | None:
    """An item of the year's list of livelihood works, of which only the whole list is said to be done."""
    if not wanted.umbrella or not claims.umbrella:
        return None
    clause = claims.umbrella[0]
    why = Message("只有民生实事全部办结的总说法", "only the claim that the whole list of livelihood works was done")
    return Outcome("stated_without_figure", clause.start, clause.end, None, why, "deed.umbrella", clause.year)
