"""How places changed: what goes on under another name, code or kind, and what ended as part of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.lexicon import changes, places
from luoshi.lexicon.tables import LexiconError


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (("110228", "密云县"), ("110118", "密云区"), ["2015年密云县改制为密云区"]),
        (("340221", "芜湖县"), ("340210", "湾沚区"), ["2020年芜湖县改制为湾沚区"]),
        (("420600", "襄樊市"), ("420600", "襄阳市"), ["2010年襄樊市更名为襄阳市"]),
        (("512081", "简阳市"), ("510185", "简阳市"), ["2016年简阳市代码改变，仍为简阳市"]),
        (("140800", "运城市"), ("140800", "运城市"), []),
    ],
)
def test_a_place_goes_on(old: tuple[str, str], new: tuple[str, str], told: list[str]) -> None:
    found = changes.path(old, new)
    assert found is not None and [change.told() for change in found] == told


def test_a_place_is_followed_through_several_changes_in_the_order_of_their_years() -> None:
    found = changes.path(("510226", "合川县"), ("500117", "合川区"))
    assert found is not None and [c.year for c in found] == sorted(c.year for c in found) and len(found) >= 4


@pytest.mark.parametrize(
    ("old", "new"),
    [(("320705", "新浦区"), ("320706", "海州区")), (("130603", "北市区"), ("130606", "莲池区")),
     (("110118", "密云区"), ("110228", "密云县")), (("140800", "运城市"), ("141000", "临汾市"))],
)  # fmt: skip
def test_a_merger_a_way_back_and_another_place_are_no_going_on(old: tuple[str, str], new: tuple[str, str]) -> None:
    assert changes.path(old, new) is None


def test_mergers_are_known_by_what_they_became_part_of() -> None:
    assert [c.old_name for c in changes.merged_into("130606", "莲池区")] == ["北市区", "南市区"]


def test_every_change_of_this_century_leads_to_a_unit_that_the_gazetteer_knows() -> None:
    last = {(c.new_code, c.new_name) for c in changes.load() if c.year >= 2000}
    later = {(c.old_code, c.old_name) for c in changes.load()}
    unknown = [key for key in last - later if places.get(key[0]) is None]
    assert len(unknown) <= len(last) // 50, sorted(unknown)[:10]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "place_changes.tsv"
    path.write_text("2015\t升格\t110228\t密云县\t110118\t密云区\n", "utf-8")
    with pytest.raises(LexiconError, match="升格"):
        changes.load(path)
