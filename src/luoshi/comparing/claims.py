"""What the later report claims, made ready to be found: its figures and its clauses about what was done."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from luoshi.comparing import meaning
from luoshi.comparing.basis import basis_of, segment
from luoshi.comparing.clauses import Clause, in_full
from luoshi.comparing.figures import Basis
from luoshi.comparing.likeness import COMMON_WEIGHT, LEAST_SHARE, Index, Match, Phrase, asked_for, grams
from luoshi.comparing.promises import Wanted, figure_of
from luoshi.comparing.values import Figure
from luoshi.comparing.words import Words
from luoshi.values import Measure, Report

# Works that the year's list names: 民生实事, 民心工程.
_LIVELIHOOD = re.compile("(?:民生|为民办|为民|惠民|便民|件|项)实事|民[心生]工程")
_COUNTED = re.compile(r"(?:以上|级)?的?(?:工业|产业|重大|重点|骨干|龙头|规上)*(?:企业|项目|集群|园区|平台)")
# The widest stretch of text that a result may point at.
WIDEST = 160
# So many clauses nearest in meaning are looked at, whatever words they share, if no more of their signs differ.
ALIKE, UNLIKE = 2, 40


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure of the review. `there`: the pairs of its indicator and of the words around it, `signs`: what they mean;
    `several_years`: of five years together; `start`, `end`: from its subject to its clause's end."""

    measure: Measure
    clause: Clause
    figure: Figure
    grams: tuple[str, ...]
    there: frozenset[str]
    words: str
    basis: Basis
    several_years: bool
    part_of_year: bool
    start: int
    end: int
    signs: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """A clause of the review, and the figure in it where a figure was asked for, with what speaks for it.

    `odds`: log-odds in hundredths that it is about the promise.
    """

    clause: Clause
    claim: Claim | None
    match: Match
    marks: tuple[str, ...]
    odds: int


def _bounds_others(clause: Clause, measure: Measure) -> bool:
    """Whether the figure only says which are counted: 百亿元项目8个, 产值超十亿元企业30家."""
    figure = "".join(measure.quote.text.split())
    at = clause.text.find(figure)
    return at >= 0 and _COUNTED.match(clause.text, at + len(figure)) is not None


def _left_behind(clause: Clause, measure: Measure) -> bool:
    """Whether the figure is the one that was turned from: 由1月份下降31.1%转为全年增长11.3%."""
    figure = "".join(measure.quote.text.split())
    at = clause.text.find(figure)
    return at >= 0 and clause.text.startswith(("转为", "转至"), at + len(figure)) and "由" in clause.text[:at]


class Claims:
    """The claims of one report, and its clauses by what they say."""

    def __init__(
        self,
        report: Report,
        clauses: Sequence[Clause],
        index: Index,
        words: Words,
        accruals: Mapping[str, str],
    ) -> None:
        self.report, self.words, self.index = report, words, index
        self.clauses = clauses
        self.review = [c for c in clauses if c.role == "review"]
        self.figures: list[Claim] = []
        self.by_gram: dict[str, list[int]] = defaultdict(list)
        self.by_id: dict[str, list[int]] = defaultdict(list)
        for clause in self.review:
            for measure in clause.measures:
                if measure.role not in ("review", "context") or measure.kind == "duration":
                    continue
                if _left_behind(clause, measure):
                    continue
                if measure.role == "review" or not _bounds_others(clause, measure):
                    self._add(clause, measure, accruals)
        self._sentences: dict[int, frozenset[str]] = {}
        self._around: dict[int, frozenset[str]] = {}
        self._telling: dict[int, Phrase] = {}
        self._kin: dict[int, frozenset[str]] = {}
        self.by_clause: dict[int, list[int]] = defaultdict(list)
        self.by_figure: dict[object, list[int]] = defaultdict(list)
        for number, claim in enumerate(self.figures):
            self.by_figure[claim.figure.low, claim.figure.unit].append(number)
            self.by_clause[claim.clause.number].append(number)
        umbrella = [c for c in self.review if _LIVELIHOOD.search(c.text) and words.umbrella.search(c.text)]
        self.umbrella = sorted(umbrella, key=lambda c: (c.several_years, not c.measures, c.start))
        self.admitted = [c for c in clauses if c.role in ("issues", "review") and words.admitted.search(c.text)]
        self.plan = [c for c in clauses if c.role == "plan"]
        known = [(c.number, signs) for c in self.review if (signs := self.signs(c)) is not None]
        self._known, self._meanings = [number for number, _ in known], [signs for _, signs in known]
        self._alike: dict[int, list[int]] = {}
        self._places = {c.number: i / len(self.review) for i, c in enumerate(self.review)}

    def _add(self, clause: Clause, measure: Measure, accruals: Mapping[str, str]) -> None:
        accrual = measure.accrual or accruals.get(measure.indicator_id or "")
        part = segment(clause, measure)
        name = in_full(clause, measure)
        asked = asked_for(name, self.words)
        start, end = self._stretch(clause, measure, asked)
        there = frozenset(grams(name, self.words)) | frozenset(grams(part, self.words))
        claim = Claim(
            measure,
            clause,
            figure_of(measure),
            asked,
            there,
            part,
            basis_of(self.words, clause, measure, accrual),
            "-" in (measure.year or "") or clause.several_years,
            self._part_of_year(clause),
            start,
            end,
            meaning.signs(there),
        )
        number = len(self.figures)
        self.figures.append(claim)
        for gram in claim.there:
            self.by_gram[gram].append(number)
        if measure.indicator_id:
            self.by_id[measure.indicator_id].append(number)

    def at(self, clause: Clause) -> float:
        """How far along the review the clause stands, 0 to 1."""
        return self._places[clause.number]

    def signs(self, clause: Clause) -> int | None:
        """What the clause means, by its signs (meaning.py)."""
        return meaning.signs(self.index.sets[clause.number])

    def signs_around(self, clause: Clause) -> int | None:
        """What its whole sentence means."""
        return meaning.signs(self.around(clause))

    def alike(self, wanted: Wanted) -> list[int]:
        """The clauses of the review nearest in meaning to the promise, by number. Directions are not looked for so:
        much is near them, and there are many."""
        own = None if wanted.general else meaning.signs(wanted.ours)
        if own is None:
            return []
        found = self._alike.get(own)
        if found is None:
            apart = map(int.bit_count, map(own.__xor__, self._meanings))
            near = [pair for pair in zip(apart, self._known, strict=True) if pair[0] <= UNLIKE]
            found = self._alike[own] = [number for _, number in sorted(near)[:ALIKE]]
        return found

    def _part_of_year(self, clause: Clause) -> bool:
        """Whether the sentence counts a part of the year here (前三季度…), and not the whole year again (预计全年)."""
        number = clause.number
        while number >= 0 and self.clauses[number].stop == clause.stop:
            text = self.clauses[number].text
            part = self.words.part.search(text)
            if part and text[: part.start()].endswith(("比", "较", "同", "于")):
                part = None
            if part:
                return self.words.whole.search(text, part.end()) is None
            if self.words.whole.search(text):
                return False
            number -= 1
        return False

    def _stretch(self, clause: Clause, measure: Measure, asked: Sequence[str]) -> tuple[int, int]:
        """From the clause that names the subject, where it stands earlier in the sentence, to the figure's clause."""
        start, end = clause.start, max(clause.end, measure.quote.end)
        own = self.index.sets[clause.number]
        if asked and sum(g in own for g in asked) * 2 < len(asked):
            number = clause.number - 1
            while number >= 0 and self.clauses[number].sentence == clause.sentence:
                earlier = self.clauses[number]
                if end - earlier.start > WIDEST:
                    break
                start = earlier.start
                there = self.index.sets.get(earlier.number, frozenset())
                if sum(g in there for g in asked) * 2 >= len(asked):
                    break
                number -= 1
            else:
                start = clause.start
        return start, end

    def sentence(self, clause: Clause) -> frozenset[str]:
        """The pairs of the clause and of those of its sentence that stand before it: where its subject may be."""
        found = self._sentences.get(clause.number)
        if found is None:
            own = self.index.sets[clause.number]
            before = self.clauses[clause.number - 1] if clause.number else None
            if before is not None and before.sentence == clause.sentence and before.number in self.index.sets:
                own = own | self.sentence(before)
            found = self._sentences[clause.number] = own
        return found

    def around(self, clause: Clause) -> frozenset[str]:
        """The pairs of the whole sentence, up to its full stop."""
        found = self._around.get(clause.stop)
        if found is None:
            sets = self.index.sets
            number, there = clause.number, set(sets[clause.number])
            while number and self.clauses[number - 1].stop == clause.stop:
                number -= 1
                there |= sets.get(number, frozenset())
            number = clause.number
            while number + 1 < len(self.clauses) and self.clauses[number + 1].stop == clause.stop:
                number += 1
                there |= sets.get(number, frozenset())
            found = self._around[clause.stop] = frozenset(there)
        return found

    def telling(self, clause: Clause) -> Phrase:
        """The words by which the clause itself would be looked for."""
        found = self._telling.get(clause.number)
        if found is None:
            found = self._telling[clause.number] = self.index.phrase(asked_for(clause.text, self.words))
        return found

    def weight(self, pairs: Iterable[str]) -> float:
        """How much the pairs, in any order, weigh together, general ones left out."""
        return math.fsum(weight for weight in map(self.index.weight, pairs) if weight > COMMON_WEIGHT)

    def kin(self, clause: Clause) -> frozenset[str]:
        """The sorts of deeds that the clause names."""
        found = self._kin.get(clause.number)
        if found is None:
            found = self._kin[clause.number] = self.words.sorts(clause.text)
        return found

    def like(self, asked: Phrase, indicator_id: str | None, meant: Sequence[int] = ()) -> list[Claim]:
        """The figures whose indicator or words share something rare with the phrase, or whose indicator is the same."""
        numbers = set(self.by_id.get(indicator_id or "", ()))
        shared: dict[int, float] = defaultdict(float)
        for gram, weight in dict(asked.pairs).items():
            for number in self.by_gram.get(gram, ()):
                shared[number] += weight
        best = sorted((n for n, w in shared.items() if w >= LEAST_SHARE * asked.total), key=lambda n: (-shared[n], n))
        near = [n for clause in meant for n in self.by_clause.get(clause, ())]
        return [self.figures[n] for n in sorted(numbers.union(best[:12], near))]
