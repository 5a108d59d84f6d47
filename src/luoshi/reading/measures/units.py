"""The unit table (units.toml), and the one pattern that finds a unit behind a number."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

_KEYS = {"units", "unless"}


def _load() -> tuple[dict[str, str], dict[str, list[str]]]:
    raw = tomllib.loads(files(__package__).joinpath("units.toml").read_text("utf-8"))
    dimensions: dict[str, str] = {}
    unless: dict[str, list[str]] = {}
    for dimension, table in raw.items():
        if unknown := set(table) - _KEYS:
            raise ValueError(f"units.toml: [{dimension}]: unknown keys {sorted(unknown)}")
        for unit in table["units"]:
            dimensions.setdefault(unit, dimension)
        unless |= table.get("unless", {})
    return dimensions, unless


def trie_pattern(words: Iterable[str], unless: dict[str, list[str]] | None = None) -> str:
    """A pattern that matches the longest of `words`, each but before one of its `unless`."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = tree
        for c in word:
            node = node.setdefault(c, {})
        node[""] = {"end": word}
    return _branch(tree, unless or {})


def _branch(node: dict, unless: dict[str, list[str]]) -> str:  # type: ignore[type-arg]
    parts = [re.escape(c) + _branch(child, unless) for c, child in node.items() if c]
    if "" in node:
        stops = [s for s in unless.get(node[""]["end"], []) if s]
        guard = f"(?!{_guard(stops)})" if stops else ""
        if not parts:
            return guard
        parts.append(guard)
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _guard(stops: list[str]) -> str:
    singles = "".join(re.escape(s) for s in stops if len(s) == 1)
    longer = [re.escape(s) for s in stops if len(s) > 1]
    return "|".join(([f"[{singles}]"] if singles else []) + longer)


DIMENSIONS, UNLESS = _load()


def dimension_of(unit: str) -> str:
    """The dimension of a unit: of `元/千瓦时` and `套（间）` that of what stands first."""
    known = DIMENSIONS.get(unit)
    return known or DIMENSIONS.get(_FIRST.split(unit, maxsplit=1)[0], "count")


_FIRST = re.compile(r"[/／（(]")

# 套（间）, 省（区、市）: an alternative in brackets belongs to the unit.
_ALTERNATIVE = r"(?:[（(](?:[区间市县州镇次座处户个家所社人旗套台组]|社区|点位)(?:、[区市县州旗]){0,2}[）)])?+"
_LATIN_ENDS = r"(?![A-Za-z])"
_UNIT = trie_pattern((u for u in DIMENSIONS if not u[-1].isascii()), UNLESS)
_LATIN = trie_pattern((u for u in DIMENSIONS if u[-1].isascii() and u[-1].isalnum()), {})
_SIGNS = trie_pattern((u for u in DIMENSIONS if u[-1].isascii() and not u[-1].isalnum()), {})
_PLAIN = rf"(?:{_UNIT}|(?:{_LATIN}){_LATIN_ENDS}|{_SIGNS}|[μu]g)"

# `微克/立方米`, `元/千瓦时`, `人/平方公里`; the 万 of `件/万人` belongs to the unit.
_PER = rf"(?:[万百千](?![瓦米克伏卡焦]))?(?:{_PLAIN}|学年|学期|月|季|时)(?:[·/.](?:{_PLAIN}|月|季))?"
UNIT = rf"{_PLAIN}{_ALTERNATIVE}(?:[/／]{_PER})?+"
