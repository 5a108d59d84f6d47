"""The state diagram of a scheme as SVG: stages down a line in the file's order, actions as arcs beside it.

What leads on arches to the right, what leads back to the left; what stays is a mark at its stage. Several actions
between the same two stages share an arc. No layout engine: the order of the file is the order of the work.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape

from luoshi.exchange.scheme.words import STAGE
from luoshi.schemes.values import FINAL, Scheme

STEP, TOP, WIDTH, HALF = 76, 40, 132, 17
# How far an arc over one stage reaches, and how much more over each further one.
REACH, MORE = 46, 30
LABEL = 13


def svg(scheme: Scheme) -> str:
    """A self-contained `<svg>` with a title; as wide as its widest arcs ask for."""
    place = {name: TOP + i * STEP for i, name in enumerate(scheme.stage)}
    arcs: dict[tuple[str, str], list[str]] = defaultdict(list)
    stays: dict[str, list[str]] = defaultdict(list)
    for action in scheme.transition.values():
        for source in action.from_:
            if action.to is None or action.to == source:
                stays[source].append(action.name)
            else:
                arcs[source, action.to].append(action.name)
    order = list(scheme.stage)
    lanes = {pair: abs(order.index(pair[1]) - order.index(pair[0])) for pair in arcs}
    left, right = _room(arcs, lanes, order, False), _room(arcs, lanes, order, True)
    middle = left + WIDTH // 2
    parts = [_arc(place, pair, names, lanes[pair], middle) for pair, names in arcs.items()]
    parts += [_stage(scheme, name, y, middle, stays[name]) for name, y in place.items()]
    height = TOP + len(order) * STEP - STEP // 2
    width = left + WIDTH + right
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img">'
    return f"{head}<title>{escape(scheme.name)}：阶段与动作 stages and actions</title>{''.join(parts)}</svg>"


def _room(arcs: dict[tuple[str, str], list[str]], lanes: dict[tuple[str, str], int], order: list[str], on: bool) -> int:
    """How wide one side must be for its arcs and their words."""
    wide = [
        _bulge(lanes[pair]) + LABEL * len("、".join(names)) + 16
        for pair, names in arcs.items()
        if (order.index(pair[1]) > order.index(pair[0])) is on
    ]
    return max(wide, default=24)


def _bulge(lane: int) -> int:
    return REACH + MORE * (lane - 1) if lane > 1 else 10


def _arc(place: dict[str, int], pair: tuple[str, str], names: list[str], lane: int, middle: int) -> str:
    start, end = place[pair[0]], place[pair[1]]
    words = escape("、".join(names))
    on = end > start
    if lane == 1 and on:
        x, y = middle, (start + end) / 2 + 4
        line = f'<path class="a" d="M{x},{start + HALF} L{x},{end - HALF - 6}" marker-end="url(#tip)"/>'
        return f'{line}<text class="w" x="{x + 8}" y="{y}">{words}</text>'
    side = 1 if on else -1
    edge = middle + side * WIDTH // 2
    out = edge + side * _bulge(lane) * 4 / 3
    line = (
        f'<path class="a{"" if on else " b"}" d="M{edge},{start + 5 * side} C{out},{start} {out},{end} '
        f'{edge + side * 6},{end - 5 * side}" marker-end="url(#tip)"/>'
    )
    x, anchor = edge + side * (_bulge(lane) + 5), "start" if on else "end"
    return f'{line}<text class="w" x="{x}" y="{(start + end) / 2 + 4}" text-anchor="{anchor}">{words}</text>'


def _stage(scheme: Scheme, name: str, y: int, middle: int, stays: list[str]) -> str:
    stage = scheme.stage[name]
    x, top = middle - WIDTH // 2, y - HALF
    double = f'<rect class="i" x="{x + 3}" y="{top + 3}" width="{WIDTH - 6}" height="{2 * HALF - 6}"/>'
    return (
        f'<g class="s {stage.kind}"><title>{escape(STAGE[stage.kind].zh)}</title>'
        f'<rect x="{x}" y="{top}" width="{WIDTH}" height="{2 * HALF}" rx="2"/>'
        f"{double if stage.kind in FINAL else ''}"
        f'<text x="{middle}" y="{y + 5}" text-anchor="middle">{escape(stage.name)}</text>'
        + (f"<desc>{escape('、'.join(stays))}</desc>" if stays else "")
        + "</g>"
    )
