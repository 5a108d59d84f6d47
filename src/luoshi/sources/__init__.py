"""Files become Documents. One module a format; `FORMATS` is the list."""

from __future__ import annotations

import hashlib
from pathlib import Path

from luoshi.sources.document import Document, Place
from luoshi.values import SourceInfo

__all__ = ["Document", "Place", "from_text", "open_document"]


def from_text(text: str, name: str = "-") -> Document:
    """A Document of a text that is at hand already."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(SourceInfo(name, "text/plain", "utf-8", digest, len(text)), text)


def open_document(path: Path) -> Document:
    """v0: UTF-8 only."""
    return from_text(path.read_bytes().decode("utf-8-sig"), path.name)
