"""Pages of a list that may be long: counting stops at a thousand, so that the first page costs the same however long
the list is. Nobody turns a thousand pages; what lies beyond is found by narrowing, or by going on `after` a number.

What is searched for stands on few rows or on many, which PostgreSQL cannot tell beforehand: it takes the tokens of a
word to be independent of one another. So the index is asked first, in whatever order it has them; few are then sorted,
and many are found walking along the order of the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import QuerySet

from luoshi.web.actions.access import Actor
from luoshi.web.models import Commitment
from luoshi.web.narrowing import narrowed, searched

MOST, PER_PAGE = 1000, 50
# Up to so many are sorted; where there are more, one in so many of a million rows is among them.
FEW = 2000
BESIDE = ("lead", "leader__unit", "scheme")


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


def pages(actor: Actor, asked: Mapping[str, str], after: str, per_page: int = PER_PAGE) -> Pages:
    """Of what the actor sees under these filters; `after` a number, in the order of numbers, where one is given."""
    rows = _after(narrowed(actor, asked), after)
    if not searched(asked):
        return Pages(rows.select_related(*BESIDE), per_page)
    pks = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(pks) > FEW:
        rows = _after(narrowed(actor, asked, walk=True), after)
    else:
        rows = Commitment.objects.filter(pk__in=pks).order_by(*rows.query.order_by)
    found = Pages(rows.select_related(*BESIDE), per_page)
    found.counted = len(pks)
    return found


def _after(rows: QuerySet[Commitment], number: str) -> QuerySet[Commitment]:
    return rows.filter(number__gt=number).order_by("number") if number else rows
