"""JSON out and in: the same values come back, and what is no report is refused with the place."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from luoshi.exchange.as_json import SchemaError, dumps, loads
from luoshi.values import Report


def test_a_report_comes_back_as_it_was(city: Report, newspaper: Report) -> None:
    assert loads(dumps(city)) == city
    assert loads(dumps(newspaper)) == newspaper


def test_figures_are_exact_and_tasks_bear_their_words(city: Report) -> None:
    data = json.loads(dumps(city))
    assert next(m for m in data["measures"] if m["text"] == "1286.4亿元")["low"] == "128640000000"
    task = next(t for t in data["tasks"] if "高标准农田15万亩" in t["text"])
    assert task["figures"] == ["15万亩"] and len(task["figure_ids"]) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("[]", "expected a JSON object with the key 'schema'"),
        ('{"schema": "99.0"}', "schema '99.0'"),
        ('{"schema": "1.0", "source": 5}', "report.source: 5: expected an object"),
    ],
)
def test_what_is_no_report_is_refused_with_the_place(text: str, said: str) -> None:
    with pytest.raises(SchemaError, match=said.replace("[", r"\[")):
        loads(text)


def test_a_quote_that_does_not_hold_is_refused(city: Report) -> None:
    data = json.loads(dumps(city))
    data["measures"][0]["text"] = "999亿元"
    with pytest.raises(SchemaError, match="999亿元"):
        loads(json.dumps(data))


def test_an_unknown_role_is_refused_with_what_was_expected(city: Report) -> None:
    data = json.loads(dumps(city))
    data["measures"][0]["role"] = "wish"
    with pytest.raises(SchemaError, match=r"measures\[0\].role: 'wish': expected one of review, plan"):
        loads(json.dumps(data))


def test_a_report_whose_quote_is_not_its_text_cannot_be_built(city: Report) -> None:
    with pytest.raises(ValueError, match="the text at"):
        replace(city, text="x" * len(city.text))
