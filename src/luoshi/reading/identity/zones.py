"""The places of a text that say whose report it is: the lines above the address to the meeting, and the last lines.

The document is looked at, not only what repair left: front matter and site navigation are set aside for reading, but
they name the place. The body is not: it speaks of other places, and of last year's session.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEAD, TAIL = 4000, 700
LINE = 130
BREAKS = re.compile(r"\\r\\n|\\n|\r\n?|<[^<>\n]{1,200}>")
BLANKS = re.compile(r"[ \t\u3000\xa0\u2000-\u200a\u202f*#_]++|&nbsp;|<!--[^\n]{0,200}?-->|\?{2,}")
# A page's summary of the report breaks off: what it begins with comes again below.
CUT_SHORT = re.compile(r"(?:\.{3,6}|…{1,2})$")
MARKED = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
ADDRESS = re.compile(r"(?<!各位)(?<!人民)代表[^。；：:\n]{1,30}报告[^。；\n]{0,12}(?:工作|审[议查])")
DIGITS = str.maketrans("〇○零ＯOo一二三四五六七八九０１２３４５６７８９", "0000001234567890123456789")


@dataclass(frozen=True, slots=True)
class Zones:
    """`head`, `tail`: lines without white space. `address`: the sentence that presents the report, or "". `news`: the
    paragraphs above the report, where there is no address: a newspaper tells there which congress met."""

    head: tuple[str, ...]
    tail: tuple[str, ...]
    address: str
    news: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        return self.head + self.tail


def zones(document: str) -> Zones:
    """The head ends with the address to the meeting (现在，我代表…请予审议), or at the first long paragraph."""
    head: list[str] = []
    news: list[str] = []
    address = ""
    for line in _lines(document[:HEAD]):
        found = ADDRESS.search(line[:400])
        if found:
            address = line[found.start() : found.end() + 80]
            if found.start() > 10:
                head.append(line[: found.start()].removesuffix("我").removesuffix("现在，")[-200:])
            if CUT_SHORT.search(line):
                continue
            break
        if len(line) > LINE and CUT_SHORT.search(line):
            continue
        if len(line) > LINE:
            if any("政府工作报告" in above for above in head) or len(head) > 40:
                break
            news.append(line)
            continue
        if "。" in line:
            news.append(line)
            continue
        if not (MARKED.match(line) and len(head) > 3):
            head.append(line)
    tail = [line for line in _lines(document[-TAIL:])[1:] if len(line) <= 80 and not line.endswith(("。", "；"))]
    return Zones(tuple(head[:80]), tuple(tail[-14:]), address, () if address else tuple(news[:3]))


def _lines(text: str) -> list[str]:
    return [bare for line in BREAKS.sub("\n", text).split("\n") if (bare := BLANKS.sub("", line))]
