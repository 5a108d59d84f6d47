"""`EARLIER--LATER.links.corrections.jsonl`: what a person decided about links, applied on every later comparing.

One JSON object a line: `link` (the id), `who`, `why`, `when` (any words, best a date), and one of
  `confirm`  the verdict that the person looked at and stands behind; where the machine now says another, it is stale
  `set`      {"verdict": …} and, where the place is another, "result": {"text": …, "start": …, "end": …} or null.
             `start` and `end` may be missing where the words stand once in the later report
  `reject`   true: it is no promise, and leaves the account
A line that can't be applied is a Problem with its number, and the file is never written by comparing.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from luoshi.comparing.account import Account
from luoshi.comparing.figures import same_unit, side_by_side
from luoshi.comparing.promises import figure_of
from luoshi.comparing.reasons import NAMES
from luoshi.comparing.values import VERDICTS, Link, Result
from luoshi.values import Correction, Measure, Message, Problem, Quote, Report, Span

SUFFIX = ".links.corrections.jsonl"
KEYS = frozenset({"link", "who", "why", "when", "confirm", "set", "reject"})
_SILENT = ("not_mentioned",)


def beside(earlier: Path, later: Path) -> Path:
    """Where the corrections of the links between the reports at two paths stand: beside the later one."""
    return later.with_name(f"{earlier.stem}--{later.stem}{SUFFIX}")


def apply_file(told: Account, path: Path) -> Account:
    """The account with the corrections of `path`; every line that can't be applied is a Problem.

    Raises OSError where the file cannot be read.
    """
    links: dict[str, Link] = {link.id: link for link in told.comparison.links}
    problems: list[Problem] = []
    for number, line in enumerate(path.read_bytes().decode("utf-8-sig", "replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            _apply(_row(line), links, told.later)
        except _Refused as refused:
            problems.append(_problem(path, number, refused.what))
        except (ValueError, RecursionError) as error:
            problems.append(_problem(path, number, Message("不是一行 JSON", f"not a line of JSON: {error}")))
    return told.with_links(tuple(links.values()), tuple(problems))


class _Refused(Exception):
    """Why a line cannot be applied."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.what = Message(zh, en)


def _problem(path: Path, line: int, what: Message) -> Problem:
    return Problem(
        "link-correction-not-applied",
        "warning",
        Message(f"{path.name} 第 {line} 行：{what.zh}", f"{path.name} line {line}: {what.en}"),
        Message(
            "请对照兑现页改正或删去这一行；其余核定已应用",
            "put this line right from the page of the account, or drop it; the others were applied",
        ),
    )


def _row(line: str) -> dict[str, Any]:
    row = json.loads(line)
    if not isinstance(row, dict):
        raise _Refused("不是一个 JSON 对象", "expected a JSON object")
    if unknown := sorted(row.keys() - KEYS):
        raise _Refused(
            f"不认识“{unknown[0]}”，可用的有 {'、'.join(sorted(KEYS))}",
            f"unknown {unknown[0]!r}: expected {', '.join(sorted(KEYS))}",
        )
    if not isinstance(row.get("who"), str) or not row["who"].strip():
        raise _Refused("没有写 who，核定要有人署名", "without 'who': a correction needs a person who stands behind it")
    return row


def _apply(row: dict[str, Any], links: dict[str, Link], later: Report) -> None:
    old = links.get(str(row.get("link")))
    if old is None:
        raise _Refused(f"这次比对中没有 {row.get('link')!r}", f"no link {row.get('link')!r} in this comparison")
    asked = [key for key in ("confirm", "set", "reject") if key in row]
    if len(asked) != 1:
        raise _Refused("confirm、set、reject 应有且只有一个", "expected one of 'confirm', 'set', 'reject'")
    note = Correction(row["who"].strip(), str(row.get("why", "")), str(row.get("when", "")))
    if asked[0] == "reject":
        if row["reject"] is not True:
            raise _Refused("reject 只能是 true", "'reject': expected true")
        del links[old.id]
    elif asked[0] == "confirm":
        if row["confirm"] != old.verdict:
            raise _Refused(
                f"当时核定的是“{row['confirm']}”，现在的结论是“{old.verdict}”，请重看",
                f"confirmed {row['confirm']!r}, and the verdict is now {old.verdict!r}: look again",
            )
        links[old.id] = replace(old, correction=note)
    else:
        links[old.id] = _set(old, row["set"], note, later)


def _set(old: Link, changes: Any, note: Correction, later: Report) -> Link:
    if not isinstance(changes, dict) or not changes.keys() <= {"verdict", "result"} or not changes:
        raise _Refused("set 里只能有 verdict 和 result", "'set': expected 'verdict' and 'result'")
    verdict = changes.get("verdict", old.verdict)
    if verdict not in VERDICTS:
        raise _Refused(
            f"没有结论“{verdict}”，可用的有 {'、'.join(VERDICTS)}",
            f"no verdict {verdict!r}: expected one of {', '.join(VERDICTS)}",
        )
    result = _result(changes["result"], later) if "result" in changes else old.result
    if verdict in _SILENT:
        result = None
    elif result is None and verdict != "unsure":
        raise _Refused(
            f"结论“{verdict}”要有 result，指明原文哪一处", f"verdict {verdict!r} needs a 'result': where it is said"
        )
    figures = None
    promised, claimed = old.promise.figure, result.figure if result else None
    if promised and claimed and promised.kind == claimed.kind and same_unit(promised.unit, claimed.unit):
        figures = side_by_side(promised, claimed)
    reason = Message(
        f"{note.who}核定为“{NAMES[verdict].zh}”" + (f"：{note.why}" if note.why else ""),
        f"{note.who} decided: {NAMES[verdict].en}" + (f" ({note.why})" if note.why else ""),
    )
    return replace(
        old,
        verdict=verdict,
        result=result,
        side_by_side=figures,
        reason=reason,
        rule="correction",
        correction=note,
    )


def _result(data: Any, later: Report) -> Result | None:
    if data is None:
        return None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str) or not data["text"].strip():
        raise _Refused("result 要有 text，写后一份报告的原文", "'result': expected 'text', words of the later report")
    quote = _found(data["text"].strip(), data.get("start"), later.text)
    inside = [m for m in later.measures if quote.start <= m.quote.start and m.quote.end <= quote.end]
    one: Measure | None = inside[0] if len(inside) == 1 else None
    passage = next((p for p in later.passages if p.quote.start <= quote.start < p.quote.end), None)
    return Result(
        quote,
        one.id if one else None,
        figure_of(one) if one else None,
        one.year if one else passage.year if passage else None,
        passage.path if passage else (),
    )


def _found(words: str, start: object, text: str) -> Quote:
    """The words where the line says, or where they stand once: a new encoding or wrap of the file moves offsets."""
    if not (isinstance(start, int) and start >= 0 and text.startswith(words, start)):
        start = text.find(words)
        if start < 0:
            raise _Refused(f"后一份报告里没有“{words[:30]}”", f"the later report has no {words[:30]!r}")
        if text.find(words, start + 1) >= 0:
            raise _Refused(
                f"“{words[:30]}”在后一份报告里不止一处，请写明 start",
                f"{words[:30]!r} stands more than once: add 'start'",
            )
    return Quote((Span(start, start + len(words)),), words)
