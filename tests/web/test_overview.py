"""哪些落后了，为什么？ The overview counts what its reader may see, and every figure opens its list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.web.conftest import Office

from luoshi.web.actions.daily import tick


def test_what_is_overdue_is_counted_by_unit_and_the_count_opens_its_list(
    office: Office, today: Callable[[dt.datetime], None]
) -> None:
    office.in_hand()
    office.commitment(year=2026)
    for one in (office.in_hand(), office.in_hand()):
        one.year = 2026
        one.save()
    today(dt.datetime(2026, 3, 20, 9))
    tick(dt.datetime(2026, 3, 20, 9))
    page = office.browser("supervisor").get("/overview/?year=2026").content.decode()
    assert "哪些落后了，为什么？" in page
    assert "/ledger/?colour=red&amp;year=2026" in page
    assert "市水务局" in page
    assert "0／2" in page  # completed on time, of those assigned this year
    listed = office.browser("supervisor").get("/ledger/?colour=red&year=2026").content.decode()
    assert listed.count('<td class="num"><a href="/c/') == 2


def test_a_unit_sees_its_own_share_only_and_officers_see_nothing(office: Office) -> None:
    office.commitment(year=2026)
    assert "1 项" in office.browser("handler").get("/overview/?year=2026").content.decode()
    for who in ("outsider", "auditor"):
        assert "这一年还没有事项" in office.browser(who).get("/overview/?year=2026").content.decode()


def test_the_overview_asks_the_database_a_bounded_number_of_times(
    office: Office,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    for _ in range(8):
        office.commitment(year=2026)
    browser = office.browser("supervisor")
    with django_assert_max_num_queries(24):
        browser.get("/overview/?year=2026")
