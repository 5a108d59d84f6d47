"""The Arabic numerals of a text: each becomes a figure to be judged further, or none, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.reading.measures import nots
from luoshi.reading.measures.draft import Other
from luoshi.reading.measures.found import Found, found
from luoshi.reading.measures.nots import Not
from luoshi.reading.measures.numbers import arabic, third
from luoshi.reading.measures.units import DIMENSIONS, UNIT

NUMERAL = re.compile(r"\d++(?:,\d{3}(?!\d))*+(?:[.．]\d++)?+")
_MULTIPLIER = r"(?:[百千]亿|[百千十]万(?!亿)|万亿|万|亿|[百千](?![瓦伏米克卡分焦])|十(?!分))"
QUANTITY = re.compile(
    r"(?P<n>\d{1,16}+(?:,\d{3}(?!\d))*+(?:[.．]\d{1,8}+)?+)"
    rf"\s?(?P<m>{_MULTIPLIER})?+(?P<f>[多余])?+(?P<m2>万亿|[万亿])?+\s?(?P<u>{UNIT})?"
)
TO = re.compile(r"\s?(?:[-—–−－~～]{1,2}|至|到)\s?(?=\d)")
FRACTION = re.compile(r"(\d{1,2})/(\d{1,3})(?![\d/])")
PRODUCT = re.compile(rf"(\d{{1,2}})[×✕*](\d{{1,4}})\s?(万|亿)?({UNIT})(?<!时)")
RATIO = re.compile(r"\d{1,4}(?:[.．]\d{1,3})?(?:[:：∶]\d{1,4}(?:[.．]\d{1,3})?){1,3}(?!\d)")
QUOTES = re.compile(r"[“『「]([^“”『』「」\n]{1,24})[”』」]")

SHARED = re.compile(rf"(?:[、和，](?:\d{{1,6}}(?:\.\d{{1,3}})?)){{1,4}}(?P<u>个百分点|%|元|万元|亿元|万亩|个|家)")
STATED = (
    "提高",
    "增加",
    "增长",
    "下降",
    "降低",
    "达",
    "达到",
    "为",
    "至",
    "到",
    "在",
    "超过",
    "突破",
    "超",
    "约",
    "近",
    "低于",
    "高于",
    "指数",
    "系数",
    "升",
    "降",
    "是",
    "平均",
    "得分",
    "过",
    "成绩",
)
_PLACE = re.compile(r"\d{1,4}\s?(?:位|(?=名))")
PEOPLE_BEHIND = re.compile(
    r"(?:余|多)?(?:群众|学生|职工|师生|居民|儿童|老人|老年|农户|农民|农村|人口|党员|干部|企业|家庭|游客|村民|贫困|高校|大学|毕业生|脱贫|劳动力|教师|医|省外|适龄|妇女|残疾|考生|户籍|就业|市民|旅客|重点|困难|亩均|个体|市场|各类|返乡|在校|参保|流动|常住|城镇|城乡)"
)
LASTED = (
    "连续",
    "提前",
    "延长",
    "延包",
    "历时",
    "持续",
    "为期",
    "长达",
    "连续第",
    "缩短",
    "延迟",
    "推迟",
    "超过",
    "保持",
    "已有",
    "满",
    "不少于",
    "不低于",
    "早",
    "运行",
    "时长",
    "超",
    "达",
    "近",
    "稳定",
)
TIME_IN = (
    "今后",
    "未来",
    "过去",
    "最近",
    "近",
    "前",
    "后",
    "用",
    "再用",
    "利用",
    "通过",
    "上",
    "下",
    "经过",
    "这",
    "头",
    "每",
    "随后",
    "历经",
)
RANKED = (
    "居",
    "列",
    "排",
    "位",
    "名",
    "第",
    "升至",
    "全省",
    "全国",
    "全市",
    "跃至",
    "进至",
    "全区",
    "全县",
    "世界",
    "全球",
)


def quotations(text: str) -> list[tuple[int, int]]:
    """The insides of short quotations, in text order."""
    return [m.span(1) for m in QUOTES.finditer(text)]


def split(start: int, end: int, reason: Not) -> Iterator[Other]:
    """One entry, or several where it is longer than an entry may be."""
    for at in range(start, end, nots.LONGEST):
        yield Other(at, min(at + nots.LONGEST, end), reason.why, reason.id)


def scan(text: str) -> tuple[list[Found], list[Other]]:
    """Every Arabic numeral of `text`, in text order."""
    figures: list[Found] = []
    others: list[Other] = []
    quoted = quotations(text)
    quote, last_quote = 0, len(quoted)
    done = 0
    for match in NUMERAL.finditer(text):
        start, end = match.span()
        if start < done:
            if end <= done:
                continue
            start = done
        if end - start > 20:
            others.extend(split(start, end, nots.LONG))
            done = end
            continue
        while quote < last_quote and quoted[quote][1] <= start:
            quote += 1
        if quote < last_quote and quoted[quote][0] <= start:
            done = _quoted(text, start, end, quoted[quote], others)
            continue
        done = _judge(text, start, end, figures, others)
    return figures, others


def _quoted(text: str, start: int, end: int, inside: tuple[int, int], others: list[Other]) -> int:
    date = nots.IN_DATE.match(text, start, inside[1]) or nots.YEAR_ALONE.match(text, start, inside[1])
    if date and not (start == inside[0] and date.end() == inside[1] and date.end() - start < 5):
        others.append(Other(start, date.end(), "date", nots.DATE.id))
        return date.end()
    others.append(Other(start, end, "name", nots.QUOTED.id))
    return end


def _judge(text: str, start: int, end: int, figures: list[Found], others: list[Other]) -> int:
    """Decide one numeral; returns the offset behind what was decided."""
    reason, stop = _none(text, start, end)
    if reason is None:
        figure = _figure(text, start, end)
        if isinstance(figure, Found):
            if figures and figure.dimension == "ratio":
                pass
            figures.append(figure)
            return figure.end
        reason, stop = figure
    if stop - start > nots.LONGEST:
        stop = start + nots.LONGEST
    others.append(Other(start, max(stop, end), reason.why, reason.id))
    return max(stop, end)


_NUMERIC_JOINTS = frozenset("年月-—–－～~至到、/.:： 日号")
_MARKS = frozenset(".．、)）]】］〕")
_LINE_STARTS = frozenset("\n。；：;:#*“")
_BRACKETS = frozenset("（([［【〔")
_JOINS = frozenset("+＋×✕*")
_DASHES = frozenset("-—–－−")


def _none(text: str, start: int, end: int) -> tuple[Not | None, int]:
    """What tells at the first look, from the characters that touch the numeral, that it is no figure."""
    before = text[start - 1] if start else "\n"
    behind = text[end] if end < len(text) else "\n"
    if before in _BRACKETS and (m := nots.BRACKETED.match(text, start)):
        return nots.MARK, m.end() - 1
    if before in " #*\u3000" and behind in _MARKS:
        at = start - 1
        while at > start - 8 and at >= 0 and text[at] in " #*\u3000":
            at -= 1
        before = text[at] if at >= 0 else "\n"
    if before in _LINE_STARTS and behind in _MARKS or before == "\n":
        if m := nots.LIST_MARK.match(text, start):
            return nots.LISTED, m.end()
        if before == "\n" and (behind == "\n" or not behind):
            return nots.PAGE, end
    if before in _DASHES and behind in _DASHES and not text[start - 2 : start - 1].isdigit() and end - start < 4:
        return nots.PAGE, end
    if (
        before.isascii()
        and before.isalnum()
        or (before in "-_.+" and text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalpha())
    ):
        return _lettered(text, start, end)
    if behind.isascii() and behind.isalpha():
        m2 = QUANTITY.match(text, start)
        if m2 is None or not m2["u"] or (m2["u"] in "GTP" and m2["n"] in "2345678"):
            m3 = nots.JOINED_ON.match(text, start) or nots.WORDS.match(text, start)
            return nots.LETTERS, m3.end() if m3 else end
    if (behind in _JOINS and _alphanumeric(text[end + 1 : end + 2])) or (
        before in _JOINS and _alphanumeric(text[start - 2 : start - 1])
    ):
        if behind in "×*✕" and PRODUCT.match(text, start):
            return None, end
        m4 = nots.JOINED_ON.match(text, start)
        return nots.JOINED, m4.end() if m4 else end
    if (
        behind in _NUMERIC_JOINTS
        and (behind not in ":：" or before in "日午晨晚于")
        and (m := nots.IN_DATE.match(text, start))
    ):
        return nots.DATE, m.end()
    return None, end


def _alphanumeric(c: str) -> bool:
    return c.isascii() and c.isalnum()


def _lettered(text: str, start: int, end: int) -> tuple[Not | None, int]:
    first = start
    while first and text[first - 1].isascii() and text[first - 1].isalpha():
        first -= 1
    if start - first >= 2 and text[first:start] not in ("PM", "VOC", "IPv", "ISO", "COP", "CO", "SO", "NO"):
        m = QUANTITY.match(text, start)
        if m and m["u"] and not m["u"][0].isalpha() | (m["u"] in "GTPLm"):
            return None, end
        if m and m["u"] and not m["u"].isascii():
            return None, end
    m = nots.WORDS.match(text, start)
    return nots.LETTERS, m.end() if m else end


def _figure(text: str, start: int, end: int) -> Found | tuple[Not, int]:
    """The figure that begins here, or why it is none."""
    before = text[start - 1] if start else "\n"
    if before == "第" or (before == " " and text[start - 2] == "第"):
        return _nth(text, start, end)
    m = QUANTITY.match(text, start)
    if m is None:
        return nots.CODE, end
    number, multiplier, fuzzy, behind, unit = m.groups()
    stop = m.end()
    if fuzzy and not behind and not unit and not text.startswith(("人", "户"), stop):
        stop = m.end("f")
    if unit is None:
        while stop > end and text[stop - 1].isspace():
            stop -= 1
        if multiplier is None and behind is None:
            return _bare(text, start, end, before, fuzzy)
    if behind:
        multiplier = (multiplier or "") + behind
        if multiplier not in ("万", "亿", "万亿", "百万", "千万", "百亿", "千亿", "十万"):
            multiplier = behind
    value = arabic(number, multiplier or "")
    if unit == "级" and multiplier:
        figure = found(start, m.start("u"), value, None, "bare", "figure:label")
        figure.label = True
        return figure
    dimension = DIMENSIONS.get(unit, "") if unit else "bare"
    if not dimension and unit:
        dimension = DIMENSIONS.get(re.split(r"[/／（(]", unit, maxsplit=1)[0], "count")
    if unit and (reason := _not_this_unit(text, start, stop, before, number, unit, dimension)):
        return reason
    figure = found(start, stop, value, unit, dimension, "figure")
    figure.fuzzy = fuzzy is not None
    if to := TO.match(text, stop):
        _range(text, to, figure, multiplier, unit)
    if before in "-−－" and not text[start - 2 : start - 1].isdigit() and dimension == "percent":
        figure.value, figure.start = -figure.value, start - 1
    if dimension == "time":
        return _time(text, figure, before)
    if before == "前" and (unit in ("位", "名")):
        figure.dimension, figure.front = "rank", 1
    elif before == "后" and unit in ("位", "名"):
        figure.dimension, figure.front = "rank", -1
    elif unit == "位" and multiplier is None and text.endswith(RANKED, 0, start):
        figure.dimension = "rank"
    return _trim(figure)


def _trim(figure: Found) -> Found:
    """`个百分点` is counted in 百分点, `个月` in 月: the 个 is in the span, not in the unit."""
    unit = figure.unit
    if unit and unit[0] == "个" and len(unit) > 1 and figure.dimension in ("percent", "rate"):
        figure.unit = unit.lstrip("个")
    elif unit == "％":
        figure.unit = "%"
    return figure


def _range(text: str, to: re.Match[str], figure: Found, multiplier: str | None, unit: str | None) -> None:
    """Take the second figure of `1个-2个`, `2~3个`, `2000元至5000元` in, where it is one."""
    second = QUANTITY.match(text, to.end())
    if second is None:
        return
    number, multiplier2, fuzzy, behind, unit2 = second.groups()
    if unit2 is None and (unit is not None or multiplier2 is None) or (unit is not None and unit2 != unit):
        return
    if text[to.start() : to.end()].strip() in ("至", "到") and text[figure.start - 1 : figure.start] in "从由自":
        return
    scale = (multiplier2 or "") + (behind or "")
    scale = (
        scale
        if scale in ("", "万", "亿", "万亿", "百万", "千万", "百亿", "千亿", "百", "千", "十万", "十")
        else behind or ""
    )
    if unit is None and multiplier is None:
        figure.value = arabic(text[figure.start : figure.end].rstrip("多余 "), scale)
        figure.unit = unit2
        figure.dimension = DIMENSIONS.get(unit2, "count") if unit2 else "bare"
    elif unit is None:
        figure.unit = unit2
        figure.dimension = DIMENSIONS.get(unit2, "count") if unit2 else "bare"
    top = arabic(number, scale)
    if top <= figure.value and multiplier is None and scale:
        return
    figure.top = top
    figure.end = second.end()


def _not_this_unit(
    text: str, start: int, stop: int, before: str, number: str, unit: str, dimension: str
) -> tuple[Not, int] | None:
    """A unit that is none here: the name of a campaign, of a service, of the text's own parts."""
    if unit == "届" and nots.YEAR_ALONE.match(text, start):
        return nots.YEAR, stop
    if unit == "个" and (m := nots.PARTS.match(text, start)):
        return nots.STRUCTURE, m.end()
    if dimension == "time":
        if unit == "年" and (m := nots.CAMPAIGN.match(text, start)) and not text.endswith(("连续", "延长"), 0, start):
            return nots.ACTION, m.end()
        if unit == "周" and text.startswith("年", stop):
            return nots.NUMBERED, stop + 1
        if unit in ("分钟", "小时", "天") and nots.CIRCLE.match(text, stop):
            return nots.SERVICE, stop
        if unit[-1] == "时" and (m := nots.SERVICE_HOURS.match(text, start)):
            return nots.SERVICE, m.end()
        if unit in ("日", "时") and not text.endswith(("连续", "提前"), 0, start):
            return nots.DATE, stop
    if unit in ("路", "级", "线", "度", "G") and (m := nots.NUMBERED_BEHIND.match(text, start)):
        return nots.NUMBERED, m.end()
    return None


def _time(text: str, figure: Found, before: str) -> Found | tuple[Not, int]:
    """How long something lasted is a figure; the time in which it is done is a date."""
    unit = figure.unit or ""
    if unit.endswith("岁"):
        return figure
    head = text[max(0, figure.start - 8) : figure.start]
    if unit in ("年", "年多"):
        tail = text[figure.end : figure.end + 5]
        old = tail.startswith(("以上", "及以上")) and tail[2 if tail[0] == "以" else 3 :][:1] not in (
            "",
            "，",
            "。",
            "、",
        )
        if head.endswith(LASTED) or old or "年限" in head or figure.value != figure.value.to_integral_value():
            return figure
        return nots.SPAN_OF_YEARS, figure.end
    if (head.endswith(TIME_IN) and not head.endswith(("仅用", "只用"))) or (
        head.endswith("在") and text.startswith(("内", "之内", "时间"), figure.end)
    ):
        return nots.DATE, figure.end
    return _trim(figure)


def _nth(text: str, start: int, end: int) -> Found | tuple[Not, int]:
    """第N: a rank, or the number in a series."""
    first = text.rindex("第", 0, start)
    m = _PLACE.match(text, start)
    if m:
        figure = found(first, m.end(), arabic(text[start:end]), "位", "rank", "rank:nth")
        return figure
    if text.startswith("版", end) and first and text[first - 1] in "接转见":
        return nots.PAGE, end + 1
    if nots.SERIES.match(text, start):
        return nots.NTH, end
    head = text[max(0, first - 10) : first]
    if head.endswith(RANKED) or text[end : end + 1] in "，。；、）" or "居" in head or "全" in head:
        return found(first, end, arabic(text[start:end]), "位", "rank", "rank:nth")
    return nots.NTH, end


def _bare(text: str, start: int, end: int, before: str, fuzzy: str | None) -> Found | tuple[Not, int]:
    """A numeral without multiplier or unit."""
    if m := FRACTION.match(text, start):
        if int(m[2]):
            more = text.startswith("多", m.end())
            figure = found(start, m.end() + more, third(int(m[1]), int(m[2])), None, "fraction", "figure:fraction")
            figure.fuzzy = more
            return figure
        return nots.CODE, m.end()
    if text[start:end] in nots.HOTLINES:
        return nots.CODE, end
    if m := PRODUCT.match(text, start):
        value = arabic(m[1]) * arabic(m[2], m[3] or "")
        return found(start, m.end(), value, m[4], DIMENSIONS.get(m[4], "count"), "figure:product")
    if before in ":：∶" and text[start - 2].isdigit():
        return found(start, end, arabic(text[start:end]), None, "ratio", "figure:ratio")
    if (m := RATIO.match(text, start)) and text[end : end + 1] in ":：∶" and text[end : end + 1]:
        parts = re.split("[:：∶]", m.group())
        if len(parts) == 2 and arabic(parts[1]):
            value = arabic(parts[0]) if parts[1] == "1" else arabic(parts[0]) / arabic(parts[1])
            return found(start, m.end(), value, None, "ratio", "figure:ratio")
        return found(start, end, arabic(text[start:end]), None, "ratio", "figure:ratio")
    if m := nots.YEAR_ALONE.match(text, start):
        return (nots.CODE if nots.NAMED_YEAR.match(text, end) else nots.YEAR), end
    if before == "前" and (text[end : end + 1] in "强，。、；）" or not text[end : end + 1]):
        figure = found(start, end + (text[end : end + 1] == "强"), arabic(text[start:end]), "位", "rank", "rank:front")
        figure.front = 1
        return figure
    if m := nots.NUMBERED_BEHIND.match(text, start):
        if text.startswith("版", end) and before in "接转见":
            return nots.PAGE, m.end()
        return nots.NUMBERED, m.end()
    if text.endswith(nots.FRONT_CODES, 0, start):
        return nots.NUMBERED, end
    if to := TO.match(text, end):
        second = QUANTITY.match(text, to.end())
        if second and (second["u"] or second["m"] or second["m2"]):
            figure = found(start, end, arabic(text[start:end]), None, "bare", "figure:range")
            _range(text, to, figure, None, None)
            if figure.top is not None:
                if figure.dimension == "time":
                    return _time(text, figure, before)
                return _trim(figure)
    if before == "”":
        return nots.MARK, end
    if (shared := SHARED.match(text, end)) and (
        shared["u"] in ("个百分点", "%")
        or text.endswith(STATED, 0, start)
        or "分别" in text[max(0, start - 12) : start]
    ):
        figure = found(
            start, end, arabic(text[start:end]), shared["u"].lstrip("个"), DIMENSIONS[shared["u"]], "figure:shared unit"
        )
        return figure
    if nots.BEHIND_CODES.match(text, end):
        return nots.CODE, end
    if PEOPLE_BEHIND.match(text, end) and not text.endswith(("年", "月"), 0, start):
        figure = found(start, end + bool(fuzzy), arabic(text[start:end]), None, "bare", "figure:people")
        figure.fuzzy = fuzzy is not None
        return figure
    if text.endswith(STATED, 0, start) or text.startswith(("以上", "以下", "以内", "左右"), end):
        return found(start, end, arabic(text[start:end]), None, "bare", "figure:stated")
    return nots.CODE, end
