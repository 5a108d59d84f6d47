"""Whether two phrases speak of things of one scope: 城镇 is not 农村, 公办 not 普惠性, 开工 not 建成."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from luoshi.comparing.words import Words
from luoshi.values import Message

# Axes that are read in the words around the indicator too: where, and at which step.
_AROUND = frozenset({"centre", "step", "people"})


_BOTH, _INCOME = "城乡", re.compile("居民.*收入")
# Works promised without a step are promised to be finished.
FINISHED = "竣工"


@lru_cache(1 << 12)
def _named(words: Words, indicator: str, around: str) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """What the phrase names on each axis: in its usual spelling (城镇老旧小区 is 老旧小区), and as it is written."""
    own, wide = indicator, around + indicator
    usual_own, usual_wide = (
        words.same_pattern.sub(lambda m: words.same.get(m.group(), m.group()), t) for t in (own, wide)
    )
    found = []
    for axis, (pattern, classes) in words.scope.items():
        texts = (usual_wide, wide) if axis in _AROUND else (usual_own, own)
        usual, written = (frozenset(classes[word] for word in pattern.findall(text)) - {""} for text in texts)
        found.append((axis, usual, written))
    return tuple(found)


def of_town_and_country(promised: str, claimed: str) -> bool:
    """Whether the promise is of the incomes of 城乡居民 and the claim of those of one of the two."""
    return _BOTH in promised and bool(_INCOME.search(promised)) and bool(_INCOME.search(claimed))


@dataclass(frozen=True, slots=True)
class Split:
    """What keeps two phrases apart on one axis; `both`: each names another thing there, not one of them only."""

    axis: str
    ours: str
    theirs: str
    both: bool

    def why(self) -> Message:
        return Message(
            f"范围不同：承诺“{self.ours or '不限'}”，此处“{self.theirs or '不限'}”",
            f"another scope: promised “{self.ours or 'any'}”, here “{self.theirs or 'any'}”",
        )


def apart(words: Words, promised: tuple[str, str], claimed: tuple[str, str]) -> Split | None:
    """What keeps two (indicator, words around it) apart, or None: an axis on which both differ before one on which
    only one side names anything."""
    weak: Split | None = None
    for (axis, ours, ours_written), (_, theirs, theirs_written) in zip(
        _named(words, *promised), _named(words, *claimed), strict=True
    ):
        # 城镇新增就业 is usually 新增就业, 城镇就业 has no other spelling: as written, both are of towns.
        if ours == theirs or (ours and ours_written == theirs_written):
            continue
        # Incomes of 城乡居民 are told of town and country apart: each is held against the promise of both.
        if axis == "rural" and of_town_and_country(promised[0], claimed[0]):
            continue
        if axis == "step" and not ours and theirs == {FINISHED}:
            continue
        both = bool(ours) and bool(theirs) and not ours & theirs
        split = Split(axis, "、".join(sorted(ours)), "、".join(sorted(theirs)), both)
        if both:
            return split
        weak = weak or split
    return weak
