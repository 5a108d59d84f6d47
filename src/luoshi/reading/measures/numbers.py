"""What a written number is worth, exactly: `808.51万` is 8085100, `千余` 1000, `十二` 12. Integers and Decimal only."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

MULTIPLIERS = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


@lru_cache(maxsize=4096)
def arabic(digits: str, multiplier: str = "") -> Decimal:
    """The value of `808.51` `万`. `digits`: at most 16 digits, with `,` between thousands and one `.` at most."""
    whole, _, fraction = digits.replace(",", "").replace("．", ".").partition(".")
    places = len(fraction)
    number = int(whole + fraction) * MULTIPLIERS[multiplier]
    while places and number % 10 == 0:
        number //= 10
        places -= 1
    return Decimal(number).scaleb(-places)


@lru_cache(maxsize=1024)
def chinese(numeral: str) -> int | None:
    """The value of a Chinese numeral; None where the characters make none (`三五`: a few).

    A bare multiplier counts as one of it, as speakers do: `千` is 1000, `百万` is 1000000.
    """
    total = section = digit = 0
    pending = False
    for c in numeral:
        if c in _DIGITS:
            if pending and digit:
                return None
            digit, pending = _DIGITS[c], True
        elif c in _PLACES:
            section += (digit if pending else 1) * _PLACES[c]
            digit, pending = 0, False
        elif c in "万亿":
            section += digit
            unit = 10**4 if c == "万" else 10**8
            if total and not section and unit == 10**8:
                total *= unit
            else:
                total += (section or 1) * unit
            section, digit, pending = 0, 0, False
        else:
            return None
    return total + section + digit


def fraction(numerator: str | int, denominator: str | int) -> Decimal:
    """A fraction to 16 significant digits: enough to tell any two fractions of a report apart."""
    value = Decimal(numerator) / Decimal(denominator)
    return value if value == value.quantize(Decimal("0.0001")) else value.quantize(Decimal("0.0000000000000001"))
