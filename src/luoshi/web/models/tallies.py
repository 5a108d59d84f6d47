"""Sums that the overview is made of, so that it need not look at every commitment. See `luoshi.web.tallies`."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """What was added to a sum. A sum is that of its rows: acting only adds rows, so that nobody waits for another's
    sum; `tick` puts the rows of a sum together.

    `scope`: who counts it. `what`, `key`, `part`: what is counted. `year` 0: of which years there are any.
    """

    scope = models.CharField(max_length=40)
    year = models.IntegerField()
    what = models.CharField(max_length=8)
    key = models.TextField()
    part = models.TextField()
    n = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("scope", "year"), name="tallies_of_scope"),)


class Numbering(models.Model):
    """The last number that was given in a year."""

    year = models.IntegerField(primary_key=True)
    last = models.IntegerField()
