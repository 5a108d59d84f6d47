"""When the next report of progress is due: of the period in which nothing has been reported yet."""

from __future__ import annotations

import datetime as dt

from luoshi.ledger.conditions import View
from luoshi.ledger.nodes import nodes_of
from luoshi.ledger.standing import due_reports
from luoshi.lexicon.calendar import ONE
from luoshi.schemes.values import Reporting

# Two days of reporting lie within so many days, by the length of the period.
TWO = {"旬": 25 * ONE, "月": 70 * ONE, "季": 190 * ONE, "半年": 380 * ONE}
# Before the end of its period a report is asked for so many days ahead.
AHEAD = 7 * ONE


def next_report(view: View) -> dt.date | None:
    """The day by which the next report is due, past where it is late; None where none can be given now.

    One report in each time between two such days is enough. What was begun within a period is not asked for the one
    before.
    """
    days = [day for table in view.scheme.report.values() if (day := _next(view, table)) is not None]
    return min(days, default=None)


def asked_from(due: dt.date, day: int) -> dt.date:
    """From when on a report is asked for: a week before the period ends. `day`: as in Reporting."""
    return due - day * ONE - AHEAD


def _next(view: View, table: Reporting) -> dt.date | None:
    state, action = view.state, view.scheme.transition[table.action]
    if state.begun is None or state.stage not in action.from_:
        return None
    begun = state.begun.date()
    nodes = tuple(node.day for node in nodes_of(state.fields))
    if table.every == "节点":
        # A node is reported on when it is reached or later; what was said before does not count.
        told = state.reported.date() if state.reported else begun - ONE
        return next((day for day in sorted(nodes) if day >= begun and day > told), None)
    told = state.reported.date() if state.reported else begun
    since = told - (table.day + 1) * ONE
    found = [day for day in due_reports(table, since, told + TWO[table.every]) if day >= told]
    if state.reported is None:
        return next((day for day in found if day - table.day * ONE >= begun), None)
    return found[1] if len(found) > 1 else None
