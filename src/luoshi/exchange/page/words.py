"""What the page calls things besides the words of the values (`luoshi.names`): 简体中文 with its English.

`TABLES` is the dictionary of the page's script: its forms and its switch between the languages read it.
"""

from __future__ import annotations

from luoshi import names
from luoshi.names import Names
from luoshi.values import Message

FINDING: Names = {
    "m": Message("指标", "measures"),
    "t": Message("任务", "tasks"),
    "u": Message("存疑", "unsure"),
    "p": Message("问题", "problems"),
    "s": Message("段落", "passages"),
    "n": Message("其他数字", "other numerals"),
    "a": Message("搁置", "set aside"),
    "c": Message("更正", "corrections"),
}
FIELD: Names = {
    "low": Message("下限", "low"),
    "high": Message("上限", "high"),
    "unit": Message("单位", "unit"),
    "relation": Message("关系", "relation"),
    "kind": Message("类型", "kind"),
    "indicator": Message("指标名", "indicator"),
    "indicator_id": Message("通用指标", "canonical"),
    "role": Message("属于", "role"),
    "year": Message("年份", "year"),
    "scope": Message("范围", "scope"),
    "accrual": Message("计量方式", "accrual"),
    "path": Message("标题", "headings"),
    "verb": Message("动作", "verb"),
    "deliverables": Message("交付物", "deliverables"),
    "figures": Message("数字", "figures"),
    "deadline": Message("时限", "deadline"),
    "due": Message("截止", "due"),
    "checkable": Message("可查", "checkable"),
    "strength": Message("力度", "strength"),
    "origin": Message("来源", "origin"),
    "bodies": Message("点名单位", "units named"),
    "suggestions": Message("建议单位", "suggested"),
    "missing": Message("尚缺", "missing"),
    "lead": Message("牵头单位", "lead unit"),
    "settle": Message("它是", "it is"),
    "alternatives": Message("可能是", "may be"),
    "rule": Message("规则", "rule"),
}
OTHER: Names = {
    "repeat": Message("重复", "repeat"),
    "corrected": Message("已更正", "corrected"),
    "not_applied": Message("未能应用", "not applied"),
    "todo": Message("怎么办", "what to do"),
    "no_date": Message("年底（文中未写）", "year's end (not stated)"),
    "suggested": Message("建议", "suggestion"),
    "lead_unit": Message("牵头", "lead"),
    "supporting": Message("配合", "supporting"),
    "measure": Message("指标", "measure"),
}
TABLES: dict[str, Names] = {
    "role": names.ROLE,
    "kind": names.KIND,
    "relation": names.RELATION,
    "checkable": names.CHECKABLE,
    "missing": names.MISSING,
    "numeral": names.NUMERAL,
    "completeness": names.COMPLETENESS,
    "severity": names.SEVERITY,
    "finding": FINDING,
    "field": FIELD,
    "other": OTHER,
}
