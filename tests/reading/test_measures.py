"""What the measure rules find in a sentence. Most cases stand in the room's own examples.toml; here they are run."""

from __future__ import annotations

import re
import tomllib
from array import array
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.quickly import within

from luoshi.reading.measures import Doubt, Draft, Other, numerals_of_asides, read_measures
from luoshi.reading.measures.rules import CONTEXT, FOUND
from luoshi.reading.state import Block, Repaired
from luoshi.values import Aside, Identity, Quote, Role, Span

EXAMPLES: list[dict[str, Any]] = tomllib.loads(
    files("luoshi.reading.measures").joinpath("examples.toml").read_text("utf-8")
)["example"]
YEARS = {"review": "2024", "plan": "2025", "outlook": "2026-2030"}
RULES = {rule.id for rule in FOUND}


def read(text: str, role: Role = "review") -> tuple[list[Draft], list[Other], list[Doubt]]:
    repaired = Repaired(text, array("I", range(len(text))), text)
    block = Block(0, len(text), (), role, YEARS.get(role), "test")
    return read_measures(repaired, [], [block], Identity(plan_year=2025, review_year=2024))


def shown(value: Decimal | None) -> str:
    return "-" if value is None else format(value.normalize(), "f")


def line(text: str, draft: Draft) -> list[str]:
    value = shown(draft.low) if draft.low == draft.high else f"{shown(draft.low)}..{shown(draft.high)}"
    fields = [text[draft.start : draft.end], value, draft.unit or "-", draft.relation, draft.kind]
    return [*fields, draft.role or "-", draft.year or "-", draft.scope or "-"]


def expected(wanted: str, role: str) -> list[str]:
    fields = [f.strip() for f in wanted.split("|")]
    return fields + [role, YEARS[role], "-"][len(fields) - 5 :]


@pytest.mark.parametrize("example", EXAMPLES, ids=[e["says"] for e in EXAMPLES])
def test_the_examples_hold(example: dict[str, Any]) -> None:
    text, role = example["text"], example.get("role", "review")
    drafts, others, doubts = read(text, role)
    assert [line(text, d) for d in drafts] == [expected(w, role) for w in example.get("wanted", [])]
    said = [f"{text[o.start : o.end]} | {o.why}" for o in others]
    assert said == example.get("none", [])
    assert not doubts


@pytest.mark.parametrize("example", EXAMPLES, ids=[e["says"] for e in EXAMPLES])
def test_every_digit_of_the_examples_is_accounted_for_once(example: dict[str, Any]) -> None:
    digits_are_covered_once(example["text"])


def digits_are_covered_once(text: str) -> None:
    drafts, others, doubts = read(text)
    found: list[Draft | Other | Doubt] = [*drafts, *others, *doubts]
    spans = sorted((f.start, f.end) for f in found)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(end - start <= 40 for start, end in spans)
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(m.start() in covered for m in re.finditer("[0-9]", text))


@given(
    st.text(
        alphabet="0123456789.,-—+×/:%（）“”第前一两三十百千万亿个家项年月日号元亩AG约超以上增长分别、，。\n 从到",
        max_size=60,
    )
)
def test_no_text_of_numerals_and_marks_leaves_a_digit_out(text: str) -> None:
    digits_are_covered_once(text)


def test_every_finding_names_a_rule_that_has_a_reason() -> None:
    for example in EXAMPLES:
        for draft in read(example["text"], example.get("role", "review"))[0]:
            assert draft.rule in RULES, draft
            assert draft.seen
    assert all(rule.because for rule in (*FOUND, *CONTEXT))


def test_context_says_which_rule_made_it() -> None:
    drafts, _, _ = read("推进总投资30亿元的项目。", "plan")
    assert drafts[0].seen[-1].startswith("role:context:total")


def test_figures_of_a_list_share_a_group_and_分别_distributes() -> None:
    drafts, _, _ = read("两类企业分别达到8家、48家，增长5%。")
    groups = [(d.group, d.place, d.distributed) for d in drafts if d.unit in ("家", "%")]
    assert groups[0][0] == groups[1][0] != 0
    assert groups[:2] == [(groups[0][0], 0, True), (groups[0][0], 1, True)]
    assert groups[2] == (0, 0, False)


def test_a_passage_about_what_is_wrong_makes_its_figures_context() -> None:
    drafts, _, _ = read("工业投资下降3%。", "issues")
    assert [d.role for d in drafts] == ["context"]


def test_a_number_beside_lost_characters_is_undecided() -> None:
    drafts, others, doubts = read("改造12\ufffd户。")
    assert (drafts, others) == ([], [])
    assert [(d.start, d.end, d.rule) for d in doubts] == [(2, 4, "doubt:lost")]


def test_a_run_of_digits_is_split_into_short_entries() -> None:
    _, others, _ = read("7" * 100)
    assert [(o.start, o.end, o.why) for o in others] == [(0, 40, "noise"), (40, 80, "noise"), (80, 100, "noise")]


def test_numerals_of_asides_take_the_reason_of_the_aside() -> None:
    def aside(reason: str, start: int, text: str) -> Aside:
        return Aside(Quote((Span(start, start + len(text)),), text), reason, "test")

    found = numerals_of_asides(
        [aside("page number", 10, "— 12 —"), aside("footnote mark", 30, "［3］"), aside("advert", 50, "电话123")]
    )
    assert [(n.quote.start, n.quote.text, n.why) for n in found] == [
        (12, "12", "page"),
        (31, "3", "ordinal"),
        (52, "123", "noise"),
    ]


@pytest.mark.parametrize(
    "piece", ["1", "5个、", "第一、", "1.", "1-", "1:", "1/", "1+", "增长5%，", "“", "（", "千万", "建设", "2024年"]
)
def test_time_grows_with_the_length_of_hostile_text(piece: str) -> None:
    assert within(0.5, lambda: read(piece * 16_000))
