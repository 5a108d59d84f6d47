"""rapidocr at work: the page set straight, its lines found in a smaller picture and read from the sharp one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.metadata import version as version_of
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy

from luoshi.sources.errors import SourceError
from luoshi.sources.layout import Page, Run, ems
from luoshi.values import Message

if TYPE_CHECKING:
    from PIL.Image import Image

# Lines are found in a picture of so many pixels along its longer side: type of ten points on a newspaper's page is
# 14 pixels high in it. They are read from the picture itself.
FINDING = 2200
# Degrees: a page is set straight where it is turned by more than this, and by no more than that.
LEAST_TURN, MOST_TURN = 0.08, 20.0
# In ems: between two characters, the least gap of a gutter.
SPLIT = 1.3
# Below this a whole line is taken for a picture's pattern.
LEAST = 0.5
# The size of a line with fewer characters than this cannot be measured well.
STEADY = 8
# The change of what this module does to a page's text, for pages kept from before.
EDITION = "4"

Picture = numpy.ndarray[Any, Any]


def version() -> str:
    return f"{EDITION} rapidocr {version_of('rapidocr')}"


@cache
def _engine() -> Any:
    import rapidocr

    models = Path(rapidocr.__file__).with_name("models")
    named: dict[str, str] = {}
    for part, mark in (("Det", "_det_"), ("Rec", "_rec_")):
        found = sorted(p for p in models.glob("*.onnx") if mark in p.name)
        if not found:
            raise SourceError(
                "needs-ocr",
                Message("文字识别的模型不在", "the models of text recognition are missing"),
                Message("请重新安装：pip install --force-reinstall rapidocr", "install rapidocr again"),
            )
        named[f"{part}.model_path"] = str(found[0])
    return rapidocr.RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.max_side_len": FINDING,
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            **named,
        }
    )


def recognise(picture: Image, number: int, dpi: float) -> Page:
    """The page's runs, in points, on the page as it was set straight."""
    straight, askew = _straight(picture)
    pixels = numpy.asarray(straight.convert("RGB"))[:, :, ::-1]
    found = _engine()(pixels, use_det=True, use_cls=False, use_rec=False)
    boxes = [] if found.boxes is None else [_bounds(box, pixels.shape) for box in found.boxes]
    scale = 72 / dpi
    runs: list[Run] = []
    for box in boxes:
        runs += _line(pixels, box, scale)
    return Page(number, straight.width * scale, straight.height * scale, tuple(_settled(runs)), askew=askew)


def _straight(picture: Image) -> tuple[Image, float]:
    """The picture turned so that its lines lie level, and by how many degrees, anticlockwise."""
    from jdeskew.estimator import get_angle
    from PIL import Image as images

    grey = picture.convert("L")
    grey.thumbnail((1600, 1600))
    angle = float(get_angle(numpy.asarray(grey)))
    if not LEAST_TURN < abs(angle) < MOST_TURN:
        return picture, 0.0
    paper = 255 if picture.mode == "L" else (255, 255, 255)
    base = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    return base.rotate(angle, images.Resampling.BICUBIC, expand=False, fillcolor=paper), angle


def _bounds(box: Picture, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    left, top = (max(0, int(v)) for v in box.min(axis=0))
    right, bottom = box.max(axis=0)
    return left, top, min(shape[1], int(right) + 1), min(shape[0], int(bottom) + 1)


def _line(pixels: Picture, box: tuple[int, int, int, int], scale: float) -> list[Run]:
    """What stands in a box, as runs: more than one where a gutter goes through it."""
    left, top, right, bottom = box
    crop = pixels[top:bottom, left:right]
    if crop.size == 0 or bottom - top > 4 * (right - left):
        return []
    read = _engine()(crop, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
    if not read.txts or not read.txts[0].strip() or read.scores[0] < LEAST:
        return []
    info = read.word_results[0]
    letters = [c for word in info.words for c in word]
    steps = [float(s) for word in info.word_cols for s in word]
    sure = [float(s) for s in info.confs]
    if not len(letters) == len(steps) == len(sure) or not letters:
        letters = list(read.txts[0])
        steps = [i + 0.5 for i in range(len(letters))]
        sure = [float(read.scores[0])] * len(letters)
        total = float(len(letters))
    else:
        total = float(info.line_txt_len)
    size = _size(right - left, bottom - top, "".join(letters))
    centres = [left + (s + 0.5) / total * (right - left) for s in steps]
    edges = [c - size * ems(x) / 2 for c, x in zip(centres, letters, strict=True)]
    middle = (top + bottom) / 2
    cuts = [0]
    for i in range(1, len(letters)):
        if edges[i] - (centres[i - 1] + size * ems(letters[i - 1]) / 2) > SPLIT * size:
            cuts.append(i)
    cuts.append(len(letters))
    runs = []
    for a, b in pairwise(cuts):
        first = max(left, edges[a]) if a else max(float(left), min(edges[a], left + size))
        last = min(float(right), centres[b - 1] + size * ems(letters[b - 1]) / 2)
        box_ = (first * scale, (middle - size / 2) * scale, max(first + 1, last) * scale, (middle + size / 2) * scale)
        lefts = tuple(round(max(first, e) * scale, 2) for e in edges[a:b])
        runs.append(Run("".join(letters[a:b]), box_, size * scale, lefts, tuple(sure[a:b])))
    return runs


def _size(wide: int, high: int, text: str) -> float:
    """The size of the type in pixels. A box is larger than its text by the same margin on all sides."""
    count = ems(text)
    if count < 4:
        return 0.74 * high
    return min(1.0 * high, max(0.5 * high, (wide - high) / (count - 0.92)))


def _settled(runs: list[Run]) -> list[Run]:
    """The runs, those of about the page's usual size given just this size: what is measured wavers, most in few
    characters."""
    sizes = [r.size for r in runs for _ in range(len(r.text)) if len(r.text) >= STEADY]
    if not sizes:
        return runs
    usual = round(median(sizes) * 2) / 2 or 0.5
    return [replace(r, size=usual) if _is_about(r, usual) else r for r in runs]


def _is_about(run: Run, usual: float) -> bool:
    """Whether it may be type of this size. Few characters, and Latin ones, whose widths differ, measure badly."""
    latin = sum(c.isascii() for c in run.text)
    steady = len(run.text) >= STEADY and latin * 4 < len(run.text)
    low, high = (0.87, 1.15) if steady else (0.6, 1.35)
    return low * usual <= run.size <= high * usual
