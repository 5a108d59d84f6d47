"""Counts: the noun behind the figure that it counts, what of the words before belongs to it, what tells it apart."""

from __future__ import annotations

import re

from luoshi.reading.indicators.cases import LONGEST_ROW, Case
from luoshi.reading.indicators.lexicon import LEXICON
from luoshi.reading.indicators.phrases import cut_inner, split_predicate
from luoshi.reading.indicators.subjects import topic

# People and households, given side by side: 111户243人.
_HEADS = frozenset({"人", "户", "岁", "人次", "名"})
_THINGS = frozenset({"件", "项", "个", "种", "人", "名"})
_ALL = re.compile("^(?:全部|均|如期|全都|顺利|实现|已|全)+")
_CLASSED = re.compile("([^、和]{2,}(?:集群|产业|企业|园区))[、和]")
_ASPECTS = re.compile("[一二三四五六七八九十两]+个?(?:大?方面|大类)")
_PLACING = ("位居", "居", "位列", "排名", "名列", "位于")
_REST = frozenset({"其他", "其余", "剩余", "全部", "所有"})
_FIELDS = ("领域", "方面", "行业")
_BASED = ("依托", "按照", "围绕", "聚焦", "通过", "利用", "紧扣", "针对")
_SIZES = frozenset({"千伏", "兆瓦", "元", "千瓦", "吨", "亩", "平方米", "公里", "平方公里", "美元"})
_BARE = frozenset({"获批", "通过", "获评", "入库", "签约"})
_SERVICE = re.compile(
    "免费|统一|提供|配备|发放|建设|办理|开展|实施|安装|购买|配置|设立|落实|送上|补贴|进行|解决|减免|新建|建立|接种|争取"
)
_PLACED = re.compile("(?:居|列|排|排名|位居|位列)(全国|全省|全市)$")
_DEED = re.compile("(?:超低排放|综合|提升|升级|更新|提标|除险|配套)?(?:改造提升|改造|整治|治理|加固|养护|维修)$")


def row_count(case: Case) -> str | None:
    """`9家、8家、11家企业分别入围…`: each figure of a row counts the noun behind the last."""
    if case.phrase or case.right not in ("", "、", "和", "与", "及"):
        return None
    last = case.behind
    for _ in range(LONGEST_ROW):
        if last is None or last.draft.unit != case.draft.unit or last.counts:
            break
        if last.right not in ("", "、", "和", "与", "及"):
            return None
        last = last.behind
    if last is None or last.draft.unit != case.draft.unit or last.draft.unit in _HEADS or not last.noun:
        return None
    return last.noun


def medal(case: Case) -> str | None:
    return (case.draft.unit or "") + "牌"


def come_out(case: Case) -> str | None:
    """`5557人脱贫`: people and households that something befell."""
    what = {"人": "人口", "户": "户"}.get(case.draft.unit or "")
    last = case
    for _ in range(LONGEST_ROW):
        if not (what and last.right in ("", "、") and last.behind and last.behind.draft.unit in _HEADS):
            break
        last = last.behind
    befell = _ALL.sub("", re.split("[，、和]", last.right)[0]) if what and not case.phrase else ""
    return befell + what if what and befell.removeprefix("稳定") in LEXICON.telling.all else None


def labelled_count(case: Case) -> str | None:
    label = case.behind
    if label is None or not label.counts or case.phrase or case.counts:
        paired = False
    else:
        paired = case.right in ("", "、") and case.draft.unit in _HEADS and label.draft.unit in _HEADS - {"岁"}
    if paired and label is not None:
        return _told(label.noun, label.predicate)
    if label is None or case.right or not label.counts or label.draft.unit in _HEADS:
        return None
    if case.draft.unit in _HEADS and not label.draft.unit and label.noun.endswith(("人口", "群众", "居民", "人")):
        return _told(label.noun, label.predicate)
    if label.tail == "级" and not label.draft.unit:
        return label.words + "级" + label.noun
    if label.draft.unit == case.draft.unit:
        return None
    if label.draft.unit in _THINGS and not label.tail:
        return joined(case.phrase, label.noun, case)
    return joined(case.phrase, label.words + label.tail + label.noun, case)


def class_label(case: Case) -> str | None:
    if case.draft.unit or case.draft.kind != "level" or case.tail != "级" or not case.noun:
        return None
    noun = case.noun
    if m := _CLASSED.match(noun):
        noun = m.group(1)
    source = case.before if case.before is not None and not case.left else case
    phrase = cut_inner(source.phrase) if source.phrase else ""
    return (phrase.removesuffix("等") if "、" in phrase else phrase) + noun


def reached(case: Case) -> str | None:
    if case.verb != "惠及" and not case.own.startswith("惠及"):
        return None
    about = next(
        (c for c in reversed(case.earlier_ones) if c.draft.kind == "level" and c.rule not in ("reached", "age")),
        None,
    )
    base = about.indicator if about is not None else topic(case)
    thing = case.noun if case.counts else case.phrase
    return base + "惠及" + thing


def beneficiary(case: Case) -> str | None:
    left = case.phrase or (case.taken[-1] if case.taken and case.taken[-1] == "为" else "")
    if left.startswith(("对照", "对接", "对口", "对外", "在建", "向上", "让利")):
        return None
    if not left or left[0] not in "为在对向给让帮" or (len(left) > 12 and left[0] != "为") or case.left.endswith("的"):
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
        return noun + split_predicate(right)[0] if not case.counts else joined(left[1:], case.noun, case)
    service = right[verb.start() :].split("，")[0].removeprefix("免费").removeprefix("统一")
    noun += right[: verb.start()]
    if left[0] in "对让帮" or len(service) > 18 or "“" in service or service.startswith("进行"):
        return noun
    return service + "的" + noun


def counted_behind(case: Case) -> str | None:
    if not case.counts or not case.noun:
        return None
    noun = case.noun
    if case.phrase.endswith(("覆盖", "惠及")) and 4 <= len(case.phrase) <= 20:
        return case.phrase + noun
    if case.draft.unit in _SIZES and not case.predicate:
        if case.phrase in LEXICON.relational.all:
            return noun + case.phrase
        if case.phrase.endswith("年产"):
            name = noun.split("、")[0]
            apart = "项目" in case.text[case.draft.end : case.stop] and not name.endswith(
                ("项目", "工程", "基地", "线")
            )
            return case.phrase[:-2] + name + ("项目年产" if apart else "年产")
    if noun in LEXICON.levels.all and case.behind is not None and case.behind.counts:
        noun += case.behind.noun[LEXICON.levels.head(case.behind.noun) :]
    name = joined(case.phrase, noun, case)
    limit = case.behind
    if limit is not None and limit.right.startswith("的") and noun in LEXICON.relational.all and not case.predicate:
        between = case.text[case.draft.end + len(case.tail) : limit.draft.end + len(limit.tail)]
        return between + split_predicate(limit.right)[0]
    if case.draft.kind == "share":
        return name + case.predicate
    if case.behind is not None and not case.predicate:
        name += _shared_deed(case, name)
    return _told(
        name, "" if case.behind is not None and case.behind.left.startswith(case.predicate or "\0") else case.predicate
    )


def _shared_deed(case: Case, name: str) -> str:
    """`45个小区、20条街巷提升改造`: the deed at the end of a list is that of each member."""
    last: Case | None = case
    while last is not None and last.behind is not None:
        last = last.behind
        if not last.counts or not last.left.endswith(("、", "和", "及", "与")):
            return ""
    m = _DEED.search(last.noun) if last is not None else None
    if m is None or not m.start() or _DEED.search(name) or LEXICON.governing.tail(name) > 1:
        return ""
    return m.group()


def joined(phrase: str, noun: str, case: Case) -> str:
    before = case.before
    if not phrase and before is not None and not case.left:
        phrase = before.phrase
    if not phrase and before is not None and before.prefix[:1] in ("每", "各"):
        phrase = before.prefix
    prefix = case.prefix = _prefix(phrase, case).removesuffix("的")
    return noun if not prefix or noun.startswith(prefix) else prefix + noun


def _prefix(phrase: str, case: Case) -> str:
    """What of the words before the figure belongs to the noun behind it: no list, no verb's subject."""
    if not phrase or phrase in _REST or _ASPECTS.fullmatch(phrase) or phrase.endswith(_PLACING):
        return ""
    if m := _PLACED.search(phrase):
        return m.group(1)
    if phrase[0] in "每各":
        while (n := max(LEXICON.governing.tail(phrase), LEXICON.adverbs.tail(phrase), LEXICON.acting.tail(phrase))) > 1:
            phrase = phrase[:-n]
        return phrase if len(phrase) < 14 else ""
    if any(word in LEXICON.governing.all for word in case.taken):
        return ""
    if len(case.noun) == 1 and 3 < len(phrase) < 12 and "、" not in phrase:
        return phrase
    if case.draft.unit in _SIZES and 0 < len(last := phrase.rsplit("、", 1)[-1]) <= 8:
        phrase = last
    if phrase.endswith(("等", "、", "及", "和", "与")) or (
        "等" in phrase and "、" in phrase and not phrase.endswith(_FIELDS)
    ):
        return ""
    phrase = cut_inner(phrase)
    if "、" in phrase or "和" in phrase[1:-1]:
        return phrase if phrase.endswith((*_FIELDS, "两级")) else ""
    words = (LEXICON.governing, LEXICON.telling, LEXICON.outcome)
    deed = any(w.tail(phrase) > 1 for w in words)
    if deed and case.left[:1] != "的":
        return ""
    if phrase[0] in "为在对向把将以用从由与同我" or phrase.startswith(_BASED):
        return ""
    return phrase if len(phrase) <= 20 else ""


def _told(noun: str, predicate: str) -> str:
    """`企业` told apart by `进入百强` → 进入百强企业; an outcome that befell all is left out."""
    telling, outcome = LEXICON.telling, LEXICON.outcome
    while predicate:
        if predicate.startswith("完成") and LEXICON.actors.tail(noun):
            break
        n, t = outcome.head(predicate), telling.head(predicate)
        if t >= n:
            break
        predicate = predicate[n:]
    if predicate.startswith("“"):
        return predicate + noun
    acted = LEXICON.actors.tail(noun) and LEXICON.governing.head(predicate) and not telling.head(predicate)
    if acted and 4 <= len(predicate) <= 20 and not predicate.startswith(("提请", "加快", "推进")):
        return re.split("[，、]", predicate)[0] + "的" + noun
    if (
        not predicate
        or not telling.head(predicate)
        or predicate in _BARE
        or (predicate[telling.head(predicate) :] in outcome.all)
    ):
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
