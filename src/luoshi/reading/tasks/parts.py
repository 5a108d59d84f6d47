"""What a task span holds besides its figures: verb, deliverables, strength, origin, units that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from luoshi.reading.tasks.features import Clause
from luoshi.reading.tasks.words import ASKED, BODY_ENDINGS, KINDS, STRENGTHS, VERBS, verb_at

_STRENGTH = re.compile("|".join(sorted(STRENGTHS, key=len, reverse=True)))
_ORIGIN = re.compile(r"(国家|省|自治区|市|县|区|州|镇|乡)级[^，。；]{0,8}?(?:实事|民生)|[（(](国家|省|市|县|区)级[)）]")
_FIGURE = re.compile(r"[\d０-９]")
# Brackets and quotes hold their 、 together.
_PIECES = re.compile(r"“[^”]{0,60}”|《[^》]{0,60}》|（[^）]{0,60}）|[、]|(?:以?及|和)(?=[^，]{3})")
_AMONG = re.compile(r"等(?=[^，、]{0,24}$)")
_LISTED_TAIL = re.compile(r"(?:项目|工程|等|建设|品牌|煤矿|企业|道路|路网)$")
_SUBJECT_REACH = 24


def verb(clauses: Sequence[Clause], text: str) -> str:
    """The action in the text's words: of the first clause that has one, the split verb by its first part."""
    for c in clauses:
        if c.cls in ("act", "work", "effect"):
            return c.verb
    c = clauses[0]
    return _inner_verb(text, c) or c.verb


def _inner_verb(text: str, c: Clause) -> str:
    """The verb of a clause that opens with its subject, object or place (各镇建设…, 为…提供…)."""
    weak = ""
    for at in range(c.at, c.end - 1):
        word = verb_at(text, at)
        if len(word) > 1 and VERBS[word] == "act":
            return word
        if len(word) > 1 and VERBS[word] in ("work", "effect"):
            weak = weak or word
    return weak


def strength(clauses: Sequence[Clause], text: str) -> str | None:
    """How firmly it is promised: the first such word before or as the verb of one of its clauses."""
    for c in clauses:
        if m := _STRENGTH.search(text, c.start, c.at + len(c.verb)):
            return m.group()
    return None


def origin(span: str, path: Sequence[str]) -> str | None:
    """The level that a livelihood item comes from: 省级, 市级; where a text names two, both."""
    return ("级" in span and _levels(span)) or _above(tuple(path))


@lru_cache(maxsize=256)
def _above(path: tuple[str, ...]) -> str | None:
    return next(filter(None, map(_levels, reversed(path))), None)


def _levels(words: str) -> str | None:
    return "、".join(dict.fromkeys(f"{m[1] or m[2]}级" for m in _ORIGIN.finditer(words))) or None


def deliverables(clauses: Sequence[Clause], text: str, figures: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The objects, each as in the text without its figure; clauses that only say an effect give none."""
    found: list[str] = []
    for c in clauses:
        if c is not clauses[0] and c.cls in ("effect", "frame", "prep", "play", "stance") and not c.figures:
            continue
        start = c.at + len(c.verb) if c.cls in ("act", "work", "effect", "none") else c.start
        found += _pieces(_without(text, start, c.end, figures))
    return tuple(dict.fromkeys(found))


def _without(text: str, start: int, end: int, figures: Sequence[tuple[int, int]]) -> str:
    """text[start:end] without its figures."""
    out, at = [], start
    for a, b in figures:
        if at <= a and b <= end:
            out.append(text[at:a])
            at = b
    return "".join([*out, text[at:end]])


def _pieces(words: str) -> list[str]:
    """`A、B等项目` → A, B; `A、B产业发展` stays whole: what is listed there only says whose development."""
    words = words.strip("，、的以上下至到达了为左右")
    among = _AMONG.search(words)
    tail = words[among.end() :] if among else ""
    if among and not (not tail or _LISTED_TAIL.search(tail)):
        return [words]
    body = words[: among.start()] if among else words
    pieces, at = [], 0
    for m in _PIECES.finditer(body):
        if m.group()[0] in "、以及和":
            pieces.append(body[at : m.start()])
            at = m.end()
    pieces.append(body[at:])
    pieces = [p.strip("以上下至到达为，、") for p in pieces]
    if among or all(len(p) > 3 or not p for p in pieces):
        return [p for p in pieces if p]
    return [words] if words else []


def bodies(clauses: Sequence[Clause], text: str) -> tuple[str, ...]:
    """The units that the text itself names as doing it: its subject, or whom 支持 and 推动 are said of."""
    c = clauses[0]
    if c.cls not in ("none", "prep") and c.verb not in ASKED:
        return ()
    start = c.at + len(c.verb) if c.verb in ASKED else c.start
    for at in range(start + 1, min(c.end - 1, start + _SUBJECT_REACH)):
        word = verb_at(text, at)
        if len(word) > 1 and VERBS[word] in ("act", "work"):
            named = text[start:at].removesuffix("要").removesuffix("积极").removesuffix("因地制宜")
            units = [u for u in re.split("[、和]", named) if u]
            if units and all(u.endswith(BODY_ENDINGS) and not KINDS.get(u) for u in units):
                return tuple(units)
    return ()
