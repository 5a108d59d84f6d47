"""What the supervision office does in the mornings: signs and answers slips, and issues the bulletin of the month."""

from __future__ import annotations

import datetime as dt

from luoshi.web import clock
from luoshi.web.actions import bulletins
from luoshi.web.actions.commitments import act
from luoshi.web.demo.city import Cast
from luoshi.web.models import SlipRow

CAUSES = ("汛期停工", "征地滞后", "资金到位晚")
MEASURES = ("增派力量，倒排工期，每周报送进度", "专班驻点协调，月底前补齐手续", "调整施工组织，关键工序两班作业")
# Of so many slips one is never answered, to be seen.
LEFT = 13


def morning(cast: Cast, day: dt.date) -> None:
    """After the night: most slips that wait are answered; on the first, half of those called for are signed."""
    with clock.at(dt.datetime.combine(day, dt.time(9))):
        rows = SlipRow.objects.select_related("commitment__scheme", "commitment__lead").order_by("pk")
        for row in rows.filter(answered_at=None).exclude(issued_at=None):
            if row.pk % LEFT and (row.pk + day.toordinal()) % 3:
                said = {"cause": CAUSES[row.pk % 3], "measure": MEASURES[row.pk % 3], "by": day + dt.timedelta(days=25)}
                act(cast.of(row.commitment.lead.name, row.to), row.commitment, f"answer:{row.slip}", said)
        for row in rows.filter(issued_at=None) if day.day in (1, 18) else ():
            if (row.commitment_id + day.month) % (2 if day.day == 1 else 4) == 0:
                _sign(cast, row)


def _sign(cast: Cast, row: SlipRow) -> None:
    one = row.commitment
    signer = cast["ducha"] if row.signs == "supervisor" else cast.of(one.lead.name, row.signs)
    words = f"“{one.title}”进度落后，请查明原因，采取整改措施，明确完成日期，按时书面答复。"
    act(signer, one, f"slip:{row.slip}", {"words": words}, why="按方案督办")


def bulletin(cast: Cast, day: dt.date, number: int) -> None:
    """On the first of a month: that of the month before."""
    before = day - dt.timedelta(days=1)
    with clock.at(dt.datetime.combine(day, dt.time(11))):
        bulletins.issue(cast["ducha"], before.year, before.month, f"澄政督通〔{before.year}〕{number}号")
