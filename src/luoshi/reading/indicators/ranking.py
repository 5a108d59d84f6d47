"""Ranks and durations: whose place it is, what lasted."""

from __future__ import annotations

import re

from luoshi.reading.indicators.cases import Case
from luoshi.reading.indicators.lexicon import LEXICON
from luoshi.reading.indicators.phrases import split_predicate, strip_head, strip_tail
from luoshi.reading.indicators.subjects import inherited, listed

_RANKING = re.compile(
    r"(?:综合排名|排名|分列|分居|排在|排到|排|(?<!单)位居|位列|稳居|跃居|名列|居于|(?<!单位)(?<!民)居|列|跃升至|跃升到|跃升|跃至|升至|"
    r"挺进|跻身|晋级|晋升|上升至|上升到|前移至|进位至|晋升至|攀升至|为|获得|获|达到|达|保持|进入|处于|连续|连年|均|稳|持续|在|，|、|在[^，、]{2,14}中)$"
)


# An area that is no province or country: 居粤北片区第1.
_AREA = re.compile(
    "(?:位居|位列|稳居|居|列|排名?)(?:[东西南北中粤苏浙鄂豫晋冀鲁川渝滇黔桂闽赣湘皖陕甘辽吉黑蒙]|片区|同类|市州|综合类|非省会|沿海|地级)[^，、]{0,8}$"
)


def rank(case: Case) -> str | None:
    """`增速居全省第3位`: the subject before the ranking verb; `、全国第5`: that of the figure before."""
    d = case.draft
    if d.kind != "rank":
        return None
    before = case.before
    if case.right.startswith("大"):
        return split_predicate(case.right[1:])[0]
    if before is not None and not case.own and (m := re.search("全国|全省|全市", before.left)):
        return _ranked(before.left[: m.start()]) or inherited(case)
    if before is not None and before.counts and before.left.endswith(("位居", "居", "位列", "名列", "排名")):
        return _ranked(before.left) or inherited(before)
    left = case.own.removesuffix("前").removesuffix("后")
    if d.scope and (at := left.rfind(d.scope)) >= 0:
        left = left[:at]
    together = "均" in left[-8:]
    phrase = _ranked(left)
    if before is not None and before.draft.kind == "duration" and not phrase:
        return before.whole or inherited(case)
    if not phrase:
        prior = case.prior
        if prior is not None and prior.whole and together:
            return prior.whole
        found = inherited(case)
        return found[LEXICON.telling.head(found) :] if prior is None else found
    if phrase in LEXICON.relational.all or phrase.startswith(("总量", "增量", "数量", "增速", "增幅")):
        return listed(case) + phrase
    return phrase


def _ranked(left: str) -> str:
    """The subject of a ranking, without its verbs."""
    while left:
        left = strip_tail(left)[0]
        m = _RANKING.search(left) or _AREA.search(left)
        if not m:
            break
        left = left[: m.start()]
    return strip_head(left, LEXICON.causing)[0]


# Where nothing stands before `连续N年`, the place itself is honoured.
_HONOURED = re.compile("被评|被授|被命|获|荣获|入选|入围|蝉联|被列")


def duration(case: Case) -> str | None:
    """`连续3年居全省首位`: the subject and what lasted; `提前一年建成X`: X提前建成."""
    if case.draft.kind != "duration":
        return None
    left = case.left
    rest = case.text[case.draft.end + len(case.tail) : case.stop]
    if left.endswith("提前"):
        return _early(left, rest)
    if "延长" in left:
        return strip_head(left)[0]
    at = left.rfind("连续")
    if at >= 0 or rest.startswith("连续"):
        phrase = strip_head(strip_tail(case.own[: case.own.rfind("连续")])[0], LEXICON.causing)[0]
        if not phrase and _HONOURED.match(rest):
            return rest
        if not phrase:
            phrase = inherited(case)
        elif phrase in LEXICON.relational.all or phrase in ("增量", "总量", "增速"):
            phrase = listed(case) + phrase
        case.whole = phrase
        return phrase + rest.removeprefix("连续")
    if case.tail and case.right and not case.phrase:
        noun = split_predicate(case.right.lstrip("的"))[0]
        return _without_renewal(noun) + "使用年限"
    return None


def _without_renewal(noun: str) -> str:
    for word in ("更新", "改造", "更新改造", "淘汰"):
        noun = noun.removesuffix(word)
    return noun


def _early(left: str, rest: str) -> str:
    m = re.match(r"(实现|完成|建成|达到|超额完成)(.*)$", rest)
    phrase = strip_head(left[:-2])[0]
    if not m or (phrase and len(m.group(2)) < 3):
        return phrase + "提前" + rest
    thing = m.group(2)
    thing = thing[thing.rfind("的") + 1 :]
    return phrase + thing + "提前" + m.group(1)
