"""Reports that were uploaded, as they were read."""

from __future__ import annotations

from functools import lru_cache

from django.db import models

from luoshi.exchange.as_json import loads
from luoshi.values import Report
from luoshi.web.models.people import User


class StoredReport(models.Model):
    """A file, and what reading made of it (JSON of docs/schema.md)."""

    name = models.CharField("文件", max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    place = models.CharField("地方", max_length=80, blank=True)
    year = models.IntegerField("计划年份", null=True, blank=True)
    data = models.TextField()
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.place} {self.year or ''} {self.name}".strip()

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
