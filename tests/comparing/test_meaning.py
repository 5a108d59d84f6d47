"""What phrases mean, counted in the corpus."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.comparing import meaning
from luoshi.comparing.likeness import grams
from luoshi.comparing.words import load

PHRASES = (
    "切实做好保交楼工作",
    "问题楼盘处置",
    "粮食总产量稳定",
    "城镇新增就业",
    "新增高新技术企业",
    "PM2.5平均浓度下降",
)


def signs(text):
    return meaning.signs(frozenset(grams(text, load())))


@pytest.mark.parametrize(
    ("phrase", "near", "other"),
    [
        ("切实做好保交楼工作", "一楼一策开展问题楼盘处置", "粮食播种面积稳定"),
        ("稳定粮食生产", "夏粮再获丰收", "新增停车泊位"),
        ("扩大优质教育资源", "新增中小学学位", "外贸进出口总额"),
        ("招引亿元以上项目", "签约落地大项目", "老旧小区改造"),
    ],
)
def test_what_is_of_one_matter_is_nearer_than_what_is_of_another(phrase, near, other):
    assert meaning.unlike(signs(phrase), signs(near)) < meaning.unlike(signs(phrase), signs(other)) - 10


def test_a_phrase_that_the_table_does_not_know_means_nothing():
    assert signs("龘靐齉") is None
    assert signs("") is None
    assert meaning.unlike(None, signs("粮食产量")) == meaning.unlike(None, None) == meaning.lanes().width


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=6))
def test_the_order_of_words_changes_nothing_and_nothing_is_as_like_as_itself(phrases):
    pairs = [pair for phrase in phrases for pair in grams(phrase, load())]
    forth, back = meaning.signs(frozenset(pairs)), meaning.signs(frozenset(reversed(pairs)))
    assert forth == back
    assert meaning.unlike(forth, forth) == 0


def test_a_sentence_longer_than_a_lane_holds_is_cut_and_not_spilled():
    known = sorted(meaning.lanes().begins)[:900]
    first = meaning.signs(frozenset(known))
    assert first == meaning.signs(frozenset(reversed(known)))
    assert first == meaning.signs(frozenset(known[: meaning.MOST]))
