"""Keeping the sums of the overview, in the transactions that change what they are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from luoshi.ledger import View
from luoshi.ledger.history import Stood
from luoshi.web import tallies
from luoshi.web.models import Commitment, Tally


def count(commitment: Commitment, view: View, stood: Sequence[Stood], units: set[int]) -> Counter[tallies.Sum]:
    """Say on the row (not saved here) what it adds now; by how much which sums change, for `book`."""
    before = tallies.read(commitment.counted)
    commitment.counted = tallies.written(
        tallies.scopes_of(commitment, units), tallies.cells_of(commitment, view, stood)
    )
    changes = tallies.read(commitment.counted)
    changes.subtract(before)
    return changes


def book(changes: Counter[tallies.Sum]) -> None:
    """Add the changes to the sums."""
    rows = (
        Tally(scope=scope, year=year, what=what, key=key, part=part, n=n)
        for (scope, year, what, key, part), n in changes.items()
        if n
    )
    Tally.objects.bulk_create(rows, batch_size=2000)


def compact() -> None:
    """Put the rows of each sum together, one reader's year at a time, in one statement each way: what others add
    meanwhile is neither lost nor waited for."""
    for scope, year in _scattered():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM web_tally WHERE scope = %s AND year = %s RETURNING what, key, part, n", [scope, year]
            )
            book(_sums((scope, year, what, key, part, n) for what, key, part, n in cursor.fetchall()))


def _scattered() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scope, year FROM (SELECT scope, year, COUNT(*) AS n FROM web_tally"
            " GROUP BY scope, year, what, key, part) AS sums GROUP BY scope, year HAVING MAX(n) > 1 ORDER BY 1, 2"
        )
        return cursor.fetchall()


def _sums(rows: Iterable[tuple[str, int, str, str, str, int]]) -> Counter[tallies.Sum]:
    found: Counter[tallies.Sum] = Counter()
    for *where, n in rows:
        found[tuple(where)] += n  # type: ignore[index]
    return found


def astray() -> bool:
    """Whether the sums are not those of what the commitments say that they added."""
    kept: Counter[tallies.Sum] = Counter()
    for counted in Commitment.objects.values_list("counted", flat=True).iterator(chunk_size=2000):
        kept.update(tallies.read(counted))
    rows = Tally.objects.values_list("scope", "year", "what", "key", "part", "n").iterator(chunk_size=2000)
    kept.subtract(_sums(rows))
    return any(kept.values())
