"""Lines become the repaired text, with the way back to the document."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field

from luoshi.reading.repair.lines import Line
from luoshi.sources.lookalikes import LOOKALIKES


def _table() -> dict[int, str]:
    """Characters that are another one's other shape: full-width ASCII, radicals and compatibility ideographs."""
    table = dict(LOOKALIKES)
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)):
        table[code] = chr(code - 0xFEE0)
    table |= {ord(a): b for a, b in zip("％﹪．＋－／＝＆＜＞＊＃", "%%.+-/=&<>*#", strict=True)}
    table |= dict.fromkeys((0xA0, 0x3000, 0x2002, 0x2003, 0x2009, 0x202F, 0x09), " ")
    return table


# Full-width letters, digits and signs, Kangxi radicals of PDF copies: one for one, so that offsets stay.
SHAPES = _table()
SHAPED = re.compile("[" + "".join(map(chr, sorted(SHAPES))) + "]")
CHINESE = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"}
# ASCII punctuation with anything Chinese on one side, or at the edge of a line: 7.5%;固定 · 5%;R&D · (一); 1,234 stays.
ASCII_MARK = re.compile(
    r"[,;:!?](?:(?<=[^!-~].)|(?=[^!-~]|\Z)|(?<=%.)(?=[A-Za-z]))|\((?:(?<=[^!-~].)|(?=[^!-~])|(?<=^.))|\)(?:(?=[^!-~]|\Z)|(?<=[^!-~].))",
    re.S | re.M,
)


@dataclass(slots=True)
class Weaver:
    """Collects runs of the document. `gaps`: where the document does not simply go on."""

    masked: str
    breaks: dict[int, int]
    replaced: dict[int, tuple[str, int]]
    pieces: list[str] = field(default_factory=list)
    source: array[int] = field(default_factory=lambda: array("I"))
    widths: dict[int, int] = field(default_factory=dict)
    gaps: array[int] = field(default_factory=lambda: array("I"))

    def add(self, line: Line) -> None:
        source, gaps = self.source, self.gaps
        for s, e in line.runs:
            if source and source[-1] + 1 != s:
                gaps.append(len(source))
            source.extend(range(s, e))
            if self.replaced and e - 1 in self.replaced:
                self.widths[len(source) - 1] = self.replaced[e - 1][1]
        self.pieces.append(line.text)

    def join(self, above: Line, line: Line) -> None:
        """Go on with the sentence; two Latin words keep a space."""
        left, right = above.text[-1], line.text[0]
        if left.isascii() and right.isascii() and left.isalpha() and right.isalpha():
            self._mark(" ", above.end)
        self.add(line)

    def end_line(self, line: Line) -> None:
        self._mark("\n", line.end)

    def _mark(self, char: str, at: int) -> None:
        at = min(at, len(self.masked) - 1)
        if self.source[-1] + 1 != at:
            self.gaps.append(len(self.source))
        self.source.append(at)
        if at in self.breaks:
            self.widths[len(self.source) - 1] = self.breaks[at]
        self.pieces.append(char)

    def text(self) -> str:
        """The repaired text, with other shapes of characters made plain."""
        return plain("".join(self.pieces))


def plain(text: str) -> str:
    """One character for one: 1２％ → 12%, 7.5%;固定 → 7.5%；固定."""
    text = SHAPED.sub(lambda m: SHAPES[ord(m.group())], text)
    if any(c in text for c in ",;:!?()"):
        text = ASCII_MARK.sub(lambda m: CHINESE[m.group()], text)
    return text
