"""Where words stand in the original file: looked up by offset, and kept in JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.exchange.as_json import dumps, loads
from luoshi.values import Identity, Place, Quote, Report, SourceInfo, Span

TEXT = "新建公园12个，\n改造小区45个。"
LINE = Place(0, 8, page=2, box=(0.1, 0.2, 0.5, 0.25))
CELL = Place(9, 17, paragraph=3, cell="表1!B2", file="报告.docx")
REPORT = Report(SourceInfo("报告", "x", "", "", len(TEXT)), Identity(), TEXT, places=(LINE, CELL))


def test_a_characters_place_is_its_share_of_the_box() -> None:
    place = REPORT.place_of(4)
    assert place is not None and place.box == pytest.approx((0.3, 0.2, 0.35, 0.25))
    assert (place.start, place.end, place.page) == (4, 5, 2)


def test_a_column_that_is_set_downwards_is_shared_from_top_to_bottom() -> None:
    downwards = replace(REPORT, places=(Place(0, 4, page=1, box=(0.1, 0.2, 0.15, 0.6)),))
    place = downwards.place_of(3)
    assert place is not None and place.box == pytest.approx((0.1, 0.5, 0.15, 0.6))


def test_words_over_two_lines_have_a_place_in_each_and_the_break_between_has_none() -> None:
    quote = Quote((Span(4, 8), Span(9, 11)), TEXT[4:8] + TEXT[9:11])
    assert [(p.start, p.end, p.page, p.cell) for p in REPORT.places_of(quote)] == [
        (4, 8, 2, None),
        (9, 11, None, "表1!B2"),
    ]
    assert REPORT.place_of(8) is None
    assert replace(REPORT, places=()).place_of(4) is None


def test_json_keeps_places_a_line_each_without_what_is_not_known() -> None:
    written = dumps(REPORT)
    assert loads(written) == REPORT
    assert '\n  {"start": 9, "end": 17, "paragraph": 3, "cell": "表1!B2", "file": "报告.docx"}\n' in written
    assert '"places"' not in dumps(replace(REPORT, places=()))


def test_a_json_file_without_places_is_read_as_before() -> None:
    data = json.loads(dumps(REPORT))
    del data["places"]
    assert loads(json.dumps(data | {"schema": "1.0"})) == replace(REPORT, places=())


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), max_size=6), st.integers(0, 40), st.integers(0, 10))
def test_what_is_found_is_what_overlaps(runs: list[tuple[int, int]], start: int, size: int) -> None:
    places, at = [], 0
    for gap, length in runs:
        places.append(Place(at + gap, at + gap + length, paragraph=len(places) + 1))
        at += gap + length
    report = Report(SourceInfo("a", "x", "", "", 60), Identity(), "字" * 60, places=tuple(places))
    found = {i for p in report.places_of(Span(start, start + size)) for i in range(p.start, p.end)}
    assert found == {i for p in places for i in range(p.start, p.end) if start <= i < start + size}
