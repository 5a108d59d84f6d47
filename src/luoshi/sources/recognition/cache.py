"""Recognised pages, kept by what the picture holds: a file a page, which may be deleted at any time.

The folder is `$LUOSHI_CACHE`, else `luoshi` in `$XDG_CACHE_HOME` or `~/.cache`. LUOSHI_CACHE=off keeps nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.sources.layout import Page, Run

if TYPE_CHECKING:
    from PIL.Image import Image


def folder() -> Path | None:
    """Where recognised pages are kept; None where they are not."""
    said = os.environ.get("LUOSHI_CACHE", "")
    if said == "off":
        return None
    if said:
        return Path(said)
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "luoshi"
    except RuntimeError:
        return None


def key(picture: Image, dpi: float, version: str) -> str:
    digest = hashlib.sha256(f"{version} {picture.mode} {picture.size} {dpi:.1f} ".encode())
    digest.update(picture.tobytes())
    return digest.hexdigest()


def load(key: str, number: int) -> Page | None:
    """The page kept under a key, or None: also where the file cannot be read or is not one of ours."""
    kept = folder()
    if kept is None:
        return None
    try:
        data = json.loads((kept / f"{key}.json").read_text("utf-8"))
        runs = tuple(
            Run(str(text), (a, b, c, d), float(size), tuple(map(float, lefts)), tuple(map(float, sure)))
            for text, (a, b, c, d), size, lefts, sure in data["runs"]
        )
        return Page(number, float(data["width"]), float(data["height"]), runs, askew=float(data["askew"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(key: str, page: Page) -> None:
    """Keep a page, whole or not at all. A folder that cannot be written keeps nothing."""
    kept = folder()
    if kept is None:
        return
    data = {
        "width": page.width,
        "height": page.height,
        "askew": page.askew,
        "runs": [[r.text, r.box, r.size, r.lefts, r.sure] for r in page.runs],
    }
    try:
        kept.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=kept, suffix=".part", delete=False) as part:
            json.dump(data, part, ensure_ascii=False)
        Path(part.name).replace(kept / f"{key}.json")
    except OSError:
        return
