"""The most probable roles of a report's units, one after the other: language, headings and order weighed together.

A hidden Markov model in all but name. Each unit has its language (`cues`); going from one role to another costs
more the less the layout gives cause for it, and less where a heading or the first words announce the new role. So
a heading rules the paragraphs below it even where one of them speaks otherwise, but a heading that was displaced loses
against the language of a whole part.
"""

from __future__ import annotations

from math import exp, log

from luoshi.reading.roles.cues import ROLES
from luoshi.reading.roles.units import INSIDE, PARAGRAPH, SECTION, TURN, UNDER_HEAD, Unit

REVIEW, PLAN, OUTLOOK, ISSUES, PREAMBLE, CONTEXT = range(len(ROLES))
NEVER = 60.0

# What a change of role costs at each kind of join, in nats, where nothing announces it; where it is announced.
CHANGE = {INSIDE: 14.0, TURN: 10.0, PARAGRAPH: 8.0, UNDER_HEAD: 6.0, SECTION: 7.0}
ANNOUNCED = {INSIDE: 4.0, TURN: 2.5, PARAGRAPH: 1.5, UNDER_HEAD: 1.0, SECTION: 0.0}
# What it costs to be in another role than the one announced: by a heading, by first words.
UNHEARD_HEADING, UNHEARD_WORDS = 7.0, 1.5
# The order of a report's parts: what a step against it costs more.
AGAINST = {
    (PLAN, REVIEW): 5.0,
    (OUTLOOK, REVIEW): 4.0,
    (PLAN, ISSUES): 3.0,
    (OUTLOOK, ISSUES): 2.0,
    (PLAN, OUTLOOK): 1.0,
    (ISSUES, PLAN): 1.0,
    (ISSUES, OUTLOOK): 1.0,
    (PREAMBLE, CONTEXT): 4.0,
}
# The language of one unit says no more than this, whatever its length: words within it are not independent.
TEMPER, MOST = 0.55, 7.0


def emissions(weights: list[float]) -> list[float]:
    """Log-likelihoods of the roles, tempered and bounded."""
    top = max(weights)
    scaled = [(w - top) * TEMPER for w in weights]
    norm = log(sum(map(exp, scaled)))
    return [max(s - norm, -MOST) for s in scaled]


def _barred(unit: Unit, closing: bool) -> dict[int, float]:
    """Roles that cannot be here: an opening after the opening, a closing before the end."""
    barred = {PREAMBLE: NEVER}
    if not closing and not ("context" in unit.told and unit.by_heading):
        barred[CONTEXT] = NEVER
    return barred


def decode(units: list[Unit], closing: int) -> list[int]:
    """The role of each unit, as its number in `ROLES`. `closing`: the first unit at which a closing may begin."""
    if not units:
        return []
    count = range(len(ROLES))
    assert units[0].weights is not None
    score = emissions(units[0].weights)
    for i in (PLAN, OUTLOOK, ISSUES, CONTEXT):
        score[i] -= 2.0
    _told(units[0], score)
    back: list[list[int]] = []
    for number in range(1, len(units)):
        unit = units[number]
        assert unit.weights is not None
        here = emissions(unit.weights)
        told = {ROLES.index(role) for role in unit.told}
        barred = _barred(unit, number == closing or (number > closing and CLOSING_STARTS(unit)))
        change, announced = CHANGE[unit.join], ANNOUNCED[unit.join]
        step: list[int] = []
        new: list[float] = []
        for to in count:
            enter = announced if to in told else change
            enter += barred.get(to, 0.0)
            best, best_from = score[to], to
            for came in count:
                if came != to:
                    cost = enter + AGAINST.get((came, to), 0.0)
                    if came == PREAMBLE:
                        cost = min(cost, 2.0) if to in (REVIEW, PLAN, OUTLOOK) else cost
                    elif came == CONTEXT and not unit.by_heading:
                        cost += 4.0
                    if score[came] - cost > best:
                        best, best_from = score[came] - cost, came
            new.append(best + here[to])
            step.append(best_from)
        _told(unit, new)
        score = new
        back.append(step)
    at = max(count, key=score.__getitem__)
    path = [at]
    for step in reversed(back):
        at = step[at]
        path.append(at)
    return path[::-1]


def CLOSING_STARTS(unit: Unit) -> bool:
    return False


def _told(unit: Unit, score: list[float]) -> None:
    """Being in another role than the announced one costs."""
    if unit.told:
        cost = UNHEARD_HEADING if unit.by_heading else UNHEARD_WORDS
        for i, role in enumerate(ROLES):
            if role not in unit.told:
                score[i] -= cost
