"""What a heading says of the part below it: 2024年工作回顾 is a review, “十四五”时期主要目标任务 an outlook."""

from __future__ import annotations

import re
from functools import lru_cache

from luoshi.values import Role

REVIEW = re.compile(r"回顾|成就|成效|完成情况|工作情况|工作总结|走过|所做的工作|不平凡的")
ISSUES = re.compile(r"存在的?(?:主要|突出)?(?:问题|困难|不足)|(?:困难|问题|短板)[和与](?:问题|挑战|不足|困难)$")
PLAN = re.compile(
    r"安排|任务|目标|重点工作|工作重点|主要工作|打算|部署|思路|总体要求|工作建议|举措|展望|蓝图|考虑|要求|今年工作|民生实事|为民办实事|实事项目|计划$"
)
OWN = re.compile(r"政府[^，。]{0,8}自身建设|自身建设|(?:建设|打造)[^，。]{0,6}(?:服务型|人民满意的?|法治|有为|廉洁|现代)[^，。]{0,4}政府")
PERIOD = re.compile(r"(?:今后|未来)(?:的)?[五5几]年|“?十[二三四五六七]五”?|时期|远景|新一届政府|[本这]届政府|规划")
YEAR = re.compile(r"(?:19|20)\d\d年(?!远景)|今年|新的?一年|开局之年")
GLOSSARY = re.compile(r"(?:名词|名称|用语|术语|词语|相关)[^，。]{0,4}(?:解释|注释|说明)|^注释|^附件|^附[：:录]?$|^注[：:]?$|内容解读$")
LAST_YEAR = re.compile(r"去年|过去一年|上年|一年来")


@lru_cache(maxsize=4096)
def says(words: str) -> tuple[Role, ...]:
    """The roles that a heading announces, () for one that announces none."""
    if GLOSSARY.search(words):
        return ("context",)
    if ISSUES.search(words):
        return ("issues",)
    plan = PLAN.search(words) is not None
    if REVIEW.search(words):
        return ("review", "plan") if re.search(r"(?:[和及与、]|今年)[^，。]{0,16}(?:安排|任务|部署|打算)", words) else ("review",)
    if PERIOD.search(words):
        if plan and YEAR.search(words):
            return ("outlook", "plan")
        return ("outlook",) if plan or "十" in words or "五年" in words else ()
    if plan and (YEAR.search(words) or len(words) <= 16):
        return ("plan",)
    return ()
