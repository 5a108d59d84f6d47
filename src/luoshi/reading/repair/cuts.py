"""What is taken out of the middle of lines: footnote marks, page references, noise, advertisements, Markdown marks.

Each rule has the characters that must occur before its expression is tried at all, so that a clean report pays
for none of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.reading.repair.mask import FILL
from luoshi.reading.repair.series import running_marks
from luoshi.reading.repair.words import either

HAN = "\u4e00-\u9fff"


@dataclass(frozen=True, slots=True)
class Cut:
    """`needs`: any of these must be in the text. `why`: the reason in printing or in the web for taking it out.

    `inside`: never at the start of a line, whatever tags stand before it there.
    """

    id: str
    reason: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    why: str
    inside: bool = False


def _cut(id: str, reason: str, needs: str, pattern: str, why: str, inside: bool = False) -> Cut:
    return Cut(id, reason, tuple(needs.split()), re.compile(pattern, re.M), why, inside)


CUTS: tuple[Cut, ...] = (
    _cut(
        "footnote-bracketed",
        "footnote-mark",
        "〔 [ 【 ［",
        r"(?<=[^\s。！？])[ \t\u3000]{0,3}(?:〔[ \t]{0,2}\d{1,3}[ \t]{0,2}〕|\[\d{1,3}\](?!\()|【\d{1,3}】|［\d{1,3}］)"
        rf"|(?<=[。！？])(?:〔\d{{1,3}}〕|\[\d{{1,3}}\]|【\d{{1,3}}】|［\d{{1,3}}］)(?![ \t\u3000]{{0,3}}[“{HAN}])",
        "A bracketed number behind a term points at the glossary; at the start of a line it is the glossary's own.",
        inside=True,
    ),
    _cut(
        "footnote-circled",
        "footnote-mark",
        "① ② ③ ⑩",
        r"(?<=[”》])[ ]{0,2}[①-⑳㉑-㉟]|(?<=[^\s。；：，、！？])[ ]{0,2}[①-⑳㉑-㉟](?=[，。；、！）])",
        "A circled number behind a quoted term or before punctuation is a note; elsewhere it numbers a list.",
    ),
    _cut(
        "footnote-raised",
        "footnote-mark",
        "¹ ² ³ ⁴ ⁵ ⁶ ⁷ ⁸ ⁹",
        rf"(?<=[{HAN}”》])[¹²³⁰⁴-⁹]{{1,3}}",
        "A raised number behind a Chinese character is a note; behind m or km it is a square or a cube.",
    ),
    _cut(
        "footnote-round",
        "footnote-mark",
        "（ (",
        r"(?<=[”》])[（(]\d{1,3}[）)](?=[，。；、！\u4e00-\u9fff])",
        "A bare number in round brackets behind a quoted term is a note: a count would have its measure word.",
    ),
    _cut(
        "page-turn",
        "page",
        "上接 下转 紧接",
        r"[（(\[【▲●■▼→☞]?\s{0,2}(?:上接|下转|紧接)\s{0,2}第?\s{0,2}(?:[A-Za-z]?[\d０-９]{1,3}|[一二三四五六七八九十]{1,3})"
        r"\s{0,2}版[）)\]】]?",
        "A newspaper says where a text goes on or comes from.",
    ),
    _cut(
        "see-page",
        "page",
        "见第 见报告第",
        r"[（(](?:详)?见(?:报告)?第\s{0,2}\d{1,3}\s{0,2}页[）)]",
        "A glossary says on which page of the print its term stands.",
    ),
    _cut(
        "question-marks",
        "noise",
        "??",
        r"\?{2,}",
        "Spaces that a wrong encoding turned into question marks; a report asks with ？, and once.",
    ),
    _cut(
        "advertisement-behind-sentence",
        "advertisement",
        "百度 搜索 公众号 来源",
        rf"(?<=[。！？])[ \t\u3000\xa0]{{0,8}}(?:{either('advertisement')})[^。！？，；\n\ufdd0]{{1,24}}"
        r"(?=\s{0,4}(?:\n|\Z))",
        "Copying sites put their name behind the last sentence of a line.",
    ),
    _cut(
        "attachment-name",
        "navigation",
        ".pdf .doc .wps .ofd .PDF",
        r"^[^\n。，；]{1,80}\.(?:pdf|PDF|docx?|wps|ofd|xlsx?)[ \t]*$",
        "The name of a file to download.",
    ),
)

BOLD = re.compile(r"\*{2,3}")
ESCAPED = re.compile(r"\\(?=[.*#_()\[\]+!>~`-])")
FILLED = re.compile(f"{FILL}+")
# Controls, zero-width characters, byte-order marks in the middle, noncharacters.
NOISE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3164\ufeff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]+"
)

BLANK = " \t\u3000\xa0" + FILL

Span = tuple[int, int, str, str]


def cuts(text: str, original: str) -> list[Span]:
    """(start, end, reason, rule) of everything to take out, in text order, without overlaps.

    An empty reason: accounted for already (the format hid it). `text` is the masked `original`.
    """
    found: list[Span] = []
    for rule in CUTS:
        if any(n in text for n in rule.needs):
            spans = (m.span() for m in rule.pattern.finditer(text))
            found += [(*s, rule.reason, rule.id) for s in spans if not (rule.inside and opens_line(text, s[0]))]
    found += [(*span, "footnote-mark", "footnote-series") for span in running_marks(text)]
    if "**" in text:
        found += _bold(text)
    if "\\" in text:
        found += [(*m.span(), "markup", "markdown-escape") for m in ESCAPED.finditer(text)]
    if text is not original:
        found += [(*m.span(), "", "hidden") for m in FILLED.finditer(text)]
    found += [(*m.span(), "noise", "no-character") for m in NOISE.finditer(original)]
    if len(found) < 2:
        return found
    return _apart(found)


def _bold(text: str) -> list[Span]:
    """Markdown's ** anywhere but at the start of a line, where the outline needs it."""
    marks: list[Span] = []
    for m in BOLD.finditer(text):
        if not opens_line(text, m.start()) or m.end() == len(text) or text[m.end()] in "\n\r":
            marks.append((m.start(), m.end(), "markup", "markdown-bold"))
    return marks


def opens_line(text: str, at: int) -> bool:
    """Whether nothing that is text stands before `at` in its line."""
    while at and text[at - 1] in BLANK:
        at -= 1
    return not at or text[at - 1] in "\n\r"


def _apart(found: list[Span]) -> list[Span]:
    found.sort()
    apart: list[Span] = []
    done = 0
    for start, end, reason, rule in found:
        if start >= done:
            apart.append((start, end, reason, rule))
            done = end
        elif end > done and reason == "":
            apart.append((done, end, reason, rule))
            done = end
    return apart
