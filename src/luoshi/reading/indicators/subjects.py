"""Whose figure it is where the clause does not say: ellipsis, coordination, shared modifiers."""

from __future__ import annotations

import re

from luoshi.reading.indicators.cases import LONGEST_ROW, Case
from luoshi.reading.indicators.lexicon import LEXICON
from luoshi.reading.indicators.phrases import coordinate, cut_inner, strip_head, strip_tail

_PAIRS = (("城乡", ("城镇", "农村")), ("牛羊", ("牛", "羊")), ("男女", ("男", "女")), ("食品药品", ("食品", "药品")))
_COUNTERPARTS = {("城镇", "农村"), ("农村", "城镇"), ("城市", "农村"), ("进口", "出口"), ("出口", "进口")}
# Twins: what stands before the one and behind the other belongs to both.
_KIN = (("存款", "贷款"), ("贷款", "存款"), ("进口", "出口"), ("出口", "进口"), ("收入", "支出"))
_QUOTED = re.compile(r"“[^”]{2,30}”[^，。”]{0,8}$")
_FRAMED = re.compile(r"以(.{2,30})为(?:重点|抓手|契机|核心|引领|主线|目标|主攻方向|突破口|载体|依托)$")
_HOLDING = re.compile(r"(?:保持|持续|继续|稳步|实现|均|双双|全部|不断)[^、]{1,12}$")
_CONNECTIVE = re.compile(r"[、和与及，]?(?:以及|和|与|及)?(?:约|近|超|超过|突破|达到|达|至少)?$")
_QUALITIES = ("水平", "能力", "质量", "效率", "效益", "结构", "机制", "活力", "动能")
# What says something rather than names something.
_DEED = re.compile(
    "^(?:在|坚持|把|将|向|以|与|对|从|为|按照|围绕|立足|聚焦|充分发挥)|取得|进一步|提振|增强|优化|深入|加快|扎实|有序|稳步|大力|持续|不断|全面"
    "|[了得]|.[，；]"
)
_AMOUNTS = ("播种面积", "种植面积", "总面积", "案件数")


def owner(indicator: str) -> str:
    """Whose measure it is: `粮食播种面积` → 粮食; an entity stays as it is."""
    if indicator.startswith("接待"):
        return "旅游"
    size = max(LEXICON.metrics.tail(indicator), LEXICON.relational.tail(indicator))
    for amount in _AMOUNTS:
        if indicator.endswith(amount):
            size = max(size, len(amount))
    return indicator[: len(indicator) - size] if size < len(indicator) else indicator


def clause_before(case: Case) -> str:
    text = case.text
    stop = case.start - 1
    if stop < 0 or text[stop] != "，":
        return ""
    low = max(0, stop - 60)
    start = max(text.rfind(c, low, stop) for c in "，。；：\n")
    return text[max(start + 1, low) : stop]


_OF_A_BODY = frozenset(
    ("资产", "总资产", "资产总额", "年营收", "营收", "营业收入", "年收入", "利润", "年利润", "净利润", "利税")
)
# A sentence that began further back says no longer whose it is.
_FAR = 120
_GOES_ON = "(?=持续|加快|稳步|健康|快速|蓬勃|不断|大力|积极|深化|做|聚焦|围绕|突出|坚持|全面|加速|提质|集群|转型|向)"
_BODY = re.compile(
    r"(?:推动|促进|引导|支持|鼓励|指导|推进|帮助|做强|做大|壮大)?([^，。、；“”的]{2,12}?"
    rf"(?:集团|公司|(?:产业|园区|开发区|高新区|经开区|新区|业|高新投|投){_GOES_ON}))"
)


def body(case: Case) -> str:
    """The body or trade that the sentence begins with, as subject or set going: `推动市城投集团深化…，实现资产…`."""
    start = case.all[0].start
    low = max(0, start - _FAR)
    begin = max(case.text.rfind(mark, low, start) for mark in "。；\n！：") + 1
    if begin == 0 and low:
        return ""
    m = _BODY.match(case.text, begin, start)
    return m.group(1) if m else ""


def topic(case: Case) -> str:
    """The object of the clause before."""
    clause = clause_before(case)
    framed = _FRAMED.match(clause)
    if framed:
        return framed.group(1)
    quoted = _QUOTED.search(clause)
    if quoted:
        return quoted.group()
    phrase = cut_inner(strip_head(clause)[0])
    while phrase:
        n = max(LEXICON.trailing.tail(phrase), LEXICON.governing.tail(phrase))
        if n < 2 or n > len(phrase) - 2:
            break
        phrase = phrase[:-n]
    for word in ("工作", "行动", "安全", "力度", "步伐"):
        phrase = phrase.removesuffix(word)
    return "" if _DEED.search(phrase) or phrase.endswith(_QUALITIES) else phrase


def inherited(case: Case, metric: str = "") -> str:
    """The subject that an ellipsis leaves out: that of the figure before, or the clause before."""
    prior = case.prior
    while (
        prior is not None
        and prior.prior is not None
        and (
            prior.rule in ("share-of", "reached", "threshold", "age")
            or (metric and (prior.among or prior.rule == "outcome-count"))
        )
    ):
        prior = prior.prior
    if prior is not None:
        base = prior.indicator
        if metric in _OF_A_BODY and (about := body(case)) and about not in base:
            return about + metric
        if metric and metric.startswith(base):
            return metric
        return base if not metric or base.endswith(metric) else owner(base) + metric
    about = topic(case)
    if not metric:
        return about
    about = body(case).removesuffix("产业" if metric == "产量" else "\0") or about
    if not about or len(about) > 24:
        return metric
    stem = metric[:-1]
    if metric[-1] == "率":
        if about.endswith(stem):
            return about[: -len(stem)] + metric
        return about + metric if about.endswith(("工程", "项目", "事项", "任务", "行动")) else metric
    return about + metric


def listed(case: Case) -> str:
    """The indicators of the list before, joined: what a rank that trails a list belongs to."""
    prior = case.prior
    if prior is None:
        return topic(case)
    names: list[str] = []
    for other in reversed(case.earlier_ones):
        if other.draft.kind != prior.draft.kind or other.draft.unit != prior.draft.unit:
            break
        if other.indicator not in names:
            names.insert(0, other.indicator)
    return "、".join(names) if len(names) <= 3 else prior.indicator


def members(case: Case) -> list[Case]:
    """This figure and those behind it that only a connective parts from it."""
    found = [case]
    while (behind := found[-1].behind) is not None and behind.left:
        if not _CONNECTIVE.match(behind.left) or behind.draft.kind in ("rank", "duration"):
            break
        if (behind.draft.unit == "%") != (case.draft.unit == "%"):
            break
        found.append(behind)
        if len(found) > LONGEST_ROW:
            return [case]
    return found


def shared(case: Case, members: list[Case]) -> list[str] | None:
    """One indicator for each of the figures that one word distributes, or None."""
    k = len(members)
    apart = any("分别" in word for word in case.taken) or case.subject.endswith("分别")
    if members[-1].counts:
        return None
    subject = case.phrase.replace("分别", "")
    if subject and subject not in ("数量", "规模", "总量", "产值", "产量"):
        return split(subject, k)
    before = clause_before(case)
    prior = case.prior
    row = (
        prior is not None
        and prior.rule == "distributed"
        and all(c.rule == "distributed" for c in case.all[case.number - k : case.number])
    )
    if (apart or row) and not subject and prior is not None and prior.clause >= case.clause - 1:
        names = [c.indicator for c in case.earlier_ones][-k:]
        return names if len(names) == k else None
    held = _HOLDING.search(before)
    names_before = split(bare_subject(before[: held.start()] if held else before), k)
    if names_before:
        return [name + subject for name in names_before]
    if apart and not subject:
        names = [c.indicator for c in case.earlier_ones][-k:]
        return names if len(names) == k else None
    return None


_LEVELS_TOGETHER = re.compile("(?<=[省市县乡镇村])(?:两级|三级|四级)")
_SECTORS = re.compile("第?[一二三](?:[、和]第?[一二三]){1,2}次?产业")


def split(subject: str, k: int) -> list[str] | None:
    """k indicators out of one coordinated subject, shared heads and tails given to each."""
    for both, (one, other) in _PAIRS:
        at = subject.find(both)
        if k == 2 and at >= 0 and "、" not in subject:
            rest = subject[at + len(both) :]
            if one == "城镇" and ("低保" in rest or "最低生活" in rest or rest.startswith("特困")):
                one = "城市"
            return [subject[:at] + one + rest, subject[:at] + other + rest]
    if k < 2:
        return None
    subject = _LEVELS_TOGETHER.sub("", subject)
    sectors = _SECTORS.match(subject)
    if sectors:
        numbers = [c for c in sectors.group() if c in "一二三"]
        if len(numbers) == k:
            return ["第" + n + "产业" + subject[sectors.end() :] for n in numbers]
    for marks in ("、|以及|和|与|及(?!以)", "、", "和", "及(?!以)|与"):
        names = coordinate(subject, marks)
        if len(names) == k:
            return _completed(names)
    return None


def _completed(names: list[str]) -> list[str]:
    first, last = names[0], names[-1]
    levels, metrics = LEXICON.levels, LEXICON.metrics
    if first in levels.all and (level := levels.head(last)):
        return [(n if n.endswith("级") else n + "级") + last[level:] for n in names[:-1]] + [last]
    for one, other in _KIN:
        if len(names) == 2 and first.endswith(one) and last.startswith(other) and len(last) > len(other):
            return [first + last[len(other) :], first[: -len(one)] + last]
    if len(names) == 2 and first.endswith("存") and last.startswith("贷款"):
        return [first + last[1:], first[:-1] + last]
    size = metrics.tail(last)
    if size and not any(metrics.tail(n) or n[-1] in "率数额量值比度" for n in names[:-1]):
        alike = len(last) - len(first)
        mean = max(last.find(word) for word in ("人均", "户均", "平均"))
        if mean > 1 and len(last) - mean > size:
            size = len(last) - mean
        elif (first, last[:2]) in _COUNTERPARTS or (2 <= len(first) <= 4 and size < alike <= 10):
            size = alike if alike <= size or set(first).isdisjoint(last[-alike:-size]) else size
        elif (c := first[-1]) in "区县市村镇乡校院厂" and 0 < (at := last.rfind(c, 0, -size)) < len(last) - size:
            size = len(last) - at - 1
        while size > 4 and any(n.endswith(last[-size : 3 - size]) for n in names[:-1]):
            size -= 3
        if size < len(last):
            names = [n + last[-size:] for n in names[:-1]] + [last]
    elif size:
        return [first] + [owner(first) + n if n in LEXICON.relational.all else n for n in names[1:]]
    head = LEXICON.shared.head(first)
    if head and head < len(first):
        names = [n if i == 0 or LEXICON.shared.head(n) else first[:head] + n for i, n in enumerate(names)]
    return names


def bare_subject(text: str) -> str:
    return strip_head(strip_tail(text)[0])[0]
