"""The constructions in which a report names what it measures, in the order in which they are tried.

Each is a rule: an id, the reason in the language, and a function from a case to a phrase, or None where the
construction is not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from luoshi.reading.indicators.cases import Case, limits
from luoshi.reading.indicators.lexicon import LEXICON
from luoshi.reading.indicators.phrases import cut_inner, split_predicate, strip_head, strip_trailing, without_etc
from luoshi.reading.indicators.ranking import duration, rank
from luoshi.reading.indicators.subjects import inherited, members, owner, shared, topic

_EXTENTS = {"高": "高度", "长": "长度", "宽": "宽度", "深": "深度"}
_ATTRIBUTE = re.compile(
    r"(?:(?:年度|累计|估算|概算|计划|预计)*总?投资额?|占地面积?|总?建筑面积|年产值?|年产能|高|长|宽|深|涉及|覆盖"
    r"|年?(?:营业|销售|主营业务)?收入|营收|年?产值|全长|总长|规划面积|面积|投入|合同金额|协议投资额?)(?:约|近|超过?|达到?)*$"
)
_SERVICE = re.compile(
    "免费|统一|提供|配备|发放|建设|办理|开展|实施|安装|购买|配置|设立|落实|送上|补贴|进行|解决|减免|新建|建立|接种|争取"
)
_EMPTY = frozenset(
    "新增 增加 净增 完成 实现 达到 建成 实施 获得 列入 加快 推进 推动 确保 取得 形成 提供 减少 降低 提升 保持 稳定 惠及 覆盖".split()
)
_STAGES = frozenset("在建 续建 新建 新开工 已完工 达标 完工 竣工 开工 投产 建成 办结 达效".split())


@dataclass(frozen=True, slots=True)
class Construction:
    id: str
    reason: str
    match: Callable[[Case], str | None]


def age(case: Case) -> str | None:
    if case.draft.unit not in ("岁", "周岁"):
        return None
    right = case.right.lstrip("的")
    verb = _SERVICE.search(right, 1)
    noun = right[: verb.start()] if verb else split_predicate(right)[0] if right else ""
    return (re.split(r"[、，和]", noun)[0] or "人口") + "年龄"


def labelled_count(case: Case) -> str | None:
    label = case.behind
    if label is None or case.right or label.draft.unit or label.tail != "级":
        return None
    return label.words + "级" + label.noun


def class_label(case: Case) -> str | None:
    if case.draft.unit or case.draft.kind != "level" or case.tail != "级" or not case.noun:
        return None
    source = case.before if case.before is not None and not case.left else case
    phrase = cut_inner(source.phrase) if source.phrase else ""
    return phrase.removesuffix("等") + case.noun


def distributed(case: Case) -> str | None:
    if case.draft.kind in ("rank", "duration") or case.counts:
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


def compared(case: Case) -> str | None:
    if case.draft.kind == "rank" or not case.own.startswith(("高出", "高于", "低于", "快于", "好于", "优于", "比", "较")):
        return None
    if case.prior is None or case.own.startswith(("比例", "比重", "较大", "较好", "比亚")):
        return None
    return inherited(case)


def share_of(case: Case) -> str | None:
    prior = case.prior
    if case.draft.kind != "share" or prior is None:
        return None
    m = re.match(r"(?:约|也|均|分别|已)*+(占到?|完成)([^，]{1,40}?)(?:达到?|为|约|近|超过?|的|比重|比例)*$", case.own)
    if not m:
        return None
    whole = m.group(2)
    if m.group(1) == "完成":
        return prior.indicator + "完成" + whole if re.search("目标|任务|计划", whole) else None
    return prior.indicator + "占" + whole


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


def adnominal(case: Case) -> str | None:
    if not case.right.startswith("的"):
        return None
    head = _head_behind(case)
    if not head:
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
        return _joined(behind.phrase, behind.noun, behind)
    noun, predicate = split_predicate(rest) if rest else ("", "")
    noun = noun.split("，")[0]
    return without_etc(strip_trailing(noun))


def threshold(case: Case) -> str | None:
    behind = case.behind
    if behind is None or not limits(case):
        return None
    noun = re.sub("(?:占比?|的|数量|达到?|占比达到?)+$", "", behind.left)
    prior = case.prior
    if not case.phrase and prior is not None:
        first = next((c for c in case.all if c.rule == "threshold"), None)
        if first is not None:
            return first.indicator
    case.whole = case.phrase
    attribute = case.phrase or ("投资" if noun.endswith("项目") else "收入")
    return noun + attribute


def spent(case: Case) -> str | None:
    if case.draft.unit != "元" or case.counts or case.phrase not in ("", "投资", "投入", "总投资", "投入资金"):
        return None
    if not re.search("(?:投资|投入|资金)$", case.subject or case.own) or not case.right or case.right[0] in "，、的":
        return None
    behind = case.behind
    while behind is not None and not behind.counts:
        behind = behind.behind
    if behind is not None:
        return behind.noun + "投资"
    rest = case.right.split("，")[0].removeprefix("用于").removeprefix("进行")
    thing = strip_head(rest)[0]
    return thing + "投资" if thing else None


def completed_investment(case: Case) -> str | None:
    if case.draft.unit != "元" or case.phrase not in ("投资", "") or not case.subject.endswith("投资"):
        return None
    if case.right and case.right[0] not in "，、":
        return None
    prior = case.prior
    if prior is None and not topic(case):
        following = case.text[case.stop + 1 : case.stop + 40].split("，")[0]
        return strip_head(following)[0] + "投资"
    return inherited(case, "投资")


def reached(case: Case) -> str | None:
    if case.verb != "惠及" and not case.own.startswith("惠及"):
        return None
    about = next((c for c in reversed(case.all[: case.number]) if c.draft.kind == "level"), None)
    base = about.indicator if about is not None else topic(case)
    thing = case.noun if case.counts else case.phrase
    return base + "惠及" + thing


def beneficiary(case: Case) -> str | None:
    left = case.phrase or (case.taken[-1] if case.taken and case.taken[-1] == "为" else "")
    if not left or left[0] not in "为在对向给让帮" or (len(left) > 12 and left[0] != "为"):
        return None
    behind = case.behind
    if behind is not None and behind.draft.unit == "岁" and not case.right:
        noun, right = behind.words + behind.tail, behind.right
    elif case.counts:
        noun, right = "", case.right
    else:
        return None
    verb = _SERVICE.search(right, 1)
    if not verb:
        return noun + split_predicate(right)[0] if not case.counts else _joined(left[1:], case.noun, case)
    service = right[verb.start() :].split("，")[0].removeprefix("免费").removeprefix("统一")
    noun += right[: verb.start()]
    if left[0] in "对让帮" or len(service) > 18 or "“" in service or service.startswith("进行"):
        return noun
    return service + "的" + noun


def counted_behind(case: Case) -> str | None:
    if not case.counts or not case.noun:
        return None
    name = _joined(case.phrase, case.noun, case)
    if case.draft.kind == "share":
        return name + case.predicate
    return _told(name, "" if case.behind is not None and case.behind.left.startswith(case.predicate or "\0") else case.predicate)


def _joined(phrase: str, noun: str, case: Case) -> str:
    before = case.before
    if not phrase and before is not None and before.prefix[:1] in ("每", "各"):
        phrase = before.prefix
    prefix = case.prefix = _prefix(phrase, case).removesuffix("的")
    return noun if not prefix or noun.startswith(prefix) else prefix + noun


def _prefix(phrase: str, case: Case) -> str:
    """What of the words before the figure belongs to the noun behind it: no list, no verb's subject."""
    if not phrase:
        return ""
    if phrase[0] in "每各":
        while (n := max(LEXICON.governing.tail(phrase), LEXICON.adverbs.tail(phrase), LEXICON.acting.tail(phrase))) > 1:
            phrase = phrase[:-n]
        return phrase if len(phrase) < 14 else ""
    if phrase.endswith(("等", "、", "及")):
        return ""
    phrase = cut_inner(phrase)
    if "、" in phrase or "和" in phrase[1:-1]:
        return phrase if phrase.endswith(("领域", "两级", "方面", "行业")) else ""
    if LEXICON.governing.tail(phrase) > 1 or LEXICON.telling.tail(phrase) > 1 or LEXICON.outcome.tail(phrase) > 1:
        if not phrase.endswith(("精深加工", "攻坚成果")) and phrase != "治理" and case.left[:1] != "的":
            return ""
    if phrase[0] in "为在对向把将以用从由与同我":
        return ""
    return phrase if len(phrase) <= 20 else ""


def _told(noun: str, predicate: str) -> str:
    """`企业` told apart by `进入百强` → 进入百强企业; an outcome that befell all is left out."""
    telling, outcome = LEXICON.telling, LEXICON.outcome
    while predicate:
        n, t = outcome.head(predicate), telling.head(predicate)
        if t >= n:
            break
        predicate = predicate[n:]
    if not predicate or not telling.head(predicate):
        return noun
    predicate = predicate.split("，")[0]
    if "“" not in predicate:
        predicate = predicate.split("、")[0]
    if predicate.startswith("实现“"):
        return predicate[2:] + noun
    if predicate.startswith("实现全") or len(predicate) > 24:
        return noun
    marked = len(noun) == 1 or predicate.startswith(("达到", "转型为", "成为", "实现")) or predicate.endswith(noun)
    return predicate + ("的" if marked else "") + noun


def counted_before(case: Case) -> str | None:
    phrase = case.phrase
    if not phrase:
        return None
    if phrase[-1] == "率" and len(phrase) <= 3 and phrase not in ("赤字率", "失业率", "通胀率", "负债率", "绿化率"):
        return inherited(case, phrase)
    if case.draft.kind in ("level", "delta"):
        phrase = cut_inner(phrase)
    at = phrase.rfind("其中")
    phrase = phrase[at + 2 :] if at >= 0 else phrase
    if case.draft.kind == "multiple":
        phrase = re.split("保持在|相当于|达到|是|为", phrase)[0] or phrase
    if case.draft.kind == "level":
        phrase = without_etc(phrase)
    phrase = phrase.removesuffix("的")
    if phrase in LEXICON.relational.all:
        return inherited(case, phrase)
    prior = case.prior
    if prior is None:
        return phrase
    if phrase in LEXICON.levels.all:
        return phrase + prior.indicator[LEXICON.levels.head(prior.indicator) :]
    if case.verb or case.before is None or case.taken or "其中" in case.left:
        return phrase
    return _modifier(prior, phrase) + phrase


def _modifier(prior: Case, phrase: str) -> str:
    """The modifier at the head of a list's first member that this one shares: `省级甲1家、乙2家`."""
    base = prior.indicator
    if not LEXICON.levels.head(phrase) and phrase[:2] not in ("全国", "全省", "高新", "规上", "科技", "国际"):
        size = LEXICON.levels.head(base)
        if size > 1 and base[size - 1] == "级" and not prior.phrase.endswith("人大代表建议"):
            return base[:size]
    size = LEXICON.shared.head(base)
    if 0 < size < len(base) and len(phrase) <= 4 and not LEXICON.shared.head(phrase):
        return base[:size]
    return ""


def outcome_count(case: Case) -> str | None:
    """`已完工30个`, `我市入选5家`: of those counted before."""
    prior = case.prior
    verb = case.phrase or case.verb or case.subject
    if prior is None or not verb or case.counts or case.draft.kind not in ("level", "delta"):
        return None
    if verb not in LEXICON.outcome.all and verb not in LEXICON.telling.all and verb not in _STAGES or verb in _EMPTY:
        return None
    base = prior.indicator
    if base.endswith(("项目", "指标", "事项", "任务")):
        return base[:-2] + verb + base[-2:]
    return verb + base


def verb_alone(case: Case) -> str | None:
    if case.phrase:
        return None
    text = case.subject.lstrip("、，")
    while text:
        n = max(LEXICON.adverbs.head(text), LEXICON.governing.head(text))
        if not n or LEXICON.acting.head(text) >= n:
            break
        text = text[n:]
    return text or (case.verb if case.verb and case.verb not in _EMPTY else None)


def ellipsis(case: Case) -> str | None:
    return inherited(case) or None


CONSTRUCTIONS: tuple[Construction, ...] = (
    Construction("age", "An age delimits people: their age is what is measured.", age),
    Construction("labelled-count", "A count before a class label (5个千亿级集群) counts what carries it.", labelled_count),
    Construction("class-label", "A class label speaks of the things that are listed before it.", class_label),
    Construction("rank", "A rank belongs to the subject before its verb and scope.", rank),
    Construction("duration", "A duration says how long something lasted: what, stands around it.", duration),
    Construction("distributed", "分别 gives each figure its own member of a coordination.", distributed),
    Construction("compared", "高出全省7个百分点, 比上年增加…: the figure before goes on.", compared),
    Construction("share-of", "占…: the whole stays, behind the subject that the clause leaves out.", share_of),
    Construction("involved", "涉及N个项目的工程: the noun, of the work that involves them.", involved),
    Construction("forward-owner", "总投资X、涉及…的工程: the owner comes behind.", forward_owner),
    Construction("adnominal", "X元的项目: an attribute before 的 belongs to the noun behind.", adnominal),
    Construction("threshold", "A limit on a noun that the next figure counts.", threshold),
    Construction("spent", "投资X建成Y: money spent in doing belongs to what is done.", spent),
    Construction("completed-investment", "完成投资: of what the figure or the clause before speaks of.", completed_investment),
    Construction("reached", "惠及N人: by what was said before.", reached),
    Construction("beneficiary", "为N名Y提供Z: the service tells which Y.", beneficiary),
    Construction("counted-behind", "A classifier stands before its noun.", counted_behind),
    Construction("outcome-count", "已完工30个: of those that were counted before.", outcome_count),
    Construction("counted-before", "Report style puts the figure behind its noun, the verb before.", counted_before),
    Construction("verb-alone", "A deed without object is counted itself.", verb_alone),
    Construction("ellipsis", "A clause without subject goes on with that of the figure before.", ellipsis),
)
