"""The most probable roles of a report's units, one after the other: language, headings and order weighed together.

A hidden Markov model in all but name. Each unit has its language (`cues`); going from one role to another costs
more the less the layout gives cause for it, and less where a heading or the first words announce the new role. So
a heading rules the paragraphs below it even where one of them speaks otherwise, but a heading that was displaced loses
against the language of a whole part.
"""

from __future__ import annotations

from functools import cache

from luoshi.reading.roles.cues import ROLES
from luoshi.reading.roles.units import PARAGRAPH, SECTION, TURN, UNDER_HEAD, Unit

STATES = ROLES[:4]
REVIEW, PLAN, OUTLOOK, ISSUES = range(4)

# What a change of role costs at each kind of join, in nats, where nothing announces it; where it is announced.
CHANGE = {TURN: 10.0, PARAGRAPH: 8.0, UNDER_HEAD: 6.0, SECTION: 7.0}
ANNOUNCED = {TURN: 2.5, PARAGRAPH: 1.5, UNDER_HEAD: 1.0, SECTION: 0.0}
# What it costs more to leave the role that the heading above announced, where nothing announces another; and what it
# costs to go back, from a paragraph that looked elsewhere, or on to the heading's second role.
FROM_HOME, BACK_HOME, NEXT_HOME = 4.0, 2.5, 5.0
# What it costs to be in another role than the one announced: by a heading, by first words, by an admission.
UNHEARD_HEADING, UNHEARD_WORDS, UNHEARD_ADMISSION = 7.0, 3.0, 6.0
# The order of a report's parts: what a step costs more, by the role that it leaves and the role that it enters.
AGAINST = (
    # to: review, plan, outlook, issues
    (0.0, 0.0, 1.0, 0.0),  # from review
    (8.0, 0.0, 8.0, 3.0),  # from plan
    (16.0, 8.0, 0.0, 2.0),  # from outlook
    (0.0, 1.0, 1.0, 0.0),  # from issues
)
# A heading that announces two roles announces them in order: “十四五”时期主要目标和2021年重点工作.
LATER = 3.0
# The language of one unit says no more than this, whatever its length: words within it are not independent.
TEMPER, MOST = 0.55, 7.0
# A plan for a year and one for five years are written alike: which it is, headings and first words tell. But a report
# always plans its year: where they tell of no such plan (its heading was lost or displaced), the language must.
ALIKE, UNALIKE = 0.1, 1.0

Costs = tuple[tuple[float, ...], ...]


@cache
def costs(join: int, told: tuple[int, ...], home: tuple[int, ...], unalike: bool) -> Costs:
    """What the steps into each role cost (rows), by the role that is left (columns)."""
    return tuple(tuple(_cost(came, to, join, told, home, unalike) for came in range(4)) for to in range(4))


def _cost(came: int, to: int, join: int, told: tuple[int, ...], home: tuple[int, ...], unalike: bool) -> float:
    if came == to:
        return 0.0
    onward = (came, to) == (OUTLOOK, PLAN) and (unalike or (came in home and to in home))
    against = 0.0 if onward else AGAINST[came][to]
    # To be in one of several announced roles is no reason to go into another.
    if to not in told or came in told:
        if to in home and came != ISSUES and join != TURN:
            if came not in home:
                return BACK_HOME + against * 0.3
            if home.index(came) < home.index(to):
                return NEXT_HOME + against * 0.3
        return CHANGE[join] + against + (FROM_HOME if came in home and to not in told else 0.0)
    # A sentence about 2030 in a plan opens no outlook: only a heading does.
    sudden = join != SECTION and (came, to) == (PLAN, OUTLOOK)
    return ANNOUNCED[join] + against * (1.0 if sudden else 0.3)


def decode(units: list[Unit], weights: list[list[float]]) -> tuple[list[int], list[float]]:
    """The role of each unit, as its number in `STATES`; `weights`: what its language says for each, in nats. And by
    how many nats the whole report speaks for the unit's side, what was done or what is to be done, against the other.
    """
    path, margins = _decode(units, weights, False)
    if OUTLOOK in path and PLAN not in path:
        return _decode(units, weights, True)
    return path, margins


def _decode(units: list[Unit], weights: list[list[float]], unalike: bool) -> tuple[list[int], list[float]]:
    scores = [0.0, -2.0, -2.0, -2.0]
    forward: list[list[float]] = []
    steps: list[tuple[Costs, tuple[float, ...]]] = []
    back: list[list[int]] = []
    for unit, spoken in zip(units, weights, strict=True):
        told = tuple(STATES.index(role) for role in unit.told if role in STATES)
        home = tuple(STATES.index(role) for role in unit.home if role in STATES)
        own = _own(unit, spoken, told, home, UNALIKE if unalike else ALIKE)
        a, b, c, d = scores
        step, scores = [], []
        table = costs(unit.join, told, home, unalike)
        for to, (e, f, g, h) in enumerate(table):
            ways = (a - e, b - f, c - g, d - h)
            best = max(ways)
            step.append(ways.index(best))
            scores.append(best + own[to])
        forward.append(scores)
        steps.append((table, own))
        back.append(step)
    at = scores.index(max(scores))
    path = []
    for step in reversed(back):
        path.append(at)
        at = step[at]
    return path[::-1], _margins(forward, steps)


def _own(
    unit: Unit, spoken: list[float], told: tuple[int, ...], home: tuple[int, ...], alike: float
) -> tuple[float, ...]:
    """What the unit itself says for each role: its language, and what its heading or its first words announce."""
    ahead = max(spoken[PLAN], spoken[OUTLOOK])
    said = spoken[:4]
    said[PLAN] = ahead - alike * (ahead - spoken[PLAN])
    said[OUTLOOK] = ahead - alike * (ahead - spoken[OUTLOOK])
    top = max(said)
    admits = unit.admits and (REVIEW in home or not home)
    words = UNHEARD_ADMISSION if admits else UNHEARD_WORDS
    unheard = (UNHEARD_HEADING if unit.by_heading else words) if told else 0.0
    later = LATER if unit.by_heading else 0.0
    return tuple(
        max((said[to] - top) * TEMPER, -MOST) - (unheard if to not in told else 0.0 if to == told[0] else later)
        for to in range(4)
    )


def _margins(forward: list[list[float]], steps: list[tuple[Costs, tuple[float, ...]]]) -> list[float]:
    """For each unit, by how much the best reading of the whole report beats the best one that puts the unit on the
    other side of done and to do."""
    margins: list[float] = []
    rest = (0.0, 0.0, 0.0, 0.0)
    for (table, own), scores in zip(reversed(steps), reversed(forward), strict=True):
        review, plan, outlook, issues = map(float.__add__, scores, rest)
        margins.append(abs(max(review, issues) - max(plan, outlook)))
        e, f, g, h = (own[to] + rest[to] for to in range(4))
        rest = tuple(  # type: ignore[assignment]
            max(e - table[0][came], f - table[1][came], g - table[2][came], h - table[3][came]) for came in range(4)
        )
    return margins[::-1]
