"""Attributes: a cost, a size or a limit that belongs to the noun behind it, and money spent in doing."""

from __future__ import annotations

import re

from luoshi.reading.indicators.cases import Case, limits
from luoshi.reading.indicators.counting import joined
from luoshi.reading.indicators.lexicon import LEXICON
from luoshi.reading.indicators.phrases import (
    cut_inner,
    split_predicate,
    strip_head,
    strip_tail,
    strip_trailing,
    without_etc,
)
from luoshi.reading.indicators.subjects import inherited, topic

_EXTENTS = {"高": "高度", "长": "长度", "宽": "宽度", "深": "深度"}
_ATTRIBUTE = re.compile(
    r"(?:(?:年度|累计|估算|概算|计划|预计)*总?投资额?|占地面积?|总?建筑面积|年产值?|年产能|高|长|宽|深|涉及|覆盖"
    r"|年?(?:营业|销售|主营业务)?收入|营收|年?产值|全长|总长|规划面积|面积|投入|合同金额|协议投资额?)(?:约|近|超过?|达到?)*$"
)
# `保持在1.5%左右的较低水平`, `低于4.2%的控制目标`: how high it is, not whose it is.
_TREATED = re.compile("(?<=..)(?:综合)?(?:治理|整治|改造|建设)$")
_OTHER = re.compile(r"[，。；\d]|增长|同比")
_STANDING = re.compile(
    "^(?:较|合理|历史|高位|低位|高速|中高速).{0,4}$|(?:控制|预期|年度|增长)目标$|(?:增长|增速|发展)速度$|增速$"
)
# Who has an age; what is done for them follows.
_PERSON = re.compile(
    "[^，、。]{0,10}?(?:老年人|老人|婴幼儿|幼儿|儿童|少年|学生|青年|女孩|女性|妇女|男性|居民|群众|人群|人员|人口|劳动力|(?<![或])者|[子女]女)"
)


def age(case: Case) -> str | None:
    if case.draft.unit not in ("岁", "周岁") or "寿命" in case.text[case.start : case.draft.start]:
        return None
    right = case.right.lstrip("的及以上下至到")
    if case.prior is not None and right[:1] in ("", "，", "、", "；"):
        return None
    person = _PERSON.match(right)
    if person:
        return person.group() + "年龄"
    noun = split_predicate(right)[0] if right else ""
    return (re.split(r"[、，和]", noun)[0] or "人口") + "年龄"


def involved(case: Case) -> str | None:
    if not case.left.endswith("涉及") or "的" not in case.right:
        return None
    noun, _, head = case.right.partition("的")
    return split_predicate(head)[0].split("，")[0] + noun


def forward_owner(case: Case) -> str | None:
    behind = case.behind
    if behind is None or not behind.left.startswith("、涉及") or "的" not in behind.right:
        return None
    m = _ATTRIBUTE.search(case.left)
    head = behind.right[behind.right.find("的") + 1 :]
    return split_predicate(head)[0].split("，")[0] + m.group() if m else None


def limiting_rate(case: Case) -> str | None:
    """`空置率30%以下的村`: the rate is that of the noun behind."""
    if case.phrase[-1:] != "率" or not (case.tail or case.right.startswith("的")) or case.behind is not None:
        return None
    right = case.right.removeprefix("的")
    if not right or right[0] in "，、。；）和与及" or _STANDING.search(right):
        return None
    noun = _TREATED.sub("", strip_trailing(split_predicate(right)[0])).split("、")[0]
    return noun + case.phrase if len(noun) > 1 else None


def adnominal(case: Case) -> str | None:
    if not case.right.startswith("的"):
        return None
    head = _head_behind(case)
    if not head or _STANDING.search(head):
        return None
    if case.draft.kind == "share":
        noun, predicate = split_predicate(case.right[1:])
        if not predicate and case.behind is not None and (m := re.match(r"(.*?[村户人）])(.*)$", noun)):
            noun, predicate = m.groups()
            predicate += case.behind.words + case.behind.tail
        return predicate + "的" + noun if predicate else noun
    m = _ATTRIBUTE.search(case.left)
    if m:
        attribute = re.sub("(?:约|近|超过?|达到?)*$", "", m.group())
        return head if attribute in ("涉及", "覆盖") else head + _EXTENTS.get(attribute, attribute)
    phrase = case.phrase
    if phrase and phrase not in head and len(phrase) <= 6 and "、" not in phrase:
        return head + phrase
    return head


def _head_behind(case: Case) -> str:
    """The noun behind `的`: of this figure, or of the next one that stands between."""
    rest = case.right[1:]
    behind = case.behind
    if behind is not None and behind.counts:
        if not rest:
            return behind.noun
        return joined(behind.phrase, behind.noun, behind)
    if behind is not None and "、" in rest and _ATTRIBUTE.search(rest):
        rest = rest[: rest.rfind("、")]
    noun, _predicate = split_predicate(rest) if rest else ("", "")
    noun = noun.split("，")[0]
    return without_etc(strip_trailing(noun))


def threshold(case: Case) -> str | None:
    behind = case.behind
    if behind is None or not limits(case):
        return None
    noun = re.sub("(?:占比?|的|数量)+$", "", strip_tail(behind.left)[0])
    prior = case.prior
    if not case.phrase and prior is not None:
        first = next((c for c in case.all if c.rule == "threshold"), None)
        if first is not None:
            return first.indicator
    case.whole = case.phrase
    attribute = case.phrase.strip("过")
    if not (LEXICON.relational.tail(attribute) or LEXICON.metrics.tail(attribute)):
        attribute = ""
    if not attribute and case.draft.unit in ("元", "美元"):
        attribute = "投资" if noun.endswith("项目") else "收入"
    return noun + attribute


def limiting_sum(case: Case) -> str | None:
    """`12个5000万元以上项目`, `…等亿元以上项目`: what a project costs limits it."""
    if not case.tail.endswith(("以上", "以下")) or (
        case.phrase not in ("", "对", "把", "将") and not case.phrase.endswith("等")
    ):
        return None
    noun = split_predicate(case.right)[0] if case.right[:1] not in ("", "的", "，", "、") else ""
    at = noun.rfind("项目")
    return noun[: at + 2] + "投资" if at >= 0 else None


def spent(case: Case) -> str | None:
    if case.draft.unit != "元" or case.counts or case.phrase not in ("", "投资", "投入", "总投资", "投入资金"):
        return None
    if not re.search("(?:投资|投入|资金)$", case.subject or case.own) or not case.right or case.right[0] in "，、的":
        return None
    word = "投入" if (case.subject or case.own).endswith("投入") else "投资"
    behind = case.behind
    while behind is not None and not behind.counts:
        behind = behind.behind
    if behind is not None:
        return behind.noun + word
    rest = case.right.split("，")[0].removeprefix("用于").removeprefix("进行")
    thing = strip_head(rest)[0]
    return thing.rstrip("、") + word if thing else None


def completed_investment(case: Case) -> str | None:
    if case.draft.unit != "元" or case.phrase not in ("投资", "") or not case.subject.endswith("投资"):
        return None
    if case.right and case.right[0] not in "，、":
        return None
    prior = case.prior
    if prior is None and not topic(case):
        following = _OTHER.split(case.text[case.stop + 1 : case.stop + 40])[0]
        return cut_inner(strip_head(following)[0]) + "投资"
    return inherited(case, "投资")
