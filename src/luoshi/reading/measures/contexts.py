"""Which figures only describe: the GUIDE's practice for `context`. The rules and their reasons stand in `rules`."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from luoshi.reading.measures import rules
from luoshi.reading.measures.found import Found
from luoshi.reading.measures.rules import Rule
from luoshi.reading.measures.words import ACTS, GOVERN, Peeled, longest_first

_RAW: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("contexts.toml").read_text("utf-8"))


def _any(key: str) -> str:
    """An alternation of the words under a key, longest first."""
    return "|".join(sorted(_RAW[key], key=len, reverse=True))


_TOTAL = tuple(_RAW["total"])
_SPENT = tuple(_RAW["spent"])
_SIZES = tuple(_RAW["sizes"])
_NOT_SIZES = tuple(_RAW["not_sizes"])
_DIMENSIONS = tuple(_RAW["dimensions"])
_AMONG = tuple(_RAW["among"])
_ALL = tuple(_RAW["all"])
_OF_ALL = re.compile(rf"[^，。；\d]{{0,14}}?(?:中|之一|第)|(?:{_any('places')})")
_DOING = tuple(_RAW["doing"])
_UNLESS_DONE = tuple(_RAW["unless_done"])
_WORKS = re.compile(rf"[^，。；]{{0,40}}?(?:{_any('works')})")
_ORGANISED = re.compile(rf"的?[^，。；、\d]{{0,8}}?(?:{_any('organised')})")
_STATES = re.compile(rf"[^，。；、\d]{{2,24}}?(?:{_any('states')})[^，。；、\d]{{0,8}}\d")
_MEASURED = re.compile(
    rf"[^，。；、\d]{{2,24}}?(?:{_any('measured')})[^，。；、\d的]{{0,5}}\d[\d.]*(?:%|[万亿]?元)(?!的|以[上下]的?[^，。；、])"
)
_LENT = re.compile(r"[^，。；、\d]{2,8}(?:累计)?向[^，。；\d]{2,20}\d[\d.]*[万亿]元")
_GIVEN = re.compile(rf"(?:{_any('given')})[^，。；、]{{0,3}}$")
_ALONG = re.compile(rf"(?:{_any('along')})$")
_ALONG_OF = re.compile(rf"[^，。；、\d]{{0,2}}?(?:{_any('places')})(?!村?振兴)")
_NAMED = re.compile(r"[^，。；：、\d]{2,8}(?:、[^，。；：、\d]{2,8})+$")
_GAINED = re.compile(rf"[^，。；]{{0,24}}?(?:{_any('gained')})")
_ONE_OF = re.compile(r"[^，。；、\d]{1,20}(?<!分)之一(?:[，。；、]|$)")
_SETTLED = re.compile(rf"(?:及)?以[上下]的?(?:{_any('settled')})")
_FRAME = re.compile(rf"(?:{_any('frames')})[^，。；]{{0,14}}$")
_LED = re.compile(r"以[^，。；]{0,30}$")
_LEADS = re.compile(rf"[^，。；\d]{{0,24}}?为(?:{_any('leads')})")
_LEADING = re.compile(r"[^，。；、\d]{1,10}(?:带动|引领)[，。；]")
# 由12:38:50调整为…, 由2万元和1万元增长到…: the rest of a list may stand between.
_LIST = r"(?:[、和:：∶][\d.,]{1,12}[^\d，。；、和:：∶]{0,5}){0,4}"
_RISES = re.compile(_LIST + rf"[^，。；\d]{{0,5}}(?:{_any('rises')})?(?:到|至|为)")
_FROM = re.compile(r"(?:从|由)(?:(?!到|至|，)[^。；\d]){0,10}(?:(?:19|20)\d\d年[^，。；\d]{0,8})?$")
TOWARDS = re.compile(rf"[^，。；]{{0,8}}(?:{_any('towards')})")
_OURS = re.compile(r"(?:以上|左右)?[，、]其?中?我[市县区省州旗]")
_PART_DONE = re.compile(r"[^，。；、\d]{1,14}，(?:目前)?已[^，。；、\d]{1,6}\d")
_EVERYWHERE = re.compile(r"(?:地市|县|区|市|乡|镇|街道|村|社区)[^，。；\d]{0,8}全覆盖")
_ACTS = re.compile(longest_first((*ACTS, *GOVERN)))
_GOVERNED = re.compile(longest_first(GOVERN))
_BOUNDS = ("以上", "及以上", "以下", "及以下", "以内")
_OUTSIDE = frozenset("，。；、）") | {""}
_COUNTED = frozenset(("count", "people", "places", "households"))
_CAPABLE = frozenset(("mass", "power", "volume"))
_VOLTS = frozenset(("千伏", "伏", "kV", "KV"))
_SETS = frozenset(("县", "区", "市", "乡", "镇", "村", "旗", "县市", "县区", "市县", "乡镇"))
_WHERE = frozenset(("省", "市", "国", "省（区）", "州", "盟市", "市州", "省区市", "省市"))


def context(text: str, figure: Found, head: str, tail: str, peeled: Peeled, list_of: Found | None) -> Rule | None:
    """The rule that makes the figure context; None where it has its passage's role.

    `head`: what stands between the figure before (or the sentence's start) and this one; `tail`: what follows;
    `list_of`: the figure before, where this one goes on with its list. Sets `figure.base`.
    """
    if figure.front < 0:
        return rules.BACK
    listed = list_of is not None and list_of.base
    if (listed or "从" in head or "由" in head) and _RISES.match(tail) and (listed or _FROM.search(head[-24:])):
        figure.base = True
        return rules.BASE
    dimension = figure.dimension
    if dimension == "money":
        return _money(figure, tail, peeled)
    if dimension == "time":
        return _time(figure, head, tail)
    if (tail.startswith("级") and dimension != "rank") or figure.unit in _VOLTS:
        return rules.CLASS
    if figure.label:
        return _label(head, tail, peeled)
    rest = peeled.rest
    if rest.endswith(_SIZES) and not (peeled.reached or rest.endswith(_NOT_SIZES) or _GOVERNED.search(head)):
        return rules.SIZE
    if rest.endswith(_DIMENSIONS) and tail.startswith("的"):
        return rules.SIZE
    if head.endswith("每"):
        return rules.PER
    if dimension in _CAPABLE:
        return _capacity(tail, head)
    if dimension == "length":
        short = figure.unit in ("米", "厘米", "毫米") and tail.startswith(("以上", "以下", "及"))
        return rules.THRESHOLD if short and tail[2:3] not in _OUTSIDE else None
    if dimension not in _COUNTED:
        return None
    if figure.unit in ("人", "户") and _SETTLED.match(tail):
        return rules.THRESHOLD
    if dimension == "people" and tail.startswith(("以上的", "以下的")):
        return rules.THRESHOLD
    if dimension == "places" and figure.unit in _WHERE:
        return rules.PLACES
    return _set(text, figure, head, tail, rest)


def _money(figure: Found, tail: str, peeled: Peeled) -> Rule | None:
    rest = peeled.rest
    if rest.endswith(_TOTAL):
        return rules.TOTAL
    if rest.endswith("投资") and tail.startswith("的") and not rest.endswith(_SPENT):
        return rules.COST
    if tail.startswith(_BOUNDS):
        following = tail[3:] if tail.startswith("及") else tail[2:]
        if following[:1] not in _OUTSIDE and _ORGANISED.match(following):
            return rules.THRESHOLD
    if peeled.relation in ("gt", "ge") and _ORGANISED.match(tail):
        return rules.THRESHOLD
    if tail.startswith("级") or (figure.label and _ORGANISED.match(tail)):
        return rules.CLASS
    return None


def _time(figure: Found, head: str, tail: str) -> Rule | None:
    if figure.unit in ("岁", "周岁"):
        return None if "寿命" in head or figure.kind == "delta" else rules.AGE
    if "延长" in head[-4:] or (figure.unit == "年" and tail.startswith("以上") and tail[2:3] not in _OUTSIDE):
        return rules.TERM
    return None


def _label(head: str, tail: str, peeled: Peeled) -> Rule | None:
    """A class of size; but 向千亿迈进 and 突破百亿 state where a figure goes."""
    if head.endswith("向") and TOWARDS.match(tail):
        return None
    if peeled.relation is not None and not tail.startswith(("级", "以上")) and not _ORGANISED.match(tail):
        return None
    alone = tail[:1] in _OUTSIDE or tail.startswith(("大关", "规模", "迈进", "台阶", "目标", "以上", "左右"))
    if alone and not tail.startswith("以上的") and (peeled.relation or peeled.reached or head.endswith("向")):
        return None
    return rules.CLASS


def _capacity(tail: str, head: str) -> Rule | None:
    """500万吨矿井, 22万吨地表水厂: what a work is able to, not what was done."""
    if tail[:1] in _OUTSIDE or tail.startswith(("以上", "左右", "以内", "和")) or head.endswith(_UNLESS_DONE):
        return None
    return rules.CAPACITY if _WORKS.match(tail) else None


def _acted(head: str) -> bool:
    """Whether a verb of doing stands in the item before the figure."""
    item = head[max(head.rfind("，"), head.rfind("："), head.rfind("、")) + 1 :]
    return _ACTS.search(item) is not None


def _says_who(figure: Found, head: str, tail: str) -> bool:
    """Whether the statement is the figure behind (实现营收…), or the names before have said all (甲、乙2县)."""
    if _acted(head):
        return False
    if _STATES.match(tail) or _MEASURED.match(tail) or _LENT.match(tail):
        return _GIVEN.search(head) is None
    if _ALONG.search(head) and _ALONG_OF.match(tail):
        return not head.startswith("与")
    return figure.unit in _SETS and _NAMED.search(head) is not None and not (_ACTS.search(head) or _GAINED.match(tail))


def _set(text: str, figure: Found, head: str, tail: str, rest: str) -> Rule | None:
    """A count of a fixed set that only says who or where."""
    if _ONE_OF.match(tail):
        return rules.ONE_OF
    if _says_who(figure, head, tail):
        return rules.WHO
    if rest.endswith(_AMONG) and not _acted(head):
        return rules.WHERE
    if rest.endswith(_ALL) and _OF_ALL.match(tail) and not _acted(head):
        return rules.WHERE
    if _PART_DONE.match(tail) and not rest.endswith(_DOING):
        return rules.OF_WHICH
    if _EVERYWHERE.match(tail):
        return rules.EVERYWHERE
    if head.endswith(("涉及", "包括", "包含", "涵盖")) and "的" in tail[:12]:
        return rules.CONTAINED
    opened = text[max(figure.clause, figure.start - 90) : figure.start]
    if _OURS.match(tail) and ("全省" in opened or "全国" in opened or "全市" in opened):
        return rules.WHOLE
    if _FRAME.search(opened) and not _acted(head):
        return rules.FRAME
    if "以" in opened and _LEADS.match(tail) and _LED.search(opened):
        return rules.LEADING
    if _LEADING.match(tail) and ("以" in opened or "突出" in opened):
        return rules.LEADING
    return None
