"""One report's text as files of the formats that offices have, written here part by part."""

from __future__ import annotations

import re
from html import escape

from packages import p, word, zipped

HAN = "一二三四五六七八九十"
TOP = re.compile(rf"([{HAN}]{{1,3}})、")
SECOND = re.compile(rf"（([{HAN}]{{1,3}})）")

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="heading {i}"/>'
    f'<w:pPr><w:numPr><w:ilvl w:val="{i - 1}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{i - 1}"/></w:pPr>'
    "</w:style>"
    for i in (1, 2)
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def numbered_word(text: str) -> bytes:
    """A DOCX in which Word counts 一、 and （一） itself, wherever the text counts them in order."""
    paragraphs, top, second = [], 0, 0
    for line in text.splitlines():
        first, inner = TOP.match(line), SECOND.match(line)
        if first and first[1] == _numeral(top + 1):
            top, second = top + 1, 0
            paragraphs.append(p(escape(line[first.end() :]), "1"))
        elif inner and inner[1] == _numeral(second + 1):
            second += 1
            paragraphs.append(p(escape(line[inner.end() :]), "2"))
        else:
            paragraphs.append(p(escape(line)))
    return word("".join(paragraphs), styles=STYLES, numbering=NUMBERING)


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else HAN[tens - 1] + "十") + (HAN[ones - 1] if ones else "")


def html_pages(text: str) -> tuple[bytes, bytes, bytes]:
    """The text in three shapes of government sites: with landmarks in UTF-8; of tables in GB2312 with indents of
    entities; pasted from Word, a span for each run, one <br> a line."""
    lines = [escape(line, quote=False) for line in text.splitlines()]
    menu = "".join(f'<li><a href="/{i}/">{name}</a></li>' for i, name in enumerate(("首页", "政务公开", "互动交流")))
    foot = "主办：云州市人民政府办公室　备案号：云ICP备05000000号　网站标识码：1234567890"
    modern = (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>政府工作报告</title>'
        "<style>p{text-indent:2em}</style><script>var a=1<2;</script></head><body>"
        f"<header><div>云州市人民政府</div></header><nav><ul>{menu}</ul></nav>"
        '<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 政府工作报告</div>'
        f"<main><article>{''.join(f'<p>　　{line}</p>' for line in lines)}</article></main>"
        f"<footer><p>{foot}</p></footer></body></html>"
    )
    table = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>报告</title></head>'
        '<body><table><tr><td><a href="/">首页</a>|<a href="/a">走进云州</a></td></tr>'
        '<tr><td class="bt">政府工作报告</td></tr>'
        f"<tr><td><p>{'</p><p>'.join('&nbsp;&nbsp;&nbsp;&nbsp;' + line for line in lines)}</p></td></tr>"
        f'<tr><td>【打印本页】【关闭窗口】</td></tr><tr><td align="center">{foot}</td></tr></table></body></html>'
    )
    pasted = (
        '<html><head><meta charset="utf-8"></head><body><div class="TRS_Editor"><div id="zoom">'
        + "<br/>\n".join(
            f'<span style="font-family:仿宋_GB2312">{line[:9]}</span><span>{line[9:]}</span>' for line in lines
        )
        + f"</div></div><div>扫一扫在手机打开当前页</div><div>{foot}</div></body></html>"
    )
    return modern.encode(), table.encode("gb18030"), pasted.encode()


OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
# GB/T 9704: A4, margins 37 and 28 mm, 22 lines of 28 characters of 16 points.
LEFT, UPPER, SIZE, STEP, COLUMNS, ROWS = 28.0, 37.0, 5.64, 10.2, 28, 22
CLOSING = "，。；：、！？）》”’％%"


def ofd_pages(text: str, encoding: str = "utf-8") -> bytes:
    """The text as an OFD of pages after GB/T 9704, one TextObject a line, with the numbers of the pages."""
    lines: list[tuple[float, str]] = []
    for paragraph in text.splitlines():
        lines += _wrapped(paragraph)
    pages = [lines[i : i + ROWS] for i in range(0, len(lines), ROWS)] or [[]]
    parts: dict[str, str | bytes] = {
        "OFD.xml": _ofd_root(encoding),
        "Doc_0/Document.xml": _ofd_document(len(pages), encoding),
    }
    for number, rows in enumerate(pages):
        objects = [ofd_text(i, LEFT + x, UPPER + STEP * i, line) for i, (x, line) in enumerate(rows)]
        objects.append(ofd_text(99, 150.0 if number % 2 == 0 else 28.0, 270.0, f"— {number + 1} —"))
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = _declared(ofd_page("".join(objects)), encoding)
    return zipped(parts)


def ofd_page(objects: str, before: str = "") -> str:
    layer = f'<ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content>'
    return f"<ofd:Page {OFD}>{before}{layer}</ofd:Page>"


def ofd_of(*pages: str | None, common: str = "", **more: str | bytes) -> bytes:
    """An OFD of these Content.xml; None: the page is listed, and its content is not there."""
    document = _ofd_document(len(pages), "utf-8").decode().replace("</ofd:CommonData>", common + "</ofd:CommonData>")
    parts: dict[str, str | bytes] = {"OFD.xml": _ofd_root("utf-8"), "Doc_0/Document.xml": document}
    parts |= {f"Doc_0/Pages/Page_{i}/Content.xml": page for i, page in enumerate(pages) if page is not None}
    return zipped(parts | more)


def _declared(xml: str, encoding: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>{xml}'.encode(encoding)


def _ofd_root(encoding: str) -> bytes:
    return _declared(
        f'<ofd:OFD {OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        encoding,
    )


def _ofd_document(pages: int, encoding: str) -> bytes:
    listed = "".join(f'<ofd:Page ID="{i + 2}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(pages))
    return _declared(
        f"<ofd:Document {OFD}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        encoding,
    )


def _advance(char: str) -> float:
    return SIZE * (0.5 if char.isascii() else 1.0)


def _wrapped(paragraph: str) -> list[tuple[float, str]]:
    """(indent in mm, words) of each line; a closing mark never begins one, and a number is not torn."""
    lines: list[tuple[float, str]] = []
    indent, line, used = 2 * SIZE, "", 2 * SIZE
    for token in re.findall(r"[\d.]+%?|.", paragraph):
        wide = sum(map(_advance, token))
        if used + wide > COLUMNS * SIZE + 0.1 and token not in CLOSING:
            lines.append((indent, line))
            indent, line, used = 0.0, "", 0.0
        line += token
        used += wide
    return [*lines, (indent, line)]


def ofd_text(number: int, x: float, y: float, line: str) -> str:
    deltas = " ".join(f"{_advance(c):g}" for c in line[:-1])
    wide = sum(map(_advance, line))
    return (
        f'<ofd:TextObject ID="{100 + number}" Boundary="{x:g} {y:g} {wide:g} {SIZE:g}" Font="1" Size="{SIZE}">'
        f'<ofd:TextCode X="0" Y="{SIZE * 0.86:g}" DeltaX="{deltas}">{escape(line)}</ofd:TextCode></ofd:TextObject>'
    )
