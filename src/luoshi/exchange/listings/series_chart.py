"""The chart of a series: years across; targets hollow, claims filled and joined, measurements square.

Drawn as SVG with attributes only; every figure stands in the table below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from luoshi.comparing.figures import bounds
from luoshi.comparing.series import Point
from luoshi.exchange.page.rows import text

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 240, 20, 20, 40, 34
# What is drawn later lies above.
ORDER = ("target", "goal", "measured", "claimed")
LABEL = 'font-size="17" text-anchor="middle"'


def chart(points: Sequence[Point], goals: Sequence[Point]) -> str:
    """The drawing, or "" where fewer than two years have a figure in one unit."""
    unit = points[0].figure.unit if points else None
    known = [(p, v) for p in points if p.figure.unit == unit and (v := _value(p)) is not None]
    years = sorted({p.first for p, _ in known})
    if len(years) < 2:
        return ""
    values = [v for _, v in known]
    low, high = min(values), max(values)
    span = (high - low) or Fraction(1)
    step = Fraction(WIDTH - LEFT - RIGHT - 60, max(1, years[-1] - years[0]))

    def x(year: int) -> str:
        return f"{float(LEFT + 30 + step * (year - years[0])):.1f}"

    def y(value: Fraction) -> str:
        return f"{float(TOP + (high - value) / span * (HEIGHT - TOP - BOTTOM - 14)):.1f}"

    claims = [(p, v) for p, v in known if p.column == "claimed"]
    line = " ".join(f"{x(p.first)},{y(v)}" for p, v in claims)
    parts = [f'<polyline points="{line}" fill="none" stroke="#23211d" stroke-width="1.5"/>'] if len(claims) > 1 else []
    for p, v in sorted(known, key=lambda pair: ORDER.index(pair[0].column)):
        parts.append(_mark(p, x(p.first), y(v)))
    labelled = claims or known
    for i, (p, v) in enumerate(labelled):
        around = [w for _, w in labelled[max(0, i - 1) : i + 2]]
        below = 22 if len(around) > 1 and v < min(w for w in around if w != v or around.count(v) > 1) else -11
        parts.append(f'<text x="{x(p.first)}" y="{float(y(v)) + below:.1f}" {LABEL}>{text(p.figure.text)}</text>')
    for year in years:
        parts.append(f'<text x="{x(year)}" y="{HEIGHT - 6}" {LABEL} fill="#6a655b">{year}</text>')
    said = "，".join(f"{p.first}年{p.figure.text}" for p, _ in labelled)
    frame = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{text(said)}">'
    return (
        f'<figure class="series">{frame}{"".join(parts)}</svg>'
        "<figcaption><small>● 自述　○ 目标　■ 实测；纵轴不从零起</small></figcaption></figure>"
    )


def _mark(point: Point, x: str, y: str) -> str:
    if point.column == "measured":
        return f'<rect x="{float(x) - 4:.1f}" y="{float(y) - 4:.1f}" width="8" height="8" fill="#6a655b"/>'
    fill = "#23211d" if point.column == "claimed" else "#fdfcf8"
    radius = 4 if point.column == "claimed" else 5
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}" stroke="#23211d" stroke-width="1.5"/>'


def _value(point: Point) -> Fraction | None:
    known = bounds(point.figure, point.figure.unit, False)
    return known.low if known.low is not None else known.high
