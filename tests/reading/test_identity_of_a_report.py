import pytest
from reports import CLOSING, OPENING, PLAN, REVIEW, WHOLE, identity_of, outline_of

from luoshi.reading.identity import missing_parts

# A real place where the code is asked for: the gazetteer knows no invented ones.
REAL = WHOLE.replace("云州市", "晋中市").replace("云州", "晋中")


def codes(text: str) -> list[str]:
    return [problem.code for problem in identity_of(text)[1]]


def test_the_lines_above_the_address_say_whose_report_it_is() -> None:
    identity, problems = identity_of(REAL)
    assert (identity.place, identity.code, identity.level) == ("晋中市", "140700", "地级")
    assert (identity.plan_year, identity.review_year) == (2025, 2024)
    assert identity.session == "第五届人民代表大会第四次会议"
    assert identity.speaker == "晋中市人民政府市长 林望舒"
    assert (identity.date, identity.title, identity.completeness) == ("2025-01-08", "政府工作报告", "full")
    assert problems == ()


def test_a_place_that_the_gazetteer_does_not_know_has_a_name_and_no_code() -> None:
    identity, _ = identity_of(WHOLE)
    assert (identity.place, identity.code) == ("云州市", None)


def test_the_lines_may_stand_at_the_end() -> None:
    head, body = REAL.split("各位代表：", 1)
    identity, _ = identity_of(f"2024年工作回顾\n{body.split('意见。')[1]}\n{head}")
    assert (identity.place, identity.date) == ("晋中市", "2025-01-08")


def test_a_county_is_shown_with_its_prefecture() -> None:
    identity, _ = identity_of(WHOLE.replace("云州市", "运城市盐湖区").replace("市人民政府", "区人民政府"))
    assert (identity.place, identity.code, identity.level) == ("运城市盐湖区", "140802", "县级")


def test_an_autonomous_prefecture_may_be_called_by_its_short_name() -> None:
    identity, _ = identity_of(WHOLE.replace("云州市", "阿坝州").replace("市长", "州长"))
    assert identity.place == "阿坝藏族羌族自治州"


def test_a_report_given_in_december_plans_for_the_next_year() -> None:
    text = WHOLE.replace("2025年1月8日", "2024年12月27日").replace("2025年工作安排", "工作安排")
    assert identity_of(text)[0].plan_year == 2025


def test_what_last_years_session_decided_is_not_this_session() -> None:
    body = f"一、2024年工作回顾\n\n较好完成了市五届人大三次会议确定的目标任务。{REVIEW}\n二、2025年工作安排\n\n{PLAN}"
    assert identity_of(body)[0].session is None


def test_a_short_name_of_the_session_and_chinese_dates_are_read() -> None:
    line = "（二〇二五年一月八日在市五届人大四次会议上）"
    text = WHOLE.replace("——2025年1月8日在云州市第五届人民代表大会第四次会议上", line)
    identity, _ = identity_of(text)
    assert (identity.session, identity.date) == ("市五届人大四次会议", "2025-01-08")


@pytest.mark.parametrize(
    "line",
    [
        "2025年1月8日在晋中市第五届人民代表大会第四次会议上晋中市人民政府市长 林望舒",
        "在晋中市第五届人民代表大会第四次会议上市长\u2002\u2002林望舒",
        "（2025年1月8日在晋中市第五届人民代表大会第四次会议上 市长 林望舒）",
        "晋中市人民政府市长\n林望舒",
        "2025年1月8日在晋中市第五届人民代表大会第四次会上\n市长 林望舒",
    ],
)
def test_the_speaker_is_the_post_and_the_name_and_nothing_around(line: str) -> None:
    head, body = REAL.split("——", 1)
    identity, _ = identity_of(f"{head}{line}\n\n各位代表：{body.split('各位代表：', 1)[1]}")
    post = "晋中市人民政府市长" if "人民政府" in line else "市长"
    assert identity.speaker == f"{post} 林望舒"
    assert identity.session in ("第五届人民代表大会第四次会议", None)
    assert (identity.session is None) == ("会上" not in line and "会议上" not in line)


def test_a_web_pages_summary_above_the_report_hides_none_of_its_lines() -> None:
    head = REAL[: REAL.index("提出意见。")].replace("\n", "")
    identity, _ = identity_of(f"2025年晋中市政府工作报告\n内容摘要：\n{head}......\n{REAL}")
    assert (identity.date, identity.session) == ("2025-01-08", "第五届人民代表大会第四次会议")
    assert identity.speaker == "晋中市人民政府市长 林望舒"


def test_the_first_sentence_of_a_report_without_headings_tells_its_year() -> None:
    text = f"各位代表：\n\n2024年，在市委的坚强领导下，{REVIEW.replace('一年来，', '')}\n{PLAN}"
    assert identity_of(text, "晋中市-2025.txt")[0].plan_year == 2025


def test_a_report_that_closes_before_a_long_glossary_is_whole() -> None:
    notes = "".join(
        f"{n}.“{'一二三四五六七八九'[n % 9]}个一”：{'推进各项工作的机制安排' * 9}。\n" for n in range(1, 40)
    )
    speech = REAL.replace(REVIEW, "\n".join(REVIEW.replace("云溪", f"云溪{n}号") for n in range(9)))
    assert identity_of(f"{speech}\n名词解释\n\n{notes}")[0].completeness == "full"


def test_a_name_that_only_the_body_says_is_the_place_where_it_is_said_again_and_again() -> None:
    body = REVIEW + "晋中篇章更加精彩，晋中发展更有活力，晋中未来可期。在省委和市委坚强领导下，各县（市、区）奋力作为。"
    text = f"一、2024年工作回顾\n\n{body}\n二、2025年工作安排\n\n{PLAN}\n建设现代化晋中，谱写晋中新篇章！"
    assert identity_of(text)[0].place == "晋中市"


def test_what_cannot_be_told_is_asked_for() -> None:
    text = f"工作安排\n\n{PLAN.replace('今年', '')}\n{PLAN}"
    identity, problems = identity_of(text)
    assert (identity.place, identity.plan_year) == (None, None)
    assert [(p.code, "--place" in p.todo.zh or "--year" in p.todo.zh) for p in problems] == [
        ("place-unknown", True),
        ("year-unknown", True),
    ]


def test_place_and_year_that_are_given_override_the_text() -> None:
    identity, problems = identity_of(REAL, place="运城市", year=2026)
    assert (identity.place, identity.code) == ("运城市", "140800")
    assert (identity.plan_year, identity.review_year) == (2026, 2025)
    assert problems == ()


def test_the_name_of_the_file_is_heard_only_where_the_text_is_silent() -> None:
    assert identity_of(REAL, name="运城市-2022.txt")[0].place == "晋中市"
    silent = f"一、2024年工作回顾\n\n{REVIEW}运城大桥通车。\n\n二、2025年工作安排\n\n{PLAN}"
    assert identity_of(silent, name="运城市-2025.txt")[0].place == "运城市"


@pytest.mark.parametrize(
    ("line", "completeness"),
    [
        ("政府工作报告（摘要）", "summary"),
        ("——2025年政府工作报告摘要", "summary"),
        ("政府工作报告 （上接05版）", "part"),
        ("政府工作报告（摘要）（下转第4版）", "part"),
    ],
)
def test_a_summary_and_a_part_say_so(line: str, completeness: str) -> None:
    identity, _ = identity_of(WHOLE.replace("政府工作报告\n", f"{line}\n", 1))
    assert identity.completeness == completeness
    assert identity.completeness_why


def test_an_abstract_in_the_navigation_makes_no_summary() -> None:
    assert identity_of(f"内容摘要：\n本页转载\n{WHOLE}")[0].completeness == "full"


@pytest.mark.parametrize(
    "text",
    [
        "The council met on Monday and adjourned. " * 60,
        "他慢慢走过那条长长的街，心里想着旧日的事。雨还在下，灯也还亮着。\n" * 80,
        "云州市2024年国民经济和社会发展统计公报\n\n全年粮食产量36万吨，增长2.1%。规模以上工业增加值增长7.2%。\n" * 20,
        "",
    ],
)
def test_a_text_that_is_no_report_is_a_problem(text: str) -> None:
    assert codes(text)[:1] == ["not-a-report"]


def test_a_report_without_a_plan_is_a_problem() -> None:
    _, _, blocks = outline_of(f"{OPENING}\n一、2024年工作回顾\n\n{REVIEW}")
    assert [problem.code for problem in missing_parts(blocks)] == ["no-plan"]
    _, _, blocks = outline_of(f"{OPENING}\n一、2025年工作安排\n\n{PLAN}{CLOSING}")
    assert [problem.code for problem in missing_parts(blocks)] == ["no-review"]
