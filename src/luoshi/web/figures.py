"""A year of the ledger in figures: by light, unit, heading, scheme; rates, progress, months; for page and bulletin."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

from django.db.models import Count, QuerySet

from luoshi.exchange.scheme.words import COLOUR
from luoshi.ledger import View
from luoshi.ledger.progress import behind, expected
from luoshi.ledger.rates import GRAVITY, Share, rate
from luoshi.values import Message
from luoshi.web.actions.access import Actor, visible
from luoshi.web.actions.commitments import states_of
from luoshi.web.actions.working_days import days
from luoshi.web.models import Commitment, SchemeVersion

WORST = 12
TENTH = Decimal("0.1")
# How a figure accrues, and what it can be held to before the year is over.
ACCRUALS = {
    "累计": Message("按天数计序时进度", "held to the days gone by"),
    "期末": Message("年末才看，有节点的按节点", "at the end, or by its nodes"),
    "增速": Message("看最近一期的增速", "by the latest growth"),
    "控制上限": Message("不超过就好", "to stay under"),
    "年终核定": Message("年终一次核定", "settled once, at the end"),
    "": Message("没有数，按单位报告的进度", "no figure: by what the unit reports"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A group with its commitments counted by colour, in the order of gravity; `query` opens its list."""

    name: str
    total: int
    colours: tuple[tuple[str, int, Decimal], ...]
    late: int
    query: str

    @property
    def strip(self) -> list[tuple[str, int, str, str]]:
        """Each colour's part of a strip 100 wide: colour, count, width, where it begins."""
        parts, at = [], Decimal(0)
        for colour, count, share in self.colours:
            parts.append((colour, count, f"{share:.2f}", f"{at:.2f}"))
            at += share
        return parts

    @property
    def needing(self) -> int:
        return sum(count for colour, count, _ in self.colours if colour in ("red", "orange", "yellow"))


@dataclass(frozen=True, slots=True)
class Rated:
    """A rate of a scheme, with its numerator and denominator."""

    scheme: SchemeVersion
    rates: tuple[tuple[Message, Share], ...]


@dataclass(frozen=True, slots=True)
class Accrued:
    """Those whose figures accrue alike: how many, how far they should be, how many are behind."""

    name: str
    how: Message
    total: int
    expected: Decimal | None
    behind: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What the actor sees of a year, without what was ended. `lights`: colour, word, count, query of its list."""

    year: int
    years: tuple[int, ...]
    total: int
    lights: tuple[tuple[str, Message, int, str], ...]
    by_unit: tuple[Row, ...]
    by_heading: tuple[Row, ...]
    by_scheme: tuple[Row, ...]
    behind: tuple[Commitment, ...]
    rated: tuple[Rated, ...]
    accrued: tuple[Accrued, ...]
    months: tuple[tuple[int, int, Decimal], ...]


def of_year(actor: Actor, year: int | None, now: dt.datetime) -> Figures:
    """The figures of a year; without one, of the latest that has commitments."""
    seen = visible(actor)
    years = sorted(filter(None, set(seen.order_by().values_list("year", flat=True))), reverse=True)
    year = year if year is not None else (years[0] if years else now.year)
    rows = seen.filter(year=year).exclude(kind="void")
    views = _views(rows, now)
    furthest = rows.filter(kind="open", behind__gt=0).order_by("-behind").select_related("scheme", "lead")
    return Figures(
        year, tuple(years), len(views),
        lights=tuple(_lights(rows, year)),
        by_unit=tuple(_grouped(rows, "lead__name", "lead", year)),
        by_heading=tuple(_grouped(rows, "path", "q", year)),
        by_scheme=tuple(_named(_grouped(rows, "scheme__scheme", "scheme", year))),
        behind=tuple(furthest[:WORST]),
        rated=tuple(_rated(rows, views)),
        accrued=tuple(_accrued(views, now.date())),
        months=tuple(_months(rows, year, now)),
    )  # fmt: skip


def _views(rows: QuerySet[Commitment], now: dt.datetime) -> dict[int, View]:
    """Each commitment's state, all events fetched at once."""
    return {commitment.pk: View(commitment.rules, state, now, days()) for commitment, state in states_of(rows).values()}


def _lights(rows: QuerySet[Commitment], year: int) -> list[tuple[str, Message, int, str]]:
    counts = Counter(dict(rows.order_by().values_list("colour").annotate(Count("pk", distinct=True))))
    return [(c, COLOUR[c], counts[c], urlencode({"colour": c, "year": year})) for c in GRAVITY if counts[c]]


def _grouped(rows: QuerySet[Commitment], field: str, key: str, year: int) -> list[Row]:
    """Counted by a field and colour; those with most that need somebody first."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    late: Counter[str] = Counter()
    value = field if key != "lead" else "lead"
    for name, asked, colour, is_late, count in (
        rows.order_by().values_list(field, value, "colour", "late").annotate(Count("pk", distinct=True))
    ):
        group = str(name or "").split(" / ")[0]
        counts[group, group if key == "q" else str(asked or "")][colour] += count
        late[group] += count if is_late else 0
    found = []
    for (name, asked), colours in counts.items():
        total = sum(colours.values())
        shares = tuple((c, colours[c], Decimal(100 * colours[c]) / total) for c in GRAVITY if colours[c])
        query = urlencode({key: asked, "year": year})
        found.append(Row(name or "—", total, shares, late[name], query))
    return sorted(found, key=lambda row: (-row.needing * 1000 // row.total, -row.total, row.name))


def _named(rows: list[Row]) -> list[Row]:
    """Schemes by their names."""
    names = {version.scheme: version.rules.name for version in SchemeVersion.objects.order_by("pk")}
    return [replace(row, name=names.get(row.name, row.name)) for row in rows]


def _rated(rows: QuerySet[Commitment], views: dict[int, View]) -> list[Rated]:
    by_scheme: dict[int, list[View]] = defaultdict(list)
    for pk, scheme in rows.values_list("pk", "scheme"):
        by_scheme[scheme].append(views[pk])
    found = []
    for version in SchemeVersion.objects.filter(pk__in=by_scheme).order_by("scheme", "version"):
        rates = version.rules.rate.values()
        found.append(
            Rated(
                version, tuple((Message(table.name, table.en), rate(table, by_scheme[version.pk])) for table in rates)
            )
        )
    return [one for one in found if one.rates]


def _accrued(views: dict[int, View], today: dt.date) -> list[Accrued]:
    groups: dict[str, list[View]] = defaultdict(list)
    for view in views.values():
        if view.scheme.stage[view.state.stage].kind == "open":
            groups[str(view.state.fields.get("accrual") or "")].append(view)
    found = []
    for name, how in ACCRUALS.items():
        if group := groups[name]:
            should = _mean(expected(view.state.fields, today) for view in group)
            found.append(Accrued(name or "无数", how, len(group), should, _behind(group, today)))
    return found


def _mean(shares: Iterable[Decimal | None]) -> Decimal | None:
    known = [share for share in shares if share is not None]
    return (sum(known, Decimal(0)) / len(known)).quantize(TENTH, ROUND_HALF_UP) if known else None


def _behind(views: list[View], today: dt.date) -> int:
    return sum((behind(view.state.fields, today) or 0) > 0 for view in views)


# What closes a commitment, by the kind of stage that it leads to.
CLOSED = ("done", "struck")


def _months(rows: QuerySet[Commitment], year: int, now: dt.datetime) -> list[tuple[int, int, Decimal]]:
    """Each month of the year so far: how many were first completed in it, and their share of the busiest month."""
    first: dict[int, dt.datetime] = {}
    closing = {
        (version.pk, name)
        for version in SchemeVersion.objects.all()
        for name, action in version.rules.transition.items()
        if action.to and version.rules.stage[action.to].kind in CLOSED
    }
    asked = rows.filter(events__action__in={name for _, name in closing}).order_by("events__at")
    for pk, scheme, action, at in asked.values_list("pk", "scheme", "events__action", "events__at"):
        if (scheme, action) in closing:
            first.setdefault(pk, at)
    counts = Counter(at.month for at in first.values() if at.year == year)
    top = max(counts.values(), default=1)
    last = now.month if year == now.year else 12
    return [(month, counts[month], Decimal(100 * counts[month]) / top) for month in range(1, last + 1)]
