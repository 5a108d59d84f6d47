"""Full-text search of the ledger: a word of two characters is found wherever it was said, by those who may see it."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.web.conftest import Office

from luoshi.web import paging
from luoshi.web.actions import organisation
from luoshi.web.actions.reassigning import reassign
from luoshi.web.models import Commitment, SearchRow
from luoshi.web.search import marks
from luoshi.web.search.spaced import QUERY, asked, spaced, tokens, units

TEXT = st.text("项目建设水务0123, 2026〔〕号ab１Ａ|\n", max_size=40)


def found(office: Office, query: str, who: str = "supervisor", **more: str) -> list[str]:
    answer = office.browser(who).get("/ledger/", {"q": query} | more)
    assert answer.status_code == 200
    return [line.commitment.number for line in answer.context["lines"]]


@pytest.fixture
def told(office: Office) -> tuple[str, str]:
    """Two commitments: one with words in every place that is searched, one with other words."""
    one = office.commitment(
        quote="改造老旧小区55个，惠及12万居民", path="民生 / 住房保障", above="省15件之3", number="2026-0012"
    )
    one = office.do("supervisor", one, "assign", matter="一般")
    office.do("handler", one, "deploy", summary="ＡＩ调度平台和5G基站已招标，资金1,075.1万元；见澄政办发〔2026〕3号")
    other = office.commitment(number="2026-0112", lead=office.units["教育"])
    return one.number, other.number


@pytest.mark.parametrize(
    "query",
    [
        "小区", "居民", "12万", "住房", "民生", "省15件", "2026-0012", "0012", "基站", "水务", "市水务局", "区", "招标",
        "ai", "AI调", "Ａ", "5g", "１２万", "1075.1", "1,075.1万", "澄政办发〔2026〕3号", "[2026] 3号", "澄政办发2026",
        "小区 招标", "招标　小区", '"小区"', "“老旧小区”", "小区；招标", "调度",
    ],
)  # fmt: skip
def test_a_word_is_found_where_it_was_said(office: Office, told: tuple[str, str], query: str) -> None:
    # 小区；招标 is one word with a stop in it, and stands nowhere.
    assert found(office, query) == ([] if "；" in query else [told[0]])


@pytest.mark.parametrize(
    "query", ["区小", "2万", "3件之", "招投标", "075", "小区 教育局", "15件之4", "2026-001", "012", "设加"]
)
def test_what_was_not_said_is_not_found(office: Office, told: tuple[str, str], query: str) -> None:
    assert found(office, query) == []


def test_what_both_say_finds_both_and_a_filter_narrows_it(office: Office, told: tuple[str, str]) -> None:
    assert found(office, "水库除险") == [*told]
    assert found(office, "水库", lead=str(office.units["教育"].pk)) == [told[1]]


def test_what_was_said_in_an_act_is_found_at_once_and_what_came_before_still(
    office: Office, told: tuple[str, str]
) -> None:
    one = Commitment.objects.get(number=told[0])
    office.do("handler", one, "feedback", summary="征地受阻")
    assert found(office, "受阻") == found(office, "招标") == [told[0]]
    one = office.do("head", one, "apply", files=1, result="办完")
    assert found(office, "验收") == [told[0]], "the name of a file that was laid before"


def test_those_who_may_not_see_it_do_not_find_it(office: Office, told: tuple[str, str]) -> None:
    assert found(office, "招标", "handler") == found(office, "招标", "leader") == [told[0]]
    for who in ("outsider", "sysadmin", "auditor"):
        assert found(office, "招标", who) == []
    Commitment.objects.get(number=told[0]).restricted.add(office.cast["head"].post)  # type: ignore[arg-type]
    assert found(office, "招标", "handler") == []


@pytest.mark.parametrize(
    "query",
    ['"', "'", "*", "NOT", "a AND", "小区 OR 教育", 'x" OR words:"', "')) --", "%", "_", "\\", "(", "小区*", "^小区",
     "words:小区", "&|!<->:*", "🚧", "\u200b", "é", "٣", "小\ufffd区",
     "0" * 300, "水" * 5000, " ".join("水库" for _ in range(500)), "\x00", "小区\x00"],
)  # fmt: skip
def test_no_query_is_an_error_or_a_command(office: Office, told: tuple[str, str], query: str) -> None:
    assert told[1] not in found(office, query) or set(query) <= {"水", "库", " "}


def test_a_query_with_nothing_to_search_for_finds_nothing(office: Office, told: tuple[str, str]) -> None:
    assert found(office, "……") == []


def test_the_words_are_marked_in_the_title_and_otherwise_where_they_were_said(
    office: Office, told: tuple[str, str]
) -> None:
    page = office.browser("supervisor").get("/ledger/?q=水库").content.decode()
    assert page.count("完成澄川<mark>水库</mark>除险加固") == 2
    page = office.browser("supervisor").get("/ledger/?q=招标 水库").content.decode()
    assert "5G基站已<mark>招标</mark>，资金" in page and "<mark>水库</mark>" in page
    office.do("handler", Commitment.objects.get(number=told[0]), "feedback", summary="<script>甲方</script>")
    page = office.browser("supervisor").get("/ledger/?q=甲方").content.decode()
    assert "&lt;script&gt;<mark>甲方</mark>&lt;/script&gt;" in page


def test_a_unit_that_is_renamed_is_found_by_its_new_name(office: Office, told: tuple[str, str]) -> None:
    organisation.unit(office.cast["sysadmin"], {"id": str(office.units["水务"].pk), "name": "市河湖局", "active": "1"})
    assert found(office, "河湖") == [told[0]]
    assert found(office, "水务") == []


def test_the_migration_brings_in_what_was_there_before_it(office: Office, told: tuple[str, str]) -> None:
    before = dict(SearchRow.objects.values_list("commitment__number", "text"))
    _forget()
    assert found(office, "招标") == []
    migration: Any = import_module("luoshi.web.migrations.0063_search_units")
    migration.fill(apps, SimpleNamespace(connection=connection))
    assert found(office, "招标") == [told[0]]
    assert dict(SearchRow.objects.values_list("commitment__number", "text")) == before


def _forget() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for row in SearchRow.objects.all():
                cursor.execute(
                    "INSERT INTO web_searchwords (web_searchwords, rowid, words) VALUES ('delete', %s, %s)",
                    [row.pk, " ".join(tokens(row.text))],
                )
        cursor.execute("DELETE FROM web_searchrow")


def test_a_commitment_of_which_very_much_was_said_is_kept_and_found(office: Office) -> None:
    one = office.do("supervisor", office.commitment(), "assign", matter="一般")
    words = "".join(chr(0x4E00 + i) if i < 20_000 else chr(0x3400 + i - 20_000) for i in range(25_000))
    office.do("handler", one, "deploy", summary=f"开头{words}")
    assert found(office, "开头") == found(office, words[9_000:9_004]) == [one.number]
    assert found(office, words[24_000:24_004]) == [], "beyond what a paragraph is read to"


@given(TEXT, TEXT)
def test_a_text_holds_a_word_exactly_if_the_index_says_so(text: str, query: str) -> None:
    """Tokens and exact words together say the same as a look for the units one after the other."""
    kept = spaced([text])
    there = set(tokens(kept))
    for word in asked(query):
        run, wanted = units(text), list(word.units)
        size = len(wanted)
        stands = any(
            run[i : i + size - 1] == wanted[:-1]
            and (run[i + size - 1] == wanted[-1] or (word.prefix and run[i + size - 1].startswith(word.prefix)))
            for i in range(len(run) - size + 1)
        )
        index = there.issuperset(word.tokens) and (not word.prefix or any(t.startswith(word.prefix) for t in there))
        assert (index and (not word.exact or word.exact in kept)) is stands


@given(TEXT, TEXT)
def test_marks_lose_no_character(text: str, query: str) -> None:
    pieces = marks.marked(text, asked(query))
    assert "".join(piece for piece, _ in pieces) == text
    assert any(hit for _, hit in pieces) is any(marks.all_in(text, [word]) for word in asked(query))


def test_a_query_is_read_to_a_bound() -> None:
    assert len(asked("水" * (QUERY + 50))[0].units) == QUERY
    assert len(asked(" ".join("甲乙丙丁戊己庚辛壬癸子丑"))) == 10


@pytest.mark.parametrize("who", ["supervisor", "handler", "viewer"])
@pytest.mark.parametrize("more", [{}, {"sort": "-due"}, {"sort": "-number"}, {"kind": "open"}, {"heading": "民生"}])
def test_what_stands_on_many_is_found_in_the_same_order_as_what_stands_on_few(
    office: Office, who: str, more: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(12):
        unit = office.units["水务" if n % 3 else "教育"]
        office.do("supervisor", office.commitment(lead=unit, path=f"民生 / {n % 2}"), "assign", matter="一般")
    few = found(office, "水库", who, **more)
    monkeypatch.setattr(paging, "FEW", 5)
    monkeypatch.setattr(paging, "MOST", 5)
    assert found(office, "水库", who, **more) == few[:5]
    assert len(few) == (8 if who == "handler" else 12)


def test_a_unit_finds_what_it_supports_from_when_it_does(office: Office) -> None:
    one = office.in_hand()
    assert found(office, "水库", "outsider") == []
    reassign(office.cast["supervisor"], one, one.lead_id or 0, one.leader_id, [office.units["教育"].pk], "请配合")
    assert found(office, "水库", "outsider") == [one.number]
