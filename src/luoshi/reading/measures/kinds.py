"""What sort of figure it is, and its sign: level, change, delta, share, rank, duration or multiple."""

from __future__ import annotations

import re

from luoshi.reading.measures.found import Found
from luoshi.reading.measures.words import ACTS, DOWN, GOVERN, GROWN, MORE, SHARES, UP, Peeled
from luoshi.values import Kind

_GROWTH = re.compile("|".join(sorted(GROWN, key=len, reverse=True)))
_SHARE = re.compile("|".join(SHARES))
_ACT = re.compile("|".join(sorted((*ACTS, *GOVERN, "就业"), key=len, reverse=True)))
_MOVES = tuple(sorted({*UP, *DOWN}, key=len, reverse=True))
_COUNTED = frozenset(("bare", "count", "households", "places", "people", "area", "length"))
_BETTERED = ("提升", "提高", "改善", "扩大", "提质", "提档")
_COMPARED = re.compile(r"(?:比|较)[^，。；]{1,14}(?P<way>多|少|高|低|快|慢)(?:了|出)?$")
_MOVED = re.compile(r"压减|减少|压缩|削减|缩减|精简|降低|下降|缩短|提高|提升|增加|上涨|下调|上调|减轻(?=[^，]{0,10}$)")
_DAYS = ("天气", "天数", "优良", "良好天", "蓝天", "达标天", "好天", "蓝天数")
_GOVERNED = re.compile(rf"(?:{'|'.join(sorted(GOVERN, key=len, reverse=True))})(?!值)")


def kind(figure: Found, head: str, peeled: Peeled, before: Found | None, chained: bool) -> tuple[Kind, bool, str]:
    """(kind, whether it is a decrease, the verb that told).

    `before`: the figure before it in the sentence; `chained`: this one goes on with its list.
    """
    dimension = figure.dimension
    rest = peeled.rest
    up = rest.endswith(UP)
    down = rest.endswith(DOWN)
    verb = _verb(rest) if up or down else ""
    if not up and not down and (compared := _COMPARED.search(rest)):
        up, down = compared["way"] in "多高快", compared["way"] in "少低慢"
        verb = compared["way"]
        if dimension not in ("percent", "rank", "multiple", "growth"):
            return "delta", down, verb
    moved = (up or down) and not (peeled.reached and not rest.endswith(GROWN))
    if dimension == "rank":
        return "rank", False, ""
    if dimension in ("multiple", "growth"):
        return "multiple", False, verb
    if figure.unit and figure.unit.endswith("分点"):
        if not moved and chained and before is not None and before.kind == "delta":
            return "delta", before.low is not None and before.low < 0, before.verb
        lower = (
            down
            or "低于" in head[-12:]
            or "降低" in head[-10:]
            or "下降" in head[-10:]
            or "收窄" in head[-8:]
            or "回落" in head[-8:]
        )
        return "delta", lower, verb
    if chained and before is not None and before.kind == "delta" and not moved and before.verb:
        return "delta", (before.low or before.high or 0) < 0, before.verb
    if dimension in ("percent", "tenth", "fraction"):
        return _proportion(figure, head, moved, down, verb, before, chained, peeled.reached)
    if dimension == "ratio":
        return "share", False, ""
    if figure.label or figure.unit in ("岁", "周岁"):
        return "level", False, ""
    if dimension == "time" and not moved:
        if figure.unit == "天" and any(d in head for d in _DAYS):
            return "level", False, ""
        return "duration", False, ""
    if (
        moved
        and rest.endswith(MORE)
        and not (dimension in _COUNTED and figure.unit != "位" and rest.endswith(_BETTERED))
    ):
        return "delta", down, verb
    return _absolute(figure, head, peeled, before, chained)


def _verb(rest: str) -> str:
    return next((v for v in _MOVES if rest.endswith(v)), "")


def _proportion(
    figure: Found, head: str, moved: bool, down: bool, verb: str, before: Found | None, chained: bool, reached: bool
) -> tuple[Kind, bool, str]:
    if moved:
        return "change", down, verb
    if chained and before is not None and before.kind in ("change", "share") and before.dimension == figure.dimension:
        return before.kind, before.value > 0 and ((before.low or before.high or 0) < 0), before.verb
    growth = share = -1
    for match in _GROWTH.finditer(head):
        growth = match.end()
    for match in _SHARE.finditer(head):
        share = match.end()
    if growth > share or (growth == share and growth > 0):
        fell = (
            "下降率" in head
            or "降低率" in head
            or "降幅" in head[growth - 2 :]
            or "跌幅" in head[growth - 2 :]
            or "负增长" in head
        )
        return "change", fell, head[growth - 2 : growth]
    if share < 0:
        moves = list(_MOVED.finditer(head))
        if moves and not (reached and moves[-1].group() in ("提高", "提升")):
            return "change", moves[-1].group() in DOWN, moves[-1].group()
        if before is not None and before.kind == "change" and before.dimension == figure.dimension and not reached:
            return "change", (before.low or before.high or 0) < 0, before.verb
    return "share", False, ""


def _absolute(figure: Found, head: str, peeled: Peeled, before: Found | None, chained: bool) -> tuple[Kind, bool, str]:
    """新增 governs what it is set before, and the list under it, until another verb comes."""
    governed = None
    for governed in _GOVERNED.finditer(head):
        pass
    if governed is not None:
        reach = head[governed.end() :]
        word = governed.group()
        comma = reach.rfind("，")
        if word[-2:] in ("增加", "减少", "压减") and (comma >= 0 or len(reach) > 14):
            return "level", False, ""
        if comma < 0 and not any(_ACT.match(item) for item in reach.split("、")[1:]):
            return "delta", word in ("减少", "压减", "压采"), word
        return "level", False, ""
    if before is not None and before.kind == "delta" and before.verb in GOVERN and before.dimension != "percent":
        listed = "，" not in head or before.unit == figure.unit
        if listed and "就业" not in head and not _another(head) and not peeled.reached and "总" not in head:
            return "delta", (before.low or before.high or 0) < 0, before.verb
    return "level", False, ""


def _another(head: str) -> bool:
    """Whether the list under a verb has ended: an item opens with a verb, or a new clause holds one."""
    if "，" in head or "：" in head:
        return _acted(head)
    return _ACT.match(head.lstrip("、和及与以“再新")) is not None


def _acted(words: str) -> bool:
    """Whether another verb of doing stands in `words`."""
    match = _ACT.search(words)
    return match is not None and match.group() != "就业"
