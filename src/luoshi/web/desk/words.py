"""Words of a quote found again: where a person broke its lines, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from luoshi.ledger import Refused
from luoshi.values import Quote, Span

# What may stand between two parts, and be left out of both.
JOINTS = frozenset("，。；、！？,;!? \t\r\n\u3000")


def cut(quote: Quote, lines: Sequence[str]) -> list[Quote]:
    """The quote's parts, one a line, in order: white space aside, the very words; marks at the ends may be dropped.

    Refused where a line holds words that do not stand there, or where words would be lost between.
    """
    at = [i for i in chain.from_iterable(range(s.start, s.end) for s in quote.spans)]
    letters = [(i, c) for i, c in zip(at, quote.text, strict=True) if not c.isspace()]
    done, parts = 0, []
    for line in lines:
        words = "".join(line.split()).strip("，。；、！？,;!?")
        while done < len(letters) and letters[done][1] in JOINTS and not words.startswith(letters[done][1]):
            done += 1
        found = "".join(c for _, c in letters[done : done + len(words)])
        if not words or found != words:
            raise Refused(
                f"“{line.strip()}”不是原文接下去的字（原文是“{found or '已到末尾'}”）：只能换行，不能改字",
                f"{line.strip()!r} is not what follows in the text: break lines only, change no words",
            )
        parts.append(_quote(quote, letters[done][0], letters[done + len(words) - 1][0] + 1))
        done += len(words)
    left = "".join(c for _, c in letters[done:] if c not in JOINTS)
    if left:
        raise Refused(f"“{left}”没有分到哪一行", f"{left!r} is on no line")
    return parts


def _quote(whole: Quote, start: int, end: int) -> Quote:
    """The part start..end of the document that is within the quote."""
    spans, text, before = [], [], 0
    for span in whole.spans:
        first, last = max(start, span.start), min(end, span.end)
        if first < last:
            spans.append(Span(first, last))
            text.append(whole.text[before + first - span.start : before + last - span.start])
        before += span.end - span.start
    return Quote(tuple(spans), "".join(text))
