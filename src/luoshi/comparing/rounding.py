"""How exact a figure's words are: 134.9万亿元 says no more than a step of 0.1万亿元, and is right within half of it."""

from __future__ import annotations

import re
from fractions import Fraction

from luoshi.comparing.values import Figure

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WIDE = str.maketrans("０１２３４５６７８９．，,", "0123456789.  ")


def tolerance(figure: Figure) -> Fraction | None:
    """Half of the last place that the words write, in the figure's unit; of 约 and 左右, of the last place that is no
    zero. None where the words have no one number in digits (近万人, 5%—6%): how exact they are cannot be told."""
    value = figure.low if figure.low is not None else figure.high
    numbers = _NUMBER.findall(figure.text.translate(_WIDE).replace(" ", ""))
    if value is None or len(numbers) != 1:
        return None
    written = Fraction(numbers[0])
    times = abs(Fraction(value)) / written if written else Fraction(1)
    decimals = len(numbers[0].partition(".")[2])
    step = Fraction(1, 10**decimals)
    if figure.relation == "approx" and not decimals:
        step = Fraction(10 ** (len(numbers[0]) - len(numbers[0].rstrip("0")))) if written else step
    return step * times / 2
