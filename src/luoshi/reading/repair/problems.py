"""What repair has to say to the reader of a report."""

from __future__ import annotations

from luoshi.reading.repair.lines import Line, ends_sentence
from luoshi.reading.state import Repaired
from luoshi.values import Aside, Message, Problem, Span

# A text that ends without a mark in a line longer than this breaks off; a shorter one is a signature or a date.
LAST_LINE = 60


def gap(start: int, end: int) -> Problem:
    return Problem(
        "gap",
        "warning",
        Message(
            "这里的句子前后接不上，可能缺了文字", "the two halves of this sentence do not fit: text may be missing"
        ),
        Message("请对照原文补全", "complete it from the original"),
        Span(min(start, end), max(start, end)),
    )


def displaced(start: int, end: int) -> Problem:
    return Problem(
        "displaced-heading",
        "note",
        Message(
            "这个标题插在一句话中间，已移到该段之后",
            "this heading stood inside a sentence; it is read behind the paragraph",
        ),
        Message("请核对标题的位置", "check where the heading belongs"),
        Span(start, end),
    )


def cut_off(last: Line) -> list[Problem]:
    text = last.text.rstrip("—-*")
    if not text or ends_sentence(text) or text[-1] in "）)" or len(text) <= LAST_LINE or "。" not in text:
        return []
    return [
        Problem(
            "cut-off",
            "warning",
            Message(
                "文本在一句话中间结束，后面可能缺失",
                "the text ends in the middle of a sentence; the rest may be missing",
            ),
            Message("请核对文件是否完整", "check that the file is complete"),
            Span(max(last.start, last.end - 20), last.end),
        )
    ]


def found_repeats(repaired: Repaired) -> list[Problem]:
    found = []
    for start, end in repaired.repeats:
        spans = repaired.quote(start, end).spans
        found.append(
            Problem(
                "repeat",
                "note",
                Message(
                    f"这里 {end - start} 个字与别处重复，只计一次",
                    f"these {end - start} characters repeat others, and are counted once",
                ),
                Message("请核对是否为重复排印", "check that it was set twice by mistake"),
                Span(spans[0].start, spans[-1].end) if spans[0].start <= spans[-1].end else spans[0],
            )
        )
    return found


def found_strays(asides: list[Aside]) -> list[Problem]:
    return [
        Problem(
            "stray-word",
            "note",
            Message(
                f"中文里夹着“{a.quote.text}”，已略去", f"“{a.quote.text}” stands between Chinese words, and is left out"
            ),
            Message("请对照原文改正", "correct it from the original"),
            a.quote.spans[0],
        )
        for a in asides
        if a.rule == "stray-english"
    ]
