"""How alike two phrases are: pairs of characters, weighted by how rare they are in the two reports."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from operator import add
from typing import NamedTuple

from luoshi.comparing.clauses import Clause
from luoshi.comparing.words import Words

# What is held side by side: Chinese characters by twos, a Latin name (PM2.5, LNG) as one.
_RUNS = re.compile(r"[\u4e00-\u9fff]++|[A-Za-z][A-Za-z0-9.\-+]*+")
_MARKS = re.compile(r"[“”‘’\"'《》「」（）()]")
# Beyond this many occurrences a pair of characters tells nothing about which clause is meant.
COMMON_WEIGHT = 0.12
# What stands in neither report is as rare as can be.
UNSEEN = 1.0
# A clause is looked at where it has so much of the phrase's weight, and of what the best clause has.
LEAST_SHARE, LEAST_OF_BEST = 0.15, 0.45
# So many phrases are kept with their pairs: a clause's come again as its promise's and its items'.
KEPT = 1 << 11


@lru_cache(KEPT)
def grams(text: str, words: Words) -> tuple[str, ...]:
    """The pairs in text order, spellings of one thing made one."""
    text = words.same_pattern.sub(lambda m: words.same.get(m.group(), m.group()), _MARKS.sub("", text))
    found: list[str] = []
    for run in _RUNS.findall(text):
        if run[0] < "\u4e00":
            found.append(run.upper())
        elif len(run) == 1:
            found.append(run)
        else:
            found += map(add, run, run[1:])
    return tuple(found)


@lru_cache(KEPT)
def asked_for(text: str, words: Words) -> tuple[str, ...]:
    """The pairs by which a phrase is looked for: words so general that they tell nothing stand between, not in them."""
    telling = grams(words.common_pattern.sub(" ", words.noise.sub(" ", text)), words)
    telling = tuple(gram for gram in telling if len(gram) > 1)
    return telling if len(telling) > 1 else grams(text, words)


class Match(NamedTuple):
    """`cover`: the share of the asked phrase's weight that is there; `weight`: that weight; `run`: the longest
    stretch of it, in characters, that is there whole."""

    cover: float
    weight: float
    run: int


def _rarity(*reports: Sequence[Clause]) -> dict[str, float]:
    """How rare each character is: 0 where every clause has it, 1 where one has."""
    found = Counter(chain.from_iterable(set(clause.text) for clauses in reports for clause in clauses))
    scale = math.log(sum(map(len, reports)) + 2)
    return {character: 1 - math.log(n) / scale for character, n in found.items()}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase made ready to be looked for: its pairs in text order, with their weights."""

    asked: tuple[str, ...]
    pairs: tuple[tuple[str, float], ...]
    total: float


Letters = tuple[tuple[tuple[str, float], ...], float]


def lettered(letters: Letters, text: str) -> float:
    """The share of a phrase's characters, by how rare they are, that the text has: 公办园 for 公办幼儿园."""
    known, total = letters
    return sum(weight for character, weight in known if character in text) / total if total else 0.0


class Index:
    """The clauses of two reports: how rare each pair is in both, and which clauses of the later one hold it."""

    def __init__(self, words: Words, earlier: Sequence[Clause], later: Sequence[Clause]) -> None:
        self.words = words
        self.sets = {clause.number: frozenset(grams(clause.text, words)) for clause in later}
        self._characters = _rarity(earlier, later)
        self._phrases: dict[tuple[str, ...], Phrase] = {}
        self.postings: dict[str, list[int]] = defaultdict(list)
        for number, there in self.sets.items():
            for gram in there:
                self.postings[gram].append(number)
        frequency = Counter(chain.from_iterable(set(grams(clause.text, words)) for clause in earlier))
        for gram, numbers in self.postings.items():
            frequency[gram] += len(numbers)
        total = len(earlier) + len(later) + 2
        scale = math.log(total)
        rare = {n: max(COMMON_WEIGHT, math.log(total / n) / scale) for n in set(frequency.values())}
        self.weights: dict[str, float] = {gram: rare[n] for gram, n in frequency.items()}
        self.weights |= dict.fromkeys(words.common, COMMON_WEIGHT)

    def phrase(self, asked: Sequence[str]) -> Phrase:
        """The phrase of these pairs, made once."""
        key = tuple(asked)
        found = self._phrases.get(key)
        if found is None:
            pairs = tuple(zip(key, map(self.weights.get, key, repeat(UNSEEN)), strict=True))
            found = self._phrases[key] = Phrase(key, pairs, sum(weight for _, weight in pairs))
        return found

    def letters(self, phrase: Phrase) -> Letters:
        """The phrase's characters, each with how rare it is, and the weight of all."""
        known = tuple((c, self._characters.get(c, 1.0)) for c in sorted(set("".join(phrase.asked))))
        return known, sum(weight for _, weight in known)

    def common(self, gram: str) -> bool:
        """Whether the pair tells nothing: a general word, or one that stands everywhere."""
        return self.weight(gram) <= COMMON_WEIGHT

    def weight(self, gram: str) -> float:
        return self.weights.get(gram, UNSEEN)

    def match(self, asked: Phrase, there: frozenset[str]) -> Match:
        """How much of `asked` is in `there`."""
        weight = 0.0
        run = longest = 0
        for gram, w in asked.pairs:
            if gram in there:
                weight += w
                run += 1
                if run > longest:
                    longest = run
            else:
                run = 0
        return Match(weight / asked.total if asked.total else 0.0, weight, longest + 1 if longest else 0)

    def nearest(self, asked: Phrase, most: int = 8) -> list[int]:
        """The clauses of the later report that share most with the phrase, by number: not those that share little."""
        shared: dict[int, float] = defaultdict(float)
        for gram, weight in dict(asked.pairs).items():
            if weight > COMMON_WEIGHT:
                for number in self.postings.get(gram, ()):
                    shared[number] += weight
        if not shared:
            return []
        least = max(LEAST_SHARE * asked.total, LEAST_OF_BEST * max(shared.values()))
        return sorted((n for n, w in shared.items() if w >= least), key=lambda n: (-shared[n], n))[:most]
