"""What the day brings without anybody acting: lights, notices, the signed head; and the check of everything kept.

`tick` may be missed or run twice: lights are of today, months are replayed, a notice is told once, a day has one head.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from luoshi import ledger
from luoshi.ledger.chain import broken, day_head
from luoshi.values import Message
from luoshi.web import evidence, signing
from luoshi.web.actions import log, months, slips, telling
from luoshi.web.actions.commitments import looked, refresh
from luoshi.web.models import Bulletin, Commitment, DayHead, EventRow, Evidence, OfficeEvent
from luoshi.web.models.office import CHAIN


def tick(now: dt.datetime) -> dict[str, int]:
    """Bring lights, slips, month ends and notices to `now`, and sign yesterday's head. How many of each were new."""
    count = {"lights": 0, "slips": 0, "months": 0, "notices": 0}
    rows = months.to_look_at(now).select_related("scheme", "lead", "leader")
    for commitment in rows.prefetch_related("events", "slips", "month_ends").iterator(chunk_size=200):
        view, stood = looked(commitment, now)
        with transaction.atomic():
            # Whoever acted since it was read has brought it to now already.
            same = Commitment.objects.filter(pk=commitment.pk, events_count=commitment.events_count)
            if not same.select_for_update().exists():
                continue
            count["lights"] += refresh(commitment, view)
            count["slips"] += slips.mirror(commitment, view)
            count["months"] += months.keep(commitment, stood)
            count["notices"] += telling.tell(commitment, ledger.notices(view), now)
    return count | {"heads": int(sign_day(now.date() - dt.timedelta(days=1)))}


def sign_day(day: dt.date) -> bool:
    """Sign the ends of all chains, once a day; whether it was new."""
    if DayHead.objects.filter(day=day).exists():
        return False
    ends = [*((str(uid), count, head) for uid, count, head in _ends()), log.end()]
    head = day_head(day, ends, settings.HASH)
    DayHead.objects.create(
        day=day,
        algorithm=settings.HASH,
        ends="\n".join(f"{uid}\t{count}\t{end}" for uid, count, end in sorted(ends)),
        head=head,
        signature=signing.sign(settings.HOME, f"{day} {head}"),
    )
    return True


def _ends() -> Iterator[tuple[object, int, str]]:
    yield from Commitment.objects.values_list("uid", "events_count", "head").iterator(chunk_size=2000)


def verify() -> Iterator[Message]:
    """Everything that is not as it was written: events, chain ends, signed heads, evidence."""
    for commitment in Commitment.objects.iterator(chunk_size=200):
        yield from _chain(commitment)
    ends = {str(uid): (count, head) for uid, count, head in _ends()}
    yield from log.faults()
    key = signing.public(settings.HOME)
    for row in DayHead.objects.all():
        yield from _day(row, ends, key)
    for row in Evidence.objects.iterator(chunk_size=500):
        if evidence.digest(row.sha256) != row.sha256:
            yield Message(
                f"{row.commitment.number}：佐证材料“{row.name}”缺失或被改动",
                f"{row.commitment.number}: evidence {row.name!r} is missing or was changed",
            )
    for bulletin in Bulletin.objects.all():
        if evidence.digest(bulletin.sha256) != bulletin.sha256:
            yield Message(
                f"“{bulletin.title}”的文件缺失或被改动", f"bulletin {bulletin.number} of {bulletin.year}: its file is "
                "missing or was changed",
            )  # fmt: skip


def _chain(commitment: Commitment) -> Iterator[Message]:
    uid, number = str(commitment.uid), commitment.number
    links = []
    for row in commitment.events.all():
        try:
            links.append(row.link(uid))
        except (ValueError, KeyError, TypeError):
            yield Message(f"{number} 第 {row.number} 个事件读不出来", f"{number}: event {row.number} cannot be read")
    for message in broken(uid, links, commitment.head):
        yield Message(f"{number}：{message.zh}", f"{number}: {message.en}")


def _day(row: DayHead, ends: dict[str, tuple[int, str]], key: str) -> Iterator[Message]:
    """A signed day: its signature, its sum, and every chain at least as long as it was, through the same event."""
    lines = [line.split("\t") for line in row.ends.splitlines()]
    listed = [(uid, int(count), end) for uid, count, end in lines]
    sum_holds = day_head(row.day, listed, row.algorithm) == row.head
    if not sum_holds or not signing.signed(key, f"{row.day} {row.head}", row.signature):
        yield Message(f"{row.day} 的日头：签名不符", f"head of {row.day}: the signature does not hold")
    then = {
        str(uid): end
        for uid, end in Commitment.objects.filter(uid__in=[uid for uid, _, _ in listed if uid != CHAIN]).values_list(
            "uid", "pk"
        )
    }
    for uid, count, end in listed:
        if (_log_hash(count) if uid == CHAIN else _event_hash(then.get(uid), count)) != end:
            yield Message(
                f"{uid}：{row.day} 时第 {count} 个事件已不在或被改写",
                f"{uid}: event {count} of {row.day} is gone or rewritten",
            )


def _event_hash(commitment: int | None, number: int) -> str | None:
    return EventRow.objects.filter(commitment=commitment, number=number).values_list("hash", flat=True).first()


def _log_hash(number: int) -> str | None:
    if not number:
        return ""
    return OfficeEvent.objects.filter(number=number).values_list("hash", flat=True).first()
