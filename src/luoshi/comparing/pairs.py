"""Whether two reports can be compared at all, and what can still be told where something is wrong with the pair."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.comparing.one_place import followed, one_place
from luoshi.values import Message, Problem, Report, Severity

# Problems of a pair by which the silence of the later one is no result.
_PROVES_NOTHING = frozenset({"compare-gap", "compare-no-review", "compare-not-a-report"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports in the order of their years.

    `silence`: why silence proves nothing here, or None: then it is a result. `apart`: why no promise of the one can
    be answered by the other, or None.
    """

    earlier: Report
    later: Report
    problems: tuple[Problem, ...]
    silence: Message | None
    apart: Message | None


def _problem(code: str, severity: Severity, what: Message, todo: Message) -> Problem:
    return Problem(code, severity, what, todo)


def pair(earlier: Report, later: Report) -> Pair:
    """The two reports checked: places, years, order, completeness, and whether there is a plan and a review."""
    problems: list[Problem] = []
    years = (earlier.identity.plan_year, later.identity.plan_year)
    if years[0] is not None and years[1] is not None and years[0] > years[1]:
        earlier, later = later, earlier
        problems.append(_swapped(years[0], years[1]))
    apart = _same(earlier, later) or _places(earlier, later)
    if apart:
        problems.append(apart)
    if changed := one_place(earlier.identity, later.identity):
        problems.append(followed(changed))
    checks = (_gap(earlier, later), _plan(earlier), _review(later), _other_text(later), _asked(earlier, later))
    problems += [p for p in checks if p]
    silence: Message | None = None
    if later.identity.completeness in ("summary", "part"):
        silence = Message(
            "这份报告只是摘要或一部分，没有提到不说明问题", "a summary or a part: its silence proves nothing"
        )
    for problem in problems:
        if problem.code in _PROVES_NOTHING:
            silence = problem.what
    return Pair(earlier, later, tuple(problems), silence, apart.what if apart else None)


def _swapped(first: int, second: int) -> Problem:
    return _problem(
        "compare-order",
        "warning",
        Message(
            f"两份报告的先后颠倒：先给的是{first}年，后给的是{second}年；已对调",
            f"the reports came in the wrong order, {first} before {second}; they were exchanged",
        ),
        Message("先给早的一份，再给晚的一份", "name the earlier report first"),
    )


def _same(earlier: Report, later: Report) -> Problem | None:
    one_year = (
        earlier.identity.plan_year is not None
        and earlier.identity.plan_year == later.identity.plan_year
        and earlier.identity.place == later.identity.place
    )
    if earlier.source.sha256 != later.source.sha256 and not one_year:
        return None
    return _problem(
        "compare-same",
        "error",
        Message(
            "两份是同一地方同一年的报告，报告不能自己证明自己",
            "the same report twice: a report is no evidence for itself",
        ),
        Message("请给出下一年的报告", "give the report of the year after"),
    )


def _places(earlier: Report, later: Report) -> Problem | None:
    a, b = earlier.identity, later.identity
    if one_place(a, b) is not None:
        return None
    return _problem(
        "compare-places",
        "error",
        Message(
            f"两份报告不是同一地方：{a.place}与{b.place}",
            f"the reports are of different places: {a.place} and {b.place}",
        ),
        Message(
            "请给出同一地方的两份报告；地方改名或改制的，用 --place 指明",
            "give two reports of one place; where it was renamed, say so with --place",
        ),
    )


def _gap(earlier: Report, later: Report) -> Problem | None:
    planned, reviewed = earlier.identity.plan_year, later.identity.review_year
    if planned is None or reviewed is None or reviewed <= planned:
        return None
    return _problem(
        "compare-gap",
        "warning",
        Message(
            f"前一份安排的是{planned}年，后一份回顾的是{reviewed}年，中间缺年份，没有提到不说明问题",
            f"the one plans {planned}, the other reviews {reviewed}: years are missing, silence proves nothing",
        ),
        Message(f"请给出{planned + 1}年的报告", f"give the report of {planned + 1}"),
    )


def _plan(earlier: Report) -> Problem | None:
    if any(p.role == "plan" for p in earlier.passages):
        return None
    return _problem(
        "compare-no-plan",
        "error",
        Message(f"{earlier.source.name}中没有找到工作安排，没有可对照的承诺", f"{earlier.source.name} has no plan"),
        Message(
            "请检查文件是否完整，或用 --year 指明年份", "check that the file is whole, or name the year with --year"
        ),
    )


def _review(later: Report) -> Problem | None:
    if any(p.role == "review" for p in later.passages):
        return None
    return _problem(
        "compare-no-review",
        "error",
        Message(f"{later.source.name}中没有找到工作回顾", f"{later.source.name} has no review"),
        Message(
            "请检查文件是否完整，或用 --year 指明年份", "check that the file is whole, or name the year with --year"
        ),
    )


def _other_text(later: Report) -> Problem | None:
    """Whether the later one is no work report (a communiqué, a news item). One that has the title, opens to the
    deputies and closes is a report by its form, however short it is and whatever its words."""
    by_form = later.identity.title is not None and later.identity.completeness == "full"
    if by_form or all(p.code != "not-a-report" for p in later.problems):
        return None
    return _problem(
        "compare-not-a-report",
        "error",
        Message(
            f"{later.source.name}不像一份政府工作报告，没有提到不说明问题",
            f"{later.source.name} does not look like a work report: its silence proves nothing",
        ),
        Message(
            "请给出下一年的政府工作报告；统计公报、计划报告用 --observations 给",
            "give the work report of the year after; communiqués and plan reports go with --observations",
        ),
    )


def _asked(earlier: Report, later: Report) -> Problem | None:
    unknown = [r.source.name for r in (earlier, later) if r.identity.place is None or r.identity.plan_year is None]
    if not unknown:
        return None
    return _problem(
        "compare-identity",
        "note",
        Message(f"地方或年份未能确定：{'、'.join(unknown)}", f"place or year cannot be told: {', '.join(unknown)}"),
        Message("请用 --place、--year 指明", "name them with --place and --year"),
    )
