"""Units of measure and classifiers, with exact conversion. The data and the sense of its keys: `units.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from luoshi.lexicon.tables import HERE, Entry, LexiconError, only, read, tables

FILE = HERE / "units.toml"


class UnitError(ValueError):
    """A unit is unknown, or two units measure different things."""


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor`: how many base units of the dimension one of this unit is; None for a classifier."""

    name: str
    dimension: str
    factor: Fraction | None
    classifier: bool
    aliases: tuple[str, ...] = ()


def _unit(name: str, data: object) -> Unit:
    entry = Entry(FILE, f"unit.{name}", data)
    written = entry.text("factor")
    try:
        factor = Fraction(written)
    except (ValueError, ZeroDivisionError) as error:
        raise entry.fail(f"key 'factor': expected a fraction such as \"2000/3\", found {written!r}") from error
    if factor <= 0:
        raise entry.fail(f"key 'factor': expected a positive fraction, found {written!r}")
    unit = Unit(name, entry.text("dimension"), factor, False, entry.words("aliases"))
    entry.close()
    return unit


UNITS: dict[str, Unit]
"""Every unit by its name and aliases; the same as `units()`."""


@cache
def units() -> dict[str, Unit]:
    """Every unit by its name and by each of its aliases."""
    data = read(FILE)
    only(FILE, data, ("classifier", "unit"))
    counting = Entry(FILE, "classifier", data.get("classifier"))
    found = [Unit(name, "count", None, True) for name in counting.words("count")]
    counting.close()
    found += [_unit(name, table) for name, table in tables(FILE, data, "unit").items()]
    index: dict[str, Unit] = {}
    for unit in found:
        for name in (unit.name, *unit.aliases):
            if name in index:
                raise LexiconError(f"{FILE.name}: unit.{unit.name}: {name!r} is already a name of {index[name].name}")
            index[name] = unit
    return index


def convert(value: Decimal | Fraction | int, from_: str, to: str) -> Fraction:
    """`value` of the unit `from_` in the unit `to`, exact: convert(Decimal(3), "亩", "平方米") is Fraction(2000).

    Raises UnitError for an unknown unit, and for two units of unlike dimension; a classifier is alike itself alone.
    """
    known = units()
    for name in (from_, to):
        if name not in known:
            raise UnitError(f"{name!r} is no unit of units.toml / 单位表中没有“{name}”")
    source, target = known[from_], known[to]
    if source is target:
        return Fraction(value)
    if source.factor is None or target.factor is None or source.dimension != target.dimension:
        raise UnitError(
            f"cannot convert {from_} ({source.dimension}) into {to} ({target.dimension}): "
            f"they measure different things / “{from_}”与“{to}”不是同类单位，不能换算"
        )
    return Fraction(value) * source.factor / target.factor


def __getattr__(name: str) -> dict[str, Unit]:
    """`UNITS` is read from its file when it is first asked for."""
    if name == "UNITS":
        return units()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
