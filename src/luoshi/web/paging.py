"""Pages of a list that may be long: counting stops at a thousand, so that the first page costs the same however long
the list is. Nobody turns a thousand pages; what lies beyond is found by narrowing, or by going on `after` a number."""

from __future__ import annotations

from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import QuerySet

from luoshi.web.models import Commitment

MOST, PER_PAGE = 1000, 50


class Pages(Paginator):
    """Pages of the first MOST rows. `more`: there are others behind them."""

    @cached_property
    def counted(self) -> int:
        return self.object_list[: MOST + 1].count()

    @property
    def count(self) -> int:
        return min(self.counted, MOST)

    @property
    def more(self) -> bool:
        return self.counted > MOST


def after(rows: QuerySet[Commitment], number: str) -> QuerySet[Commitment]:
    """The rows behind a number, in the order of numbers."""
    return rows.filter(number__gt=number).order_by("number") if number else rows
