"""The constructions in which a report names what it measures, in the order in which they are tried: the list rules.

Each is a rule: an id, the reason in the language, and a function from a case to a phrase, or None where the
construction is not there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from luoshi.reading.indicators import attributes, continuing, counting, naming, ranking
from luoshi.reading.indicators.cases import Case


@dataclass(frozen=True, slots=True)
class Construction:
    """`kinds`, `units`: of which measures alone it is asked; None is any. `behind`: only where another figure follows
    in the clause. `counts`: only where the figure does, or does not, count a noun behind it.
    """

    id: str
    reason: str
    match: Callable[[Case], str | None]
    kinds: frozenset[str] | None = None
    units: frozenset[str | None] | None = None
    behind: bool = False
    counts: bool | None = None


_AGES: frozenset[str | None] = frozenset({"岁", "周岁"})
_MONEY: frozenset[str | None] = frozenset({"元", "美元"})
_HEADS: frozenset[str | None] = frozenset({"人", "户"})
_METALS: frozenset[str | None] = frozenset({"金", "银", "铜"})
_LEVEL = frozenset({"level"})
_COUNTS = frozenset({"level", "delta"})
_AMOUNTS = frozenset({"level", "delta", "change", "share", "multiple"})
_PARTS = frozenset({"multiple", "share", "level"})
_SHARES = frozenset({"share"})
_RANKS = frozenset({"rank"})
_DURATIONS = frozenset({"duration"})

CONSTRUCTIONS: tuple[Construction, ...] = (
    Construction("age", "An age delimits people: their age is what is measured.", attributes.age, units=_AGES),
    Construction(
        "row-count", "9家、8家企业: a row of figures before one noun.", counting.row_count, _COUNTS, behind=True
    ),
    Construction("come-out", "5557人脱贫: people are counted by what befell them.", counting.come_out, _COUNTS, _HEADS),
    Construction(
        "labelled-count",
        "A count before a class label (5个千亿级集群) counts what carries it.",
        counting.labelled_count,
        kinds=_COUNTS,
        behind=True,
    ),
    Construction(
        "class-label",
        "A class label speaks of the things that are listed before it.",
        counting.class_label,
        kinds=_LEVEL,
        counts=True,
    ),
    Construction("rank", "A rank belongs to the subject before its verb and scope.", ranking.rank, kinds=_RANKS),
    Construction(
        "duration",
        "A duration says how long something lasted: what, stands around it.",
        ranking.duration,
        kinds=_DURATIONS,
    ),
    Construction(
        "distributed",
        "分别 gives each figure its own member of a coordination.",
        continuing.distributed,
        kinds=_AMOUNTS,
        behind=True,
        counts=False,
    ),
    Construction("ratio", "8:42:50: each part is one of the ratio that stands before.", continuing.ratio),
    Construction("times", "是…的N倍: of the figure before.", continuing.times, kinds=_PARTS),
    Construction("compared", "高出全省7个百分点, 比上年增加…: the figure before goes on.", continuing.compared),
    Construction(
        "share-of",
        "占…: the whole stays, behind the subject that the clause leaves out.",
        continuing.share_of,
        kinds=_SHARES,
    ),
    Construction("involved", "涉及N个项目的工程: the noun, of the work that involves them.", attributes.involved),
    Construction(
        "forward-owner",
        "总投资X、涉及…的工程: the owner comes behind.",
        attributes.forward_owner,
        kinds=_LEVEL,
        behind=True,
    ),
    Construction(
        "limiting-rate", "空置率30%以下的村: a rate limits the noun behind.", attributes.limiting_rate, kinds=_SHARES
    ),
    Construction("adnominal", "X元的项目: an attribute before 的 belongs to the noun behind.", attributes.adnominal),
    Construction(
        "threshold", "A limit on a noun that the next figure counts.", attributes.threshold, kinds=_LEVEL, behind=True
    ),
    Construction(
        "limiting-sum", "5000万元以上项目: what a project costs limits it.", attributes.limiting_sum, units=_MONEY
    ),
    Construction("medal", "21金12银: medals of that metal.", counting.medal, units=_METALS),
    Construction("spent", "投资X建成Y: money spent in doing belongs to what is done.", attributes.spent, units=_MONEY),
    Construction(
        "completed-investment",
        "完成投资: of what the figure or the clause before speaks of.",
        attributes.completed_investment,
        units=_MONEY,
    ),
    Construction("reached", "惠及N人: by what was said before.", counting.reached, kinds=_COUNTS),
    Construction("beneficiary", "为N名Y提供Z: the service tells which Y.", counting.beneficiary, kinds=_COUNTS),
    Construction(
        "befallen",
        "100%回复: the share of those before to whom it happened.",
        continuing.befallen,
        _SHARES,
        counts=True,
    ),
    Construction("counted-behind", "A classifier stands before its noun.", counting.counted_behind, counts=True),
    Construction(
        "outcome-count", "已完工30个: of those that were counted before.", continuing.outcome_count, kinds=_COUNTS
    ),
    Construction("goes-to", "一般公共预算支出的N%用于民生: what goes somewhere.", naming.goes_to, kinds=_SHARES),
    Construction("for-somebody", "为企业减负N元: what was done for somebody.", naming.for_somebody),
    Construction("people-doing", "农民工实现就业N人: a subject that goes on over its verb.", naming.people_doing),
    Construction(
        "counted-before", "Report style puts the figure behind its noun, the verb before.", naming.counted_before
    ),
    Construction("verb-alone", "A deed without object is counted itself.", continuing.verb_alone),
    Construction("ellipsis", "A clause without subject goes on with that of the figure before.", continuing.ellipsis),
    Construction("nearest", "Nothing else fits: the words nearest to the figure.", naming.nearest),
)


@cache
def fitting(kind: str, unit: str | None, behind: bool, counts: bool) -> tuple[Construction, ...]:
    """The constructions that a figure of this sort is asked for, in their order."""
    return tuple(
        c
        for c in CONSTRUCTIONS
        if (c.kinds is None or kind in c.kinds)
        and (c.units is None or unit in c.units)
        and (behind or not c.behind)
        and (c.counts is None or c.counts == counts)
    )
