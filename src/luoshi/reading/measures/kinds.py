"""What sort of figure it is, and its sign: level, change, delta, share, rank, duration or multiple."""

from __future__ import annotations

import re
from typing import TypeAlias

from luoshi.reading.measures.found import Found
from luoshi.reading.measures.words import (
    ACTS,
    BETTERED,
    DAYS,
    DOWN,
    FELL,
    GOVERN,
    GROWN,
    LESS,
    MORE,
    MOVED,
    SHARES,
    UP,
    Peeled,
    longest_first,
)
from luoshi.values import Kind

# (the kind, whether the figure is a decrease, the verb that told)
Sort: TypeAlias = tuple[Kind, bool, str]

_GROWTH = re.compile(longest_first(GROWN))
_SHARE = re.compile(longest_first(SHARES))
_ACT = re.compile(longest_first((*ACTS, *GOVERN, "就业")))
_MOVED = re.compile(longest_first(MOVED))
_FELL = re.compile(longest_first(FELL))
_LESS = re.compile(longest_first(LESS))
_GOVERNED = re.compile(rf"(?:{longest_first(GOVERN)})(?!值)")
_COMPARED = re.compile(r"(?:比|较)[^，。；]{1,14}(?P<way>多|少|高|低|快|慢)(?:了|出)?$")
_MOVES = tuple(sorted({*UP, *DOWN}, key=len, reverse=True))
# Counted things are not raised or improved by so many: in 改造提升3000个村道 the verb is one of doing.
_COUNTED = frozenset(("bare", "count", "households", "places", "people", "area", "length"))
_PROPORTIONS = frozenset(("percent", "tenth", "fraction"))
# 增加, 减少 are everyday verbs: they govern only what stands near behind them.
_NEAR = 14
_LEVEL: Sort = ("level", False, "")


def kind(figure: Found, head: str, peeled: Peeled, before: Found | None, chained: bool) -> Sort:
    """The sort of a figure. `before`: the one before it in the sentence; `chained`: this one goes on with its list."""
    dimension, rest = figure.dimension, peeled.rest
    if dimension == "rank":
        return "rank", False, ""
    up, down = rest.endswith(UP), rest.endswith(DOWN)
    verb = next((v for v in _MOVES if rest.endswith(v)), "") if up or down else ""
    if dimension in ("multiple", "growth"):
        return "multiple", False, verb
    if not verb and (compared := _COMPARED.search(rest)):
        points = dimension != "percent" or (figure.unit or "").endswith("分点")
        return "delta" if points else "change", compared["way"] in "少低慢", compared["way"]
    moved = (up or down) and not (peeled.reached and not rest.endswith(GROWN))
    if before is not None and chained and not moved and before.kind == "delta" and before.verb:
        return "delta", _fell(before), before.verb
    if figure.unit is not None and figure.unit.endswith("分点"):
        less = None if up or down else _LESS.search(head, max(0, len(head) - 12))
        return "delta", down or less is not None, less.group() if less else verb
    if dimension in _PROPORTIONS:
        if moved:
            return "change", down, verb
        return _proportion(figure, head, before, chained, peeled.reached)
    if dimension == "ratio":
        return "share", False, ""
    if figure.label or figure.unit in ("岁", "周岁"):
        return "level", False, _governed(figure, head, peeled, before)[2]
    if dimension == "time" and not moved:
        return _LEVEL if figure.unit == "天" and any(d in head for d in DAYS) else ("duration", False, "")
    done = dimension in _COUNTED and figure.unit != "位" and rest.endswith(BETTERED)
    if moved and rest.endswith(MORE) and not done:
        return "delta", down, verb
    return _governed(figure, head, peeled, before)


def _fell(before: Found) -> bool:
    return (before.low or before.high or 0) < 0


def _proportion(figure: Found, head: str, before: Found | None, chained: bool, reached: bool) -> Sort:
    """A proportion without a verb of change right before it: the nearest noun of growth or of a share tells."""
    listed = before is not None and before.dimension == figure.dimension and before.kind in ("change", "share")
    if before is not None and listed and chained:
        return before.kind, _fell(before), before.verb
    growth = share = -1
    for match in _GROWTH.finditer(head):
        growth = match.end()
    for match in _SHARE.finditer(head):
        share = match.end()
    if growth >= share and growth > 0:
        return "change", _FELL.search(head) is not None, head[growth - 2 : growth]
    if share >= 0:
        return "share", False, ""
    moves = _MOVED.findall(head)
    if moves and not (reached and moves[-1] in BETTERED):
        return "change", moves[-1] in DOWN, moves[-1]
    if before is not None and listed and before.kind == "change" and not reached:
        return "change", _fell(before), before.verb
    return "share", False, ""


def _governed(figure: Found, head: str, peeled: Peeled, before: Found | None) -> Sort:
    """新增 governs what it is set before, and the list under it, until another verb comes."""
    governing = list(_GOVERNED.finditer(head))
    if governing:
        word, reach = governing[-1].group(), head[governing[-1].end() :]
        if "，" in reach or (word[-2:] in ("增加", "减少", "压减") and len(reach) > _NEAR):
            return _LEVEL
        if any(_ACT.match(item) for item in reach.split("、")[1:]):
            return _LEVEL
        return "delta", word in DOWN, word
    if before is None or before.verb not in GOVERN or before.kind not in ("delta", "level"):
        return _LEVEL
    if before.dimension == "percent":
        return _LEVEL
    if ("，" in head and before.unit != figure.unit) or peeled.reached or "就业" in head or "总" in head:
        return _LEVEL
    return _LEVEL if _another(head) else ("delta", _fell(before), before.verb)


def _another(head: str) -> bool:
    """Whether the list under a verb has ended: an item opens with a verb, or a new clause holds one."""
    if "，" in head or "：" in head:
        return _ACT.search(head) is not None
    return _ACT.match(head.lstrip("、和及与以“再新")) is not None
