"""What `luoshi compare` prints: the account in a few lines, what needs somebody first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from luoshi.comparing import Link
from luoshi.comparing.account import Account
from luoshi.comparing.plans import NAMES as PLAN
from luoshi.comparing.plans import STATUSES, counts
from luoshi.comparing.reasons import NAMES
from luoshi.comparing.values import VERDICTS
from luoshi.values import Problem

SHOWN = 12
# What is shown first: what was held to a figure and fell short, then what was left in silence.
URGENT = ("missed", "partly", "not_mentioned")


def told(account: Account, console: Console) -> None:
    """The verdicts counted, the promises not kept, the problems. Directions only are counted apart."""
    a, b = account.comparison.earlier, account.comparison.later
    sorts = account.sorts()
    links = [k for k in account.comparison.links if sorts[k.id] != "general"]
    directions = len(account.comparison.links) - len(links)
    console.print(
        f"\n[bold]{a.place or '?'}[/bold] {a.plan_year or '?'} → {b.plan_year or '?'}　"
        f"有数或有名可查的承诺 promises {len(links)}　只有方向 directions {directions}",
        markup=True,
    )
    counts = Counter(link.verdict for link in links)
    table = Table.grid(padding=(0, 2))
    for verdict in VERDICTS:
        if counts[verdict]:
            table.add_row(f"{NAMES[verdict].zh} {NAMES[verdict].en}", str(counts[verdict]))
    console.print(table)
    urgent = sorted((k for k in links if k.verdict in URGENT), key=_rank)
    for link in urgent[:SHOWN]:
        console.print(f"  {NAMES[link.verdict].zh}　{link.promise.quote.text}", markup=False, soft_wrap=True)
        said = f"“{link.result.quote.text}”　" if link.result else ""
        console.print(f"    {said}{link.reason.zh}", markup=False, style="dim", soft_wrap=True)
    if len(urgent) > SHOWN:
        more = len(urgent) - SHOWN
        console.print(
            f"  … 另有 {more} 项，见 --format html / {more} more, see --format html", markup=False, style="dim"
        )
    problems(account.comparison.problems, console)


def plans(account: Account, console: Console) -> None:
    """From plan to plan: what went down or away first."""
    a, b = account.earlier.identity, account.later.identity
    said = "　".join(f"{PLAN[s].zh} {PLAN[s].en} {n}" for s, n in counts(account.changes).items())
    console.print(
        f"\n[bold]{b.place or '?'}[/bold] {a.plan_year or '?'} → {b.plan_year or '?'} 计划　{said}", markup=True
    )
    for change in sorted(account.changes, key=lambda c: STATUSES.index(c.status)):
        console.print(
            f"  {PLAN[change.status].zh}　{change.indicator}　{change.reason.zh}", markup=False, soft_wrap=True
        )


def problems(found: Iterable[Problem], console: Console) -> None:
    """Each with what to do about it."""
    for problem in found:
        console.print(f"  · {problem.what.zh}；{problem.todo.zh}。", markup=False, soft_wrap=True)
        console.print(f"    {problem.what.en}; {problem.todo.en}.", markup=False, style="dim", soft_wrap=True)


def _rank(link: Link) -> tuple[int, bool, int]:
    return URGENT.index(link.verdict), link.promise.figure is None, link.promise.quote.start
