"""From plan to plan: what this year's plan raised, lowered, kept, dropped or added against last year's.

Only targets with a figure are set against each other: of deeds in words it cannot be told whether more is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from luoshi.comparing.amounts import amount
from luoshi.comparing.clauses import Clause, clauses_of
from luoshi.comparing.figures import as_decimal, bounds, falls, far, is_count, same_unit
from luoshi.comparing.likeness import Index, grams
from luoshi.comparing.promises import Finder, Wanted
from luoshi.comparing.reasons import written
from luoshi.comparing.scopes import apart
from luoshi.comparing.values import Figure, Promise
from luoshi.comparing.words import Words
from luoshi.comparing.words import load as load_words
from luoshi.lexicon import indicators
from luoshi.lexicon.indicators import accruals, normalise
from luoshi.values import Message, Report

Status = Literal["raised", "lowered", "kept", "reworded", "unclear", "dropped", "added"]
STATUSES: tuple[Status, ...] = ("lowered", "dropped", "raised", "added", "reworded", "unclear", "kept")
NAMES: dict[Status, Message] = {
    "raised": Message("提高", "raised"),
    "lowered": Message("降低", "lowered"),
    "kept": Message("不变", "kept"),
    "reworded": Message("数不变，用语变", "the same figure in other words"),
    "unclear": Message("不能比高低", "cannot be ranked"),
    "dropped": Message("不再提", "dropped"),
    "added": Message("新提出", "added"),
}
# Of two phrases, how much of the one must be in the other, and back.
SAME, BACK = 0.72, 0.55
# Two amounts of one name that lie further apart are most likely of two definitions.
TOO_FAR = 4


@dataclass(frozen=True, slots=True)
class Change:
    """A target of two plans, of the earlier one only (dropped) or of the later one only (added).

    `raised` and `lowered` speak of the figure; of a fall, of its size (能耗下降3% → 3.5% is raised). `difference`:
    later less earlier, in `unit`, where both are one number. `renamed`: the two call it by other names.
    """

    status: Status
    before: Promise | None
    after: Promise | None
    renamed: bool
    difference: Decimal | None
    unit: str | None
    reason: Message

    @property
    def indicator(self) -> str:
        promise = self.after or self.before
        assert promise is not None
        return promise.indicator


@dataclass(frozen=True, slots=True)
class Aim:
    """A target with its words' pairs of characters: of its name, and of its name with what stands around."""

    wanted: Wanted
    name: tuple[str, ...]
    around: frozenset[str]


def aims(report: Report, clauses: Sequence[Clause], words: Words) -> list[Aim]:
    """The targets of a plan that have a figure of its year, in text order."""
    year = str(report.identity.plan_year)
    found = []
    for wanted in Finder(report, clauses, words, accruals()).figures():
        figure = wanted.promise.figure
        if figure is not None and figure.year in (None, year) and wanted.promise.indicator:
            name = grams(wanted.promise.indicator, words)
            found.append(Aim(wanted, wanted.grams, frozenset(name) | frozenset(grams(wanted.words, words))))
    return found


def changes(earlier: Report, later: Report) -> tuple[Change, ...]:
    """The two plans' targets, in the later one's order, then what was dropped, in the earlier one's."""
    words = load_words()
    before, after = clauses_of(earlier), clauses_of(later)
    index = Index(words, before, [c for c in after if c.role == "plan"])
    old, new = aims(earlier, before, words), aims(later, after, words)
    pairs = matched(old, new, index, words)
    found = [
        _change(old[pairs[i]].wanted.promise, aim.wanted.promise) if i in pairs else _added(aim)
        for i, aim in enumerate(new)
    ]
    kept = set(pairs.values())
    return tuple(found + [_dropped(aim) for i, aim in enumerate(old) if i not in kept])


def matched(old: Sequence[Aim], new: Sequence[Aim], index: Index, words: Words) -> dict[int, int]:
    """Number in `new` → number in `old`, one to one, the likeliest first."""
    scored = []
    ours, theirs = [_Ready(aim, index) for aim in old], [_Ready(aim, index) for aim in new]
    for i, a in enumerate(ours):
        for j, b in enumerate(theirs):
            if a.may_be(b) and (score := _likeness(a, b, index, words)) > 0:
                scored.append((-score, abs(i * len(new) - j * len(old)), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in taken and j not in pairs:
            taken.add(i)
            pairs[j] = i
    return pairs


class _Ready:
    """A target with what every comparison with another asks for, made once."""

    def __init__(self, aim: Aim, index: Index) -> None:
        promise = aim.wanted.promise
        assert promise.figure is not None
        self.aim, self.figure, self.id = aim, promise.figure, promise.indicator_id
        self.words = promise.indicator, aim.wanted.words
        self.name, self.kind = normalise(promise.indicator), _class(promise.figure)
        self.phrase, self.letters = index.phrase(aim.name), frozenset(aim.name)
        # 项目, 道路: what is counted is told by the words around.
        self.bare = index.phrase(sorted(aim.around)) if len(aim.name) <= 1 else None

    def may_be(self, other: _Ready) -> bool:
        """Whether a closer look is worth it: the kind of figure, the indicator, or any of the words agree."""
        if self.kind != other.kind:
            return False
        if self.id is not None and other.id is not None:
            return self.id == other.id
        return not self.letters.isdisjoint(other.aim.around)


def _likeness(ours: _Ready, theirs: _Ready, index: Index, words: Words) -> float:
    """How sure it is that two targets are of one thing: 0 where they are not."""
    a, b = ours.figure, theirs.figure
    if not same_unit(a.unit, b.unit):
        return 0
    bases = {ours.aim.wanted.basis, theirs.aim.wanted.basis}
    if bases in ({"stock", "flow"}, {"stock", "net"}, {"total", "flow"}):
        return 0
    if a.kind != b.kind and not is_count(a.unit) and bases != {"flow"}:
        # An amount of money or land, and what is added to it, go by one name (新增 and 新建 are both of the year).
        return 0
    there = index.match(ours.phrase, theirs.aim.around).cover
    back = index.match(theirs.phrase, ours.aim.around).cover
    one_id = ours.id is not None and ours.id == theirs.id
    if not one_id and ours.bare is not None:
        there = back = index.match(ours.bare, theirs.aim.around).cover
    if not one_id and not (max(there, back) >= SAME and min(there, back) >= BACK):
        return 0
    one_name = ours.name == theirs.name
    split = apart(words, ours.words, theirs.words)
    if split is not None and (split.both or not one_name):
        return 0
    return (there + back) / 2 + one_id + one_name + (a.kind == b.kind) - (0.2 if split else 0)


def _class(figure: Figure) -> str:
    return "amount" if figure.kind in ("level", "delta") and figure.unit != "百分点" else figure.kind


def _change(before: Promise, after: Promise) -> Change:
    assert before.figure is not None and after.figure is not None
    ours, theirs = (set(grams(p.indicator, load_words())) for p in (before, after))
    renamed = not (ours <= theirs or theirs <= ours)
    old, new, strange = written(before.figure), written(after.figure), ""
    distant = before.figure.kind in ("level", "delta") and far(before.figure, after.figure, TOO_FAR)
    gap = None if distant else figure_gap(before.figure, after.figure)
    status: Status = "unclear" if gap is None else "raised" if gap > 0 else "lowered" if gap < 0 else "kept"
    if gap == 0 and (old != new or before.strength != after.strength):
        status = "reworded"
    if distant:
        strange = "，相差四倍以上，多半不是同一口径"
    named = f"（原称“{before.indicator}”）" if renamed else ""
    known = indicators.load().indicators.get(after.indicator_id or "")
    if gap and known is not None and known.direction == "down" and not falls(after.figure):
        strange = "（此项越低越好）"
    strength = ""
    if before.strength != after.strength:
        strength = f"，力度由“{before.strength or '无'}”改为“{after.strength or '无'}”"
    return Change(
        status,
        before,
        after,
        renamed,
        None if gap is None else as_decimal(gap),
        "个百分点" if after.figure.unit == "%" else after.figure.unit,
        Message(
            f"{old} → {new}：{NAMES[status].zh}{_by(gap, after.figure)}{strange}{strength}{named}",
            f"{before.figure.text} → {after.figure.text}: {NAMES[status].en}{' and renamed' if renamed else ''}",
        ),
    )


def _by(gap: Fraction | None, figure: Figure) -> str:
    exact = as_decimal(abs(gap)) if gap else None
    if exact is None:
        return ""
    return f"{amount(exact)}{'个百分点' if figure.unit == '%' else figure.unit or ''}"


def figure_gap(before: Figure, after: Figure) -> Fraction | None:
    """Later less earlier in the later one's unit; None where one is open on the side on which the other is not."""
    turned = falls(before) and falls(after)
    a, b = bounds(before, after.unit, turned), bounds(after, after.unit, turned)
    if a.low is not None and b.low is not None:
        low = b.low - a.low
        high = b.high - a.high if a.high is not None and b.high is not None else low
        # A range that grew at one end and shrank at the other is neither raised nor lowered.
        return low if low * high > 0 or low == high else None if low * high < 0 else low + high
    if a.high is not None and b.high is not None:
        return b.high - a.high
    return None


def _added(aim: Aim) -> Change:
    promise = aim.wanted.promise
    assert promise.figure is not None
    why = Message(f"新提出{written(promise.figure)}", f"added: {promise.figure.text}")
    return Change("added", None, promise, False, None, None, why)


def _dropped(aim: Aim) -> Change:
    promise = aim.wanted.promise
    assert promise.figure is not None
    why = Message(
        f"上年为{written(promise.figure)}，今年的安排里没有找到", f"{promise.figure.text} last year, not found now"
    )
    return Change("dropped", promise, None, False, None, None, why)


def counts(found: Iterable[Change]) -> dict[Status, int]:
    """How many of each, in the order of `STATUSES`."""
    listed = [change.status for change in found]
    return {status: listed.count(status) for status in STATUSES if status in listed}
