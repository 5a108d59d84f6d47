"""The outline: headings in every form, the heading path of each stretch of text, and what each stretch speaks of."""

from __future__ import annotations

from luoshi.reading.outline.heads import FRONT, Found, run_in, topics, whole_line
from luoshi.reading.outline.levels import Nest
from luoshi.reading.outline.marks import HAN, Line, lines
from luoshi.reading.roles import Piece, assign, within
from luoshi.reading.state import Block, Head, Repaired
from luoshi.values import Identity

MARK = frozenset(HAN + "是要")

__all__ = ["outline", "pieces_of"]


def outline(repaired: Repaired, identity: Identity) -> tuple[list[Head], list[Block]]:
    """The headings and the blocks of running text, both in text order, in offsets of the repaired text."""
    heads, pieces = pieces_of(repaired.text, repaired.glossary)
    return heads, assign(repaired, pieces, identity)


def pieces_of(text: str, glossary: tuple[tuple[int, int], ...] = ()) -> tuple[list[Head], list[Piece]]:
    """The headings, and the stretches of text between them; no roles yet. A term that the glossary explains heads
    nothing."""
    heads: list[Head] = []
    pieces: list[Piece] = []
    nest = Nest()
    all_lines = lines(text)
    whole = _whole_lines(text, all_lines)
    opening = _run_ins(text, all_lines, whole)
    after_display = False
    for i, line in enumerate(all_lines):
        found = whole[i]
        if found is not None:
            nest.end_paragraph()
            words = text[found.start : found.end]
            two_lines = after_display and found.kind == "plain" and nest.kinds and nest.kinds[-1] == "plain"
            if two_lines:
                nest.continue_last(words)
                level = len(nest.kinds)
            else:
                level = nest.open(found, words)
            heads.append(Head(found.start, found.end, level, False, found.rule))
            pieces.append(Piece(found.start, found.end, found.start, nest.path, heading=found.kind))
            after_display = found.kind == "plain"
            continue
        after_display = False
        if not line.lost:
            nest.end_paragraph()
        if text.startswith(("各位代表", "同志们"), line.at):
            nest.close_to_section()
        explained = within(line.start, glossary)
        _paragraph(text, line, None if explained else opening[i], nest, heads, pieces)
    return heads, pieces


def _paragraph(text: str, line: Line, found: Found | None, nest: Nest, heads: list[Head], pieces: list[Piece]) -> None:
    """A line of running text: its run-in head, then the stretches between its topic sentences."""
    at = line.start if line.kind in ("plain", "bold") else line.at
    inner = False
    front = line.end - line.at < 100 and FRONT.match(text, line.at, line.end) is not None
    if found is not None:
        level = nest.open(found, text[found.start : found.end])
        heads.append(Head(found.start, found.end, level, True, found.rule))
        at = found.stop
    if line.end - at > 40:
        for topic in topics(text, at - (text[at - 1 : at] == "。"), line.end):
            opens = topic.start
            while topic.kind == "一是" and text[opens - 1] in MARK:
                opens -= 1
            if opens > at:
                pieces.append(Piece(at, opens, line.at, nest.path, inner=inner))
                inner = True
            level = nest.open(topic, text[topic.start : topic.end])
            heads.append(Head(topic.start, topic.end, level, True, topic.rule))
            at = topic.stop
    while at < line.end and text[at] in " *":
        at += 1
    if line.end > at:
        pieces.append(Piece(at, line.end, line.at, nest.path, front=front, inner=inner))


def _whole_lines(text: str, all_lines: list[Line]) -> list[Found | None]:
    """The lines that are headings. Points of a list that follow one another with nothing between are none."""
    found: list[Found | None] = []
    before = "。"
    for line in all_lines:
        found.append(whole_line(text, line, before) if line.end - line.start < 100 else None)
        before = text[line.end - 1] if found[-1] is None else "。"
    for i in range(len(found) - 1, 0, -1):
        above, here = found[i - 1], found[i]
        if above is None or here is None or here.kind in ("section", "plain", "part"):
            continue
        after = found[i + 1] if i + 1 < len(found) else None
        listed = (
            above.kind == here.kind and here.number == above.number + 1 and here.kind in ("1.", "（1）", "①", "一是")
        )
        if listed and (after is None or after.kind == here.kind or here.number > 2):
            found[i] = None
            if here.number == 2:
                found[i - 1] = None
    return found


def _run_ins(text: str, all_lines: list[Line], whole: list[Found | None]) -> list[Found | None]:
    """The heads that paragraphs open with. One that is not certain counts where most of its neighbours have one."""
    found: list[Found | None] = [None] * len(all_lines)
    doubtful: list[int] = []
    votes: list[tuple[int, bool]] = []
    for i, line in enumerate(all_lines):
        if whole[i] is not None:
            continue
        if line.end - line.at > 12:
            found[i], sure = run_in(text, line)
            if found[i] is not None and not sure:
                doubtful.append(i)
            votes.append((i, sure))
        else:
            votes.append((i, False))
    where = {i: k for k, (i, _) in enumerate(votes)}
    for i in doubtful:
        k = where[i]
        around = votes[max(0, k - 3) : k] + votes[k + 1 : k + 4]
        if 2 * sum(sure for _, sure in around) <= len(around):
            found[i] = None
    return found
