"""Units: what the table says, and that conversion is exact or refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from luoshi.lexicon.tables import read
from luoshi.lexicon.units import FILE, UNITS, UnitError, convert, units


def test_three_mu_are_exactly_two_thousand_square_metres() -> None:
    assert convert(3, "亩", "平方米") == Fraction(2000)


def test_fifteen_mu_are_a_hectare_and_back() -> None:
    assert convert(15, "亩", "公顷") == 1
    assert convert(1, "公顷", "亩") == 15


def test_a_decimal_converts_without_rounding() -> None:
    assert convert(Decimal("58.1"), "斤", "公斤") == Fraction("29.05")


def test_an_alias_is_the_same_unit() -> None:
    assert convert(7, "平米", "平方米") == 7
    assert UNITS["度"] is UNITS["千瓦时"]


def test_unlike_dimensions_are_refused_naming_both() -> None:
    with pytest.raises(UnitError, match=r"cannot convert 亩 \(area\) into 公里 \(length\)"):
        convert(1, "亩", "公里")


def test_a_classifier_converts_into_itself_alone() -> None:
    assert convert(5, "家", "家") == 5
    with pytest.raises(UnitError, match="cannot convert 家"):
        convert(5, "家", "个")


def test_a_percentage_is_no_percent_point() -> None:
    with pytest.raises(UnitError):
        convert(1, "%", "百分点")


def test_an_unknown_unit_is_refused_by_name() -> None:
    with pytest.raises(UnitError, match="'石' is no unit"):
        convert(1, "石", "斤")


def test_there_are_at_least_150_units() -> None:
    assert len({unit.name for unit in units().values()}) >= 150


def test_each_dimension_has_a_base_unit_and_each_classifier_only_counts() -> None:
    for unit in units().values():
        if unit.classifier:
            assert (unit.factor, unit.dimension) == (None, "count"), unit
        else:
            assert unit.factor is not None and unit.factor > 0, unit


def test_the_file_is_in_order() -> None:
    data = read(FILE)
    table = data["unit"]
    assert isinstance(table, dict)
    by_dimension: dict[str, list[str]] = {}
    order: list[str] = []
    for name, entry in table.items():
        order.append(entry["dimension"])
        by_dimension.setdefault(entry["dimension"], []).append(name)
    assert order == [dimension for dimension in by_dimension for _ in by_dimension[dimension]]
    assert all(names == sorted(names) for names in by_dimension.values())
    counting = data["classifier"]
    assert isinstance(counting, dict)
    assert counting["count"] == sorted(counting["count"])
