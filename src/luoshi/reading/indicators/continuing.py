"""Figures that go on with those before: shares, multiples and ratios of them, their stages, their deeds, ellipsis."""

from __future__ import annotations

import re

from luoshi.reading.indicators.cases import Case
from luoshi.reading.indicators.lexicon import LEXICON
from luoshi.reading.indicators.phrases import strip_head
from luoshi.reading.indicators.subjects import clause_before, inherited, listed, members, shared

_TIMES = re.compile(
    "(?:约|均|已|也|更|，)*+(?:总[额量数]|规模|数量)?+(分别)?+(?:约|已)?(?:是|为|相当于|达到?|恢复[至到])(?=(?:19|20)\\d\\d|“|上[年届]|去年|前|“?十|同期|预期|计划|年初|过去)"
    "(前)?[^，、]{2,16}?的?(?:约|近|超过?)?$"
)
_WHEN = re.compile("(?:19|20)\\d\\d年?(?:底|末|初)?|\\d{1,2}月份?|去年|今年|目前")
_SIGNED = re.compile("(?<=项目)(?:集中)?(?:签约|开工|竣工|投产)$")
_COMPARED = re.compile("高出|高于|低于|快于|好于|优于|比(?![例重率亚])|较(?:[上去前同全]|年初|“|20|19|计划|目标)")


def distributed(case: Case) -> str | None:
    if case.counts or case.behind is None:
        return None
    group = members(case)
    if len(group) < 2:
        return None
    names = shared(case, group)
    if names is None:
        return None
    for member, name in zip(group, names, strict=True):
        member.indicator, member.rule = name, "distributed"
        member.whole = case.phrase
    return names[0]


def befallen(case: Case) -> str | None:
    """`68件建议、135件提案100%回复`: the share of those before to whom it happened."""
    if case.phrase or case.prior is None or case.draft.unit != "%" or not case.noun or case.predicate:
        return None
    size = max(LEXICON.governing.head(case.noun), LEXICON.stages.head(case.noun), LEXICON.acting.head(case.noun))
    if size != len(case.noun) or case.before is None or not case.before.counts:
        return None
    return listed(case) + case.noun


def times(case: Case) -> str | None:
    """`分别是2015年的1.4倍、1.6倍`: of the figures before, one by one where there is 分别."""
    if case.prior is None or not (m := _TIMES.match(case.own)):
        return None
    row = members(case)
    earlier = [c.indicator for c in case.earlier_ones if c.draft.kind != "rank"][-len(row) :]
    if len(row) < 2 or not m.group(1) or m.group(2) or len(earlier) < len(row):
        earlier = [inherited(case)] * len(row)
    for member, name in zip(row, earlier, strict=True):
        member.indicator, member.rule = name, "times"
    return earlier[0]


def ratio(case: Case) -> str | None:
    """`三次产业比为8:42:50`: each part is one of the ratio that the first names."""
    if case.before is None or case.own.strip() not in (":", "：", "∶", "比"):
        return None
    return case.before.indicator.rstrip(":：∶") or None


def compared(case: Case) -> str | None:
    if case.draft.kind == "rank" or case.prior is None or not _COMPARED.match(case.own):
        return None
    return inherited(case)


def share_of(case: Case) -> str | None:
    prior = case.prior
    if case.draft.kind != "share" or prior is None:
        return None
    m = re.match(r"(?:约|也|均|分别|已)*+(占到?|完成)([^，]{1,40}?)(?:达到?|为|约|近|超过?|的)*$", case.own)
    if not m:
        return None
    whole = m.group(2)
    base = case.whole = prior.whole if prior.rule == "share-of" else prior.indicator
    if m.group(1) == "完成":
        return base + "完成" + whole if re.search("目标|任务|计划", whole) else None
    return base + "占" + whole


def outcome_count(case: Case) -> str | None:
    """`已完工30个`, `我市入选5家`: of those counted before."""
    prior = case.prior
    verb = case.phrase or case.verb or case.subject
    if prior is None or not verb or case.counts or case.draft.kind not in ("level", "delta"):
        return None
    if verb in ("建成", "基本建成", "完成"):
        return None
    if (
        verb not in LEXICON.outcome.all and verb not in LEXICON.telling.all and verb not in LEXICON.stages.all
    ) or verb in LEXICON.empty.all:
        return None
    if prior.rule == "verb-alone":
        return None
    told = prior.taken[0] if prior.taken and prior.taken[0] in LEXICON.stages.all else ""
    case.whole = prior.whole if prior.rule == "outcome-count" else _SIGNED.sub("", prior.indicator)
    if told and prior.rule == "counted-before" and prior is case.before:
        prior.indicator = prior.draft.indicator = _staged(case.whole, told)
    return _staged(case.whole, verb)


def _staged(name: str, stage: str) -> str:
    """`工业项目`, `竣工` → 工业竣工项目."""
    if name.endswith(("项目", "指标", "事项", "任务")):
        return name[:-2] + stage + name[-2:]
    return stage + name


def verb_alone(case: Case) -> str | None:
    if case.phrase:
        return None
    text = case.subject.lstrip("、，")
    if _WHEN.fullmatch(text):
        return None
    behind = case.behind
    if behind is not None and behind.counts and behind.draft.unit == case.draft.unit and case.right[:1] in ("、", "和"):
        return behind.noun or None
    while text:
        n = max(LEXICON.adverbs.head(text), LEXICON.governing.head(text))
        if not n or LEXICON.acting.head(text) >= n:
            break
        text = text[n:]
    return (
        _contrast(case)
        or _deed_of(case, text)
        or text
        or (case.verb if case.verb and case.verb not in LEXICON.empty.all else None)
    )


def _deed_of(case: Case, verb: str) -> str:
    """`加大老旧小区改造力度，完成改造900户`: what the clause before says is done."""
    if case.prior is not None or len(verb) < 2:
        return ""
    clause = strip_head(clause_before(case))[0]
    at = clause.find(verb)
    return clause[: at + len(verb)] if 1 < at <= 12 and "、" not in clause[:at] else ""


def _contrast(case: Case) -> str:
    """`新建高标准农田8万亩、改造提升3万亩`: a deed without object has that of the deed before; both verbs tell."""
    before, verb = case.before, case.own.lstrip("、，")
    if (
        before is None
        or before.draft.unit != case.draft.unit
        or before.rule not in ("counted-before", "verb-alone")
        or not case.left.startswith(("、", "，"))
        or verb in LEXICON.empty.all
        or verb in LEXICON.linking.all
        or not 0 < LEXICON.governing.head(verb) == len(verb)
    ):
        return ""
    if before.rule == "counted-before":
        before.whole = before.indicator
        if before.verb not in LEXICON.empty.all:
            before.indicator = before.draft.indicator = before.verb + before.indicator
    case.whole = before.whole
    return verb + case.whole


def ellipsis(case: Case) -> str | None:
    return inherited(case) or None
