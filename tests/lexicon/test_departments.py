"""Departments: the data is sound, and tasks go to those whom the examples name."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from luoshi.lexicon import indicators
from luoshi.lexicon.bodies import bodies
from luoshi.lexicon.departments import KINDS, load, suggest
from luoshi.lexicon.tables import HERE, LexiconError

EXAMPLES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (HERE / "departments.examples.toml").read_text(encoding="utf-8")
)


def suggested(task: str, **more: Any) -> list[str]:
    return [suggestion.department for suggestion in suggest(task, **more)]


@pytest.mark.parametrize("example", EXAMPLES["wanted"], ids=lambda example: example["task"])
def test_a_task_goes_to_its_department(example: dict[str, Any]) -> None:
    found = suggested(example["task"])
    assert found[:1] == [example["lead"]]
    assert set(example.get("with", ())) <= set(found[1:])


@pytest.mark.parametrize("example", EXAMPLES["unwanted"], ids=lambda example: example["task"])
def test_a_slogan_goes_to_nobody(example: dict[str, Any]) -> None:
    assert suggested(example["task"]) == []


@pytest.mark.parametrize("example", EXAMPLES["not"], ids=lambda example: example["task"])
def test_a_task_does_not_go_where_only_a_word_points(example: dict[str, Any]) -> None:
    assert example["id"] not in suggested(example["task"])


@pytest.mark.parametrize("example", EXAMPLES["named"], ids=lambda example: example["text"])
def test_the_units_that_a_text_names_are_found(example: dict[str, Any]) -> None:
    found = bodies(example["text"])
    assert [body.text for body in found] == example["units"]
    assert all(example["text"][body.start : body.end] == body.text for body in found)


def test_every_department_of_the_examples_exists() -> None:
    for example in (*EXAMPLES["wanted"], *EXAMPLES["not"]):
        assert example.get("lead", example.get("id")) in load().entries


def test_kinds_and_ids_are_in_order() -> None:
    keys = [(KINDS.index(department.kind), department.id) for department in load().entries.values()]
    assert keys == sorted(keys)


def test_no_keyword_stands_twice_in_a_department_and_each_list_is_sorted() -> None:
    for department in load().entries.values():
        words = (*department.strong, *department.weak, *department.negative)
        assert len(words) == len(set(words)), department.id
        for listed in (department.strong, department.weak, department.negative, department.indicators):
            assert list(listed) == sorted(listed), department.id


def test_no_alias_stands_twice() -> None:
    aliases = [alias for department in load().entries.values() for alias in department.aliases]
    assert len(aliases) == len(set(aliases))


def test_the_indicators_of_departments_exist_and_each_indicator_has_an_owner() -> None:
    owned = {name for department in load().entries.values() for name in department.indicators}
    assert owned == set(indicators.load().indicators)


def test_names_follow_the_level() -> None:
    agriculture = load().entries["agriculture"]
    assert agriculture.named("地级") == "市农业农村局"
    assert agriculture.named("县级") == "县农业农村局"
    assert agriculture.named("省级") == "省农业农村厅"
    assert agriculture.named("国家级") == "农业农村部"
    assert load().entries["landscape"].named("国家级") is None


def test_at_most_one_leads_and_three_support_the_best_first() -> None:
    found = suggest("统筹就业、教育、医疗、养老、住房保障、交通运输、生态环境等民生工作")
    assert [suggestion.role for suggestion in found] == ["牵头", "配合", "配合", "配合"]
    scores = [suggestion.score for suggestion in found]
    assert scores == sorted(scores, reverse=True)


def test_the_reason_names_the_words_in_both_languages() -> None:
    (found,) = suggest("新建高标准农田15万亩")
    assert found.name == "市农业农村局"
    assert found.reason.zh == "文中有“高标准农田”，属其职责（系统建议）"
    assert found.reason.en == "words of its duties: 高标准农田 (suggested)"


def test_a_heading_alone_suggests_nobody_but_helps_a_weak_word() -> None:
    assert suggested("不断提升工作水平", headings=("推进乡村振兴",)) == []
    assert suggested("改善村级办公条件") == []
    assert suggested("改善村级办公条件", headings=("推进乡村振兴",)) == ["agriculture"]


def test_an_indicator_leads_to_its_owner() -> None:
    assert suggested("全年达到808万亩以上", indicators=("grain-area",)) == ["agriculture"]


def test_line_breaks_and_quotation_marks_do_not_hide_a_word() -> None:
    assert suggested("建设“高标准\n农田”") == ["agriculture"]


LOCAL = """
[department.landscape]
drop = true

[department.lake]
kind = "派出机构"
name = "{市}盐湖保护局"
province = "{省}盐湖保护局"
en = "Lake Protection"
aliases = "盐湖保护局"
strong = "盐湖"
"""


def test_a_local_file_adds_and_drops_departments(tmp_path: Path) -> None:
    path = tmp_path / "local.toml"
    path.write_text(LOCAL, encoding="utf-8")
    departments = load(path)
    assert "landscape" not in departments.entries
    assert [s.name for s in suggest("加强盐湖治理", departments=departments)] == ["市盐湖保护局"]
    assert suggested("加强盐湖治理") == []
    assert [body.department for body in bodies("由市盐湖保护局负责", path)] == ["lake"]


def test_a_local_file_cannot_drop_what_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "local.toml"
    path.write_text("[department.nobody]\ndrop = true\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"department\.nobody: drop: there is no such department"):
        load(path)


def test_an_unknown_key_of_a_local_file_fails_by_name(tmp_path: Path) -> None:
    path = tmp_path / "local.toml"
    path.write_text(LOCAL + 'colour = "red"\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=r"local\.toml: department\.lake: unknown key 'colour'"):
        load(path)
