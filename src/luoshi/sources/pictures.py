"""Pages of the original as small pictures, so that a finding can be shown where it stands.

PDF pages are rendered, scans are scaled, OFD pages are drawn from the positions of their words (their pictures and
seals are not drawn). Each picture is small enough for one page of a self-contained file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.sources import archive, ofd, pdf
from luoshi.sources.errors import SourceError
from luoshi.sources.ofdscans import Scans
from luoshi.sources.package import Package

if TYPE_CHECKING:
    from PIL.Image import Image

# Pixels across a page, and how much of it there may be for each page. A newspaper's page is four A4 pages.
ACROSS, ACROSS_LARGE = 1000, 1700
LARGE = 900.0  # points
MOST_BYTES = 120_000
QUALITIES = (60, 40, 25, 12)
SMALLER = 0.8
MOST_PIXELS = 60_000_000

Page = tuple[str | None, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: `file` and `page` as in a Place; `width`, `height`: in whatever unit, for their ratio."""

    page: int
    media_type: str
    data: bytes
    width: float
    height: float
    file: str | None = None


def pictures(files: Sequence[Path], wanted: Iterable[Page]) -> Iterator[Picture]:
    """The wanted pages of the files, in the order of `wanted`, those of formats that have none left out."""
    numbers: dict[str | None, list[int]] = {}
    for file, page in wanted:
        numbers.setdefault(file, []).append(page)
    for file, pages in numbers.items():
        data = _bytes(files, file)
        draw = next((d for claims, d in DRAWN if data and claims(data)), None)
        if data and draw:
            try:
                yield from (replace(picture, file=file) for picture in draw(data, pages))
            except (SourceError, OSError, ValueError, ArithmeticError, RuntimeError, LookupError):
                continue  # what was read is shown all the same; the page says how many pictures are missing


def _bytes(files: Sequence[Path], name: str | None) -> bytes | None:
    """The file of that name among those given, or inside one of them."""
    if name is None:
        return files[0].read_bytes() if len(files) == 1 else None
    for path in files:
        if path.name == name:
            return path.read_bytes()
        data = path.read_bytes()
        inner = name.removeprefix(f"{path.name}/") if len(files) > 1 else name
        if archive.claims(data):
            for inside, bytes_ in archive.files(data):
                if inside == inner:
                    return bytes_
    return None


def _of_pdf(data: bytes, pages: list[int]) -> Iterator[Picture]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for number in pages:
            if not 0 < number <= len(document):
                continue
            page = document[number - 1]
            width, height = page.get_size()
            scale = (ACROSS_LARGE if width > LARGE else ACROSS) / max(width, height * 0.5, 1.0)
            yield _small(page.render(scale=scale).to_pil(), number)
            page.close()
    finally:
        document.close()


def _of_picture(data: bytes, pages: list[int]) -> Iterator[Picture]:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        for number in pages:
            if number > getattr(image, "n_frames", 1) or image.width * image.height > MOST_PIXELS:
                continue
            image.seek(number - 1)
            yield _small(image.convert("RGB"), number)


def _of_ofd(data: bytes, pages: list[int]) -> Iterator[Picture]:
    import ofdkit

    scans = Scans(Package(data))
    with ofdkit.open(data) as document:
        for number in pages:
            if not 0 < number <= len(document.pages):
                continue
            page = document.pages[number - 1]
            left, top, width, height = page.box
            if not page.runs and (scan := scans.of(page.location, width * height)):
                yield _small(scan, number)
                continue
            words = "".join(
                f'<text x="{run.x:.2f}" y="{run.y:.2f}" font-size="{run.size:.2f}" textLength="{run.width:.2f}" '
                f'lengthAdjust="spacingAndGlyphs">{escape(run.text)}</text>'
                for run in page.runs
                if run.text.strip() and run.width > 0
            )
            drawn = (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {width:g} {height:g}" '
                f'font-family="FangSong,STFangsong,SimSun,serif"><rect x="{left:g}" y="{top:g}" width="100%" '
                f'height="100%" fill="#fff"/>{words}</svg>'
            )
            yield Picture(number, "image/svg+xml", drawn.encode("utf-8", "replace"), width, height)


def _small(image: Image, number: int) -> Picture:
    """As WebP of at most MOST_BYTES: of lower quality first, then smaller."""
    across = min(image.width, ACROSS_LARGE)
    while True:
        size = across, max(1, round(image.height * across / image.width))
        scaled = image.resize(size).convert("RGB")
        for quality in QUALITIES:
            target = io.BytesIO()
            scaled.save(target, "WEBP", quality=quality, method=4)
            if target.tell() <= MOST_BYTES or across < 100:
                return Picture(number, "image/webp", target.getvalue(), *size)
        across = int(across * SMALLER)


def _is_picture(data: bytes) -> bool:
    return data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")) or data[8:12] == b"WEBP"


Drawn = Callable[[bytes, list[int]], Iterator[Picture]]
DRAWN: tuple[tuple[Callable[[bytes], bool], Drawn], ...] = (
    (pdf.claims, _of_pdf),
    (ofd.claims, _of_ofd),
    (_is_picture, _of_picture),
)
