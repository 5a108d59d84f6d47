"""The account of a government's word: two reports compared, with the texts that every line of it points at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from luoshi.comparing.checking import Check, Measured, checks, measured, relevant
from luoshi.comparing.compare import compare
from luoshi.comparing.observations import Observation
from luoshi.comparing.pairs import pair
from luoshi.comparing.plans import Change, changes
from luoshi.comparing.values import Comparison, Link
from luoshi.values import Checkable, Problem, Report


@dataclass(frozen=True, slots=True)
class Account:
    """A comparison with the two reports in the order of their years. `comparison.earlier` is `earlier.identity`.

    `measured`: what somebody else measured of the promises; `checks`: the later report's claims against what somebody
    else measured; both are empty without observations. `changes`: from the earlier plan to the later one.
    """

    comparison: Comparison
    earlier: Report = field(repr=False)
    later: Report = field(repr=False)
    measured: tuple[Measured, ...] = ()
    checks: tuple[Check, ...] = ()
    changes: tuple[Change, ...] = ()

    def sorts(self) -> dict[str, Checkable]:
        """Link id → whether its promise has a figure, a name, or a direction only."""
        return {link.id: link.promise.checkable for link in self.comparison.links}

    def to_rows(self) -> dict[str, list[dict[str, object]]]:
        """Flat rows: {"links": …, "near_misses": …, "measured": …, "checks": …, "changes": …} (docs/codebook.md)."""
        from luoshi.comparing import tables

        return tables.rows(self)

    def to_polars(self) -> dict[str, Any]:
        """`to_rows` as polars DataFrames. Needs `luoshi[tables]`."""
        from luoshi.comparing import tables

        return tables.polars(self)

    def with_links(self, links: tuple[Link, ...], problems: tuple[Problem, ...]) -> Account:
        """The account with other links, and with further problems; what was measured of a link that left leaves too."""
        told = replace(self.comparison, links=links, problems=self.comparison.problems + problems)
        ids = {link.id for link in links}
        return replace(self, comparison=told, measured=tuple(m for m in self.measured if m.link in ids))


def account(
    earlier: Report,
    later: Report,
    observations: Sequence[Observation] = (),
    problems: Sequence[Problem] = (),
) -> Account:
    """What became of each promise of `earlier`, by the word of `later`, and by what somebody else measured.

    Reports in the wrong order are exchanged. `problems`: those with reading the observations.
    """
    checked = pair(earlier, later)
    earlier, later = checked.earlier, checked.later
    comparison = compare(earlier, later)
    years = (earlier.identity.plan_year, later.identity.review_year)
    usable, unused = relevant(later.identity, years, observations)
    comparison = replace(comparison, problems=(*comparison.problems, *problems, *unused))
    told = Account(comparison, earlier, later)
    if checked.apart:
        return told
    told = replace(told, changes=changes(earlier, later))
    if not usable:
        return told
    return replace(told, measured=measured(comparison.links, years[0], usable), checks=checks(later, usable))
