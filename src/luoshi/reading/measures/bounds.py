"""What the words of comparison around a figure say: its relation, and from that low and high of the signed value."""

from __future__ import annotations

from decimal import Decimal

from luoshi.reading.measures.contexts import TOWARDS
from luoshi.reading.measures.found import Found
from luoshi.reading.measures.words import Peeled, behind
from luoshi.values import Relation

_FLIP: dict[Relation, Relation] = {"ge": "le", "le": "ge", "gt": "lt", "lt": "gt"}
# How far back 至少 reaches over the list that it governs.
_REACH = 120


def relation(text: str, figure: Found, peeled: Peeled, tail: str) -> tuple[Relation, str]:
    """(the relation, the word that says it): behind the figure before in front of it, then what governs its list."""
    if figure.top is not None:
        return "range", "—"
    if figure.front:
        return "le", "前" if figure.front > 0 else "后"
    said, word = behind(tail)
    if said is not None:
        return said, word
    if peeled.relation is not None:
        return peeled.relation, peeled.word
    if figure.fuzzy:
        return "gt", "多/余"
    if "至少" in text[max(figure.clause, figure.start - _REACH) : figure.start]:
        return "ge", "至少"
    if text.endswith("向", 0, figure.start) and TOWARDS.match(tail):
        return "approx", "向"
    return "eq", ""


def bound(figure: Found, said: Relation, lower: bool) -> None:
    """Set low and high. A decrease is negative, and its comparator turns round: 下降2%以上 is at most -2."""
    value, top = figure.value, figure.top
    if lower and value > 0:
        if top is not None:
            figure.low, figure.high, figure.relation = -top, -value, "range"
            return
        value = -value
        said = _FLIP.get(said, said)
    low: Decimal | None = value
    high: Decimal | None = value if top is None else top
    if said in ("ge", "gt"):
        high = None
    elif said in ("le", "lt"):
        low = None
    figure.low, figure.high, figure.relation = low, high, said


def share(group: list[Found]) -> None:
    """Behind 分别 a comparator of the first or the last holds for each that has none of its own."""
    if len(group) < 2 or not group[0].distributed:
        return
    for source in (group[0], group[-1]):
        if source.relation in ("eq", "range"):
            continue
        for figure in group:
            if figure.relation == "eq":
                figure.relation = source.relation
                if source.relation in ("ge", "gt"):
                    figure.high = None
                elif source.relation in ("le", "lt"):
                    figure.low = None
        return
