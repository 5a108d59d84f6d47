"""A dataset → a static, offline site: find a place, see its years; find an indicator, see its places; what was kept."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from luoshi.corpus.dataset import description, open_dataset
from luoshi.corpus.site.indicators import pages as indicator_pages
from luoshi.corpus.site.kept import page as kept_page
from luoshi.corpus.site.places import pages as place_pages
from luoshi.exchange.files import write_whole

ASSETS = ("site.css", "site.js")


def write(dataset: Path, folder: Path) -> int:
    """Write the site; how many pages. Raises DatasetError, OSError."""
    count = 0
    for name, data in pages(dataset):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data)
        count += name.endswith(".html")
    return count


def pages(dataset: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the site, by its path."""
    about = description(dataset)
    rows = about["rows"]
    made = f"{rows['reports']} 份报告，{rows['measures']} 个数，{rows['links']} 条承诺；{about['reader']}"
    with open_dataset(dataset) as db:
        shown = dict(indicator_pages(db, made))
        yield from shown.items()
        yield from place_pages(db, made, frozenset(shown))
        yield "kept.html", kept_page(db, made)
    for name in ASSETS:
        yield name, files("luoshi.corpus.site").joinpath(name).read_bytes()
