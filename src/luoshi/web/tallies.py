"""The sums that the overview is made of: what each commitment adds to which.

A commitment adds its *cells* to each of its *scopes*, and keeps on its row what it added (`Commitment.counted`), so
that a change of either is the difference and nothing else, and no sum can drift from what it is a sum of. The row and
the differences are written in one transaction (`actions.counting`). Why rows that are added and not counters: a
counter of a city's red lights would be one row that all who act wait for.

A scope is one kind of reader's share, so that each reader's figures are the sum of some scopes whatever they may see:

    running, before     all that is not restricted, begun and not begun
    unit:U              of those, what unit U leads or supports, or where it was asked to clear an obstacle
    limited             all that is restricted: for supervisors
    post:P:ur           restricted, and post P is let in; `u`: it is among its unit's, `r`: it has begun
    leader:P            restricted, post P is its leader and not let in besides

`what` is counted by `key`, each in `part`s:

    unit, path, scheme  lead unit, headings (`heading`), version of the scheme: colour and whether ever late
    rate                version:rate: `of` and `among`, exact decimals as whole numbers (`_digits`)
    batch               version:rate: the values among which a rate's `latest` is found
    accrual             kind of accrual (节点: those held to nodes), open ones: how many, how many with a schedule, its
                        sum, how many are behind
    month               month of the year in which it was first completed
    now, end            how it stands now; how it stood at the month ends of the year: 1 in the month from which on it
                        stood so, -1 in the one from which on it does no more, so that a month is the sum up to it
    year                that there is something in the year (year 0, so that one look finds all years)
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import Any

from luoshi.ledger import State, View
from luoshi.ledger.chain import canonical, plain_value
from luoshi.ledger.history import Stood
from luoshi.ledger.nodes import nodes_of, planned
from luoshi.ledger.periods import month_end
from luoshi.ledger.progress import behind, expected
from luoshi.ledger.rates import added, newest
from luoshi.schemes import Scheme
from luoshi.web.actions.access import Actor
from luoshi.web.models import Commitment
from luoshi.web.models.people import OFFICERS

# (year, what, key, part), and with the scope before it.
Cell = tuple[int, str, str, str]
Sum = tuple[str, int, str, str, str]
# Schedules are summed in ten-thousandths of a percent, half up.
FINE = 10**4
LIMB = 10**12


def scopes_of(commitment: Commitment, units: set[int]) -> set[str]:
    """The scopes that the commitment belongs to; `units`: as `kept.units_of` says."""
    let_in = {post.pk: post.unit_id for post in commitment.restricted.all()}
    running = commitment.kind != "before"
    if not let_in:
        return {"running" if running else "before", *(f"unit:{pk}" for pk in units)}
    posts = {f"post:{pk}:{_let(unit in units, running)}" for pk, unit in let_in.items()}
    leader = {f"leader:{commitment.leader_id}"} if commitment.leader_id not in (None, *let_in) else set()
    return {"limited"} | posts | leader


def _let(unit: bool, running: bool) -> str:
    return ("u" if unit else "-") + ("r" if running else "-")


def seen_by(actor: Actor) -> list[str]:
    """The scopes whose sums are of what the actor sees, as `access.visible` says it."""
    post = actor.post
    if post is None or not post.role or post.role in OFFICERS:
        return []
    if post.role == "supervisor":
        return ["running", "before", "limited"]
    if post.role == "leader":
        whole = [f"post:{post.pk}:{_let(u, r)}" for u in (True, False) for r in (True, False)]
        return ["running", "before", f"leader:{post.pk}", *whole]
    if post.role in ("handler", "head"):
        return [f"unit:{post.unit_id}", *(f"post:{post.pk}:{_let(True, r)}" for r in (True, False))]
    return ["running", *(f"post:{post.pk}:{_let(u, True)}" for u in (True, False))]


def cells_of(commitment: Commitment, view: View, stood: Sequence[Stood]) -> dict[Cell, int]:
    """What the commitment adds, looked at as its mirrored columns and `view` say; `stood`: at the ends of months.
    Nothing without a year."""
    year = commitment.year
    if year is None:
        return {}
    found = {(0, "year", str(year), ""): 1}
    if commitment.kind == "void":
        return found
    lit = f"{commitment.colour} {int(commitment.late)}"
    found[year, "unit", str(commitment.lead_id or ""), lit] = 1
    found[year, "path", heading(commitment.path), lit] = 1
    found[year, "scheme", str(commitment.scheme_id), lit] = 1
    found[year, "now", standing(commitment.colour, commitment.kind), ""] = 1
    found |= {(year, "end", str(month), name): n for (month, name), n in _ends(year, view.scheme, stood).items() if n}
    if commitment.completed is not None and commitment.completed.year == year:
        found[year, "month", str(commitment.completed.month), ""] = 1
    if commitment.kind == "open":
        found |= {(year, "accrual", *key): n for key, n in _accrued(view.state, view.now.date()) if n}
    return found | {(year, *key): n for key, n in _rated(commitment.scheme_id, view) if n}


# Headings are kept to so many levels: reports often put a whole year's work under one.
LEVELS, BETWEEN = 3, " / "


def heading(path: str) -> str:
    """The headings that a commitment is counted under."""
    return BETWEEN.join(path.split(BETWEEN)[:LEVELS])


# How a commitment stands, for trends: what is completed counts as that, whatever its light, then by light.
DONE, WAITING = "done", "grey"


def standing(colour: str, kind: str) -> str:
    return DONE if kind in ("done", "struck") else colour or WAITING


def _ends(year: int, scheme: Scheme, stood: Sequence[Stood]) -> Counter[tuple[int, str]]:
    """By month and how it stood. What was struck off stays so; of what still moves, later months are not known."""
    found: Counter[tuple[int, str]] = Counter()
    last, name, kind = 0, "", ""
    for one in stood:
        if one.end.year > year or one.end != month_end(one.end.year, one.end.month):
            continue
        kind = scheme.stage[one.state.stage].kind
        last = one.end.month if one.end.year == year else 0
        before, name = name, standing(one.lit.light.colour if one.lit else "", kind)
        if last and before != name:
            found[last, name] += 1
            found[last, before] -= 1
        elif not last:
            name = ""
    if not last and kind == "struck":
        found[1, DONE] += 1
    elif last and kind != "struck":
        found[last + 1, name] -= 1
    return Counter({key: n for key, n in found.items() if key[1]})


def _accrued(state: State, today: dt.date) -> Iterator[tuple[tuple[str, str], int]]:
    facts = state.fields
    by_node = any(planned(node, facts) is not None for node in nodes_of(facts))
    name = "节点" if by_node else str(facts.get("accrual") or "")
    yield (name, "total"), 1
    yield (name, "behind"), int((behind(state.fields, today) or 0) > 0)
    should = expected(state.fields, today)
    if should is not None:
        yield (name, "known"), 1
        yield (name, "expected"), fine(should)


def fine(share: Decimal) -> int:
    """A percentage as schedules are summed."""
    return int((share * FINE).to_integral_value(ROUND_HALF_UP))


def _rated(version: int, view: View) -> Iterator[tuple[tuple[str, str, str], int]]:
    """What it adds to each rate. Whether its batch is the newest, the reader of all sums knows: both are kept."""
    for name, table in view.scheme.rate.items():
        key, asked = f"{version}:{name}", newest(table)
        values = {field: view.state.fields.get(field) for field in asked}
        said = [plain_value(values[field]) for field in asked]
        if asked:
            yield ("batch", key, canonical(said)), 1
        for tops in product((True, False), repeat=len(asked)):
            greatest = {field: values[field] if top else object() for field, top in zip(asked, tops, strict=True)}
            figures = added(table, View(view.scheme, view.state, view.now, view.calendar, greatest=greatest))
            for part, figure in zip(("of", "among"), figures, strict=True):
                for digits, n in _digits(figure):
                    yield ("rate", key, canonical([part, digits, said, list(tops)])), n


def _digits(figure: Decimal) -> Iterator[tuple[list[int], int]]:
    """A decimal in whole numbers that a database adds up exactly: ([places after the point, limb], n)."""
    sign, digits, power = figure.as_tuple()
    whole = int("".join(map(str, digits))) * 10 ** max(int(power), 0)
    limb = 0
    while whole:
        whole, low = divmod(whole, LIMB)
        yield [max(-int(power), 0), limb], -low if sign else low
        limb += 1


def figure_of(digits: list[int], n: int) -> Decimal:
    """What `_digits` took apart, after it was summed."""
    places, limb = digits
    return Decimal(n * LIMB**limb).scaleb(-places)


def written(scopes: set[str], cells: Mapping[Cell, int]) -> str:
    """As `Commitment.counted` keeps it."""
    return canonical({"scopes": sorted(scopes), "cells": sorted([*cell, n] for cell, n in cells.items())})


def read(counted: str | None) -> Counter[Sum]:
    """What was added by what is kept."""
    found: Counter[Sum] = Counter()
    if counted is not None:
        kept: dict[str, Any] = json.loads(counted)
        for year, what, key, part, n in kept["cells"]:
            for scope in kept["scopes"]:
                found[scope, year, what, key, part] = n
    return found
