"""Whether a promise without a figure names a thing or an end that is there or not, or a direction only.

Government reports promise hundreds of directions (加强…, 完善…机制): nobody can be held to one by the next report, so
they are linked where something is said, and counted apart.
"""

from __future__ import annotations

import re

from luoshi.comparing.words import Words

# A designation that only one thing bears: in quotation marks or title marks, with Latin letters, an edition, a line, a
# phase, a day.
_DESIGNATED = re.compile(
    r"[“《][^”》]{2,}[”》]|[A-Za-z]{2,}|第[一二三四五六七八九十0-9]+[届次轮批]|[0-9一二三四五六七八九十]+号线"
    r"|[一二三四五]期(?:项目|工程)?|[0-9]{1,2}月(?:底|份)"
)
# Kinds of things that are built or held, and kinds so wide that more must stand before them.
_BUILT = re.compile(
    r"大桥|特大桥|隧道|高速|高铁|铁路|地铁|机场|港区|码头|航道|水库|水厂|电站|电厂|医院|院区|小学|中学|大学|学院|幼儿园|校区"
    r"|公园|博物馆|图书馆|美术馆|体育馆|体育场|体育中心|文化馆|纪念馆|档案馆|大道|快速路|立交|枢纽|处理厂|综保区|古城|古镇"
    r"|运动会|论坛|博览会|洽谈会|大会|文化节|旅游节"
)
_WIDE = re.compile(r"项目|工程|基地|示范区|规划|条例|办法|产业园|园区|中心|广场|公路|学校|试点|普查|景区|片区|新城")
# Words before a kind that leave it a kind.
_KIND = re.compile(
    r"一批|一系列|重大|重点|各类|有关|相关|更多|若干|部分|一流|高水平|高标准|基础设施|公共服务|民生|产业|建设|改造|提升"
)
# Words that are an end in the tables of stages, but so wide that they end nothing by themselves.
_NO_END = frozenset(
    {
        "实现",
        "建立",
        "设立",
        "到位",
        "落地",
        "获得",
        "发布",
        "通过",
        "达标",
        "列入",
        "纳入",
        "取消",
        "制定",
        "修订",
        "完成",
        "举办",
        "召开",
    }
)


def designates(text: str) -> bool:
    """Whether the words of a promise have a designation that only one thing bears: “净湖行动”, 《条例》."""
    return _DESIGNATED.search(text) is not None


def names_something(text: str, words: Words) -> bool:
    """Whether the words of a promise name a thing or an end: 南溪大桥, 《条例》, 建成投用."""
    if designates(text):
        return True
    for stage in words.stage_pattern.finditer(text):
        if words.stage[stage.group()] in ("done", "partial", "begun") and stage.group() not in _NO_END:
            return True
    return _stands(_BUILT, text, words, 2) or _stands(_WIDE, text, words, 3)


def _stands(kind: re.Pattern[str], text: str, words: Words, least: int) -> bool:
    """Whether so many characters that are no general word stand right before a word of the kind."""
    for found in kind.finditer(text):
        before = re.split(r"[、，和及与等的]", text[: found.start()])[-1]
        rest = words.common_pattern.sub("", words.stage_pattern.sub("", _KIND.sub("", before)))
        if len(rest) >= least:
            return True
    return False
