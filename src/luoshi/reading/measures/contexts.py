"""Which figures only describe: the GUIDE's practice for `context`, each a rule with its reason."""

from __future__ import annotations

import re

from luoshi.reading.measures.found import Found
from luoshi.reading.measures.words import ACTS, Peeled

_TOTAL = ("总投资", "总投资额", "投资总额", "概算投资", "估算投资", "总概算", "投资概算", "匡算投资")
_INVESTED_IN_DOING = ("完成投资", "计划投资", "年度投资", "累计投资", "当年投资")
_SIZES = (
    "占地",
    "占地面积",
    "建筑面积",
    "总建筑面积",
    "用地面积",
    "规划面积",
    "全长",
    "总长",
    "线路全长",
    "路线全长",
    "总库容",
    "概算",
    "海拔",
    "年产",
    "日产",
    "日处理",
    "年处理",
    "年加工",
    "单机",
    "直径",
)
_MEASURED_OF_ONE = ("长", "高", "宽", "深", "长度", "高度", "宽度", "里程")
_WORKS = re.compile(
    r"项目|工程|矿井|煤矿|电站|机组|风电|光伏|生产线|装置|[水电钢煤药酒糖]?厂|水库|电池|锅炉|焦炉|变电|变压器|线路工程|储能|码头|泊位|航道|基地|冷库|粮库|仓|船|炼"
)
_FIXED = re.compile(
    r"[^，。；、\d]{2,24}?(?:营收|营业收入|产值|销售收入|主营收入|业务收入|收入|增加值|税收|利润|产量)[^，。；、\d]{0,8}\d"
)
_FRAME = re.compile(r"(?:对照|按照|围绕|根据|依据|瞄准|针对)[^，。；]{0,30}$")
_LED = re.compile(r"以[^，。；]{0,30}$")
_LEADS = re.compile(
    r"[^，。；\d]{0,24}?为(?:方向|重点|引领|抓手|核心|支撑|载体|主体|主导|龙头|依托|牵引|纽带|基础|突破口)"
)
_RISES = re.compile(
    r"(?:[^，。；\d]{0,5})(?:提高|增加|增长|上升|提升|下降|降低|减少|压缩|缩短|缩减|扩大|攀升|跃升|降|升|增|压减|精简|回落|拓展|调整|发展|扩展|跃|缩小|恢复|变|改)?(?:到|至|为)"
)
_FROM = re.compile(r"(?:从|由)(?:(?!到|至|，)[^。；\d]){0,10}(?:(?:19|20)\d\d年[^，。；\d]{0,8})?$")
_OURS = re.compile(r"(?:以上|左右)?[，、]其?中?我[市县区省州旗]")
_PART_DONE = re.compile(r"[^，。；、\d]{1,14}，(?:目前)?已[^，。；、\d]{1,6}\d")
_EVERYWHERE = re.compile(r"(?:地市|县|区|市|乡|镇|街道|村|社区)[^，。；\d]{0,8}全覆盖")
_LEADING = re.compile(r"[^，。；、\d]{1,10}(?:带动|引领)[，。；]")
_DOING = ("实施", "建设", "新建", "推进", "谋划", "完成", "开展", "安排", "启动", "抓好")
_ACTS = re.compile("|".join(ACTS))
TOWARDS = re.compile(r"[^，。；]{0,8}(?:迈进|冲刺|进军|挺进|跨越|突破|攀升|跃升|冲击)")
_AMONG = (
    "沿黄",
    "驻地",
    "辖区",
    "下辖",
    "所辖",
    "驻市",
    "驻区",
    "全市",
    "全县",
    "全区",
    "全省",
    "全州",
    "全国",
    "沿江",
    "沿海",
    "沿淮",
    "周边",
)
_ORGANISED = re.compile(
    r"的?(?:[^，。；、\d]{0,8}?)(?:企业|项目|村|集群|园区|镇|产业|技改|车间|工程|合作社|大户|商贸|单位|品牌)"
)


def context(text: str, figure: Found, head: str, tail: str, peeled: Peeled, clause: int) -> str | None:
    """The id of the rule that makes the figure context; None where it has its passage's role.

    `head`: what stands between the figure before (or the sentence's start) and this one; `tail`: what follows;
    `clause`: where the clause begins.
    """
    dimension = figure.dimension
    rest = peeled.rest
    if figure.front < 0:
        return "context:后几位"
    if _FROM.search(head[-24:]) and _RISES.match(tail):
        figure.base = True
        return "context:从A到B"
    if dimension == "money":
        return _money(figure, rest, tail, peeled)
    if dimension == "time":
        if figure.unit in ("岁", "周岁"):
            return "context:age"
        if "延长" in head[-4:] or (
            figure.unit == "年" and tail.startswith("以上") and tail[2:3] not in ("", "，", "。", "、")
        ):
            return "context:term"
        return None
    if tail.startswith("级") and dimension != "rank":
        return "context:class"
    if figure.label and head.endswith("向") and TOWARDS.match(tail):
        return None
    if figure.label:
        if peeled.relation is not None and not tail.startswith(("级", "以上")) and not _ORGANISED.match(tail):
            return None
        if (
            tail[:1] in "，。；、"
            or tail.startswith(("大关", "规模", "迈进", "台阶", "目标", "以上", "左右"))
            and not tail.startswith("以上的")
        ):
            return None if peeled.relation or peeled.reached or head.endswith("向") else "context:class"
        return "context:class"
    if (rest.endswith(_SIZES) and not rest.endswith(("违法占地", "违规占地"))) or (
        rest.endswith(_MEASURED_OF_ONE) and tail.startswith("的")
    ):
        return "context:size"
    if head.endswith("每"):
        return "context:每"
    if dimension in ("mass", "power", "volume"):
        return _capacity(figure, tail, head)
    if (
        dimension == "length"
        and figure.unit in ("米", "厘米", "毫米")
        and tail[:1] not in "，。；、）"
        and tail.startswith(("以上", "以下", "及"))
    ):
        return "context:threshold"
    if dimension == "people" and tail.startswith(("以上的", "以下的")):
        return "context:threshold"
    if dimension == "places" and figure.unit in ("省", "市", "国", "省（区）", "州", "盟市", "市州", "省区市", "省市"):
        return "context:places"
    if dimension in ("count", "people", "places", "households"):
        return _set(text, figure, head, tail, rest, clause)
    return None


def _money(figure: Found, rest: str, tail: str, peeled: Peeled) -> str | None:
    if rest.endswith(_TOTAL):
        return "context:总投资"
    if rest.endswith("投资") and tail.startswith("的") and not rest.endswith(_INVESTED_IN_DOING):
        return "context:投资…的"
    threshold = tail.startswith(("以上", "及以上", "以下", "及以下", "以内"))
    following = tail[3:] if tail.startswith("及") else tail[2:]
    if threshold and following[:1] not in "，。；、）" and _ORGANISED.match(following):
        return "context:threshold"
    if peeled.relation in ("gt", "ge") and _ORGANISED.match(tail):
        return "context:threshold"
    if tail.startswith("级") or (figure.label and _ORGANISED.match(tail)):
        return "context:class"
    return None


def _capacity(figure: Found, tail: str, head: str) -> str | None:
    """500万吨矿井, 22万吨地表水厂: what a work is able to, not what was done."""
    first = tail[:1]
    if first in "，。；、）" or not first or tail.startswith(("以上", "左右", "以内", "和")):
        return None
    if head.endswith(("新增", "增加", "减少", "压减", "完成", "达到")):
        return None
    run = re.match(r"[^，。；]{1,40}", tail)
    return "context:capacity" if run and _WORKS.search(run.group()) else None


def _acted(head: str) -> bool:
    """Whether a verb of doing stands in the item before the figure."""
    item = head[max(head.rfind("，"), head.rfind("："), head.rfind("、")) + 1 :]
    return _ACTS.search(item) is not None


def _set(text: str, figure: Found, head: str, tail: str, rest: str, clause: int) -> str | None:
    """A count of a fixed set that only says who or where."""
    opened = text[max(clause, figure.start - 90) : figure.start]
    if _FIXED.match(tail) and not _acted(head):
        return "context:who"
    if figure.dimension != "people" and rest.endswith(_AMONG) and not _acted(head):
        return "context:where"
    if _OURS.match(tail) and ("全省" in opened or "全国" in opened or "全市" in opened):
        return "context:all"
    if _FRAME.search(opened) and not _acted(head):
        return "context:frame"
    if "以" in opened and _LEADS.match(tail) and _LED.search(opened):
        return "context:以…为"
    if _PART_DONE.match(tail) and not rest.endswith(_DOING):
        return "context:of which"
    if _EVERYWHERE.match(tail):
        return "context:everywhere"
    if _LEADING.match(tail) and ("以" in opened or "突出" in opened):
        return "context:以…为"
    if head.endswith(("涉及", "包括", "包含", "涵盖")) and "的" in tail[:12]:
        return "context:describes"
    return None
