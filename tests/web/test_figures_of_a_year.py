"""The overview's figures are sums that acting keeps: whatever was done and whoever looks, they are what the events
say, one by one (`oracle`)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from tests.web import oracle
from tests.web.conftest import Office

from luoshi import ledger
from luoshi.ledger import Refused
from luoshi.lexicon.calendar import CalendarError
from luoshi.schemes import load
from luoshi.schemes.load import BUILTIN
from luoshi.web import figures
from luoshi.web.actions import counting
from luoshi.web.actions.commitments import act, keep, open_commitment, refresh, view_of
from luoshi.web.actions.daily import take_stock, tick
from luoshi.web.actions.verify import verify
from luoshi.web.models import Commitment, EventRow, NoticeRow, Tally

DRAFTS = Path(__file__).parents[1] / "schemes" / "drafts"
YEARS = (2025, 2026)


def some(dice: random.Random, scheme: Any, name: str, moment: dt.datetime) -> Any:
    field = scheme.field.get(name)
    if field is not None and field.choices:
        return dice.choice(field.choices)
    kind = field.kind if field else "date" if name in ("start", "due") else "number"
    match kind:
        case "number":
            return dice.choice((Decimal(7), Decimal("12.50"), Decimal("-3.125"), Decimal("123456789012345.6")))
        case "date":
            return moment.date() + dt.timedelta(days=dice.choice((1, 20, 90)))
        case "flag":
            return dice.random() < 0.5
        case _:
            return dice.choice(("甲", "乙"))


# By the first level where there are several; by a lower one where all stand under one.
HEADINGS = (
    ("一、稳增长 / 项目", "一、稳增长", "二、惠民生", ""),
    ("今年工作 / 一、稳增长 / 项目", "今年工作 / 一、稳增长", "今年工作 / 二、惠民生 / 就业", "今年工作", ""),
    ("今年 / 一、稳增长 / 项目 / 甲", "今年 / 一、稳增长 / 项目 / 乙", "今年 / 一、稳增长 / 消费"),
    ("今年 / 一、稳增长 / 项目 / 甲", "今年 / 一、稳增长 / 项目 / 乙"),
)


def opened(
    office: Office, dice: random.Random, moment: dt.datetime, headings: Sequence[str] = HEADINGS[0]
) -> Commitment:
    version = office.schemes["pipeline"] if dice.random() < 0.3 else dice.choice(list(office.schemes.values()))
    scheme = version.rules
    facts = {n: some(dice, scheme, n, moment) for n, f in scheme.field.items() if f.at_opening}
    facts["due"] = dt.date(moment.year, 12, dice.randint(1, 31))
    if dice.random() < 0.8:
        facts["start"] = moment.date() - dt.timedelta(days=30)
    if dice.random() < 0.6:
        facts |= {"target": Decimal(20), "accrual": dice.choice(tuple(figures.ACCRUALS)[:-1])}
    one = open_commitment(
        office.cast["supervisor"], version, "一件事", facts, at=moment, year=dice.choice((*YEARS, 2026, None)),
        lead=dice.choice((office.units["水务"], office.units["水务"], office.units["教育"], None)),
        leader=dice.choice((office.cast["leader"].post, office.cast["leader"].post, None)),
        supports=[u for u in office.units.values() if dice.random() < 0.3],
        path=dice.choice(headings),
    )  # fmt: skip
    if dice.random() < 0.3:
        one.restricted.set(a.post for a in office.cast.values() if dice.random() < 0.3)  # type: ignore[misc]
        refresh(Commitment.objects.filter(pk=one.pk), moment)
    return one


def played(office: Office, seed: int) -> dt.datetime:
    """A ledger in which much was tried; when it was last acted on."""
    dice = random.Random(seed)
    for path in (*sorted(DRAFTS.glob("*.toml")), *sorted(BUILTIN.glob("*.toml"))):
        office.schemes[path.stem] = keep(load(path), path.read_text("utf-8"))
    cast = [office.cast[who] for who in ("supervisor", "leader", "handler", "head", "outsider")]
    moment = dt.datetime(2025, 11, 3, 9)
    for _ in range(18):
        one = opened(office, dice, moment, HEADINGS[seed % len(HEADINGS)])
        for _ in range(dice.randint(2, 16)):
            at = max(moment, one.last_at or moment) + dt.timedelta(hours=dice.choice((1, 30, 200, 500)))
            actor = dice.choice(cast)
            view = view_of(one, at)
            name = dice.choice(list(ledger.allowed(view, actor.role)) or ["no"])
            table = view.scheme.transition.get(name)
            given = {n: some(dice, view.scheme, n, at) for n in (*table.needs, *table.may)} if table else {}
            files = [SimpleUploadedFile(f"{i}.txt", b"ok") for i in range(table.evidence if table else 0)]
            try:
                one = act(actor, one, name, given, files, at=at)
            except (Refused, CalendarError):
                continue
    return max(one.last_at for one in Commitment.objects.all() if one.last_at)


def compare(office: Office, now: dt.datetime, moment: Callable[[Commitment], dt.datetime]) -> int:
    """How many commitments were counted, over all actors and years."""
    counted = 0
    for actor in office.cast.values():
        for year in YEARS:
            kept, told = figures.of_year(actor, year, now), oracle.of_year(actor, year, now, moment)
            assert kept == told, (actor.role, year)
            counted += kept.total
    return counted


@pytest.mark.parametrize("seed", range(8))
def test_kept_figures_are_what_the_events_say_for_everybody(office: Office, seed: int) -> None:
    now = played(office, seed)
    assert compare(office, now, lambda one: one.last_at or now) > 0
    later = now + dt.timedelta(days=45)
    tick(later)
    compare(office, later, lambda _: later)
    assert not counting.astray()


def test_the_random_ledgers_have_something_of_everything(office: Office) -> None:
    """Else the comparisons above would say little."""
    for seed in range(6):
        played(office, seed)
    parts = set(Tally.objects.filter(what="rate").values_list("part", flat=True))
    scopes = {scope.rstrip("0123456789") for scope in Tally.objects.values_list("scope", flat=True)}
    assert set(Tally.objects.values_list("what", flat=True)) == {
        "unit", "path", "scheme", "rate", "batch", "accrual", "month", "year", "now", "end",
    }  # fmt: skip
    assert {"running", "before", "limited", "unit:", "leader:"} <= scopes
    assert any("[4,0]" in part or "[3,0]" in part for part in parts), "no rate that sums decimals"
    assert any("[false]" in part for part in parts), "no rate that asks for the newest batch"


def test_the_day_run_twice_changes_nothing_and_sums_stay_short(office: Office) -> None:
    now = played(office, 3)
    tick(now)
    rows, notices, events = Tally.objects.count(), NoticeRow.objects.count(), EventRow.objects.count()
    mirrored = list(Commitment.objects.order_by("pk").values())
    again = tick(now)
    assert (again["lights"], again["notices"]) == (0, 0)
    assert list(Commitment.objects.order_by("pk").values()) == mirrored
    assert (Tally.objects.count(), NoticeRow.objects.count(), EventRow.objects.count()) == (rows, notices, events)
    assert Tally.objects.values("scope", "year", "what", "key", "part").distinct().count() == rows


def test_a_day_that_was_broken_off_is_finished_by_the_next_run(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    now = played(office, 4) + dt.timedelta(days=60)
    from luoshi.web.actions import daily

    monkeypatch.setattr(daily, "AT_ONCE", 3)
    through, calls = daily.refresh, [0]

    def breaks(rows: Any, at: dt.datetime) -> Any:
        calls[0] += 1
        if calls[0] == 3:
            raise KeyboardInterrupt
        return through(rows, at)

    monkeypatch.setattr(daily, "refresh", breaks)
    with pytest.raises(KeyboardInterrupt):
        tick(now)
    assert not counting.astray()
    tick(now)
    compare(office, now, lambda _: now)


def test_a_sum_that_was_changed_is_found(office: Office) -> None:
    office.commitment(year=2026)
    assert not [m for m in verify() if "总览" in m.zh]
    Tally.objects.filter(what="unit").update(n=F("n") + 1)
    assert "总览的合计与台账各项不符" in [m.zh for m in verify()]


def test_an_older_ledger_is_counted_when_it_is_opened(office: Office) -> None:
    now = played(office, 5)
    Commitment.objects.update(counted=None, completed=None)
    Tally.objects.all().delete()
    assert take_stock(now) == Commitment.objects.count() > 0
    assert take_stock(now) == 0
    assert compare(office, now, lambda _: now) > 10


def test_numbers_go_on_past_the_ten_thousandth_and_past_those_that_are_taken(office: Office) -> None:
    office.commitment(number="2026-10000", year=2026)
    assert office.commitment(year=2026).number == "2026-10001"
    office.commitment(number="2026-10002", year=2026)
    assert office.commitment(year=2026).number == "2026-10003"
    assert office.commitment(year=2025).number == "2025-0001"


def test_looking_needs_no_state(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is made of sums: no event is read for it."""
    office.commitment(year=2026)

    def refuse(*_: Any) -> Any:
        raise AssertionError("an event was read")

    monkeypatch.setattr(EventRow, "link", refuse)
    assert figures.of_year(office.cast["supervisor"], 2026, dt.datetime(2026, 3, 2)).total == 1
