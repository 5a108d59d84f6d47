"""Whether two phrases speak of things of one scope: 城镇 is not 农村, 公办 not 普惠性, 开工 not 建成."""

from __future__ import annotations

from luoshi.comparing.words import Words

# Axes that are read in the words around the indicator too: where, and at which step.
_AROUND = frozenset({"centre", "step", "people"})


def _classes(words: Words, axis: str, indicator: str, around: str) -> set[str]:
    pattern, classes = words.scope[axis]
    text = around + indicator if axis in _AROUND else indicator
    return {classes[found] for found in pattern.findall(text)}


def apart(words: Words, promised: tuple[str, str], claimed: tuple[str, str]) -> tuple[str, str, bool] | None:
    """What keeps two (indicator, words around it) apart: (what the promise has, what the claim has, both have one).

    None where nothing does. The last is True where each side names another thing on one axis, False where only one
    side names any.
    """
    weak: tuple[str, str, bool] | None = None
    for axis in words.scope:
        ours, theirs = _classes(words, axis, *promised), _classes(words, axis, *claimed)
        if ours == theirs:
            continue
        if ours and theirs:
            if ours & theirs:
                weak = weak or ("、".join(sorted(ours)), "、".join(sorted(theirs)), False)
                continue
            return "、".join(sorted(ours)), "、".join(sorted(theirs)), True
        weak = weak or ("、".join(sorted(ours)), "、".join(sorted(theirs)), False)
    return weak
