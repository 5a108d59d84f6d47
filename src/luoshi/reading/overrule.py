"""What a person says of a passage holds before anything that follows from it is read: its measures, its tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from luoshi.reading.state import Block
from luoshi.values import Correction, Identity, Role


@dataclass(frozen=True, slots=True)
class Overrule:
    """What is right of a passage; None stays as it was read. `dated`: `year` was given, be it None."""

    by: Correction
    role: Role | None = None
    year: str | None = None
    dated: bool = False
    path: tuple[str, ...] | None = None


def overrule(
    blocks: Sequence[Block], ids: Sequence[str], said: Mapping[str, Overrule], identity: Identity
) -> list[Block]:
    """The blocks as persons put them right; `ids`: of the passages that they become."""
    return [
        _said(block, said[name], identity) if name in said else block for block, name in zip(blocks, ids, strict=True)
    ]


def _said(block: Block, what: Overrule, identity: Identity) -> Block:
    role = what.role or block.role
    year = what.year if what.dated else block.year if role == block.role else year_of(role, identity)
    return replace(
        block,
        role=role,
        year=year,
        path=block.path if what.path is None else what.path,
        rule="correction",
        unclear=False,
    )


def year_of(role: Role, identity: Identity) -> str | None:
    """The year that a passage of a role speaks of where nothing is said: the outlook's are five from the plan's on."""
    plan = identity.plan_year
    if role == "outlook":
        return f"{plan}-{plan + 4}" if plan else None
    known = plan if role in ("plan", "context") else identity.review_year
    return str(known) if known else None
