"""The account of a government's word ↔ files. `FORMATS` is the list of what `luoshi compare --format` writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from luoshi.comparing.account import Account

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """`render(account, columns)` gives the file; `columns` configures the tables. Each imports its library when it is
    asked for."""

    name: str
    render: Callable[[Account, Path | None], bytes]


def _json(account: Account, _: Path | None) -> bytes:
    from luoshi.exchange.compare_json import dumps

    return dumps(account).encode("utf-8", "replace")


def _xlsx(account: Account, columns: Path | None) -> bytes:
    from luoshi.exchange.account.tables import as_xlsx

    return as_xlsx(account, columns)


def _docx(account: Account, columns: Path | None) -> bytes:
    from luoshi.exchange.account.tables import as_docx

    return as_docx(account, columns)


def _html(account: Account, _: Path | None) -> bytes:
    from luoshi.exchange.account.as_html import render

    return render(account)


FORMATS: tuple[Format, ...] = (
    Format("json", _json),
    Format("xlsx", _xlsx),
    Format("docx", _docx),
    Format("html", _html),
)
