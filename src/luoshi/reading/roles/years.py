"""Which year or years a stretch of text speaks of, where its figures don't say: 2024, 2026-2030, 2016-2020.

A stretch speaks of the years that are the *subject* of one of its first sentences (五年来，我们…; 刚刚过去的2024年，…),
not of those that it names in passing (面对三年来最严峻的…, 学前三年, “十三五”节能减排任务全面完成).
"""

from __future__ import annotations

import re

from luoshi.reading.roles.sections import FIVE_YEARS, five_years
from luoshi.values import Identity, Role

# So much of a stretch is looked at, and so far from the begin of a sentence stands its subject.
HEARD, NEAR = 60, 16
BEGIN = re.compile(
    r"(?:\A|(?<=[。！!]))(?P<address>各位代表|同志们)?[\s！!：:，,、*—]*"
    r"(?:(?:[据经]?初步(?:统计|核算|测算|预计)|经过[^，。]{2,14}努力)，)?"
)

# Each is the subject of a sentence where no comma stands before it.
COUNTED = re.compile(
    r"(?:过去|这)的?(?P<n>[三四五六])年|(?<![后来])(?P<m>[三四五六])年(?:来(?!最)|间|砥砺|潮涌|奋[进斗])"
)
# 这是综合实力跨越的五年; 回首这不平凡的五年.
OF_YEARS = re.compile(r"(?:这?是|回[首望顾])[^。；]{0,40}?的?(?P<n>[三四五])年(?=[，。；]|\Z|的|[^。，]{0,6}历程)")
NUMBERED = r"(?:第[一二三四五六七八九十]{1,3}|[二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九])届"
TERM = re.compile(
    rf"(?:(?:[本上]一?届|{NUMBERED})[省市州县区旗]?(?:人民)?政府|(?:(?:人大|人民代表大会第?)一次会议|换届)(?=以来))"
    r"(?!的?(?:收官|开局|起始|首[年任]|第一|最后|开门|(?:依法)?履[职行][^，。]{0,6}第一|圆满)|任期的?最后|五年中)"
    r"(?:[^，。；]{0,8}?(?P<n>[三四六])年)?"
)
SINCE = re.compile(r"(?P<y>20\d\d)年(?:(?P<month>1[0-2]|[1-9])月)?[^。，；]{0,14}?以来")
# What follows the name of a five-year plan whose years are meant, and not one of its targets.
OF_ITS_YEARS = re.compile(r"”?(?:时期|期间|以来|[，,]|是|这|成就|取得|圆满|发展|的?五年)")
ONE_YEAR = re.compile(r"(?:[刚即]\w?)?过去的?(?:一年|20\d\d年)|一年来|去年|全年|上年")
YEAR = re.compile(r"(?<![\d—–\-－~至])((?:19|20)\d\d)年")
# In a part about several years, 2021年，全市… dates a paragraph; these words open the part about the last year.
OPENS_A_YEAR = re.compile(
    r"(?:[刚即]\w?)?过去|一年来|去年"
    r"|20\d\d年，?(?:也?是|作为|我[们国省市州县区]|面对|在|坚持|认真|深入|围绕|按照|通过|经过|一年来|全[国省市州县区旗]上下)"
)
AHEAD = re.compile(rf"(?:今后|未来)(?:的)?(?:五|5|几)年|新一届政府|[本这]届政府|{NUMBERED}[省市州县区旗]?(?:人民)?政府")
COUNTS = {"三": 3, "四": 4, "五": 5, "六": 6}
# Parts of reports speak of a term or of a five-year plan; three years are a campaign's.
SHORTEST_PART = 4


class Years:
    """The year that blocks speak of, in text order: what a heading or a first sentence sets holds until the next."""

    def __init__(self, identity: Identity) -> None:
        self.plan = identity.plan_year
        self.review = identity.review_year
        self.back: str | None = str(self.review) if self.review else None
        self.ahead: str | None = None
        self.section: tuple[str | None, str | None] = self.back, self.ahead
        # What the last heading that named a time named: several years, the last one, or both.
        self.of_several = self.of_one = False

    def heading(self, words: str, role: Role) -> None:
        self.back, self.ahead = self.section
        if role in ("review", "issues"):
            self._hear_review_heading(words)
        elif role == "outlook":
            self._hear_ahead(words)
        self.section = self.back, self.ahead

    def text(self, words: str, role: Role, opens: bool, bridged: bool = False) -> str | None:
        """The year of a stretch of text; `words`: its first ones; `opens`: a paragraph opens with it; `bridged`: only
        a short sentence of the paragraph stands before it (2020年是收官之年。过去五年，…).

        What is said inside a paragraph (…。2020年，…) holds no further than the paragraph.
        """
        if opens:
            self.back, self.ahead = self.section
        holds = opens
        if role in ("review", "issues"):
            opened = self._hear_review(words[:HEARD])
            # Inside a paragraph the second part of 2020年和“十三五”工作回顾 may begin.
            holds = opened > 0 and (opens or bridged or (opened > 1 and self.of_several and self.of_one))
        elif role == "outlook":
            self._hear_ahead(words[:HEARD])
        if holds:
            self.section = self.back, self.ahead
        if role in ("review", "issues", "preamble"):
            return self.back
        if role == "outlook":
            return self.ahead or self._next_five()
        return str(self.plan) if self.plan else None

    def _next_five(self) -> str | None:
        return f"{self.plan}-{self.plan + 4}" if self.plan else None

    def _hear_review_heading(self, words: str) -> None:
        if self.review is None or not ("年" in words or "届" in words or "五" in words):
            return
        several = self._several(words, 0, len(words), of_a_heading=True)
        one = min((m.start() for m in (ONE_YEAR.search(words), self._named(words)) if m), default=None)
        if several and (one is None or several[0] < one):
            self.back = several[1]
        elif one is not None:
            self.back = str(self.review)
        if several or one is not None:
            self.of_several, self.of_one = several is not None, one is not None

    def _hear_review(self, words: str) -> int:
        """Hear the subjects of the sentences in `words`. How far the last one reaches: 0 not beyond the paragraph, 1 on
        where a paragraph opens with it, 2 it opens a part wherever it stands."""
        if self.review is None or not ("年" in words or "届" in words or "五" in words):
            return 1
        reach = 1
        for begin in BEGIN.finditer(words):
            at = begin.end()
            stop = min(len(words), at + NEAR)
            several = self._several(words, at, stop)
            one = min(
                (
                    m.start()
                    for m in (ONE_YEAR.search(words, at, stop), self._named(words, at, stop))
                    if m and "，" not in words[at : m.start()]
                ),
                default=None,
            )
            if several and (one is None or several[0] < one):
                self.back = several[1]
                reach = 2 * (several[2] >= SHORTEST_PART)
            elif one is not None:
                self.back = str(self.review)
                said = begin["address"] or OPENS_A_YEAR.match(words, one)
                reach = 2 if said else int(one == at and (self.of_one or not self.of_several))
        return reach

    def _named(self, words: str, at: int = 0, stop: int = 99) -> re.Match[str] | None:
        return next((m for m in YEAR.finditer(words, at, stop) if int(m[1]) == self.review), None)

    def _several(self, words: str, at: int, stop: int, of_a_heading: bool = False) -> tuple[int, str, int] | None:
        """Where the subject begins, the years that it means, and how many they are."""
        assert self.review is not None
        found: list[tuple[int, int, int]] = []  # begin, first year, last year
        plan = FIVE_YEARS.search(words, at, stop)
        if plan and (of_a_heading or OF_ITS_YEARS.match(words, plan.end())):
            first, last = five_years(plan[1])
            if last <= self.review:
                found.append((plan.start(), first, last))
        for pattern in (SINCE, COUNTED, TERM, OF_YEARS):
            m = pattern.search(words, at)
            if m is None or m.start() >= stop:
                continue
            if pattern is SINCE:
                first = int(m["y"]) + (m["month"] in ("11", "12"))
                if self.review - first == 5 and TERM.search(m.group()):
                    first += 1  # the congress that began a term met at the end of the year before
            else:
                said = m["n"] or m.groupdict().get("m")
                first = self.review - (COUNTS[said] if said else 5) + 1
            if 3 <= self.review - first + 1 <= 6:
                found.append((m.start(), first, self.review))
                if pattern is SINCE:
                    break  # 本届政府自2021年履职以来
        found = [f for f in found if "，" not in words[at : f[0]]]
        if not found:
            return None
        begin, first, last = min(found, key=lambda f: f[0])
        return begin, f"{first}-{last}", last - first + 1

    def _hear_ahead(self, words: str) -> None:
        if self.plan is None:
            return
        plan = next((m for m in FIVE_YEARS.finditer(words) if five_years(m[1])[1] >= self.plan), None)
        term = AHEAD.search(words)
        if plan and not (term and term.start() < plan.start()):
            first, last = five_years(plan[1])
            self.ahead = f"{first}-{last}"
        elif term:
            self.ahead = self._next_five()
