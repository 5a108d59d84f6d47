"""An official document of headings, paragraphs and tables: Word opens it, and nothing that was written is lost."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.exchange.official import Block, Heading, Mark, Table, Title, Words, write

BLOCKS: tuple[Block, ...] = (
    Mark("督查通报", "〔2026〕第3期", "市政府办公室", "2026年4月2日"),
    Title("关于2026年3月重点工作督查情况的通报"),
    Words("各有关单位：", "to"),
    Heading("一、总体情况"),
    Words("红灯2项。\n黄灯1项 <script> & “引号”。"),
    Table(("名次", "单位"), (10, 90), ("center", "left"), (("1", "市水务局"), ("—", "市教育局"))),
    Words("注：并列。", "note"),
    Words("市政府办公室", "sign"),
    Words("ab" * 64, "fine"),
)


def opened(blocks: tuple[Block, ...]) -> docx.document.Document:
    return docx.Document(io.BytesIO(write(blocks, "通报", "通报")))


def test_every_block_stands_in_the_document_in_order_on_the_page_of_the_norm() -> None:
    document = opened(BLOCKS)
    words = [p.text for p in document.paragraphs if p.text]
    assert words == [
        "督查通报", "〔2026〕第3期", "市政府办公室\t2026年4月2日", "关于2026年3月重点工作督查情况的通报",
        "各有关单位：", "一、总体情况", "红灯2项。", "黄灯1项 <script> & “引号”。", "注：并列。",
        "市政府办公室", "ab" * 64,
    ]  # fmt: skip
    assert [[c.text for c in row.cells] for row in document.tables[0].rows] == [
        ["名次", "单位"], ["1", "市水务局"], ["—", "市教育局"],
    ]  # fmt: skip
    section = document.sections[0]
    assert [round(side.mm) for side in (section.top_margin, section.left_margin, section.page_width)] == [37, 28, 210]


def test_the_mark_is_red_and_stands_over_a_red_rule() -> None:
    xml = opened(BLOCKS).element.xml
    assert xml.count('<w:color w:val="C00000"/>') == 1
    assert 'w:bottom w:val="single" w:sz="16" w:space="4" w:color="C00000"' in xml


def test_the_same_blocks_are_the_same_bytes() -> None:
    assert write(BLOCKS, "通报", "通报") == write(BLOCKS, "通报", "通报")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["text", "to", "sign", "note", "fine"]))
def test_whatever_is_typed_can_be_opened(words: str, kind: str) -> None:
    opened((Title(words), Words(words, kind), Table((words,), (1,), ("left",), ((words,),))))  # type: ignore[arg-type]


@pytest.mark.parametrize("rows", [(), (("长" * 3000, "短"),)])
def test_a_table_may_be_empty_or_hold_a_cell_longer_than_a_page(rows: tuple[tuple[str, ...], ...]) -> None:
    table = opened((Table(("事项", "单位"), (80, 20), ("left", "left"), rows),)).tables[0]
    assert len(table.rows) == 1 + len(rows)
    if rows:
        assert "cantSplit" not in table.rows[1]._tr.xml  # a row higher than a page may be torn
