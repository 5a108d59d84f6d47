"""The sentences that links bear: 简体中文 first, English beside it."""

from __future__ import annotations

from decimal import Decimal

from luoshi.comparing.values import Figure, Promise, Verdict
from luoshi.values import Message

NAMES: dict[Verdict, Message] = {
    "met": Message("兑现", "met"),
    "exceeded": Message("超额", "exceeded"),
    "missed": Message("未达到", "missed"),
    "partly": Message("部分完成", "partly"),
    "ongoing": Message("在推进", "ongoing"),
    "stated_without_figure": Message("提到但没有数", "stated without a figure"),
    "not_comparable": Message("口径不同，不可比", "not comparable"),
    "not_mentioned": Message("没有提到", "not mentioned"),
    "unsure": Message("不能确定", "unsure"),
}

_BOUND = {"ge": "以上", "gt": "超过", "le": "以内", "lt": "低于", "approx": "左右"}
_BOUND_EN = {"ge": "at least ", "gt": "more than ", "le": "at most ", "lt": "less than ", "approx": "about "}


def number(value: Decimal) -> str:
    return format(value.normalize(), "f")


def written(figure: Figure) -> str:
    """The figure's own words with its relation."""
    sign = "下降" if (figure.low or figure.high or Decimal(0)) < 0 else ""
    if figure.relation == "gt" or figure.relation == "lt":
        return f"{sign}{_BOUND[figure.relation]}{figure.text}"
    return f"{sign}{figure.text}{_BOUND.get(figure.relation, '')}"


def written_en(figure: Figure) -> str:
    sign = "down " if (figure.low or figure.high or Decimal(0)) < 0 else ""
    return f"{sign}{_BOUND_EN.get(figure.relation, '')}{figure.text}"


def compared(promise: Promise, claimed: Figure, verdict: Verdict, several_years: bool) -> Message:
    """Promised so much, claimed so much, hence."""
    assert promise.figure is not None
    held = f"（承诺用语“{promise.strength}”）" if promise.strength and verdict in ("missed", "partly") else ""
    held_en = f" (promised with “{promise.strength}”)" if held else ""
    where = "，见于多年回顾中的期末数" if several_years else ""
    where_en = ", the end value of a passage on several years" if several_years else ""
    return Message(
        f"承诺{written(promise.figure)}，报告称{written(claimed)}{where}：{NAMES[verdict].zh}{held}",
        f"promised {written_en(promise.figure)}, claimed {written_en(claimed)}{where_en}: {NAMES[verdict].en}{held_en}",
    )


def plain(zh: str, en: str) -> Message:
    return Message(zh, en)
