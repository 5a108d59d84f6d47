"""A breakdown table that comes back from an office, filled in or made by hand: its rows, and the tasks they mean."""

from luoshi.exchange.returned.match import Found, match
from luoshi.exchange.returned.table import QUARTERS, Row, Table, TableError, read

__all__ = ["QUARTERS", "Found", "Row", "Table", "TableError", "match", "read"]
