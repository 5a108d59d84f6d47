"""The words that tell what a paragraph speaks of, with the weights that were learned for them (`cues.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from luoshi.lexicon.tables import LexiconError, only, read
from luoshi.values import Role

FILE = Path(__file__).with_name("cues.toml")
ROLES: tuple[Role, ...] = ("review", "plan", "outlook", "issues", "preamble", "context")

# The weights of all roles ride in one integer, a lane of 32 bits for each, so that `sum` adds them all at once.
LANE = 32
MASK = (1 << LANE) - 1
ZERO = 1 << (LANE - 12)

# Cues that are no words: years against the year of the plan, and figures too exact to be promised.
FIGURES = re.compile(r"(?<![\d.])(?:((?:19|20)\d\d)年|\d{1,7}\.\d)")
DECIMAL, PLAN_YEAR, REVIEW_YEAR, PAST_YEAR, HORIZON = "#decimal", "#plan-year", "#review-year", "#past-year", "#horizon"


def figures(text: str, plan_year: int | None) -> set[str]:
    """The cues of the figures in the text."""
    found: set[str] = set()
    for year in FIGURES.findall(text):
        if not year:
            found.add(DECIMAL)
        elif plan_year:
            ahead = int(year) - plan_year
            found.add(HORIZON if ahead > 0 else (PLAN_YEAR, REVIEW_YEAR)[-ahead] if ahead > -2 else PAST_YEAR)
    return found


def trie(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the longest of the words at a place; no character is looked at more often than words are long."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return re.compile(_alternatives(root))


def _alternatives(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    branches = [re.escape(char) + _alternatives(rest) for char, rest in sorted(node.items()) if char]
    if not branches:
        return ""
    body = "|".join(branches)
    if "" in node:
        return f"(?:{body})?"
    return f"(?:{body})" if len(branches) > 1 else body


@dataclass(frozen=True, slots=True)
class Cues:
    """`pattern` finds them, `packed` has their weights, `bias` those of a text without any."""

    pattern: re.Pattern[str]
    packed: dict[str, int]
    bias: tuple[int, ...]

    def hits(self, text: str, plan_year: int | None) -> set[str]:
        """The different cues in the text."""
        return self.packed.keys() & figures(text, plan_year).union(self.pattern.findall(text))

    def weights(self, text: str, plan_year: int | None) -> list[float]:
        """A weight for each role, in nats, of the different cues in the text."""
        hits = self.hits(text, plan_year)
        total = sum(map(self.packed.__getitem__, hits))
        less = ZERO * len(hits)
        return [((total >> LANE * i & MASK) - less + self.bias[i]) / 10 for i in range(len(ROLES))]

    def heard(self, text: str, role: Role, plan_year: int | None) -> list[str]:
        """The cues in the text that speak for the role, the strongest first: for `luoshi explain`."""
        lane = ROLES.index(role)
        hits = {cue: (self.packed[cue] >> LANE * lane & MASK) - ZERO for cue in self.hits(text, plan_year)}
        return sorted((cue for cue in hits if hits[cue] > 0), key=lambda cue: -hits[cue])


@cache
def load(path: Path = FILE) -> Cues:
    """The cues of the file; raises LexiconError where it is not what its header says."""
    data = read(path)
    only(path, data, ("roles", "bias", "weights"))
    weights, bias = data.get("weights"), data.get("bias")
    if data.get("roles") != list(ROLES) or not isinstance(weights, dict) or not isinstance(bias, list):
        raise LexiconError(f"{path.name}: expected roles {', '.join(ROLES)}, a list bias and a table weights")
    packed: dict[str, int] = {}
    for cue, row in weights.items():
        if (
            not isinstance(row, list)
            or len(row) != len(ROLES)
            or not all(type(w) is int and abs(w) < 1000 for w in row)
        ):
            raise LexiconError(f"{path.name}: {cue}: expected {len(ROLES)} integers, found {row!r}")
        packed[cue] = sum((w + ZERO) << LANE * i for i, w in enumerate(row))
    return Cues(trie(cue for cue in packed if cue[0] != "#"), packed, tuple(bias))
