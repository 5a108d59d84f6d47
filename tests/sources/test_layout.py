"""Pages of positioned characters become text in the order in which a reader reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typesetting import Sheet, balanced, grid, poured

from luoshi.sources.layout import Char, Laid, Page, Run, lay_out, lines, runs

SAID = (
    "2025年，全市地区生产总值完成1359.8亿元，增长5.7%；规模以上工业增加值增长8.1%，固定资产投资增长4.2%。"
    "城镇新增就业4.36万人，城乡居民人均可支配收入分别增长5.6%、7.2%。"
)
PROMISED = "今年，新改建农村公路260公里，建设高标准农田20万亩，粮食总产稳定在31亿斤以上，开工建设青溪水库扩建工程。"
REPORT = [
    SAID,
    PROMISED,
    "新增限上商贸企业40家，滚动实施市级重点项目280个。",
    SAID.replace("5", "6"),
    PROMISED.replace("2", "3"),
]


def shown(laid: Laid) -> list[str]:
    """The lines of the text without what is hidden."""
    text = laid.text
    for span, _ in sorted(laid.hidden, key=lambda h: -h[0].start):
        text = text[: span.start] + text[span.end :]
    return [line.replace(" ", "") for line in text.split("\n") if line.strip()]


def hidden(laid: Laid) -> list[tuple[str, str]]:
    return [(laid.text[span.start : span.end], why) for span, why in laid.hidden]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("indent", [0, 2])
def test_columns_are_read_one_after_another_and_torn_sentences_are_whole(count: int, indent: int) -> None:
    sheet = Sheet()
    report = REPORT * 3
    poured(sheet, report, balanced(report, count, indent=indent), indent)
    read = shown(lay_out([sheet.page()]))
    if indent:
        assert read == report
    else:
        # Without indents nothing parts two paragraphs where a line is full; no character may be lost or moved.
        assert "".join(read) == "".join(report)


def test_a_heading_over_all_columns_parts_what_stands_above_from_what_stands_below() -> None:
    sheet = Sheet()
    said, promised = SAID * 3, PROMISED * 8
    poured(sheet, [said], balanced([said], 3))
    sheet.line("二、2026年重点工作", 180, 240, 18)
    poured(sheet, [promised], balanced([promised], 3, 275))
    assert shown(lay_out([sheet.page()])) == [said, "二、2026年重点工作", promised]


def test_a_caption_and_a_pull_quote_do_not_tear_the_sentence_around_them() -> None:
    sheet = Sheet()
    columns = grid(2, 100, 164)
    poured(sheet, [SAID], columns)
    left, top, right, _ = columns[0]
    half = Sheet()
    poured(half, [SAID], [(left, top, right, 148), (left, 300, right, 700)])
    half.line("青岚新材料产业园施工现场。本报记者　郑禾　摄", left, 240, 8)
    half.line("建设高标准农田20万亩", left, 262, 15)
    laid = lay_out([half.page()])
    assert shown(laid) == [SAID, "建设高标准农田20万亩"]
    assert [why for _, why in hidden(laid)] == ["caption"]


def test_columns_under_one_headline_are_its_article_though_other_news_stand_beside_it() -> None:
    sheet = Sheet()
    sheet.line("经济数据发布", 20, 60, 18)
    news = "新华社北京1月20日电　国家统计局20日发布数据，初步核算，全年国内生产总值比上年增长5.0%。"
    poured(sheet, [news] * 4, [(20, 90, 140, 790)])
    sheet.line("政府工作报告", 310, 60, 24)  # over the middle one of three columns
    report = [SAID, PROMISED] * 4
    columns = [(160 + 145 * i, 110, 290 + 145 * i, 110 + 16 * 19) for i in range(3)]
    poured(sheet, report, columns)
    laid = lay_out([sheet.page()])
    assert shown(laid) == ["政府工作报告", *report]
    assert {why for _, why in hidden(laid)} == {"other-article"}


def test_what_stands_at_the_edge_of_a_page_is_hidden_with_its_reason() -> None:
    pages = []
    for number in (1, 2, 3):
        sheet = Sheet(number)
        sheet.line("05版　要闻", 20, 20)
        sheet.line("澄川日报", 280, 20)
        sheet.line("2026年1月21日　星期三", 470, 20)
        poured(sheet, [SAID], grid(1))
        sheet.line(f"— {number} —", 280, 780)
        pages.append(sheet.page())
    laid = lay_out(pages)
    assert shown(laid) == [SAID] * 3
    assert {why for _, why in hidden(laid)} == {"page", "running-head"}


def test_a_title_at_the_top_of_its_page_stays_though_later_pages_repeat_it_small() -> None:
    pages = []
    for number in (1, 2, 3, 4):
        sheet = Sheet(number)
        sheet.line("政府工作报告", 260, 20, 22 if number == 1 else 9)
        poured(sheet, [SAID], grid(1))
        pages.append(sheet.page())
    laid = lay_out(pages)
    assert shown(laid) == ["政府工作报告", SAID, SAID, SAID, SAID]
    assert hidden(laid) == [("政府工作报告", "running-head")] * 3


def test_an_article_that_jumps_pages_goes_on_and_the_news_beside_it_is_left_out_and_listed() -> None:
    first, second = Sheet(1), Sheet(2)
    first.line("政府工作报告", 200, 60, 28)
    poured(first, ["各位代表：", SAID], [(20, 110, 290, 178), (310, 110, 580, 142)])
    first.line("（下转第6版）", 510, 158)
    first.line("群众文艺汇演落幕", 20, 400, 20)
    news = "本报讯（记者何苗）第八届群众文艺汇演日前落幕，36支队伍登台，1200多名观众到场观看，评出金奖6个。"
    poured(first, [news], [(20, 440, 290, 760)])
    second.line("（上接第5版）", 20, 80)
    told = "".join(shown(lay_out([first.page()])))
    assert told.startswith("政府工作报告各位代表：")
    rest = (SAID * 2)[len(SAID) :]
    poured(second, [rest], [(20, 100, 290, 760)])
    laid = lay_out([first.page(), second.page()])
    assert "汇演" not in "".join(shown(laid))
    assert ("群众文艺汇演落幕", "other-article") in hidden(laid)
    assert ("（下转第6版）", "page") in hidden(laid)
    assert any(news[:20] in words and why == "other-article" for words, why in hidden(laid))


def test_a_raised_figure_behind_a_term_is_the_mark_of_a_note_and_no_figure() -> None:
    sheet = Sheet()
    end = sheet.line("建设“口袋公园", 20, 100)
    sheet.chars.append(Char("”", (end, 100, end + 10, 110), 10))
    sheet.chars += [Char(c, (end + 10 + 3 * i, 99, end + 13 + 3 * i, 105), 6) for i, c in enumerate("12")]
    sheet.line("20个，修路5km", end + 16, 100)
    sheet.chars.append(Char("2", (sheet.chars[-1].box[2], 99, sheet.chars[-1].box[2] + 3, 105), 6))
    laid = lay_out([sheet.page()])
    assert hidden(laid) == [("12", "footnote-mark")]
    assert shown(laid) == ["建设“口袋公园”20个，修路5km2"]


def test_every_character_has_its_place_on_the_page() -> None:
    sheet = Sheet(7)
    poured(sheet, REPORT, grid(3))
    laid = lay_out([sheet.page()])
    at = {(round(c.box[0]), round(c.box[1])): c.text for c in sheet.chars}
    for place in laid.places:
        assert place.page == 7 and place.box is not None
        left, top, _, _ = place.box
        assert at[round(left * 600), round(top * 800)] == laid.text[place.start]
    covered = {i for p in laid.places for i in range(p.start, p.end)}
    assert covered == {i for i, c in enumerate(laid.text) if c != "\n"}


def test_places_of_a_picture_that_was_set_straight_are_those_of_the_picture_as_it_was() -> None:
    # A point to the right of the middle lies lower in a picture that must be turned anticlockwise.
    run = Run("地", (590, 395, 600, 405), 10.0)
    (place,) = lay_out([Page(1, 600, 800, (run,), askew=1.0)]).places
    assert place.box is not None
    left, top, right, bottom = place.box
    assert (top + bottom) / 2 * 800 == pytest.approx(400 + 295 * 0.01745, abs=0.1)
    assert (left + right) / 2 * 600 == pytest.approx(595, abs=0.1)


def test_a_page_of_thousands_of_scattered_letters_is_no_column_and_takes_no_time() -> None:
    chars = [
        Char("图", ((i * 7919) % 590, (i * 104729) % 790, (i * 7919) % 590 + 2, (i * 104729) % 790 + 2), 2.0)
        for i in range(9000)
    ]
    laid = lay_out([Page(1, 600, 800, runs(chars))])
    assert laid.text.replace("\n", "").count("图") == 9000
    (problem,) = laid.problems
    assert problem.code == "page-order" and "第 1 页" in problem.what.zh


@given(
    st.lists(
        st.tuples(
            st.sampled_from("政府工作报告2025年增长5.7%，。（下转第6版）"),
            st.integers(-1, 12).map(lambda n: n * 55.0),
            st.integers(-1, 60).map(lambda n: n * 13.0),
            st.sampled_from([6.0, 9.0, 10.0, 10.5, 20.0, 40.0]),
        ),
        max_size=60,
        unique_by=lambda c: c[1:3],
    )
)
def test_no_character_is_lost_or_made_up_however_wild_the_page(placed: list[tuple[str, float, float, float]]) -> None:
    # No two on one spot: what is printed twice is there once.
    chars = [Char(c, (x, y, x + s, y + s), s) for c, x, y, s in placed]
    laid = lay_out([Page(1, 600, 800, runs(chars))])
    assert sorted(laid.text.replace(" ", "").replace("\n", "")) == sorted(c for c, *_ in placed)
    assert all(0 <= share <= 1 for p in laid.places if p.box for share in p.box)
    assert all(p.end <= len(laid.text) for p in laid.places)


def test_runs_far_outside_any_page_are_laid_out_all_the_same() -> None:
    # A damaged PDF: so far down that nothing can be added to the place any more.
    far = -4.5282432563617454e18
    joined = lines.joined([Run("数", (10.0, far, 20.0, far), 10.0), Run("字", (10.0, 5.0, 20.0, 15.0), 10.0)])
    assert sorted(run.text for run in joined) == ["字", "数"]
