"""What each word of the values is called: 简体中文 with its English, once, for every page, table and terminal.

The verdicts of a comparison have their names in `luoshi.comparing.reasons`.
"""

from __future__ import annotations

from collections.abc import Mapping

from luoshi.values import Message

Names = Mapping[str, Message]

ROLE: Names = {
    "review": Message("回顾", "review"),
    "plan": Message("安排", "plan"),
    "outlook": Message("展望", "outlook"),
    "context": Message("背景", "context"),
    "issues": Message("不足", "issues"),
    "preamble": Message("开头结尾", "preamble"),
}
KIND: Names = {
    "level": Message("数值", "level"),
    "change": Message("增速", "change"),
    "delta": Message("增减量", "delta"),
    "share": Message("比率", "share"),
    "rank": Message("位次", "rank"),
    "duration": Message("时长", "duration"),
    "multiple": Message("倍数", "multiple"),
}
RELATION: Names = {
    "eq": Message("等于", "equal"),
    "ge": Message("不低于", "at least"),
    "gt": Message("超过", "more than"),
    "le": Message("不超过", "at most"),
    "lt": Message("低于", "less than"),
    "approx": Message("约", "about"),
    "range": Message("区间", "range"),
}
CHECKABLE: Names = {
    "figure": Message("有数可查", "figure"),
    "named": Message("有名可查", "named"),
    "general": Message("只有方向", "general"),
}
# What is missing to hold anybody to a task.
MISSING: Names = {
    "figure": Message("量化指标", "figure"),
    "name": Message("具体对象", "name"),
    "date": Message("完成时限", "date"),
    "owner": Message("责任单位", "owner"),
}
NUMERAL: Names = {
    "date": Message("日期", "date"),
    "name": Message("名称", "name"),
    "ordinal": Message("序号", "ordinal"),
    "page": Message("版面", "page"),
    "structure": Message("结构", "structure"),
    "noise": Message("杂字", "noise"),
    "unsure": Message("存疑", "unsure"),
}
COMPLETENESS: Names = {
    "full": Message("全文", "full text"),
    "summary": Message("摘要", "summary"),
    "part": Message("部分", "part"),
    "unknown": Message("不明", "unknown"),
}
SEVERITY: Names = {
    "error": Message("错误", "error"),
    "warning": Message("警告", "warning"),
    "note": Message("提示", "note"),
}
UNTOLD = Message("未能确定", "cannot be told")


def zh(names: Names, key: str) -> str:
    """The Chinese word, or the key itself where a newer schema has one that is not known here."""
    return names[key].zh if key in names else key


def both(names: Names, key: str) -> str:
    """回顾 review."""
    return f"{names[key].zh} {names[key].en}" if key in names else key
