"""The indicator of a figure: the examples beside the rules, and what must hold of any text."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any, cast

import pytest
from tests.quickly import within

from luoshi.reading.indicators import resolve
from luoshi.reading.indicators.constructions import CONSTRUCTIONS
from luoshi.reading.measures.draft import Draft
from luoshi.values import Kind, Relation

EXAMPLES: list[dict[str, Any]] = tomllib.loads(
    files("luoshi.reading.indicators").joinpath("examples.toml").read_text("utf-8")
)["example"]
UNIT = re.compile(r"[^\d.%千百万亿一三]+$|%$")


def figures(marked: str, kinds: list[str] | None = None, scope: str | None = None) -> tuple[str, list[Draft]]:
    """The text without 【】, and a draft for what stood in each."""
    text, drafts = "", []
    for number, part in enumerate(re.split("[【】]", marked)):
        if number % 2:
            kind = cast(Kind, kinds[len(drafts)] if kinds else "level")
            unit = UNIT.search(part.removeprefix("第"))
            relation: Relation = "gt" if text.endswith("超") else "eq"
            start, end = len(text), len(text) + len(part)
            name = None if unit is None else unit.group()
            drafts.append(Draft(start, end, None, None, name, relation, kind, scope, "test"))
        text += part
    return text, drafts


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"])
def test_a_figure_measures_what_the_example_beside_the_rules_says(example: dict[str, Any]) -> None:
    text, drafts = figures(example["text"], example.get("kinds"), example.get("scope"))
    resolve(text, drafts, [])
    assert [d.indicator for d in drafts] == example["wanted"]
    assert drafts[0].indicator != example.get("unwanted")
    assert drafts[0].seen == (f"indicator:{example['rule']}",)


def test_every_construction_has_an_id_of_its_own_and_a_reason() -> None:
    assert len({c.id for c in CONSTRUCTIONS}) == len(CONSTRUCTIONS)
    assert all(c.reason for c in CONSTRUCTIONS)


def test_an_example_names_a_construction_that_exists() -> None:
    assert {e["rule"] for e in EXAMPLES} <= {c.id for c in CONSTRUCTIONS}


def test_a_footnote_mark_is_no_part_of_the_indicator() -> None:
    text, drafts = figures("实施总投资【3亿元】的“两河”工程[6]")
    resolve(text, drafts, [])
    assert drafts[0].indicator == "“两河”工程总投资"


def test_a_figure_alone_in_its_line_still_gets_an_answer() -> None:
    text, drafts = figures("【5个】\n")
    resolve(text, drafts, [])
    assert drafts[0].indicator == ""


@pytest.mark.parametrize("filler", ["（", "“", "、", "和", "建设", "新增", "1", "的"])
def test_time_grows_linearly_with_a_hostile_clause(filler: str) -> None:
    long = filler * 100_000
    text, drafts = figures(f"{long}【5个】{long}【6个】")
    assert within(0.5, lambda: resolve(text, drafts, []))


@pytest.mark.parametrize("piece", ["，占全省的【5%】", "，完成目标的【5%】", "，惠及【5万人】", "、【5家】"])
def test_a_sentence_without_end_takes_linear_time_and_its_names_stay_short(piece: str) -> None:
    kind = "share" if "%" in piece else "level"
    text, drafts = figures("全市产值【5亿元】" + piece * 4000, ["level"] + [kind] * 4000)
    assert within(0.5, lambda: resolve(text, drafts, []))
    assert len(drafts[-1].indicator) < 20
