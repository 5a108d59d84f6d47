"""Indicators: the data is sound, and phrases mean what the examples say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from luoshi.lexicon.indicators import FILE, load, match, normalise
from luoshi.lexicon.tables import HERE, LexiconError
from luoshi.lexicon.units import units

EXAMPLES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (HERE / "indicators.examples.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("example", EXAMPLES["wanted"], ids=lambda example: example["phrase"])
def test_a_wanted_phrase_is_its_indicator(example: dict[str, Any]) -> None:
    found = match(example["phrase"], example.get("unit"))
    assert found is not None
    assert found.id == example["id"]


@pytest.mark.parametrize("example", EXAMPLES["unwanted"], ids=lambda example: example["phrase"])
def test_an_unwanted_phrase_is_no_indicator(example: dict[str, Any]) -> None:
    assert match(example["phrase"], example.get("unit")) is None, example["why"]


@pytest.mark.parametrize("example", EXAMPLES["not"], ids=lambda example: example["phrase"])
def test_a_phrase_is_not_its_neighbour(example: dict[str, Any]) -> None:
    found = match(example["phrase"])
    assert found is None or found.id != example["id"]


def test_the_examples_name_indicators_that_exist() -> None:
    for example in (*EXAMPLES["wanted"], *EXAMPLES["not"]):
        assert example["id"] in load().indicators


def test_every_name_and_alias_is_found_as_itself() -> None:
    for indicator in load().indicators.values():
        for name in (indicator.name, *indicator.aliases):
            assert match(name) is indicator, name


def test_the_usual_units_of_an_indicator_fit_it() -> None:
    for indicator in load().indicators.values():
        assert all(indicator.fits(unit) for unit in indicator.units), indicator.id


def test_accepted_dimensions_are_those_of_units() -> None:
    known = {unit.dimension for unit in units().values()}
    for indicator in load().indicators.values():
        assert indicator.accepts <= known, (indicator.id, indicator.accepts - known)


def test_there_are_at_least_200_indicators_of_every_topic() -> None:
    lexicon = load()
    assert len(lexicon.indicators) >= 200
    assert {indicator.topic for indicator in lexicon.indicators.values()} == set(lexicon.topics)


def test_ids_are_plain_and_topics_and_ids_are_in_order() -> None:
    lexicon = load()
    topics = list(lexicon.topics)
    keys = [(topics.index(indicator.topic), indicator.id) for indicator in lexicon.indicators.values()]
    assert keys == sorted(keys)
    assert all(indicator.id.replace("-", "").isascii() for indicator in lexicon.indicators.values())


def test_no_name_is_written_twice_in_an_entry() -> None:
    for indicator in load().indicators.values():
        names = [normalise(name) for name in (indicator.name, *indicator.aliases)]
        assert len(names) == len(set(names)), indicator.id


def test_a_ceiling_or_a_harvest_is_not_a_flow() -> None:
    by_id = load().indicators
    assert by_id["cpi"].accrual == "控制上限"
    assert by_id["unemployment-survey"].accrual == "控制上限"
    assert by_id["accident-deaths"].accrual == "控制上限"
    assert by_id["grain-output"].accrual == "年终核定"
    assert by_id["jobs-new"].accrual == "累计"
    assert by_id["loans"].accrual == "期末"
    assert by_id["industry-va"].accrual == "增速"


def test_the_growth_of_a_flow_is_a_rate_and_that_of_a_ceiling_stays_one() -> None:
    by_id = load().indicators
    assert by_id["budget-revenue"].accrual_of("change") == "增速"
    assert by_id["budget-revenue"].accrual_of("level") == "累计"
    assert by_id["cpi"].accrual_of("change") == "控制上限"


def test_a_nature_names_the_plan_that_fixes_it() -> None:
    fixed = [indicator for indicator in load().indicators.values() if indicator.nature]
    assert all(indicator.basis and indicator.basis.endswith("规划纲要") for indicator in fixed)
    assert load().indicators["forest-cover"].nature == "约束性"
    assert load().indicators["unemployment-survey"].nature == "预期性"


def wrong(tmp_path: Path, old: str, new: str) -> Path:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    changed = tmp_path / "changed.toml"
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    return changed


def test_an_unknown_key_fails_naming_file_entry_and_key(tmp_path: Path) -> None:
    path = wrong(tmp_path, "[economy.gdp]\n", '[economy.gdp]\ncolour = "red"\n')
    with pytest.raises(LexiconError, match=r"changed\.toml: economy\.gdp: unknown key 'colour'"):
        load(path)


def test_a_wrong_value_fails_with_what_was_expected(tmp_path: Path) -> None:
    path = wrong(tmp_path, 'accrual = "累计"', 'accrual = "每月"')
    with pytest.raises(
        LexiconError, match="key 'accrual': expected one of 累计, 期末, 增速, 控制上限, 年终核定, found '每月'"
    ):
        load(path)


def test_a_name_used_twice_fails(tmp_path: Path) -> None:
    path = wrong(tmp_path, 'aliases = "GDP ', 'aliases = "GDP 森林覆盖率 ')
    with pytest.raises(LexiconError, match="'森林覆盖率' is already a name of gdp"):
        load(path)
