"""Working days: weekends, holidays, the weekends that make up for them; a year without its notice is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from luoshi.lexicon.calendar import CalendarError, load
from luoshi.lexicon.tables import LexiconError

DAY = dt.date


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (DAY(2024, 9, 29), True),  # a Sunday, made up for the National Day
        (DAY(2024, 10, 7), False),
        (DAY(2026, 2, 14), True),
        (DAY(2026, 2, 17), False),
        (DAY(2026, 3, 2), True),
        (DAY(2026, 3, 7), False),
    ],
)
def test_make_up_weekends_are_worked_and_holidays_are_not(day: dt.date, worked: bool) -> None:
    assert load().works(day) is worked


def test_the_national_day_leaves_few_working_days() -> None:
    # A notice called 2024-09-29 to 10-09 ten working days: after the 29th they are the 30th, 8th and 9th.
    assert load().between(DAY(2024, 9, 29), DAY(2024, 10, 9)) == 3


def test_a_year_without_its_notice_is_refused_not_guessed() -> None:
    with pytest.raises(CalendarError, match="没有 2031 年的放假调休安排"):
        load().works(DAY(2031, 1, 5))


def test_a_local_table_adds_a_year(tmp_path: Path) -> None:
    path = tmp_path / "日历.toml"
    path.write_text("[2031]\nholidays = [2031-01-01]\nworkdays = [2031-01-04]\n", "utf-8")
    calendar = load(path)
    assert [calendar.works(DAY(2031, 1, d)) for d in (1, 2, 4, 5)] == [False, True, True, False]
    assert calendar.ahead(DAY(2031, 1, 1), 2) == DAY(2031, 1, 3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[二〇三一]\n", "expected a year"),
        ("[2031]\nfreedays = []\n", "expected holidays and workdays"),
        ("[2031]\nholidays = [2030-01-01]\n", "expected days like 2031-01-01"),
    ],
)
def test_a_wrong_table_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "日历.toml"
    path.write_text(text.replace("二〇三一", '"二〇三一"'), "utf-8")
    with pytest.raises(LexiconError, match=said):
        load(path)
