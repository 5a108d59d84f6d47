"""The phrase before the figure: its noun with the verb before it taken off, and what it shares with its neighbours."""

from __future__ import annotations

import re

from luoshi.reading.indicators.cases import Case
from luoshi.reading.indicators.lexicon import LEXICON
from luoshi.reading.indicators.phrases import coordinate, cut_inner, without_etc
from luoshi.reading.indicators.subjects import inherited, listed

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
# `人大代表议案2件、建议268件`: of the same deputies.
_MOTIONS = frozenset({"建议", "议案", "意见建议", "提案", "议案建议"})
_CHAMBER = re.compile("[^，、]{0,4}(?:人大代表|人大|政协委员|政协)")
_COUNTED = frozenset({"个", "家", "户", "人", "项", "条", "座", "处", "所", "件", "次", "%"})
_MEASURES = frozenset("率量额数值比度积能力入出资款价费线业")
_ACHIEVED = re.compile("(.{2,8})(?:完成|实现)(.{2,6})$")


def goes_to(case: Case) -> str | None:
    """`财政支出的75%用于民生`: the share of what is spent that goes somewhere."""
    given = case.own.endswith("的") or case.tail
    if not case.phrase or not given or case.right[:2] not in _SPENT or case.behind is not None:
        return None
    return case.phrase.removesuffix("的") + case.right


def for_somebody(case: Case) -> str | None:
    """`为企业减负5亿元`, `向群众发放补贴`: what was done for somebody, without them where the deed has an object."""
    phrase = case.phrase
    if phrase[:1] not in ("为", "向", "对", "给"):
        return None
    if m := _RELIEF.match(phrase):
        relief = m.group(1) + m.group(2) if m.group(2) == "减负" else m.group(2) + m.group(1)
        return relief + m.group(3)
    if m := _GIVEN.match(phrase):
        return m.group(3) or (m.group(1) if m.group(2) in _FUNDED else "") + m.group(2)
    return None


def people_doing(case: Case) -> str | None:
    """`农民工实现转移就业4万人`, `医疗保险实现城乡统一、参保率95%`: a subject that goes on over its verb."""
    m = _PEOPLE.match(case.phrase)
    if m is None and "、" in case.phrase:
        m = _TURNED.match(case.phrase)
        m = m if m and m.group(2) in LEXICON.relational.all else None
    return m.group(1) + m.group(2) if m else None


def counted_before(case: Case) -> str | None:
    if not case.phrase or case.phrase in LEXICON.outcome.all:
        return None
    phrase, prior = _trimmed(case), case.prior
    if phrase == "人均" and prior is not None:
        return phrase + prior.indicator
    if phrase == "项目" and case.verb and case.verb not in LEXICON.empty.all and case.draft.kind != "rank":
        return case.verb + phrase
    if case.draft.unit in ("条", "项") and case.verb in _ENACTING and case.draft.kind == "level":
        return phrase if phrase.endswith(_ENACTED) else phrase + "政策"
    if phrase in LEXICON.changes.all and case.draft.kind == "change":
        return inherited(case) or phrase
    if phrase in LEXICON.relational.all or _bare_rate(case):
        return inherited(case, phrase)
    return phrase if prior is None else _of_a_row(case, phrase, prior)


def _bare_rate(case: Case) -> bool:
    phrase = case.phrase
    return (
        phrase[-1] == "率"
        and len(phrase) <= 3
        and case.subject.endswith(phrase)
        and len(case.subject) <= len(phrase) + 2
        and phrase not in ("赤字率", "失业率", "通胀率", "负债率", "绿化率")
    )


def _trimmed(case: Case) -> str:
    """The phrase from its last verb on, without 其中, 累计 and what an 等 sums up."""
    phrase = case.phrase
    if case.draft.kind in ("level", "delta") and phrase not in LEXICON.relational.all:
        m = _ACHIEVED.match(phrase)
        phrase = m.group(1) + m.group(2) if m and m.group(2) in LEXICON.relational.all else cut_inner(phrase)
    at = phrase.rfind("其中")
    phrase = phrase[at + 2 :] if at >= 0 else phrase
    if case.draft.kind == "multiple":
        phrase = re.split("保持在|相当于|达到|是|为", phrase)[0] or phrase
    if case.draft.kind == "level" and case.draft.unit != "元":
        phrase = without_etc(phrase, short=False)
    phrase = phrase.removesuffix("的")
    return phrase.replace("累计", "") or phrase


def _of_a_row(case: Case, phrase: str, prior: Case) -> str:
    """What the phrase shares with that of the figure before: the noun of a level, a metric, a modifier."""
    parts = coordinate(phrase)
    if len(parts) > 1 and all(part in LEXICON.relational.all for part in parts):
        return listed(case) + phrase
    if phrase in LEXICON.levels.all:
        rest = prior.indicator[LEXICON.levels.head(prior.indicator) :]
        return phrase + rest.removeprefix("以上").removeprefix("重点" if phrase.endswith("重点") else "以上")
    if phrase in _MOTIONS and (m := _CHAMBER.match(prior.indicator)):
        return m.group() + phrase
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


def nearest(case: Case) -> str | None:
    """Nothing else fits: the words nearest to the figure, so that it is never without a name."""
    for words in (case.noun, case.phrase, case.verb, case.subject, case.own.strip("、，的"), case.right.split("，")[0]):
        if words.strip("、，的。“”"):
            return words.strip("、，的")[:40]
    return case.draft.unit if case.draft.unit in _PLACES else None
