"""A measure's value as people write it: exact, with 万 and 亿 where they make it shorter and lose nothing."""

from __future__ import annotations

from decimal import Decimal

from luoshi.values import Measure

SIGN = {"eq": "", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ ", "range": ""}
MULTIPLIERS = ((8, "亿"), (4, "万"))
PLACES = 4  # digits behind the point up to which 万 and 亿 read better than the figure written out


def shifted(value: Decimal, by: int) -> str:
    """value ÷ 10^by, written out, exactly: no arithmetic context may round it."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    text = format(Decimal((sign, digits, exponent - by)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: Decimal) -> str:
    """8085100 → 808.51万. Minus is U+2212."""
    if not value.is_finite():
        return str(value)
    text = shifted(value, 0)
    for power, word in MULTIPLIERS:
        if value.copy_abs() >= 10**power:
            short = shifted(value, power)
            if len(short.partition(".")[2]) <= PLACES:
                text = short + word
                break
    return text.replace("-", "−")


def bounds(measure: Measure) -> str:
    """`1–2`, `808.51万`, `—` where both are unbounded."""
    low, high = measure.low, measure.high
    if low is not None and high is not None and low != high:
        return f"{number(low)}–{number(high)}"
    one = low if low is not None else high
    if one is None:
        return "—"
    plus = "+" if measure.kind in ("change", "delta") and one > 0 else ""
    return plus + number(one)


def value(measure: Measure) -> str:
    """`≥ 808.51万亩`, `+4.5%`, `第1位`, `前10位`, `1–2个`."""
    if measure.kind == "rank" and measure.unit == "位" and measure.relation in ("eq", "le"):
        return f"{'前' if measure.relation == 'le' else '第'}{bounds(measure)}位"
    return f"{SIGN.get(measure.relation, '')}{bounds(measure)}{measure.unit or ''}"
