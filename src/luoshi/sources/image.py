"""Pictures of pages: photographs and scans, by text recognition (`luoshi[ocr]`). A TIFF may hold several pages."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from luoshi.sources import recognition
from luoshi.sources.document import Content, Step
from luoshi.sources.errors import SourceError
from luoshi.sources.layout import Page, lay_out
from luoshi.values import Message

if TYPE_CHECKING:
    from PIL.Image import Image

MEDIA_TYPE = "image"
# (first bytes, offset, what Pillow calls it, media type).
KINDS = (
    (b"\x89PNG\r\n\x1a\n", 0, "PNG", "image/png"),
    (b"\xff\xd8\xff", 0, "JPEG", "image/jpeg"),
    (b"GIF8", 0, "GIF", "image/gif"),
    (b"II*\x00", 0, "TIFF", "image/tiff"),
    (b"MM\x00*", 0, "TIFF", "image/tiff"),
    (b"WEBP", 8, "WEBP", "image/webp"),
    (b"BM", 0, "BMP", "image/bmp"),
)
# A newspaper's page at 300 dpi has 30 million pixels. What has more than MOST is refused unopened.
ENOUGH, MOST = 32_000_000, 200_000_000
MOST_PAGES = 200
# A picture that does not say how large it is, or says what no page is, is taken for A4.
A4 = 11.69
SMALLEST, LARGEST = 4.0, 40.0


def claims(data: bytes) -> bool:
    return _kind(data) is not None


def _kind(data: bytes) -> tuple[str, str] | None:
    for magic, at, name, media_type in KINDS:
        if data.startswith(magic, at) and not (name == "WEBP" and not data.startswith(b"RIFF")):
            if name == "BMP" and data[6:10] != bytes(4):
                continue
            return name, media_type
    return None


def read(data: bytes, name: str, step: Step) -> Content:
    """What the picture says. SourceError where it cannot be opened, is too large, or the extra is not installed."""
    kind = _kind(data)
    assert kind
    if not recognition.available():
        raise recognition.needed("这是图片", "this is a picture")
    pages: list[Page] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is wrong with a picture is said in our own words
        picture, count = _opened(data, kind[0])
        for number in range(1, count + 1):
            step(number - 1, count)
            pages.append(recognition.recognised(*_sheet(picture, number)))
    step(count, count)
    laid = lay_out(pages)
    return Content(laid.text, laid.hidden, {}, laid.places, laid.problems, kind[1], laid.doubtful)


def _opened(data: bytes, kind: str) -> tuple[Image, int]:
    """The picture, and how many pages it has."""
    from PIL import Image as images

    try:
        picture = images.open(io.BytesIO(data), formats=(kind,))
        count = getattr(picture, "n_frames", 1) if kind == "TIFF" else 1
    except images.DecompressionBombError:
        raise _too_large("像素太多", "has too many pixels") from None
    except Exception:  # Pillow raises whatever its decoders happen to meet in a damaged file
        raise _damaged() from None
    if count > MOST_PAGES:
        raise _too_large(f"有 {count} 页，超过 {MOST_PAGES} 页", f"has {count} pages, over {MOST_PAGES}")
    return picture, count


def _sheet(picture: Image, number: int) -> tuple[Image, int, float]:
    """(a page upright and not larger than is of use, its number, dots an inch), as `recognised` takes them."""
    try:
        return _upright(picture, number)
    except SourceError:
        raise
    except Exception:  # as above
        raise _damaged() from None


def _upright(picture: Image, number: int) -> tuple[Image, int, float]:
    from PIL import ImageOps

    picture.seek(number - 1)
    wide, high = picture.size
    if wide * high > MOST:
        raise _too_large(f"有 {wide}×{high} 像素", f"has {wide}×{high} pixels")
    said = picture.info.get("dpi", (0, 0))[0]
    upright = ImageOps.exif_transpose(picture)
    sheet = upright.convert("L" if upright.mode in ("1", "L", "I;16") else "RGB")
    longest = max(sheet.size)
    dpi = float(said) if said and SMALLEST <= longest / float(said) <= LARGEST else longest / A4
    if wide * high > ENOUGH:
        share = (ENOUGH / (wide * high)) ** 0.5
        sheet = sheet.resize((max(1, int(sheet.width * share)), max(1, int(sheet.height * share))))
        dpi *= share
    return sheet, number, dpi


def _damaged() -> SourceError:
    return SourceError(
        "damaged",
        Message("图片已损坏或不完整", "the picture is damaged or incomplete"),
        Message("请确认文件已完整下载，能用看图软件打开", "check that it was downloaded whole and can be viewed"),
    )


def _too_large(zh: str, en: str) -> SourceError:
    return SourceError(
        "too-large",
        Message(f"图片{zh}，不像一张纸的扫描件", f"the picture {en}, unlike the scan of a page"),
        Message("请用 200 至 300 dpi 重新扫描", "scan it again at 200 to 300 dpi"),
    )
