"""A scheme: how one kind of commitment is carried out, as data. What each key means stands in `docs/schemes.md`.

The structs mirror the tables of the file one to one; `load` makes them and refuses every key that is not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from luoshi.values import Message

# before: drafted, nothing runs yet · open: with the unit · review: with the supervisor · done: 办结, accepted ·
# struck: 销号, off the ledger · void: ended without being done.
StageKind = Literal["before", "open", "review", "done", "struck", "void"]
FINAL: frozenset[str] = frozenset({"struck", "void"})
# Something is left to be done.
UNFINISHED: tuple[StageKind, ...] = ("before", "open", "review")

# Who acts: the roles of the application; `support`, handlers and heads of the supporting units (协办); and `party`,
# somebody outside (a deputy, a caller) for whom a supervisor records.
Who = Literal["supervisor", "handler", "head", "leader", "support", "party"]
WHO: dict[str, Message] = {
    "supervisor": Message("督查员", "supervisor"),
    "handler": Message("承办人", "handler"),
    "head": Message("承办单位负责人", "head of the unit"),
    "leader": Message("责任领导", "leader"),
    "support": Message("配合单位", "supporting unit"),
    "party": Message("当事人", "party"),
}
FieldKind = Literal["text", "number", "date", "choice", "flag", "document", "unit"]
ClockState = Literal["running", "met", "late", "overdue", "over"]
Colour = Literal["green", "blue", "yellow", "orange", "red", "grey"]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the file: immutable, and no key beyond those declared."""


class Condition(_Table, frozen=True, kw_only=True):
    """What must hold: every key that is given, all together. `any` and `none` hold further conditions."""

    stage: tuple[str, ...] = ()
    kind: tuple[StageKind, ...] = ()
    reached: tuple[str, ...] = ()
    field: str | None = None
    is_: tuple[str, ...] = msgspec.field(default=(), name="is")
    given: bool | None = None
    latest: bool | None = None
    clock: str | None = None
    state: ClockState | None = None
    within: str | None = None
    by: str | None = None
    behind: int | None = None
    idle: str | None = None
    unstarted: str | None = None
    light: str | None = None
    times: int = 1
    any: tuple[Condition, ...] = ()
    none: tuple[Condition, ...] = ()

    def whole(self) -> Iterator[Condition]:
        """Itself and all that stand in it."""
        yield self
        for inner in (*self.any, *self.none):
            yield from inner.whole()


class Stage(_Table, frozen=True, kw_only=True):
    name: str
    en: str
    kind: StageKind


class Field(_Table, frozen=True, kw_only=True):
    """Something that is said of a commitment, when it is made or by one who acts on it."""

    name: str
    en: str
    kind: FieldKind = "text"
    choices: tuple[str, ...] = ()
    at_opening: bool = False


class Transition(_Table, frozen=True, kw_only=True):
    """An action. Without `to` the stage stays. `needs`: fields that must be given, `may`: that can be."""

    name: str
    en: str
    who: tuple[Who, ...]
    from_: tuple[str, ...] = msgspec.field(name="from")
    to: str | None = None
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    evidence: int = 0
    progress: bool = False
    when: Condition | None = None


class Clock(_Table, frozen=True, kw_only=True):
    """A limit that runs. `starts`, `stops`: actions (`open`: the making of the commitment); `pauses`: stages.

    `window`: a time in which something may be done or must be waited for (公示期, 退单时限); that it runs out is no
    lateness.
    """

    name: str
    en: str
    limit: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    pauses: tuple[str, ...] = ()
    window: bool = False
    when: Condition | None = None
    warn: tuple[str, ...] = ()
    line: tuple[Who, ...] = ()
    grace: str = "2工作日"
    basis: str | None = None


class Extension(_Table, frozen=True, kw_only=True):
    """How a clock is put off: asked by one action, granted by another, which sets the day that `until` names."""

    ask: str
    grant: str
    until: str
    in_time: bool = True
    most: int | None = None
    longest: str | None = None


class Light(_Table, frozen=True, kw_only=True):
    """The first light whose condition holds is the commitment's; one without a condition holds always."""

    name: str
    en: str
    colour: Colour
    when: Condition | None = None


class Slip(_Table, frozen=True, kw_only=True):
    """A 督办单 that the machine proposes and the role in `signs` issues.

    `after`: the slip that must have been issued before it, whose time must be over by `lapse`.
    """

    name: str
    en: str
    when: Condition
    to: Who
    signs: Who
    answer: str
    after: str | None = None
    lapse: str = "1日"


class Reporting(_Table, frozen=True, kw_only=True):
    """When progress is to be reported: by the `day` of each period, or at the nodes of the plan."""

    every: Literal["旬", "月", "季", "半年", "节点"]
    day: int = 0
    action: str


class Rate(_Table, frozen=True, kw_only=True):
    """Those of `among` that are also `of`; counted, or summed: `sum_of` over `sum_among`."""

    name: str
    en: str
    among: Condition
    of: Condition | None = None
    sum_of: str | None = None
    sum_among: str | None = None
    basis: str | None = None


class Parts(_Table, frozen=True, kw_only=True):
    """A commitment made of others: how its figures and its light add up, and whether it may close before them."""

    figures: Literal["sum", "mean", "own"] = "own"
    light: Literal["worst", "own"] = "worst"
    close_first: bool = False


class Obstacles(_Table, frozen=True, kw_only=True):
    """How a report tells of what others must settle (堵点): the fields with the matter, the unit asked, the day, the
    kind. `answer`: how long they have where no day is given; unanswered for `grave` beyond it, it is red."""

    what: str
    whom: str | None = None
    by: str | None = None
    kind: str | None = None
    answer: str = "5工作日"
    grave: str = "10日"


class Scheme(_Table, frozen=True, kw_only=True):
    """The whole file. `day_one`: whether the day of the start is the first day of a limit, or the day after it."""

    id: str
    version: str
    name: str
    en: str
    about: str
    basis: str
    differs: tuple[str, ...] = ()
    day_one: Literal["counted", "next"] = "next"
    hours: tuple[str, ...] = ("08:30-12:00", "14:30-18:00")
    stage: dict[str, Stage]
    field: dict[str, Field] = {}
    transition: dict[str, Transition]
    clock: dict[str, Clock] = {}
    extension: dict[str, Extension] = {}
    light: dict[str, Light] = {}
    slip: dict[str, Slip] = {}
    report: dict[str, Reporting] = {}
    rate: dict[str, Rate] = {}
    parts: Parts | None = None
    obstacle: Obstacles | None = None

    @property
    def first(self) -> str:
        """The stage in which a commitment begins: the first of the file."""
        return next(iter(self.stage))


# The tables of a scheme by id; every one is a table of tables in the file.
SECTIONS: dict[str, type[_Table]] = {
    "stage": Stage, "field": Field, "transition": Transition, "clock": Clock, "extension": Extension,
    "light": Light, "slip": Slip, "report": Reporting, "rate": Rate,
}  # fmt: skip
# Those that a scheme has once.
ALONE: dict[str, type[_Table]] = {"parts": Parts, "obstacle": Obstacles}
