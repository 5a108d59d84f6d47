"""Tasks: what tells them apart is added up rightly, deadlines and origins are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reading.tasks import checkable, model
from luoshi.reading.tasks.deadlines import deadline
from luoshi.reading.tasks.parts import origin
from luoshi.reading.tasks.split import rows, spans

_HUNDREDTHS = st.integers(-9999, 9999)


@given(st.lists(st.tuples(_HUNDREDTHS, _HUNDREDTHS, _HUNDREDTHS), min_size=1, max_size=19))
def test_packed_weights_add_up_like_the_three_numbers_they_hold(weights: list[tuple[int, int, int]]) -> None:
    assert model.unpacked(sum(map(model.packed, weights))) == tuple(map(sum, zip(*weights, strict=True)))


@pytest.mark.parametrize(
    ("words", "said", "due"),
    [
        ("老旧管网取暖季前完成改造", "取暖季前", "2026-10-31"),
        ("续建项目一季度全部复工、新建项目上半年全部开工", "一季度、上半年", "2026-06-30"),
        ("项目6月底前建成投产", "6月底前", "2026-06-30"),
        ("全年新增就业三千人", None, "2026-12-31"),
        ("加强食品药品监管", None, "2026-12-31"),
    ],
)
def test_a_deadline_is_told_as_words_and_as_a_day(words: str, said: str | None, due: str) -> None:
    assert deadline(words, 0, len(words), 2026) == (said, due)


def test_an_origin_is_told_from_the_words_or_from_the_nearest_heading() -> None:
    assert origin("办好省级民生实事", ("市级民生实事",)) == "省级"
    assert origin("新建幼儿园3所", ("民生工程", "市级民生实事")) == "市级"
    assert origin("新建幼儿园3所", ("民生工程",)) is None


def _tasks(text: str) -> list[tuple[str, str]]:
    return [
        (text[f.start : f.end], checkable.without_figure(f.clauses, text))
        for s in rows(text, 0, len(text), [])
        for f in spans(s)
    ]


def test_a_purpose_stays_with_its_task_and_a_frame_is_in_none() -> None:
    assert _tasks("坚持教育优先，实施“强师”工程，不断提升教学质量。加强食品药品监管。") == [
        ("实施“强师”工程，不断提升教学质量", "named"),
        ("加强食品药品监管", "general"),
    ]
