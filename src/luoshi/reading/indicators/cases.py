"""What a construction looks at: a figure, the words before and behind it in its clause, and what came before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.reading.indicators.lexicon import LEXICON
from luoshi.reading.indicators.phrases import (
    split_predicate,
    strip_head,
    strip_tail,
    strip_trailing,
    uncompared,
    unframed,
    unquoted,
    without_etc,
)
from luoshi.reading.measures.draft import Draft

_TAIL = re.compile(r"(?:及?以上|及?以下|以内|左右|上下|之内|之间|多|余|不等|级)*+")
_SEPARATOR = re.compile(r"、|，|以及|和|与|及(?!以)|并(?!购)")
# No row of figures is followed further, forward or back: a list without end takes no longer for it.
LONGEST_ROW = 40
# No phrase is longer; a clause may be (a table without marks, 100,000 digits).
_REACH = 120
_RELATIVE = re.compile("[^，、的]{3,20}的[^，、]{2,20}")
_LASTING = re.compile("连续|提前|延长|缩短|超前")
# A round sum names a class of size: 百亿元项目.
_ROUND = re.compile("[十百千]?[万亿]元$")
# What a plant or a line can do: 750千伏输变电工程等一批重点项目.
_CAPACITIES = frozenset({"千伏", "吨", "千瓦", "瓦", "兆瓦", "立方米"})
_SUCH = re.compile("(?<=工程|项目|基地)等(?:一批)?[^等]{0,8}(?:项目|工程)")
# Units of time: `2小时内办结`, 内 belongs to the figure.
_TIMES = frozenset({"小时", "天", "日", "工作日", "分钟", "年", "月", "周", "个月", "个工作日"})
_MEASURING = frozenset({"元", "百分点", "%", "美元", None})


@dataclass(slots=True)
class Case:
    """One figure in its clause, what stands before it and behind it taken apart.

    `own`: the words before the figure that are its own (not those that the figure before counts); `subject` the same
    without the predicates and comparators `taken` from its end; `phrase` without adverbs and verbs at its head,
    `verb` the last of those. `counts`: a noun behind the figure is what it counts: `noun`, and the `predicate`
    behind that. `tail`: 以上, 左右 and the like behind the figure.
    """

    draft: Draft
    text: str
    start: int
    stop: int
    left: str
    tail: str
    number: int
    clause: int
    all: list[Case] = field(repr=False)
    earlier: Case | None = field(default=None, repr=False)
    before: Case | None = field(default=None, repr=False)
    behind: Case | None = field(default=None, repr=False)
    right: str = ""
    cut: int = 0
    own: str = ""
    subject: str = ""
    taken: list[str] = field(default_factory=list)
    phrase: str = ""
    verb: str = ""
    prefix: str = ""
    counts: bool = False
    noun: str = ""
    predicate: str = ""
    indicator: str = ""
    rule: str = ""
    whole: str = ""
    among: bool = False

    @property
    def prior(self) -> Case | None:
        """The figure before in the sentence (`before` is the one before in the same clause).

        Of the first figure of a sentence that begins with 其中, the last one of the sentence before (`earlier`).
        """
        return self.all[self.number - 1] if self.number else self.earlier

    @property
    def earlier_ones(self) -> list[Case]:
        """The figures before in the sentence, as far back as any construction looks."""
        return self.all[max(0, self.number - LONGEST_ROW) : self.number]

    @property
    def words(self) -> str:
        return self.text[self.draft.start : self.draft.end]


def cases(text: str, drafts: list[Draft], bounds: list[tuple[int, int]], earlier: Case | None = None) -> list[Case]:
    """The cases of one sentence, in text order; `bounds` are its clauses, `earlier` as in `Case.prior`."""
    found: list[Case] = []
    k = 0
    for index, (start, stop) in enumerate(bounds):
        at = start
        before: Case | None = None
        while k < len(drafts) and drafts[k].start < stop:
            d = drafts[k]
            k += 1
            m = _TAIL.match(text, d.end, stop)
            tail = m.group() if m else ""
            if d.unit in _TIMES and text.startswith("内", d.end + len(tail), stop):
                tail += "内"
            case = Case(d, text, start, stop, text[at : d.start], tail, len(found), index, found, earlier, before)
            if before is not None:
                before.right = case.left[:_REACH]
                before.behind = case
            found.append(case)
            before = case
            at = max(d.end + len(tail), at)
        if before is not None:
            before.right = text[at : min(stop, at + _REACH)]
    for case in found:
        _take_apart(case)
    return found


def _take_apart(case: Case) -> None:
    own = case.left = case.left[-_REACH:]
    before = case.before
    if before is not None:
        if before.counts:
            own = own[before.cut :]
        elif limits(before) or _limiting(before, case):
            own = _attribute(before) + case.text[_limit_start(before) : case.draft.start]
        if own[:1] in ("和", "与", "及") and not LEXICON.kept.head(own):
            own = own[1:]
        own = own.lstrip("、，的")
    case.own = own
    prior = case.prior
    case.among = "其中" in case.left or (
        prior is not None
        and prior.among
        and prior.draft.unit == case.draft.unit
        and (case.left[:1] in ("、", "和") or bool(LEXICON.levels.head(case.left)))
    )
    if own[:1] == "〔" and "〕" in own:
        own = own[own.find("〕") + 1 :]
    if own[:1] in ("（", "(") and "）" not in own:
        own = own[1:]
    if "|" in own:
        own = own[own.rfind("|") + 1 :]
    if own.endswith("“两个"):
        own = own[:-3]
    if own.count("“") > own.count("”"):
        own = own[own.rfind("“") + 1 :]
    subject, case.taken = strip_tail(own)
    if case.draft.kind in ("change", "delta"):
        subject = uncompared(subject)
    case.subject = unframed(subject)
    if case.draft.kind in ("share", "change"):
        case.phrase, case.verb = strip_head(case.subject, LEXICON.causing)
    else:
        case.phrase, case.verb = strip_head(case.subject)
    case.counts = _noun_behind(case)
    if case.counts:
        _count(case)


def limits(case: Case) -> bool:
    """Whether the figure only limits the noun that the next one counts: `纳税超千万元企业27家`."""
    between = case.right
    return bool(
        (
            case.draft.relation in ("ge", "gt", "le", "lt")
            or (not case.left.strip("、，和") and _ROUND.match(case.words))
        )
        and case.behind is not None
        and bool(between)
        and between[0] not in "、，和与及的"
        and case.draft.unit in ("元", "吨", "千瓦", "亩", "美元")
        and not _SEPARATOR.search(between)
    )


def _limiting(before: Case, case: Case) -> bool:
    """`收入30万元以上的村占到一半`: the limit and 的, and no figure that counts between."""
    limited = bool(before.tail) or before.draft.relation in ("gt", "ge", "le", "lt")
    return limited and case.left.startswith("的") and len(case.left) > 1 and before.draft.kind == "level"


def _attribute(limit: Case) -> str:
    """What is limited, where only the first limit of the sentence says it: `纳税超千万元企业…；超亿元企业`."""
    if limit.phrase:
        return ""
    return next((c.phrase for c in limit.earlier_ones if limits(c)), "")


def _limit_start(case: Case) -> int:
    text = case.text
    start = max(text.rfind(c, case.start, case.draft.start) for c in "、，：")
    return max(start + 1, case.start)


def _noun_behind(case: Case) -> bool:
    right = case.right
    if not right or right[0] in "、，的和与及）)”；：:∶/等" or right.startswith("以及"):
        return False
    unit, kind = case.draft.unit, case.draft.kind
    if kind in ("rank", "change", "multiple") or limits(case):
        return False
    if kind == "duration" and _LASTING.search(case.left):
        return False
    if right in LEXICON.linking.all and case.behind is not None:
        return False
    predicate = max(LEXICON.outcome.head(right), LEXICON.telling.head(right))
    if predicate and not LEXICON.nouns.head(right, predicate):
        if case.phrase:
            return False
        modifier = LEXICON.telling.head(right)
        return modifier == predicate and len(re.split("[，、]", right)[0]) > modifier + 1
    if case.phrase:
        if unit in _MEASURING and case.draft.unit is not None:
            return False
        verb = max(LEXICON.governing.head(right), LEXICON.linking.head(right), LEXICON.changing.head(right))
        if case.phrase.endswith("等") or "、" in case.phrase:
            return True
        return not (verb and not LEXICON.kept.head(right) and not LEXICON.nouns.head(right, verb))
    return not (unit == "元" and not case.tail and LEXICON.governing.head(right))


def _count(case: Case) -> None:
    """What the figure counts: `noun`, the `predicate` behind it, and how far that reaches into `right` (`cut`)."""
    right = case.right
    relative = _RELATIVE.match(right) if LEXICON.telling.head(right) else None
    if relative:
        case.noun, case.cut = relative.group(), relative.end()
        return
    at = _next_deed(right)
    if at:
        case.noun, case.predicate = split_predicate(right[:at])
        case.cut = at
    elif case.behind is None:
        at = right.find("、")
        if at >= 4 and unquoted(right, at) and "等" not in right[at:]:
            right = right[:at]
        case.noun, case.predicate = split_predicate(right)
        case.cut = len(right)
    else:
        _count_between(case, case.behind)
    if not case.predicate:
        case.noun = strip_trailing(case.noun)
    if case.draft.unit in _CAPACITIES and (such := _SUCH.search(case.noun)):
        case.noun = case.noun[: such.start()].split("、")[0]
    if case.noun.endswith("等") and case.behind is not None:
        first = case.noun[:-1].split("、")[0]
        case.noun = first if first.endswith(("项目", "工程")) or "项目" not in case.behind.right else first + "项目"
        return
    case.noun = without_etc(case.noun)


def _next_deed(right: str) -> int:
    """Where a separator parts the counted noun from another deed (`示范市、|建成6个基地`); 0 where none does."""
    for m in _SEPARATOR.finditer(right, 1):
        at = m.end()
        if LEXICON.governing.head(right, at) > 1 and not LEXICON.kept.head(right, at) and unquoted(right, m.start()):
            return m.start()
    return 0


def _count_between(case: Case, behind: Case) -> None:
    """The noun between two figures: up to the last separator, else without the metric of the figure behind."""
    right, cut = case.right, -1
    for m in _SEPARATOR.finditer(right, 1):
        if unquoted(right, m.start()):
            cut = m.start()
    if cut > 0:
        case.cut = cut
        case.noun, case.predicate = split_predicate(right[:cut])
        return
    noun, _ = split_predicate(right)
    noun = strip_tail(noun)[0] or noun
    noun = noun.removesuffix("中") if len(noun) > 3 else noun
    size = max(LEXICON.relational.tail(noun), LEXICON.metrics.tail(noun))
    noun = noun[: len(noun) - size] if len(noun) > size + 1 and behind.left.startswith(noun) else noun
    case.noun, case.cut = noun, len(noun)
