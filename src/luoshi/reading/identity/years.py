"""Which year a report plans for: headings, title, date of delivery and the years that the text names, weighed."""

from __future__ import annotations

import re
from collections import Counter

from luoshi.reading.identity.zones import Zones

# Years that name the report's parts: 2024年工作回顾, 2025年工作安排. They stand at the begin of a line or a sentence.
PARTS = re.compile(
    r"(?:度)?(?P<between>[^，。；！？：\n\d]{0,16}?)"
    r"(?P<what>回顾|主要成就|工作安排|总体安排|重点安排|目标任务|主要任务|重点工作|重点任务|工作任务|预期目标|主要目标|总体要求"
    r"|工作打算|工作思路|各项任务|奋斗目标|主要工作)"
)
BACK = frozenset({"回顾", "主要成就"})
TITLE = re.compile(
    r"((?:19|20)\d\d)年[^，。；]{0,16}?政府工作报告|政府工作报告[^，。；]{0,6}?((?:19|20)\d\d)年?(?!\d|\D{0,2}月)"
)
ANY = re.compile(r"(?:19|20)\d\d年")
# The first sentence of a report that has no headings looks back: 2023年，在市委坚强领导下…
LOOKS_BACK = re.compile(
    r"(?:刚刚|即将)?过去的((?:19|20)\d\d)年|(?:^|[。！])((?:19|20)\d\d)年，?(?:是|在|面对|我们|全[国省市州县区旗])",
    re.M,
)
FIRST_SENTENCE = 800

# Reports that a government gives in these months plan for the year that follows.
YEAR_ENDS = 11


def plan_year(text: str, zones: Zones, date: str | None, name: str) -> tuple[int | None, str]:
    """The year and what told it; None where nothing does, or where two years have the same weight."""
    votes: Counter[int] = Counter()
    why: dict[int, list[str]] = {}

    def vote(year: int, weight: int, reason: str) -> None:
        if 1949 <= year <= 2100:
            votes[year] += weight
            why.setdefault(year, []).append(reason)

    if date is not None:
        year, month = int(date[:4]), int(date[5:7])
        vote(year + (month >= YEAR_ENDS), 6, "date")
        if month in (9, 10):
            vote(year + 1, 3, "date")
    back: Counter[int] = Counter()
    ahead: Counter[int] = Counter()
    counts: Counter[int] = Counter()
    for said in ANY.finditer(text):
        year = int(text[said.start() : said.start() + 4])
        counts[year] += 1
        part = PARTS.match(text, said.end()) if text[said.start() - 1 : said.start()] != "到" else None
        if part and "远景" not in part["between"]:
            (back if part["what"] in BACK else ahead)[year] += 1
    if back:
        vote(max(back) + 1, 4, "review heading")
    # A review may name its year's tasks too (完成2023年各项任务): of two years running the later is planned.
    near = [year for year in ahead if not back or year <= max(back) + 1]
    for year in sorted(near or ahead)[-2:]:
        if year + 1 not in near:
            vote(year, 3 + min(ahead[year], 3), "plan heading")
    for line in zones.lines:
        if (titled := TITLE.search(line)) and len(line) < 60:
            vote(int(titled[1] or titled[2]), 3, "title")
            break
    if first_back := LOOKS_BACK.search(text, 0, FIRST_SENTENCE):
        vote(int(first_back[1] or first_back[2]) + 1, 2, "first sentence")
    if counts:
        last = max((y for y, n in counts.items() if n >= 2), default=0)
        first, times = counts.most_common(1)[0]
        if times >= 3:
            vote(first, 1, "frequent year")
            vote(first + 1, 1, "frequent year")
        if last in (first, first + 1):
            vote(last, 1, "latest year")
    if not votes:
        return None, ""
    (best, weight), *others = votes.most_common(2)
    named = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", name)
    if weight < 3 or (others and others[0][1] == weight):
        if named and int(named[1]) in votes:
            return int(named[1]), "file name"
        return None, ""
    return best, ", ".join(why[best])
