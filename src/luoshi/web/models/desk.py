"""What people decided about the tasks that reading found. Only ever added: a decision is undone by another."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from luoshi.ledger import Event
from luoshi.ledger.chain import Link
from luoshi.web.models.people import Post, User
from luoshi.web.models.reports import StoredReport


class Decision(models.Model):
    """One decision at the report desk. `body`: canonical JSON of what was decided, by `deed` (`luoshi.web.desk`).

    `who` and `at_post`: as they were called then, which is hashed; people may be called otherwise later.
    """

    report = models.ForeignKey(StoredReport, models.PROTECT, related_name="decisions")
    number = models.IntegerField()
    deed = models.CharField(max_length=12)
    task = models.CharField(max_length=40, blank=True)
    body = models.TextField()
    why = models.TextField(blank=True)
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    who = models.CharField(max_length=150)
    at_post = models.CharField(max_length=150, blank=True)
    algorithm = models.CharField(max_length=8)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("report", "number")
        constraints = (models.UniqueConstraint(fields=("report", "number"), name="one_decision_a_number"),)

    def event(self) -> Event:
        """The decision as it is hashed."""
        said = {"task": self.task, "said": self.body}
        return Event(self.deed, self.at, self.who, self.at_post, "supervisor", said, (), self.why)

    def link(self, chain: str) -> Link:
        return Link(chain, self.number, self.event(), self.algorithm, self.before, self.hash)

    @property
    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found
