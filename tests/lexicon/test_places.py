"""The gazetteer: names, short names, parents, and units that are no more."""

from __future__ import annotations

import pytest

from luoshi.lexicon.places import FILE, find, get

NAMED = [
    ("山西省", "140000", "省级", "山西省"),
    ("运城", "140800", "地级", "山西省运城市"),
    ("运城市盐湖区", "140802", "县级", "山西省运城市盐湖区"),
    ("山西省运城市盐湖区", "140802", "县级", "山西省运城市盐湖区"),
    ("盐湖区", "140802", "县级", "山西省运城市盐湖区"),
    ("恩施", "422800", "地级", "湖北省恩施土家族苗族自治州"),
    ("延边", "222400", "地级", "吉林省延边朝鲜族自治州"),
    ("内蒙古", "150000", "省级", "内蒙古自治区"),
    ("大兴安岭", "232700", "地级", "黑龙江省大兴安岭地区"),
    ("浦东新区", "310115", "县级", "上海市浦东新区"),
    ("济源", "419001", "县级", "河南省济源市"),
    ("祁县", "140727", "县级", "山西省晋中市祁县"),
    ("国务院", "000000", "国家级", "中华人民共和国"),
]


@pytest.mark.parametrize(("name", "code", "level", "full"), NAMED, ids=[row[0] for row in NAMED])
def test_a_name_is_its_place(name: str, code: str, level: str, full: str) -> None:
    place = find(name)
    assert place is not None
    assert (place.code, place.level, place.full_name()) == (code, level, full)


def test_an_ambiguous_county_needs_its_parent() -> None:
    assert find("朝阳区") is None
    place = find("朝阳区", "北京市")
    assert place is not None and place.code == "110105"
    assert find("朝阳", find("北京")) == place


def test_the_higher_of_two_namesakes_is_meant() -> None:
    province, city = find("吉林"), find("吉林市")
    assert province is not None and province.level == "省级"
    assert city is not None and city.level == "地级"


def test_an_abolished_unit_is_found_with_its_end_and_successor() -> None:
    old = find("太谷县")
    assert old is not None and (old.until, old.successor) == (2019, "140703")
    assert get("140703") == find("太谷区")


def test_no_place_is_no_place() -> None:
    assert find("乌有市") is None
    assert find("盐湖区", "浙江省") is None
    assert find("盐湖区", "乌有市") is None
    assert find("晋中国家") is None
    assert get("999999") is None


def rows() -> list[list[str]]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def test_all_provinces_prefectures_and_counties_are_there() -> None:
    count = {level: sum(row[2] == level and len(row) == 3 for row in rows()) for level in "123"}
    assert count["1"] == 34
    assert count["2"] >= 330
    assert count["3"] >= 2840


def test_the_rows_are_well_formed_unique_and_in_order() -> None:
    table = rows()
    keys = [(row[0], row[3] if len(row) > 3 else "9999", row[1]) for row in table]
    assert keys == sorted(keys)
    assert len({(row[0], row[1]) for row in table}) == len(table)
    assert all(len(row[0]) == 6 and row[0].isdecimal() for row in table)


def test_each_successor_exists() -> None:
    existing = {row[0] for row in rows() if len(row) == 3}
    assert all(row[4] in existing for row in rows() if len(row) == 5)


def test_each_existing_unit_lies_in_a_province() -> None:
    for row in rows():
        place = get(row[0])
        assert place is not None
        while place.parent is not None and place.level != "省级":
            place = place.parent
        assert place.level == "省级", row
