"""An exact number as people write it: with 万 and 亿 where they make it shorter and lose nothing."""

from __future__ import annotations

from decimal import Decimal

PLACES = 4


def amount(value: Decimal) -> str:
    """41000 → 4.1万; 1600000000000 → 1.6万亿; -0.5 → -0.5. No digit is lost."""
    size = abs(value)
    for power, word in ((12, "万亿"), (8, "亿"), (4, "万")):
        if size >= 10**power:
            short = value.scaleb(-power).normalize()
            if -int(short.as_tuple().exponent) <= PLACES:
                return format(short, "f") + word
    return format(value.normalize(), "f")
