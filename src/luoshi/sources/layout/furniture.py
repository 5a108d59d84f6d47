"""What on a page is none of its articles: page numbers, the paper's name and date, captions, page references."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from luoshi.sources.layout.flow import JUMP
from luoshi.sources.layout.page import Page, Run, ems

# The share of a page's height, above and below, where its furniture stands.
EDGE = 0.09
# The number of an official document's page stands 7 mm below the type area, 26 mm above the edge (GB/T 9704).
NUMBER_EDGE = 0.11
SHORT = 46
PAGE_NUMBER = re.compile(
    r"[-—–―·•~～\s|第]{0,5}[A-Za-z]?\d{1,4}\s*(?:页|版)?(?:\s*[/／共]{1,2}\s*\d{1,4}\s*页?)?[-—–―·•~～\s|]{0,5}$"
)
LABEL = re.compile(
    r"(?:第?\s*[A-Za-z]?[0-9０-９一二三四五六七八九十]{1,3}\s*版)(?:\s|$|[^，。]{0,8}$)|.{0,12}(?:日报|晚报|时报|晨报|商报|都市报)\s*$"
    r"|.{0,12}(?:责任编辑|责编|版式|校对|美编|值班主任|值班编委|电话|邮箱|邮编|国内统一|新闻热线|E-mail)"
    r"|20\d\d年\s*\d{1,2}月\s*\d{1,2}日\s*(?:星期|农历|$)|星期[一二三四五六日]|(?:要闻|综合|时政|专版|特刊|专题|广告|两会专刊)$"
)
CAPTION = re.compile(
    r"(?:记者|通讯员|特约|摄影)[^。]{0,24}(?:摄|摄影|摄影报道)[）)。]?$|\s摄[）)]?$|^(?:[上下左右]?图为|图[①-⑨：])|[（(]资料图片?[）)]$"
)
# Who speaks, where and when: small under the title, and no caption.
BYLINE = re.compile("市长|县长|区长|省长|州长|旗长|盟长|主席|总理|代表大会|会议")
SMALL_TYPE = 0.93
LONGEST_CAPTION = 120
# In ems: a running head is small; larger, it is the title that running heads repeat.
LARGEST_HEAD = 1.4


def furniture(pages: Sequence[Page], ems_of: dict[int, float]) -> dict[int, str]:
    """id of a run → why it is no text of any article."""
    found: dict[int, str] = {}
    again = _running_heads(pages)
    for page in pages:
        em = ems_of[page.number]
        for run in page.runs:
            why = _why(run, page, em, again)
            if why:
                found[id(run)] = why
    return found


def _why(run: Run, page: Page, em: float, again: set[str]) -> str:
    text = run.text.strip()
    if JUMP.match(text):
        return "page"
    if _at_edge(run, page, NUMBER_EDGE) and PAGE_NUMBER.match(text):
        return "page"
    headed = (_plain(text) in again and run.size < LARGEST_HEAD * em) or (LABEL.match(text) and not BYLINE.search(text))
    if headed and _at_edge(run, page) and len(text) <= SHORT:
        return "running-head"
    if len(text) <= LONGEST_CAPTION and run.size < 1.05 * em and CAPTION.search(text):
        return "caption"
    return ""


def _at_edge(run: Run, page: Page, share: float = EDGE) -> bool:
    return run.box[3] <= share * page.height or run.box[1] >= (1 - share) * page.height


def _plain(text: str) -> str:
    return re.sub(r"\d+|\s", "", text)


def _running_heads(pages: Sequence[Page]) -> set[str]:
    """What stands at the edge of at least three pages, but for its figures."""
    times = Counter(
        t for page in pages for t in {_plain(r.text) for r in page.runs if _at_edge(r, page) and len(r.text) <= SHORT}
    )
    return {t for t, n in times.items() if n >= 3 and t}


def captions(column: Sequence[Run], em: float, asides: dict[int, str]) -> None:
    """Mark short blocks of small type in a column as captions, with the lines that go before a caption's last."""
    block: list[Run] = []
    for run in [*column, None]:
        if run is not None and run.size < SMALL_TYPE * em and id(run) not in asides:
            block.append(run)
            continue
        ends_caption = run is not None and asides.get(id(run)) == "caption" and run.size < SMALL_TYPE * em
        text = "".join(r.text for r in block)
        if block and (ends_caption or (sum(map(ems, [text])) <= LONGEST_CAPTION and not BYLINE.search(text))):
            asides.update((id(r), "caption") for r in block)
        block = []
