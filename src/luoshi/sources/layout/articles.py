"""Which of the articles on newspaper pages are the report. What is none of it is hidden, with the reason, and said.

An article begins at a headline. It is left out only on strong signs: it begins as news does, or it stands where the
report is not (behind 下转, before 上接). In doubt it stays: leaving out a part of the report is worse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from luoshi.sources.layout.flow import MARK, Paragraph

REASON = "other-article"
HEADLINE = 1.4
# How many characters of an article are its beginning.
BEGINNING = 80
NEWS = re.compile(
    r"本报讯|本报记者|本报通讯员|本报.{1,8}电|新华社|新华网|人民日报|央视|(?:讯|电)\s*[（(]|[（(](?:通讯员|记者)|□\s*\S|记者.{0,16}(?:获悉|了解到|看到|采访)"
)
REPORT = re.compile(r"各位代表|我代表.{0,12}人民政府.{0,12}报告|请予审议")
PART = re.compile(r"[一二三四五六七八九十]{1,3}、")
FROM, TO = re.compile(r"\s*[（(【]?\s*(?:上接|紧接)"), re.compile(r".*下转")


@dataclass(slots=True)
class _Article:
    """Paragraphs from a headline to the next. `headed`: it has a headline; `before`, `behind`: a page reference."""

    headed: bool = False
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def text(self) -> list[str]:
        return [p.text for p in self.paragraphs if not p.why]


def set_aside(found: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs in order; those of other articles with REASON as their `why`."""
    articles = _articles(found)
    if len(articles) < 2:
        return list(found)
    others = [a for a in articles if _is_news(a)]
    others += [a for a in _off_the_path(articles) if a not in others and not _is_report(a)]
    whole = sum(len(t) for a in articles for t in a.text)
    left = sum(len(t) for a in others for t in a.text)
    if left * 2 > whole:
        return list(found)
    for article in others:
        for paragraph in article.paragraphs:
            paragraph.why = paragraph.why or REASON
    return list(found)


def _articles(found: Sequence[Paragraph]) -> list[_Article]:
    body = "\n".join(p.text for p in found if p.kind == "text")
    done = [_Article()]
    page = 0
    for paragraph in found:
        here = paragraph.lines[0].page
        starts = _is_headline(paragraph, body)
        if starts and done[-1].headed and not done[-1].text[1:] and here == page and not _long(done[-1].text[0]):
            starts = False  # a headline of two sizes: kicker, title, subtitle
        if starts or (FROM.match(paragraph.text) and paragraph.why):
            done.append(_Article(starts))
        done[-1].paragraphs.append(paragraph)
        page = here
    return [a for a in done if a.paragraphs]


def _long(text: str) -> bool:
    return len(text) > 60


def _is_headline(paragraph: Paragraph, body: str) -> bool:
    """Display type that is no heading of a part, and no pull-quote (its words stand in the text as well)."""
    first = paragraph.lines[0]
    if paragraph.kind != "head" or first.run.size < HEADLINE * first.em or MARK.match(paragraph.text):
        return False
    return not (len(paragraph.text) >= 10 and paragraph.text in body)


def _is_report(article: _Article) -> bool:
    text = article.text
    return any(REPORT.search(t) for t in text) or sum(PART.match(t) is not None for t in text) >= 2


def _is_news(article: _Article) -> bool:
    beginning = "".join(p.text for p in article.paragraphs if p.kind == "text" and not p.why)[:BEGINNING]
    return article.headed and NEWS.search(beginning) is not None and not _is_report(article)


def _off_the_path(articles: Sequence[_Article]) -> list[_Article]:
    """Headed articles behind the 下转 of a page, or before its 上接: there the report is not."""
    off: list[_Article] = []
    left_page = 0
    for i, article in enumerate(articles):
        page = article.paragraphs[0].lines[0].page
        if article.headed and page == left_page:
            off.append(article)
            continue
        turned = [p for p in article.paragraphs if p.why == "page" and TO.match(p.text)]
        if turned and not _is_news(article):
            left_page = turned[-1].lines[0].page
        if i and FROM.match(article.paragraphs[0].text):
            off += [a for a in articles[:i] if a.headed and a.paragraphs[0].lines[0].page == page]
    return off
