"""A scheme → one self-contained page: what it is about, the state diagram, every rule as a row."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib.resources import files

from luoshi.exchange.scheme.diagram import svg
from luoshi.exchange.scheme.lines import Section, sections
from luoshi.schemes.values import Scheme
from luoshi.values import Message


def render(scheme: Scheme) -> bytes:
    """The page in UTF-8. No script; its one style is allowed by its hash."""
    style = files("luoshi.exchange.scheme").joinpath("page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = f"""<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'sha256-{digest}'">
<title>{escape(scheme.name)} · 落实 Luoshi</title><style>{style}</style></head><body>
<header><h1>{escape(scheme.name)}怎么办？<small lang="en">{escape(scheme.en)}: how is it carried out?</small></h1>
<p class="about">{escape(scheme.about)}</p>
<p class="meta">方案 {escape(scheme.id)} · 版本 {escape(scheme.version)} · 依据：{escape(scheme.basis)}</p></header>
<main><figure class="diagram"><svg width="0" height="0" aria-hidden="true"><defs>
<marker id="tip" markerWidth="8" markerHeight="8" refX="6" refY="4" orient="auto"><path d="M0,0 L8,4 L0,8 z"/></marker>
</defs></svg>{svg(scheme)}
<figcaption>向右、向下推进，向左退回；双框为终点。<span lang="en">Right and down: on; left: back.</span></figcaption>
</figure>
{"".join(map(_table, sections(scheme)))}
{_differs(scheme)}
</main></body></html>
"""
    return page.encode()


def _differs(scheme: Scheme) -> str:
    if not scheme.differs:
        return ""
    rows = "".join(f"<li>{escape(words)}</li>" for words in scheme.differs)
    return f'<section><h2>各地不同，请按本地改 <small lang="en">Places differ</small></h2><ul>{rows}</ul></section>'


def _table(section: Section) -> str:
    heads = "".join(f"<th>{_both(head)}</th>" for head in section.heads)
    rows = "".join("<tr>" + "".join(f"<td>{_both(cell)}</td>" for cell in row) + "</tr>" for row in section.rows)
    return (
        f"<section><h2>{_both(section.title)}</h2><div class='wide'><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div></section>"
    )


def _both(said: Message) -> str:
    if not said.zh:
        return ""
    return escape(said.zh) + (f' <small lang="en">{escape(said.en)}</small>' if said.en != said.zh else "")
