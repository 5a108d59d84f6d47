"""The signed head of a day: made, checked, written to a file that is kept elsewhere, and compared with one.

A head lists the ends of the chains that changed since the head before, and stands on it; so heads are a chain, and a
day of a ledger of a million commitments lists what the day brought.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from luoshi.ledger.chain import day_head, day_sum
from luoshi.values import Message
from luoshi.web import signing
from luoshi.web.actions import log
from luoshi.web.actions.batches import batched
from luoshi.web.actions.one_at_a_time import HEADS, alone
from luoshi.web.models import Commitment, DayEnd, DayHead, EventRow, OfficeEvent, StoredReport
from luoshi.web.models.office import CHAIN

End = tuple[str, int, str, str]  # chain, number of its last event, hash of that, what people call it
FORMAT = 2
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@transaction.atomic
def sign_day(day: dt.date) -> bool:
    """Sign where the chains end that changed; once a day, and never a day before one that is signed. Whether it was
    new."""
    alone(HEADS)
    last = DayHead.objects.last()
    if last is not None and last.day >= day:
        return False
    for some in batched(_changed(), 500):
        DayEnd.objects.bulk_create(DayEnd(day=day, chain=c, number=n, end=e, name=w) for c, n, e, w in some)
    before = last.head if last else ""
    head = day_sum(day, before, listed(day), settings.HASH)
    DayHead.objects.create(
        day=day, format=FORMAT, algorithm=settings.HASH, before=before, head=head,
        signature=signing.sign(settings.HOME, f"{day} {head}"),
    )  # fmt: skip
    return True


def listed(day: dt.date) -> Iterator[End]:
    """The ends that the head of a day lists, in their order."""
    yield from DayEnd.objects.filter(day=day).values_list("chain", "number", "end", "name").iterator(chunk_size=2000)


def _changed() -> Iterator[End]:
    """The ends of all chains that are longer than when they were listed last."""
    for some in batched(_ends(), 500):
        rows = DayEnd.objects.filter(chain__in=[chain for chain, *_ in some]).order_by()
        known = dict(rows.values_list("chain").annotate(Max("number")))
        yield from (end for end in some if known.get(end[0]) != end[1])


def _ends() -> Iterator[End]:
    commitments = Commitment.objects.order_by("pk").values_list("uid", "events_count", "head", "number")
    for uid, count, head, number in commitments.iterator(chunk_size=2000):
        yield str(uid), count, head, number
    for report in StoredReport.objects.order_by("pk").defer("data").iterator(chunk_size=100):
        last = report.decisions.last()
        yield report.chain, last.number if last else 0, last.hash if last else report.hash, report.name
    yield *log.end(), "日志"


def faults() -> Iterator[Message]:
    """Every head that is not as it was signed, and whatever they list that is not there any more.

    What heads of format 2 list is checked beside the chains (`luoshi.web.actions.verify`), but for whole chains.
    """
    key, before = signing.public(settings.HOME), ""
    for row in DayHead.objects.iterator(chunk_size=20):
        holds = _sum(row) == row.head and signing.signed(key, f"{row.day} {row.head}", row.signature)
        if not holds:
            yield Message(f"{row.day} 的日头：签名不符", f"head of {row.day}: the signature does not hold")
        if row.format >= FORMAT and row.before != before:
            yield Message(
                f"{row.day} 的日头：之前的日头缺失或被换", f"head of {row.day}: the head before it is gone or another"
            )
        if row.format < FORMAT:
            yield from _early(row)
        before = row.head
    for (day,) in DayEnd.objects.order_by("day").values_list("day").distinct():
        if not DayHead.objects.filter(day=day).exists():
            yield Message(f"{day} 的日头不在了", f"head of {day}: gone")
    yield from _gone()


def _sum(row: DayHead) -> str:
    if row.format >= FORMAT:
        return day_sum(row.day, row.before, listed(row.day), row.algorithm)
    return day_head(row.day, _early_ends(row), row.algorithm)


def _early_ends(row: DayHead) -> list[tuple[str, int, str]]:
    return [(chain, int(number), end) for chain, number, end in (line.split("\t") for line in row.ends.splitlines())]


def _early(row: DayHead) -> Iterator[Message]:
    """What a head of format 1 lists: every chain at least as long as it was, through the same event."""
    for some in batched(_early_ends(row), 500):
        hashes = [end for _, _, end in some]
        rows = EventRow.objects.filter(commitment__uid__in=[c for c, _, _ in some if c != CHAIN], hash__in=hashes)
        there = {(str(c), n, h) for c, n, h in rows.order_by().values_list("commitment__uid", "number", "hash")}
        there |= {(CHAIN, n, h) for n, h in OfficeEvent.objects.filter(hash__in=hashes).values_list("number", "hash")}
        for end in some:
            if end[1] and end not in there:
                yield gone(end[0], row.day, end[1])


def gone(name: str, day: dt.date, number: int) -> Message:
    """What a head lists, and is not there."""
    return Message(
        f"{name}：{day} 时第 {number} 个事件已不在或被改写", f"{name}: event {number} of {day} is gone or rewritten"
    )


def _gone() -> Iterator[Message]:
    """Chains that were listed, and of which nothing is left."""
    chains = DayEnd.objects.exclude(chain=CHAIN).order_by("chain").values_list("chain", flat=True).distinct()
    for some in batched(chains.iterator(chunk_size=2000), 500):
        files = [chain.partition(":")[2] for chain in some if ":" in chain]
        uids = Commitment.objects.filter(uid__in=[chain for chain in some if _UID.fullmatch(chain)])
        there = {str(uid) for uid in uids.values_list("uid", flat=True)}
        there |= {
            f"report:{sha}" for sha in StoredReport.objects.filter(sha256__in=files).values_list("sha256", flat=True)
        }
        for chain in some:
            if chain not in there:
                last = DayEnd.objects.filter(chain=chain).latest("number")
                yield Message(
                    f"{last.name}：{last.day} 时有 {last.number} 个事件，现在整个不在了",
                    f"{last.name}: had {last.number} events on {last.day}, and is gone altogether",
                )


def export() -> str:
    """The signed heads and the public key as JSON, to be kept where nobody who has the ledger can change them."""
    names = ("day", "format", "algorithm", "before", "head", "signature")
    rows = DayHead.objects.values_list(*names)
    about: dict[str, Any] = {"luoshi": "day heads", "key": signing.public(settings.HOME)}
    about["heads"] = [{n: str(v) if n == "day" else v for n, v in zip(names, row, strict=True)} for row in rows]
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"


class HeadsError(ValueError):
    """A file that holds no exported heads. `said`: why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.said = Message(zh, en)


def read(text: str) -> tuple[str, list[dict[str, Any]]]:
    """(public key, heads) of an exported file. HeadsError for anything else, or where a signature in it is wrong."""
    try:
        about = json.loads(text)
        key, heads = about["key"], about["heads"]
        words = [(f"{head['day']} {head['head']}", head["signature"]) for head in heads]
    except (ValueError, KeyError, TypeError) as error:
        raise HeadsError("这不是 luoshi heads 写出的日头文件", "no file of heads as luoshi heads writes it") from error
    for said, signature in words:
        if not signing.signed(key, said, signature):
            raise HeadsError(
                f"日头文件里 {said[:10]} 的签名不符：文件被改动", f"{said[:10]}: the file's signature does not hold"
            )
    return key, heads


def against(key: str, heads: Iterable[dict[str, Any]]) -> Iterator[Message]:
    """Where this ledger is not the one whose heads were kept elsewhere. The rest `faults` finds."""
    if key != signing.public(settings.HOME):
        yield Message("公钥与日头文件的不同：签名密钥被换", "the signing key is not that of the file")
    for kept in heads:
        row = DayHead.objects.filter(day=kept["day"]).first()
        if row is None:
            yield Message(
                f"{kept['day']} 的日头在文件里，不在台账里", f"head of {kept['day']}: in the file, not in the ledger"
            )
        elif (row.head, row.signature) != (kept["head"], kept["signature"]):
            yield Message(
                f"{kept['day']} 的日头与文件里的不同：台账被改写", f"head of {kept['day']}: not that of the file"
            )
