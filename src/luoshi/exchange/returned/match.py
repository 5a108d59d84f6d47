"""Which task of a report a row means: by luoshi's own number, by the very words, else by how alike they are.

Likeness is the share of pairs of characters that both have, each weighted by how rare it is among the tasks. Where two
tasks are almost as alike, or the numerals differ, nothing is guessed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luoshi.exchange.returned.table import Row
from luoshi.values import Message

# Less alike than this is another task; and the best must be so much better than the second.
ENOUGH, CLEAR = 0.5, 0.1
_marks = re.compile(r"[\s，。、；：！？“”‘’（）()《》,.;:!?\"'·]")
_numerals = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a row: `task` with its `likeness` (0 to 1), or what is `wrong`, in which `cell`."""

    row: Row
    task: str = ""
    likeness: float = 0
    wrong: Message | None = None
    cell: str = ""


def match(rows: Sequence[Row], tasks: Mapping[str, str]) -> list[Found]:
    """Each row with its task. `tasks`: their words by id. Two rows never mean one task: the later one is refused."""
    finder = _Finder(tasks)
    found: list[Found] = []
    taken: dict[str, str] = {}
    for row in rows:
        one = _one(row, tasks, finder)
        if one.wrong is None and one.task in taken:
            said = Message(
                f"与 {taken[one.task]} 是同一项任务；一个承诺要立几项，请先收一行，立项后“再立一项”",
                f"means the same task as {taken[one.task]}: take one row, then open further items of it",
            )
            one = Found(row, wrong=said, cell=row.where["task"])
        if one.wrong is None:
            taken[one.task] = row.at
        found.append(one)
    return found


def _one(row: Row, tasks: Mapping[str, str], finder: _Finder) -> Found:
    at, words, name = row.where["task"], row.cells["task"], row.cells.get("id", "").strip()
    if not words:
        return Found(row, wrong=Message("没有任务内容，请补上", "no task: fill it in"), cell=at)
    if name:
        if name in tasks:
            return Found(row, name, 1.0)
        said = Message(f"报告里没有编号 {name}，请清空这格，按文字匹配", f"no task {name}: clear it, to match by words")
        return Found(row, wrong=said, cell=row.where["id"])
    best, second = finder.nearest(words)
    if best is None or best[1] < ENOUGH:
        near = f"（最像“{tasks[best[0]][:30]}”）" if best else ""
        said = Message(
            f"报告里没有这项任务{near}；请改成报告的原话，或先在校对页把那句列为任务",
            "no such task in the report: use its words, or make the sentence a task on the desk first",
        )
        return Found(row, wrong=said, cell=at)
    if second is not None and best[1] - second[1] < CLEAR:
        said = Message(
            f"像“{tasks[best[0]][:20]}”，也像“{tasks[second[0]][:20]}”；请写全，或填编号 {best[0]} 或 {second[0]}",
            f"as much like {best[0]} as {second[0]}: write it out, or give the number",
        )
        return Found(row, wrong=said, cell=at)
    other = [n for n in _numerals.findall(words) if n not in _numerals.findall(tasks[best[0]])]
    if other:
        said = Message(
            f"数字“{'、'.join(other)}”不在原文里（原文“{tasks[best[0]][:40]}”）；请核对",
            f"the figure {', '.join(other)} is not in the report's words: check it",
        )
        return Found(row, wrong=said, cell=at)
    return Found(row, best[0], round(best[1], 2))


class _Finder:
    def __init__(self, tasks: Mapping[str, str]) -> None:
        self.pairs = {name: _pairs(words) for name, words in tasks.items()}
        counted = Counter(pair for pairs in self.pairs.values() for pair in pairs)
        self.rarity = {pair: math.log(1 + len(tasks) / count) for pair, count in counted.items()}
        self.unknown = math.log(1 + max(1, len(tasks)))

    def weight(self, pairs: frozenset[str]) -> float:
        return sum(self.rarity.get(pair, self.unknown) for pair in pairs)

    def nearest(self, words: str) -> tuple[tuple[str, float] | None, tuple[str, float] | None]:
        asked = _pairs(words)
        mine = self.weight(asked)
        ranked = sorted(
            (
                (name, 2 * self.weight(asked & own) / ((mine + self.weight(own)) or 1))
                for name, own in self.pairs.items()
            ),
            key=lambda one: (-one[1], one[0]),
        )
        return ranked[0] if ranked else None, ranked[1] if len(ranked) > 1 else None


def _pairs(words: str) -> frozenset[str]:
    plain = _marks.sub("", words)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1)) or frozenset((plain,))
