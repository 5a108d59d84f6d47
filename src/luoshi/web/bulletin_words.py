"""The bulletin in words: what a supervisor begins with and changes, and the document that it becomes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from luoshi.exchange.official import Block, Heading, Mark, Table, Title, Words
from luoshi.exchange.scheme.words import SHAPE
from luoshi.exchange.wording import ordinal
from luoshi.ledger.rates import Share
from luoshi.web.bulletin import MonthFigures
from luoshi.web.models import DayHead

# What is written by a person; `notes` beside them, by number of the commitment.
WRITTEN = ("title", "to", "overall", "practice", "demands")
RULE = (
    "注：按期办结率＝按期办结的项数÷（已办结的项数＋到期未办结的项数）。名次按按期办结率从高到低；相同的，红灯少的在前，"
    "再看黄灯；仍相同的并列。还没有事项到期的单位不排名次。"
)


@dataclass(frozen=True, slots=True)
class Issue:
    """What only the issue fixes: which of the year's, whose, its document number, its day; without a day a draft."""

    number: int
    office: str
    document: str = ""
    day: dt.date | None = None


def drafted(f: MonthFigures) -> dict[str, Any]:
    """Words to begin with."""
    behind, unanswered = f.schedule[2], sum(one.unanswered for one in f.slips)
    asked = [
        words
        for count, words in (
            (f.overdue, f"逾期未办结的{f.overdue}项，牵头单位要说明原因，明确整改措施和完成日期。"),
            (behind, f"落后序时进度的{behind}项，要倒排工期，逐月赶上。"),
            (unanswered, f"到期未答复的{unanswered}张督办单，要立即答复。"),
        )
        if count
    ]
    return {
        "title": f"关于{f.year}年{f.month}月重点工作督查情况的通报", "to": "各有关单位", "overall": "", "practice": "",
        "demands": "\n".join(f"（{ordinal(at)}）{words}" for at, words in enumerate(asked, 1)), "notes": {},
    }  # fmt: skip


def overall(f: MonthFigures) -> str:
    """The sentence that sums the month up."""
    lights = "、".join(f"{word.zh}灯{count}项" for _, word, count in f.lights if word.zh != "灰")
    parts = [
        f"截至{_day(f.end)}，列入督查的事项共{f.total}项，已办结{f.done}项（本月办结{f.done_this_month}项），"
        f"在办{f.total - f.done}项。",
        f"在办事项中，{lights}。" if lights else "",
        f"按期办结率{_percent(f.in_time)}，逾期未办结{f.overdue}项。",
    ]
    return "".join(parts)


def schedule(f: MonthFigures) -> str:
    planned, level, behind, furthest = f.schedule
    if not planned:
        return "本月在办事项没有可以对照序时进度的。"
    worst = f"，最多的落后{furthest:.1f}个百分点" if furthest is not None else ""
    return f"可以对照序时进度的在办事项{planned}项，达到方案要求的{level}项，落后亮灯的{behind}项{worst}。"


def blocks(f: MonthFigures, said: Mapping[str, Any], issue: Issue, head: DayHead | None, key: str) -> tuple[Block, ...]:
    """The document. `key`: the ledger's public key, in hexadecimal."""
    return tuple(_blocks(f, said, issue, head, key))


def _blocks(f: MonthFigures, said: Mapping[str, Any], issue: Issue, head: DayHead | None, key: str) -> Iterator[Block]:
    mark = f"〔{f.year}〕第{issue.number}期" + ("" if issue.day else "（草稿）")
    yield Mark("督查通报", mark, issue.office, _day(issue.day) if issue.day else "")
    if issue.document:
        yield Words(issue.document, "sign")
    yield Title(said["title"])
    if said["to"].strip():
        yield Words(f"{said['to'].strip().rstrip('：:')}：", "to")
    yield Words(f"现将{f.year}年{f.month}月重点工作落实情况通报如下。")
    for number, (heading, body) in enumerate(_sections(f, said), 1):
        yield Heading(f"{ordinal(number)}、{heading}")
        yield from body
    yield Words("", "to")
    yield Words(issue.office, "sign")
    yield Words(_day(issue.day) if issue.day else "　　年　　月　　日", "sign")
    yield from _seal(head, key)


def _sections(f: MonthFigures, said: Mapping[str, Any]) -> Iterator[tuple[str, list[Block]]]:
    yield "总体情况", [Words(overall(f)), *_words(said["overall"])]
    if f.units:
        yield "各单位办理情况", [_units(f), Words(RULE, "note")]
    yield "对照序时进度", [Words(schedule(f))]
    if f.lit or f.hidden:
        rest = f.lit_total - len(f.lit)
        more = [f"另有{rest}项亮灯事项见台账。"] if rest else []
        more += [f"有{f.hidden}项限定知悉范围，不在此列出。"] if f.hidden else []
        table = [_lit(f, said["notes"])] if f.lit else []
        yield "亮灯事项", [*table, *(Words(words, "note") for words in more)]
    if f.early or said["practice"].strip():
        rows = tuple((e.title, e.unit, f"{e.done.month}月{e.done.day}日", f"{e.days}天") for e in f.early)
        heads, aligns = ("事项", "牵头单位", "办结日期", "提前"), ("left", "left", "center", "center")
        early = [Table(heads, (50, 26, 14, 10), aligns, rows)] if rows else []  # type: ignore[arg-type]
        yield "提前办结的事项和好的做法", [*early, *_words(said["practice"])]
    if f.slips:
        rows = tuple((s.name, str(s.issued), str(s.answered), str(s.unanswered)) for s in f.slips)
        heads = ("督办单", "本月签发", "月末前已答复", "到期未答复")
        aligns = ("left", "center", "center", "center")
        yield "督办单签发和答复", [Table(heads, (40, 20, 20, 20), aligns, rows)]  # type: ignore[arg-type]
    if said["demands"].strip():
        yield "下步要求", _words(said["demands"])


def _words(text: str) -> list[Block]:
    return [Words(text.strip())] if text.strip() else []


def _units(f: MonthFigures) -> Table:
    rows = tuple(
        (
            str(u.rank or "—"), u.name, str(u.taken), str(u.done), _percent(u.in_time), str(u.red), str(u.yellow),
            str(u.overdue), str(u.slips),
        )
        for u in f.units
    )  # fmt: skip
    heads = ("名次", "单位", "承办", "办结", "按期办结率", "红灯", "黄灯", "逾期", "督办单")
    aligns = ("center", "left", *("center",) * 7)
    return Table(heads, (9, 32, 9, 9, 23, 9, 9, 9, 13), aligns, rows)  # type: ignore[arg-type]


def _lit(f: MonthFigures, notes: Mapping[str, str]) -> Table:
    rows = tuple(
        (str(at), one.title, one.unit, f"{SHAPE[one.colour]}{one.light}",
         one.why + (f"\n{notes[one.number]}" if notes.get(one.number) else ""))
        for at, one in enumerate(f.lit, 1)
    )  # fmt: skip
    aligns = ("center", "left", "left", "left", "left")
    return Table(("序号", "事项", "牵头单位", "亮灯", "原因和说明"), (9, 31, 19, 14, 35), aligns, rows)  # type: ignore[arg-type]


def _seal(head: DayHead | None, key: str) -> Iterator[Block]:
    """The signed day head: who cuts a chain off later, or writes it anew, does not fit what is printed here."""
    if head is None:
        return
    yield Words("台账校验", "note")
    for words in (
        f"日头日期：{_day(head.day)}　算法：{head.algorithm.upper()}",
        f"日头：{head.head}",
        f"签名（Ed25519）：{head.signature}",
        f"公钥指纹（SHA-256）：{fingerprint(key)}",
    ):
        yield Words(words, "fine")
    yield Words("此日以前的台账事件如有删改、缺失或截断，即与上列日头不符，可用 luoshi verify 核验。", "note")


def fingerprint(key: str) -> str:
    """The SHA-256 of the public key, in groups of eight that can be read out."""
    digest = hashlib.sha256(bytes.fromhex(key)).hexdigest()
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _percent(share: Share) -> str:
    if share.percent is None:
        return "—"
    return f"{share.percent}%（{share.numerator}/{share.denominator}）"


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
