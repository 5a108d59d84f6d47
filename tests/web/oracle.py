"""The figures of a year as they are defined: every commitment that the actor sees, what its events add up to, counted
one by one. Slow and plain; the sums that the overview keeps must say the same."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from luoshi.exchange.scheme.words import COLOUR
from luoshi.ledger import View
from luoshi.ledger.periods import month_end
from luoshi.ledger.progress import behind, expected
from luoshi.ledger.rates import GRAVITY, rate
from luoshi.values import Message
from luoshi.web.actions.access import Actor, visible
from luoshi.web.actions.commitments import looked, states_of
from luoshi.web.actions.months import last_closed
from luoshi.web.actions.working_days import days
from luoshi.web.figures import ACCRUALS, TENTH, WORST, Accrued, Figures, Rated, Row
from luoshi.web.models import Commitment, SchemeVersion
from luoshi.web.tallies import FINE, fine
from luoshi.web.trend import ORDER, WORDS, Trend, _month

Seen = list[tuple[Commitment, View]]


def of_year(actor: Actor, year: int, now: dt.datetime, moment: Callable[[Commitment], dt.datetime]) -> Figures:
    """`moment`: when each commitment was last looked at: by an action or by `tick`."""
    everything = list(visible(actor))
    kept = [one for one in everything if one.year == year and one.kind != "void"]
    states = states_of(Commitment.objects.filter(pk__in=[one.pk for one in kept]))
    seen = [(c, View(c.rules, state, moment(c), days())) for c, state in states.values()]
    far = sorted(
        (c for c in kept if c.kind == "open" and (c.behind or 0) > 0), key=lambda c: (-(c.behind or 0), c.number)
    )
    lights = Counter(c.colour for c, _ in seen)
    return Figures(
        year, tuple(sorted({c.year for c in everything if c.year is not None}, reverse=True)), len(seen),
        lights=tuple((c, COLOUR[c], lights[c], urlencode({"colour": c, "year": year})) for c in GRAVITY if lights[c]),
        by_unit=_grouped(seen, lambda c: (c.lead.name if c.lead else "", c.lead_id or "-"), "lead", year),
        by_heading=_grouped(seen, _heading(seen), "heading", year),
        by_scheme=tuple(
            replace(row, en=next(c.rules.en for c, _ in seen if c.rules.name == row.name))
            for row in _grouped(seen, lambda c: (c.rules.name, c.scheme.scheme), "scheme", year)
        ),
        behind=tuple(far[:WORST]), rated=tuple(_rated(seen)), accrued=tuple(_accrued(seen)),
        months=tuple(_months(seen, year, now)), trend=_trend(seen, year, now),
    )  # fmt: skip


def _grouped(seen: Seen, group: Callable[[Commitment], tuple[Any, Any]], key: str, year: int) -> tuple[Row, ...]:
    groups: dict[tuple[Any, Any], list[Commitment]] = defaultdict(list)
    for c, _ in seen:
        groups[group(c)].append(c)
    found = []
    for (name, asked), members in groups.items():
        counts, total = Counter(c.colour for c in members), len(members)
        shares = tuple((c, counts[c], Decimal(100 * counts[c]) / total) for c in GRAVITY if counts[c])
        late = sum(c.late for c in members)
        found.append(Row(name or "—", total, shares, late, urlencode({key: asked, "year": year})))
    return tuple(sorted(found, key=lambda row: (-row.needing * 1000 // row.total, -row.total, row.name)))


def _heading(seen: Seen) -> Callable[[Commitment], tuple[str, str]]:
    """The first of the upper three levels in which the commitments differ, and all above it."""
    paths = [c.path.split(" / ")[:3] for c, _ in seen if c.path]
    level = 0
    while paths and len({tuple(path[: level + 1]) for path in paths}) == 1 and len(paths[0]) > level:
        level += 1

    def group(c: Commitment) -> tuple[str, str]:
        upper = c.path.split(" / ")[:3][: level + 1]
        return (upper[-1], " / ".join(upper)) if c.path else ("", "-")

    return group


def _rated(seen: Seen) -> Iterable[Rated]:
    by_version: dict[int, list[View]] = defaultdict(list)
    for c, view in seen:
        by_version[c.scheme_id].append(view)
    for version in SchemeVersion.objects.filter(pk__in=by_version).order_by("scheme", "version"):
        rates = version.rules.rate.values()
        if rates:
            views = by_version[version.pk]
            yield Rated(version, tuple((Message(table.name, table.en), rate(table, views)) for table in rates))


def _accrued(seen: Seen) -> Iterable[Accrued]:
    groups: dict[str, list[View]] = defaultdict(list)
    for c, view in seen:
        if c.kind == "open":
            groups[str(view.state.fields.get("accrual") or "")].append(view)
    for name, how in ACCRUALS.items():
        if group := groups[name]:
            known = [s for view in group if (s := expected(view.state.fields, view.now.date())) is not None]
            mean = Decimal(sum(map(fine, known))) / FINE / len(known) if known else None
            late = sum((behind(view.state.fields, view.now.date()) or 0) > 0 for view in group)
            should = None if mean is None else mean.quantize(TENTH, ROUND_HALF_UP)
            yield Accrued(name or "无数", how, len(group), should, late)


def _months(seen: Seen, year: int, now: dt.datetime) -> Iterable[tuple[int, int, Decimal]]:
    counts: Counter[int] = Counter()
    for c, _ in seen:
        for row in c.events.order_by("number"):
            table = c.rules.transition.get(row.action)
            if table is not None and table.to and c.rules.stage[table.to].kind in ("done", "struck"):
                counts[row.at.month] += row.at.year == year
                break
    top = max(counts.values(), default=0) or 1
    last = now.month if year == now.year else 12
    return [(month, counts[month], Decimal(100 * counts[month]) / top) for month in range(1, last + 1)]


def _trend(seen: Seen, year: int, now: dt.datetime) -> Trend:
    """Month by month how each stood then, replayed; what was struck off stays done."""
    ends: dict[int, Counter[str]] = defaultdict(Counter)
    last = last_closed(now)
    for c, view in seen:
        _, stood = looked(c, view.now)
        by_end = {one.end: one for one in stood}
        final = stood[-1] if stood and c.rules.stage[stood[-1].state.stage].kind == "struck" else None
        for month in range(1, 13):
            end = month_end(year, month)
            one = by_end.get(end) or (final if final is not None and final.end < end else None)
            if one is not None and end <= last:
                colour = one.lit.light.colour if one.lit else "grey"
                ends[month]["done" if c.rules.stage[one.state.stage].kind in ("done", "struck") else colour] += 1
    found = [(month, False, ends[month]) for month in range(1, 13) if month in ends]
    if year == now.year and now.month not in ends and seen:
        stands = Counter("done" if c.kind in ("done", "struck") else c.colour or "grey" for c, _ in seen)
        found.append((now.month, True, stands))
    top = max((counts.total() for _, _, counts in found), default=1)
    words = tuple(WORDS[name] for name in ORDER)
    return Trend(year, words, tuple(_month(*one, top) for one in found))
