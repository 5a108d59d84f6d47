"""Text recognition: the picture of a page becomes a Page, with how sure each character is. Needs `luoshi[ocr]`.

The models come with rapidocr's wheel and are named by their files: nothing is ever fetched.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from luoshi.sources.errors import SourceError
from luoshi.sources.layout import Page
from luoshi.sources.recognition import cache
from luoshi.values import Message

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["available", "needed", "recognised"]

NEEDS = ("rapidocr", "onnxruntime", "jdeskew", "PIL")


def available() -> bool:
    return all(find_spec(name) for name in NEEDS)


def needed(zh: str, en: str) -> SourceError:
    """What to say where the extra is not installed."""
    return SourceError(
        "needs-ocr",
        Message(f"{zh}，要用文字识别来读", f"{en}, which text recognition must read"),
        Message("请安装：pip install 'luoshi[ocr]'（离线可用）", "pip install 'luoshi[ocr]' (works offline)"),
    )


def recognised(picture: Image, number: int, dpi: float) -> Page:
    """The page of a picture. `dpi`: how many of its pixels are an inch.

    Takes seconds; what was recognised once is kept in a folder (`cache.folder`), so that a reading that was stopped
    goes on where it was.
    """
    from luoshi.sources.recognition import engine

    key = cache.key(picture, dpi, engine.version())
    kept = cache.load(key, number)
    if kept is None:
        kept = engine.recognise(picture, number, dpi)
        cache.save(key, kept)
    return kept
