"""The indicators that governments report, and which of them a phrase of a report means. The data: `indicators.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from luoshi.lexicon.tables import HERE, Entry, LexiconError, only, read, tables
from luoshi.lexicon.units import units

FILE = HERE / "indicators.toml"

Direction = Literal["up", "down", "none"]
Accrual = Literal["累计", "期末", "增速", "控制上限", "年终核定"]
Nature = Literal["约束性", "预期性"]

DIRECTIONS = ("up", "down", "none")
ACCRUALS = ("累计", "期末", "增速", "控制上限", "年终核定")
NATURES = ("约束性", "预期性")
# What can be said of any indicator: its growth, its share, its place in a ranking, how many times it is another.
UNIVERSAL = frozenset({"percent", "percent-point", "ratio", "doubling", "rank"})

# A phrase longer than this, in characters, is no indicator with words around it.
LONGEST = 60

_NOISE = re.compile(r"""[\s“”"‘’'「」『』《》〈〉]+""")
_WIDE = str.maketrans("（）％．：，", "()%.:,")
_ASIDE = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `accepts`: the dimensions of units.toml that a unit of it may have."""

    id: str
    name: str
    en: str
    aliases: tuple[str, ...]
    topic: str
    dimension: str
    units: tuple[str, ...]
    direction: Direction
    accrual: Accrual
    nature: Nature | None
    basis: str | None
    accepts: frozenset[str]

    def fits(self, unit: str | None) -> bool:
        """Whether a figure in `unit` can be one of this indicator; no unit fits all, an unknown one only counts."""
        if unit is None:
            return True
        known = units().get(unit)
        return (known.dimension if known else "count") in self.accepts

    def accrual_of(self, kind: str) -> Accrual:
        """How a figure of a measure's `kind` accrues: a growth rate of a flow or a stock is a 增速."""
        return "增速" if kind == "change" and self.accrual in ("累计", "期末") else self.accrual


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`indicators` by id; `topics` with their Chinese names; `index` from each normalised name to its indicator;
    `lead` and `trail`, words that may be dropped, none longer than `longest`."""

    indicators: Mapping[str, Indicator]
    topics: Mapping[str, str]
    index: Mapping[str, Indicator]
    lead: frozenset[str]
    trail: frozenset[str]
    longest: int


def normalise(phrase: str) -> str:
    """The phrase without white space and quotation marks, brackets half-width, Latin letters in capitals."""
    return _NOISE.sub("", phrase).translate(_WIDE).upper()


@dataclass(frozen=True, slots=True)
class _Dimension:
    accepts: frozenset[str]
    usual: tuple[str, ...]


def _dimension(path: Path, name: str, data: object) -> _Dimension:
    entry = Entry(path, f"dimension.{name}", data)
    found = _Dimension(frozenset(entry.block("accepts")), entry.block("unit"))
    entry.close()
    return found


def _indicator(path: Path, topic: str, name: str, data: object, dimensions: Mapping[str, _Dimension]) -> Indicator:
    entry = Entry(path, f"{topic}.{name}", data)
    dimension = entry.one_of("dimension", tuple(dimensions))
    nature, basis = entry.one_of("nature", NATURES, ""), entry.text("basis", "")
    if bool(nature) != bool(basis):
        raise entry.fail("keys 'nature' and 'basis' stand together or not at all")
    usual = entry.block("units") or dimensions[dimension].usual
    own = frozenset(known.dimension for unit in usual if (known := units().get(unit)))
    if unknown := [unit for unit in usual if unit not in units()]:
        raise entry.fail(f"key 'units': {unknown[0]!r} is no unit of units.toml")
    found = Indicator(
        id=name,
        name=entry.text("name"),
        en=entry.text("en"),
        aliases=entry.block("aliases"),
        topic=topic,
        dimension=dimension,
        units=usual,
        direction=cast(Direction, entry.one_of("direction", DIRECTIONS, "up")),
        accrual=cast(Accrual, entry.one_of("accrual", ACCRUALS)),
        nature=cast(Nature, nature) if nature else None,
        basis=basis or None,
        accepts=UNIVERSAL | own | dimensions[dimension].accepts,
    )
    entry.close()
    return found


def _index(path: Path, indicators: Mapping[str, Indicator]) -> dict[str, Indicator]:
    index: dict[str, Indicator] = {}
    for indicator in indicators.values():
        for name in (indicator.name, *indicator.aliases):
            key = normalise(name)
            if key in index:
                raise LexiconError(
                    f"{path.name}: indicator.{indicator.id}: {name!r} is already a name of {index[key].id}"
                )
            index[key] = indicator
    return index


@cache
def load(path: Path = FILE) -> Lexicon:
    """The lexicon of a file. Raises LexiconError naming file and entry."""
    data = read(path)
    named = Entry(path, "topic", data.get("topic"))
    topics = {topic: named.text(topic) for topic in named.data}
    only(path, data, ("topic", "dimension", "match", *topics))
    dimensions = {name: _dimension(path, name, table) for name, table in tables(path, data, "dimension").items()}
    words = Entry(path, "match", data.get("match"))
    lead, trail = frozenset(words.block("lead")), frozenset(words.block("trail"))
    words.close()
    found: dict[str, Indicator] = {}
    for topic in topics:
        for name, table in tables(path, data, topic).items():
            if name in found:
                raise LexiconError(f"{path.name}: {topic}.{name}: the id stands in {found[name].topic} already")
            found[name] = _indicator(path, topic, name, table, dimensions)
    return Lexicon(found, topics, _index(path, found), lead, trail, max(map(len, lead | trail)))


def _without_leads(key: str, lexicon: Lexicon) -> Iterator[str]:
    """The key, then what is left of it after each word of `lead` that it begins with, the longest first."""
    yield key
    while cut := next((n for n in range(min(lexicon.longest, len(key) - 2), 0, -1) if key[:n] in lexicon.lead), 0):
        key = key[cut:]
        yield key


def _without_trails(key: str, lexicon: Lexicon) -> Iterator[str]:
    """The same from the end."""
    yield key
    while cut := next((n for n in range(min(lexicon.longest, len(key) - 2), 0, -1) if key[-n:] in lexicon.trail), 0):
        key = key[:-cut]
        yield key


def match(phrase: str, unit: str | None = None) -> Indicator | None:
    """The indicator that a noun phrase of a report means, or None.

    `unit`: the unit of its figure, without multiplier; an indicator of another dimension is no match.
    Only a whole name counts, after words that change nothing (`[match]` of the data file) are taken off both ends.
    What qualifies an indicator (人均, 农村, 第三产业, 开发区, a place) makes it another one or none, never the same.
    """
    lexicon = load()
    key = normalise(phrase)
    found = lexicon.index.get(key) or (_stripped(key, lexicon) if len(key) <= LONGEST else None)
    return found if found is not None and found.fits(unit) else None


def _stripped(key: str, lexicon: Lexicon) -> Indicator | None:
    for candidate in (key, _ASIDE.sub("", key)) if "(" in key else (key,):
        for body in _without_leads(candidate, lexicon):
            for name in _without_trails(body, lexicon):
                if name in lexicon.index:
                    return lexicon.index[name]
    return None


@cache
def accruals() -> dict[str, str]:
    """Indicator id → how its figure comes about (累计, 期末…)."""
    return {name: found.accrual for name, found in load().indicators.items()}
