"""One frame for every page of the site: nothing is fetched from elsewhere, everything is a relative link."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from html import escape
from string import Template

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'"
_FRAME = Template("""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="$policy"><title>$title · 落实 Luoshi</title>
<link rel="stylesheet" href="${up}site.css"><script src="${up}site.js" defer></script>
</head><body><header><a class="seal" href="${up}index.html">落实</a><nav><a href="${up}index.html">地方 Places</a>
<a href="${up}indicators.html">指标 Indicators</a> <a href="${up}kept.html">兑现 Kept</a></nav></header>
<main><h1>$heading <small lang="en">$english</small></h1>
$body
</main><footer>自述不等于事实：“做到”只是报告自己这样说。<span lang="en">A claim is not a fact.</span> $made</footer>
</body></html>
""")


def frame(title: str, heading: str, english: str, body: str, made: str, up: str = "") -> bytes:
    """A page; `heading` asks the question that the page answers. `up`: the way back to the site's root."""
    words = {"title": title, "heading": heading, "english": english, "made": made}
    escaped = {key: escape(value) for key, value in words.items()}
    return _FRAME.substitute(escaped, policy=POLICY, up=up, body=body).encode()


def link(target: str, words: str) -> str:
    return f'<a href="{escape(target)}">{escape(words)}</a>'


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; the cells are HTML already."""
    head = "".join(f"<th>{escape(words)}</th>" for words in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def number(value: Decimal | float | None) -> str:
    """A figure for people: grouped, without idle zeros; in 万 or 亿 where it is long."""
    if value is None:
        return ""
    exact = Decimal(value)
    for size, word in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if abs(exact) >= size:
            return f"{_plain(exact / size)}{word}"
    return _plain(exact)


def _plain(value: Decimal) -> str:
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
