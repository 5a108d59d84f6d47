"""The most probable roles of a report's units, one after the other: language, headings and order weighed together.

A hidden Markov model in all but name. Each unit has its language (`cues`); going from one role to another costs
more the less the layout gives cause for it, and less where a heading or the first words announce the new role. So
a heading rules the paragraphs below it even where one of them speaks otherwise, but a heading that was displaced loses
against the language of a whole part.
"""

from __future__ import annotations

from luoshi.reading.roles.cues import ROLES
from luoshi.reading.roles.units import PARAGRAPH, SECTION, TURN, UNDER_HEAD, Unit

STATES = ROLES[:4]
REVIEW, PLAN, OUTLOOK, ISSUES = range(4)

# What a change of role costs at each kind of join, in nats, where nothing announces it; where it is announced.
CHANGE = {TURN: 10.0, PARAGRAPH: 8.0, UNDER_HEAD: 6.0, SECTION: 7.0}
ANNOUNCED = {TURN: 2.5, PARAGRAPH: 1.5, UNDER_HEAD: 1.0, SECTION: 0.0}
# What it costs to be in another role than the one announced: by a heading, by first words.
UNHEARD_HEADING, UNHEARD_WORDS = 7.0, 1.5
# The order of a report's parts: what a step costs more, by the role that it leaves and the role that it enters.
AGAINST = (
    # to: review, plan, outlook, issues
    (0.0, 0.0, 3.0, 0.0),  # from review
    (5.0, 0.0, 8.0, 3.0),  # from plan
    (4.0, 8.0, 0.0, 2.0),  # from outlook
    (0.0, 1.0, 3.0, 0.0),  # from issues
)
# The language of one unit says no more than this, whatever its length: words within it are not independent.
TEMPER, MOST = 0.55, 7.0
# A plan for a year and one for five years are written alike: which it is, headings and first words tell. But a report
# always plans its year: where they tell of no such plan (its heading was lost or displaced), the language must.
ALIKE, UNALIKE = 0.1, 1.0


def steps(join: int) -> dict[int, tuple[tuple[float, ...], ...]]:
    """For each announced role (-1: none) the costs of the steps into each role, by the role that is left."""
    table = {}
    for told in range(-1, 4):
        rows = []
        for to in range(4):
            enter = ANNOUNCED[join] if to == told else CHANGE[join]
            # A sentence about 2030 in a plan opens no outlook: only a heading does.
            less = [
                0.3 if to == told and (to, came) != (OUTLOOK, PLAN) or join == SECTION else 1.0 for came in range(4)
            ]
            rows.append(tuple(0.0 if came == to else enter + less[came] * AGAINST[came][to] for came in range(4)))
        table[told] = tuple(rows)
    return table


def several(join: int, told: list[int]) -> tuple[tuple[float, ...], ...]:
    """The costs where several roles are announced: to be in one of them is no reason to go into another."""
    table = STEPS[join]
    return tuple(
        tuple(table[to if to in told and came not in told else -1][to][came] for came in range(4)) for to in range(4)
    )


STEPS = {join: steps(join) for join in CHANGE}


def decode(units: list[Unit], weights: list[list[float]]) -> list[int]:
    """The role of each unit, as its number in `STATES`; `weights`: what its language says for each, in nats."""
    path = _decode(units, weights, ALIKE)
    if OUTLOOK in path and PLAN not in path:
        return _decode(units, weights, UNALIKE)
    return path


def _decode(units: list[Unit], weights: list[list[float]], alike: float) -> list[int]:
    scores = [0.0, -2.0, -2.0, -2.0]
    back: list[list[int]] = []
    for unit, spoken in zip(units, weights, strict=True):
        told = [STATES.index(role) for role in unit.told if role in STATES]
        rows = several(unit.join, told) if len(told) > 1 else STEPS[unit.join][told[0] if told else -1]
        a, b, c, d = scores
        spoken = _alike(spoken, alike)
        top = max(spoken)
        step, new = [], []
        for to, (e, f, g, h) in enumerate(rows):
            ways = (a - e, b - f, c - g, d - h)
            best = max(ways)
            step.append(ways.index(best))
            new.append(best + max((spoken[to] - top) * TEMPER, -MOST))
        if told:
            cost = UNHEARD_HEADING if unit.by_heading else UNHEARD_WORDS
            for to in range(4):
                if to not in told:
                    new[to] -= cost
        scores = new
        back.append(step)
    at = scores.index(max(scores))
    path = []
    for step in reversed(back):
        path.append(at)
        at = step[at]
    return path[::-1]


def _alike(spoken: list[float], alike: float) -> list[float]:
    """The weights of the four roles, with little between plan and outlook."""
    ahead = max(spoken[PLAN], spoken[OUTLOOK])
    plan, outlook = (ahead - alike * (ahead - spoken[role]) for role in (PLAN, OUTLOOK))
    return [spoken[REVIEW], plan, outlook, spoken[ISSUES]]
