from itertools import pairwise

from reports import CLOSING, OPENING, PLAN, REVIEW, WHOLE, outline_of, role_of


def heads_of(text: str) -> list[tuple[int, str, bool]]:
    repaired, heads, _ = outline_of(text)
    return [(head.level, repaired.text[head.start : head.end], head.run_in) for head in heads]


def test_headings_nest_in_the_order_in_which_the_report_nests_them() -> None:
    text = f"{OPENING}\n一、2025年工作安排\n\n（一）聚力产业升级\n\n1.做强园区\n\n{PLAN}\n（二）聚力改革开放\n\n{PLAN}"
    found = [(level, words) for level, words, run_in in heads_of(text) if not run_in]
    assert found == [(1, "2025年工作安排"), (2, "聚力产业升级"), (3, "做强园区"), (2, "聚力改革开放")]


def test_a_short_first_sentence_that_names_a_topic_is_a_run_in_heading() -> None:
    assert (2, "做强项目承载", True) in heads_of(WHOLE)
    assert role_of(WHOLE, "加快推进临溪产业园").path == ("2025年工作安排", "做强项目承载")


def test_a_first_sentence_with_a_figure_is_text() -> None:
    text = WHOLE.replace("做强项目承载。", "新增规上企业30家。")
    assert "新增规上企业30家" not in [words for _, words, _ in heads_of(text)]
    assert role_of(text, "新增规上企业30家").role == "plan"


def test_a_first_sentence_that_builds_a_named_thing_is_text() -> None:
    text = WHOLE.replace("做强项目承载。", "开工建设云州市博物馆。").replace("优化城市品质。", "着力优化品质，")
    assert "开工建设云州市博物馆" not in [words for _, words, _ in heads_of(text)]


def test_a_year_that_opens_a_sentence_makes_no_heading() -> None:
    text = WHOLE.replace("项目建设支撑有力。", "2024年极不平凡。")
    assert "2024年极不平凡" not in [words for _, words, _ in heads_of(text)]


def test_a_marked_run_in_heading_goes_on_to_the_next_of_its_kind() -> None:
    text = f"{OPENING}\n一、2025年工作安排\n\n（一）狠抓项目建设，积蓄发展后劲。坚持项目为王，加快建设步伐。\n\n{PLAN}"
    assert role_of(text, "深入实施城市更新").path == (
        "2025年工作安排",
        "狠抓项目建设，积蓄发展后劲",
        "优化城市品质",
    )


def test_display_headings_without_any_mark_are_headings() -> None:
    text = f"{OPENING}\n2025年工作安排\n\n全力强招商扩投资 在项目建设上争先\n\n{PLAN}\n全力惠民生暖民心\n\n{PLAN}"
    assert [words for _, words, run_in in heads_of(text) if not run_in][:1] == ["2025年工作安排"]
    assert "全力惠民生暖民心" in [words for _, words, _ in heads_of(text)]


def test_bold_and_markdown_headings_lose_their_marks() -> None:
    text = f"{OPENING}\n## 二、2025年工作安排\n\n**（一）聚力产业升级**\n\n**提升能级。**{PLAN}"
    assert [words for _, words, _ in heads_of(text)][:3] == ["2025年工作安排", "聚力产业升级", "提升能级"]


def test_topic_sentences_of_a_numbered_list_in_a_paragraph_are_headings() -> None:
    listed = (
        "坚持以城促产。一是拓展城市空间。完善北部新区路网，建成云溪路等道路，稳步推进片区开发。"
        "二是完善城市功能。实施供热管网改造，新建停车场，加快补齐短板弱项。\n"
    )
    text = f"{OPENING}\n一、2025年工作安排\n\n{listed}"
    assert [words for _, words, _ in heads_of(text)][2:] == ["拓展城市空间", "完善城市功能"]


def test_points_of_a_list_are_no_headings() -> None:
    points = "\n".join(f"{n}.{what}" for n, what in enumerate(("修缮农村危房", "新建公办幼儿园", "改造农贸市场"), 1))
    text = f"{OPENING}\n一、2025年工作安排\n\n今年办好以下民生实事：\n\n{points}\n"
    assert "新建公办幼儿园" not in [words for _, words, _ in heads_of(text)]


def test_a_report_that_lost_its_line_ends_still_has_its_parts() -> None:
    text = " ".join(WHOLE.split())
    assert {"2024年工作回顾", "2025年工作安排"} <= {words for _, words, _ in heads_of(text)}
    assert role_of(text, "力争引进链主企业").role == "plan"


def test_blocks_and_heads_cover_the_text_once_and_in_order() -> None:
    repaired, heads, blocks = outline_of(WHOLE)
    spans = sorted((x.start, x.end) for x in (*heads, *blocks))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    left = set(range(len(repaired.text))) - {i for s, e in spans for i in range(s, e)}
    assert {repaired.text[i] for i in left} <= set("一二、。\n（）*# —")


def test_nothing_is_lost_without_any_heading() -> None:
    text = f"{OPENING}\n{REVIEW}\n{PLAN}\n{CLOSING}"
    assert role_of(text, "云溪大桥建成通车").role == "review"
    assert role_of(text, "力争引进链主企业").role == "plan"
