"""Among whom a rank or a comparison holds: 全省, 全国, 全球."""

from __future__ import annotations

import re

from luoshi.reading.measures.found import Found

SCOPE = re.compile(
    r"全(?:国|省|市|县|区(?!域)|州|盟|旗|球|疆|军|自治区|地区)|世界|亚洲|(?:东|中|西)部(?:地区|六省|省份)?|中西部(?:地区)?|东北(?:三省|地区)"
    r"|西北(?:五省区?|地区)?|西南地区|华北(?:地区)?|华东(?:地区)?|长三角|珠三角|京津冀|大湾区|国内|省内|市内|长江经济带|同类(?:城市|地区)"
)
_RANKING = re.compile(r"第[一二三\d]|首位|前列|领跑|前[三五十\d]|榜首|之首|领先|居(?=[全世中首第榜前])")
_ABOVE = re.compile(r"(?:高于|高出|低于|快于|好于|优于|超|超过|超出|超全|领先|多于|少于|高过|比|较)$")


def of_rank(text: str, figure: Found, sentence: int, clause: int) -> str | None:
    """The nearest scope before a rank: in its clause, else earlier in the sentence, but no 全市 that opens it."""
    last = None
    for match in SCOPE.finditer(text, max(clause, figure.start - 60), figure.start):
        last = match.group()
    if last is not None:
        return last
    for match in SCOPE.finditer(text, max(sentence, figure.start - 80), clause):
        if match.group() not in ("全市", "全县", "全区", "全州", "国内"):
            last = match.group()
    return last


def of_streak(text: str, figure: Found, stop: int) -> str | None:
    """A duration about a ranking takes the ranking's scope (连续5年领跑全省)."""
    window_end = min(stop, figure.end + 40)
    if not _RANKING.search(text, figure.end, window_end):
        return None
    match = SCOPE.search(text, figure.end, window_end)
    if match is None:
        match = SCOPE.search(text, max(0, figure.start - 20), figure.start)
    return match.group() if match else None


def of_difference(text: str, figure: Found, sentence: int) -> str | None:
    """高于全国0.3个百分点, 较上年前进6位."""
    begin = max(sentence, figure.start - 24)
    if figure.unit == "位":
        ranked = [m.group() for m in SCOPE.finditer(text, max(sentence, figure.start - 40), figure.start)]
        return ranked[-1] if ranked else None
    for match in SCOPE.finditer(text, begin, figure.start):
        if _ABOVE.search(text, begin, match.start()):
            return match.group()
    return None
