"""The proof-reading page without a browser: what stands in it, and that no text breaks it."""

import html
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from luoshi.exchange.as_html import render
from luoshi.exchange.page.figures import value
from luoshi.values import (
    Aside,
    Correction,
    Heading,
    Identity,
    Measure,
    Message,
    Numeral,
    Passage,
    Problem,
    Quote,
    Report,
    SourceInfo,
    Span,
    Suggestion,
    Task,
    Unsure,
)  # fmt: skip

TEXT = """云州市政府工作报告
——2026年1月12日在云州市第八届人民代表大会第六次会议上

云州日报 第3版
一、2025年工作回顾
过去一年，我们稳中求进。粮食播种面积稳定在318.6万亩以上，总产28.4亿斤，增长2.1%。
城乡居民人均可支配收入分别增长4.8%、6.2%，居全省第3位。连续5年零重大事故。
临溪区新建5G基站420座。生态环境质量持续好转，PM2.5平均浓度下降11%。
我们也清醒看到，仍有1.9万
户群众住在老旧小区，财政收支矛盾突出。
二、2026年工作安排
（一）做强产业。新增规模以上企业60家，建成云江新材料产业园二期。
上半年开工云溪大桥，年内完成投资3.2亿元，确保年底前主体
图为云溪大桥效果图
封顶。推动传统产业提质增效。
新建学校约12所、新增学位1.5万个以上，12345热线按时办结率达到98%。
新增规模以上企业60家，建成云江新材料产业园二期。
到2030年，森林覆盖率达到41.5%，村集体收入1个-2个百分点的缺口补齐。
全市 体比例达到80%。引进人才𠮷家班3个。
各位代表！让我们奋力前行。
"""


def at(words: str, after: str = "", text: str = TEXT) -> Span:
    start = text.index(words, text.index(after) if after else 0)
    return Span(start, start + len(words))


def quote(*pieces: str, after: str = "", text: str = TEXT) -> Quote:
    spans, last = [], text.index(after) if after else 0
    for piece in pieces:
        start = text.index(piece, last)
        last = start + len(piece)
        spans.append(Span(start, last))
    return Quote(tuple(spans), "".join(text[s.start : s.end] for s in spans))


def measure(ident: str, words: str, low: str | None, unit: str | None, indicator: str, **more: object) -> Measure:
    after = str(more.pop("after", ""))
    high = more.pop("high", low)
    fields = {"relation": "eq", "kind": "level", "role": "review", "year": "2025", "scope": None, "rule": "figure"}
    return Measure(
        id=f"m-{ident}", quote=quote(words, after=after), low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(str(high)), unit=unit, indicator=indicator, **{**fields, **more},  # type: ignore[arg-type]
    )  # fmt: skip


def task(ident: str, *pieces: str, verb: str, **more: object) -> Task:
    fields: dict[str, object] = {
        "deliverables": (), "figures": (), "deadline": None, "due": "2026-12-31", "checkable": "named",
        "strength": None, "origin": None, "bodies": (), "suggestions": (), "missing": ("owner",),
        "path": ("二、2026年工作安排",), "rule": "clause",
    }  # fmt: skip
    return Task(id=f"t-{ident}", quote=quote(*pieces), verb=verb, **{**fields, **more})  # type: ignore[arg-type]


def passage(start: str, end: str, role: str, year: str | None, after: str = "", **more: object) -> Passage:
    first = at(start, after).start
    last = TEXT.index(end, first) + len(end)
    whole = Quote((Span(first, last),), TEXT[first:last])
    return Passage(whole, (), role, year, "heading", **more)  # type: ignore[arg-type]


def sample() -> Report:
    """A report of an invented city with one of everything that a page shows."""
    plan = {"role": "plan", "year": "2026"}
    return Report(
        source=SourceInfo("云州市-2026.txt", "text/plain", "utf-8", "ab" * 32, len(TEXT)),
        identity=Identity(
            "云州市", None, "地级", 2026, 2025, "第八届人民代表大会第六次会议", None, "2026-01-12",
            None, "full", "首尾俱全",
        ),
        text=TEXT,
        headings=(
            Heading(quote("2025年工作回顾"), 1, "2025年工作回顾"),
            Heading(quote("2026年工作安排"), 1, "2026年工作安排"),
            Heading(quote("做强产业"), 2, "做强产业", True),
        ),
        passages=(
            passage("过去一年", "11%。", "review", "2025"),
            passage("我们也清醒", "突出。", "issues", "2025"),
            passage("做强产业", "效。", "plan", "2026"),
            passage("新建学校", "98%。", "plan", "2026"),
            passage("新增规模", "二期。", "plan", "2026", after="98%", repeat=True),
            passage("到2030年", "补齐。", "outlook", "2026-2030"),
            passage("全市 体", "3个。", "plan", "2026"),
        ),
        measures=(
            measure("area", "318.6万亩", "3186000", "亩", "粮食播种面积", high=None, relation="ge",
                    indicator_id="grain-area", accrual="年终核定", seen=("stabilise", "以上")),
            measure("yield", "28.4亿斤", "2840000000", "斤", "粮食总产"),
            measure("up", "2.1%", "2.1", "%", "粮食总产", kind="change"),
            measure("rank", "第3", "3", "位", "城乡居民人均可支配收入", kind="rank", scope="全省"),
            measure("pm", "11%", "-11", "%", "PM2.5平均浓度", kind="change"),
            measure("old", "1.9万\n户", "19000", "户", "老旧小区住户", role="issues"),
            measure("firms", "60家", "60", "家", "规模以上企业", kind="delta", **plan),
            measure("cost", "3.2亿元", "320000000", "元", "云溪大桥投资", **plan,
                    correction=Correction("王敏", "年内是期限", "2026-01-20")),
            measure("schools", "12所", "12", "所", "学校", relation="approx", **plan),
            measure("seats", "1.5万个", "15000", "个", "学位", high=None, relation="ge", kind="delta", **plan),
        ),
        tasks=(
            task("grow", "新增规模以上企业60家", verb="新增", checkable="figure", figures=("m-firms",),
                 deliverables=("规模以上企业",), missing=("date", "owner"),
                 suggestions=(Suggestion("市工业和信息化局", "牵头", "规模以上企业属其职责"),)),
            task("park", "建成云江新材料产业园二期", verb="建成"),
            task("bridge", "确保年底前主体\n", "封顶", verb="封顶", deadline="年底前", strength="确保"),
        ),
        numerals=(
            Numeral(quote("2025年"), "date", "year"),
            Numeral(quote("12345"), "name", "hotline"),
            Numeral(quote("80%"), "unsure", "gap"),
        ),
        unsure=(
            Unsure("u-gap", quote("80%"), Message("“体比例”前少了字", "words lost"), ("集体比例", "整体比例"), "gap"),
        ),
        asides=(
            Aside(quote("云州日报 第3版\n"), "页眉", "furniture"),
            Aside(quote("图为云溪大桥效果图\n"), "图片说明", "caption"),
        ),
        problems=(
            Problem("gap", "warning", Message("这里缺了字", "text is lost"),
                    Message("对照原件补上", "look at the original"), at("全市 体比例")),
            Problem("no-code", "note", Message("没有行政区划代码", "no code"), Message("用 --place 指明", "say it")),
        ),
    )  # fmt: skip


class Page(HTMLParser):
    """What a browser makes of the page, as far as the tests ask: the article's text, ids, links, elements."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.article, self.inside = "", False
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.open_links = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, content in attrs:
            if name == "id":
                self.ids.append(content or "")
            if name == "href" and (content or "").startswith("#"):
                self.links.append((content or "")[1:])
            if name.startswith("on") or name == "style":
                self.handlers.append(name)
        if tag == "article":
            self.inside = True
        if tag == "a":
            assert not self.open_links, "a link in a link"
            self.open_links += 1

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "article"
        self.open_links -= tag == "a"

    def handle_data(self, data: str) -> None:
        self.article += data if self.inside else ""

    def handle_entityref(self, name: str) -> None:
        self.article += html.unescape(f"&{name};") if self.inside else ""

    def handle_charref(self, name: str) -> None:
        if self.inside:
            self.article += "\r" if name == "13" else html.unescape(f"&#{name};")


def page(report: Report) -> str:
    return render(report, None)[".html"].decode()


def test_the_text_stands_in_the_page_character_by_character() -> None:
    assert Page(page(sample())).article == TEXT


def test_every_link_jumps_to_something_and_no_anchor_stands_twice() -> None:
    seen = Page(page(sample()))
    assert len(seen.ids) == len(set(seen.ids))
    assert set(seen.links) <= set(seen.ids)


def test_each_finding_is_marked_where_it_stands_and_listed() -> None:
    report = sample()
    seen = Page(page(report))
    for finding in (*report.measures, *report.tasks, *report.unsure):
        assert {finding.id, f"q-{finding.id}"} <= set(seen.ids)


def test_a_torn_quote_is_marked_at_each_span() -> None:
    assert page(sample()).count("data-i=t-bridge") >= 2


def test_a_page_is_its_text_first_of_all() -> None:
    dense = replace(sample(), measures=(), tasks=())
    assert len(page(sample())) - len(page(dense)) < 500 * (len(sample().measures) + len(sample().tasks))


def test_a_corrected_finding_says_who_corrected_it_and_why() -> None:
    assert "已更正</bdi></b> 王敏（2026-01-20）：年内是期限" in page(sample())


def test_a_problem_says_what_to_do_in_both_languages() -> None:
    seen = page(sample())
    assert "对照原件补上" in seen and "look at the original" in seen


@pytest.mark.parametrize(
    ("ident", "shown"),
    [
        ("area", "≥ 318.6万亩"), ("yield", "28.4亿斤"), ("up", "+2.1%"), ("rank", "第3位"), ("pm", "−11%"),
        ("schools", "≈ 12所"), ("seats", "≥ +1.5万个"),
    ],
)  # fmt: skip
def test_a_value_is_written_exactly(ident: str, shown: str) -> None:
    assert value(next(m for m in sample().measures if m.id == f"m-{ident}")) == shown


def test_a_value_of_a_hundred_digits_is_not_rounded() -> None:
    long = replace(sample().measures[0], low=Decimal("1" * 99 + "7"))
    assert value(long).endswith("1.1117万亩")


HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;<!-- \0\ud800\ufffd𠮷\r\n一\r二</article>"
)


def hostile() -> Report:
    whole = Quote((Span(0, len(HOSTILE)),), HOSTILE)
    info = SourceInfo(HOSTILE, HOSTILE, HOSTILE, HOSTILE, len(HOSTILE))
    said = Message(HOSTILE, HOSTILE)
    bare = {"scope": HOSTILE, "rule": HOSTILE, "seen": (HOSTILE,), "path": (HOSTILE,)}
    one = Measure(
        'x" onclick="alert(3)', whole, Decimal(1), None, HOSTILE, "ge", "level", HOSTILE, "plan", HOSTILE, **bare
    )  # type: ignore[arg-type]
    return Report(
        info,
        Identity(HOSTILE, HOSTILE, title=HOSTILE, completeness="part", completeness_why=HOSTILE),
        HOSTILE,
        passages=(Passage(whole, (HOSTILE,), "plan", HOSTILE, HOSTILE),),
        measures=(one, replace(one, indicator="2")),
        unsure=(Unsure("u", whole, said, (HOSTILE,), HOSTILE),),
        asides=(Aside(whole, HOSTILE, HOSTILE),),
        problems=(Problem(HOSTILE, "error", said, said, Span(len(HOSTILE), len(HOSTILE))),),
    )


def test_hostile_text_neither_runs_nor_breaks_the_page() -> None:
    seen = Page(page(hostile()))
    assert seen.tags.count("script") == 2 and "img" not in seen.tags
    assert not seen.handlers
    assert seen.article == HOSTILE.replace("\0", "\ufffd").replace("\ud800", "\ufffd")
    assert len(seen.ids) == len(set(seen.ids))


def test_the_page_asks_the_network_for_nothing_and_runs_only_its_own_script() -> None:
    seen = page(sample())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', seen)
    assert policy and policy[1].startswith("default-src 'none'") and "unsafe" not in policy[1]
    assert not re.search(r"https?://|url\(|@import|\bsrc=", seen)


def test_an_empty_report_is_a_page_too() -> None:
    empty = Report(SourceInfo("空.txt", "text/plain", "utf-8", "", 0), Identity(), "")
    assert "未能确定" in page(empty)


def test_overlapping_marks_are_cut_at_their_boundaries() -> None:
    report = sample()
    crossing = replace(report.measures[6], id="m-cross", quote=quote("企业60家，建成"))
    seen = Page(page(replace(report, measures=(*report.measures, crossing))))
    assert seen.article == TEXT
