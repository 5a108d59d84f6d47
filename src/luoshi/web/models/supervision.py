"""What supervision lists: slips, how everything stood at each month's end, and the bulletins that were issued.

Slips and month ends mirror the events, as the columns of `Commitment` do: replay gives them again, `tick` puts them
right. A bulletin that was issued is kept as it was: triggers of the database refuse everything but adding.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from luoshi.schemes.values import Slip
from luoshi.web.models.commitments import Commitment
from luoshi.web.models.people import Post, User


class SlipRow(models.Model):
    """A 督办单 of a commitment: proposed (no `issued_at`), waiting (no `answered_at`), or answered."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="slips")
    slip = models.CharField(max_length=60)
    signs = models.CharField(max_length=12)
    to = models.CharField(max_length=12)
    # How grave: its place in the scheme's list, the last the gravest.
    rank = models.IntegerField()
    event = models.IntegerField("签发事件", null=True)
    issued_at = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-rank", "id")
        constraints = (
            models.UniqueConstraint(fields=("commitment", "slip", "event"), name="one_row_a_slip"),
            models.UniqueConstraint(
                fields=("commitment", "slip"), condition=models.Q(event=None), name="proposed_once"
            ),
        )
        indexes = (
            models.Index(fields=("answered_at", "issued_at")),
            models.Index(fields=("issued_at",)),
            models.Index(
                fields=("signs", "-rank", "due", "id"), name="slips_to_sign", condition=models.Q(issued_at=None)
            ),
            models.Index(
                fields=("to", "-rank", "due", "id"),
                name="slips_to_answer",
                condition=models.Q(answered_at=None, issued_at__isnull=False),
            ),
        )

    @property
    def table(self) -> Slip:
        return self.commitment.rules.slip[self.slip]


class MonthEnd(models.Model):
    """How a commitment stood at the end of a month: what replay says of that moment.

    After one that was struck off or ended, the first end is the last. `done_at`: when it was last completed, null where
    it was not; `in_time`: whether no limit of its completion was missed until then.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="month_ends")
    end = models.DateTimeField()
    kind = models.CharField(max_length=8)
    light = models.CharField(max_length=40, blank=True)
    colour = models.CharField(max_length=8, blank=True)
    why = models.TextField(blank=True)
    due = models.DateTimeField(null=True)
    overdue = models.BooleanField(default=False)
    behind = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    done_at = models.DateTimeField(null=True)
    in_time = models.BooleanField(default=True)

    class Meta:
        ordering = ("commitment", "end")
        constraints = (models.UniqueConstraint(fields=("commitment", "end"), name="one_row_a_month"),)
        indexes = (models.Index(fields=("end", "colour")),)


class BulletinDraft(models.Model):
    """What a supervisor writes for the bulletin of a month, before it is issued (`web.bulletin_words`)."""

    year = models.IntegerField()
    month = models.IntegerField()
    said = models.JSONField(default=dict)
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("year", "month"), name="one_draft_a_month"),)


class Bulletin(models.Model):
    """A bulletin (督查通报) as it was issued: the file by its hash, and what it said as canonical JSON."""

    year = models.IntegerField()
    month = models.IntegerField()
    number = models.IntegerField("期数")
    title = models.CharField(max_length=200)
    document = models.CharField("文号", max_length=80)
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-at", "-id")
        constraints = (models.UniqueConstraint(fields=("year", "number"), name="one_bulletin_a_number"),)

    def __str__(self) -> str:
        return self.title

    @property
    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found
