"""Report → one self-contained HTML page to proof-read it with: nothing is fetched, nothing is sent anywhere.

The page is whole without JavaScript: the text with every finding marked, the list beside it, links both ways. The
script adds what needs one: filters, search, keys, and drafting corrections, which it exports in the format of
`luoshi.exchange.corrections`. Style and script are allowed by their hashes and by nothing else, so that no text of a
report can ever run. The parts: `page/marks.py` the text, `page/findings.py` the list, `page/words.py` the words.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template

from luoshi.exchange.page.findings import items, list_html, text
from luoshi.exchange.page.marks import Item, text_html
from luoshi.exchange.page.words import CHECKABLE, COMPLETENESS, FINDING, ROLE, TABLES, zh
from luoshi.values import Report

UNTOLD = "未能确定"
# Characters that no HTML page can hold: it shows U+FFFD, and the script is told what they are.
_unshowable = re.compile("[\0\ud800-\udfff]")


def render(report: Report, columns: Path | None = None) -> dict[str, bytes]:
    """The page. `columns` is for tables, and nothing here; a page has no columns to choose."""
    template, style, script = _parts()
    found = items(report)
    page = template.substitute(
        style=style,
        script=script,
        csp=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        title=text(_title(report)),
        identity=_identity(report),
        counts=_counts(report, found),
        legend=_legend(report),
        text=text_html(report, found),
        list=list_html(report, found),
        source=text(report.source.name),
        data=_data(report),
    )
    # A lone surrogate has no UTF-8; as a character reference the browser shows it as U+FFFD, one character as well.
    return {".html": page.encode("utf-8", "xmlcharrefreplace")}


@cache
def _parts() -> tuple[Template, str, str]:
    folder = files("luoshi.exchange.page")
    page, style, script = (folder.joinpath(f"page.{kind}").read_text("utf-8") for kind in ("html", "css", "js"))
    return Template(page), style, script


def _hash(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _title(report: Report) -> str:
    who = report.identity
    if who.title:
        return who.title
    year = f"{who.plan_year}年" if who.plan_year else ""
    return f"{who.place}{year}政府工作报告" if who.place else report.source.name


def _identity(report: Report) -> str:
    """What is known about the report; what cannot be told says so, in the accent: it is asked for."""
    who = report.identity
    place = " ".join(filter(None, (who.place, who.code, who.level)))
    years = "；".join(
        f"{word} {year}" for word, year in (("回顾", who.review_year), ("安排", who.plan_year)) if year is not None
    )
    complete = zh(COMPLETENESS, who.completeness) if who.completeness != "unknown" else ""
    why = f"<small>{text(who.completeness_why)}</small>" if who.completeness_why else ""
    rows = (
        ("地方", "place", text(place)),
        ("年份", "years", text(years)),
        ("会议", "session", text("，".join(filter(None, (who.session, who.speaker, who.date))))),
        ("完整", "completeness", f"<span class=w>{complete}</span> {why}" if complete else ""),
        ("文件", "file", f"{text(report.source.name)} <small>{text(report.source.encoding)} "
         f"SHA-256 {text(report.source.sha256[:12])}</small>"),
    )  # fmt: skip
    return "".join(
        f"<div><dt>{name} <small lang=en>{english}</small><dd>{html or f'<strong>{UNTOLD}</strong> {why}'}</div>"
        for name, english, html in rows
    )


def _counts(report: Report, found: list[Item]) -> str:
    """How many of what, each a word with its figure."""
    kinds = Counter(item.kind for item in found)
    checkable: Counter[str] = Counter(t.checkable for t in report.tasks)
    roles: Counter[str] = Counter(m.role for m in report.measures)
    # The accent is for what needs somebody; a note does not.
    calm = {"p"} if all(p.severity == "note" for p in report.problems) else set()
    more = {
        "m": "、".join(f"{zh(ROLE, k)} {roles[k]}" for k in ROLE if roles[k]),
        "t": "、".join(f"{zh(CHECKABLE, k)} {checkable[k]}" for k in CHECKABLE if checkable[k]),
    }
    parts = [
        f"<li{f' class=c{k}' if kinds[k] and k not in calm else ''}><b>{kinds[k]}</b> "
        f"<span class=w>{zh(FINDING, k)}</span>" + (f" <small>{more[k]}</small>" if more.get(k) else "")
        for k in FINDING
    ]
    fixed = sum(_is_fixed(f) for f in (*report.measures, *report.tasks))
    if fixed:
        parts.append(f"<li><b>{fixed}</b> <span class=w>已更正</span>")
    return "".join(parts)


def _legend(report: Report) -> str:
    shown = {p.role for p in report.passages}
    return "".join(f"<li class={k}><span class=w>{zh(ROLE, k)}</span>" for k in ROLE if k in shown)


def _data(report: Report) -> str:
    """What the script needs to know besides, as attributes."""
    odd = {str(m.start()): ord(m.group()) for m in _unshowable.finditer(report.text)}
    stem = Path(report.source.name).stem or "report"
    fixed = sum(_is_fixed(f) for f in (*report.measures, *report.tasks, *report.numerals))
    pairs = {
        "sha": report.source.sha256,
        "stem": stem,
        "odd": json.dumps(odd, separators=(",", ":")),
        "fixed": str(fixed),
        "words": json.dumps(TABLES, ensure_ascii=False, separators=(",", ":")),
    }
    return " ".join(f'data-{key}="{text(value)}"' for key, value in pairs.items())


def _is_fixed(finding: object) -> bool:
    return getattr(finding, "correction", None) is not None or getattr(finding, "rule", "") == "correction"
