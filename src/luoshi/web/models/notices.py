"""Notices in the application. A key is told to a post once, however often `luoshi tick` runs."""

from __future__ import annotations

from django.db import models

from luoshi.web.models.commitments import Commitment
from luoshi.web.models.people import Post


class NoticeRow(models.Model):
    """Something that a post must know."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="notices")
    post = models.ForeignKey(Post, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=160)
    zh = models.TextField()
    en = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        constraints = (models.UniqueConstraint(fields=("commitment", "post", "key"), name="told_once"),)
        indexes = (
            models.Index(fields=("post", "-at", "-id"), name="unread_of_post", condition=models.Q(read_at=None)),
        )
