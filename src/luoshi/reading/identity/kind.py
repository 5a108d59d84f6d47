"""What kind of text it is: a work report or none, whole, a summary or a part."""

from __future__ import annotations

import re

from luoshi.reading.identity.zones import Zones
from luoshi.values import Completeness

SUMMARY = re.compile(
    r"报告[》〉\"”]?[（(]?(?:摘要|摘登|摘编|节选|要点)|^[（(]?(?:摘要|摘登|摘编|节选)[）)]?$|[（(](?:摘要|摘登|摘编|节选)[）)]"
)
PART = re.compile(
    r"(?:上接|下转|紧接|转入)\s{0,3}第?\s{0,3}[A-Z]?\s{0,3}[\d一二三四五六七八九十]{1,3}\s{0,3}版|[（(]未完待续[）)]"
)
EDGE = 400  # characters
OPENS = re.compile(r"请予?(?:各位代表|大会)?(?:一并)?审[议查]|请(?:各位)?代表审议|各位代表")
CLOSES = re.compile(
    r"(?:各位代表|同志们|让我们|我们[要将]?更加紧密)[^\n]{0,600}[！!。]|(?:奋斗|贡献|篇章|局面|胜利|目标|迈进|前进|辉煌|周年|召开)[！!]"
)

OTHER = re.compile(
    r"公报|白皮书|财政预算执行|预算草案的报告|计划执行情况|审计工作报告|法院工作报告|检察院工作报告|常务委员会工作报告|人大常委会工作报告"
)
WORDS = re.compile(r"推进|加快|建设|发展|增长|提升|实施|加强|推动|完善|深化|全[省市县区州旗]")
ENOUGH = 12  # of these words in a thousand characters: a report has 25 to 50, a novel none


def completeness(document: str, speech: str, zones: Zones) -> tuple[Completeness, str]:
    """Whole, summary or part, and the words that say so; `speech`: the text without its glossary.

    A report that was copied from several pages of a newspaper whole has their marks (下转A3版, 上接A2版) inside; it is
    a part where one stands at an end of it, or where it does not open and close.
    """
    opens = OPENS.search(speech[:3000]) or any("人民代表大会" in line for line in zones.head)
    closes = CLOSES.search(speech, len(speech) * 2 // 3)
    part = PART.search(document, 0, EDGE) or PART.search(document, max(0, len(document) - EDGE))
    if part is None and not (opens and closes):
        part = PART.search(document)
    summary = next((line for line in zones.lines if len(line) < 60 and SUMMARY.search(line)), None)
    if part:
        return "part", "，".join(filter(None, (part.group(), summary)))
    if summary:
        return "summary", summary
    if opens and closes:
        return "full", "有开头（请予审议）和结束语"
    if opens or closes:
        return "unknown", "没有结束语" if opens else "没有“各位代表”“请予审议”的开头"
    return "unknown", "没有开头和结束语"


def is_report(text: str, zones: Zones) -> bool:
    """Whether the text can be a government work report: it says so, or it speaks like one."""
    lines = zones.lines
    titled = any("政府工作报告" in line or "政府工作的报告" in line for line in lines)
    addressed = bool(zones.address) or "各位代表" in text[:3000]
    if not titled and any(OTHER.search(line) for line in lines[:20]):
        return False
    han = sum(map(text.count, "的，。、")) * 40 > len(text)
    sample = text[:6000]
    words = len(WORDS.findall(sample)) * 1000
    enough = ENOUGH * max(len(sample), 200)
    return han and (words > enough or ((titled or addressed) and 2 * words > enough))
