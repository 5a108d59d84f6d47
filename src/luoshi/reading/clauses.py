"""Sentences and clauses, found from a place outward: no pass over the whole text.

A sentence ends at 。；！？ and at a line's end, a clause also at ，and ：. A clause does not end inside quotes or
brackets that close in the same sentence: `（增长5%，居全省第1）` stays with what is around it.
A quote or bracket that is never closed inside its sentence holds nothing back.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[。；！？\n;!?]")
_CLAUSE = re.compile(r"[，：,:“”（）()《》「」【】\[\]]")
_OPEN = {"“": "”", "（": "）", "(": ")", "《": "》", "「": "」", "【": "】", "[": "]"}


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of text[start:end], without their closing mark; empty ones are left out."""
    found = []
    at = start
    for match in _SENTENCE.finditer(text, start, end):
        stop = match.start()
        if stop > at:
            found.append((at, stop))
        at = stop + 1
    if end > at:
        found.append((at, end))
    return found


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of the sentence text[start:end], without their closing mark. Linear in its length."""
    found = []
    at = start
    closing, closes_at = "", -1
    for match in _CLAUSE.finditer(text, start, end):
        mark, here = match.group(), match.start()
        if here < closes_at:
            continue
        if mark in _OPEN:
            closing = _OPEN[mark]
            stop = text.find(closing, here + 1, end)
            if stop > 0:
                closes_at = stop
        elif mark in "，：" or (mark in ",:" and not _inside_number(text, here)):
            if here > at:
                found.append((at, here))
            at = here + 1
    if end > at:
        found.append((at, end))
    return found


def _inside_number(text: str, at: int) -> bool:
    """Whether the mark stands between digits: `1,075`, `7:3`."""
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
