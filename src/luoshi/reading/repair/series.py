"""Footnote marks that lost their raised type: bare digits glued to terms, shown to be marks by their running series.

A page that was copied as plain text sets the mark behind its term like any digit: “四好”3建设. One such digit might be
a count; a series 1, 2, 3 … through the whole report, mostly behind closing quotes and without measure words, is none.
"""

from __future__ import annotations

import re

HAN = "\u4e00-\u9fff"
# Not behind words that state a number or stand in a name (第3, 达到5), and not before a measure word or a list's mark.
GLUED = re.compile(
    rf"(?<=[{HAN}”》])(?<![第达到至为超过约近升降增是和与图表轨号率])(?P<n>[1-9]\d{{0,2}})"
    rf"(?=[，。；、！]|(?![年月日号时分秒天周岁届次期批轮个项家条万亿千百余多名人位户座处台件所套辆栋间起份场支只头株米里亩吨公平元倍成类种片层级强大县区市镇乡村街国金银铜点])[{HAN}])"
)
# Fewer marks than this prove nothing; so many of them in a hundred stand behind a closing quote.
SHORTEST = 5
QUOTED = 50
# Some marks in a row may be missing (they stand before a measure word, or the copy lost them).
STEPS = (1, 2, 3, 4)

Chain = tuple[int, int, int, int, "Chain | None"]  # score, value, start, end, the mark before


def running_marks(text: str) -> list[tuple[int, int]]:
    """(start, end) of the digits of `text` that are marks of one running series, in text order; else none."""
    best: dict[int, Chain] = {}
    for m in GLUED.finditer(text):
        value, quoted = int(m["n"]), text[m.start() - 1] in "”》"
        # Behind a closing quote a digit is likelier a mark; without one it must follow the last without a gap.
        before = [best[value - step] for step in (STEPS if quoted else STEPS[:1]) if value - step in best]
        last = max(before, key=lambda chain: chain[0], default=None)
        if last is None and value > STEPS[1]:
            continue
        score = (2 if quoted else 1) + (last[0] if last else 0)
        if value not in best or score > best[value][0]:
            best[value] = (score, value, m.start(), m.end(), last)
    chain = max(best.values(), key=lambda chain: chain[0], default=None)
    marks: list[tuple[int, int]] = []
    while chain is not None:
        marks.append((chain[2], chain[3]))
        chain = chain[4]
    quotes = sum(text[start - 1] in "”》" for start, _ in marks)
    return marks[::-1] if len(marks) >= SHORTEST and quotes * 100 >= len(marks) * QUOTED else []
