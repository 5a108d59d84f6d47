"""Chinese numerals before a unit: which of them count something (chinese.toml holds the reasoned lists)."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from importlib.resources import files
from typing import Any

from luoshi.reading.measures.found import Found, found
from luoshi.reading.measures.numbers import chinese
from luoshi.reading.measures.units import dimension_of, trie_pattern

TABLE: dict[str, Any] = tomllib.loads(files(__package__).joinpath("chinese.toml").read_text("utf-8"))
ALL = "一二两三四五六七八九十百千万亿"
_COUNTERS = {c: None if n == ["*"] else re.compile(trie_pattern(n)) for c, n in TABLE["counters"].items()}
_PEOPLE = frozenset(TABLE["people"])
_CAMPAIGN = re.compile(rf"[^，。；、：“”]{{0,14}}?(?:{'|'.join(TABLE['campaigns'])})")
_LABEL_BEHIND = tuple(TABLE["labels"])
_FRAMES = tuple(TABLE["frames"])
_PRINCIPLES = re.compile(rf"[^，。；、]{{0,4}}?(?:{'|'.join(TABLE['principles'])})")
_LOOSE = frozenset(TABLE["loose"])
_ROUND = re.compile(r"[百千万十]")
_MEASURED = frozenset(("money", "mass", "power", "area", "volume", "length", "rate"))
_HERDS = frozenset(("头", "只", "羽", "株"))
# 八家子河, 五家渠: places named after so many families; 三家子公司 are companies.
_OLD_NAMES = re.compile(
    r"子(?!公司|企业|单位|基金|行)|渠(?!道)|店(?!铺)|堡|屯|营(?![业销收利])|湾|沟|庄(?!园)|寨|岭|坪|窑"
)
_CLASSED = re.compile(r"\d{1,4}[万亿]元?级")
_GOALS = ("迈进", "目标", "台阶", "大关", "以上", "，", "。")
_LASTING = ("连续", "提前", "延长")
_TERMS = frozenset(("年", "个月", "天", "个季度", "岁", "周岁"))
_ABOUT = frozenset("近约超过破达逾")
_SCALE = {None: 1, "万": 10**4, "亿": 10**8}
# More of what is counted in Chinese numerals than a hundred is rare, and mostly a word.
_MOST = 100


def counted(text: str, match: re.Match[str]) -> Found | None:
    """The figure of a Chinese numeral `n`, 多/余 `f`, multiplier `m` and unit `u`; None where it is a word."""
    numeral, unit, fuzzy = match["n"], match["u"], match["f"] is not None
    start, end = match.span()
    bare = not numeral.strip("百千万亿十")
    if unit is None or (bare and unit in ("级", "县", "园")):
        return _label(text, match) if bare and numeral[-1] in "万亿" and numeral != "万" else None
    value = chinese(numeral)
    if value is None or (match["m"] and not fuzzy) or "千百" in numeral or "百千" in numeral:
        return None
    before = text[start - 1] if start else "\n"
    if before in "上下" and text[max(0, start - 2) : start - 1] not in ("迈", "站", "登", "跨", "踏"):
        return None
    value *= _SCALE[match["m"]]
    bare = bare and (numeral != "十" or fuzzy)
    dimension = dimension_of(unit)
    if dimension == "tenth":
        wanted = before not in "十一" and value < 10 and _share(text, end, before)
    elif dimension == "time":
        wanted = unit in _TERMS and text.endswith(_LASTING, 0, start) and not text.startswith(("行动", "计划"), end)
    elif dimension in _MEASURED:
        wanted = _amount(text, match, dimension, bare, before)
    elif bare and unit in _PEOPLE:
        wanted = _crowd(text, match, before)
    elif dimension == "multiple":
        wanted = value > 1 and not bare
    elif value == 1:
        wanted = (unit in _COUNTERS or unit == "次") and _one(text, start, end, unit)
    else:
        wanted = value <= _MOST and not bare and _things(text, start, end, unit, before)
    if not wanted:
        return None
    figure = found(start, end, Decimal(value), unit, dimension, "figure:chinese")
    figure.fuzzy = fuzzy
    figure.label = bare and not fuzzy and (dimension in _MEASURED or unit in _HERDS)
    return figure


def _label(text: str, match: re.Match[str]) -> Found | None:
    """千亿级, 向百亿迈进: a bare multiplier without a unit."""
    start, end = match.span("n")
    numeral = match["n"]
    before = text[start - 1 : start]
    if match["f"] or before in ("“", "一", "每", "双") or "千百" in numeral or "百千" in numeral:
        return None
    goal = text.startswith(_GOALS, end) and before and before in "向超破过达到"
    if text.endswith("万亩", 0, start) or not (goal or text.startswith(_LABEL_BEHIND, end)):
        return None
    value = chinese(numeral)
    if value is None or text.startswith("俱乐部", end):
        return None
    figure = found(start, end, Decimal(value), None, "bare", "figure:label")
    figure.label = True
    return figure


def _share(text: str, end: int, before: str) -> bool:
    """八成以上, 占到七成: a share, not 大功告成."""
    behind = text[end : end + 2]
    return behind[:1] in "，。；、" or behind in ("以上", "左右", "财力", "用于") or before in "近达到超在约过占"


def _amount(text: str, match: re.Match[str], dimension: str, bare: bool, before: str) -> bool:
    """千万元, 百万吨, 一千亩; not 万元GDP, 千亿斤粮食产能提升行动, 万里, 三分, 一点."""
    numeral, unit = match["n"], match["u"]
    end = match.end()
    if before in "“每一各" or unit == "里" or (bare and dimension == "rate"):
        return False
    if not (bare or numeral[-1] in "百千万亿" or (numeral != "一" and unit in ("公里", "米", "亩", "公顷"))):
        return False
    if unit in _LOOSE and (bare or numeral[-1] not in "万亿") and not match["f"] and unit != "斤":
        return False
    if unit == "斤" and ((numeral[-1] not in "万亿" and not match["f"]) or text.startswith("粮食", end)):
        return before in _ABOUT
    return numeral != "万" or unit != "元" or text.startswith(("以上", "以下"), end)


def _crowd(text: str, match: re.Match[str], before: str) -> bool:
    """千余名博士, 万名选手, 千处遗存: many, counted in round numbers; 千家万户 and 百村千户 are words."""
    if match["f"]:
        return True
    start, end = match.span()
    if before in "“一每、双联进" or _ROUND.search(text, end, end + 5) or _ROUND.match(text, max(0, start - 2)):
        return False
    if match["n"] == "百" and before not in _ABOUT and not text.startswith("以上", end):
        return False
    if match["u"] in ("家", "户", "个", "人", "件") or match["n"] == "十":
        return before in _ABOUT
    return not _CAMPAIGN.match(text, end)


def _one(text: str, start: int, end: int, unit: str) -> bool:
    """一 is mostly an article; after 至少 and before 以上 it counts, and beside 两 of the same."""
    if unit in ("所", "座", "家", "处") and text.startswith(("以上", "及以上"), end):
        return True
    return "至少" in text[max(0, start - 8) : start] or (unit == "轮" and f"两{unit}" in text[end : end + 12])


def _things(text: str, start: int, end: int, unit: str, before: str) -> bool:
    """两所医院, 十件民生实事: things that can be counted again."""
    if unit not in _COUNTERS or before in "第十百千万“" or text.endswith(_FRAMES, 0, start):
        return False
    if unit == "项" and _PRINCIPLES.match(text, end):
        return False
    if unit == "批" and not text.startswith(("“", "重点", "省级", "项目"), end):
        return False
    if unit in ("位", "家", "部", "支", "户") and text[end : end + 1] in "，。；、一联合数":
        return False
    if unit == "家" and _OLD_NAMES.match(text, end):
        return False
    if unit == "个" and _CLASSED.match(text, end):
        return True
    nouns = _COUNTERS[unit]
    return nouns is None or nouns.match(text, end) is not None
