"""The account as one self-contained HTML page: 说到做到了吗？ Nothing is fetched, nothing is sent anywhere.

The page is whole without JavaScript. The script adds filters, search, and deciding links, which it exports in the
format of `luoshi.exchange.link_corrections`. Style and script are allowed by their hashes and by nothing else, so that
no text of a report can ever run. The parts: `lines.py` a promise, `charts.py`, `lights.py` the verdicts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template

from luoshi.comparing.account import Account
from luoshi.comparing.reasons import NAMES
from luoshi.exchange.account import charts, lights
from luoshi.exchange.account.lines import line
from luoshi.exchange.account.measured_html import measured_columns, three_html
from luoshi.exchange.account.plans import plans_html
from luoshi.exchange.account.problems import problem_rows
from luoshi.exchange.account.rows import KEPT, SHORT, Row, report_name, rows
from luoshi.exchange.as_html import hash_of
from luoshi.exchange.link_corrections import SUFFIX, beside
from luoshi.exchange.page.rows import text


def render(told: Account) -> bytes:
    """The page."""
    template, style, script = _parts()
    found = rows(told)
    third = measured_columns(told)
    held = [row for row in found if row.sort != "general"]
    general = [row for row in found if row.sort == "general"]
    page = template.substitute(
        style=style,
        script=script,
        csp=f"default-src 'none'; style-src '{hash_of(style)}'; script-src '{hash_of(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        title=text(_title(told)),
        symbols=lights.symbols() + f'<svg class="symbols" aria-hidden="true">{charts.PATTERNS}</svg>',
        who=_reports(told),
        answer=_answer(held),
        bars=_bars(held),
        distances=_distances(held),
        filters=_filters(held),
        three=three_html(told),
        sections=_sections(held, third),
        general=_general(general),
        plans=plans_html(told),
        problems=_problems(told),
        data=_data(told),
    )
    # A lone surrogate has no UTF-8; the browser shows its reference as U+FFFD.
    return page.encode("utf-8", "xmlcharrefreplace")


@cache
def _parts() -> tuple[Template, str, str]:
    folder = files("luoshi.exchange.account").joinpath("page")
    page, style, script = (folder.joinpath(f"page.{kind}").read_text("utf-8") for kind in ("html", "css", "js"))
    return Template(page), style, script


def _title(told: Account) -> str:
    a, b = told.earlier.identity, told.later.identity
    years = [f"{who.plan_year}年" if who.plan_year else word for who, word in ((a, "前一份报告"), (b, "后一份报告"))]
    return f"{b.place or a.place or '〔地方未能确定〕'}：{years[0]}的承诺，{years[1]}报告怎么说"


def _reports(told: Account) -> str:
    names = (("承诺", "promised in", told.earlier), ("自述", "told in", told.later))
    return "".join(
        f"<div><dt>{zh} <small lang=en>{en}</small><dd>{text(report_name(r.identity, r.source.name))} "
        f"<small>SHA-256 {text(r.source.sha256[:12])}"
        f"{'　仅为摘要或部分' if r.identity.completeness in ('summary', 'part') else ''}</small></div>"
        for zh, en, r in names
    )


def _answer(held: Sequence[Row]) -> str:
    """The summary in one sentence."""
    verdicts = [row.link.verdict for row in held]
    kept, short = sum(v in KEPT for v in verdicts), sum(v in SHORT for v in verdicts)
    silent = verdicts.count("not_mentioned")
    return (
        f"有数或有名可查的承诺 <b>{len(held)}</b> 项：报告自称做到 <b>{kept}</b> 项，"
        f"没做到或只做了一部分 <b{' class=need' if short else ''}>{short}</b> 项，"
        f"<b>{silent}</b> 项没有找到再提，其余 <b>{len(held) - kept - short - silent}</b> 项还下不了结论。"
    )


def _bars(held: Sequence[Row]) -> str:
    out = []
    for sort, zh, en in (("figure", "有数可查", "with a figure"), ("named", "有名可查", "with a name")):
        some = [row for row in held if row.sort == sort]
        if some:
            out.append(f"<div><dt>{zh} <small lang=en>{en}</small> <b>{len(some)}</b><dd>{charts.shares(some)}</div>")
    return "".join(out)


def _distances(held: Sequence[Row]) -> str:
    drawn = charts.distances(held)
    if not drawn:
        return ""
    return (
        "<figure class=dist><figcaption>离承诺多远 <small>竖线是承诺，线右为多、线左为少；按完成比例排列；"
        f"超过两倍的画到头</small></figcaption><ol>{drawn}</ol></figure>"
    )


def _filters(held: Sequence[Row]) -> str:
    counts = {v: sum(row.link.verdict == v for row in held) for v in lights.MEANING}
    return "".join(
        f'<label><input type=checkbox name=v value="{v}" checked>{lights.light(v)} <b>{counts[v]}</b></label>'
        for v in lights.MEANING
        if counts[v]
    )


def _sections(held: Sequence[Row], third: Mapping[str, str]) -> str:
    out = []
    for verdict, (zh, en) in lights.MEANING.items():
        some = sorted((row for row in held if row.link.verdict == verdict), key=lambda row: row.sort != "figure")
        if some:
            out.append(
                f'<section class=verdict id="v-{verdict}"><h2>{lights.light(verdict)} <b>{len(some)}</b> '
                f"<small>{zh} <span lang=en>{en}</span></small></h2><ol class=rows>{_lines(some, third)}</ol></section>"
            )
    return "".join(out)


def _lines(some: Iterable[Row], third: Mapping[str, str]) -> str:
    return "\n".join(line(row, third.get(row.link.id, "")) for row in some)


def _general(general: Sequence[Row]) -> str:
    if not general:
        return ""
    return (
        f"<details id=general><summary><h2>只有方向的承诺 <b>{len(general)}</b> <small>没有数、没有名，无从核对，"
        f"不计入上面的数 <span lang=en>directions only, not counted above</span></small></h2></summary>"
        f"<ol class=rows>{_lines(general, {})}</ol></details>"
    )


def _problems(told: Account) -> str:
    found = problem_rows(told)
    if not found:
        return ""
    items = "".join(
        f"<li><b>{text(p.sort)}</b>　{text(p.what.zh)}；{text(p.todo.zh)}。<small lang=en>{text(p.what.en)}; "
        f"{text(p.todo.en)}</small> <code>{text(p.code)}</code></li>"
        for p in found
    )
    opened = " open" if told.comparison.problems else ""
    return (
        f"<details id=problems{opened}><summary><h2>问题 <b>{len(found)}</b></h2></summary><ul>{items}</ul></details>"
    )


def _data(told: Account) -> str:
    """What the script needs to know besides, as attributes."""
    name = beside(Path(told.earlier.source.name), Path(told.later.source.name)).name
    words = {v: [NAMES[v].zh, NAMES[v].en] for v in lights.MEANING}
    pairs = {
        "name": name if name != f"--{SUFFIX}" else f"links{SUFFIX}",
        "words": json.dumps(words, ensure_ascii=False, separators=(",", ":")),
    }
    return " ".join(f'data-{key}="{text(value)}"' for key, value in pairs.items())
