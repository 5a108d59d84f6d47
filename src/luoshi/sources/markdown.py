"""Markdown: plain text whose links and pictures have addresses. Its # and ** marks stay, as the outline reads them."""

from __future__ import annotations

from luoshi.sources import text as plain
from luoshi.sources.markup import Markup, links

MEDIA_TYPE = "text/markdown"


def claims(name: str, text: str) -> bool:
    """By its name, or by a heading or a picture in Markdown's writing."""
    if name.lower().endswith((".md", ".markdown")):
        return True
    return "\n## " in text[:20000] or "](http" in text[:20000]


def read(text: str) -> Markup:
    found = plain.read(text)
    links(text, found)
    return found
