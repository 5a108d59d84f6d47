"""What `luoshi compare` prints: the account in a few lines, what needs somebody first."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from luoshi.comparing import Comparison, Link
from luoshi.comparing.reasons import NAMES

SHOWN = 12
# What is shown first: what was held to a figure and fell short, then what was left in silence.
URGENT = ("missed", "partly", "not_mentioned")


def account(comparison: Comparison, console: Console) -> None:
    """The verdicts counted, the promises not kept, the problems."""
    a, b = comparison.earlier, comparison.later
    console.print(
        f"\n[bold]{a.place or '?'}[/bold] {a.plan_year or '?'} → {b.plan_year or '?'}　"
        f"承诺 promises {len(comparison.links)}",
        markup=True,
    )
    table = Table.grid(padding=(0, 2))
    for verdict, count in comparison.counts().items():
        table.add_row(f"{NAMES[verdict].zh} {NAMES[verdict].en}", str(count))
    console.print(table)
    urgent = sorted((k for k in comparison.links if k.verdict in URGENT), key=_rank)
    for link in urgent[:SHOWN]:
        console.print(f"  {NAMES[link.verdict].zh}　{link.promise.quote.text}", markup=False, soft_wrap=True)
        said = f"“{link.result.quote.text}”　" if link.result else ""
        console.print(f"    {said}{link.reason.zh}", markup=False, style="dim", soft_wrap=True)
    if len(urgent) > SHOWN:
        more = len(urgent) - SHOWN
        console.print(
            f"  … 另有 {more} 项，见 --format json / {more} more, see --format json", markup=False, style="dim"
        )
    for problem in comparison.problems:
        console.print(f"  · {problem.what.zh}；{problem.todo.zh}。", markup=False)
        console.print(f"    {problem.what.en}; {problem.todo.en}.", markup=False, style="dim")


def _rank(link: Link) -> tuple[int, bool, int]:
    return URGENT.index(link.verdict), link.promise.figure is None, link.promise.quote.start
