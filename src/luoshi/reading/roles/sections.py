"""What a heading says of the part below it: 2024年工作回顾 is a review, “十四五”时期主要目标任务 an outlook."""

from __future__ import annotations

import re
from functools import lru_cache

from luoshi.values import Role

REVIEW = re.compile(
    r"回顾|(?:取得|创造|铸就)[^，。]{0,14}(?:成就|成效|成绩|突破|进展)|(?:发展|主要|历史性|重大|工作)成[就绩效]|[及和与](?:主要)?成[效就绩]|"
    r"完成情况|工作情况|工作总结|走过|所做的工作|不平凡的|^过去|去年(?:主要)?工作"
)
ISSUES = re.compile(r"存在的?(?:主要|突出)?(?:问题|困难|不足)|(?:困难|问题|短板)[和与](?:问题|挑战|不足|困难)$")
PLAN = re.compile(
    r"安排|谋划|工作设想|任务|目标|重点工作|工作重点|主要工作|打算|部署|思路|总体要求|工作建议|举措|展望|蓝图|考虑|要求|今年工作|民生实事|为民办实事|实事项目|计划$"
)
AND_PLAN = re.compile(r"(?:[和及与、]|今年)[^，。]{0,16}(?:安排|任务|部署|打算)")
PERIOD = re.compile(
    r"(?:今后|未来)(?:的)?[五5几]年|“?十[二三四五六七]五”?|时期|远景|新一届政府|[本这]届政府|第[一二三四五六七八九十]{1,3}届(?:人民)?政府"
    r"|规划(?:纲要|目标)"
)
FIVE_YEARS = re.compile(r"十([一二三四五六七])五")
AHEAD = re.compile(r"今后|未来|远景|新一届")
YEAR = re.compile(r"((?:19|20)\d\d)年(?!远景)|今年|新的?一年|开局之年")
LONG = re.compile("时期|五年|远景|规划|发展|蓝图")
# Inner headings (（一）…) announce a part only where they name its time.
OF_A_TIME = re.compile(r"(?:19|20)\d\d年|[五5]年|十[二三四五六七]五|时期|远景|回顾|[本新]一?届|实事|存在")
# 推动“十五五”开好局 speaks of its first year.
START = re.compile("开好局|起好步|开局|良好开端")
# The first or last year of a five-year plan, and drafting the next one, are work of the year.
THIS_YEAR = re.compile(r"(?:开局|收官|决胜)之年")
DRAFTS = re.compile(r"(?:谋划|编制)[^，。]{0,8}十([二三四五六七])五")
THIS_TERM, TO_DO = re.compile("[本这]届政府"), re.compile("目标|任务|思路|安排|部署|谋划")
GLOSSARY = re.compile(
    r"(?:名词|名称|用语|术语|词语|相关)[^，。]{0,4}(?:解释|注释|说明)|^[※*]?注释|^附件|^附[：:录]?$|^注[：:]?$|内容解读$"
)


def five_years(numeral: str) -> tuple[int, int]:
    """The first and the last year of a five-year plan: 四 (十四五) is 2021, 2025."""
    first = 2006 + 5 * "一二三四五六七".index(numeral)
    return first, first + 4


@lru_cache(maxsize=8192)
def says(words: str, plan_year: int | None = None) -> tuple[Role, ...]:
    """The roles that a heading announces, () for one that announces none."""
    if GLOSSARY.search(words):
        return ("context",)
    if ISSUES.search(words):
        return ("issues",)
    plan = PLAN.search(words) is not None
    if REVIEW.search(words):
        second = AND_PLAN.search(words)
        return ("review", *(says(words[second.start() + 1 :], plan_year) or ("plan",))) if second else ("review",)
    years = [int(year) for year in YEAR.findall(words) if year]
    if plan_year and years and max(years) < plan_year:
        return ("review",) if plan else ()
    drafts = DRAFTS.search(words)
    if THIS_YEAR.search(words) or (drafts and (plan_year is None or five_years(drafts[1])[0] > plan_year)):
        return ("plan",)
    if PERIOD.search(words):
        return _of_a_period(words, plan, plan_year)
    if plan and (YEAR.search(words) or len(words) <= 16):
        return ("plan",)
    return ()


def _of_a_period(words: str, plan: bool, plan_year: int | None) -> tuple[Role, ...]:
    names = [five_years(name) for name in FIVE_YEARS.findall(words)]
    if plan_year and names and not AHEAD.search(words) and max(last for _, last in names) < plan_year:
        return ("review",)
    if START.search(words) and not plan:
        # 推动“十五五”开好局 speaks of its first year.
        return () if plan_year and names and max(names)[0] < plan_year else ("plan",)
    if THIS_TERM.search(words) and not TO_DO.search(words):
        return ("review",)
    if plan and YEAR.search(words):
        return ("outlook", "plan")
    return ("outlook",) if plan or LONG.search(words) else ()
