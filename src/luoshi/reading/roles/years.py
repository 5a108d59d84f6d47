"""Which year or years a stretch of text speaks of, where its figures don't say: 2024, 2026-2030, 2016-2020."""

from __future__ import annotations

import re

from luoshi.reading.roles.sections import FIVE_YEARS, five_years
from luoshi.values import Identity, Role

# A span of years behind the report; 今后五年 and 未来五年 are ahead.
SPAN = re.compile(
    r"(?:过去|[这前])的?(?P<n>[三四五])年|(?<![后来])(?P<m>[三四五])年(?:来|间)"
    r"|(?P<term>[本上]一?届政府|换届以来|任期|人大一次会议以来)"
)
AHEAD = re.compile(r"(?:今后|未来)(?:的)?(?:五|5|几)年|新一届政府|本届政府")
HORIZON = re.compile(r"20[345]\d年|二〇[三四五][〇一二三四五六七八九]年")
ONE_YEAR = re.compile(r"一年来|过去(?:的)?一年|去年|(?:全年|上年)")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
COUNTS = {"三": 3, "四": 4, "五": 5}


class Years:
    """The year that blocks speak of, in text order: what a heading or a first sentence sets holds until the next."""

    def __init__(self, identity: Identity) -> None:
        self.plan = identity.plan_year
        self.review = identity.review_year
        self.back: str | None = str(self.review) if self.review else None
        self.ahead: str | None = None
        self.section: tuple[str | None, str | None] = self.back, self.ahead

    def heading(self, words: str, role: Role) -> None:
        self._hear(words, role, whole=True)
        self.section = self.back, self.ahead

    def text(self, words: str, role: Role, opens: bool) -> str | None:
        """The year of a stretch of text; `words`: its first ones; `opens`: a paragraph opens with it.

        What is said inside a paragraph (…。2020年，…) holds no further than the paragraph.
        """
        if opens:
            self.back, self.ahead = self.section
        self._hear(words, role, whole=False)
        if opens:
            self.section = self.back, self.ahead
        if role in ("review", "issues", "preamble"):
            return self.back
        if role == "outlook":
            return self.ahead or self._next_five()
        return str(self.plan) if self.plan else None

    def _next_five(self) -> str | None:
        return f"{self.plan}-{self.plan + 4}" if self.plan else None

    def _hear(self, words: str, role: Role, whole: bool) -> None:
        if "年" not in words and "届" not in words and "五" not in words:
            return
        if role in ("review", "issues"):
            self._hear_review(words, whole)
        elif role == "outlook":
            self._hear_outlook(words)

    def _hear_review(self, words: str, whole: bool) -> None:
        period = self._period(words)
        one = ONE_YEAR.search(words)
        named = next((m for m in YEAR.finditer(words) if self.review and int(m[1]) == self.review), None)
        first = min((m.start() for m in (one, named) if m), default=None)
        if period and (first is None or period[0] < first):
            self.back = period[1]
        elif first is not None and (whole or first < 12) and self.review:
            self.back = str(self.review)

    def _period(self, words: str) -> tuple[int, str] | None:
        """Where a period is named, and its years."""
        found = FIVE_YEARS.search(words)
        if found is not None and self.plan:
            first, last = five_years(found[1])
            if last < self.plan:
                return found.start(), f"{first}-{last}"
        span = SPAN.search(words)
        if span is not None and self.review:
            length = COUNTS[span["n"] or span["m"]] if not span["term"] else 5
            return span.start(), f"{self.review - length + 1}-{self.review}"
        return None

    def _hear_outlook(self, words: str) -> None:
        found = FIVE_YEARS.search(words)
        if found is not None and self.plan:
            first, last = five_years(found[1])
            if last >= self.plan:
                self.ahead = f"{first}-{last}"
        elif AHEAD.search(words):
            self.ahead = self._next_five()
