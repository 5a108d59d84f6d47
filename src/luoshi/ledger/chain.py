"""Events in a chain: each carries the hash of the one before it, so that none can be changed, dropped or moved unseen.

What is hashed is the canonical JSON of the event: UTF-8, keys sorted, no white space, Decimal and dates as strings with
their kind. The algorithm (SHA-256, or SM3, GB/T 32905) is named in each link and is part of what is hashed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luoshi.ledger.values import Event
from luoshi.values import Message

ALGORITHMS = ("sha256", "sm3")
FIRST = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An event in the chain of one commitment: its place, counted from 1, the hash before it, and its own."""

    chain: str
    number: int
    event: Event
    algorithm: str
    before: str
    hash: str


def append(chain: str, links: Sequence[Link], event: Event, algorithm: str = "sha256", first: str = FIRST) -> Link:
    """The link that puts an event behind the last of `links` (only the last is looked at).

    `first`: what the first link stands on, where that is more than nothing.
    """
    last = links[-1] if links else None
    before, number = (last.hash, last.number + 1) if last else (first, 1)
    return Link(chain, number, event, algorithm, before, digest(chain, number, event, algorithm, before))


def digest(chain: str, number: int, event: Event, algorithm: str, before: str) -> str:
    """The hash of a link, in hexadecimal. ValueError for an algorithm that is none of ALGORITHMS."""
    if algorithm not in ALGORITHMS:
        raise ValueError(f"{algorithm!r}: expected one of {', '.join(ALGORITHMS)}")
    body = {"chain": chain, "number": number, "algorithm": algorithm, "before": before, "event": plain(event)}
    return hashed(body, algorithm)


def canonical(data: Any) -> str:
    """JSON as it is hashed and kept: keys sorted, no white space, so that the same event is the same bytes."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(event: Event) -> dict[str, Any]:
    """The event as JSON takes it; `event_of` reads it back."""
    return {
        "action": event.action,
        "at": event.at.isoformat(),
        "who": event.who,
        "post": event.post,
        "role": event.role,
        "fields": {name: plain_value(value) for name, value in event.fields.items()},
        "evidence": list(event.evidence),
        "why": event.why,
    }


def event_of(data: dict[str, Any]) -> Event:
    """The event that `plain` wrote. KeyError, TypeError or ValueError for anything else."""
    return Event(
        action=data["action"],
        at=dt.datetime.fromisoformat(data["at"]),
        who=data["who"],
        post=data["post"],
        role=data["role"],
        fields={name: value_of(value) for name, value in data["fields"].items()},
        evidence=tuple(data["evidence"]),
        why=data["why"],
    )


def plain_value(value: Any) -> Any:
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return {"number": f"{Decimal(value).normalize():f}"}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    return value


def value_of(value: Any) -> Any:
    if isinstance(value, dict):
        (kind, words), *rest = value.items()
        if rest or kind not in ("number", "date"):
            raise ValueError(f"{value!r}: expected a number or a date")
        return Decimal(words) if kind == "number" else dt.date.fromisoformat(words)
    return tuple(value_of(item) for item in value) if isinstance(value, list) else value


def broken(chain: str, links: Iterable[Link], head: str | None = None, first: str = FIRST) -> tuple[Message, ...]:
    """What is wrong with a chain: events changed, missing, moved or (where `head` was kept elsewhere) cut off."""
    found = []
    before, number = first, 1
    for link in links:
        name = f"{chain} 第 {link.number} 个事件"
        name_en = f"{chain}: event {link.number}"
        if link.number != number:
            found.append(Message(f"{name}：应为第 {number} 个，有缺失或被调换", f"{name_en}: expected {number}"))
        if link.before != before:
            found.append(Message(f"{name}：与前一事件的哈希不符", f"{name_en}: does not follow the event before"))
        if digest(chain, link.number, link.event, link.algorithm, link.before) != link.hash:
            found.append(Message(f"{name}：内容被改动", f"{name_en}: was changed"))
        before, number = link.hash, link.number + 1
    if head is not None and before != head:
        found.append(Message(f"{chain}：末尾与签发的日头不符，可能被截断", f"{chain}: not the signed head"))
    return tuple(found)


def hashed(data: Any, algorithm: str = "sha256") -> str:
    """The hash of the canonical JSON of anything, in hexadecimal."""
    return hashlib.new(algorithm, canonical(data).encode()).hexdigest()


def day_sum(day: dt.date, before: str, ends: Iterable[Sequence[Any]], algorithm: str = "sha256") -> str:
    """A day's head: the hash over the head before it and the ends that changed since (chain, number of events, hash,
    name), in the order in which they are kept. So heads are a chain themselves."""
    found = hashlib.new(algorithm, f"luoshi-day-head-2\n{day.isoformat()}\n{before}\n".encode())
    for end in ends:
        found.update(("\t".join(map(str, end)) + "\n").encode())
    return found.hexdigest()


def day_head(day: dt.date, heads: Iterable[tuple[str, int, str]], algorithm: str = "sha256") -> str:
    """A day's head as ledgers before format 2 have it: over the ends of all chains, whatever their order."""
    lines = [f"{chain}\t{number}\t{end}" for chain, number, end in sorted(heads)]
    return hashlib.new(algorithm, "\n".join([day.isoformat(), *lines]).encode()).hexdigest()
