"""Reports that were uploaded, as they were read. Only ever added: what was read is part of the report's chain."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from django.db import models

from luoshi.exchange.as_json import loads
from luoshi.ledger import Event
from luoshi.ledger.chain import digest
from luoshi.values import Report
from luoshi.web.models.people import User


class StoredReport(models.Model):
    """A file, and what reading made of it (JSON of docs/schema.md). `hash`: of its being taken in, on which the chain
    of the decisions about it stands."""

    name = models.CharField("文件", max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    place = models.CharField("地方", max_length=80, blank=True)
    year = models.IntegerField("计划年份", null=True, blank=True)
    data = models.TextField()
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    who = models.CharField(max_length=150)
    at_post = models.CharField(max_length=150, blank=True)
    algorithm = models.CharField(max_length=8)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.place} {self.year or ''} {self.name}".strip()

    @property
    def chain(self) -> str:
        return f"report:{self.sha256}"

    def taken(self) -> str:
        """The hash that `hash` should be: of who took which file in, when, and what was read in it."""
        read = hashlib.new(self.algorithm, self.data.encode()).hexdigest()
        said = {"file": self.sha256, "name": self.name, "place": self.place, "year": self.year, "data": read}
        event = Event("take", self.at, self.who, self.at_post, "supervisor", said)
        return digest(self.chain, 0, event, self.algorithm, "")

    @property
    def report(self) -> Report:
        return _report(self.data)


@lru_cache(maxsize=8)
def _report(data: str) -> Report:
    return loads(data)


@lru_cache(maxsize=16)
def text_of(sha256: str) -> str:
    """The text of the report whose file has this hash; it is never read anew."""
    return loads(StoredReport.objects.values_list("data", flat=True).get(sha256=sha256)).text
