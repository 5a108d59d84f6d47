"""Figures held against one another: what is met, exceeded, missed, done in part, and what is left open."""

from decimal import Decimal

import pytest

from luoshi.comparing import Figure
from luoshi.comparing.figures import judge, same_unit, side_by_side


def figure(text, low, high, unit, relation="eq", kind="level"):
    return Figure(text, *(None if v is None else Decimal(v) for v in (low, high)), unit, relation, kind, "2025")


@pytest.mark.parametrize(
    ("promised", "claimed", "verdict"),
    [
        (("6%", 6, 6, "%", "approx", "change"), ("5.7%", "5.7", "5.7", "%", "eq", "change"), "met"),
        (("6%", 6, 6, "%", "approx", "change"), ("5.3%", "5.3", "5.3", "%", "eq", "change"), "missed"),
        (("7%", 7, 7, "%", "eq", "change"), ("4.2%", "4.2", "4.2", "%", "eq", "change"), "missed"),
        (("7.5%", "7.5", "7.5", "%", "eq", "change"), ("8.1%", "8.1", "8.1", "%", "eq", "change"), "met"),
        (("12%", 12, 12, "%", "eq", "change"), ("13.4%", "13.4", "13.4", "%", "eq", "change"), "exceeded"),
        (("150家", 150, None, "家", "ge"), ("400家", 400, 400, "家"), "met"),
        (("2600套", 2600, 2600, "套"), ("2200套", 2200, 2200, "套"), "partly"),
        (("300公里", 300, 300, "公里"), ("285公里", 285, 285, "公里"), "missed"),
        (("200家", 200, None, "家", "gt"), ("200家", 200, None, "家", "gt"), "met"),
        (("5家-8家", 5, 8, "家", "range"), ("6家", 6, 6, "家"), "met"),
        (("3%", -3, -3, "%", "eq", "change"), ("3.6%", "-3.6", "-3.6", "%", "eq", "change"), "exceeded"),
        (("2%", None, -2, "%", "le", "change"), ("1.5%", "-1.5", "-1.5", "%", "eq", "change"), "missed"),
        (("33微克/立方米", None, 33, "微克/立方米", "le"), ("32.5", "32.5", "32.5", "微克/立方米"), "met"),
        (("5万户", 50000, 50000, "户"), ("5万户", 50000, 50000, "户", "approx"), "unsure"),
    ],
)
def test_the_relation_decides(promised, claimed, verdict):
    assert judge(figure(*promised), figure(*claimed), "flow", ceiling=False) == verdict


def test_a_balance_that_falls_short_is_missed_and_not_done_in_part():
    assert judge(figure("30家", 30, None, "家", "ge"), figure("27家", 27, 27, "家"), "net", ceiling=False) == "missed"


def test_a_ceiling_is_met_from_below():
    rate = figure("5.5%", "5.5", "5.5", "%", "approx", "share")
    assert judge(rate, figure("5.1%", "5.1", "5.1", "%", "eq", "share"), "stock", ceiling=True) == "met"
    assert judge(rate, figure("6.4%", "6.4", "6.4", "%", "eq", "share"), "stock", ceiling=True) == "missed"


def test_units_are_converted_exactly_or_not_at_all():
    pair = side_by_side(figure("3万亩", 30000, 30000, "亩"), figure("2000公顷", 2000, 2000, "公顷"))
    assert pair.unit == "亩"
    assert pair.claimed == (Decimal(30000), Decimal(30000))
    assert same_unit("户", "座")
    assert not same_unit("亩", "元")
    assert not same_unit("人", "座")
