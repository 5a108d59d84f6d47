"""The stage: every numeral of a repaired text becomes a Draft, an Other or a Doubt."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from luoshi.reading.clauses import clauses
from luoshi.reading.measures import bounds, chinese, scan, scopes
from luoshi.reading.measures.contexts import context
from luoshi.reading.measures.draft import Doubt, Draft, Other
from luoshi.reading.measures.found import Found
from luoshi.reading.measures.kinds import kind
from luoshi.reading.measures.rules import NO_DELTA, Rule
from luoshi.reading.measures.times import Named, named
from luoshi.reading.measures.words import peel
from luoshi.reading.state import Block, Head, Repaired
from luoshi.values import Identity, Role

_STOPS = re.compile(r"[。；！？;\n]")
_JOINTS = frozenset(("", "、", "和", "，", "及", "与", "以及", "，和", ":", "：", "∶"))
_BOUNDED_JOINTS = frozenset(b + j for b in ("以上", "左右", "以下", "以内") for j in _JOINTS) | _JOINTS
# How much of the sentence before and behind a figure the rules look at.
_BEFORE = _BEHIND = 44


def read_measures(
    repaired: Repaired, heads: list[Head], blocks: list[Block], identity: Identity
) -> tuple[list[Draft], list[Other], list[Doubt]]:
    """Find every figure of the text, and say of every other numeral why it is none. Everything in text order.

    Headings are part of the text: what stands in one takes role and year of the block behind it.
    """
    text = repaired.text
    quoted = scan.quotations(text)
    arabic, others, doubts = scan.scan(text, quoted)
    figures = _merge(arabic, chinese.scan(text), others, quoted)
    times = named(text)
    stops = [m.start() for m in _STOPS.finditer(text)]
    stops.append(len(text))
    places = sorted(blocks, key=lambda b: b.start)
    place = when = group = at = 0
    while at < len(figures):
        first = figures[at].start
        before = bisect_left(stops, first)
        begin = stops[before - 1] + 1 if before else 0
        stop = stops[bisect_left(stops, figures[at].end)]
        upto = at + 1
        while upto < len(figures) and figures[upto].start < stop:
            upto += 1
        while place < len(places) - 1 and places[place].end <= first:
            place += 1
        while when < len(times) and times[when].end <= begin:
            when += 1
        here = when
        while here < len(times) and times[here].start < stop:
            here += 1
        sentence = _Sentence(text, begin, stop, places[place] if places else None, times[when:here], identity)
        group = sentence.judge(figures[at:upto], group)
        at = upto
    return list[Draft](figures), others, doubts


def _merge(arabic: list[Found], words: list[Found], others: list[Other], quoted: list[tuple[int, int]]) -> list[Found]:
    """Both sorts of numerals in text order; a Chinese one never inside what an Arabic one took, nor inside quotes."""
    taken = sorted([(f.start, f.end) for f in arabic] + [(o.start, o.end) for o in others])
    kept = []
    i = q = 0
    for figure in words:
        while i < len(taken) and taken[i][1] <= figure.start:
            i += 1
        if i < len(taken) and taken[i][0] < figure.end:
            continue
        while q < len(quoted) and quoted[q][1] <= figure.start:
            q += 1
        if q < len(quoted) and quoted[q][0] <= figure.start and figure.dimension != "percent":
            continue
        kept.append(figure)
    return sorted(arabic + kept, key=lambda f: f.start)


class _Sentence:
    """One sentence, whose figures are judged in order, each in the light of those before it."""

    __slots__ = ("begin", "block", "identity", "stop", "text", "times")

    def __init__(
        self, text: str, begin: int, stop: int, block: Block | None, times: list[Named], identity: Identity
    ) -> None:
        self.text, self.begin, self.stop = text, begin, stop
        self.block, self.times, self.identity = block, times, identity

    def judge(self, figures: list[Found], group: int) -> int:
        """Fill the figures' fields. `group`: the number of the last group of the text; returns the new last one."""
        text, stop = self.text, self.stop
        found_clauses = clauses(text, self.begin, stop)
        clause, last_end = 0, self.begin
        before: Found | None = None
        members: list[Found] = []
        for figure in figures:
            while clause + 1 < len(found_clauses) and found_clauses[clause][1] < figure.start:
                clause += 1
            figure.clause, figure.stop = found_clauses[clause] if found_clauses else (self.begin, stop)
            head = text[max(last_end, figure.start - _BEFORE) : figure.start]
            peeled = peel(head)
            chained = before is not None and not peeled.reached and peeled.rest in _BOUNDED_JOINTS
            if chained and before is not None:
                if not members:
                    group += 1
                    before.group, members = group, [before]
                figure.group, figure.place, figure.distributed = group, len(members), members[0].distributed
                members.append(figure)
            else:
                bounds.share(members)
                members = []
                if "分别" in head:
                    group += 1
                    figure.group, figure.distributed, members = group, True, [figure]
            tail = text[figure.end : min(stop, figure.end + _BEHIND)]
            sort, lower, figure.verb = kind(figure, head, peeled, before, chained)
            said, word = bounds.relation(text, figure, peeled, tail)
            bounds.bound(figure, said, lower)
            rule = context(text, figure, head, tail, peeled, before if chained else None)
            figure.kind = "level" if sort == "delta" and rule in NO_DELTA else sort
            self._scope(figure)
            self._place(figure, rule)
            figure.seen = _seen(figure.unit, figure.relation, word, figure.kind, figure.verb, rule)
            before, last_end = figure, figure.end
        bounds.share(members)
        return group

    def _scope(self, figure: Found) -> None:
        if figure.kind == "rank":
            figure.scope = scopes.of_rank(self.text, figure, self.begin, figure.clause)
        elif figure.kind == "duration":
            figure.scope = scopes.of_streak(self.text, figure, figure.stop)
        elif figure.kind == "delta":
            figure.scope = scopes.of_difference(self.text, figure, self.begin)

    def _place(self, figure: Found, rule: Rule | None) -> None:
        """The role and the year: its passage's, unless a rule says context or the sentence names a year."""
        block = self.block
        role: Role = block.role if block else "context"
        year = block.year if block else None
        said = None
        for time in self.times:
            if time.end <= figure.start and (figure.base or not time.base):
                said = time.year
        if said is not None:
            if role == "plan" and (plan := self._plan_year()) and int(said[:4]) > plan:
                role = "outlook"
            year = said
        if rule is not None or role in ("issues", "preamble"):
            role = "context"
            if figure.base and said is None and year:
                year = str(int(year[:4]) - 1)
        if year is None:
            known = self.identity.plan_year if role == "plan" else self.identity.review_year
            year = str(known) if known else None
        figure.role, figure.year = role, year

    def _plan_year(self) -> int | None:
        if self.identity.plan_year:
            return self.identity.plan_year
        year = self.block.year if self.block else None
        return int(year) if year and year.isdigit() else None


@lru_cache(maxsize=4096)
def _seen(unit: str | None, relation: str, word: str, kind: str, verb: str, rule: Rule | None) -> tuple[str, ...]:
    """What fired, for `luoshi explain`: the same tuple for all figures that the same rules decided."""
    role = f"role:{rule.id} ({rule.because})" if rule else "role:of the passage"
    return f"unit:{unit}", f"relation:{relation} {word}".rstrip(), f"kind:{kind} {verb}".rstrip(), role
