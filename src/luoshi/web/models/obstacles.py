"""Obstacles (堵点) as lists find them: a mirror of what the events of their commitments say."""

from __future__ import annotations

from django.db import models

from luoshi.web.models.commitments import Commitment
from luoshi.web.models.people import Unit


class ObstacleRow(models.Model):
    """One obstacle. `number`: of the event that raised it; `unit`: who is asked, None for the supervisors.

    `replied_at`: None while an answer is still to come; `open`: not cleared, and its commitment still runs.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="obstacles")
    number = models.IntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="asked")
    kind = models.CharField(max_length=40, blank=True)
    what = models.TextField()
    at = models.DateTimeField()
    due = models.DateTimeField()
    replied_at = models.DateTimeField(null=True)
    open = models.BooleanField(default=True)

    class Meta:
        ordering = ("due", "id")
        constraints = (models.UniqueConstraint(fields=("commitment", "number"), name="one_obstacle_an_event"),)
        indexes = (models.Index(fields=("open", "unit", "due")),)
