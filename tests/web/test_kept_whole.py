"""Never lost, never rewritten: the database refuses, and whatever gets past it is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from tests.web.conftest import NOW, Office

from luoshi.web import evidence
from luoshi.web.actions.daily import tick
from luoshi.web.actions.heads import sign_day
from luoshi.web.actions.verify import verify
from luoshi.web.models import Commitment, DayHead, EventRow, Evidence, NoticeRow


def said() -> str:
    return "\n".join(message.zh for message in verify())


def force(*statements: str) -> None:
    """What somebody with the keys of the database could do: drop the triggers, and write."""
    with connection.cursor() as cursor:
        for word in ("update", "delete"):
            on = " ON web_eventrow" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER web_eventrow_no_{word}{on}")
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE web_eventrow SET body = '{}'", "DELETE FROM web_eventrow"])
def test_the_database_refuses_to_change_or_drop_events(office: Office, statement: str) -> None:
    office.in_hand()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert EventRow.objects.count() == 4
    assert said() == ""


def test_a_signed_head_cannot_be_changed(office: Office) -> None:
    office.in_hand()
    assert sign_day(NOW.date())
    assert not sign_day(NOW.date())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DayHead.objects.all().update(head="0" * 64)


def test_a_changed_event_is_named(office: Office) -> None:
    one = office.in_hand()
    force("UPDATE web_eventrow SET body = replace(body, '已进场', '已完工') WHERE number = 4")
    assert f"{one.number}：" in said() and "第 4 个事件：内容被改动" in said()


def test_a_missing_event_is_named(office: Office) -> None:
    office.in_hand()
    force("DELETE FROM web_eventrow WHERE number = 2")
    assert "应为第 2 个，有缺失或被调换" in said()


def test_a_tail_that_was_cut_off_with_its_mirror_does_not_fit_the_signed_head(office: Office) -> None:
    one = office.in_hand()
    sign_day(NOW.date())
    rows = list(one.events.all())
    force(
        "DELETE FROM web_eventrow WHERE number = 4",
        f"UPDATE web_commitment SET head = '{rows[2].hash}', events_count = 3",
    )
    assert "第 4 个事件已不在或被改写" in said()


def test_evidence_that_was_exchanged_is_named(office: Office) -> None:
    office.do("head", office.in_hand(), "apply", files=1, result="已办结")
    path = evidence.path_of(Evidence.objects.get().sha256)
    path.write_bytes(b"%PDF another")
    assert "佐证材料“验收0.pdf”缺失或被改动" in said()
    path.unlink()
    assert "缺失或被改动" in said()


def test_the_day_may_be_missed_or_run_twice(office: Office, today: Callable[[dt.datetime], None]) -> None:
    office.in_hand()
    late = dt.datetime(2026, 3, 20, 7)
    today(late)
    first = tick(late)
    assert first["lights"] == 1 and first["notices"] > 0 and first["heads"] == 1
    assert set(tick(late).values()) == {0}
    assert Commitment.objects.get().colour == "red"
    told = set(NoticeRow.objects.filter(key__startswith="late:settle").values_list("post__role", flat=True))
    assert told == {"handler", "head", "supervisor", "leader"}
    assert said() == ""
