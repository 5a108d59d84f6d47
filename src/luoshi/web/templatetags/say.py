"""`{% t "中文" "English" %}`: 简体中文 first, English for those who chose it; `{{ message|say:english }}` a Message."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from luoshi.exchange.scheme.words import SHAPE
from luoshi.values import Message

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


@register.filter
def plain(value: Any) -> str:
    """A number without zeros that say nothing."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


@register.filter
def lookup(mapping: Any, key: Any) -> Any:
    return mapping.get(key) if hasattr(mapping, "get") else None
