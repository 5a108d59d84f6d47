"""What the commands print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from luoshi import names
from luoshi.values import Measure, Passage, Quote, Report, Task

SHOWN_PROBLEMS = 5


def summary(report: Report, console: Console) -> None:
    """One report in a dozen lines."""
    who = report.identity
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    code = f"（{who.code} {who.level}）" if who.code else ""
    table.add_row("地方 place", (who.place or str(names.UNTOLD)) + code)
    table.add_row("年份 years", f"回顾 review {who.review_year or '?'} · 安排 plan {who.plan_year or '?'}")
    if who.session or who.speaker or who.date:
        table.add_row("会议 session", "　".join(filter(None, (who.session, who.speaker, who.date))))
    why = f"（{who.completeness_why}）" if who.completeness_why else ""
    table.add_row("完整 edition", names.both(names.COMPLETENESS, who.completeness) + why)
    table.add_row("段落 passages", _counts(Counter(names.both(names.ROLE, p.role) for p in report.passages)))
    roles = Counter(names.both(names.ROLE, m.role) for m in report.measures)
    table.add_row("指标 measures", f"{len(report.measures)}　{_counts(roles)}")
    kinds = Counter(names.both(names.CHECKABLE, t.checkable) for t in report.tasks)
    table.add_row("任务 tasks", f"{len(report.tasks)}　{_counts(kinds)}")
    table.add_row("其他数字 numerals", f"{len(report.numerals)}　存疑 unsure {len(report.unsure)}")
    if report.corrections:
        refused = sum(line.refused is not None for line in report.corrections)
        left = f"，未能应用 not applied {refused}" if refused else ""
        table.add_row("更正 corrections", f"{len(report.corrections) - refused}{left}")
    table.add_row("问题 problems", str(len(report.problems)))
    console.print()
    console.print(report.source.name, style="bold", markup=False, soft_wrap=True)
    console.print(table)
    for problem in report.problems[:SHOWN_PROBLEMS]:
        said = Table.grid(padding=(0, 1, 0, 0))
        said.add_row("  ·", Text(f"{problem.what.zh}；{problem.todo.zh}。", overflow="fold"))
        said.add_row("", Text(f"{problem.what.en}; {_lower(problem.todo.en)}.", style="dim", overflow="fold"))
        console.print(said)
    if len(report.problems) > SHOWN_PROBLEMS:
        console.print(f"  … luoshi check {report.source.name}", markup=False, style="dim")


def _lower(sentence: str) -> str:
    """For behind a semicolon."""
    return sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence


def _counts(counter: Counter[str]) -> str:
    return " · ".join(f"{name} {n}" for name, n in counter.most_common())


def place_of(text: str, offset: int) -> str:
    """`line:column`, both from 1."""
    line = text.count("\n", 0, offset) + 1
    return f"{line}:{offset - (text.rfind(chr(10), 0, offset) + 1) + 1}"


def where(report: Report, offset: int) -> str:
    """Where a reader finds the character: page, paragraph or cell of the original, else `line:column` of the text."""
    place = report.place_of(offset)
    if place is None or (place.page is None and place.paragraph is None):
        told = f"{place.file}:" if place and place.file else ""
        return told + place_of(report.text, offset)
    page = f"第{place.page}页" if place.page else None
    inside = place.cell or (f"第{place.paragraph}段" if place.paragraph else None)
    return " ".join(filter(None, (place.file, page, inside)))


def findings(report: Report, path: Path) -> Iterator[str]:
    """Problems, doubts and unaccounted numerals, a line each, `path:where: …` where they have a place."""
    for problem in report.problems:
        at = f":{where(report, problem.span.start)}" if problem.span else ""
        what, todo = problem.what, problem.todo
        yield f"{path}{at}: [{problem.code}] {what.zh}；{todo.zh} / {what.en}; {todo.en}"
    for doubt in report.unsure:
        at = where(report, doubt.quote.start)
        yield f"{path}:{at}: [unsure] {doubt.quote.text!r} {doubt.question}: {' | '.join(doubt.alternatives)}"
    for offset, digits in unaccounted(report):
        at = where(report, offset)
        yield f"{path}:{at}: [unaccounted] 没有交代的数字 {digits!r} / a numeral not accounted for"


def unaccounted(report: Report) -> Iterator[tuple[int, str]]:
    """Arabic numerals that lie in no measure and in no entry of the numerals (offset, digits)."""
    covered: set[int] = set()
    quotes = [m.quote for m in report.measures] + [n.quote for n in report.numerals]
    for quote in quotes:
        for span in quote.spans:
            covered.update(range(span.start, span.end))
    # A numeric entity (&#8220;) spells a character, not a number.
    for match in re.finditer(r"&#x?[0-9a-fA-F]+;|([0-9０-９]+)", report.text):
        if match[1] and not covered.issuperset(range(match.start(), match.end())):
            yield match.start(), match.group()


def _covers(quote: Quote, offset: int) -> bool:
    return any(s.start <= offset < s.end for s in quote.spans)


def explanation(report: Report, offset: int) -> Tree:
    """The findings at an offset, outermost first: what was found, by which rule, what the rule saw."""
    tree = Tree(f"{report.source.name} {offset} ({where(report, offset)}) {report.text[offset]!r}")
    node = tree
    for heading in report.headings:
        if _covers(heading.quote, offset):
            node = node.add(f"标题 heading level {heading.level} {heading.title!r}")
    for passage in report.passages:
        if _covers(passage.quote, offset):
            node = node.add(
                f"段落 passage {names.both(names.ROLE, passage.role)} {passage.year or ''} · rule {passage.rule}"
            )
            node.add("标题路径 path: " + " / ".join(passage.path))
            _corrected(node, passage)
    for task in report.tasks:
        if _covers(task.quote, offset):
            node = _explain_task(node, task)
    for measure in report.measures:
        if _covers(measure.quote, offset):
            node = _explain_measure(node, measure)
    for numeral in report.numerals:
        if _covers(numeral.quote, offset):
            node = node.add(f"不是指标 no measure {numeral.quote.text!r}: {numeral.why} · rule {numeral.rule}")
    for doubt in report.unsure:
        if _covers(doubt.quote, offset):
            node.add(f"存疑 unsure {doubt.question}: {' | '.join(doubt.alternatives)} · rule {doubt.rule}")
    for aside in report.asides:
        if _covers(aside.quote, offset):
            node.add(f"搁置 set aside: {aside.reason} · rule {aside.rule}")
    if node is tree:
        tree.add("这里没有读出什么 nothing was found here")
    return tree


def _explain_task(node: Tree, task: Task) -> Tree:
    node = node.add(f"任务 task {task.id} {task.quote.text!r} · rule {task.rule}")
    for name in ("verb", "deliverables", "deadline", "due", "checkable", "strength", "bodies", "missing"):
        value = getattr(task, name)
        if value:
            node.add(f"{name}: {'、'.join(value) if isinstance(value, tuple) else value}")
    for suggestion in task.suggestions:
        node.add(f"建议 suggestion {suggestion.role} {suggestion.unit}: {suggestion.reason}")
    _seen(node, task.seen)
    _corrected(node, task)
    return node


def _explain_measure(node: Tree, measure: Measure) -> Tree:
    node = node.add(f"指标 measure {measure.id} {measure.quote.text!r} · rule {measure.rule}")
    for name in (
        "indicator",
        "indicator_id",
        "low",
        "high",
        "unit",
        "relation",
        "kind",
        "role",
        "year",
        "scope",
        "accrual",
    ):
        value = getattr(measure, name)
        if value is not None:
            node.add(f"{name}: {value:f}" if name in ("low", "high") else f"{name}: {value}")
    _seen(node, measure.seen)
    _corrected(node, measure)
    return node


def _seen(node: Tree, seen: tuple[str, ...]) -> None:
    if seen:
        branch = node.add("依据 what the rules saw")
        for line in seen:
            branch.add(line)


def _corrected(node: Tree, finding: Measure | Task | Passage) -> None:
    if finding.correction:
        c = finding.correction
        node.add(f"更正 corrected by {c.who} {c.when}: {c.why}")
