"""Which two Chinese characters stand together in work reports: tells a torn word from two words, and lost text.

`bigrams.txt` was counted over 1,535 work reports of 1954-2026; a pair counts once a report. Made with
`python -m luoshi.reading.repair.bigrams CORPUS_FOLDER > bigrams.txt`. It holds pairs only, no text.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("bigrams.txt")
# In how many reports a pair must occur: at the beginning of a clause, at its end, anywhere.
ENOUGH = {"begin": 4, "end": 4, "inside": 40}
HAN = re.compile("[\u4e00-\u9fff]{2,}")
STOPS = "，。；：！？、\n\r"
# A character with fewer partners than this is too rare to say anything (稷 only stands before 山).
KNOWN_PARTNERS = 12


@cache
def _pairs(where: str) -> dict[str, frozenset[str]]:
    """First character → the characters that follow it."""
    pairs: dict[str, frozenset[str]] = {}
    section = ""
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif section == where and line:
            pairs[line[0]] = frozenset(line[1:])
    return pairs


def _seen(where: str, pair: str) -> bool:
    return pair[1] in _pairs(where).get(pair[0], "")


def _han(text: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" for c in text)


def begins_torn(text: str) -> bool:
    """Whether no clause begins like this: 体比例… (整体比例), 色低碳… (绿色低碳)."""
    return len(text) > 1 and _han(text[:2]) and not _seen("begin", text[:2]) and _common(text[0])


def ends_torn(text: str) -> bool:
    """Whether no clause ends like this: …生态保护基 (基础), …招商引 (引资)."""
    return len(text) > 1 and _han(text[-2:]) and not _seen("end", text[-2:]) and _common(text[-1])


def unlikely(pair: str) -> bool:
    """Whether two common characters that never stand together do so here."""
    return _han(pair) and not _seen("inside", pair) and _common(pair[0]) and _common(pair[1])


def _common(char: str) -> bool:
    return len(_pairs("inside").get(char, "")) >= KNOWN_PARTNERS


def count(texts: Iterable[str]) -> dict[str, Counter[str]]:
    """In how many of the texts each pair stands, by place."""
    tally: dict[str, Counter[str]] = {where: Counter() for where in ENOUGH}
    for text in texts:
        begin: set[str] = set()
        end: set[str] = set()
        inside: set[str] = set()
        for m in HAN.finditer(text):
            run = m.group()
            if text[m.start() - 1 : m.start()] in STOPS:
                begin.add(run[:2])
            if text[m.end() : m.end() + 1] in STOPS:
                end.add(run[-2:])
            inside.update(run[i : i + 2] for i in range(len(run) - 1))
        tally["begin"].update(begin)
        tally["end"].update(end)
        tally["inside"].update(inside)
    return tally


def main(folder: str) -> None:
    """Print the table for the texts under a folder."""
    texts = (p.read_text("utf-8") for p in sorted(Path(folder).rglob("*.txt")))
    for where, pairs in count(texts).items():
        lines: dict[str, str] = {}
        for pair in sorted(p for p, n in pairs.items() if n >= ENOUGH[where]):
            lines[pair[0]] = lines.get(pair[0], "") + pair[1]
        sys.stdout.write(f"[{where}]\n" + "".join(f"{first}{rest}\n" for first, rest in lines.items()))


if __name__ == "__main__":
    main(sys.argv[1])
