"""The verdicts as they are seen: each has a shape and a word, so that it can be read in grey and on paper."""

from __future__ import annotations

from luoshi.comparing.reasons import NAMES
from luoshi.comparing.values import VERDICTS, Verdict

# What needs somebody: to explain why it fell short, or to decide what the machine could not. The accent is theirs.
NEEDS: frozenset[Verdict] = frozenset({"missed", "partly", "unsure"})

# In the order in which the page tells them; what each means, in a phrase.
MEANING: dict[Verdict, tuple[str, str]] = {
    "missed": ("报告自己的数没有达到承诺", "the report's own figure falls short"),
    "partly": ("只做了一部分，或数量不足", "some of it, or a smaller number"),
    "not_mentioned": ("机器在回顾全文里没有找到，请复核", "not found in the whole review: look again"),
    "unsure": ("机器不能判定，请人来看", "a person decides"),
    "not_comparable": ("有数，但口径、范围或阶段不同", "a figure of another scope, stage or definition"),
    "stated_without_figure": ("说做了或好转了，没有给数", "said to be done or better, without a figure"),
    "ongoing": ("报告说还在做", "said to be under way"),
    "met": ("报告自称达到承诺", "claimed, and as promised"),
    "exceeded": ("报告自称超过承诺一成以上", "claimed, by more than a tenth above"),
}
assert set(MEANING) == set(VERDICTS)

# Drawn in a square of 16: full and half discs, a cross, a dash… one shape a verdict.
_SHAPES: dict[Verdict, str] = {
    "missed": '<path d="M3 3l10 10M13 3L3 13" fill="none" stroke="currentColor" stroke-width="3"/>',
    "partly": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor"/>',
    "not_mentioned": '<rect x="2" y="2" width="12" height="12" fill="none" stroke="currentColor" stroke-width="1.5" '
    'stroke-dasharray="2.5 2"/><path d="M5 8h6" stroke="currentColor" stroke-width="2"/>',
    "unsure": '<path d="M5 6a3 3 0 1 1 4.5 2.6C8.4 9.2 8 9.7 8 11" fill="none" stroke="currentColor" '
    'stroke-width="2"/><circle cx="8" cy="13.6" r="1.3" fill="currentColor"/>',
    "not_comparable": '<path d="M3 6h10M3 10h10M11 2L5 14" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "stated_without_figure": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>',
    "ongoing": '<path d="M4 2.5l9 5.5-9 5.5z" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linejoin="round"/>',
    "met": '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>',
    "exceeded": '<path d="M8 1.5l7 12.5H1z" fill="currentColor"/>',
}


def symbols() -> str:
    """The shapes, once a page."""
    drawn = "".join(f'<symbol id="s-{v}" viewBox="0 0 16 16">{shape}</symbol>' for v, shape in _SHAPES.items())
    return f'<svg class="symbols" aria-hidden="true" width="0" height="0">{drawn}</svg>'


def light(verdict: Verdict) -> str:
    """Shape and word."""
    need = " need" if verdict in NEEDS else ""
    return (
        f'<span class="light{need}"><svg aria-hidden="true" width="16" height="16"><use href="#s-{verdict}"/></svg>'
        f"{NAMES[verdict].zh}</span>"
    )
