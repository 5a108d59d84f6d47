"""How places changed: renamed, given another code, made another kind of unit (撤县设区), merged. The data:
`place_changes.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from luoshi.lexicon.tables import HERE, LexiconError

FILE = HERE / "place_changes.tsv"

# 更名, 改码, 改制: the same place goes on under another name, code or kind. 并入: it became a part of another.
ChangeKind = Literal["更名", "改码", "改制", "并入"]
KINDS = ("更名", "改码", "改制", "并入")


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """In `year` the unit (old code, old name) became (new code, new name)."""

    year: int
    kind: ChangeKind
    old_code: str
    old_name: str
    new_code: str
    new_name: str

    @property
    def goes_on(self) -> bool:
        return self.kind != "并入"

    def told(self) -> str:
        """2015年密云县改制为密云区."""
        verb = {"更名": "更名为", "改码": "代码改变，仍为", "改制": "改制为", "并入": "并入"}[self.kind]
        return f"{self.year}年{self.old_name}{verb}{self.new_name}"


@cache
def load(path: Path = FILE) -> tuple[PlaceChange, ...]:
    """All changes by year. Raises LexiconError naming the line."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 6 or cells[1] not in KINDS or not cells[0].isdigit():
            raise LexiconError(f"{path.name}: {line!r}: expected year, kind, old code, old name, new code, new name")
        found.append(PlaceChange(int(cells[0]), cast(ChangeKind, cells[1]), *cells[2:]))
    return tuple(found)


@cache
def _next() -> dict[tuple[str, str], tuple[PlaceChange, ...]]:
    found: dict[tuple[str, str], tuple[PlaceChange, ...]] = {}
    for change in load():
        key = change.old_code, change.old_name
        found[key] = (*found.get(key, ()), change)
    return found


def path(old: tuple[str, str], new: tuple[str, str]) -> tuple[PlaceChange, ...] | None:
    """The changes by which a unit (code, name) became another and went on; () where they are one; None where it did
    not. A merger is no going on: its figures are of another area."""
    if old == new:
        return ()
    seen, paths = {old}, [(old, ())]
    while paths:
        at, taken = paths.pop(0)
        for change in _next().get(at, ()):
            after = change.new_code, change.new_name
            if not change.goes_on or after in seen or (taken and change.year < taken[-1].year):
                continue
            if after == new:
                return (*taken, change)
            seen.add(after)
            paths.append((after, (*taken, change)))  # type: ignore[arg-type]
    return None


def merged_into(code: str, name: str) -> tuple[PlaceChange, ...]:
    """The mergers by which other units became part of this one."""
    return tuple(c for c in load() if c.kind == "并入" and (c.new_code, c.new_name) == (code, name))
