"""One indicator of one place through the years, as tables and a chart, and what its long goals still need."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.comparing.across import Asked
from luoshi.comparing.checking import relevant
from luoshi.comparing.observations import Observation
from luoshi.comparing.one_place import followed, one_place
from luoshi.comparing.pace import Pace, paces
from luoshi.comparing.reasons import written
from luoshi.comparing.series import Point, Series, series
from luoshi.exchange.account.rows import report_name
from luoshi.exchange.as_json import plain
from luoshi.exchange.breakdown import Book
from luoshi.exchange.listings.between import COLUMNS, KIND_NAMES
from luoshi.exchange.listings.pages import Cells, Listing, Table
from luoshi.exchange.listings.series_chart import chart
from luoshi.lexicon import changes, places
from luoshi.values import Message, Problem, Report

SCHEMA = "luoshi-series 1.0"


def listing(
    want: Asked, reports: Sequence[Report], observations: Sequence[Observation], wrong: Sequence[Problem]
) -> Listing:
    """The series of the place of the latest report; reports of other places are said and left out."""
    used, problems = _checked(reports)
    who = max(used, key=lambda r: r.identity.plan_year or 0).identity
    seen, unused = relevant(who, (), observations)
    found = series(want, used, seen)
    problems = [*wrong, *problems, *unused]
    if not found.points and not found.spans and not found.goals:
        problems.append(_nothing(want, found))
    needed = paces(found)
    books = {report.source.name: Book(report) for report in used}
    tables = [_years(found, form, books) for form in dict.fromkeys(p.form for p in found.points)]
    if found.goals:
        tables.append(_goals(found.goals, needed, books))
    if found.spans:
        tables.append(_spans(found.spans, books))
    data = {"schema": SCHEMA, **plain(found), "paces": plain(needed), "problems": plain(problems)}
    return Listing(
        Message("一年一年做得怎样？", "How did it go, year by year?"),
        f"{found.place}：{found.indicator}",
        _answer(found, needed),
        tuple(tables),
        tuple(report_name(r.identity, r.source.name) for r in used),
        tuple(problems),
        data,
    )


def _checked(reports: Sequence[Report]) -> tuple[list[Report], list[Problem]]:
    """The reports of the latest one's place, each year once; what was left out, changed, or is missing."""
    latest = max(reports, key=lambda r: r.identity.plan_year or 0)
    used: list[Report] = []
    problems: list[Problem] = []
    years: set[int | None] = set()
    for report in sorted(reports, key=lambda r: r.identity.plan_year or 0):
        name, year = report.source.name, report.identity.plan_year
        came = one_place(report.identity, latest.identity)
        if came is None:
            zh = f"{name}是{report.identity.place}的，不是{latest.identity.place}的，没有采用"
            en = f"{name} is of {report.identity.place}, not of {latest.identity.place}: not used"
            problems.append(_problem("series-place", "error", zh, en, _ONE))
            continue
        if year is None or year in years:
            zh = f"{name}：{'年份未能确定' if year is None else f'{year}年已有一份'}，没有采用"
            en = f"{name}: {'its year cannot be told' if year is None else f'{year} is there already'}: not used"
            problems.append(_problem("series-year", "warning", zh, en, _YEAR))
            continue
        if came and not any(p.what == followed(came).what for p in problems):
            problems.append(followed(came))
        years.add(year)
        used.append(report)
    known = sorted(y for y in years if y is not None)
    missing = [y for y in range(known[0], known[-1]) if y not in years] if known else []
    if missing:
        said = "、".join(map(str, missing))
        zh, en = f"缺{said}年的报告", f"the reports of {said} are missing"
        problems.append(_problem("series-gap", "note", zh, en, _GAP))
    problems += _mergers(latest, known)
    return used or [latest], problems


def _mergers(latest: Report, years: Sequence[int]) -> list[Problem]:
    here = places.get(latest.identity.code) if latest.identity.code else None
    if here is None or not years:
        return []
    found = [c for c in changes.merged_into(here.code, here.name) if years[0] - 1 <= c.year <= years[-1]]
    return [
        _problem(
            "series-merged", "warning", f"{c.told()}，这一年前后的数不是同一范围",
            f"{c.old_name} became a part of {c.new_name} in {c.year}: figures before and after are of other areas",
            Message("比前后年时请剔除或说明", "say so where years are compared"),
        )
        for c in found
    ]  # fmt: skip


_ONE = Message(
    "一次只看一个地方；各地相比用 luoshi across", "one place at a time; luoshi across sets places side by side"
)
_YEAR = Message("请每年给一份，年份不明的用文件名写明", "give one report a year, its year in its name")
_GAP = Message("补上后，五年目标才能推算", "goals of five years need every year")


def _problem(code: str, severity: str, zh: str, en: str, todo: Message) -> Problem:
    return Problem(code, severity, Message(zh, en), todo)  # type: ignore[arg-type]


def _nothing(want: Asked, found: Series) -> Problem:
    zh = f"{found.place}的报告里没有找到“{want.words}”的数"
    todo = Message("请换一个说法，或去掉 --kind", "say it in other words, or leave --kind out")
    return _problem("series-nothing", "warning", zh, f"no figure of {want.words!r}", todo)


def _answer(found: Series, needed: Sequence[Pace]) -> str:
    years = sorted({p.first for p in found.points})
    said = f"{years[0]}—{years[-1]}年，共{len(found.points)}个当年数" if years else "没有当年数"
    counted = "、".join(
        f"{word}{sum(p.column == column for p in found.points)}个" for column, word in COLUMNS.items()
    )  # fmt: skip
    pace = next((p.reason.zh for p in reversed(needed) if p.needed is not None), "")
    noted = sum(p.note is not None for p in found.points)
    return f"{said}（{counted}）" + (f"；口径有变{noted}处" if noted else "") + (f"。{pace}。" if pace else "。")


def _years(found: Series, form: str, books: dict[str, Book]) -> Table:
    """A row a year, a column each for target, claim and measurement."""
    some = [p for p in found.points if p.form == form]
    body: list[Cells] = []
    for year in sorted({p.first for p in some}):
        here = [p for p in some if p.first == year]
        cells = ["；\n".join(written(p.figure) for p in here if p.column == column) for column in COLUMNS]
        notes = "；\n".join(f"{COLUMNS[p.column]}：{p.note.zh}" for p in here if p.note and p.column in COLUMNS)
        quotes = "；\n".join(_quote(p, books) for p in here)
        body.append((str(year), *cells, notes, quotes))
    heads = (("年份", 8), *((word, 20) for word in COLUMNS.values()), ("口径变化", 36), ("原话和出处", 90))
    drawn = chart(some, [g for g in found.goals if g.form == form])
    return Table(f"{KIND_NAMES[form]}（当年）", heads, tuple(body), drawing=drawn)


def _quote(point: Point, books: dict[str, Book]) -> str:
    book = books.get(point.source)
    if book is None or point.quote is None:
        return f"{point.source}：{point.figure.text}"
    return f"“{book.sentence(point.quote)}”{point.source}{book.place(point.quote)}"


def _goals(goals: Sequence[Point], needed: Sequence[Pace], books: dict[str, Book]) -> Table:
    body: list[Cells] = []
    for goal in goals:
        mine: list[Pace | None] = [p for p in needed if p.goal == goal] or [None]
        for p in mine:
            by = COLUMNS[p.column] if p else ""
            told = p.reason.zh if p else _why_not(goal)
            body.append((
                f"{goal.first}—{goal.last}", goal.basis, written(goal.figure), by, p.needed if p else None,
                p.unit if p else "", told, p.formula if p else "", _quote(goal, books),
            ))  # fmt: skip
    heads = (
        ("年份", 12), ("算法", 8), ("目标", 18), ("依据", 8), ("每年还须", 12), ("单位", 14), ("说明", 60),
        ("算式", 60), ("原话和出处", 80),
    )  # fmt: skip
    note = "增速按复利连乘，不相加；累计、年均、期末分开算；自述和实测各算各的，取小数点后两位。"
    return Table("五年目标和还差多少", heads, tuple(body), note)


def _why_not(goal: Point) -> str:
    if goal.basis == "不明":
        return "原文没有说是累计、年均还是期末，不推算"
    return "没有同类的当年数，不能推算"


def _span(point: Point) -> str:
    return str(point.last) if point.first == point.last else f"{point.first}—{point.last}"


def _spans(spans: Sequence[Point], books: dict[str, Book]) -> Table:
    body = tuple((_span(p), p.basis, written(p.figure), _quote(p, books)) for p in spans)
    heads = (("年份", 12), ("算法", 8), ("自述", 20), ("原话和出处", 90))
    return Table("几年合计或年均（不与当年数混排）", heads, body, folded=True)
