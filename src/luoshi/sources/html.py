"""HTML pages. Offsets count in the source, tags included."""

from __future__ import annotations

import re

from luoshi.sources.markup import Markup, scan

MEDIA_TYPE = "text/html"
ROOT = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.I)
BLOCK = re.compile(r"</?(?:p|div|table|li|h[1-6])(?:\s[^<>]{0,500})?>", re.I)
FIRST = 20_000


def claims(name: str, text: str) -> bool:
    """By what it holds: a root element, or several block tags (fewer where the name says HTML, too)."""
    if "<" not in text[:FIRST]:
        return False
    first = text[:FIRST]
    if ROOT.search(first, 0, 2000):
        return True
    enough = 1 if name.lower().endswith((".html", ".htm", ".xhtml", ".shtml")) else 4
    return sum(1 for _, _m in zip(range(enough), BLOCK.finditer(first), strict=False)) >= enough


def read(text: str) -> Markup:
    return scan(text, page=True)
