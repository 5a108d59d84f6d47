"""Reports laid out as offices and newspapers print them, for the tests and for `bench/pages.py`.

HTML with CSS, printed by a browser; pages as pictures, skewed, noisy and compressed as a scanner leaves them.
Nothing here is a timed test, and nothing is random: the seed says all.
"""

from __future__ import annotations

import io
import random
import subprocess
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from browser import chromium

# Of a newspaper's page: millimetres and points.
WIDE, HIGH, MARGIN = 390, 545, 14
TYPE, LEADING = 10.5, 1.55
POINTS = 72 / 25.4

NEWS = (
    "本报讯（记者 何苗）记者从市文化馆获悉，第八届“澄川之春”群众文艺汇演日前落幕，来自各街道和企业的36支队伍登台，"
    "1200多名观众到场观看。汇演历时12天，设合唱、舞蹈、曲艺3个单元，评出金奖6个。",
    "据介绍，本届汇演首次把舞台搬进云岭景区，每晚安排2场演出，门票收入全部用于乡村少年宫建设。"
    "市文化馆负责人表示，明年将增设戏曲单元，并邀请周边8个县的队伍参加。",
    "观众丁一告诉记者，她连看了5场，最喜欢的是临溪区选送的舞蹈《采茶去》。记者看到，演出结束后，"
    "志愿者们用20分钟就把广场收拾得干干净净。",
)  # fmt: skip


@dataclass(frozen=True)
class Design:
    """How a page looks. `indent`: first lines by two characters; `news`: another article on the first page."""

    columns: int = 4
    seed: int = 1
    justify: bool = True
    indent: bool = True
    rule: bool = False
    heads_span: bool = True
    captions: int = 2
    quotes: int = 2
    news: bool = True
    gutter: float = 6.0


def single(lines: list[str]) -> str:
    """A4, one column, as an office prints."""
    head, *rest = lines
    body = "\n".join(f"<p>{escape(line)}</p>" for line in rest)
    return f"""<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
@page {{ size: A4; margin: 25mm 26mm; }}
body {{ font: 16pt/1.75 "Noto Serif CJK SC", serif; text-align: justify; }}
p {{ margin: 0; text-indent: 2em; orphans: 1; widows: 1; }}
h1 {{ font-size: 22pt; text-align: center; }}
</style><h1>{escape(head)}</h1>{body}</html>"""


def newspaper(lines: list[str], design: Design) -> str:
    """Broadsheet pages in columns: the report jumps from one to the next; heads, captions, pull-quotes, news."""
    chance = random.Random(design.seed)
    title, *rest = lines
    pages = _pages(rest, _room(design))
    parts = [_page(title, part, i, len(pages), design, chance) for i, part in enumerate(pages)]
    return f"""<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
@page {{ size: {WIDE}mm {HIGH}mm; margin: {MARGIN}mm; }}
body {{ font: {TYPE}pt/{LEADING} "Noto Serif CJK SC", serif; margin: 0; text-align: {"justify" if design.justify else "left"}; }}
section {{ break-after: page; }}
.label {{ border-bottom: 1pt solid; display: flex; justify-content: space-between; font: 11pt "Noto Sans CJK SC"; }}
h1 {{ font: bold 40pt/1.2 "Noto Sans CJK SC"; text-align: center; margin: 8mm 0 4mm; }}
.by {{ text-align: center; font-size: 12pt; }}
.cols {{ column-count: {design.columns}; column-gap: {design.gutter}mm; {"column-rule: .5pt solid #888;" if design.rule else ""} }}
.cols p {{ margin: 0; text-indent: {"2em" if design.indent else "0"}; orphans: 1; widows: 1;
  {"" if design.indent else "margin-bottom: .6em;"} }}
h2 {{ font: bold 18pt/1.3 "Noto Sans CJK SC"; text-align: center; margin: 3mm 0; {"column-span: all;" if design.heads_span else ""} }}
figure {{ margin: 2mm 0; break-inside: avoid; }} figure div {{ background: #bbb; height: 38mm; }}
figcaption {{ font: 9pt/1.4 "Noto Sans CJK SC"; }}
blockquote {{ margin: 3mm 0; padding: 2mm; border-block: 1.5pt solid; font: bold 15pt/1.4 "Noto Sans CJK SC"; break-inside: avoid; }}
article {{ border-top: 2pt solid; margin-top: 6mm; }} article h3 {{ font: bold 24pt "Noto Sans CJK SC"; margin: 3mm 0; }}
article .cols {{ column-count: 3; column-gap: 7mm; }}
</style>{"".join(parts)}</html>"""  # noqa: E501


def _room(design: Design) -> int:
    """About how many characters of the report a page holds, with room for what stands between."""
    wide = (WIDE - 2 * MARGIN - (design.columns - 1) * design.gutter) / design.columns
    line = int(wide * POINTS / TYPE)
    high = int((HIGH - 2 * MARGIN - 90) * POINTS / (TYPE * LEADING))
    return int(line * high * design.columns * 0.66)


def _pages(lines: list[str], room: int) -> list[list[str]]:
    """The lines by page; the last one of a page breaks off where the page is full."""
    pages: list[list[str]] = [[]]
    left = room
    for line in lines:
        while len(line) > left:
            pages[-1].append(line[:left])
            pages.append([])
            line, left = line[left:], room
        pages[-1].append(line)
        left -= len(line) + 12
    return [p for p in pages if p]


def _page(title: str, lines: list[str], i: int, count: int, design: Design, chance: random.Random) -> str:
    number = 5 + i
    said = [s for line in lines for s in line.split("。")[1:-1] if 12 <= len(s) <= 44 and "；" not in s]
    slots = sorted(
        chance.sample(range(1, max(2, len(lines))), min(design.captions + design.quotes, max(1, len(lines) - 1)))
    )
    body: list[str] = []
    for n, line in enumerate(lines):
        if n in slots:
            kind = slots.index(n) % 2
            if kind == 0 and design.captions:
                body.append(
                    "<figure><div></div><figcaption>青岚新材料产业园。　本报记者　郑禾　摄</figcaption></figure>"
                )
            elif said and design.quotes:
                body.append(f"<blockquote>{escape(chance.choice(said))}</blockquote>")
        heading = len(line) < 30 and line[:1] in "一二三四五六七八九" and "、" in line[:3] and line[-1] not in "。；"
        body.append(f"<h2>{escape(line)}</h2>" if heading else f"<p>{escape(line)}</p>")
    if i + 1 < count:
        body.append(f'<p style="text-align:right">（下转第{number + 1}版）</p>')
    begin = f"<h1>{escape(title)}</h1>" if i == 0 else f"<p>（上接第{number - 1}版）</p>"
    news = ""
    if design.news and i == 0:
        news = (
            "<article><h3>群众文艺汇演落幕</h3><div class=cols>"
            + "".join(f"<p>{escape(p)}</p>" for p in NEWS)
            + "</div></article>"
        )
    label = (
        f"<div class=label><span>{number:02d}版</span><span>澄川日报</span>"
        "<span>2026年1月21日　星期三　责任编辑：何苗</span></div>"
    )
    return f"<section>{label}{begin}<div class=cols>{''.join(body)}</div>{news}</section>"


def print_pdf(html: str, target: Path) -> Path:
    """A page printed by the browser."""
    program = chromium()
    assert program
    source = target.with_suffix(".html")
    source.write_text(html, "utf-8")
    command = [
        program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        f"--user-data-dir={target.parent / 'profile'}", "--no-pdf-header-footer",
        f"--print-to-pdf={target}", source.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target


def scans(pdf: Path, seed: int = 1, dpi: int = 200, noisy: bool = True) -> list[bytes]:
    """Each page as a JPEG: turned by up to 1.5 degrees, unevenly lit, with noise."""
    import numpy
    import pypdfium2
    from PIL import Image

    chance = random.Random(seed)
    done = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
            if noisy:
                turned = picture.rotate(chance.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, expand=True, fillcolor=255)
                array = numpy.asarray(turned, dtype=numpy.float32)
                noise = numpy.random.default_rng(seed).normal(0, 9, array.shape)
                light = numpy.linspace(0.93, 1.0, array.shape[1], dtype=numpy.float32)
                picture = Image.fromarray((array * light + noise).clip(0, 255).astype("uint8"))
            buffer = io.BytesIO()
            picture.save(buffer, "JPEG", quality=72 if noisy else 90, dpi=(dpi, dpi))
            done.append(buffer.getvalue())
    return done


def variants(columns: int, seed: int) -> Design:
    """A design of so many columns, the rest by the seed."""
    chance = random.Random(seed * 7 + columns)
    return replace(
        Design(columns, seed), justify=chance.random() < 0.7, indent=chance.random() < 0.75, rule=chance.random() < 0.4,
        heads_span=chance.random() < 0.6, news=chance.random() < 0.7, gutter=chance.choice((4.0, 6.0, 8.0)),
    )  # fmt: skip
