"""Several files that make one report (05版 and 06版, a scan a page): one text in order, each character with its file.

The order is that of the paper: by the number of the page in the files' names, else by where a page says it comes from
(上接05版), else as they were given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from luoshi.sources.document import Content
from luoshi.values import Message, Place, Problem, Span

Part = tuple[str, Content]

MEDIA_TYPE = "multipart/mixed"
HAN = "一二三四五六七八九十"
NUMBER = rf"第?\s{{0,2}}([A-Za-z]?\d{{1,3}}|[{HAN}]{{1,3}})\s{{0,2}}版"
OF_PAGE = re.compile(NUMBER)
FROM = re.compile(rf"(?:上接|紧接)\s{{0,2}}{NUMBER}")
TO = re.compile(rf"下转\s{{0,2}}{NUMBER}")
DIGITS = re.compile(r"(\d+)")
PAGE_NUMBER = re.compile(rf"(?<!\d)(?:\d{{1,3}}|0\d{{3}})(?!\d)|第[{HAN}]{{1,3}}(?=[版页])")


def in_order(parts: Sequence[Part]) -> list[Part]:
    """The parts as the paper has them."""
    numbers = [_number(OF_PAGE, name) for name, _ in parts]
    if None not in numbers and len(set(numbers)) == len(parts):
        by_name = dict(zip(numbers, parts, strict=True))
        return [by_name[n] for n in sorted(by_name, key=lambda n: n or ("", 0))]
    # A page without 上接 is the first; of the others, the one that comes from an earlier page is earlier.
    comes_from = [_number(FROM, content.text) or ("", 0) for _, content in parts]
    return [part for _, part in sorted(zip(comes_from, parts, strict=True), key=lambda pair: pair[0])]


def by_name(name: str) -> tuple[tuple[int, int | str], ...]:
    """Names in the order of their numbers: 第9页 before 第10页."""
    return tuple((0, int(p)) if p.isdecimal() else (1, p.lower()) for p in DIGITS.split(name) if p)


def belong_together(parts: Sequence[Part]) -> bool:
    """Whether parts are pages of one text: each but one says 上接, or their names differ in the number of a page.

    A year is no number of a page: the reports of 2025 and 2026 are two. Pictures are pages whatever they are called.
    """
    if sum(FROM.search(content.text) is not None for _, content in parts) >= len(parts) - 1:
        return True
    stems = {re.sub(r"\.\w+$", "", name) for name, _ in parts}
    number = DIGITS if all(content.media_type.startswith("image/") for _, content in parts) else PAGE_NUMBER
    return len(stems) == len(parts) and len({number.sub("#", stem) for stem in stems}) == 1


def join(parts: Sequence[Part]) -> Content:
    """One text of the parts, in this order."""
    at = 0
    texts: list[str] = []
    hidden: list[tuple[Span, str]] = []
    replaced: dict[int, tuple[str, int]] = {}
    places: list[Place] = []
    problems: list[Problem] = []
    doubtful: list[Span] = []
    for name, content in parts:
        size = len(content.text)
        texts.append(content.text)
        hidden += [(_moved(span, at), why) for span, why in content.hidden]
        replaced |= {at + i: instead for i, instead in content.replaced.items()}
        for p in content.places or (Place(0, size),):
            places.append(replace(p, start=p.start + at, end=p.end + at, file=_inside(name, p.file)))
        problems += [replace(p, span=_moved(p.span, at) if p.span else None) for p in content.problems]
        doubtful += [_moved(span, at) for span in content.doubtful]
        at += size + 1
    kinds = {content.media_type for _, content in parts}
    if len(parts) > 1:
        problems.append(_said([name for name, _ in parts]))
    kind = kinds.pop() if len(kinds) == 1 else MEDIA_TYPE
    return Content("\n".join(texts), tuple(hidden), replaced, tuple(places), tuple(problems), kind, tuple(doubtful))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _inside(outer: str, inner: str | None) -> str:
    return f"{outer}/{inner}" if inner else outer


def _number(pattern: re.Pattern[str], text: str) -> tuple[str, int] | None:
    """(section of the paper, page) of the first such number: A05 → ("A", 5)."""
    m = pattern.search(text)
    if not m:
        return None
    said = m[1].upper()
    if said[0] in HAN:
        tens, ten, ones = said.rpartition("十")
        return "", (HAN.find(tens) + 1 or 1) * 10 * bool(ten) + HAN.find(ones or "?") + 1
    letter = said[0] if said[0].isalpha() else ""
    return letter, int(said[len(letter) :])


def _said(names: list[str]) -> Problem:
    return Problem(
        "joined",
        "note",
        Message(
            f"由 {len(names)} 个文件按此顺序合成一份：{'、'.join(names)}",
            f"joined from {len(names)} files in this order: {', '.join(names)}",
        ),
        Message("请确认顺序正确", "check the order"),
    )
