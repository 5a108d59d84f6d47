"""Commitments and their events. Events are only ever added: triggers of the database refuse everything else."""

from __future__ import annotations

import json
import uuid
from functools import lru_cache

from django.db import models

from luoshi.ledger.chain import Link, event_of
from luoshi.schemes import Scheme
from luoshi.schemes.load import parse
from luoshi.web.models.people import Post, Unit, User
from luoshi.web.models.reports import StoredReport


class SchemeVersion(models.Model):
    """A scheme as it was when commitments began under it; they keep it."""

    scheme = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    text = models.TextField()
    retired = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("scheme", "version"), name="one_text_a_version"),)

    def __str__(self) -> str:
        return self.rules.name

    @property
    def rules(self) -> Scheme:
        return _rules(self.text, f"{self.scheme}-{self.version}")


@lru_cache(maxsize=64)
def _rules(text: str, name: str) -> Scheme:
    return parse(text, name)


class Commitment(models.Model):
    """One commitment: the words that it stands on, who answers for it, and a mirror of its state for lists."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("编号", max_length=40, unique=True)
    scheme = models.ForeignKey(SchemeVersion, models.PROTECT)
    title = models.TextField("事项")
    report = models.ForeignKey(StoredReport, models.PROTECT, null=True, blank=True, related_name="commitments")
    task = models.CharField(max_length=40, blank=True)
    quote = models.TextField("原文", blank=True)
    spans = models.JSONField(default=list, blank=True)
    path = models.CharField("类别", max_length=400, blank=True)
    year = models.IntegerField("年度", null=True, blank=True)
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="leads", db_index=False)
    leader = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="answers_for", db_index=False)
    supports = models.ManyToManyField(Unit, blank=True, related_name="supported")
    restricted = models.ManyToManyField(Post, blank=True, related_name="let_in")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    above = models.CharField("上级清单编号", max_length=60, blank=True)
    # The mirror.
    stage = models.CharField(max_length=40)
    kind = models.CharField(max_length=8)
    light = models.CharField(max_length=40, blank=True)
    colour = models.CharField(max_length=8, blank=True)
    due = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    behind = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    report_by = models.DateField(null=True, db_index=True)
    last_action = models.CharField(max_length=60, blank=True)
    last_at = models.DateTimeField(null=True)
    events_count = models.IntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    # When it was first completed or struck off.
    completed = models.DateTimeField(null=True)
    # What it adds to which tallies (`luoshi.web.tallies`); null: not counted since the tables had no tallies.
    counted = models.TextField(null=True)

    class Meta:
        ordering = ("number",)
        # Each page's question is one walk along one index, as long as the page: the list by what it is narrowed to,
        # My work by whose it is and when it is due, the overview by what is furthest behind.
        indexes = (
            models.Index(fields=("lead", "number"), name="list_of_lead"),
            models.Index(fields=("lead", "year", "number"), name="list_of_lead_and_year"),
            models.Index(fields=("year", "colour", "number"), name="list_of_year_and_colour"),
            models.Index(fields=("year", "number"), name="list_of_year"),
            models.Index(fields=("colour", "number"), name="list_of_colour"),
            models.Index(fields=("kind", "number"), name="list_of_kind"),
            models.Index(fields=("due", "number"), name="list_by_due"),
            models.Index(fields=("kind", "colour", "due", "number"), name="work_lit"),
            models.Index(fields=("kind", "due", "number"), name="work_due"),
            models.Index(fields=("lead", "kind", "due", "number"), name="work_of_lead"),
            models.Index(fields=("leader", "kind", "due", "number"), name="work_of_leader"),
            models.Index(fields=("due", "number"), name="work_returned", condition=models.Q(last_action="return")),
            models.Index(
                fields=("leader", "last_action", "due", "number"), name="work_asked", condition=models.Q(kind="open")
            ),
            models.Index(fields=("year", "kind", "-behind", "number"), name="furthest_behind"),
            models.Index(fields=("id",), name="not_counted", condition=models.Q(counted=None)),
            models.Index(fields=("last_at", "number"), name="commitments_by_last"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title[:40]}"

    @property
    def rules(self) -> Scheme:
        return self.scheme.rules


class EventRow(models.Model):
    """One event as it was hashed: `body` is the canonical JSON, the columns beside it serve lists."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="events")
    number = models.IntegerField()
    action = models.CharField(max_length=60, db_index=True)
    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=12)
    body = models.TextField()
    algorithm = models.CharField(max_length=8)
    before = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        # Not "commitment": that is its own order, and a join on every read.
        ordering = ("commitment_id", "number")
        constraints = (models.UniqueConstraint(fields=("commitment", "number"), name="one_event_a_number"),)

    def link(self, chain: str) -> Link:
        """The event in its chain. ValueError, KeyError or TypeError where the body is no event any more."""
        return Link(chain, self.number, event_of(json.loads(self.body)), self.algorithm, self.before, self.hash)


class DayHead(models.Model):
    """A day's signed hash: cut-off tails and rewritten chains do not fit it.

    `format` 2: over the head `before` and the `DayEnd`s of the day. 1, of early ledgers: over all chains, in `ends`.
    """

    day = models.DateField(unique=True)
    format = models.IntegerField()
    algorithm = models.CharField(max_length=8)
    before = models.CharField(max_length=64, blank=True)
    ends = models.TextField(blank=True)
    head = models.CharField(max_length=64)
    signature = models.CharField(max_length=200)

    class Meta:
        ordering = ("day",)


class DayEnd(models.Model):
    """Where a chain ended when a day was signed, listed where that had changed. `name`: of whom, for people."""

    day = models.DateField(db_index=True)
    chain = models.CharField(max_length=80)
    number = models.IntegerField()
    end = models.CharField(max_length=64)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("chain", "number")),)


class Evidence(models.Model):
    """A file laid before, kept by the hash of its content. The same file twice is kept once."""

    sha256 = models.CharField(max_length=64)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.BigIntegerField()
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("at", "id")
        constraints = (models.UniqueConstraint(fields=("commitment", "sha256"), name="one_row_a_file"),)
