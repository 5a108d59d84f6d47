"""Filters of the ledger's list that a post keeps under a name."""

from __future__ import annotations

from django.db import models

from luoshi.web.models.people import Post


class SavedView(models.Model):
    """A view belongs to the post. `query`: the address's filters, as `luoshi.web.narrowing.query_of` writes them."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="views")
    name = models.CharField("名称", max_length=30)
    query = models.CharField("条件", max_length=1000)
    shared = models.BooleanField("所有岗位可见", default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at", "id")
        constraints = (models.UniqueConstraint(fields=("post", "name"), name="one_view_a_name"),)

    def __str__(self) -> str:
        return self.name
