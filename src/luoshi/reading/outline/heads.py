"""Which lines are headings, and which paragraphs open with one.

Three forms: a line of its own; a run-in head, the short first sentence of a paragraph that names its topic and
states nothing (`做强项目承载。建强…`); a topic sentence in the middle of a paragraph (`…。一是拓展城市空间。…`). A
sentence with a figure, or one that does a thing to a named object (`开工建设市博物馆。`), states something, and is
text: a heading is never read as a task, so a task taken for a heading would be lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.reading.outline.marks import HAN, Line
from luoshi.reading.roles.sections import says

LONGEST = {"plain": 40, "bold": 60, "1.": 48, "（1）": 40, "①": 40, "——": 40, "一是": 40}
LONGEST_MARKED = 80

QUOTED = re.compile(r"“[^”]{0,40}”|‘[^’]{0,40}’|《[^》]{0,40}》|\[\d{1,3}\]|〔\d{1,3}〕")
# A figure: any digit but those of a year, of 5G, 5A, 4.0 and of a quoted name (taken out before).
FIGURE = re.compile(r"(?<![\d.])\d++(?!年|[AGHDVagdv]|\.0)")
INSIDE = re.compile(r"[。；！？!?;]")
FIRST = re.compile(r"[^。！？；：!?;\n]{2,62}+。")
LABEL = re.compile(r"[^，。！？；：、!?;:\d\n]{2,14}+[：:]")

# Lines before the report's text: title, date line, speaker, address to the meeting.
FRONT = re.compile(
    r"(?:[^，。；]{0,24}政府)?[《（(]?\d{0,4}年?[^，。；]{0,20}政府工作报告|工作报告$|(?:各位代表|同志们|[！!：:，,、])++$"
    r"|[（(—–-]*+[\d〇○OoＯ０零一二三四五六七八九]{4}年[^，。；]{2,12}日"
    r"|[^，。；\d]{0,24}(?:代?(?:市|县|区|州|省|旗|盟|镇|乡)长|主席|总理|管委会主任)[ \u3000]*+[^，。；\d]{0,12}$"
    r"|(?:来源|作者|时间|日期|发布|责任编辑|阅读|浏览|标题|title|source|date)[^，。；]{0,4}[：:]|目\s*录$"
)

# The names that the main parts of a report bear.
SECTION_LINE = re.compile(
    r"工作(?:的)?(?:简要)?回顾|发展回顾|[作务点]安排|目标任务|主要任务|重点任务|重点工作|工作任务|主要目标|自身建设|工作打算|发展成就|主要成就|"
    r"工作总体要求|工作建议|奋斗目标|远景(?:目标|展望)|名词解释|名词注释|注释$|工作思路|回顾20\d\d年|[的]回顾$|存在的?(?:主要)?(?:问题|困难)|"
    r"民办?实事|实事项目|实事完成|完成情况$|^附件|^附[：:]?$|规划目标|总体考虑"
)

PART_OF_TIME = re.compile(r"(?:19|20)\d\d年|五年|时期|十[二三四五六七]五|谋划|本届政府")

# Words that open a sentence of speech, never a topic.
SPEECH = re.compile(
    r"(?:19|20)\d\d年|各位|同志|同时|此外|我们|过去|当前|今年|去年|明年|一年来|五年来|这些|这是|这一|成绩|让|总之|回顾|回望|展望|面对|为此|其中|"
    r"新的一年|在此|必须|要|我|这|也|但|特别是|实践证明|全年|预计|可以|围绕|今后|未来|目前|根据|按照|综合|经过|代表|总的|做好(?:今|20|当|明)"
)
# A sentence that begins so does a thing that exists or not afterwards: text, unless its neighbours are headings too.
DEED = re.compile(
    r"(?:全面|正式|年内|力争|确保|加快|继续|高标准|高质量|顺利|成功)?(?:开工|建成|启动|完成|开通|投用|新建|改造|出台|制定|编制|"
    r"举办|承办|组建|设立|成立|挂牌|竣工|获批|获评|荣获|入选|召开|印发|发布|支持|争取|办结|引进|新增|兑现|发放|修订|实施好|"
    r"落实好|开展|推广|抓好|用好[^。]{0,6}资金)"
)
# Where topic sentences stand in the middle of a paragraph.
TOPIC = re.compile(
    rf"[。；](?:(?P<shi>[{HAN}]{{1,2}})[是要](?P<said>[^，。；！？：\d]{{2,20}}+)(?=。(?:[^\n{HAN}]|[{HAN}][^是要]))"
    r"|(?P<bare>[^，。；！？：、“”《》\d\n]{4,13}+(?:“[^”\n]{2,5}”)?)(?=。[^\n。]{24}))"
)
TOPIC_VERB = re.compile(
    r"(?:着力|大力|积极|持续|全力|深入|加快|不断|全面|进一步|扎实|切实|统筹|稳步|有序|有效|更大力度|精心|奋力|努力)?"
    r"(?:做[大强优精细实好]|建强|提升|提高|增强|强化|优化|壮大|培育|发展|巩固|完善|健全|加强|深化|扩大|拓展|拓宽|夯实|筑牢|织密|"
    r"用好|打好|打造|推进|推动|促进|激发|释放|保障|改善|布局|守牢|兜牢|防范|化解|规范|创新|营造|构建|美化|保护|畅通|繁荣|"
    r"丰富|补齐|抓实|抓好|突出|聚焦|坚持|彰显|引育|集聚)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A heading: its words `start`..`end`; `stop`: where the text behind a run-in head begins, or -1."""

    start: int
    end: int
    kind: str
    number: int
    rule: str
    stop: int = -1


def has_figure(words: str) -> bool:
    """Whether the words state a figure: digits of years and of names are none."""
    if not any(map(str.isdigit, words)):
        return False
    return FIGURE.search(QUOTED.sub("", words)) is not None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """text[start:end] without marks of emphasis and closing punctuation at its ends."""
    while end > start and text[end - 1] in "*_# 。：:\u3000":
        end -= 1
    while start < end and text[start] in "*_# \u3000":
        start += 1
    return start, end


def whole_line(text: str, line: Line, before: str) -> Found | None:
    """The line as a heading, where it is one. `before`: the last character of the text line before it."""
    if FRONT.match(text, line.at, line.end):
        return None
    kind = line.kind
    start, end = trimmed(text, line.at, line.end)
    words = text[start:end]
    size = len(words)
    last = text[line.end - 1]
    marked = kind not in ("plain", "bold", "——", "一是")
    if not 2 <= size <= LONGEST.get(kind, LONGEST_MARKED) or INSIDE.search(words):
        return None
    if line.bold_end > 0 and line.bold_end < line.end - 3:
        return None
    if last in "；，、！？" or (last in "：:" and not (marked and kind[0] != "1")):
        return None
    if last == "。" and (kind in ("plain", "1.", "（1）", "①", "——", "一是") or size > 60):
        return None
    section = kind in ("plain", "bold") and "，" not in words and _names_a_part(words)
    if has_figure(words) and not (section or kind.startswith("#") or kind in ("一、", "part")):
        return None
    if section:
        return Found(start, end, "section", 0, "outline.section")
    if kind == "plain" and (
        "：" in words or before not in "。！？：；”）!?:" or words.count("，") > 2 or SPEECH.match(words)
    ):
        return None
    if kind in ("plain", "bold") and SECTION_LINE.search(words) and words.count("，") == 1:
        return Found(start, end, "section", 0, "outline.section")
    return Found(start, end, kind, line.number, "outline.mark" if marked else "outline.display")


def _names_a_part(words: str) -> bool:
    """Whether a line names a main part of the report."""
    return SECTION_LINE.search(words) is not None or (PART_OF_TIME.search(words) is not None and bool(says(words)))


def run_in(text: str, line: Line) -> tuple[Found | None, bool]:
    """The heading that the paragraph opens with, and whether it is certain (else its neighbours decide)."""
    kind = line.kind
    at = line.at
    if line.bold_end > 0 and line.bold_end < line.end - 3:
        start, end = trimmed(text, at, line.bold_end)
        stop = line.bold_end + 2
        while stop < line.end and text[stop] in "。：: ":
            stop += 1
        words = text[start:end]
        if 2 <= len(words) <= 60 and not INSIDE.search(words) and not has_figure(words) and line.end - stop > 6:
            return Found(
                start, end, kind if kind != "bold" else "bold-run", line.number, "outline.bold-run", stop
            ), True
        return None, False
    first = FIRST.match(text, at, line.end)
    if first is None:
        label = LABEL.match(text, at, line.end)
        if label and kind in ("（一）", "1.", "（1）", "①", "——", "一是") and line.end - label.end() > 8:
            return Found(at, label.end() - 1, kind, line.number, "outline.label", label.end()), True
        return None, False
    start, end = trimmed(text, at, first.end())
    words = text[start:end]
    size = len(words)
    if line.end - first.end() < 6 or has_figure(words):
        return None, False
    commas = words.count("，") + words.count(",")
    if kind in ("一、", "（一）", "part") or kind[0] == "#":
        return Found(start, end, kind, line.number, "outline.run-in", first.end()), True
    if kind != "plain":
        sure = size <= 16 and commas == 0 and not DEED.match(words)
        found = Found(start, end, kind, line.number, "outline.run-in", first.end())
        return (found, sure) if size <= 36 and commas <= 2 else (None, False)
    if size > 32 or commas > 1 or SPEECH.match(words) or size < 4:
        return None, False
    found = Found(start, end, "run", 0, "outline.run-in", first.end())
    return found, commas == 0 and size <= 24 and not DEED.match(words)


def topics(text: str, start: int, end: int) -> list[Found]:
    """Topic sentences inside the paragraph text[start:end], in order.

    `一是…。` names a topic where more than that sentence stands under it. Without such a mark one short sentence may be
    a task as well as a topic: only where two of one build stand in the paragraph, each with longer text behind it.
    """
    said: list[Found] = []
    bare: list[Found] = []
    for m in TOPIC.finditer(text, start, end):
        if m["shi"]:
            if not DEED.match(m["said"]):
                said.append(Found(m.start("said"), m.end("said"), "一是", 0, "outline.topic", m.end() + 1))
        elif TOPIC_VERB.match(m["bare"]) and not DEED.match(m["bare"]):
            bare.append(Found(m.start("bare"), m.end("bare"), "topic", 0, "outline.topic", m.end() + 1))
    return sorted(said + (bare if len(bare) > 1 else []), key=lambda f: f.start)
