"""Whether a figure is what was added in the year, a balance, what there is at its end, or a sum over years."""

from __future__ import annotations

import re

from luoshi.comparing.clauses import Clause
from luoshi.comparing.figures import Basis
from luoshi.comparing.words import Words
from luoshi.values import Measure


def segment(clause: Clause, measure: Measure) -> str:
    """The words of the clause from the last 、 before the figure to the next behind it: its verb and its object."""
    text = clause.text
    figure = "".join(measure.quote.text.split())
    at = text.find(figure)
    if at < 0:
        return text
    begin = max(text.rfind("、", 0, at), text.rfind("及", 0, at), text.rfind("和", 0, at)) + 1
    end = text.find("、", at + len(figure))
    return text[begin : end if end > 0 else len(text)]


def basis_of(words: Words, clause: Clause, measure: Measure, accrual: str | None) -> Basis:
    """Whether the figure is what was added in the year, a balance, or what there is at its end."""
    if measure.kind in ("change", "share", "rank", "multiple"):
        return "stock"
    part = segment(clause, measure)
    if words.net.search(part):
        return "net"
    if _summed(words, clause, measure):
        return "total"
    if measure.kind == "delta":
        return "flow"
    figure = part.find("".join(measure.quote.text.split()))
    before = part[: figure if figure >= 0 else len(part)]
    stock = [m.end() for m in words.stock.finditer(before)]
    flow = [m.end() for m in words.flow.finditer(part)]
    if accrual == "年终核定":
        return "flow" if words.fresh.search(part) else "unknown"
    if accrual == "累计" or measure.indicator.startswith(("新增", "新建")):
        return "flow"
    if stock or (_grown(clause, measure) and not flow and not words.fresh.search(part)):
        return "stock"
    return "flow" if flow or words.flow.match(clause.text) or words.fresh.search(part) else "unknown"


# 科技型中小企业466家、增长84%: a count with its growth, and no deed, is what there is.
_GROWTH = re.compile("[、，（(]?(?:同比|比上年|较上年)?(?:增长|增加了?)[0-9]")


def _grown(clause: Clause, measure: Measure) -> bool:
    figure = "".join(measure.quote.text.split())
    at = clause.text.find(figure)
    return measure.kind == "level" and at >= 0 and _GROWTH.match(clause.text, at + len(figure)) is not None


def _summed(words: Words, clause: Clause, measure: Measure) -> bool:
    """Whether a word of a sum over more than the year stands before the figure: behind it, it belongs to the next."""
    at = clause.text.find("".join(measure.quote.text.split()))
    return words.total.search(clause.text[: at if at >= 0 else None]) is not None
