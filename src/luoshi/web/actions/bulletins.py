"""A bulletin is drafted, changed and issued by a supervisor. A ranking takes effect when it is issued, never before.

What was issued is kept as it was: the file by its hash, its words beside it, its hash in the log of the office.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Max

from luoshi.exchange import official
from luoshi.exchange.official import Block
from luoshi.ledger import NotYours, Refused
from luoshi.ledger.chain import canonical, hashed
from luoshi.web import clock, evidence, signing
from luoshi.web.actions import heads, log, months
from luoshi.web.actions.access import Actor
from luoshi.web.actions.commitments import looked
from luoshi.web.bulletin import MonthFigures, of_month
from luoshi.web.bulletin_words import WRITTEN, Issue, blocks, drafted
from luoshi.web.models import Bulletin, BulletinDraft, DayHead

LONGEST = 20_000


def only_writers(actor: Actor) -> None:
    if actor.role != "supervisor" or actor.post is None:
        raise NotYours("通报要由督查员起草和印发", "bulletins are written and issued by supervisors")


def said_of(figures: MonthFigures) -> dict[str, Any]:
    """What was written so far for the month, else words to begin with."""
    row = BulletinDraft.objects.filter(year=figures.year, month=figures.month).first()
    return drafted(figures) | (row.said if row else {})


def seen_of(year: int, month: int) -> str:
    """What tells the draft of a month from every other that it was or will be; "" where nobody has written one."""
    row = BulletinDraft.objects.filter(year=year, month=month).first()
    return hashed(row.said) if row else ""


@transaction.atomic
def save(actor: Actor, year: int, month: int, posted: Mapping[str, str], seen: str | None = None) -> None:
    """Keep what was written. `posted`: WRITTEN, and `note-NUMBER`. Refused where the writer saw another draft (`seen`,
    as `seen_of` says it) than there is now."""
    only_writers(actor)
    _over(year, month)
    for name, words in posted.items():
        if len(words) > LONGEST or "\0" in words:
            raise Refused(f"“{name}”太长或有空字符，最多 {LONGEST} 字", f"{name}: at most {LONGEST} characters, no NUL")
    if not 0 < len(posted.get("title", "").strip()) <= 200:
        raise Refused("标题应有 1 到 200 字", "the title: expected 1 to 200 characters")
    said: dict[str, Any] = {name: posted.get(name, "").replace("\r\n", "\n") for name in WRITTEN}
    said["title"] = said["title"].strip()
    said["notes"] = {
        key.removeprefix("note-"): words.strip()
        for key, words in posted.items()
        if key.startswith("note-") and words.strip()
    }
    row = {"said": said, "at": clock.now(), "user": actor.user}
    draft, made = BulletinDraft.objects.select_for_update().get_or_create(year=year, month=month, defaults=row)
    if seen is not None and seen != ("" if made else hashed(draft.said)):
        raise Refused(
            f"{draft.user} 刚改过这份草稿。您写的都在下面，对照已存的草稿后可再保存",
            f"{draft.user} has changed the draft meanwhile; what you wrote is below: compare it, and save it again",
        )
    if not made:
        BulletinDraft.objects.filter(pk=draft.pk).update(**row)


def document(actor: Actor, figures: MonthFigures, issue: Issue | None = None) -> tuple[Block, ...]:
    """The bulletin as it would be issued now, or as it is."""
    office = actor.post.unit.name if actor.post else ""
    issue = issue or Issue(_next(figures.year), office)
    head = DayHead.objects.order_by("-day").first()
    return blocks(figures, said_of(figures), issue, head, signing.public(settings.HOME))


def file_of(shown: tuple[Block, ...], title: str) -> bytes:
    return official.write(shown, title, title)


@transaction.atomic
def issue(actor: Actor, year: int, month: int, number: str) -> Bulletin:
    """Issue the month's bulletin under a document number; the next of its year. Refused where a month is not over, or
    not kept for everything."""
    only_writers(actor)
    _over(year, month)
    if not 0 < len(number.strip()) <= 80 or "\0" in number:
        raise Refused("印发要写文号，最多 80 字", "a document number is needed, of at most 80 characters")
    now = clock.now()
    if not months.complete(now):
        raise Refused("月末数据还不全，请先补算", "the month's end is not kept for everything yet")
    heads.sign_day(now.date() - dt.timedelta(days=1))
    figures = of_month(year, month)
    assert actor.post is not None
    what = Issue(_next(year), actor.post.unit.name, number.strip(), now.date())
    shown = document(actor, figures, what)
    said = said_of(figures)
    content = file_of(shown, said["title"])
    body = canonical({"said": said, "blocks": [{"block": type(b).__name__} | asdict(b) for b in shown]})
    digest = evidence.keep(ContentFile(content), (b"PK",), said["title"], ".docx")
    try:
        with transaction.atomic():
            row = Bulletin.objects.create(
                year=year, month=month, number=what.number, title=said["title"], document=what.document, body=body,
                sha256=digest, size=len(content), at=now, user=actor.user, post=actor.post,
            )  # fmt: skip
    except IntegrityError:
        raise Refused("刚刚有人印发了一期，请刷新再看", "another one was issued just now: reload") from None
    log.done(actor, "bulletin", title=row.title, number=f"{year}-{row.number}", document=row.document, sha256=digest)
    return row


def _next(year: int) -> int:
    return (Bulletin.objects.filter(year=year).aggregate(Max("number"))["number__max"] or 0) + 1


def is_over(year: int, month: int) -> bool:
    """Whether there is such a month, and it is over."""
    last = months.last_closed(clock.now())
    return 1 <= month <= 12 and (2000, 1) <= (year, month) <= (last.year, last.month)


def _over(year: int, month: int) -> None:
    if not is_over(year, month):
        raise Refused(f"{year} 年 {month} 月还没有过完", f"{year}-{month} is not over")


def fill(actor: Actor, now: dt.datetime) -> int:
    """Keep the months that are over for everything, where nobody ticked; how many rows were new."""
    only_writers(actor)
    made = 0
    rows = months.to_look_at(now).select_related("scheme").prefetch_related("events", "month_ends")
    for commitment in rows.iterator(chunk_size=200):
        made += months.keep(commitment, looked(commitment, now)[1])
    return made
