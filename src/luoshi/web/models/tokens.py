"""Personal tokens of the API: kept as hashes, so that nobody who reads the database can use them."""

from __future__ import annotations

from django.db import models

from luoshi.web.models.people import Post, User


class Token(models.Model):
    """A key with which a program acts for a person at one of their posts, until a day or until it is revoked."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    name = models.CharField("用途", max_length=60)
    sha256 = models.CharField(max_length=64, unique=True)
    # What it may be used for, by spaces: keys of `web.actions.tokens.SCOPES`.
    scopes = models.CharField("权限", max_length=60, default="read")
    made_at = models.DateTimeField()
    until = models.DateField("有效期至")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return self.name
