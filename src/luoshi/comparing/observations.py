"""What somebody else measured: figures of a statistical communiqué, of the plan and budget reports, or of a table.

An observation is never a claim and never a promise; each says who measured, when, and whether it is preliminary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from luoshi.comparing.facts import Fact, facts
from luoshi.comparing.values import Figure
from luoshi.lexicon import places
from luoshi.values import Message, Problem, Quote, Report, Role

# 初步: preliminary, to be revised; 修订: revised or final. None: the source does not say.
Vintage = Literal["初步", "修订"]
DocumentKind = Literal["统计公报", "计划报告", "预算报告", "数据表"]

# The titles of the three documents, as the statistics bureau and the two commissions write them.
_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|[一二][九〇零○0][〇零○0一二三四五六七八九]{2})"
_BEGIN = rf"(?P<place>[\u4e00-\u9fff]{{0,24}}?){_YEAR}年"
_TITLES: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    ("统计公报", re.compile(_BEGIN + "(?:度)?国民经济和?社会发展(?:的)?统计公报")),
    ("统计公报", re.compile(_BEGIN + "国民经济(?:和社会发展)?计划执行结果的?公报")),
    ("计划报告", re.compile(_BEGIN + "国民经济和社会发展计划(?:草案)?(?:的)?执行情况")),
    ("预算报告", re.compile(_BEGIN + r"[\u4e00-\u9fff]{0,8}?预算(?:草案)?(?:的)?执行情况")),
)
HEAD = 1500
_CHINESE = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_NATION = ("中华人民共和国", "国家统计局", "全国", "中央和地方", "中国")
_AROUND_PLACE = re.compile(
    r"^(?:《|关于)+|(?:人民政府|统计局|财政局|财政厅|发展和改革委员会|发展改革委|关于|本级|的)+$"
)
_PRELIMINARY = re.compile(r"初步(?:核算|统计|测算|汇总|推算|预计)|快报数|统计快报")
_REVISED = re.compile(r"(?:最终核实|修订后|修订数|核定)")
_ALL_PRELIMINARY = re.compile(r"本公报(?:中)?(?:的)?(?:各项)?(?:统计)?数据?(?:均|皆|全部)?为(?:初步|快报|统计快报)")


@dataclass(frozen=True, slots=True)
class ObservedIn:
    """Where observations come from. `year`: the year that it measures, None for a table of many years."""

    name: str
    kind: DocumentKind
    title: str
    place: str | None
    code: str | None
    year: int | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure that was measured. `quote`: its words, in a document; `row`: its row, in a table (the head is 1).
    `real`: a growth with the rise of prices taken out.

    `place`, `date` and `source` are the row's own in a table, else the document's.
    """

    id: str
    indicator: str
    indicator_id: str | None
    figure: Figure
    place: str | None
    code: str | None
    vintage: Vintage | None
    source: str
    date: str | None
    found_in: ObservedIn
    real: bool = False
    quote: Quote | None = None
    row: int | None = None

    def named(self) -> str:
        """Who measured, when, which vintage: 国家统计局…统计公报，2025-02-28，初步."""
        return "，".join(filter(None, (self.source, self.date, self.vintage)))


def from_report(report: Report) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    """The observations of a document that was read, and what stands against it. A work report has none."""
    found = identify(report)
    if found is None:
        return (), (_unknown(report),)
    if found.code is None:
        return (), (_no_place(report),)
    roles: tuple[Role, ...] = ("review", "context") if found.kind == "统计公报" else ("review",)
    default: Vintage | None = "初步" if _ALL_PRELIMINARY.search(report.text) else None
    observations = tuple(_observation(fact, found, default) for fact in facts(report, found.year, roles))
    return observations, () if observations else (_none(report, found),)


def identify(report: Report) -> ObservedIn | None:
    """Which document it is, by its title; None where it is none of the three, or a work report."""
    head = re.sub(r"[*#\s]", "", report.text[:HEAD])
    for kind, title in _TITLES:
        found = title.search(head)
        if found is None or "政府工作报告" in head[: found.start()]:
            continue
        year = int(found["year"].translate(_CHINESE))
        place = _place(found["place"], head[: found.start("place")], report)
        name = _NAME_OF[kind].format(place=place.name if place and place.code != "000000" else "", year=year)
        return ObservedIn(
            report.source.name,
            kind,
            name,
            place.name if place else None,
            place.code if place else None,
            year,
            report.identity.date,
        )
    return None


_NAME_OF: dict[DocumentKind, str] = {
    "统计公报": "{place}{year}年国民经济和社会发展统计公报",
    "计划报告": "{place}{year}年国民经济和社会发展计划执行情况报告",
    "预算报告": "{place}{year}年预算执行情况报告",
}


def _place(words: str, before: str, report: Report) -> places.Place | None:
    """The place in the title, else the one that the reader found, else the one that the file is named after."""
    if any(name in words + before[-40:] for name in _NATION):
        return places.NATION
    said = places.find(_AROUND_PLACE.sub("", _AROUND_PLACE.sub("", words)))
    if said is not None:
        return said
    if report.identity.code:
        return places.get(report.identity.code)
    named = re.match(r"[\u4e00-\u9fff]+?(?=统计公报|计划报告|预算报告|国民经济|[0-9]|[-_—. ])", report.source.name)
    return places.NATION if named and named.group() == "国家" else places.find(named.group()) if named else None


def _observation(fact: Fact, found: ObservedIn, default: Vintage | None) -> Observation:
    vintage: Vintage | None = default
    if _PRELIMINARY.search(fact.sentence):
        vintage = "初步"
    elif _REVISED.search(fact.sentence):
        vintage = "修订"
    name = f"{found.code} {found.title} {fact.measure.id}"
    return Observation(
        f"o-{blake2b(name.encode('utf-8', 'surrogatepass'), digest_size=5).hexdigest()}",
        fact.indicator,
        fact.indicator_id,
        fact.figure,
        found.place,
        found.code,
        vintage,
        found.title,
        found.date,
        found,
        fact.real,
        fact.measure.quote,
    )


def _unknown(report: Report) -> Problem:
    is_report = report.identity.title is not None and "政府工作报告" in report.identity.title
    what = Message(
        f"{report.source.name}是政府工作报告，报告不能自己证明自己",
        f"{report.source.name} is a work report: a report is no evidence for itself",
    )
    if not is_report:
        what = Message(
            f"{report.source.name}看不出是统计公报、计划报告还是预算报告，没有采用",
            f"{report.source.name} is no statistical communiqué, plan report or budget report that could be told",
        )
    return Problem(
        "observations-unknown",
        "warning",
        what,
        Message(
            "标题应写明地方、年份和“统计公报”“计划执行情况”或“预算执行情况”；或整理成数据表（CSV）",
            "its title names place, year and kind; or put its figures into a table (CSV, see docs/codebook.md)",
        ),
    )


def _none(report: Report, found: ObservedIn) -> Problem:
    return Problem(
        "observations-none",
        "warning",
        Message(
            f"{report.source.name}里没有读出{found.year}年的数", f"no figure of {found.year} in {report.source.name}"
        ),
        Message("请检查文件是否完整、年份是否写对", "check that the file is whole and its year is right"),
    )


def _no_place(report: Report) -> Problem:
    return Problem(
        "observations-place",
        "warning",
        Message(
            f"{report.source.name}看不出是哪里的，没有采用",
            f"the place of {report.source.name} cannot be told: not used",
        ),
        Message("请把文件名改成“地方-年份”开头", "begin its file name with the place"),
    )
