"""The account of a government's word: two reports compared, with the texts that every line of it points at."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from luoshi.comparing.compare import compare
from luoshi.comparing.pairs import pair
from luoshi.comparing.values import Comparison, Link
from luoshi.values import Checkable, Problem, Report


@dataclass(frozen=True, slots=True)
class Account:
    """A comparison with the two reports in the order of their years. `comparison.earlier` is `earlier.identity`."""

    comparison: Comparison
    earlier: Report = field(repr=False)
    later: Report = field(repr=False)

    def sorts(self) -> dict[str, Checkable]:
        """Link id → whether its promise has a figure, a name, or a direction only."""
        tasks = {t.id: t.checkable for t in self.earlier.tasks}
        return {link.id: _sort(link, tasks) for link in self.comparison.links}

    def with_links(self, links: tuple[Link, ...], problems: tuple[Problem, ...]) -> Account:
        """The account with other links, and with further problems."""
        told = replace(self.comparison, links=links, problems=self.comparison.problems + problems)
        return replace(self, comparison=told)


def _sort(link: Link, tasks: dict[str, Checkable]) -> Checkable:
    if link.promise.figure is not None:
        return "figure"
    return "general" if tasks.get(link.promise.task or "", "general") == "general" else "named"


def account(earlier: Report, later: Report) -> Account:
    """What became of each promise of `earlier`, by the word of `later`. Reports in the wrong order are exchanged."""
    checked = pair(earlier, later)
    return Account(compare(earlier, later), checked.earlier, checked.later)
