"""What each stretch of a report speaks of: what was done, what will be, what is wrong; and of which year."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.reading.state import Block
from luoshi.values import Identity


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading line (`heading`: its kind of mark) or a stretch of running text, with the headings above it."""

    start: int
    end: int
    path: tuple[str, ...]
    heading: str = ""
    front: bool = False


def assign(
    text: str, pieces: list[Piece], identity: Identity, repeats: tuple[tuple[int, int], ...]
) -> list[Block]:
    """v0"""
    role = "preamble"
    out = []
    for p in pieces:
        words = text[p.start:p.end]
        if p.heading:
            if "回顾" in words: role = "review"
            elif "安排" in words or "任务" in words: role = "plan"
        else:
            y = identity.plan_year if role == "plan" else identity.review_year
            out.append(Block(p.start, p.end, p.path, role, str(y) if y else None, "v0"))
    return out
