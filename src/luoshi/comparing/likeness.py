"""How alike two phrases are: pairs of characters, weighted by how rare they are in the two reports."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from luoshi.comparing.clauses import Clause
from luoshi.comparing.words import Words

# What is held side by side: Chinese characters by twos, a Latin name (PM2.5, LNG) as one.
_RUNS = re.compile(r"[\u4e00-\u9fff]++|[A-Za-z][A-Za-z0-9.\-+]*+")
_MARKS = re.compile(r"[“”‘’\"'《》「」（）()]")
# Beyond this many occurrences a pair of characters tells nothing about which clause is meant.
COMMON_WEIGHT = 0.12


def grams(text: str, words: Words) -> list[str]:
    """The pairs in text order, spellings of one thing made one."""
    text = words.same_pattern.sub(lambda m: words.same.get(m.group(), m.group()), _MARKS.sub("", text))
    found: list[str] = []
    for run in _RUNS.finditer(text):
        piece = run.group()
        if piece[0] < "\u4e00":
            found.append(piece.upper())
        elif len(piece) == 1:
            found.append(piece)
        else:
            found += [piece[i : i + 2] for i in range(len(piece) - 1)]
    return found


def asked_for(text: str, words: Words) -> tuple[str, ...]:
    """The pairs by which a phrase is looked for: words so general that they tell nothing stand between, not in them."""
    telling = grams(words.common_pattern.sub(" ", words.noise.sub(" ", text)), words)
    telling = [gram for gram in telling if len(gram) > 1]
    return tuple(telling if len(telling) > 1 else grams(text, words))


@dataclass(frozen=True, slots=True)
class Match:
    """`cover`: the share of the asked phrase's weight that is there; `weight`: that weight; `run`: the longest
    stretch of it, in characters, that is there whole."""

    cover: float
    weight: float
    run: int


class Index:
    """The clauses of two reports: how rare each pair is in both, and which clauses of the later one hold it."""

    def __init__(self, words: Words, earlier: Sequence[Clause], later: Sequence[Clause]) -> None:
        self.words = words
        self.sets: dict[int, frozenset[str]] = {}
        frequency: dict[str, int] = defaultdict(int)
        for clause in earlier:
            for gram in set(grams(clause.text, words)):
                frequency[gram] += 1
        self.postings: dict[str, list[int]] = defaultdict(list)
        for clause in later:
            there = frozenset(grams(clause.text, words))
            self.sets[clause.number] = there
            for gram in there:
                frequency[gram] += 1
                self.postings[gram].append(clause.number)
        total = len(earlier) + len(later) + 2
        scale = math.log(total)
        self.weights: Mapping[str, float] = {
            gram: COMMON_WEIGHT if gram in words.common else max(COMMON_WEIGHT, math.log(total / n) / scale)
            for gram, n in frequency.items()
        }

    def weight(self, gram: str) -> float:
        if gram in self.words.common:
            return COMMON_WEIGHT
        return self.weights.get(gram, 1.0)

    def match(self, asked: Sequence[str], there: frozenset[str]) -> Match:
        """How much of `asked` is in `there`."""
        total = weight = 0.0
        run = longest = 0
        weights, common = self.weights, self.words.common
        for gram in asked:
            w = COMMON_WEIGHT if gram in common else weights.get(gram, 1.0)
            total += w
            if gram in there:
                weight += w
                run += 1
                longest = max(longest, run)
            else:
                run = 0
        return Match(weight / total if total else 0.0, weight, longest + 1 if longest else 0)

    def nearest(self, asked: Iterable[str], most: int = 8) -> list[tuple[float, int]]:
        """The clauses of the later report that share most with the phrase: (shared weight, clause number)."""
        shared: dict[int, float] = defaultdict(float)
        for gram in set(asked):
            w = self.weight(gram)
            if w <= COMMON_WEIGHT:
                continue
            for number in self.postings.get(gram, ()):
                shared[number] += w
        return sorted(((w, n) for n, w in shared.items()), key=lambda p: (-p[0], p[1]))[:most]
