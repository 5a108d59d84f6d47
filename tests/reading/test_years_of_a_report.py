"""Of which year or years a review or an outlook speaks. The report plans 2025."""

import pytest
from reports import OPENING, PLAN, role_of

FILLER = "全市上下克难奋进，城乡面貌焕然一新，建成公路96公里，群众出行更加便利。"


def year_of(heading: str, *paragraphs: str, of: str = "63个") -> str | None:
    text = f"{OPENING}\n一、{heading}\n\n" + "\n\n".join(paragraphs) + f"\n\n二、2025年工作安排\n\n{PLAN}"
    return role_of(text, of).year


@pytest.mark.parametrize(
    "in_passing",
    [
        "城镇居民人均可支配收入较“十三五”末增长50%，改造老旧小区63个。",
        "学前三年毛入园率达到92%，改造老旧小区63个。",
        "面对三年来最为严峻复杂的防汛形势，改造老旧小区63个。",
        "开工亿元以上项目124个，超过前三年总和，改造老旧小区63个。",
        "“十四五”节能减排任务全面完成，改造老旧小区63个。",
        "我们把转变职能作为本届政府开门第一件大事，改造老旧小区63个。",
    ],
)
def test_years_named_in_passing_change_nothing(in_passing: str) -> None:
    assert year_of("2024年工作回顾", f"一年来，{FILLER}", in_passing) == "2024"
    assert year_of("过去五年工作回顾", f"五年来，{FILLER}", in_passing) == "2020-2024"


@pytest.mark.parametrize(
    "opening",
    [
        "这是综合实力整体跨越的五年。",
        "——是城乡面貌深刻变化的五年。",
        "2024年是新一轮规划的收官之年。过去五年，我们走过了极不平凡的历程。",
        "各位代表！2024年各项任务的完成，为本届政府五年任期画上了句号。回望五年奋斗历程，我们信心倍增。",
        "本届政府任期的五年，是云州跨越发展的五年。",
        "市四届人大一次会议以来，我们爬坡过坎。",
        "2020年以来，我们爬坡过坎。",
        "经过全市上下不懈努力，本届政府确定的目标胜利实现。",
    ],
)
def test_a_paragraph_about_several_years_opens_a_part_about_them(opening: str) -> None:
    years = year_of("2024年和过去五年工作回顾", f"2024年，{FILLER}", f"{opening}{FILLER}", "改造老旧小区63个。")
    assert years == "2020-2024"


def test_a_term_of_four_years_is_four_years() -> None:
    assert year_of("本届政府工作回顾", f"本届政府以来的四年，{FILLER}改造老旧小区63个。") == "2021-2024"
    assert year_of("本届政府工作回顾", f"本届政府自2021年履职以来，{FILLER}改造老旧小区63个。") == "2021-2024"
    assert year_of("第五届人民政府工作回顾", f"{FILLER}改造老旧小区63个。") == "2020-2024"


def test_in_a_part_about_five_years_a_date_holds_for_its_paragraph_only() -> None:
    dated = "2024年全市实有经营主体21万户。全年改造老旧小区63个。"
    assert year_of("过去五年工作回顾", f"五年来，{FILLER}", dated) == "2024"
    assert (
        year_of("过去五年工作回顾", f"五年来，{FILLER}", "2024年全市实有经营主体21万户。", "改造63个。") == "2020-2024"
    )
    point = "（一）城市面貌焕然一新\n\n改造老旧小区63个，新增绿地40万平方米。"
    assert year_of("过去五年工作回顾", f"五年来，{FILLER}2024年，新增公交线路8条。", point) == "2020-2024"


@pytest.mark.parametrize(
    "opening", ["刚刚过去的2024年，", "各位代表！2024年，", "2024年，面对风险挑战，", "2024年是极不平凡的一年。"]
)
def test_in_a_part_about_five_years_the_last_one_may_have_a_part_of_its_own(opening: str) -> None:
    years = year_of(
        "过去五年工作回顾", f"五年来，{FILLER}", f"{opening}{FILLER}", "改造老旧小区63个，新增绿地40万平方米。"
    )
    assert years == "2024"


def test_the_next_five_years_are_not_those_of_the_plan_that_they_complete() -> None:
    goals = "今后五年的奋斗目标是：全面完成“十四五”规划任务，地区生产总值年均增长6%，新增公交线路63条。"
    text = f"{OPENING}\n一、今后五年奋斗目标\n\n{goals}\n\n二、2025年工作安排\n\n{PLAN}"
    assert role_of(text, "63条").year == "2025-2029"
