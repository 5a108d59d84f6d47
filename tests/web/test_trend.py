"""亮灯走势: the lights at the end of each month are the same whenever, and however often, the day is run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from tests.web.conftest import Office

from luoshi.web.actions.commitments import act, open_commitment
from luoshi.web.actions.daily import tick
from luoshi.web.actions.months import complete
from luoshi.web.figures import of_year
from luoshi.web.models import Commitment, MonthEnd
from luoshi.web.trend import ORDER

Clock = Callable[[dt.datetime], None]
FACTS = {
    "start": dt.date(2026, 1, 1), "due": dt.date(2026, 12, 31), "target": Decimal(1000), "accrual": "累计",
}  # fmt: skip


def at(month: int, day: int) -> dt.datetime:
    return dt.datetime(2026, month, day, 9)


def running(office: Office) -> Commitment:
    """A key task issued in January that reports 5 % and no more: green, then yellow from February, red from May."""
    one = open_commitment(
        office.cast["supervisor"], office.schemes["key-task"], "改造老旧小区", FACTS, at=at(1, 5), year=2026,
        lead=office.units["水务"], leader=office.cast["leader"].post,
    )  # fmt: skip
    for who, action, day, fields in (
        ("leader", "approve", 6, {}),
        ("supervisor", "issue", 7, {"document": "澄政办发〔2026〕3号", "due": dt.date(2026, 12, 31)}),
        ("handler", "sign", 8, {}),
        ("handler", "report", 9, {"summary": "进场", "figure": Decimal(50)}),
    ):
        act(office.cast[who], one, action, fields, at=at(1, day))
    return one


def kept() -> list[tuple[str, str]]:
    return [(f"{row.end:%m-%d}", row.colour) for row in MonthEnd.objects.order_by("end")]


EXPECTED = [("01-31", "green"), ("02-28", "yellow"), ("03-31", "yellow"), ("04-30", "yellow"), ("05-31", "red")]


def test_months_that_nobody_ticked_are_filled_as_they_were(office: Office, today: Clock) -> None:
    running(office)
    today(at(6, 3))
    assert not complete(at(6, 3))
    tick(at(6, 3))
    assert kept() == EXPECTED
    assert complete(at(6, 3))
    assert tick(at(6, 3))["months"] == 0


def test_a_tick_each_month_keeps_the_same(office: Office, today: Clock) -> None:
    running(office)
    for month in range(2, 7):
        today(at(month, 3))
        tick(at(month, 3))
        tick(at(month, 3))
    assert kept() == EXPECTED


def test_what_is_told_later_of_an_earlier_day_puts_the_months_right(office: Office, today: Clock) -> None:
    one = running(office)
    today(at(6, 3))
    tick(at(6, 3))
    act(office.cast["handler"], one, "report", {"summary": "赶上", "figure": Decimal(450)}, at=at(4, 20))
    tick(at(6, 3))
    assert kept() == [*EXPECTED[:3], ("04-30", "green"), ("05-31", "green")]


def test_what_was_struck_off_between_two_ticks_is_kept_and_stays_done(office: Office, today: Clock) -> None:
    one = office.in_hand()
    Commitment.objects.update(year=2026)
    for who, action, files, fields in (
        ("head", "apply", 1, {"result": "已办结"}), ("supervisor", "complete", 0, {"grade": "良好"}),
        ("leader", "strike", 0, {}),
    ):  # fmt: skip
        one = office.do(who, one, action, files=files, **fields)
    today(at(6, 3))
    assert not complete(at(6, 3))
    tick(at(6, 3))
    assert complete(at(6, 3))
    assert kept() == [("03-31", "grey")]
    found = of_year(office.cast["supervisor"], 2026, at(6, 3)).trend
    done = ORDER.index("done")
    assert [(m.month, m.counts[done], m.total, m.now) for m in found.months] == [
        (3, 1, 1, False), (4, 1, 1, False), (5, 1, 1, False), (6, 1, 1, True),
    ]  # fmt: skip
    office.do("supervisor", one, "reopen", reason="回头看发现渗漏")
    tick(at(6, 3))
    assert [end for end, _ in kept()] == ["03-31", "04-30", "05-31"]
    found = of_year(office.cast["supervisor"], 2026, at(6, 3)).trend
    assert [m.total for m in found.months] == [1, 1, 1, 1]
    assert found.months[-1].counts[done] == 0


def test_the_overview_shows_each_month_with_its_figures_and_to_each_reader_their_own(
    office: Office, today: Clock
) -> None:
    running(office)
    today(at(6, 3))
    tick(at(6, 3))
    page = office.browser("supervisor").get("/overview/?year=2026").content.decode()
    assert "亮灯走势：每月末各灯多少" in page
    part = page[page.index("亮灯走势") :]
    assert part.count('<th scope="row">', 0, part.index("</section>")) == 6
    assert '<rect class="yellow" x="0.000" width="100.000" height="10"/>' in part
    assert "亮灯走势" not in office.browser("outsider").get("/overview/?year=2026").content.decode()
    assert of_year(office.cast["auditor"], 2026, at(6, 3)).trend.months == ()
