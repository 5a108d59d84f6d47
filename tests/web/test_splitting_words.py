"""Splitting a task: however lines are broken, no word is lost, none is added, every part stands in the text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from luoshi.values import Quote, Span
from luoshi.web.desk.words import JOINTS, cut

PIECES = st.lists(st.text("新建改造老旧小区学位个家0123", min_size=1, max_size=8), min_size=2, max_size=6)


@given(PIECES, st.lists(st.sampled_from("，、；\n"), min_size=5, max_size=5), st.data())
def test_parts_of_a_torn_quote_hold_every_word_once(pieces: list[str], marks: list[str], data: st.DataObject) -> None:
    words = "".join(piece + mark for piece, mark in zip(pieces, [*marks[: len(pieces) - 1], ""], strict=True))
    tear = data.draw(st.integers(1, len(words) - 1)) if len(words) > 1 else 1
    text = f"前文{words[:tear]}页脚{words[tear:]}后文"
    quote = Quote((Span(2, 2 + tear), Span(4 + tear, 4 + len(words))), words)
    assert quote.holds_in(text)
    parts = cut(quote, pieces)
    assert ["".join(c for c in p.text if c not in JOINTS) for p in parts] == pieces
    assert all(part.holds_in(text) for part in parts)
    ends = [s for part in parts for s in part.spans]
    assert all(a.end <= b.start for a, b in pairwise(ends))
