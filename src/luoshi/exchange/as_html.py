"""Report → one self-contained HTML page to proof-read it with: nothing is fetched, nothing is sent anywhere.

The page is whole without JavaScript: the text with every finding marked, the list beside it, links both ways. The
script adds what needs one: filters, search, keys, and drafting corrections, which it exports in the format of
`luoshi.exchange.corrections`. Style and script are allowed by their hashes and by nothing else, so that no text of a
report can ever run. The parts: `page/items.py` what is listed, `page/marks.py` the text, `page/rows.py` the list,
`page/sheets.py` the pages of the original, `page/facts.py` the data for the
script, `page/words.py` the words, `page/*.js` the script.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template

from luoshi.exchange.page.facts import data
from luoshi.exchange.page.items import Item, items
from luoshi.exchange.page.marks import text_html
from luoshi.exchange.page.rows import rows_html, text
from luoshi.exchange.page.sheets import kept, sheets_html, wanted
from luoshi.exchange.page.words import FINDING
from luoshi.names import CHECKABLE, COMPLETENESS, ROLE, UNTOLD, zh
from luoshi.sources.pictures import pictures
from luoshi.values import Report

# The page's script, an idea a file, in this order.
SCRIPTS = ("base", "rows", "jump", "filter", "drafts", "form", "add", "tasks", "export", "keys", "sheets", "switches")
SWITCH = """<button id="beside" type="button" aria-pressed="false" aria-controls="sheets">版面图 \
<small lang="en">page images</small></button>
"""
# Characters that no HTML page can hold: it shows U+FFFD, and the script is told what they are.
_unshowable = re.compile("[\0\ud800-\udfff]")


def render(report: Report, columns: Path | None = None, originals: Sequence[Path] = ()) -> dict[str, bytes]:
    """The page. `columns` is for tables, and nothing here; a page has no columns to choose. `originals`: the files that
    the report was read from, whose pages are shown beside the text where they have any."""
    template, style, script = _parts()
    found = items(report)
    sheets = sheets_html(report, found, kept(pictures(originals, wanted(report)))) if originals else ""
    page = template.substitute(
        style=style,
        script=script,
        csp=f"default-src 'none'; style-src '{hash_of(style)}'; script-src '{hash_of(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        title=text(_title(report)),
        identity=_identity(report),
        counts=_counts(report, found),
        legend=_legend(report),
        kinds=_kinds(found),
        text=text_html(report, found),
        rows=rows_html(report, found),
        data=data(report, found, _about(report)),
        sheets=sheets,
        switch=SWITCH if sheets else "",
    )
    # A lone surrogate has no UTF-8; as a character reference the browser shows it as U+FFFD, one character as well.
    return {".html": page.encode("utf-8", "xmlcharrefreplace")}


@cache
def _parts() -> tuple[Template, str, str]:
    folder = files("luoshi.exchange.page")
    page, style = (folder.joinpath(name).read_text("utf-8") for name in ("page.html", "page.css"))
    parts = (folder.joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    return Template(page), style, "(function () {\n'use strict';\n" + "\n".join(parts) + "})();\n"


def hash_of(source: str) -> str:
    """What a page's security policy calls a style or script that it allows."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _title(report: Report) -> str:
    who = report.identity
    if who.title:
        return who.title
    year = f"{who.plan_year}年" if who.plan_year else ""
    return f"{who.place}{year}政府工作报告" if who.place else report.source.name


def _identity(report: Report) -> str:
    """What is known about the report. A place or a year that cannot be told says so, in the accent: it is asked for."""
    who, source = report.identity, report.source
    years = "；".join(
        f"{word} {year}" for word, year in (("回顾", who.review_year), ("安排", who.plan_year)) if year is not None
    )
    complete = f"<span class=w>{zh(COMPLETENESS, who.completeness)}</span>"
    why = f" <small>{text(who.completeness_why)}</small>" if who.completeness_why else ""
    untold = f"<strong>{UNTOLD.zh}</strong> <small lang=en>{UNTOLD.en}</small>"
    session = text("，".join(filter(None, (who.session, who.speaker, who.date))))
    file = f"{text(source.name)} <small>{text(source.encoding)} SHA-256 {text(source.sha256[:12])}</small>"
    rows = (
        ("地方", "place", text(" ".join(filter(None, (who.place, who.code, who.level)))) or untold),
        ("年份", "years", text(years) or untold),
        ("会议", "session", session),
        ("完整", "completeness", complete + why if who.completeness != "unknown" else untold + why),
        ("文件", "file", file),
    )
    return "".join(
        f"<div><dt>{name} <small lang=en>{english}</small><dd>{html}</div>" for name, english, html in rows if html
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
        for k in ("m", "t", "u", "p")
    ]
    fixed = sum(line.refused is None for line in report.corrections)
    if fixed:
        parts.append(f"<li><b>{fixed}</b> <span class=w>已更正</span>")
    if fixed < len(report.corrections):
        parts.append(f"<li class=cp><b>{len(report.corrections) - fixed}</b> <span class=w>未能应用</span>")
    return "".join(parts)


def _legend(report: Report) -> str:
    shown = {p.role for p in report.passages}
    return "".join(f"<li class={k}><span class=w>{zh(ROLE, k)}</span>" for k in ROLE if k in shown)


def _kinds(found: list[Item]) -> str:
    """The boxes of the filter, each with its count; what is only looked up now and then is off at first."""
    counts = Counter(item.kind for item in found)
    return "".join(
        f"<label><input type=checkbox name=kind value={k}{'' if k in 'snac' else ' checked'}>"
        f"<span class=w>{zh(FINDING, k)}</span> <small>{counts[k]}</small></label>"
        for k in FINDING
        if counts[k]
    )


def _about(report: Report) -> dict[str, object]:
    """What the script needs to know besides the findings."""
    source = report.source
    odd = {str(m.start()): ord(m.group()) for m in _unshowable.finditer(report.text)}
    years = {"review": report.identity.review_year, "plan": report.identity.plan_year}
    return {"sha": source.sha256, "stem": Path(source.name).stem or "report", "odd": odd, "years": years}
