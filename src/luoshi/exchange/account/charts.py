"""The page's two charts, drawn here as SVG: how the promises came out, and how far each figure was from its promise.

Every bar stands beside the figures that it is drawn from. Widths are attributes, no styles: the page allows none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from luoshi.comparing.reasons import NAMES, written
from luoshi.comparing.values import Link, Verdict
from luoshi.exchange.account.lights import MEANING, NEEDS
from luoshi.exchange.account.rows import Row
from luoshi.exchange.page.rows import text

# How each verdict's part of the bar is filled: what needs somebody in the accent, what was kept in ink, the rest pale.
_FILL: dict[Verdict, str] = {
    "missed": "f-red",
    "partly": "f-red2",
    "not_mentioned": "f-none",
    "unsure": "f-ask",
    "not_comparable": "f-pale",
    "stated_without_figure": "f-pale",
    "ongoing": "f-mid",
    "met": "f-ink",
    "exceeded": "f-ink2",
}
PATTERNS = (
    '<defs><pattern id="p-red" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" class="f-paper"/><rect width="2.5" height="5" class="f-red"/></pattern>'
    '<pattern id="p-ask" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="f-paper"/>'
    '<circle cx="3" cy="3" r="1.2" class="f-red"/></pattern></defs>'
)
# A claim of twice the promise or more reaches the edge.
FARTHEST = 200


def shares(rows: Sequence[Row]) -> str:
    """One bar: the verdicts by their number, in the order of the page."""
    counts = Counter(row.link.verdict for row in rows)
    total = sum(counts.values())
    at = Fraction(0)
    parts = []
    for verdict in MEANING:
        width = Fraction(counts[verdict] * 1000, total or 1)
        if width:
            parts.append(
                f'<rect x="{float(at):.2f}" y="1" width="{float(width):.2f}" height="22" class="{_FILL[verdict]}">'
                f"<title>{NAMES[verdict].zh} {counts[verdict]}</title></rect>"
            )
        at += width
    said = "，".join(f"{NAMES[v].zh}{counts[v]}项" for v in MEANING if counts[v])
    return (
        f'<svg class="bar" viewBox="0 0 1000 24" preserveAspectRatio="none" role="img" aria-label="{said}">'
        f"{''.join(parts)}</svg>"
    )


def percent(link: Link) -> Fraction | None:
    """The claim in percent of the promise, both in one unit; None where there is no such figure, or the promise is 0.

    A range stands for its lower end.
    """
    if link.side_by_side is None:
        return None
    promised, claimed = (
        low if low is not None else high for low, high in (link.side_by_side.promised, link.side_by_side.claimed)
    )
    if not promised or claimed is None:
        return None
    return Fraction(claimed) / Fraction(promised) * 100


def distances(rows: Sequence[Row]) -> str:
    """A line a promise: how far its claim reaches, the promise being the rule in the middle. The shortest first."""
    known = [(row, p) for row in rows if (p := percent(row.link)) is not None]
    known.sort(key=lambda pair: (pair[1], pair[0].link.promise.quote.start))
    return "".join(_distance(row, p) for row, p in known)


def _distance(row: Row, reached: Fraction) -> str:
    link = row.link
    assert link.promise.figure is not None and link.result is not None and link.result.figure is not None
    to = max(Fraction(0), min(reached, Fraction(FARTHEST)))
    start, width = min(to, Fraction(100)), abs(to - 100)
    css = "f-red" if link.verdict in NEEDS else "f-ink"
    bar = (
        f'<svg viewBox="0 0 {FARTHEST} 12" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect x="{float(start):.2f}" y="3" width="{float(max(width, Fraction(1, 2))):.2f}" height="6" class="{css}"/>'
        '<rect x="99.6" y="0" width="0.8" height="12" class="f-ink"/></svg>'
    )
    return (
        f'<li><a href="#{text(link.id)}">{text(link.promise.indicator)}</a>{bar}'
        f"<span>{text(written(link.promise.figure))} → {text(written(link.result.figure))}</span></li>"
    )
