"""The Chinese numerals that are figures: ranks, fractions, 成, 翻番 here, what is counted in `counted`."""

from __future__ import annotations

import re
from decimal import Decimal

from luoshi.reading.measures.counted import ALL, TABLE, counted
from luoshi.reading.measures.found import Found, found
from luoshi.reading.measures.numbers import chinese, fraction
from luoshi.reading.measures.units import UNIT

# 千 before 瓦, 米 is part of the unit. Of 第三, 几十, 每百, 双千 the numeral is part of another word.
_DIGIT = rf"(?:[{ALL.replace('千', '')}]|千(?![瓦米克伏卡]))"
_NOT_BEHIND = rf"(?<![\d.几数第每整各初双{ALL}].)"
_FRONT = r"[一二三四五六七八九两]?十[一二三四五六七八九]?|[三四五六七八九两二]|百"
# What a numeral begins with: a look at one character settles most places.
NUMERAL = re.compile(
    rf"(?=[第前后百翻{ALL}])(?:"
    r"第(?P<nth>[一二三四五六七八九十]{1,3})(?P<w>位|(?=名))?"
    rf"|(?P<side>(?<![提目以之])[前后])(?P<front>{_FRONT})(?P<fw>[位名强])?(?![个年月季天届批轮])"
    r"|百分(?P<pct>百|之(?:百|[一二三四五六七八九十点]{1,7}))"
    r"|(?P<den>[二三四五六七八九十百]{1,3})分之(?P<part>[一二两三四五六七八九十]{1,2})"
    r"|(?P<half>一半(?!导体))"
    r"|翻(?:(?P<fold>[一两二三四])番|番)"
    rf"|(?P<n>{_DIGIT}{_NOT_BEHIND}{_DIGIT}{{0,5}}+)(?P<f>[多余])?(?P<m>[万亿])?(?P<u>{UNIT})?)"
)
_AFTER_RANK = re.compile(r"第[一二三四五六七八九十\d]{1,3}位?[、和，]$")
_AMONG = re.compile(rf"(?:{'|'.join(TABLE['among'])})(?:[^，。；、]{{0,4}}(?:名次|排名|总量|数量|规模))?$")
_RANKING = tuple(TABLE["ranking"])
_ENTERING = re.compile("|".join(TABLE["entering"]))
_LARGEST = ("全国", "全省", "世界", "全球", "全市", "全区")
_CLOSERS = frozenset("，。；、）,;)\n！和且") | {""}
_OF_COUNT = frozenset(("n", "u", "f", "m"))


def scan(text: str) -> list[Found]:
    """Every Chinese numeral of `text` that is a figure, in text order."""
    figures = []
    for match in NUMERAL.finditer(text):
        last = match.lastgroup
        if last in _OF_COUNT:
            figure = counted(text, match)
        elif last in ("nth", "w"):
            figure = _nth(text, match)
        elif last in ("side", "front", "fw"):
            figure = _front(text, match)
        else:
            figure = _part(text, match)
        if figure is not None:
            figures.append(figure)
    return figures


def _nth(text: str, match: re.Match[str]) -> Found | None:
    """第一, 第二位: a rank where a scope or a word of ranking stands before it, and nothing is counted behind it."""
    start, end = match.span()
    value = chinese(match["nth"])
    behind = text[end : end + 1]
    head = text[max(0, start - 8) : start]
    # 全国第三大产区 ranks; 第三产业, 第一方阵 do not.
    alone = match["w"] == "位" or behind == "名" or behind in _CLOSERS or (behind == "大" and head.endswith(_LARGEST))
    if value is None or not alone:
        return None
    if not (head.endswith(_RANKING) or _AMONG.search(head) or _AFTER_RANK.search(head)):
        return None
    return found(start, end, Decimal(value), "位", "rank", "rank:第一")


def _front(text: str, match: re.Match[str]) -> Found | None:
    """前三, 前十强: at most the tenth."""
    start, end = match.start("front"), match.end()
    value = chinese(match["front"])
    if value is None or value < 2 or (match["fw"] is None and text[end : end + 1] not in _CLOSERS):
        return None
    if not _ENTERING.search(text, max(0, match.start() - 10), match.start()):
        return None
    figure = found(start, end, Decimal(value), "位", "rank", "rank:front")
    figure.front = 1 if match["side"] == "前" else -1
    return figure


def _part(text: str, match: re.Match[str]) -> Found | None:
    """百分之五, 三分之一, 一半, 翻番."""
    start, end = match.span()
    if (percent := match["pct"]) is not None:
        value = _percent(percent.removeprefix("之"))
        return None if value is None else found(start, end, value, "%", "percent", "figure:百分之")
    if match["den"] is not None:
        whole, part = chinese(match["den"]), chinese(match["part"])
        return found(start, end, fraction(part, whole), None, "fraction", "figure:分之") if whole and part else None
    if match["half"] is not None:
        return found(start, end, Decimal("0.5"), None, "fraction", "figure:一半")
    if text.startswith(("两", "计划"), end):
        return None
    times = chinese(match["fold"] or "一") or 1
    return found(start, end, Decimal(2**times), None, "growth", "figure:翻番")


def _percent(words: str) -> Decimal | None:
    whole, dot, rest = words.partition("点")
    value = chinese(whole)
    if value is None:
        return None
    digits = "".join(str(chinese(c)) for c in rest)
    return Decimal(f"{value}.{digits}") if dot and digits.isdigit() else Decimal(value)
