"""What each stretch of a report speaks of: what was done, what will be, what is wrong; and of which year."""

from __future__ import annotations

from luoshi.reading.roles.cues import ROLES, load
from luoshi.reading.roles.decode import decode
from luoshi.reading.roles.units import CLOSING, Piece, Unit, units
from luoshi.reading.roles.years import Years
from luoshi.reading.state import Block
from luoshi.values import Identity

__all__ = ["Piece", "assign"]


def assign(text: str, pieces: list[Piece], identity: Identity, repeats: tuple[tuple[int, int], ...]) -> list[Block]:
    """The blocks of the pieces of running text, cut where the role changes inside one."""
    found = units(text, pieces, identity.plan_year)
    cues = load()
    for unit in found:
        unit.weights = cues.weights(text[unit.start : unit.end], identity.plan_year)
    roles = decode(found, _closing(text, found))
    years = Years(identity)
    blocks: list[Block] = []
    heard: tuple[str, ...] = ()
    for unit, number in zip(found, roles, strict=True):
        piece = pieces[unit.piece]
        role = ROLES[number]
        for words in piece.path:
            if words not in heard:
                years.heading(words, role)
        heard = piece.path
        year = years.text(text[unit.start : unit.start + 40], role)
        last = blocks[-1] if blocks else None
        if last and last.end == unit.start and (last.role, last.year, last.path) == (role, year, piece.path):
            blocks[-1] = Block(last.start, unit.end, last.path, role, year, last.rule, last.repeat)
            continue
        blocks.append(Block(unit.start, unit.end, piece.path, role, year, _rule(unit, number), _repeats(unit, repeats)))
    return blocks


def _closing(text: str, found: list[Unit]) -> int:
    """The first of the last units that can be the closing address: from there the report may be over."""
    first = len(found)
    for number in range(len(found) - 1, max(-1, len(found) * 2 // 3), -1):
        unit = found[number]
        if CLOSING.match(text, unit.start, unit.end):
            first = number
            break
    return first


def _rule(unit: Unit, number: int) -> str:
    if ROLES[number] in unit.told:
        return "role.heading" if unit.by_heading else "role.first-words"
    return "role.language"


def _repeats(unit: Unit, repeats: tuple[tuple[int, int], ...]) -> bool:
    """Whether most of the unit says again what stands elsewhere."""
    said_again = sum(max(0, min(unit.end, end) - max(unit.start, start)) for start, end in repeats)
    return 2 * said_again > unit.end - unit.start
