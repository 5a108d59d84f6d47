"""What the full-text index keeps of each commitment. Written by `luoshi.web.search.kept` alone."""

from __future__ import annotations

from typing import Any

from django.db import models

from luoshi.web.models.commitments import Commitment
from luoshi.web.search import kept


class Spaced(models.TextField):
    """Text whose units stand between spaces (`luoshi.web.search.spaced`); its lookup `words` asks the index."""


@Spaced.register_lookup
class Words(models.Lookup):
    """`text__words=[Word, …]`: every token of the words is in the index."""

    lookup_name = "words"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, list[str]]:
        return "%s", [kept.match(value, connection.vendor)]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        _, asked = self.get_db_prep_lookup(self.rhs, connection)
        if connection.vendor == "postgresql":
            return f"{table}.words @@ %s::tsquery", asked
        return (
            f"{table}.commitment_id IN (SELECT rowid FROM web_searchwords WHERE web_searchwords MATCH %s)",
            asked,
        )


class SearchRow(models.Model):
    """The words of one commitment. The tokens beside the text are the database's own (migration 0020)."""

    commitment = models.OneToOneField(Commitment, models.CASCADE, primary_key=True, related_name="search")
    text = Spaced()
