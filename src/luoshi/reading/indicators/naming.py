"""The phrase before the figure, and what stands for it where there is none."""

from __future__ import annotations

import re

from luoshi.reading.indicators.cases import Case
from luoshi.reading.indicators.lexicon import LEXICON
from luoshi.reading.indicators.phrases import cut_inner, strip_head, without_etc
from luoshi.reading.indicators.subjects import clause_before, inherited, listed, members, shared

_RELIEF = re.compile("为([^，]{2,8}?)(减轻|节约|降低|减少|节省|减免|减负)(.*)$")
_GIVEN = re.compile(
    "[为向对给]([^，]{2,16}?)新?(减税降费|提供|发放|投放|拨付|争取|减免|办理|落实|解决|兑现|注资|增资|融资|授信|推送|送上|下达|提交|报送|移送|推介|输送)(.*)$"
)
# What money does to somebody: whom, belongs to the name.
_FUNDED = frozenset({"注资", "增资", "授信", "融资"})
# `出台人才振兴16条`: the articles are those of a policy, whether it says so or not.
_ENACTING = frozenset({"出台", "制定出台", "制定实施", "出台实施", "推出", "研究出台", "实施"})
_ENACTED = tuple("策施法案例见划规件单度制议项准则章点务事果动程”目改")
_PLACES = frozenset(
    {"县", "村", "乡", "镇", "区", "市", "县市", "县（市）", "县（市、区）", "校", "院", "园", "港", "馆"}
)
_SPENT = frozenset({"用于", "投入", "投向"})
# `基本医疗保险实现城乡统一、参保率95%`: the second clause goes on with the subject of the first.
_TURNED = re.compile("(.{3,16}?)(?:实现|稳步|持续|不断|全面|全部|有序)[^、]+、([^、]{2,6})$")
# `返乡农民工实现转移就业4万人`: whose work it is, is what tells.
_PEOPLE = re.compile(
    "([^，、]{0,8}(?:农民工|劳动力|人口|毕业生|人员|群众|军人|残疾人))实现((?:稳定|转移|务工|再|返乡)*(?:就业|创业|脱贫|增收))$"
)
_TIMES = re.compile(
    "(?:约|均|已|也|更|，)*+(?:总[额量数]|规模|数量)?+(分别)?+(?:约|已)?(?:是|为|相当于|达到?|恢复[至到])(?=(?:19|20)\\d\\d|“|上[年届]|去年|前|“?十|同期|预期|计划|年初|过去)"
    "(前)?[^，、]{2,16}?的?(?:约|近|超过?)?$"
)
_COUNTED = frozenset({"个", "家", "户", "人", "项", "条", "座", "处", "所", "件", "次", "%"})
_MEASURES = frozenset("率量额数值比度积能力入出资款价费线业")
_WHEN = re.compile("(?:19|20)\\d\\d年?(?:底|末|初)?|\\d{1,2}月份?|去年|今年|目前")
_COMPARED = re.compile("高出|高于|低于|快于|好于|优于|比(?![例重率亚])|较(?:[上去前同全]|年初|“|20|19|计划|目标)")
_ACHIEVED = re.compile("(.{2,8})(?:完成|实现)(.{2,6})$")


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
    earlier = [c.indicator for c in case.all[: case.number] if c.draft.kind != "rank"][-len(row) :]
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
    if m.group(1) == "完成":
        return prior.indicator + "完成" + whole if re.search("目标|任务|计划", whole) else None
    return prior.indicator + "占" + whole


def counted_before(case: Case) -> str | None:
    phrase = case.phrase
    if not phrase:
        return None
    given = case.own.endswith("的") or case.tail
    if case.draft.kind == "share" and given and case.right[:2] in _SPENT and case.behind is None:
        return phrase.removesuffix("的") + case.right
    if phrase[0] in "为向对给" and (m := _RELIEF.match(phrase)):
        relief = m.group(1) + m.group(2) if m.group(2) == "减负" else m.group(2) + m.group(1)
        return relief + m.group(3)
    if phrase[0] in "为向对给" and (m := _GIVEN.match(phrase)):
        return m.group(3) or (m.group(1) if m.group(2) in _FUNDED else "") + m.group(2)
    if phrase in LEXICON.outcome.all:
        return None
    if m := _PEOPLE.match(phrase):
        return m.group(1) + m.group(2)
    if "、" in phrase and (m := _TURNED.match(phrase)) and m.group(2) in LEXICON.relational.all:
        return m.group(1) + m.group(2)
    if phrase == "人均" and case.prior is not None:
        return phrase + case.prior.indicator
    if (
        phrase[-1] == "率"
        and len(phrase) <= 3
        and case.subject.endswith(phrase)
        and len(case.subject) <= len(phrase) + 2
        and phrase not in ("赤字率", "失业率", "通胀率", "负债率", "绿化率")
    ):
        return inherited(case, phrase)
    if case.draft.kind in ("level", "delta"):
        m = _ACHIEVED.match(phrase)
        if phrase not in LEXICON.relational.all:
            joined = m is not None and m.group(2) in LEXICON.relational.all
            phrase = m.group(1) + m.group(2) if m and joined else cut_inner(phrase)
    at = phrase.rfind("其中")
    phrase = phrase[at + 2 :] if at >= 0 else phrase
    if case.draft.kind == "multiple":
        phrase = re.split("保持在|相当于|达到|是|为", phrase)[0] or phrase
    if case.draft.kind == "level" and case.draft.unit != "元":
        phrase = without_etc(phrase, short=False)
    phrase = phrase.removesuffix("的")
    if phrase == "项目" and case.verb and case.verb not in LEXICON.empty.all and case.draft.kind != "rank":
        return case.verb + phrase
    if case.draft.unit in ("条", "项") and case.verb in _ENACTING and case.draft.kind == "level":
        return phrase if phrase.endswith(_ENACTED) else phrase + "政策"
    if "累计" in phrase:
        phrase = phrase.replace("累计", "") or phrase
    if phrase in LEXICON.changes.all and case.draft.kind == "change":
        return inherited(case) or phrase
    if phrase in LEXICON.relational.all:
        return inherited(case, phrase)
    prior = case.prior
    if prior is None:
        return phrase
    if "、" in phrase and all(part in LEXICON.relational.all for part in phrase.split("、")):
        return listed(case) + phrase
    if phrase in LEXICON.levels.all:
        rest = prior.indicator[LEXICON.levels.head(prior.indicator) :]
        return phrase + rest.removeprefix("以上").removeprefix("重点" if phrase.endswith("重点") else "以上")
    if case.among and phrase[-1:] == "类" and LEXICON.nouns.tail(prior.whole or prior.indicator) == 2:
        case.whole = (prior.whole or prior.indicator)[-2:]
        return phrase + case.whole
    if case.taken and not case.verb and (metric := _same_metric(case, prior)):
        return phrase + metric
    if case.verb or case.before is None or case.taken or "其中" in case.left:
        return phrase
    return _modifier(prior, phrase) + phrase


def _same_metric(case: Case, prior: Case) -> str:
    """`水果产量达到8万吨，蔬菜达到9万吨`: a thing that stands where the one before had its metric has the same."""
    d, before = case.draft, prior.draft
    if d.unit != before.unit or d.kind != "level" or before.kind != "level" or d.unit in _COUNTED or not prior.taken:
        return ""
    size = max(LEXICON.metrics.tail(prior.indicator), LEXICON.relational.tail(prior.indicator))
    own = max(LEXICON.metrics.tail(case.phrase), LEXICON.relational.tail(case.phrase))
    alone = not own and case.phrase[-1] not in _MEASURES and len(case.phrase) <= 8
    return prior.indicator[-size:] if alone and 1 < size < len(prior.indicator) else ""


def _modifier(prior: Case, phrase: str) -> str:
    """The modifier at the head of a list's first member that this one shares: `省级甲1家、乙2家`."""
    base = prior.indicator
    if not LEXICON.levels.head(phrase) and phrase[:2] not in ("全国", "全省", "高新", "规上", "科技", "国际"):
        size = LEXICON.levels.head(base)
        if size > 1 and base[size - 1] == "级":
            return base[:size]
    return "农村" if base.startswith("农村") and len(phrase) <= 4 and not LEXICON.shared.head(phrase) else ""


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
    case.whole = prior.whole if prior.rule == "outcome-count" else prior.indicator
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


def nearest(case: Case) -> str | None:
    """Nothing else fits: the words nearest to the figure, so that it is never without a name."""
    for words in (case.noun, case.phrase, case.verb, case.subject, case.own.strip("、，的"), case.right.split("，")[0]):
        if words.strip("、，的。“”"):
            return words.strip("、，的")[:40]
    return case.draft.unit if case.draft.unit in _PLACES else None
