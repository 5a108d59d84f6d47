"""What holds for any text at all."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.reading.repair import repair
from luoshi.reading.repair.weave import plain
from luoshi.sources import Document, from_text

PIECES = [
    *"，。、；：“”（）(),;①|",
    *("云州市", "增长", "5.6%", "12", "３４％", "万亩", "**", "---", "<p>", "</p>", "<b>", "<!--", "-->", "<script>"),
    *(
        "</script>",
        "&nbsp;",
        "&middot;",
        "&lt;",
        "〔1〕",
        "[2]",
        "（上接05版）",
        "??",
        "and",
        "一、",
        "（二）",
        "各位代表",
    ),
    *("责任编辑：", "分享到：", "名词解释", "https://a.b/c", "体比例", "生态保护基"),
]
SPACED = [
    " ",
    "\u3000",
    "\xa0",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\\r\\n",
    "## ",
    "- ",
    "— 3 —",
    " and ",
    "1. ",
    "本报记者 王某 摄",
]
STRANGE = ["\ufeff", "\u200b", "\ufdd0", "\x00", "\U00020000", "title: x"]

texts = st.lists(st.sampled_from(PIECES + SPACED + STRANGE), max_size=60).map("".join) | st.text(max_size=200)


def stands_for(document: Document, at: int, width: int, char: str) -> bool:
    """Whether a character of the repaired text may stand for this stretch of the document."""
    original = document.text[at : at + width]
    if at in document.replaced:
        return plain(document.replaced[at][0]) == char or document.replaced[at][0].isspace()
    if char in " \n":
        return original.isspace() or (char == "\n" and width > 1)
    return width == 1 and (
        original == char or char in plain(original) + plain(f"好{original}") + plain(f"{original}好")
    )


@given(texts)
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_repaired_and_every_character_accounted_for(text: str) -> None:
    document = from_text(text)
    repaired = repair(document)
    assert repaired.document == text
    assert len(repaired.source) == len(repaired.text)
    covered = set()
    for i, char in enumerate(repaired.text):
        at, width = repaired.source[i], repaired.widths.get(i, 1)
        assert stands_for(document, at, width, char), (i, char, text[at : at + width])
        covered.update(range(at, at + width))
    for aside in repaired.asides:
        assert aside.quote.holds_in(text)
        for span in aside.quote.spans:
            covered.update(range(span.start, span.end))
    assert [text[i] for i in range(len(text)) if i not in covered and not text[i].isspace()] == []


@given(texts, st.data())
@settings(max_examples=200, deadline=None)
def test_a_quote_is_the_documents_own_words(text: str, data: st.DataObject) -> None:
    repaired = repair(from_text(text))
    if not repaired.text:
        return
    start = data.draw(st.integers(0, len(repaired.text) - 1))
    end = data.draw(st.integers(start + 1, len(repaired.text)))
    assert repaired.quote(start, end).holds_in(text)
    for low, high in (*repaired.repeats, *repaired.glossary):
        assert 0 <= low < high <= len(repaired.text)


@given(texts)
@settings(max_examples=100, deadline=None)
def test_no_line_is_empty_and_none_has_space_at_its_ends(text: str) -> None:
    for line in repair(from_text(text)).text.split("\n"):
        assert line == line.strip(" \t\u3000\xa0") or line.isspace()
