"""Whether a figure is what was added in the year, a balance, what there is at its end, or a sum over years."""

from __future__ import annotations

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
    if stock:
        return "stock"
    return "flow" if flow or words.flow.match(clause.text) or words.fresh.search(part) else "unknown"


def _summed(words: Words, clause: Clause, measure: Measure) -> bool:
    """Whether a word of a sum over more than the year stands before the figure: behind it, it belongs to the next."""
    at = clause.text.find("".join(measure.quote.text.split()))
    return words.total.search(clause.text[: at if at >= 0 else None]) is not None
