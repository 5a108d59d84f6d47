"""Limits as the rules write them: `3日`, `5工作日`, `0.5工作日`, `1月`, `30分钟`, `2小时`; `field:due` is a given date.

An unmarked 日 is a natural day (国务院 rules say 工作日 where they mean one; see `docs/schemes.md`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Unit = Literal["分钟", "小时", "日", "工作日", "月", "年"]
_FORM = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)\s?(分钟|小时|日|天|工作日|个工作日|月|个月|年)")
_SAME: dict[str, Unit] = {"天": "日", "个工作日": "工作日", "个月": "月"}
_FIELD = "field:"


@dataclass(frozen=True, slots=True)
class Limit:
    """So long (`amount` in `unit`), or until the day that a field of the commitment gives (`field`)."""

    amount: Decimal = Decimal(0)
    unit: Unit = "日"
    field: str | None = None

    def __str__(self) -> str:
        return f"{_FIELD}{self.field}" if self.field else f"{self.amount.normalize():f}{self.unit}"


def limit(words: str) -> Limit:
    """Read a limit. ValueError where the words are none; only 工作日 may be broken (0.5工作日)."""
    if words.startswith(_FIELD) and words.removeprefix(_FIELD).strip():
        return Limit(field=words.removeprefix(_FIELD).strip())
    m = _FORM.fullmatch(words.strip())
    if m is None:
        raise ValueError(f"{words!r}: expected a number with 分钟, 小时, 日, 工作日, 月 or 年, or field:NAME")
    amount, unit = Decimal(m[1]), _SAME.get(m[2], m[2])
    if amount != amount.to_integral_value() and unit != "工作日":
        raise ValueError(f"{words!r}: only 工作日 may be broken")
    return Limit(amount, unit)  # type: ignore[arg-type]
