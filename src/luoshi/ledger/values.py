"""What the rules of delivery are about: events, and the state that they add up to. Times are naive, of the place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from luoshi.values import Message

# The making of the commitment; slips and their answers are `slip:ID` and `answer:ID`; what is done about an obstacle is
# `reply:N`, `clear:N`, `insist:N`, N being the number of the event that raised it; who may know of it is `restrict`;
# who answers for it from now on is `reassign`.
OPEN, SLIP, ANSWER = "open", "slip:", "answer:"
REPLY, CLEAR, INSIST = "reply:", "clear:", "insist:"
RESTRICT, REASSIGN = "restrict", "reassign"
# Who answers for a commitment, in the field of this name of `open` and `reassign`: rows of what they are to it (lead,
# leader, support), their number in the ledger, which stays when they are renamed, and their name at the time.
DUTY = "duty"
Duty = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what when, at which post, and why. `fields`: text, Decimal, date, bool, by the scheme's field kinds.

    `evidence`: the content hashes of the files laid before.
    """

    action: str
    at: dt.datetime
    who: str
    post: str
    role: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    why: str = ""


class Refused(ValueError):
    """An event that the rules do not allow. `said`: why, and what would be right."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.said = Message(zh, en)


class NotYours(Refused):
    """Refused for who asks, whatever was given: another role, another post."""


@dataclass(frozen=True, slots=True)
class Running:
    """One clock: late after `due`. `paused`: since when it stands still; `stopped`: when it was met."""

    started: dt.datetime
    due: dt.datetime
    stopped: dt.datetime | None = None
    paused: dt.datetime | None = None
    extended: int = 0

    def overdue(self, now: dt.datetime) -> bool:
        at = self.paused or now
        return self.stopped is None and at.replace(microsecond=0) > self.due


@dataclass(frozen=True, slots=True)
class Lapse:
    """A limit that was missed: it stays, whatever happens later."""

    clock: str
    due: dt.datetime
    ended: dt.datetime


@dataclass(frozen=True, slots=True)
class Issued:
    """A slip that a person has issued, with the `event` that did it, counted from 1."""

    slip: str
    at: dt.datetime
    due: dt.datetime
    event: int
    answered: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What one unit cannot settle alone (堵点), by the `number` of the event that raised it.

    `unit`: who is asked, "" for the supervisors; `due`: by when they should answer. `replied` and `cleared`: when they
    did, and when it was gone; one that is insisted on waits again. `lapsed`: an answer was late once: it stays.
    """

    number: int
    at: dt.datetime
    post: str
    what: str
    unit: str
    kind: str
    due: dt.datetime
    replied: dt.datetime | None = None
    reply: str = ""
    cleared: dt.datetime | None = None
    lapsed: bool = False

    @property
    def waiting(self) -> bool:
        """Whether who was asked has still to answer."""
        return self.replied is None and self.cleared is None

    def overdue(self, now: dt.datetime) -> bool:
        return self.waiting and now.replace(microsecond=0) > self.due


@dataclass(frozen=True, slots=True)
class State:
    """What the events add up to. `fields`: the latest said of each; `reached`: the stages ever entered, in order.

    `begun`: when it first came to a stage in which somebody works on it. `restricted`: the posts that alone may know
    of it, () where it is not restricted. `duty`: who answers for it, None where no event says so (early ledgers).
    """

    stage: str
    since: dt.datetime
    last: dt.datetime
    fields: Mapping[str, Any]
    reached: tuple[str, ...]
    clocks: Mapping[str, Running] = field(default_factory=dict)
    lapses: tuple[Lapse, ...] = ()
    slips: tuple[Issued, ...] = ()
    reported: dt.datetime | None = None
    evidence: tuple[str, ...] = ()
    events: int = 1
    begun: dt.datetime | None = None
    obstacles: tuple[Obstacle, ...] = ()
    restricted: tuple[str, ...] = ()
    duty: Duty | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that somebody must be told. `key` is the same each time that it is asked for: it is sent once.

    `to`: a role, or `unit:NAME` for the handlers and heads of a unit.
    """

    key: str
    to: str
    said: Message
