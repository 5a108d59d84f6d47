"""Charts as SVG, labelled where they say what they say."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from luoshi.corpus.site.layout import number

WIDTH = 720


def bars(rows: Sequence[tuple[str, Sequence[tuple[str, int]]]], words: dict[str, str]) -> str:
    """Each row one bar of shares: (label, ((class, count), …)); `words` names the classes."""
    parts, y = [], 0
    for label, counts in rows:
        total = sum(count for _, count in counts) or 1
        x = 110.0
        parts.append(f'<text x="104" y="{y + 14}" text-anchor="end">{escape(label)}</text>')
        for name, count in counts:
            width = (WIDTH - 170) * count / total
            if count:
                said = f"<title>{words[name]} {count}（{100 * count / total:.1f}%）</title>"
                place = f'x="{x:.1f}" y="{y}" width="{width:.1f}" height="18"'
                parts.append(f'<rect class="{name}" {place}>{said}</rect>')
            x += width
        parts.append(f'<text x="{WIDTH - 54}" y="{y + 14}">{total}</text>')
        y += 26
    return _svg(y, "".join(parts))


def _svg(height: int, inside: str) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">{inside}</svg>'


def strips(rows: Sequence[tuple[int, Sequence[float]]], unit: str) -> str:
    """Distributions by year: every place a tick, the middle half a box, the median a line. The outermost 2% are cut."""
    every = sorted(value for _, values in rows for value in values)
    if not every:
        return ""
    cut = len(every) // 50
    low, high = every[cut], every[-1 - cut]
    if low == high:
        low, high = low - 1, high + 1

    def at(value: float) -> float:
        return 60 + (WIDTH - 80) * min(max((value - low) / (high - low), 0), 1)

    parts, y = [], 10
    for year, values in rows:
        ordered = sorted(values)
        middle, first, third = (ordered[min(len(ordered) - 1, int(len(ordered) * q))] for q in (0.5, 0.25, 0.75))
        parts.append(f'<text x="0" y="{y + 13}">{year}</text>')
        parts.append(
            f'<rect class="box" x="{at(first):.1f}" y="{y}" width="{max(1, at(third) - at(first)):.1f}" height="18"/>'
        )
        marks = "".join(f"M{at(v):.1f},{y + 3}v12" for v in ordered)
        parts.append(f'<path class="tick" d="{marks}"/>')
        said = f"<title>{year}: {number(middle)}{escape(unit)}</title>"
        parts.append(f'<path class="mid" d="M{at(middle):.1f},{y - 2}v22">{said}</path>')
        y += 28
    scale = f'<text x="60" y="{y + 12}">{number(low)}{escape(unit)}</text>'
    scale += f'<text x="{WIDTH - 20}" y="{y + 12}" text-anchor="end">{number(high)}{escape(unit)}</text>'
    return _svg(y + 20, "".join(parts) + scale)
