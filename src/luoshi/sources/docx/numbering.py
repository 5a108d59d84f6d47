"""The numbers that Word computes: 一、 （一） 1. of list items stand nowhere in the text of a DOCX.

After ECMA-376, part 1, 17.9: an item counts in the abstract definition that its list points at, so that two lists of
one definition count on; a list that overrides a start begins anew when it is first used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from luoshi.sources.docx.counting import written
from luoshi.sources.package import attribute, local

LEVELS = 9
HOLE = re.compile(r"%([1-9])")
# Behind these a number stands by itself; behind others Word sets a tab or a space, which keep `1. 2026年` apart.
CLOSED = "、，：）)】〕》"


@dataclass(slots=True)
class Level:
    """`restart`: the level (from 1) whose use begins this one anew, 0 never, None any outer one."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(slots=True)
class List:
    """A `w:num`: the definition that it counts in, its own levels, and where it begins anew."""

    definition: str
    own: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    used: bool = False


class Numbering:
    """Asked for each numbered paragraph once, in the order of the text."""

    def __init__(self, root: Any | None) -> None:
        self.definitions: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, List] = {}
        self.counts: dict[str, dict[int, int]] = {}
        # Of a definition that is kept in a style, the style; and of the style, the definition.
        self.linked: dict[str, str] = {}
        self.kept: dict[str, str] = {}
        for element in root if root is not None else ():
            kind = local(element)
            if kind == "abstractNum":
                self._definition(element)
            elif kind == "num":
                self._list(element)

    def _definition(self, element: Any) -> None:
        name = attribute(element, "abstractNumId") or ""
        levels = self.definitions[name] = {}
        for child in element:
            kind = local(child)
            if kind == "lvl":
                levels[number(attribute(child, "ilvl"), 0)] = _level(child)
            elif kind == "numStyleLink":
                self.linked[name] = attribute(child, "val") or ""
            elif kind == "styleLink":
                self.kept[attribute(child, "val") or ""] = name

    def _list(self, element: Any) -> None:
        found = List("")
        for child in element:
            if local(child) == "abstractNumId":
                found.definition = attribute(child, "val") or ""
            elif local(child) == "lvlOverride":
                at = number(attribute(child, "ilvl"), 0)
                for part in child:
                    if local(part) == "lvl":
                        found.own[at] = _level(part)
                    elif local(part) == "startOverride":
                        found.starts[at] = number(attribute(part, "val"), 1)
        self.lists[attribute(element, "numId") or ""] = found

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level that a list keeps for a style."""
        found = self.lists.get(list_id)
        if found is None:
            return None
        levels = self._levels(found)
        return next((at for at, level in sorted(levels.items()) if level.style == style), None)

    def mark(self, list_id: str, at: int) -> str:
        """The number of the next item of a list at a level (from 0), with the space behind it; "" without one."""
        found = self.lists.get(list_id)
        if found is None or not 0 <= at < LEVELS:
            return ""
        levels = self._levels(found)
        level = levels.get(at)
        if level is None:
            return ""
        counts = self._count(found, levels, at)
        if level.form == "bullet":
            return "- "

        def fill(hole: re.Match[str]) -> str:
            i = int(hole[1]) - 1
            named = levels.get(i, Level())
            form = "decimal" if level.legal and named.form != "none" else named.form
            return written(counts.get(i, named.start), form)

        said = HOLE.sub(fill, level.text).strip()
        return said if not said or level.suffix == "nothing" or said[-1] in CLOSED else said + " "

    def _levels(self, found: List) -> dict[int, Level]:
        definition = found.definition
        if definition in self.linked:
            definition = self.kept.get(self.linked[definition], definition)
        return self.definitions.get(definition, {}) | found.own

    def _count(self, found: List, levels: dict[int, Level], at: int) -> dict[int, int]:
        counts = self.counts.setdefault(found.definition, {})
        if not found.used:
            found.used = True
            for i in found.starts:
                counts.pop(i, None)
        start = found.starts.get(at, levels[at].start)
        counts[at] = counts[at] + 1 if at in counts else start
        for i in [i for i in counts if i > at]:
            restart = levels.get(i, Level()).restart
            if restart is None or at < restart:
                del counts[i]
        return counts


def number(value: str | None, otherwise: int) -> int:
    """An attribute as a small whole number; what is none, or is absurd, counts as `otherwise`."""
    try:
        found = int(value or "")
    except ValueError:
        return otherwise
    return found if abs(found) < 1_000_000 else otherwise


def _level(element: Any) -> Level:
    level = Level()
    for child in element:
        value = attribute(child, "val")
        match local(child):
            case "start":
                level.start = number(value, 1)
            case "numFmt":
                level.form = value or "decimal"
            case "AlternateContent":
                # A format of one's own stands in the fallback, too, as the nearest one that every Word knows.
                forms = [e for e in child.iter() if local(e) == "numFmt"]
                level.form = (attribute(forms[-1], "val") or "decimal") if forms else level.form
            case "lvlText":
                level.text = (value or "")[:100]
            case "suff":
                level.suffix = value or "tab"
            case "isLgl":
                level.legal = value not in ("0", "false")
            case "lvlRestart":
                level.restart = number(value, 0)
            case "pStyle":
                level.style = value
    return level
