"""Scans and photographs of pages are read by text recognition; what it is unsure of is never a firm figure."""

from __future__ import annotations

import io
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

import luoshi
from luoshi.sources import SourceError, image, open_document, recognition
from luoshi.sources.layout import Page, Run
from luoshi.sources.recognition import cache

needs_ocr = pytest.mark.skipif(
    not recognition.available(), reason="没有安装 luoshi[ocr] / luoshi[ocr] is not installed"
)
FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")

SAID = "地区生产总值完成1359.8亿元，增长5.7%。城镇新增就业4.36万人。"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("LUOSHI_CACHE", str(folder))
    return folder


def recognised_as(monkeypatch: pytest.MonkeyPatch, text: str, sure: dict[int, float]) -> list[int]:
    """Text recognition that reads this text, and which pages it was asked for."""
    from luoshi.sources.recognition import engine

    asked: list[int] = []

    def recognise(picture: Any, number: int, dpi: float) -> Page:
        asked.append(number)
        run = Run(text, (50, 50, 550, 60), 10.0, (), tuple(sure.get(i, 0.999) for i in range(len(text))))
        return Page(number, 600, 800, (run,))

    monkeypatch.setattr(engine, "recognise", recognise)
    monkeypatch.setattr(engine, "version", lambda: "test")
    return asked


def png(wide: int = 60, high: int = 80) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("L", (wide, high), 255).save(buffer, "PNG")
    return buffer.getvalue()


def written(folder: Path, data: bytes, name: str = "扫描.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@needs_ocr
def test_a_figure_that_is_recognised_with_doubt_is_unsure_and_no_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognised_as(monkeypatch, SAID, {SAID.index("9"): 0.7})
    report = luoshi.read(written(tmp_path, png()), place="澄川市", year=2026)
    assert report.source.media_type == "image/png"
    assert [m.quote.text for m in report.measures] == ["5.7%", "4.36万人"]
    (doubt,) = report.unsure
    assert (doubt.quote.text, doubt.question.zh) == ("1359.8亿元", "文字识别不确定，请对照原图")
    assert any(n.quote.text == "1359.8亿元" and n.why == "unsure" for n in report.numerals)
    (problem,) = (p for p in report.problems if p.code == "unsure-character")
    assert problem.span is not None and report.text[problem.span.start : problem.span.end] == "9"
    (place,) = report.places_of(problem.span)
    assert place.page == 1 and place.box is not None


@needs_ocr
def test_a_page_that_was_recognised_is_not_recognised_again(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = recognised_as(monkeypatch, SAID, {3: 0.5})
    path = written(tmp_path, png())
    first = open_document(path)
    again = open_document(path)
    assert asked == [1]
    assert (again.text, again.places, again.doubtful) == (first.text, first.places, first.doubtful)
    (kept,) = own_cache.glob("*.json")
    kept.write_text("{}")
    assert open_document(path).text == first.text
    assert asked == [1, 1]
    assert json.loads(kept.read_text())["runs"]


@needs_ocr
def test_nothing_is_kept_where_that_is_turned_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_CACHE", "off")
    asked = recognised_as(monkeypatch, SAID, {})
    for _ in range(2):
        open_document(written(tmp_path, png()))
    assert asked == [1, 1] and cache.folder() is None


@needs_ocr
def test_a_stopped_reading_of_many_pages_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    sheets = [Image.new("L", (60, 80), 250 - i) for i in range(3)]
    buffer = io.BytesIO()
    sheets[0].save(buffer, "TIFF", save_all=True, append_images=sheets[1:])
    path = written(tmp_path, buffer.getvalue())
    asked = recognised_as(monkeypatch, SAID, {})

    def stop(done: int, total: int) -> None:
        assert total == 3
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_document(path, stop)
    assert {p.page for p in open_document(path).places} == {1, 2, 3}
    assert asked == [1, 2, 3]


def test_without_the_extra_a_picture_is_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "available", lambda: False)
    with pytest.raises(SourceError) as refused:
        open_document(written(tmp_path, png() if recognition.available() else b"\xff\xd8\xff\xe0" + bytes(40)))
    assert refused.value.code == "needs-ocr"
    assert refused.value.what.zh == "这是图片，要用文字识别来读"
    assert "pip install 'luoshi[ocr]'" in refused.value.todo.zh


def bomb(wide: int, high: int) -> bytes:
    """A PNG of a few bytes that claims so many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


@needs_ocr
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bomb(100_000, 100_000), "too-large"),
        (bomb(15_000, 14_000), "too-large"),
        (bomb(200, 200), "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "damaged"),
        (b"GIF89a" + bytes(40), "damaged"),
        (b"II*\x00" + bytes(40), "damaged"),
        (b"II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00", "damaged"),
        (b"RIFF" + bytes(4) + b"WEBP" + bytes(40), "damaged"),
    ],
    ids=["bomb", "too many pixels", "cut off", "PNG", "JPEG", "GIF", "TIFF", "TIFF without a size", "WebP"],
)
def test_a_picture_that_is_none_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as refused:
        open_document(written(tmp_path, data))
    assert refused.value.code == code
    assert refused.value.todo.zh


def test_pictures_are_told_by_what_they_hold() -> None:
    assert image.claims(b"\xff\xd8\xff\xe0....")
    assert not image.claims(b"BM" + "一份报告".encode())
    assert not image.claims(b"RIFF....WAVE")


@needs_ocr
@pytest.mark.skipif(not FONT.exists(), reason="没有中文字体 / no Chinese font")
def test_a_skewed_picture_is_read(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    sheet = Image.new("L", (900, 420), 255)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(FONT), 28)
    lines = ["2025年，地区生产总值完成1359.8亿元，增长5.7%；", "城镇新增就业4.36万人，建设高标准农田", "20万亩。"]
    for i, line in enumerate(lines):
        draw.text((80, 100 + 60 * i), line, 0, font)
    buffer = io.BytesIO()
    sheet.rotate(1.2, Image.Resampling.BICUBIC, fillcolor=255).save(buffer, "JPEG", quality=70, dpi=(200, 200))
    report = luoshi.read(written(tmp_path, buffer.getvalue()), place="澄川市", year=2026)
    assert {m.quote.text for m in report.measures} >= {"1359.8亿元", "5.7%", "4.36万人", "20万亩"}
    assert report.source.media_type == "image/jpeg"
