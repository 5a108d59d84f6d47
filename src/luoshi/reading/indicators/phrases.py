"""Where a noun phrase begins and ends: what stands before a figure, what stands behind it.

Everything works on short strings, the words between two figures of one clause; nothing looks further.
"""

from __future__ import annotations

import re

from luoshi.reading.indicators.lexicon import LEXICON, Words

_JOINTS = frozenset("、，：；")
_TIME = re.compile(
    r"(?:自|从|到|至|截至|截止)?+(?:20\d\d年?[—–-])?+(?:19|20)\d\d年(?:\d{1,2}月)?+(?:底|末|前|初)?+(?:以来)?+"
    r"|“十[一二三四五]+五”(?:时期|期间|以来|末|期末)?+"
    r"|(?:到|至|截至)(?:年底|年末|目前|\d{1,2}月底)"
    r"|\d{1,2}(?:月底|月|日)前?+"
)
_NUMBER = re.compile(r"[（(]?\d{1,2}(?:[）)]|[.．](?!\d))")
_REMADE = re.compile(r"新?[（(][^（()）]{1,6}[）)][建改]|新[建改扩、]{1,4}[（(][^（()）]{1,6}[）)]建?")
_FRAME = re.compile(r"以[^，。]{1,40}?为(?:代表|重点|主|核心|龙头|支撑|引领|主体|载体|基础)的")
_QUOTES = re.compile("[“”（）()《》]")


def unquoted(text: str, at: int) -> bool:
    """Whether no quote or bracket is open at `at`."""
    depth = 0
    for m in _QUOTES.finditer(text, 0, at):
        depth += 1 if m.group() in "“（(《" else -1
    return depth <= 0


# How something is done, where a verb follows at once; part of a name elsewhere (系统工程, 重点企业).
_MANNERS = frozenset({"系统", "集中", "专项", "科学", "重点", "优先", "合力", "同步", "滚动", "全程"})
_STRIPPED = (LEXICON.adverbs, LEXICON.governing, LEXICON.acting, LEXICON.causing)
_OPENING = _MANNERS.union(key for words in (LEXICON.kept, *_STRIPPED) for key in words.heads)
_OPENING_ALONE = frozenset("新（(“自从到至截共近超约0123456789").union(*(words.single for words in _STRIPPED))


def strip_head(text: str, verbs: Words | None = None) -> tuple[str, str]:
    """(phrase, verb): the text without the joints, adverbs, times and verbs it begins with; the last verb taken.

    `高标准改造老旧小区` → (老旧小区, 改造); a text that is nothing but verbs → ("", the verb).
    `verbs`: take these alone (a rate keeps 新建 in its name, a count does not).
    """
    kept, adverbs, governing, acting = LEXICON.kept, LEXICON.adverbs, LEXICON.governing, LEXICON.acting
    verb = ""
    loose = False
    while text:
        first = text[0]
        if first in _JOINTS or (verb and first in "了的"):
            text = text[1:]
            continue
        if text[:2] not in _OPENING and first not in _OPENING_ALONE:
            break
        keep = kept.head(text)
        adverb = adverbs.head(text)
        if verbs is None:
            act = acting.head(text)
            size = max(governing.head(text), act)
        else:
            act = 0
            size = verbs.head(text)
        if keep and keep >= adverb and keep >= size:
            break
        if adverb and adverb >= size:
            if adverb == len(text):
                return "", verb
            text = text[adverb:]
            loose = True
            continue
        if (first in "（(" or first.isdigit()) and (m := _NUMBER.match(text)):
            text = text[m.end() :]
            continue
        if first in "新（(" and (m := _REMADE.match(text)):
            text, verb = text[m.end() :], m.group()
            continue
        if not size and verbs is None:
            manner = 1 if first in "新共近超约" else 2 if text[:2] in _MANNERS else 0
            if manner and (governing.head(text, manner) or acting.head(text, manner) > 1):
                text, loose = text[manner:], True
                continue
        if (first.isdigit() or first in "“自从到至截") and (m := _TIME.match(text)):
            text = text[m.end() :]
            continue
        if not size or (size == 1 and not loose):
            break
        rest = text[size:]
        if rest:
            if act >= size and compound(rest):
                break
            if rest[0] in "、和及并与":
                after = rest[1:]
                if not (governing.head(after) or acting.head(after) or adverbs.head(after)):
                    break
                rest = after
        verb = text[:size]
        text = rest
        loose = True
        if verb in LEXICON.containers.all:
            break
    return text, verb


def compound(rest: str) -> bool:
    """Whether the rest is nothing but nouns that make one with a verb before it: 建设|项目总投资."""
    n = LEXICON.nouns.head(rest)
    if not n or n == len(rest):
        return n > 0
    return (
        n + max(LEXICON.nouns.head(rest, n), LEXICON.metrics.head(rest, n), LEXICON.relational.head(rest, n))
        == len(rest)
        or rest[n] in "、和"
    )


_SINCE = re.compile(
    r"(?:[比较由从]|高于|低于)(?:“[^”]{2,8}”(?:初期|期末|初|末|时期)?|(?:19|20)\d\d年(?:底|末)?|[上去]年|上年同期)的?$"
)
_SINCE_ENDS = frozenset("”年底末的初期")
_THAN = re.compile(
    r"(?<=..)(?:比(?![例重率亚])|较(?=[上去全同])|高于|低于|高出|快于|好于|优于|超出|领先)[^，、]{0,12}?(?:提前|多|高|低|快)?$"
)
_EACH = frozenset("人户亩平年地校日")
_WHOLE = frozenset({"经济增长"})


def uncompared(text: str) -> str:
    """Without what a change is measured against: `承诺时限比法定时限`, `增速高于全省` (at the end of a subject)."""
    m = _THAN.search(text)
    return text[: m.start()] if m else text


def strip_tail(text: str) -> tuple[str, list[str]]:
    """(subject, words): the text without the predicates and comparators it ends with, the words taken, last first."""
    linking, changing = LEXICON.linking, LEXICON.changing
    taken: list[str] = []
    while text:
        size = max(linking.tail(text), changing.tail(text))
        if not size and text[-1] in _SINCE_ENDS and (m := _SINCE.search(text)):
            size = m.end() - m.start()
        if not size:
            break
        word = text[-size:]
        if (word in LEXICON.ends.all and len(text) < size + 2) or text in _WHOLE:
            break
        if word == "增长" and text[-3:-2] in ("稳", "促", "保"):
            break
        if word == "约" and text[-2:-1] in "签条合公节集制邀":
            break
        if word == "在" and text[-2:-1] in "存现所内外实潜":
            break
        taken.append(word)
        text = text[:-size].rstrip("，、")
        if word[0] == "均" and text[-1:] in _EACH:
            text += "均"
        elif text[-1:] == "均" and text[-2:-1] not in _EACH:
            text = text[:-1]
    return text, taken


_CUTTING = re.compile(
    "(?<!城镇)(?<!全社会)新增(?!就业|长)|建成(?![区并])|实施|打造|培育|引进|完成|实现|建立|创建|发放|申报|争取|获得|签约|出台|举办|设立|组建|新建|拥有|"
    "提供|配备|招引|引育|改造提升|新改建|列入|入选|吸引|推动|带动|促进|确保|投入|开工建设|签订|认定|获批|形成|解决|突破|推出|开展|"
    "盘活|拉动|减免|推广|获评|搭建|加快|推进|审议|承接|共建|启动|完善|筹集|化解|开通|建设筹集|组织(?![部生体开架])|办理|抓好|整合|新签约|审定|打通|谋划|"
    "涉及|受理|查处|侦破|选派|遴选|荣获|包装|储备(?!项目|资金|库)"
)


def cut_inner(text: str) -> str:
    """The object of the last verb inside the phrase: `率先在全省建立基础级智能工厂` → 基础级智能工厂."""
    if len(text) < 5:
        return text
    best = ""
    at = text.rfind("、")
    while at > 0:
        rest = text[at + 1 :]
        if rest.startswith("挽回"):
            return rest
        if LEXICON.governing.head(rest) > 1 and not LEXICON.kept.head(rest) and unquoted(text, at):
            text = strip_head(rest)[0] or text
            break
        at = text.rfind("、", 0, at)
    for m in _CUTTING.finditer(text, 1):
        rest = text[m.end() :]
        if len(rest) < 2 or rest[0] in "的率、和及”）" or text[m.start() - 1] in "的、和“":
            continue
        if LEXICON.nouns.head(rest) or not unquoted(text, m.start()):
            continue
        best = rest
    if not best:
        return text
    found = strip_head(best)[0]
    if found:
        return found
    return text.replace("新增", "", 1) if text.endswith("新增" + best) else text


def unframed(text: str) -> str:
    """Without `以……为代表的`."""
    m = _FRAME.search(text) if "以" in text else None
    return text[m.end() :] if m else text


def coordinate(text: str, marks: str = r"、|以及|和|与|及(?!以)") -> list[str]:
    """The members of a coordination, outside quotes and brackets."""
    found, at = [], 0
    for m in re.finditer(marks, text):
        if at < m.start() and m.end() < len(text) and unquoted(text, m.start()):
            found.append(text[at : m.start()])
            at = m.end()
    found.append(text[at:])
    return found


_STARTING = re.compile(
    "在(?![建校园册岗线读编职役产家手校])|为(?!主|民)|占(?!地)|已|将(?!军)|达(?!标)|超(?![低市级声高长大])|被|均(?!衡|等)|都(?!市)|要(?![求素点件闻塞])|对(?![外口接照])|并(?![购网轨])"
)
# Nouns of one character that are counted: `4县通过验收`.
_SINGLE = frozenset("村县区镇乡市省州旗户人家校院所园港馆厂站店企地")
_HANDLED = re.compile("“[^”]*[办通结批理]”$")
_AROUND = re.compile("的?(?:之一|基础上|基础之上|范围内|过程中|前提下|以内|之上|(?<![高初集其])中)$")


def _deed_noun(rest: str) -> bool:
    """Whether what follows a verb makes a noun of it: 升级|建设, 创建|工作."""
    return (
        rest in LEXICON.governing.all
        or rest in LEXICON.acting.all
        or rest in LEXICON.trailing.all
        or rest in LEXICON.nouns.all
        or rest in ("工作", "试点", "目标")
    )


def split_predicate(text: str) -> tuple[str, str]:
    """(noun, predicate) of what stands behind a counting figure: `企业进入百强` → (企业, 进入百强)."""
    outcome, telling, governing = LEXICON.outcome, LEXICON.telling, LEXICON.governing
    starts = outcome.firsts | telling.firsts
    end = len(text)
    at = 0 if text[:1] in _CLOSING else 1
    quoted = text.find("“")
    if quoted > 1 and (m := _HANDLED.search(text)) and text[:quoted].endswith(("事项", "业务", "服务")):
        return text[:quoted], text[quoted:]
    while at < end:
        c = text[at]
        if c in "“（(《":
            close = text.find(_CLOSING[c], at)
            at = close + 1 if close > 0 else end
            continue
        n = 0
        if c in starts:
            n = max(outcome.head(text, at), telling.head(text, at))
        if not n and c in "在为占已将达超被均都并对要" and _STARTING.match(text, at):
            n = 1
        if not n and at > 1 and LEXICON.agents.tail(text[:at]):
            n = governing.head(text, at)
            n = n if n > 1 and end - at - n > 1 and not _deed_noun(text[at + n :]) else 0
        if not n:
            at += 1
            continue
        rest = at + n
        word = text[at:rest]
        if (at > 1 and text[:at] in LEXICON.levels.all) or (at == 1 and text[0] not in _SINGLE):
            at = rest
            continue
        if text[rest : rest + 1] == "的" or (rest < end and LEXICON.nouns.head(text, rest) and word not in _TRANSITIVE):
            at = rest
            continue
        return text[:at], text[at:]
    m = _AROUND.search(text)
    return (text[: m.start()], "") if m and m.start() else (text, "")


_CLOSING = {"“": "”", "（": "）", "(": ")", "《": "》"}
_TRANSITIVE = frozenset(
    {"实现", "获", "获得", "进入", "入选", "纳入", "列入", "达到", "在", "为", "已", "转型为", "成为", "提供"}
)


def strip_trailing(text: str) -> str:
    """Without the deverbal nouns that only repeat the verb (`园区|建设`)."""
    size = LEXICON.trailing.tail(text)
    if size and size < len(text) - 1:
        text = text[:-size]
        if text.endswith(("等", "的")):
            text = text[:-1]
    return text


def without_etc(noun: str, short: bool = True) -> str:
    """`再生铝等项目` → 再生铝项目 (where `short`); `A、B等文旅项目` → 文旅项目."""
    at = noun.rfind("等")
    if 0 < at < len(noun) - 1 and unquoted(noun, at) and noun[at - 1] not in "高中初平同优特劣一二三上下相均对":
        rest = noun[at + 1 :]
        if len(rest) >= 4 or "、" in noun[:at]:
            return rest
        return noun[:at] + rest if short else noun
    return noun
