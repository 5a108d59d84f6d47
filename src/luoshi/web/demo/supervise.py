"""What the supervision office does in the mornings: signs slips, which are answered in their time, and issues the
bulletin of the month; and what everybody does: they read what they were told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from luoshi.web import clock
from luoshi.web.actions import bulletins, telling
from luoshi.web.actions.access import Actor
from luoshi.web.actions.commitments import act
from luoshi.web.demo.city import Cast
from luoshi.web.models import Holding, NoticeRow, SlipRow

CAUSES = ("汛期停工", "征地滞后", "资金到位晚")
MEASURES = ("增派力量，倒排工期，每周报送进度", "专班驻点协调，月底前补齐手续", "调整施工组织，关键工序两班作业")
# Of so many slips one is never answered, and one is answered late.
LEFT, TARDY = 13, 5


def morning(cast: Cast, day: dt.date) -> Iterator[tuple[dt.datetime, int]]:
    """After the night, on the first and the eighteenth: some of the slips called for are signed. When each is answered,
    and which it is."""
    if day.day not in (1, 18):
        return
    with clock.at(dt.datetime.combine(day, dt.time(9))):
        rows = SlipRow.objects.select_related("commitment__scheme", "commitment__lead").order_by("pk")
        for row in list(rows.filter(issued_at=None)):
            if (row.commitment_id + day.month) % (2 if day.day == 1 else 4) == 0:
                out = _sign(cast, row)
                if out.pk % LEFT:
                    on = max(out.due.date() + dt.timedelta(days=3 if out.pk % TARDY == 0 else -1), day)
                    yield dt.datetime.combine(on, dt.time(14 + out.pk % 3, out.pk * 7 % 60)), out.pk


def _sign(cast: Cast, row: SlipRow) -> SlipRow:
    """The slip as it is out."""
    one = row.commitment
    signer = cast["ducha"] if row.signs == "supervisor" else cast.of(one.lead.name, row.signs)
    words = f"“{one.title}”进度落后，请查明原因，采取整改措施，明确完成日期，按时书面答复。"
    act(signer, one, f"slip:{row.slip}", {"words": words}, why="按方案督办")
    return SlipRow.objects.filter(commitment=one, slip=row.slip).exclude(event=None).latest("event")


def answer(cast: Cast, pk: int, at: dt.datetime) -> None:
    """A slip is answered by whom it is addressed to."""
    row = SlipRow.objects.select_related("commitment__scheme", "commitment__lead").get(pk=pk)
    said = {"cause": CAUSES[pk % 3], "measure": MEASURES[pk % 3], "by": at.date() + dt.timedelta(days=25)}
    with clock.at(at):
        act(cast.of(row.commitment.lead.name, row.to), row.commitment, f"answer:{row.slip}", said)


def bulletin(cast: Cast, day: dt.date, number: int) -> None:
    """On the first of a month: that of the month before."""
    before = day - dt.timedelta(days=1)
    with clock.at(dt.datetime.combine(day, dt.time(11))):
        bulletins.issue(cast["ducha"], before.year, before.month, f"澄政督通〔{before.year}〕{number}号")


def read(now: dt.datetime) -> None:
    """Everybody has read what they were told until now."""
    told = NoticeRow.objects.filter(read_at=None).values("post")
    for holding in Holding.objects.filter(post__in=told).select_related("user", "post__unit"):
        telling.read(Actor(holding.user, holding.post), now)
