"""What values are called in a table that people read: 简体中文, as a supervision office writes it."""

from __future__ import annotations

from datetime import date

from luoshi.exchange.cells import flat
from luoshi.names import RELATION, zh
from luoshi.values import Measure, Task

# A fall is a negative value: 下降2%以上 is `le` -2. In words it is its size that is compared.
_MIRROR = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt"}
_VERBS = {("change", False): "增长", ("change", True): "下降", ("delta", False): "增加", ("delta", True): "减少"}
# Names that say already which way the figure goes.
_SAYS_IT = ("增速", "增幅", "增长率", "增长", "涨幅", "降幅", "降低率", "下降率", "下降", "增量", "降低", "新增就业")


def phrase(m: Measure) -> str:
    """The figure in words, to stand behind its indicator: 不低于808.51万亩, 增长约5%, 下降不低于2%, 前10位."""
    text = flat(m.quote.text)
    falls = any(v is not None and v < 0 for v in (m.low, m.high))
    if m.kind == "rank":
        return f"前{text}" if m.relation in ("le", "lt") and not text.startswith(("第", "前")) else text
    moves = m.kind in ("change", "delta")
    relation = _MIRROR.get(m.relation, m.relation) if falls and moves else m.relation
    word = "" if relation in ("eq", "range") else zh(RELATION, relation)
    verb = _VERBS[m.kind, falls] if moves and not m.indicator.endswith(_SAYS_IT) else ""
    return f"{verb}{word}{text.removeprefix('-') if verb and falls else text}"


def target(m: Measure) -> str:
    """The indicator and its figure: 粮食播种面积不低于808.51万亩."""
    words = phrase(m)
    apart = " " if m.indicator[-1:].isascii() and m.indicator and words[:1].isascii() else ""
    return f"{m.indicator}{apart}{words}"


def place(lines: tuple[int, int], start: int, end: int) -> str:
    """Where a quote stands: 第12行（偏移345–378）, offsets being those that `luoshi explain` takes."""
    first, last = lines
    return f"第{first}行（偏移{start}–{end}）" if first == last else f"第{first}–{last}行（偏移{start}–{end}）"


def day(iso: str, plan_year: int | None) -> str:
    """2025-06-30 → 6月30日; with its year, where that is not the year of the plan. What is no date stays as it is."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{'' if found.year == plan_year else f'{found.year}年'}{found.month}月{found.day}日"


def deadline(task: Task, plan_year: int | None) -> str:
    """The text's words and the last day; where the text names no date, that is said."""
    last = day(task.due, plan_year) if task.due else ""
    if task.deadline:
        words = flat(task.deadline)
        return f"{words}\n（{last}）" if last else words
    return f"{last}\n（未写时限）" if last else "（未写时限）"


def deadline_brief(task: Task, plan_year: int | None) -> str:
    """The text's words; where the text names no date, the last day: 12月底前."""
    if task.deadline or not task.due:
        return flat(task.deadline or "")
    return day(task.due, plan_year).replace("12月31日", "12月底") + "前"


_DIGITS = "零一二三四五六七八九"


def ordinal(n: int) -> str:
    """1..99 as in a list: 一, 十, 十二, 二十一; above, in digits."""
    if not 0 < n < 100:
        return str(n)
    tens, ones = divmod(n, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
