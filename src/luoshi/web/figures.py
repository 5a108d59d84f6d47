"""A year of the ledger in figures: by light, unit, heading, scheme; rates, progress, months; for page and bulletin."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import takewhile
from typing import Any
from urllib.parse import urlencode

from django.db.models import Sum

from luoshi.exchange.scheme.words import COLOUR
from luoshi.ledger.chain import value_of
from luoshi.ledger.rates import GRAVITY, Share, share
from luoshi.values import Message
from luoshi.web.actions.access import Actor, visible
from luoshi.web.models import Commitment, SchemeVersion, Tally, Unit
from luoshi.web.narrowing import NONE
from luoshi.web.tallies import BETWEEN, FINE, figure_of, seen_by
from luoshi.web.trend import Trend, trend

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
    "节点": Message("定了节点，到节点看", "by the nodes of its plan"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A group with its commitments counted by colour, in the order of gravity. `query` opens its list; `en`: its
    English name, where it has one."""

    name: str
    total: int
    colours: tuple[tuple[str, int, Decimal], ...]
    late: int
    query: str
    en: str = ""

    @property
    def strip(self) -> list[tuple[str, int, str, str]]:
        """Each colour's part of a strip 100 wide: colour, count, width, where it begins."""
        parts, at = [], Decimal(0)
        for colour, count, width in self.colours:
            parts.append((colour, count, f"{width:.2f}", f"{at:.2f}"))
            at += width
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
    trend: Trend


def of_year(actor: Actor, year: int | None, now: dt.datetime) -> Figures:
    """The figures of a year; without one, of the latest that has commitments.

    They are sums that acting and `tick` keep (`luoshi.web.tallies`), as lights are: of the last action on each, and of
    the last tick. So they cost the same whether a year has a hundred commitments or a hundred thousand.
    """
    years = sorted((int(key) for key, _, n in _sums(actor, 0)["year"] if n > 0), reverse=True)
    year = year if year is not None else (years[0] if years else now.year)
    sums = _sums(actor, year)
    lights = Counter[str]()
    for _, part, n in sums["scheme"]:
        lights[part.partition(" ")[0]] += n
    versions = {str(version.pk): version for version in SchemeVersion.objects.order_by("scheme", "version")}
    furthest = visible(actor).filter(year=year, kind="open", behind__gt=0).order_by("-behind", "number")
    return Figures(
        year, tuple(years), lights.total(),
        lights=tuple((c, COLOUR[c], lights[c], urlencode({"colour": c, "year": year})) for c in GRAVITY if lights[c]),
        by_unit=tuple(_by_unit(sums["unit"], year)),
        by_heading=tuple(_by_heading(sums["path"], year)),
        by_scheme=tuple(_by_scheme(sums["scheme"], versions, year)),
        behind=tuple(furthest.select_related("scheme", "lead")[:WORST]),
        rated=tuple(_rated(sums, versions)),
        accrued=tuple(_accrued(sums["accrual"])),
        months=tuple(_months(sums["month"], year, now)),
        trend=trend(sums["end"], sums["now"], year, now),
    )  # fmt: skip


# (key, part, n) of what is counted alike.
Sums = Sequence[tuple[str, str, int]]


def _sums(actor: Actor, year: int) -> dict[str, list[tuple[str, str, int]]]:
    """What the actor sees of a year, by what is counted (`luoshi.web.tallies`): (key, part, n)."""
    found: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    rows = Tally.objects.filter(scope__in=seen_by(actor), year=year)
    for what, key, part, n in rows.values_list("what", "key", "part").annotate(Sum("n")):
        if n:
            found[what].append((key, part, n))
    return found


def _grouped(counted: Iterable[tuple[str, str, str, int]], key: str, year: int) -> list[Row]:
    """Rows of (name, what the list is asked for, colour and lateness, n); those with most that need somebody first."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    late: Counter[str] = Counter()
    for name, asked, part, n in counted:
        colour, _, is_late = part.partition(" ")
        counts[name, asked][colour] += n
        late[name] += n if is_late == "1" else 0
    found = []
    for (name, asked), colours in counts.items():
        total = colours.total()
        shares = tuple((c, colours[c], Decimal(100 * colours[c]) / total) for c in GRAVITY if colours[c])
        found.append(Row(name or "—", total, shares, late[name], urlencode({key: asked, "year": year})))
    return sorted(found, key=lambda row: (-row.needing * 1000 // row.total, -row.total, row.name))


def _by_unit(sums: Sums, year: int) -> list[Row]:
    names = dict(Unit.objects.filter(pk__in={int(key) for key, _, _ in sums if key}).values_list("pk", "name"))
    return _grouped(((names[int(key)] if key else "", key or NONE, part, n) for key, part, n in sums), "lead", year)


def _by_heading(sums: Sums, year: int) -> list[Row]:
    """By the first level of headings that tells them apart: a year's work often stands under one heading altogether."""
    paths = {key: key.split(BETWEEN) for key, _, _ in sums if key}
    alike = takewhile(lambda level: len(set(level)) == 1, zip(*paths.values(), strict=False))
    shared = sum(1 for _ in alike)
    rows = []
    for key, part, n in sums:
        levels = paths.get(key, [])[: shared + 1]
        rows.append((levels[-1] if levels else "", BETWEEN.join(levels) or NONE, part, n))
    return _grouped(rows, "heading", year)


def _by_scheme(sums: Sums, versions: Mapping[str, SchemeVersion], year: int) -> list[Row]:
    """By scheme, whatever its version, under its newest name."""
    newest = {version.scheme: version.rules for version in sorted(versions.values(), key=lambda one: one.pk)}
    rows = ((newest[versions[key].scheme].name, versions[key].scheme, part, n) for key, part, n in sums)
    english = {rules.name: rules.en for rules in newest.values()}
    return [replace(row, en=english[row.name]) for row in _grouped(rows, "scheme", year)]


def _rated(sums: Mapping[str, Sums], versions: Mapping[str, SchemeVersion]) -> list[Rated]:
    running = {key for key, _, _ in sums["scheme"]}
    batches, added = _by_key(sums["batch"]), _by_key(sums["rate"])
    found = []
    for pk, version in versions.items():
        rates = version.rules.rate if pk in running else {}
        shares = tuple(
            (Message(table.name, table.en), _share(batches[f"{pk}:{name}"], added[f"{pk}:{name}"]))
            for name, table in rates.items()
        )
        if shares:
            found.append(Rated(version, shares))
    return found


def _by_key(sums: Sums) -> dict[str, list[tuple[Any, int]]]:
    found: dict[str, list[tuple[Any, int]]] = defaultdict(list)
    for key, part, n in sums:
        found[key].append((json.loads(part), n))
    return found


def _share(batches: Sequence[tuple[Any, int]], added: Sequence[tuple[Any, int]]) -> Share:
    """A rate of its sums; of the two ways in which each batch was counted, the one that turned out to be so."""
    said = [[value_of(value) for value in values] for values, _ in batches]
    newest = [max((v for v in values if v is not None), default=None) for values in zip(*said, strict=True)]
    figures = {"of": Decimal(0), "among": Decimal(0)}
    for (part, digits, values, tops), n in added:
        own = [value_of(value) for value in values]
        if tops == [value is not None and value == top for value, top in zip(own, newest, strict=True)]:
            figures[part] += figure_of(digits, n)
    return share(figures["of"], figures["among"])


def _accrued(sums: Sums) -> list[Accrued]:
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for name, part, n in sums:
        groups[name][part] += n
    found = []
    for name, how in ACCRUALS.items():
        if group := groups[name]:
            should = Decimal(group["expected"]) / FINE / group["known"] if group["known"] else None
            mean = None if should is None else should.quantize(TENTH, ROUND_HALF_UP)
            found.append(Accrued(name or "无数", how, group["total"], mean, group["behind"]))
    return found


def _months(sums: Sums, year: int, now: dt.datetime) -> list[tuple[int, int, Decimal]]:
    """Each month of the year so far: how many were first completed in it, and their share of the busiest month."""
    counts = Counter({int(month): n for month, _, n in sums})
    top = max(counts.values(), default=1)
    last = now.month if year == now.year else 12
    return [(month, counts[month], Decimal(100 * counts[month]) / top) for month in range(1, last + 1)]
