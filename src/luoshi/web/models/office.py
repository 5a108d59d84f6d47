"""The log of the office: who came in, and what the three officers did. Only ever added to, chained like events."""

from __future__ import annotations

import json

from django.db import models

from luoshi.ledger.chain import Link, event_of
from luoshi.web.models.people import User

CHAIN = "office"


class OfficeEvent(models.Model):
    """One login or one act of administration: `body` is the canonical JSON that was hashed."""

    number = models.IntegerField(unique=True)
    action = models.CharField(max_length=40, db_index=True)
    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    body = models.TextField()
    algorithm = models.CharField(max_length=8)
    before = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)

    def link(self) -> Link:
        """The event in its chain. ValueError, KeyError or TypeError where the body is no event any more."""
        return Link(CHAIN, self.number, event_of(json.loads(self.body)), self.algorithm, self.before, self.hash)
