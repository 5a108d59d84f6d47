"""The index of a ledger: one row a commitment, written in the transaction that changes what it says.

`web_searchrow.text` holds the spaced text. Its tokens stand in a `tsvector` beside it with a GIN index (PostgreSQL), or
in the FTS5 table `web_searchwords` under the same id (SQLite); that table keeps no text, so that an old entry is taken
out by naming the tokens that it was put in with.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from luoshi.web.search.spaced import Word, asked, marked, of_unit, spaced, tokens

AT_ONCE = 500


_later: ContextVar[set[int] | None] = ContextVar("later", default=None)


def index(commitment: Any, units: Iterable[int]) -> None:
    """Bring the index of a commitment up to its words, and to the units that see it as theirs. Call it in the
    transaction that changed them."""
    later = _later.get()
    if later is None:
        write([(commitment.pk, marked(units, spaced(paragraphs(commitment))))])
    else:
        later.add(commitment.pk)


@contextmanager
def at_once(commitments: QuerySet[Any]) -> Iterator[None]:
    """What is indexed inside is indexed once, at the end: where all of it is one transaction, nobody sees the
    difference."""
    changed: set[int] = set()
    token = _later.set(changed)
    try:
        yield
    finally:
        _later.reset(token)
    index_all(commitments.filter(pk__in=changed))


def index_all(commitments: QuerySet[Any], using: Any = connection) -> None:
    """The same for many."""
    beside = ("events", "evidence", "supports", "obstacles")
    rows = commitments.order_by("pk").select_related("lead").prefetch_related(*beside)
    left = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(left, AT_ONCE)):
        write([(one.pk, marked(units_of(one), spaced(paragraphs(one)))) for one in some], using)


def units_of(commitment: Any) -> set[int]:
    """The units that see the commitment as theirs: as `access.visible` says it."""
    asked = {one.unit_id for one in commitment.obstacles.all()}
    return {commitment.lead_id, *asked, *(unit.pk for unit in commitment.supports.all())} - {None}


def paragraphs(commitment: Any) -> Iterator[str]:
    """What can be found of a commitment: its own words, then what was said in its events, then its files' names."""
    own = (commitment.number, commitment.title, commitment.quote, commitment.path, commitment.above)
    yield from filter(None, own)
    if commitment.lead_id is not None:
        yield commitment.lead.name
    for row in commitment.events.all():
        yield from said(row.body)
    for file in commitment.evidence.all():
        yield file.name


def said(body: str) -> Iterator[str]:
    """The words of an event: what was written in its fields, and why. Nothing of one that cannot be read any more."""
    try:
        event: Mapping[str, Any] = json.loads(body)
        words = [*event["fields"].values(), event["why"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    yield from (word for word in words if isinstance(word, str) and word)


def write(rows: Iterable[tuple[int, str]], using: Any = connection) -> None:
    """Keep the spaced text of commitments, in the place of what was kept of them."""
    with using.cursor() as cursor:
        if using.vendor == "postgresql":
            cursor.executemany(_POSTGRES, [(pk, text, tokens(text)) for pk, text in rows])
            return
        for pk, text in rows:
            cursor.execute("SELECT text FROM web_searchrow WHERE commitment_id = %s", [pk])
            for (old,) in cursor.fetchall():
                cursor.execute(_FORGET, [pk, " ".join(tokens(old))])
            cursor.execute("INSERT INTO web_searchwords (rowid, words) VALUES (%s, %s)", [pk, " ".join(tokens(text))])
            cursor.execute("INSERT OR REPLACE INTO web_searchrow (commitment_id, text) VALUES (%s, %s)", [pk, text])


_POSTGRES = """INSERT INTO web_searchrow (commitment_id, text, words) VALUES (%s, %s, array_to_tsvector(%s::text[]))
ON CONFLICT (commitment_id) DO UPDATE SET text = excluded.text, words = excluded.words"""
_FORGET = "INSERT INTO web_searchwords (web_searchwords, rowid, words) VALUES ('delete', %s, %s)"


def found(query: str, unit: int | None = None) -> Q | None:
    """The commitments that hold every word of a query; None where the query has no word that can be searched for.

    `unit`: only those that have to do with the unit. Who may see them is not asked here (`access.visible`): the index
    goes past what is other units' without looking at it.
    """
    words = asked(query)
    return _where(words if unit is None else [*words, of_unit(unit)], "search__text__") if words else None


def holds(query: str) -> Any:
    """The same for a row that is there already: an expression, which no database turns into a look at all rows. For a
    query that has words."""
    # Imported here: the model's own lookup is made of this module.
    from luoshi.web.models.search import SearchRow

    said = ExpressionWrapper(_where(asked(query), "text__"), BooleanField())
    return Subquery(SearchRow.objects.filter(pk=OuterRef("pk")).values_list(said), output_field=BooleanField())


def _where(words: Iterable[Word], path: str) -> Q:
    where = Q((f"{path}words", words := list(words)))
    for word in words:
        if word.exact:
            where &= Q((f"{path}contains", word.exact))
    return where


def match(words: Iterable[Word], vendor: str) -> str:
    """The words as the database's own index is asked. Tokens are letters and digits, so that quotes hold them."""
    plain = dict.fromkeys(token for word in words for token in word.tokens)
    begun = dict.fromkeys(word.prefix for word in words if word.prefix)
    if vendor == "postgresql":
        return " & ".join((*(f"'{one}'" for one in plain), *(f"'{one}':*" for one in begun)))
    return " AND ".join((*(f'"{one}"' for one in plain), *(f'"{one}" *' for one in begun)))
