"""v0, to be replaced: headings by their marks, roles by headings."""

from __future__ import annotations

import re
from typing import Literal

from luoshi.reading.state import Block, Head, Repaired
from luoshi.values import Role

MARK = re.compile(r"(?:#+\s*)?(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、]|——)?")


def outline(repaired: Repaired, year: int | None) -> tuple[list[Head], list[Block]]:
    heads: list[Head] = []
    blocks: list[Block] = []
    role: Role = "review"
    path: tuple[str, ...] = ()
    for m in re.finditer(r"[^\n]+", repaired.text):
        line = m.group()
        if len(line) < 40 and line[-1] not in "。；，":
            heads.append(Head(m.start(), m.end(), 1, False, "v0"))
            path = (line,)
            if "安排" in line or "今年" in line or "目标任务" in line or "重点工作" in line:
                role = "plan"
        else:
            blocks.append(Block(m.start(), m.end(), path, role, str(year if role == "plan" else (year or 1) - 1), "v0"))
    return heads, blocks
