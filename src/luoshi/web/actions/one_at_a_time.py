"""Locks of PostgreSQL that last as long as the transaction; SQLite has one writer as it is."""

from __future__ import annotations

from django.db import connection

LOG, HEADS, OPENING = 0x6C756F, 0x6C7570, 0x6C7571


def alone(what: int) -> None:
    """Wait until nobody else is at it, in a transaction of one's own."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [what])
