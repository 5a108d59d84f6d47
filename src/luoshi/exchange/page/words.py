"""What the page calls things: 简体中文 with its English. The page's own switch turns one into the other."""

from __future__ import annotations

Words = dict[str, tuple[str, str]]

ROLE: Words = {
    "review": ("回顾", "review"),
    "plan": ("安排", "plan"),
    "outlook": ("展望", "outlook"),
    "context": ("背景", "context"),
    "issues": ("不足", "issues"),
    "preamble": ("开头结尾", "preamble"),
}
KIND: Words = {
    "level": ("数量", "level"),
    "change": ("增减幅度", "change"),
    "delta": ("增减量", "delta"),
    "share": ("比率", "share"),
    "rank": ("位次", "rank"),
    "duration": ("时长", "duration"),
    "multiple": ("倍数", "multiple"),
}
RELATION: Words = {
    "eq": ("等于", "equal"),
    "ge": ("不低于", "at least"),
    "gt": ("超过", "more than"),
    "le": ("不超过", "at most"),
    "lt": ("低于", "less than"),
    "approx": ("约", "about"),
    "range": ("区间", "range"),
}
CHECKABLE: Words = {
    "figure": ("有数可查", "has a figure"),
    "named": ("有名可查", "has a name"),
    "general": ("只有方向", "direction only"),
}
MISSING: Words = {
    "figure": ("数字", "figure"),
    "name": ("名目", "name"),
    "date": ("时限", "date"),
    "owner": ("责任单位", "owner"),
}
NUMERAL: Words = {
    "date": ("日期", "date"),
    "name": ("名称", "name"),
    "ordinal": ("序号", "ordinal"),
    "page": ("版面", "page"),
    "structure": ("结构", "structure"),
    "noise": ("杂字", "noise"),
    "unsure": ("存疑", "unsure"),
}
COMPLETENESS: Words = {
    "full": ("全文", "full text"),
    "summary": ("摘要", "summary"),
    "part": ("部分", "part"),
    "unknown": ("未知", "unknown"),
}
SEVERITY: Words = {"error": ("错误", "error"), "warning": ("注意", "warning"), "note": ("说明", "note")}
FINDING: Words = {
    "m": ("指标", "measures"),
    "t": ("任务", "tasks"),
    "u": ("存疑", "unsure"),
    "p": ("问题", "problems"),
    "n": ("其他数字", "other numerals"),
    "a": ("搁置", "set aside"),
}
FIELD: Words = {
    "low": ("下限", "low"),
    "high": ("上限", "high"),
    "value": ("数值", "value"),
    "unit": ("单位", "unit"),
    "relation": ("关系", "relation"),
    "kind": ("类别", "kind"),
    "indicator": ("指标名", "indicator"),
    "indicator_id": ("通用指标", "canonical"),
    "role": ("属于", "role"),
    "year": ("年份", "year"),
    "scope": ("范围", "scope"),
    "accrual": ("累计方式", "accrual"),
    "path": ("标题", "headings"),
    "verb": ("动作", "verb"),
    "deliverables": ("交付物", "deliverables"),
    "figures": ("数字", "figures"),
    "deadline": ("时限", "deadline"),
    "due": ("截止", "due"),
    "checkable": ("可查", "checkable"),
    "strength": ("力度", "strength"),
    "origin": ("来源", "origin"),
    "bodies": ("文中单位", "units named"),
    "suggestions": ("建议单位", "suggested"),
    "missing": ("还缺", "missing"),
    "lead": ("牵头单位", "lead unit"),
    "rule": ("规则", "rule"),
    "seen": ("依据", "seen"),
}
# What stands in the page besides; with the tables above, the dictionary of the page's switch.
OTHER: Words = {
    "repeat": ("重复", "repeat"),
    "lead_unit": ("牵头", "lead"),
    "supporting": ("配合", "supporting"),
    "corrected": ("已更正", "corrected"),
    "todo": ("怎么办", "what to do"),
    "alternatives": ("可能是", "may be"),
    "not_measure": ("不是指标", "no measure"),
    "no_date": ("年底（文中未写）", "year's end (not stated)"),
    "suggested": ("建议", "suggestion"),
}
TABLES = {
    "role": ROLE,
    "kind": KIND,
    "relation": RELATION,
    "checkable": CHECKABLE,
    "missing": MISSING,
    "numeral": NUMERAL,
    "completeness": COMPLETENESS,
    "severity": SEVERITY,
    "finding": FINDING,
    "field": FIELD,
    "other": OTHER,
}  # what the page's script knows: names → key → (中文, English)


def zh(table: Words, key: str) -> str:
    """The Chinese word, or the key itself where a newer schema has one that this page does not know."""
    return table.get(key, (key, key))[0]
