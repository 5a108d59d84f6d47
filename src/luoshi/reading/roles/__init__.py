"""What each stretch of a report speaks of: what was done, what will be, what is wrong; and of which year."""

from __future__ import annotations

import re
from bisect import bisect_left

from luoshi.reading.roles.cues import ROLES, load
from luoshi.reading.roles.decode import STATES, decode
from luoshi.reading.roles.units import TURN, Piece, Unit, units
from luoshi.reading.roles.years import HEARD as YEAR_HEARD
from luoshi.reading.roles.years import Years
from luoshi.reading.state import Block, Repaired
from luoshi.values import Identity, Role

__all__ = ["Piece", "assign", "within"]

# So much of a unit is listened to: the rest says the same.
HEARD = 130
# Shorter than this is a sentence that only leads over: 2020年是“十三五”收官之年。过去五年，…
BRIDGE = 70
# The whole report speaks by fewer nats than this for done against to do: one more word might turn it. (Of 200 reports
# drawn by chance 10 have such a passage.)
THIN = 2.0
SHORTEST_UNCLEAR = 24
PREAMBLE, CONTEXT = ROLES.index("preamble"), ROLES.index("context")
EARLY = 16
ADDRESS = re.compile(r"(?:各位代表)?[：:！!，]?(?:(?:现在|下面)，?|[我受])[^。；]{0,10}代表[^。；]{1,40}报告")
# The last address of a report: it calls for what was said, and adds nothing.
CLOSING = re.compile(r"(?:\*\*)?(?:各位代表|同志们|.{0,12}代表[！!]|.{0,60}?(?:让我们|奋斗|担当|蓝图|征程|使命|实干))")
CALLS = re.compile(
    r"让我们|团结在|团结奋斗|努力奋斗|不懈奋斗|篇章|新的?更大贡献|再创|优异成绩|新局面|而奋斗|美好明天|美好未来|辉煌"
)


def assign(repaired: Repaired, pieces: list[Piece], identity: Identity) -> list[Block]:
    """The blocks of the pieces of running text, cut where the role changes inside one."""
    text = repaired.text
    found = units(text, pieces, identity.plan_year)
    for unit in found:
        unit.glossary = unit.glossary or within(unit.start, repaired.glossary)
    cues = load()
    plan_year = identity.plan_year
    weights = [cues.weights(text[u.start : min(u.end, u.start + HEARD)], plan_year) for u in found]
    first = _opening(text, found, weights)
    roles: list[Role] = ["preamble"] * first
    path, margins = decode(found[first:], weights[first:])
    roles += [STATES[n] for n in path]
    thin = [False] * first + [margin < THIN for margin in margins]
    for number, unit in enumerate(found):
        if unit.glossary:
            roles[number] = "context"
        elif ADDRESS.match(text, unit.start, unit.end) or (unit.front and unit.end - unit.start > 8):
            roles[number] = "preamble"
    last = _closing(text, found, roles)
    if last is not None:
        roles[last] = "context"
    for unit, role, unclear in zip(found, roles, thin, strict=True):
        unit.unclear = unclear and role in STATES and unit.end - unit.start >= SHORTEST_UNCLEAR
    return _blocks(text, pieces, found, roles, Years(identity), repaired.repeats)


def _opening(text: str, found: list[Unit], weights: list[list[float]]) -> int:
    """How many units stand before the report begins: title, speaker, address to the meeting, a newspaper's lead."""
    for number, unit in enumerate(found[:EARLY]):
        if ADDRESS.match(text, unit.start, unit.end):
            return number + 1
    for number, unit in enumerate(found):
        spoken = weights[number]
        told = unit.by_heading and unit.told
        if told or (not unit.front and max(spoken) != spoken[PREAMBLE] and unit.end - unit.start > 12):
            return number
    return len(found)


def _closing(text: str, found: list[Unit], roles: list[Role]) -> int | None:
    """The closing address, in the last third of what is no glossary: only lists may stand behind it."""
    body = [number for number, unit in enumerate(found) if not unit.glossary]
    for number in reversed(body[len(body) * 2 // 3 :]):
        unit = found[number]
        addressed = roles[number] in ("plan", "outlook") and CLOSING.match(text, unit.start, unit.end)
        if addressed and CALLS.search(text, max(unit.start, unit.end - 160), unit.end):
            return number
    return None


def _blocks(
    text: str,
    pieces: list[Piece],
    found: list[Unit],
    roles: list[Role],
    years: Years,
    repeats: tuple[tuple[int, int], ...],
) -> list[Block]:
    blocks: list[Block] = []
    heard: tuple[str, ...] = ()
    opened = 0
    for unit, role in zip(found, roles, strict=True):
        rule = _rule(unit, role)
        for start, end, number in unit.parts:
            path = pieces[number].path
            for words in path:
                if words not in heard:
                    years.heading(words, role)
            heard = path
            opens = unit.join != TURN and start == unit.parts[0][0]
            opened = start if opens else opened
            year = years.text(text[start : min(end, start + YEAR_HEARD)], role, opens, start - opened < BRIDGE)
            last = blocks[-1] if blocks else None
            same = (role, year, path, unit.unclear)
            if last and last.end == start and (last.role, last.year, last.path, last.unclear) == same:
                blocks[-1] = Block(last.start, end, path, role, year, last.rule, last.repeat, last.unclear)
            else:
                repeat = _repeats(start, end, repeats)
                blocks.append(Block(start, end, path, role, year, rule, repeat, unit.unclear))
    return blocks


def _rule(unit: Unit, role: Role) -> str:
    if role in unit.told:
        return "role.heading" if unit.by_heading else "role.first-words"
    return "role.language"


def _repeats(start: int, end: int, repeats: tuple[tuple[int, int], ...]) -> bool:
    """Whether most of it says again what stands elsewhere. `repeats` stand in text order, apart from one another."""
    said_again = 0
    for at in range(bisect_left(repeats, (end, 0)) - 1, -1, -1):
        since, stop = repeats[at]
        if stop <= start:
            break
        said_again += min(end, stop) - max(start, since)
    return 2 * said_again > end - start


def within(offset: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    """Whether the offset lies in one of the ranges, which stand in order, apart from one another."""
    at = bisect_left(ranges, (offset + 1, 0)) - 1
    return at >= 0 and offset < ranges[at][1]
