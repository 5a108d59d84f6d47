"""Plain text, with the remains of web pages that it often holds: front matter, comments, tags, entities."""

from __future__ import annotations

from luoshi.sources.markup import Markup, front_matter, scan

MEDIA_TYPE = "text/plain"


def claims(name: str, text: str) -> bool:
    """Everything that no other format claims is plain text."""
    return True


def read(text: str) -> Markup:
    front = front_matter(text)
    found = scan(text, front, page=False)
    if front:
        found.hidden.append((0, front, "front-matter"))
    return found
