"""MHTML: a web page with all that belongs to it in one file, as browsers and Word (单个文件网页) save it.

Only the page is read; what belongs to it (pictures, styles) is not looked at. Offsets count in the page's source.
"""

from __future__ import annotations

import email
from email.message import Message as Mail

from luoshi.sources import html
from luoshi.sources.decoding import decode
from luoshi.sources.document import Content, Step
from luoshi.sources.package import damaged

MEDIA_TYPE = "multipart/related"
FIRST = 4096


def claims(data: bytes) -> bool:
    """By its head: lines `Name: value`, among them that it is made of parts that belong together."""
    head = data[:FIRST].lstrip(b"\xef\xbb\xbf \r\n").lower()
    begins = head.startswith((b"mime-version:", b"from:", b"content-type:", b"subject:", b"date:"))
    return begins and b"multipart/related" in head


def read(data: bytes, name: str, step: Step) -> Content:
    try:
        page = next((part for part in email.message_from_bytes(data).walk() if _is_page(part)), None)
        inside = page.get_payload(decode=True) if page else None
    except (ValueError, LookupError, AssertionError, RecursionError) as error:
        raise damaged(str(error)) from None
    if not isinstance(inside, bytes):
        raise damaged("text/html")
    text, _, problems = decode(inside, name)
    found = html.read(text)
    return Content(text, found.spans(), found.replaced, problems=problems)


def _is_page(part: Mail) -> bool:
    return part.get_content_type() == "text/html"
