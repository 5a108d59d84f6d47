"""The pages of the original beside the text, each finding in its box: links both ways, without a script too."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence

from luoshi.exchange.page.items import Item
from luoshi.exchange.page.rows import text
from luoshi.sources.pictures import Picture
from luoshi.values import Place, Report

Box = tuple[float, float, float, float]
Page = tuple[str | None, int]

# What has a box of its own on the picture: passages and asides would cover everything else.
BOXED = "mtup"
# The unit that boxes are drawn in: so many to the width of a page.
UNITS = 1000
# Above this the file would no longer open quickly, or be sent by mail.
MOST_PAGES = 100
MOST_BYTES = 10_000_000


def wanted(report: Report) -> list[Page]:
    """The pages of the original that the report stands on, in the order of its text."""
    return list(dict.fromkeys((p.file, p.page) for p in report.places if p.page is not None))[:MOST_PAGES]


def kept(pictures: Iterable[Picture]) -> list[Picture]:
    """As many of the pictures as fit."""
    found: list[Picture] = []
    size = 0
    for picture in pictures:
        size += len(picture.data)
        if size > MOST_BYTES:
            break
        found.append(picture)
    return found


def sheets_html(report: Report, found: Sequence[Item], pictures: Sequence[Picture]) -> str:
    """A figure a page, or "" where the original has none."""
    if not pictures:
        return ""
    boxes: dict[Page, list[tuple[Item, Box]]] = {}
    for item in found:
        if item.quote and item.kind in BOXED:
            for page, box in _lines(report.places_of(item.quote)):
                boxes.setdefault(page, []).append((item, box))
    figures = "\n".join(_figure(p, boxes.get((p.file, p.page), [])) for p in pictures)
    left = len(dict.fromkeys((p.file, p.page) for p in report.places if p.page is not None)) - len(pictures)
    note = (
        f"<p>另有 {left} 页没有版面图（太多、太大，或这种文件没有） <small lang=en>{left} more pages have no picture: "
        "too many, too large, or of a format without</small></p>"
        if left > 0
        else ""
    )
    opening = '<section id="sheets" aria-label="版面图 Pages of the original" tabindex="-1">'
    shut = '<p class="js shut"><button type="button">收起版面图 <small lang="en">hide</small></button></p>'
    return f"{opening}\n{shut}{figures}{note}\n</section>"


def _figure(picture: Picture, boxes: list[tuple[Item, Box]]) -> str:
    height = UNITS * picture.height / picture.width
    name = f"{text(picture.file)} " if picture.file else ""
    label = f"{name}第 {picture.page} 页"
    source = f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"
    links = "".join(_link(item, box, height) for item, box in boxes)
    return (
        f'<figure><figcaption>{label} <small lang=en>page {picture.page}</small></figcaption><div class="sheet">'
        f'<img src="{source}" width="{UNITS}" height="{height:.0f}" alt="{label}的版面图 picture of the page">'
        f'<svg viewBox="0 0 {UNITS} {height:.0f}">{links}</svg></div></figure>'
    )


def _link(item: Item, box: Box, height: float) -> str:
    left, top, right, bottom = box
    return (
        f'<a class={item.kind} href="#q-{item.ident}" data-f={item.ident} tabindex=-1><rect x="{left * UNITS:.1f}" '
        f'y="{top * height:.1f}" width="{(right - left) * UNITS:.1f}" height="{(bottom - top) * height:.1f}"/></a>'
    )


def _lines(places: Sequence[Place]) -> list[tuple[Page, Box]]:
    """A box for each line of words: runs that stand side by side are one."""
    found: list[tuple[Page, Box]] = []
    for place in places:
        if place.page is None or place.box is None:
            continue
        page = place.file, place.page
        if found and found[-1][0] == page and _goes_on(found[-1][1], place.box):
            last = found.pop()[1]
            box = last[0], min(last[1], place.box[1]), max(last[2], place.box[2]), max(last[3], place.box[3])
            found.append((page, box))
        else:
            found.append((page, place.box))
    return found


def _goes_on(last: Box, box: Box) -> bool:
    """Whether a run stands right behind another on its line."""
    high = min(last[3], box[3]) - max(last[1], box[1])
    return high > 0.5 * (box[3] - box[1]) and box[0] - last[0] >= 0 and box[0] - last[2] < 2 * (box[3] - box[1])
