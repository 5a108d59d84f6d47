"""How often each page asks the database: at most so often, and as often for fifty commitments as for five."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import Office

from luoshi.web import paging
from luoshi.web.actions import tokens
from luoshi.web.actions.commitments import act
from luoshi.web.actions.daily import tick
from luoshi.web.models import Commitment, NoticeRow

# Who asks, at which post, what is unread and the session's saving are seven of each.
PAGES = {
    "/": 32, "/ledger/": 14, "/ledger/?q=水库": 14, "/ledger/?colour=red&year=2026": 14, "/overview/?year=2026": 13,
    "/c/{}/": 18, "/c/{}/do/report": 10,
}  # fmt: skip
WHO = ("supervisor", "leader", "handler", "head", "viewer")


def filled(office: Office, count: int) -> Commitment:
    """As many in each state as in any other, half of them supported by another unit, some restricted."""
    for n in range(count):
        one = office.commitment(year=2026, supports=[office.units["教育"]] if n % 2 else [])
        steps = ("supervisor", "assign"), ("handler", "deploy"), ("handler", "feedback"), ("head", "apply")
        for who, action in steps[: n % 5]:
            given = {"assign": {"matter": "一般"}, "apply": {"result": "好"}}.get(action, {"summary": "好"})
            one = office.do(who, one, action, files=int(action == "apply"), **given)
        if n % 5 == 4:
            one.restricted.set([office.cast["handler"].post, office.cast["viewer"].post])  # type: ignore[list-item]
    tick(dt.datetime(2026, 3, 20, 9))
    return one


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(address)
    assert answer.status_code in (200, 404), address
    return len(queries)


@pytest.mark.parametrize("who", WHO)
def test_pages_ask_as_often_for_fifty_as_for_five(
    office: Office, who: str, today: Callable[[dt.datetime], None]
) -> None:
    today(dt.datetime(2026, 3, 20, 10))
    counts: dict[str, list[int]] = {page: [] for page in PAGES}
    for more in (5, 45):
        one = filled(office, more)
        browser = office.browser(who)
        browser.get("/ledger/")
        for page in PAGES:
            counts[page].append(asked(browser, page.format(one.number)))
    for page, (few, many) in counts.items():
        assert many <= few, f"{page}: {few} for five, {many} for fifty"
        assert many <= PAGES[page], page


def test_acting_asks_as_often_however_much_there_is_and_was_done(office: Office) -> None:
    counts = []
    for more in (5, 45):
        filled(office, more)
        one = office.in_hand()
        with CaptureQueriesContext(connection) as queries:
            act(office.cast["handler"], one, "report", {"summary": "好"})
        counts.append(len(queries))
    assert counts[1] <= counts[0] <= 20


def test_opening_asks_as_often_however_many_of_the_year_there_are(office: Office) -> None:
    counts = []
    for more in (5, 45):
        filled(office, more)
        with CaptureQueriesContext(connection) as queries:
            office.commitment(year=2026)
        counts.append(len(queries))
    assert counts[1] <= counts[0] <= 24


def test_a_whole_of_many_parts_is_looked_at_as_quickly(office: Office) -> None:
    whole = office.commitment(year=2026)
    counts = []
    for more in (2, 20):
        for _ in range(more):
            office.commitment(year=2026, parent=whole)
        counts.append(asked(office.browser("supervisor"), f"/c/{whole.number}/"))
    assert counts[1] <= counts[0]


def test_the_interface_for_programs_asks_as_often_for_fifty(office: Office) -> None:
    token = tokens.make(office.cast["supervisor"], "对接", ())
    client = Client(headers={"authorization": f"Bearer {token}"})
    counts = []
    for more in (5, 45):
        filled(office, more)
        counts.append(asked(client, "/api/commitments"))
    assert counts[1] <= counts[0] <= 10


def test_a_long_list_is_counted_so_far_and_goes_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST", 4)
    monkeypatch.setattr("luoshi.web.pages.listing.PER_PAGE", 2)
    numbers = [office.commitment(year=2026).number for _ in range(7)]
    browser, address, met = office.browser("supervisor"), "/ledger/?year=2026", []
    said = []
    for _ in range(9):
        page = browser.get(address)
        shown = page.context["shown"]
        met += [one.number for one in shown]
        said.append(page.content.decode().partition("<small>")[2].partition(" ")[0])
        if shown.has_next():
            address = f"/ledger/?{page.context['paged']}&page={shown.next_page_number()}"
        elif shown.paginator.more:
            assert "再往后" in page.content.decode()
            address = f"/ledger/?{page.context['onward']}"
        else:
            break
    assert met == numbers
    assert said[0] == "4+" and said[-1] == "3"


def test_programs_reach_what_lies_beyond_the_first_thousand(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST", 2)
    numbers = [office.commitment().number for _ in range(5)]
    client = Client(headers={"authorization": f"Bearer {tokens.make(office.cast['supervisor'], '对接', ())}"})
    met: list[str] = []
    for _ in numbers:
        answer = client.get("/api/commitments", {"after": met[-1]} if met else {}).json()
        met += [item["number"] for item in answer["items"]]
        assert answer["count"] == min(2, 5 - len(met) + len(answer["items"]))
        if not answer["more"]:
            break
    assert met == numbers


def test_my_work_puts_each_commitment_into_one_group_and_says_how_many(
    office: Office, today: Callable[[dt.datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luoshi.web.work.MOST", 6)
    filled(office, 40)
    today(dt.datetime(2026, 3, 20, 10))
    page = office.browser("supervisor").get("/")
    groups = page.context["groups"]
    pks = [item.commitment.pk for group in groups for item in group.items]
    assert len(pks) == len(set(pks))
    assert {"6+"} <= {group.count for group in groups}
    assert "6+" in page.content.decode()
    assert NoticeRow.objects.exists()
