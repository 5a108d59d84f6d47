"""Where the explanations of terms stand: they are read (their counts are context), but are no part of the speech."""

from __future__ import annotations

import re

from luoshi.reading.repair.words import either

Range = tuple[int, int]

HEADING = re.compile(
    rf"^[#*※【\[（(]{{0,4}}(?:附件?[一二三四五1-5]?[：:]?|\d[.、．])?(?:\d{{4}}年)?(?:《?政府工作报告》?)?(?:的|中)?(?:有关|部分|相关|若干)?(?:内容|专业)?"
    rf"(?:{either('glossary')})(?:[（(][^）)\n]{{0,30}}[）)])?[：:※】\]）)*]{{0,4}}$",
    re.M,
)
ENTRY = re.compile(r"^(?:\d{1,3}[.．、]|[〔\[【（(]\d{1,3}[〕\]】）)]|[①-⑳])[^。；，：:\n]{1,40}[：:]", re.M)
MARKED = re.compile(r"^[〔\[【]\d{1,3}[〕\]】][^。；\n]{1,40}[：:]", re.M)
# Any other 解释 or 说明 is a glossary where a term follows: 《政府工作报告》部分词语解释, 附部分用语说明.
LIKELY = re.compile(
    r"^[#*※【\[（(]{0,4}(?:附件?[一二三四五1-5]?[：:]?)?[^。，；：:\n]{0,16}(?:解释|注释|注解|释义|说明)[：:※】\]）)*]{0,4}\n"
    r"(?=(?:（[^（）\n]{4,40}）\n)?[*#\d\s.、．①-⑳〔\[【（(]{0,8}[“‘]?[^。；，：:\n]{2,40}(?:[：:]|】|（《报告》第))",
    re.M,
)
NEXT_PART = re.compile(
    r"^[#*]{0,4}(?:附件?[一二三四五六1-6]?[：:]?\S{0,30}|[^。；\n]{0,20}(?:民生实事|项目清单|任务分解)[^。；\n]{0,20})$",
    re.M,
)
ENOUGH = 3
# A heading with less than this between it and the next part stands in a list of the annexes.
SHORTEST = 40


def glossary(text: str) -> tuple[Range, ...]:
    """Ranges of `text`, in order: from the heading of a glossary to its end, or of entries that stand by themselves."""
    found: list[Range] = []
    for heading in (HEADING, LIKELY):
        for m in heading.finditer(text, len(text) // 4):
            start = m.start()
            if found and start < found[-1][1]:
                continue
            end = len(text)
            following = NEXT_PART.search(text, m.end() + 1)
            if following and not ENTRY.match(text, following.start()):
                end = max(m.end(), following.start() - 1)
            if end == len(text) or end - m.end() >= SHORTEST:
                found.append((start, end))
        if found:
            return tuple(found)
    return _unheaded(text)


def _unheaded(text: str) -> tuple[Range, ...]:
    """Numbered 术语：解释 lines at the end of the text, and lines that begin with a footnote's mark."""
    entries = [m.start() for m in ENTRY.finditer(text, len(text) // 2)]
    last_speech = max(text.rfind("\n各位代表"), text.rfind("奋斗！"), text.rfind("贡献！"))
    behind = [at for at in entries if at > last_speech > 0]
    if len(behind) >= ENOUGH:
        return ((behind[0], len(text)),)
    found: list[Range] = []
    if "\n〔" in text or "\n[" in text or "\n【" in text:
        for m in MARKED.finditer(text):
            end = text.find("\n", m.end())
            found.append((m.start(), len(text) if end < 0 else end))
    return tuple(found)
