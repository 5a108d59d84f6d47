"""The lines of a page in reading order: which columns it has, and which is read after which.

A region is cut where a gutter runs through all of it, and its columns are read from left to right. Where something
crosses every gutter (a heading over several columns, an article set in other columns), it is cut from side to side
at the widest gap first. A gap above a headline comes before any gutter: there another article begins.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from luoshi.sources.layout.page import Run, around, ink_right

# In ems of the running text: the narrowest gutter; the least gap above a headline that parts articles.
GUTTER = 0.55
APART = 1.1
HEADLINE, LARGE = 1.4, 1.7
# So many lines above and below a headline tell the columns around it.
NEAR = 40
# Columns under one headline begin level with one another, but for a line of the author's name.
LEVEL = 3.0
DEEPEST = 60
# Of the gaps from side to side, so many of the widest are tried.
MOST_CUTS = 24

Column = list[Run]


def columns(lines: Sequence[Run], em: float) -> list[Column]:
    """The columns in reading order, each with its lines from top to bottom. `em`: size of the running text."""
    return _cut(list(lines), em, 0) if lines else []


def _cut(lines: list[Run], em: float, depth: int) -> list[Column]:
    if len(lines) < 2 or depth > DEEPEST:
        return [_down(lines)]
    for parts in (_articles, _side_by_side, _stacked, _around_floats):
        found = parts(lines, em)
        if len(found) > 1:
            return [column for part in found for column in _cut(part, em, depth + 1)]
    return [_down(lines)]


def _down(lines: list[Run]) -> Column:
    return sorted(lines, key=lambda r: (round(r.box[3] * 2 / max(r.size, 1)), r.box[0]))


def _gaps(lines: list[Run], low: Callable[[Run], float], high: Callable[[Run], float]) -> list[tuple[float, int]]:
    """(width of a gap, how many lines end before it), by the lines in the order of `low`. Sorts `lines`."""
    lines.sort(key=low)
    found: list[tuple[float, int]] = []
    reach = high(lines[0])
    for i, run in enumerate(lines):
        start = low(run)
        if i and start > reach:
            found.append((start - reach, i))
        reach = max(reach, high(run))
    return found


def _left(run: Run) -> float:
    return run.box[0]


def _top(run: Run) -> float:
    return run.box[1]


def _bottom(run: Run) -> float:
    return run.box[3]


def _articles(lines: list[Run], em: float) -> list[list[Run]]:
    """Cut above each headline that has nothing beside it, and a gap above; below one that is the first of all."""
    gaps = _gaps(lines, _top, _bottom)
    heads = [i for _, i in [(0.0, 0), *gaps] if lines[i].size >= HEADLINE * em and _spans(lines, i, em)]
    wide = {i for gap, i in gaps if gap >= APART * em}
    at = [i for i in heads if i in wide]
    if heads and heads[0] == 0:
        below = next((i for _, i in gaps if lines[i].size < HEADLINE * em), 0)
        if all(r.size >= HEADLINE * em for r in lines[:below]):
            at.append(below)
    cuts = sorted({i for i in at if i})
    return [lines[a:b] for a, b in zip([0, *cuts], [*cuts, len(lines)], strict=True)]


def _spans(lines: list[Run], i: int, em: float) -> bool:
    """Whether the headline lines[i] has nothing beside it, and stands over more than one column of what follows.

    Display type inside one column may be a pull-quote beside a picture: only a large headline begins an article there.
    """
    head = lines[i]
    behind = [r for r in lines[i + 1 : i + NEAR] if r.size * 1.2 <= head.size]
    if any(r is not head and _level(r, head) for r in lines[max(0, i - NEAR) : i + NEAR]):
        return False
    above = [r for r in lines[max(0, i - NEAR) : i] if r.size * 1.2 <= head.size]
    bars = [(x - gap, x) for part in (behind, above) if part for gap, x in _gutters(part, em)]
    return not bars or head.size >= LARGE * em or any(a < head.box[2] and b > head.box[0] for a, b in bars)


def _level(run: Run, head: Run) -> bool:
    """Whether a line stands beside a headline, on its height."""
    shared = min(run.box[3], head.box[3]) - max(run.box[1], head.box[1])
    return shared > 0.3 * min(run.size, head.size)


def _gutters(lines: list[Run], em: float) -> list[tuple[float, float]]:
    """(width, right edge) of each gutter."""
    found = _gaps(lines, _left, ink_right)
    return [(gap, lines[i].box[0]) for gap, i in found if gap >= GUTTER * em]


def _side_by_side(lines: list[Run], em: float) -> list[list[Run]]:
    """Cut at every gutter that runs through the whole region; a table is not cut."""
    gaps = [i for gap, i in _gaps(lines, _left, ink_right) if gap >= GUTTER * em]
    if not gaps:
        return [lines]
    parts = [lines[a:b] for a, b in zip([0, *gaps], [*gaps, len(lines)], strict=True)]
    return [lines] if _is_table(parts, em) else _under_headlines(parts, em)


def _under_headlines(parts: list[list[Run]], em: float) -> list[list[Run]]:
    """The columns, those under one large headline as one part: it may be no wider than one of them.

    The largest headlines take their columns first; a smaller one leaves them to it.
    """
    owner: list[Run | None] = [None] * len(parts)
    heads = [(k, r) for k, part in enumerate(parts) for r in part if r.size >= LARGE * em]
    for k, head in sorted(heads, key=lambda h: -h[1].size):
        start = _below(head, parts[k])
        for step in (-1, 1):
            j = k + step
            while 0 <= j < len(parts) and owner[j] is None and abs(_below(head, parts[j]) - start) <= LEVEL * em:
                owner[j] = owner[k] = owner[k] or head
                j += step
    groups = [list(parts[0])]
    for k in range(1, len(parts)):
        together = owner[k] is not None and owner[k] is owner[k - 1]
        groups[-1:] = [groups[-1] + parts[k]] if together else [groups[-1], list(parts[k])]
    return groups


def _below(head: Run, part: list[Run]) -> float:
    """Where a column's text begins below a headline; nowhere if something stands beside the headline."""
    others = [r for r in part if r is not head]
    if any(_level(r, head) for r in others):
        return -math.inf
    return min((r.box[1] for r in others if r.box[1] >= head.box[3]), default=math.inf)


def _is_table(parts: list[list[Run]], em: float) -> bool:
    """Whether these are cells: lines that are short of their column, on the same heights as their neighbours."""
    if any(len(part) < 2 for part in parts):
        return False
    for part in parts:
        left, _, right, _ = around([r.box for r in part])
        full = sum(r.box[2] > right - 1.5 * em and r.box[2] - r.box[0] > 6 * em for r in part)
        if right - left > 14 * em or full * 3 > len(part) * 2:
            return False
    first = [r.box[3] for r in parts[0]]
    return all(sum(any(abs(r.box[3] - y) < 0.4 * em for y in first) for r in p) * 3 >= len(p) * 2 for p in parts[1:])


def _stacked(lines: list[Run], em: float) -> list[list[Run]]:
    """Cut from side to side, where that gives the most lines a gutter: just above or below what bars it."""
    gaps = sorted(_gaps(lines, _top, _bottom), reverse=True)[:MOST_CUTS]
    best, most = 0, 0
    for _, i in gaps:
        for part in (lines[:i], lines[i:]):
            if len(part) > most and _has_gutter(part, em):
                best, most = i, len(part)
    return [lines[:best], lines[best:]] if best else [lines]


def _has_gutter(lines: list[Run], em: float) -> bool:
    return bool(_gutters(list(lines), em))


def _around_floats(lines: list[Run], em: float) -> list[list[Run]]:
    """Where single lines of other sizes bar the gutters: the columns without them, then they by themselves."""
    body = [r for r in lines if 0.9 * em <= r.size <= 1.12 * em]
    if len(body) < 4 or len(body) == len(lines) or len(body) * 2 < len(lines) or not _has_gutter(body, em):
        return [lines]
    kept = {id(r) for r in body}
    return [body, [r for r in lines if id(r) not in kept]]
