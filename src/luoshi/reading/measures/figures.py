"""From the first digit to the end of the unit: the figure that begins at a numeral, with its value.

`figure` answers a Found, or why the numeral is none and where what it is ends.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from luoshi.reading.measures import nots
from luoshi.reading.measures.found import Found, found
from luoshi.reading.measures.nots import Not
from luoshi.reading.measures.numbers import MULTIPLIERS, arabic, fraction
from luoshi.reading.measures.units import UNIT, dimension_of
from luoshi.reading.measures.words import BEHIND_NUMBER, LASTED, RANKED, STATED, TIME_IN

Verdict: TypeAlias = Found | tuple[Not, int]

_MULTIPLIER = r"(?:[百千]亿|[百千十]万(?!亿)|万亿|万|亿|[百千](?![瓦伏米克卡分焦])|十(?!分))"
QUANTITY = re.compile(
    r"(?P<n>\d{1,16}+(?:,\d{3}(?!\d))*+(?:[.．]\d{1,8}+)?+)"
    rf"\s?(?P<m>{_MULTIPLIER})?+(?P<f>[多余])?+(?P<m2>万亿|[万亿])?+\s?(?P<u>{UNIT})?"
)
TO = re.compile(r"\s?(?:[-—–−－~～]{1,2}|至|到)\s?(?=\d)")
PRODUCT = re.compile(rf"(\d{{1,2}})[×✕*](\d{{1,4}})\s?(万|亿)?({UNIT})(?<!时)")
_FRACTION = re.compile(r"(\d{1,2})/(\d{1,3})(?![\d/])")
_RATIO = re.compile(r"\d{1,4}(?:[.．]\d{1,3})?(?:[:：∶]\d{1,4}(?:[.．]\d{1,3})?){1,3}(?!\d)")
_SHARED = re.compile(r"(?:[、和，]\d{1,6}(?:\.\d{1,3})?){1,4}(?P<u>个百分点|%|元|个工作日|个|家|户|人)")
_PLACE = re.compile(r"\d{1,4}\s?(?:位|(?=名))")
_PEOPLE = re.compile(rf"(?:{'|'.join(BEHIND_NUMBER)})")
_COLONS = frozenset(":：∶")
_OUTSIDE = frozenset("，。；、") | {""}


def figure(text: str, start: int, end: int) -> Verdict:
    """The figure whose numeral stands at `start`..`end`, or why it is none."""
    before = text[start - 1] if start else "\n"
    if before == "第" or (before == " " and text[start - 2 : start - 1] == "第"):
        return _nth(text, start, end)
    m = QUANTITY.match(text, start)
    if m is None:
        return nots.CODE, end
    number, multiplier, fuzzy, second, unit = m.groups()
    stop = m.end()
    if unit is None:
        if multiplier is None and second is None:
            return _bare(text, start, end, before, fuzzy is not None)
        while text[stop - 1].isspace():
            stop -= 1
    scale = _scale(multiplier, second)
    value = arabic(number, scale)
    if unit == "级" and scale:
        label = found(start, m.start("u"), value, None, "bare", "figure:label")
        label.label = True
        return label
    dimension = dimension_of(unit) if unit else "bare"
    if unit and (reason := _not_this_unit(text, start, stop, unit, dimension)):
        return reason
    it = found(start, stop, value, unit, dimension, "figure")
    it.fuzzy = fuzzy is not None
    if to := TO.match(text, stop):
        _range(text, to, it, multiplier, unit)
    if dimension == "time":
        return _time(text, it, before)
    if dimension == "people":
        _place(text, it, before, multiplier)
    elif dimension == "percent" and before in "-−－" and not text[start - 2 : start - 1].isdigit():
        it.value, it.start = -it.value, start - 1
    return _trim(it)


def _scale(multiplier: str | None, second: str | None) -> str:
    """`2.3万余` → 万, `1100多万` → 万, `3千多万` → 千万."""
    if second is None:
        return multiplier or ""
    both = (multiplier or "") + second
    return both if both in MULTIPLIERS else second


def _trim(it: Found) -> Found:
    """`个百分点` is counted in 百分点: the 个 is in the span, not in the unit."""
    unit = it.unit
    if unit is not None and it.dimension in ("percent", "rate"):
        it.unit = "%" if unit == "％" else unit.removeprefix("个")
    return it


def _place(text: str, it: Found, before: str, multiplier: str | None) -> None:
    """前10位, 居全省5位: a rank, where 位 counts no people."""
    if it.unit in ("位", "名") and before in "前后":
        it.dimension, it.front = "rank", 1 if before == "前" else -1
    elif it.unit == "位" and multiplier is None and text.endswith(RANKED, 0, it.start):
        it.dimension = "rank"


def _range(text: str, to: re.Match[str], it: Found, multiplier: str | None, unit: str | None) -> None:
    """Take the second figure of `1个-2个`, `2~3个`, `2000元至5000元` in, where it is one."""
    m = QUANTITY.match(text, to.end())
    if m is None:
        return
    number, multiplier2, _, second, unit2 = m.groups()
    if unit is not None and unit2 != unit:
        return
    if unit is None and unit2 is None and multiplier2 is None and second is None:
        return
    if text[to.start() : to.end()].strip() in ("至", "到") and text.endswith(("从", "由", "自"), 0, it.start):
        return
    scale = _scale(multiplier2, second)
    if unit is None:
        if multiplier is None:
            it.value = arabic(text[it.start : it.end].rstrip("多余 "), scale)
        it.unit = unit2
        it.dimension = dimension_of(unit2) if unit2 else "bare"
    top = arabic(number, scale)
    if top <= it.value and multiplier is None and scale:
        return
    it.top, it.end = top, m.end()


def _not_this_unit(text: str, start: int, stop: int, unit: str, dimension: str) -> tuple[Not, int] | None:
    """A unit that is none here: the name of a campaign, of a service, of the text's own parts."""
    if unit == "届" and nots.YEAR_ALONE.match(text, start):
        return nots.YEAR, stop
    if unit == "个" and (m := nots.PARTS.match(text, start)):
        return nots.STRUCTURE, m.end()
    if unit in ("路", "级", "线", "度", "G") and (m := nots.NUMBERED_BEHIND.match(text, start)):
        return nots.NUMBERED, m.end()
    if dimension != "time":
        return None
    if unit == "年" and (m := nots.CAMPAIGN.match(text, start)) and not text.endswith(("连续", "延长"), 0, start):
        return nots.ACTION, m.end()
    if unit in ("分钟", "小时", "天") and nots.CIRCLE.match(text, stop):
        return nots.SERVICE, stop
    if unit == "小时" and (m := nots.SERVICE_HOURS.match(text, start)):
        return nots.SERVICE, m.end()
    if unit in ("日", "时") and not text.endswith(("连续", "提前"), 0, start):
        return nots.DATE, stop
    return None


def _time(text: str, it: Found, before: str) -> Verdict:
    """How long something lasted is a figure; the time in which it is done is a date."""
    unit = it.unit or ""
    if unit.endswith("岁"):
        return it
    head = text[max(0, it.start - 8) : it.start]
    if unit in ("年", "年多"):
        old = nots.SINCE_YEARS.match(text, it.end) is not None
        if head.endswith(LASTED) or old or "年限" in head or it.value != it.value.to_integral_value():
            return it
        return nots.SPAN_OF_YEARS, it.end
    if head.endswith(TIME_IN) and not head.endswith(("仅用", "只用")):
        return nots.DATE, it.end
    if before == "在" and text.startswith(("内", "之内", "时间"), it.end):
        return nots.DATE, it.end
    return it


def _nth(text: str, start: int, end: int) -> Verdict:
    """第N: a rank, or the number in a series."""
    first = text.rindex("第", 0, start)
    if m := _PLACE.match(text, start):
        return found(first, m.end(), arabic(text[start:end]), "位", "rank", "rank:nth")
    if text.startswith("版", end) and text.endswith(("接", "转", "见"), 0, first):
        return nots.PAGE, end + 1
    if nots.SERIES.match(text, start):
        return nots.NTH, end
    head = text[max(0, first - 10) : first]
    if head.endswith(RANKED) or text[end : end + 1] in _OUTSIDE or "居" in head or "全" in head:
        return found(first, end, arabic(text[start:end]), "位", "rank", "rank:nth")
    return nots.NTH, end


def _bare(text: str, start: int, end: int, before: str, fuzzy: bool) -> Verdict:
    """A numeral without multiplier or unit: of several kinds, each with its own look."""
    if text[start:end] in nots.HOTLINES:
        return nots.CODE, end
    if (proportion := _proportion(text, start, end, before)) is not None:
        return proportion
    if nots.YEAR_ALONE.match(text, start):
        return (nots.CODE if nots.NAMED_YEAR.match(text, end) else nots.YEAR), end
    behind = text[end : end + 1]
    if before == "前" and (behind == "强" or behind in _OUTSIDE):
        it = found(start, end + (behind == "强"), arabic(text[start:end]), "位", "rank", "rank:front")
        it.front = 1
        return it
    if m := nots.NUMBERED_BEHIND.match(text, start):
        return (nots.PAGE if behind == "版" and before in "接转见" else nots.NUMBERED), m.end()
    if text.endswith(nots.FRONT_CODES, 0, start):
        return nots.NUMBERED, end
    if to := TO.match(text, end):
        it = found(start, end, arabic(text[start:end]), None, "bare", "figure:range")
        _range(text, to, it, None, None)
        if it.top is not None:
            return _time(text, it, before) if it.dimension == "time" else _trim(it)
    if before == "”":
        return nots.MARK, end
    return _stated(text, start, end, fuzzy)


def _proportion(text: str, start: int, end: int, before: str) -> Verdict | None:
    """1/3, 2×66万千瓦, 1.8:1, and the parts of 12.5:38.2:49.3."""
    if m := _FRACTION.match(text, start):
        denominator = arabic(m[2])
        if not denominator:
            return nots.CODE, m.end()
        more = text.startswith("多", m.end())
        it = found(start, m.end() + more, fraction(m[1], m[2]), None, "fraction", "figure:fraction")
        it.fuzzy = more
        return it
    if m := PRODUCT.match(text, start):
        value = arabic(m[1]) * arabic(m[2], m[3] or "")
        return found(start, m.end(), value, m[4], dimension_of(m[4]), "figure:product")
    inner = before in _COLONS and text[start - 2 : start - 1].isdigit()
    if not inner and text[end : end + 1] in _COLONS and (m := _RATIO.match(text, start)):
        parts = re.split("[:：∶]", m.group())
        if len(parts) == 2 and arabic(parts[1]):
            return found(start, m.end(), fraction(*parts), None, "ratio", "figure:ratio")
        inner = len(parts) > 2
    return found(start, end, arabic(text[start:end]), None, "ratio", "figure:ratio") if inner else None


def _stated(text: str, start: int, end: int, fuzzy: bool) -> Verdict:
    """A number that the words around it state: 分别提高14.8、20个百分点, 指数4.73, 3000群众."""
    value = arabic(text[start:end])
    stated = text.endswith(STATED, 0, start)
    shared = _SHARED.match(text, end)
    if shared and (stated or shared["u"] in ("个百分点", "%") or "分别" in text[max(0, start - 12) : start]):
        unit = shared["u"]
        return _trim(found(start, end, value, unit, dimension_of(unit), "figure:shared unit"))
    if nots.BEHIND_CODES.match(text, end):
        return nots.CODE, end
    if _PEOPLE.match(text, end + fuzzy):
        it = found(start, end + fuzzy, value, None, "bare", "figure:people")
        it.fuzzy = fuzzy
        return it
    if stated or text.startswith(("以上", "以下", "以内", "左右"), end):
        return found(start, end, value, None, "bare", "figure:stated")
    return nots.CODE, end
