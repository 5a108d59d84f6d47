"""One report's text as files of the formats that offices have, written here part by part."""

from __future__ import annotations

import re
from html import escape

from packages import p, word

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
