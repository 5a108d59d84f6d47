"""`{% t "中文" "English" %}`: 简体中文 first, English for those who chose it; `{{ message|say:english }}` a Message."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from luoshi.exchange.scheme.words import SHAPE
from luoshi.schemes.limits import limit
from luoshi.values import Message
from luoshi.web.models.people import ROLES

register = template.Library()


@register.simple_tag(takes_context=True)
def t(context: dict[str, Any], zh: str, en: str) -> str:
    return en if context.get("english") else zh


@register.filter
def say(message: Message | None, english: bool) -> str:
    return "" if message is None else message.en if english else message.zh


@register.filter
def named(thing: Any, english: bool) -> str:
    """The name of a scheme's stage, action, clock, field or light."""
    return str(thing.en if english else thing.name)


@register.simple_tag
def lamp(colour: str, word: str) -> SafeString:
    """A light: shape, colour and word, so that it can be read in grey."""
    return format_html(
        '<span class="lamp {}"><i aria-hidden="true">{}</i> {}</span>', colour, SHAPE.get(colour, "·"), word
    )


@register.filter
def day(value: dt.date | None) -> str:
    return f"{value:%Y-%m-%d}" if value else ""


# How long a limit is, in English: a rule writes it in Chinese.
LENGTHS = {
    "分钟": "minute(s)",
    "小时": "hour(s)",
    "日": "day(s)",
    "工作日": "working day(s)",
    "月": "month(s)",
    "年": "year(s)",
}
# How a figure accrues, as in Measure.
ACCRUES = {
    "累计": "cumulative", "期末": "at the end", "增速": "growth", "控制上限": "ceiling",
    "年终核定": "settled at year's end", "节点": "by nodes", "无数": "no figure",
}  # fmt: skip


# The roles of posts (`models.people.ROLES`).
ROLES_IN_ENGLISH = {
    "supervisor": "supervisor", "handler": "handler", "head": "head of the unit", "leader": "leader",
    "viewer": "viewer", "sysadmin": "system administrator", "secadmin": "security administrator", "auditor": "auditor",
}  # fmt: skip


@register.filter
def role_name(role: str, english: bool) -> str:
    return ROLES_IN_ENGLISH.get(role, role) if english else dict(ROLES).get(role, role)


@register.filter
def lasting(words: str, english: bool) -> str:
    """A limit as a rule writes it (`5工作日`)."""
    if not english:
        return words
    one = limit(words)
    return f"{one.amount.normalize():f} {LENGTHS[one.unit]}"


@register.filter
def accrues(name: str, english: bool) -> str:
    return ACCRUES.get(name, name) if english else name


@register.filter
def plain(value: Any) -> str:
    """A number without zeros that say nothing."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


@register.filter
def lookup(mapping: Any, key: Any) -> Any:
    return mapping.get(key) if hasattr(mapping, "get") else None
