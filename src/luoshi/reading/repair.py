"""v0, to be replaced: joins lines that do not end a sentence."""

from __future__ import annotations

import re
from array import array

from luoshi.reading.state import Repaired
from luoshi.sources import Document

SPACE = re.compile(r"[ \t\u3000\xa0]+")
ENDS = "。！？；：”）)"


def repair(document: Document) -> Repaired:
    text = document.text
    out: list[str] = []
    source: array[int] = array("I")
    lines = [(m.start(), m.group()) for m in re.finditer(r"[^\r\n]+", text)]
    for at, line in lines:
        for i, c in enumerate(line):
            if not c.isspace():
                out.append("%" if c == "％" else c)
                source.append(at + i)
        if out and out[-1] != "\n" and (out[-1] in ENDS or len(line) < 24 or at + len(line) + 2 < len(text) and text[at+len(line):at+len(line)+2] == "\n\n"):
            out.append("\n")
            source.append(min(at + len(line), len(text) - 1))
    return Repaired("".join(out), source, text)
