"""Lines that are no text of the report: page numbers, captions, the head and foot of a web page, running heads.

Only short lines are asked, and each against one expression: what stands in a paragraph stays.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from luoshi.reading.repair.lines import Line, ends_sentence
from luoshi.reading.repair.words import either, words

SHORT = 120

PAGE = re.compile(
    r"[-—–－―─·•~～\s|]{0,6}(?:第\s{0,2})?(?:\d{1,4}|[０-９]{1,4})\s{0,2}页?(?:\s{0,2}[/／|,，共]{1,2}\s{0,2}共?\s{0,2}\d{1,4}\s{0,2}页?)?"
    r"[-—–－―─·•~～\s|]{0,6}$"
)
CAPTION = re.compile(
    r".{0,90}(?:记者|通讯员|特约摄影|摄影|摄影报道)\s{0,4}.{1,24}?\s?摄[影]?[）)。]?$|.{1,90}\s摄[）)]?$|.{0,90}[（(](?:资料图|资料图片|图片来源.{0,12})[）)]$"
    r"|(?:图为|上图为|下图为|左图为|右图为|图①|图②|图③).{4,90}$"
)
META = re.compile(rf"[（(\[【]?(?:{either('meta_labels')})[：:].{{0,100}}$")
URL = re.compile(r"[（(<]?(?:https?://|www\.)[!-~]{4,300}[）)>]?$")
DATE_LINK = re.compile(r"(?:\d{4}-)?\d{2}-\d{2}(?:\s\d{2}:\d{2}(?::\d{2})?)?$")
CUT_SHORT = re.compile(r"(?:\.{3,6}|…{1,2})$")
NAVIGATION = words("navigation")
TAIL = re.compile(rf"[\[【<“]?(?:{either('tail')})(?:[：:\]】>”].{{0,80}})?$")
TAIL_LONGEST = 60
HEAD_LINES = 30


def set_aside(lines: list[Line]) -> None:
    """Mark each line that is furniture with its reason and rule."""
    for i, line in enumerate(lines):
        if len(line.text) <= SHORT and not line.aside:
            line.aside = _furniture(line)
            if line.aside and line.aside[1] == "page-label" and line.text.startswith("内容摘要"):
                _summary(lines, i)
    _tail(lines)
    _running_heads(lines)


def _furniture(line: Line) -> tuple[str, str] | None:
    text = line.text
    last = text[-1]
    if last == "。" and "摄" not in text[-3:]:
        return None
    if (last.isdigit() or not last.isalnum()) and PAGE.match(text):
        return "page", "page-number"
    # The space before 摄 is in the raw line only.
    if ("摄" in text[-3:] or "图" in text[:3] or "图片" in text[-18:]) and CAPTION.match(line.raw):
        return "caption", "photo-caption"
    bare = text.strip("：:[]【】|>»· ")
    if bare in NAVIGATION:
        return "navigation", "page-label"
    if ("：" in text[:12] or ":" in text[:12]) and META.match(text):
        return "navigation", "page-line"
    if text[0] in "hw（(<" and URL.match(text):
        return "navigation", "address"
    if last.isdigit() and DATE_LINK.match(text):
        return "navigation", "date-of-link"
    return None


def _summary(lines: list[Line], at: int) -> None:
    """内容摘要 of a web page: the beginning of the text once more, cut short with dots."""
    if at + 1 < len(lines) and at < HEAD_LINES and CUT_SHORT.search(lines[at + 1].raw):
        lines[at + 1].aside = ("navigation", "summary-of-page")


def _tail(lines: list[Line]) -> None:
    """The foot of a web page: from its first word on, where no line behind it is a sentence."""
    i = len(lines)
    first = None
    while i > 0:
        i -= 1
        line = lines[i]
        if len(line.text) > TAIL_LONGEST or (
            ends_sentence(line.text) and not line.aside and line.text[-1] not in ":："
        ):
            if not _about_the_site(line.text):
                break
            first = i
        elif TAIL.match(line.text):
            first = i
    if first is not None and first > 0:
        for line in lines[first:]:
            if not line.aside:
                line.aside = ("navigation", "foot-of-page")


def _about_the_site(text: str) -> bool:
    return (
        text.startswith(("免责声明", "版权声明", "声明："))
        or (("本站" in text or "本网" in text) and "转载" in text)
        or ("来源于网络" in text)
    )


def _running_heads(lines: list[Line]) -> None:
    """A short line that comes again and again and stands inside sentences is the head of the page."""
    kept = [x for x in lines if not x.aside]
    times = Counter(x.text for x in kept if len(x.text) <= 40)
    # A repeated 责任单位：… or （略） is a line of a table of tasks.
    again = {
        t
        for t, n in times.items()
        if n >= 3 and not ends_sentence(t) and not any(c in t for c in "，。：") and t[-1] not in "）)"
    }
    if not again:
        return
    torn: Counter[str] = Counter()
    for above, line in pairwise(kept):
        if line.text in again and len(above.text) >= 10 and not ends_sentence(above.text):
            torn[line.text] += 1
    heads = {t for t in again if torn[t] >= 2 and torn[t] * 3 >= times[t]}
    for line in kept:
        if line.text in heads:
            line.aside = ("running-head", "running-head")
