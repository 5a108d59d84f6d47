"""Why an Arabic numeral is no measure: dates, names, ordinals, page numbers, structure (GUIDE: other.jsonl).

Each rule is a pattern that is tried at the number, cheapest first, by the character that the number touches. A rule
is a value: its id, why the numeral is none, and the reason in the language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.values import NumeralWhy

LONGEST = 40  # characters of one entry: a longer run of digits is split, and counts as several


@dataclass(frozen=True, slots=True)
class Not:
    """`id` is shown by explain; `because` is the reason in the language or in the layout."""

    id: str
    why: NumeralWhy
    because: str


DATE = Not("not:date", "date", "年、月、日 behind a number that can be one")
YEAR = Not("not:year", "date", "a number from 1900 to 2099 that counts nothing: the year in a title")
SPAN_OF_YEARS = Not("not:years", "date", "N年 is a time in which, unless a word says that it lasted (连续, 提前, 延长)")
QUOTED = Not("not:quoted", "name", "a figure inside a short quotation is part of a name")
LETTERS = Not("not:letters", "name", "digits that touch Latin letters are a code, unless the letters are a unit")
JOINED = Not("not:joined", "name", "digits joined by +, × or * are the name of a scheme (1+6, 7×24小时)")
NUMBERED = Not("not:numbered", "name", "a numbered thing: 号, 线, 路, 版, 周年, 强 in a list's title")
CODE = Not("not:code", "name", "a number without a unit that nothing states: a hotline, a road, a code")
SERVICE = Not("not:service", "name", "24小时 and its like name a way of serving")
ACTION = Not("not:action", "name", "N年行动, N年计划: the name of a campaign")
NTH = Not("not:nth", "ordinal", "第N of a series that is no ranking")
LISTED = Not("not:listed", "ordinal", "the number of a section or of a list's item")
MARK = Not("not:mark", "ordinal", "a number alone in brackets is a footnote's mark or a list's number")
PAGE = Not("not:page", "page", "a number between dashes, or of a newspaper's page")
STRUCTURE = Not("not:structure", "structure", "N个方面 counts the parts of the text itself")
LONG = Not("not:long", "noise", "no figure of a report has so many digits")

IN_DATE = re.compile(
    r"(?:19|20)\d\d\s?年(?:度|\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?"
    r"|(?:19|20)\d\d\s?[-—–－~～至到、/]{1,2}\s?(?:(?:19|20)\d\d|\d\d)\s?(?:年度?|学年)"
    r"|(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}"
    r"|(?:[1-9]|1[0-2])\s?[-—–－~～至到]{1,2}\s?(?:[1-9]|1[0-2])\s?月份?"
    r"|(?:0?[1-9]|1[0-2])\s?月(?!球|饼|薪|租|均)(?:\s?\d{1,2}\s?日|份)?"
    r"|(?:0?[1-9]|[12]\d|3[01])\s?[日号](?=[，,。、；至到\-—）)]|上午|下午|晚|起|前|召|举)"
    r"|(?:[01]?\d|2[0-3])[:：][0-5]\d(?!\d)"
)
YEAR_ALONE = re.compile(r"(?:19|20)\d\d(?![\d.,%‰万亿余多])")
NAMED_YEAR = re.compile(r"小镇|街区|文创|文化园|创意|艺术|公社|产业园|厂区|空间|广场|大院")
SINCE_YEARS = re.compile(r"(?:及?以上)[^，。、；]")
SERIES = re.compile(r"\d{1,4}\s?(?=[次届批轮条章期号卷讲季版步款部个任人代世场棒所站课时篇]|周期|季度|方阵|产业)")
NUMBERED_BEHIND = re.compile(
    r"\d{1,5}(?:[、，和]\d{1,4}){0,16}(?:\.\d{1,2})?\s?"
    r"(?:周年|周岁生日|号|#|强(?!势|化|度)|版|线(?![上下城])|路(?=公交|车)|型|后(?=[创一大青、）])|时代|大(?!类|卡)|级(?!以上|河|[^，。]{0,8}\d)|国道|省道|(?<=\.0))"
)
FRONT_CODES = (
    "国道",
    "省道",
    "县道",
    "乡道",
    "国通",
    "国省道",
    "神舟",
    "天舟",
    "嫦娥",
    "天宫",
    "编号",
    "型号",
    "工业",
    "区块",
)
BEHIND_CODES = re.compile(
    r"医院|中学|[^，。；、\d]{0,3}(?:热线|平台|政务服务便民|举报|急救|报警|工程|高校|院校|小镇|工作|机制|模式|体系|行动|战略)"
)
HOTLINES = frozenset(
    (
        "12345",
        "12315",
        "12388",
        "12348",
        "12320",
        "12333",
        "12358",
        "12369",
        "12319",
        "12309",
        "12317",
        "12331",
        "12338",
        "12355",
        "12350",
        "12336",
        "12316",
        "12328",
        "12301",
        "110",
        "119",
        "120",
        "122",
        "114",
        "96110",
        "95598",
    )
)
CIRCLE = re.compile(r"[^，。；、\d“”]{0,8}圈(?!数)")
SERVICE_HOURS = re.compile(
    r"(?:24|48|72|144|240)\s?小时(?=[^，。；]{0,4}(?:自助|值|服务|不|在线|应急|免|过境|营|办|开|政务|城|监|便|全天|银|图书|智|动态))"
)
CAMPAIGN = re.compile(r"\d{1,2}\s?年(?=行动|计划|规划|攻坚|大?提升|滚动|整治|倍增|方案|任务|活动|禁渔|实施)")
LIST_MARK = re.compile(r"\d{1,3}(?:[.．、)）】\]］](?!\d)|(?=\.(?:19|20)\d\d\s?年))\s?")
BRACKETED = re.compile(r"\d{1,3}[)）\]］】〕]")
DASHED = re.compile(r"\d{1,4}\s?[-—–－]{1,2}(?![\d\s])|\d{1,4}\s[-—–－]{1,2}\s")
PARTS = re.compile(r"\d{1,2}\s?个?(?=方面|环节|维度|层面|坚持|确保|聚焦|突破|转变|着力|必须|更加|毫不|一[”，。批、])")
JOINED_ON = re.compile(r"[\dA-Za-zNＮ]{1,4}(?:[+＋×✕*xX][\dA-Za-zNＮ]{1,4}){1,4}(?:小?时)?")
WORDS = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+\-_/]{0,38}级?")
