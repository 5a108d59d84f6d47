"""The Chinese numerals that are figures (chinese.toml says which), and ranks, fractions, 成, 翻番 in Chinese."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from importlib.resources import files

from luoshi.reading.measures.found import Found, found
from luoshi.reading.measures.numbers import chinese, fraction
from luoshi.reading.measures.units import DIMENSIONS, UNIT, trie_pattern

_RAW = tomllib.loads(files(__package__).joinpath("chinese.toml").read_text("utf-8"))
_COUNTERS = {c: None if nouns == ["*"] else re.compile(trie_pattern(nouns)) for c, nouns in _RAW["counters"].items()}
_PEOPLE = frozenset(_RAW["people"])
_CAMPAIGN = re.compile(rf"[^，。；、：“”]{{0,14}}?(?:{'|'.join(_RAW['campaigns'])})")
_LABEL_BEHIND = tuple(_RAW["labels"])
_FRAMES = tuple(_RAW["frames"])

_PRINCIPLES = re.compile(
    r"[^，。；、]{0,4}?(?:规定|原则|制度|机制|纪律|职责|职能|补贴|要求|准则|禁令|清单|任务|措施|举措|政策|能力|主体责任|权利|内容|保障|重点|基本)"
)
_ROUND = re.compile(r"[百千万十]")
_DIGIT = "一二两三四五六七八九"
NUMERAL = re.compile(
    r"第(?P<nth>[一二三四五六七八九十]{1,3})(?P<w>位|(?=名))?"
    r"|(?P<side>(?<![提目以之])[前后])(?P<front>[一二三四五六七八九两]?十[一二三四五六七八九]?|[三四五六七八九两二]|百)(?P<fw>[位名强])?(?![个年月季天届批轮])"
    r"|百分(?P<pct>百|之(?:百|[一二三四五六七八九十点]{1,7}))"
    r"|(?P<den>[二三四五六七八九十百]{1,3})分之(?P<part>[一二两三四五六七八九十]{1,2})"
    r"|(?P<half>一半(?!导体)|半数)"
    r"|翻(?:(?P<fold>[一两二三四])番|番)"
    r"|(?P<n>(?:[一二两三四五六七八九十百万亿]|千(?![瓦米克伏卡]))(?<![\d.几数第每整各初双一二三四五六七八九十百千万亿].)(?:[一二两三四五六七八九十百万亿]|千(?![瓦米克伏卡])){0,5}+)(?P<f>[多余])?(?P<m>[万亿])?(?P<u>"
    + UNIT
    + r")?"
)
_AFTER_RANK = re.compile(r"第[一二三四五六七八九十\d]{1,3}位?[、和，]$")
_AMONG = re.compile(
    r"(?:全[国省市县区州盟旗球]|全自治区|世界|[东中西]部|国内|省内|市内|城市|省份|市州|地级市|地区|榜|港口|新区|开发区|园区|高新区|东北|西北|亚洲|区县|县市|县级|市级|同类)(?:[^，。；、]{0,4}(?:名次|排名|总量|数量|规模))?$"
)
_MEASURED = frozenset(("money", "mass", "power", "area", "volume", "length", "rate"))


def scan(text: str) -> list[Found]:
    """Every Chinese numeral of `text` that is a figure, in text order."""
    figures = []
    for match in NUMERAL.finditer(text):
        kind = match.lastgroup
        if kind in ("n", "u", "f", "m"):
            figure = _counted(text, match)
        elif kind in ("nth", "w"):
            figure = _nth(text, match)
        elif kind in ("side", "front", "fw"):
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
    if value is None:
        return None
    if behind == "名":
        behind = text[end + 1 : end + 2]
    head = text[max(0, start - 8) : start]
    if (
        match["w"] is None
        and not _ends(behind)
        and not (
            behind == "大" and "全" in head[-3:] or head.endswith(("全国", "全省", "世界", "全球")) and behind == "大"
        )
    ):
        return None
    if not (
        _AFTER_RANK.search(head)
        or head.endswith(
            (
                "居",
                "列",
                "排",
                "排名",
                "位",
                "名列",
                "保持",
                "升至",
                "跃居",
                "跃至",
                "的",
                "均为",
                "均居",
                "达到",
                "都是",
            )
        )
        or _AMONG.search(head)
    ):
        return None
    return found(start, end, Decimal(value), "位", "rank", "rank:第一")


def _ends(behind: str) -> bool:
    return not behind or behind in "，。；、）,;)\n！和且"


def _front(text: str, match: re.Match[str]) -> Found | None:
    """前三, 前十强: at most the tenth."""
    start, end = match.span("front")[0], match.end()
    value = chinese(match["front"])
    if value is None or value < 2:
        return None
    behind = text[end : end + 1]
    if match["fw"] is None and not _ends(behind):
        return None
    head = text[max(0, match.start() - 10) : match.start()]
    if not any(
        w in head
        for w in (
            "全",
            "居",
            "列",
            "排",
            "位",
            "进入",
            "世界",
            "国内",
            "榜",
            "入围",
            "名次",
            "跻身",
            "迈入",
            "省",
            "保持",
            "退出",
        )
    ):
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
        if not whole or not part:
            return None
        return found(start, end, fraction(part, whole), None, "fraction", "figure:分之")
    if match["half"] is not None:
        if match["half"] == "半数":
            return None
        return found(start, end, Decimal("0.5"), None, "fraction", "figure:一半")
    if text[end : end + 1] == "两" or text.startswith("计划", end):
        return None
    times = chinese(match["fold"] or "一") or 1
    return found(start, end, Decimal(2**times), "倍" if False else None, "growth", "figure:翻番")


def _percent(words: str) -> Decimal | None:
    whole, dot, fraction = words.partition("点")
    value = chinese(whole)
    if value is None:
        return None
    digits = "".join(str(chinese(c)) for c in fraction)
    return Decimal(f"{value}.{digits}") if dot and digits.isdigit() else Decimal(value)


def _counted(text: str, match: re.Match[str]) -> Found | None:
    numeral, unit = match["n"], match["u"]
    start, end = match.span()
    bare = not numeral.strip("百千万亿十")
    if unit is None or unit in ("级", "县", "园") and bare:
        return _label(text, match) if bare and numeral[-1] in "万亿" and numeral != "万" else None
    dimension = DIMENSIONS.get(unit) or DIMENSIONS.get(re.split(r"[/（(]", unit)[0], "count")
    value = chinese(numeral)
    if value is None or (match["m"] and not match["f"]) or "千百" in numeral or "百千" in numeral:
        return None
    if text[start - 1 : start] in "上下" and text[start - 2 : start - 1] not in "迈站登跨踏":
        return None
    value *= {"万": 10**4, "亿": 10**8}.get(match["m"] or "", 1)
    if numeral == "十" and not match["f"]:
        bare = False
    before = text[start - 1 : start]
    if dimension == "tenth":
        ok = before not in "十一" and value < 10 and _share_of(text, start, end)
    elif dimension == "time":
        ok = _lasted(text, start, end, unit, numeral)
    elif dimension in _MEASURED:
        ok = (
            (bare or numeral[-1] in "百千万亿" or (value > 1 and unit in ("公里", "米", "亩", "亿元", "万元", "公顷")))
            and before not in "“每一各"
            and not (bare and unit in ("方", "米", "分", "点", "度"))
            and unit != "里"
            and not (bare and dimension == "rate")
        )
        if bare and numeral == "万" and unit == "元" and not text.startswith(("以上", "以下"), end):
            ok = False
        if unit == "斤" and text.startswith("粮食", end) and before not in "近约超过破达":
            ok = False
        ok = ok and not (
            unit
            in ("分", "点", "度", "方", "升", "里", "米", "G", "T", "P", "克", "块钱", "斤", "角", "担", "里", "箱")
            and not match["f"]
            and numeral[-1] not in "万亿"
        )
    elif bare and unit in _PEOPLE:
        ok = _crowd(text, match, before)
    elif dimension == "multiple":
        ok = value > 1 and not bare
    else:
        ok = (2 <= value <= 100 and not bare and _things(text, start, end, unit, before)) or (
            value == 1
            and unit in _COUNTERS
            and ("至少" in text[max(0, start - 8) : start] or (unit == "轮" and f"两{unit}" in text[end : end + 12]))
        )
    if not ok:
        return None
    figure = found(start, end, Decimal(value), unit, dimension, "figure:chinese")
    figure.fuzzy = match["f"] is not None
    figure.label = bare and (dimension in _MEASURED or unit in ("头", "只", "羽", "株")) and not figure.fuzzy
    return figure


def _label(text: str, match: re.Match[str]) -> Found | None:
    """千亿级, 向百亿迈进: a bare multiplier without a unit."""
    start, end = match.span("n")
    if (
        match["f"]
        or text[start - 1 : start] in "“一每双"
        or "千百" in match["n"]
        or "百千" in match["n"]
        or text[start - 2 : start] == "万亩"
    ):
        return None
    if not (
        text.startswith(_LABEL_BEHIND, end)
        or text.startswith(("迈进", "目标", "台阶", "大关", "以上", "，", "。"), end)
        and text[start - 1 : start] in "向超破过达到"
    ):
        return None
    if text.startswith("俱乐部", end):
        return None
    value = chinese(match["n"])
    if value is None:
        return None
    figure = found(start, end, Decimal(value), None, "bare", "figure:label")
    figure.label = True
    return figure


def _share_of(text: str, start: int, end: int) -> bool:
    """八成以上, 占到七成: a share, not 大功告成."""
    behind = text[end : end + 2]
    return (
        behind[:1] in "，。；、"
        or behind in ("以上", "左右", "多，", "财力", "用于")
        or text[start - 1 : start] in "近达到超在约过占"
    )


def _lasted(text: str, start: int, end: int, unit: str, numeral: str) -> bool:
    """连续五年, 提前一年: how long something lasted."""
    if unit not in ("年", "个月", "天", "个季度", "岁", "周岁", "个百分点"):
        return False
    head = text[max(0, start - 4) : start]
    if head.endswith(("连续", "提前", "再延长", "延长", "已连续")):
        return not text.startswith(("行动", "计划"), end)
    return False


def _crowd(text: str, match: re.Match[str], before: str) -> bool:
    """千余名博士, 万名选手, 千处遗存: many, counted in round numbers; 千家万户 and 百村千户 are words."""
    end = match.end()
    if match["f"]:
        return True
    if (
        before in "“一每、双联进"
        or _ROUND.search(text, end, end + 5)
        or text[match.start() - 2 : match.start() - 1] in "百千万"
    ):
        return False
    if match["n"] == "百" and before not in "近约超过破达逾" and not text.startswith("以上", end):
        return False
    if match["u"] in ("家", "户", "个", "人", "件") or match["n"] == "十":
        return before in "近约超过破达逾余"
    return not _CAMPAIGN.match(text, end)


def _things(text: str, start: int, end: int, unit: str, before: str) -> bool:
    """两所医院, 十件民生实事: things that can be counted again."""
    if unit == "项" and _PRINCIPLES.match(text, end):
        return False
    nouns = _COUNTERS.get(unit, False)
    if nouns is False:
        return False
    head = text[max(0, start - 4) : start]
    if head.endswith(_FRAMES) or before in "第十百千万“":
        return False
    if unit == "批" and not text.startswith(("“", "重点", "省级", "项目"), end):
        return False
    if unit in ("位", "家", "部", "支", "户") and text[end : end + 1] in "，。；、一联合数":
        return False
    return nouns is None or bool(nouns.match(text, end))
