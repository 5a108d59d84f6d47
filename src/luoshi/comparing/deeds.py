"""Promises without a figure, and figures of which the review speaks without one: how far a thing is, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.comparing.claims import Claims, Found
from luoshi.comparing.clauses import Clause
from luoshi.comparing.evidence import LEAST
from luoshi.comparing.likeness import grams
from luoshi.comparing.measured import Outcome
from luoshi.comparing.promises import Wanted
from luoshi.comparing.values import Verdict
from luoshi.comparing.words import Words
from luoshi.values import Message

# Log-odds, in hundredths, that a clause is about the promise: from here on it is said to be; from there on so surely
# that a firm verdict may stand on it.
SPEAKS, SURE = 0, 150
# How much of the promise's words, the general ones too, a clause must hold for a firm verdict.
RAW = 0.55
RAW_ENDED, SURE_ENDED = 0.4, 50
# A name that stands there whole.
WHOLE, RUN = 0.97, 4
# A promise of so many characters that stands in the review again is restated.
LEAST_RESTATED = 8

# Ends of a promise that are a quality, however named the things are: 提升合肥工业学校等办学水平.
_WIDE_END = re.compile(r"(?:水平|能力|质量|服务|功能|作用|效益|环境|发展|成效|保障)$")
# Kinds of figures that a promised figure could be held against.
_HELD = frozenset({"level", "change", "delta", "share", "rank"})
_ORDER = ("act", "ongoing", "begun", "partial", "done")
# Steps that lead up to works (完成初设审查): done, they leave the works to come.
_BEFORE_WORKS = re.compile(
    "完成.{0,4}(?:初设|初步设计|可研|前期|立项|选址|招标|环评|征迁|征拆|征地)|(?:初设|可研)[^，]{0,6}(?:获批|通过|批复)"
)
# Words between a thing and its verb that leave it whole.
_WHOLE_OF = re.compile("项目|工程|建设|任务|工作|已|全部|全线|全面|正式|顺利|如期|提前|均|实现|基本|成功")


_QUOTED = re.compile("“[^”]*”|《[^》]*》")


def stage_of(words: Words, text: str, promised: bool) -> str | None:
    """How far the text says a thing is; in a promise the end that it names, in a claim the furthest that it reached,
    unless its words take it back."""
    if not promised:  # 推行“竣工即投产”: a word in a name is no stage
        text = _QUOTED.sub("“”", text)
    found = [words.stage[m.group()] for m in words.stage_pattern.finditer(text)]
    if not found:
        return None
    if promised:
        return max(found, key=_ORDER.index)
    if words.not_yet.search(text):
        found = [f for f in found if f not in ("done", "partial")] or ["ongoing"]
    if "partial" in found:
        return "partial"
    return max(found, key=_ORDER.index)


def _with_next(clause: Clause, claims: Claims) -> str:
    """The clause, and where it has no word of a stage the next of its sentence."""
    if claims.words.stage_pattern.search(clause.text) or clause.number + 1 >= len(claims.clauses):
        return clause.text
    following = claims.clauses[clause.number + 1]
    verb = claims.words.stage_pattern.search(following.text)
    goes_on = following.sentence == clause.sentence and verb is not None and verb.start() <= 3
    return clause.text + following.text if goes_on else clause.text


def _another(wanted: Wanted, clause: Clause) -> bool:
    """Whether the clause is about other indicators, all of them known: 地区生产总值 is not 单位地区生产总值能耗."""
    ids = {m.indicator_id for m in clause.measures if m.indicator_id}
    return bool(ids) and wanted.promise.indicator_id is not None and wanted.promise.indicator_id not in ids


def without_figure(wanted: Wanted, found: Sequence[Found], claims: Claims, least: int) -> Outcome | None:
    """A promised figure of which the review speaks without one."""
    for f in found:
        if f.odds < least:
            break
        if _another(wanted, f.clause):
            continue
        if any(m.role == "review" and m.kind in _HELD for m in f.clause.measures):
            why = Message("回顾的数说的不是所承诺的量", "the review has a figure of it, not of what was promised")
            return _outcome("not_comparable", f, why, "deed.another-figure")
        if stage_of(claims.words, _with_next(f.clause, claims), False) in ("ongoing", "begun"):
            why = Message("回顾说在推进，没有可对照的数", "said to be under way, without a figure")
            return _outcome("ongoing", f, why, "deed.figure-under-way")
        why = Message("回顾提到此事，没有可对照的数", "the review speaks of it without a figure to hold against it")
        return _outcome("stated_without_figure", f, why, "deed.without-figure")
    return None


def by_deed(wanted: Wanted, found: Sequence[Found], claims: Claims) -> Outcome | None:
    """A named thing: how far it was to come, and how far it is said to have come."""
    for f in found:
        if f.odds < SPEAKS:
            break
        if _other_number(wanted.words, f.clause.text):
            continue
        if _carried_out(wanted.words, f.clause.text) and not _part_of(claims.words, wanted, f.clause.text):
            why = Message("承诺的行动，回顾称已开展", "the action promised by name is said to have been carried out")
            return _outcome("met", f, why, "deed.carried-out")
        promised = "partial" if "主体" in wanted.words else stage_of(claims.words, wanted.words, True) or "act"
        said = _said(wanted, f.clause, claims)
        verdict = _stages(promised, said)
        if verdict in ("met", "partly"):
            return _firm(wanted, f, said, verdict, promised, claims)
        if verdict == "ongoing" and promised != "done" and claims.words.success.search(f.clause.text):
            why = Message("回顾说有成效，没有可对照的数", "the review speaks of success, without a figure")
            return _outcome("stated_without_figure", f, why, "deed.success")
        return _outcome(verdict, f, _reason(promised, said, verdict), "deed.stage")
    return None


# An action that bears a name: 实施“绿色数字技改”专项行动.
_ACTION = re.compile("(?:开展|实施|举办|推行|组织)(“[^”]{4,}”)")


def _carried_out(promised: str, claimed: str) -> bool:
    """Whether a promise to carry out an action of a name is answered in the same words."""
    return bool({m[1] for m in _ACTION.finditer(promised)} & {m[1] for m in _ACTION.finditer(claimed)})


_FIRST_PART = re.compile("[一首]期")


def _said(wanted: Wanted, clause: Clause, claims: Claims) -> str | None:
    """How far the claim says that the promised thing came: a first part that was itself promised is done when it is
    there (陆港一期建成), and steps before works are not the works."""
    text = claims.words.success.sub("", _with_next(clause, claims))
    if _FIRST_PART.search(wanted.words):
        text = _FIRST_PART.sub("", text)
    said = stage_of(claims.words, text, False)
    if said == "done" and _BEFORE_WORKS.search(clause.text) and not _BEFORE_WORKS.search(wanted.words):
        return "ongoing"
    return said


def _firm(wanted: Wanted, t: Found, said: str | None, verdict: Verdict, promised: str, claims: Claims) -> Outcome:
    """A firm verdict where thing and deed are surely the promised ones; else what can be said."""
    words, text = claims.words, _with_next(t.clause, claims)
    if _part_of(words, wanted, t.clause.text):
        why = Message("说的是其中一部分", "speaks of a part of it")
        return _outcome("ongoing" if promised in ("ongoing", "act") else "unsure", t, why, "deed.a-part")
    if (wanted.general or _WIDE_END.search(wanted.words)) and promised in ("act", "ongoing"):
        why = Message("承诺的只是方向，没有可对照的终点", "a direction was promised, with no end to hold it against")
        return _outcome("stated_without_figure", t, why, "deed.general")
    restated = len(wanted.words) >= LEAST_RESTATED and wanted.words in t.clause.text
    kept = _states(words, wanted.words) & _states(words, text)
    if kept and t.odds >= SURE and t.match.cover >= RAW_ENDED:
        why = Message("回顾说承诺的状态保持住了", "the review says that the state promised was kept")
        return _outcome("met", t, why, "deed.state")
    if said in (None, "act") and not restated:
        why = Message("回顾再次提到，没有说完成到哪一步", "named again, without saying how far it came")
        return _outcome("stated_without_figure", t, why, "deed.named-again")
    raw = claims.index.phrase(tuple(grams(wanted.promise.indicator, words)))
    named = t.match.cover >= WHOLE and t.match.run >= RUN
    cover = claims.index.match(raw, claims.index.sets[t.clause.number]).cover
    sure = cover >= RAW and (t.odds >= SURE or named)
    # An end that was promised and is claimed of one named thing leaves less room for another than a deed without end.
    ended = promised in ("done", "begun") and said == "done" and not re.search("[、和等]", wanted.words)
    sure = sure or (ended and cover >= RAW_ENDED and t.odds >= SURE_ENDED)
    counted = promised in ("ongoing", "act") and any(m.kind in ("level", "delta") for m in t.clause.measures)
    if restated or (sure and not counted and _kin(words, wanted.clause.text, text)):
        return _outcome(verdict, t, _reason(promised, said, verdict), "deed.stage")
    if said == "done" and _an_item(wanted, t, claims) and _kin(words, wanted.clause.text, text):
        why = Message("所列几样中的一样称已完成", "one of the things listed is said to be done")
        return _outcome("partly", t, why, "deed.one-of-list")
    why = Message(
        "回顾有相近的说法，不足以断定就是所承诺的事", "the review says something like it, not surely the deed promised"
    )
    return _outcome("stated_without_figure", t, why, "deed.like")


def _states(words: Words, text: str) -> set[str]:
    """The words of a state that is kept: not 达标 in 饮用水达标提标, which is works."""
    return {m.group() for m in words.state.finditer(text) if not text.startswith(("提标", "改造", "创建"), m.end())}


_NUMBERED = re.compile("([0-9]{1,3}|[一二三四五六七八九十]{1,2})(号线|号楼|号机组|期|标段)")


def _other_number(promised: str, claimed: str) -> bool:
    """Whether the two name things of one series by other numbers: 2号线 and 1号线."""
    ours, theirs = (set(_NUMBERED.findall(text)) for text in (promised, claimed))
    series = {kind for _, kind in ours} & {kind for _, kind in theirs}
    return any(not {n for n, k in ours if k == kind} & {n for n, k in theirs if k == kind} for kind in series)


def _an_item(wanted: Wanted, t: Found, claims: Claims) -> bool:
    """Whether the clause has one thing of a list (第三高中、易水初中、第三幼儿园建设) whole."""
    if "、" not in wanted.promise.indicator:
        return False
    matches = (
        claims.index.match(claims.index.phrase(item), claims.index.sets[t.clause.number]) for item in wanted.items
    )
    if not any(m.cover >= WHOLE and m.weight >= LEAST and m.run >= RUN for m in matches):
        return False
    names = [name for name in re.split("[、和及与]", wanted.promise.indicator) if name in t.clause.text]
    return not any(_part_named(claims.words, name, t.clause.text) for name in names)


def _part_of(words: Words, wanted: Wanted, text: str) -> bool:
    """Whether the claim names a part of the thing: 科创城中试基地 is not the whole 科创城."""
    name = wanted.promise.indicator
    at = text.find(name)
    if at < 0:
        name = words.stage_pattern.sub("", name)
        at = text.find(name) if len(name) >= 3 else -1
    return at >= 0 and _part_named(words, name, text)


def _part_named(words: Words, name: str, text: str) -> bool:
    """Whether other words stand between the name and the verb behind it: 市人民医院新建综合楼…投用."""
    rest = text[text.find(name) + len(name) :]
    verb = words.stage_pattern.search(rest)
    between = re.split(r"[、和及等与]", rest[: verb.start() if verb else len(rest)])[0]
    return verb is not None and len(_WHOLE_OF.sub("", between)) >= 2


def _kin(words: Words, promised: str, claimed: str) -> bool:
    """Whether the claim has a deed of the sort that the promise asks for: 投用 keeps 建设, 获评 does not."""
    asked = {group for m in words.deed.finditer(promised) for group in words.deeds[m.group()]}
    for m in words.deed.finditer(claimed):
        stage = words.stage.get(m.group())
        if stage in ("done", "partial", "begun") and (words.deeds[m.group()] & (asked | {"any"})):
            return True
    return any(m.group() in promised for m in words.stage_pattern.finditer(claimed) if words.stage[m.group()] == "done")


def _stages(promised: str, claimed: str | None) -> Verdict:
    """What a promise of one stage is when another is claimed."""
    if claimed is None:
        return "met" if promised == "act" else "stated_without_figure"
    if claimed == "done":
        return "met"
    if promised == "done":
        return "partly" if claimed == "partial" else "ongoing" if claimed in ("begun", "ongoing") else "met"
    if claimed == "partial" and promised in ("act", "ongoing"):
        return "partly"
    if promised == "partial":
        return "met" if claimed == "partial" else "ongoing"
    if promised == "begun":
        return "met" if claimed in ("begun", "partial") else "ongoing"
    if claimed == "act":
        return "met" if promised == "act" else "ongoing"
    return "ongoing"


STAGE_NAMES = {
    "done": Message("完成", "done"),
    "partial": Message("部分完成", "done in part"),
    "begun": Message("开工或启动", "begun"),
    "ongoing": Message("推进", "under way"),
    "act": Message("实施", "carried out"),
}


def _reason(promised: str, claimed: str | None, verdict: Verdict) -> Message:
    ours, theirs = STAGE_NAMES[promised], STAGE_NAMES.get(claimed or "", Message("再次提到", "named again"))
    return Message(f"承诺“{ours.zh}”，回顾称“{theirs.zh}”", f"promised to be {ours.en}, said to be {theirs.en}")


def _outcome(verdict: Verdict, t: Found, why: Message, rule: str) -> Outcome:
    return Outcome(verdict, t.clause.start, t.clause.end, None, why, rule, t.clause.year)
