"""What the ledger's list can be narrowed by and sorted by, each in the address: one table, for pages, views and API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from luoshi.exchange.scheme.words import COLOUR, STAGE
from luoshi.ledger.values import ANSWER, SLIP
from luoshi.values import Message
from luoshi.web import clock
from luoshi.web.actions.access import Actor, visible
from luoshi.web.models import Commitment, EventRow, Evidence, Post, SchemeVersion, Unit
from luoshi.web.search import kept
from luoshi.web.search.spaced import QUERY

# Asks for those that have none.
NONE = "-"
LIVING = ("before", "open", "review", "done")


class Unknown(ValueError):
    """A value that no commitment has, or that is none."""


@dataclass(frozen=True, slots=True)
class Filter:
    """`narrow` gives the condition for a value (Unknown for one that is none), `word` how the page says it. `walk`: the
    condition as each row is asked by itself, where `narrow` asks an index for all."""

    key: str
    label: Message
    narrow: Callable[[str, Actor], Any]
    word: Callable[[str], Message]
    walk: Callable[[str, Actor], Any] | None = None


def _id(words: str) -> int:
    # No longer than a database's integers.
    if not (words.isascii() and words.isdecimal() and len(words) < 10):
        raise Unknown
    return int(words)


def _day(words: str) -> dt.datetime:
    try:
        return dt.datetime.combine(dt.date.fromisoformat(words), dt.time())
    except ValueError:
        raise Unknown from None


def _unit(actor: Actor) -> int | None:
    """The unit whose commitments are all that the actor can see."""
    return actor.post.unit_id if actor.post and actor.role in ("handler", "head") else None


def _search(words: str, actor: Actor) -> Any:
    where = kept.found(words, _unit(actor))
    if where is None:
        raise Unknown
    return where


def _walked(words: str, _: Actor) -> Any:
    return kept.holds(words)


def _lead(words: str, _: Actor) -> Any:
    return Q(lead=None) if words == NONE else Q(lead=_id(words))


def _heading(words: str, actor: Actor) -> Any:
    """The index finds those that may stand under the heading quickly, the path decides."""
    if words == NONE:
        return _under(words, actor)
    return _under(words, actor) & (kept.found(words, _unit(actor)) or Q())


def _under(words: str, _: Actor) -> Any:
    return Q(path="") if words == NONE else Q(path__contains=words)


def _supports(words: str, _: Actor) -> Any:
    return Exists(Commitment.supports.through.objects.filter(commitment=OuterRef("pk"), unit=_id(words)))


def _stage(words: str, _: Actor) -> Any:
    scheme, _dot, stage = words.partition(".")
    return Q(scheme__scheme=scheme, stage=stage)


def _idle(words: str, _: Actor) -> Any:
    try:
        return Q(last_at__lte=clock.now() - dt.timedelta(days=_id(words)), kind__in=LIVING)
    except OverflowError:
        raise Unknown from None


def _evidence(words: str, _: Actor) -> Any:
    there = Exists(Evidence.objects.filter(commitment=OuterRef("pk")))
    if words not in ("0", "1"):
        raise Unknown
    return there if words == "1" else ~there


def _slip(_: str, __: Actor) -> Any:
    """A slip waits for its answer: more were issued than answered, and none is issued again before its answer."""
    issued, answered = Count("pk", filter=Q(action__startswith=SLIP)), Count("pk", filter=Q(action__startswith=ANSWER))
    both = EventRow.objects.filter(Q(action__startswith=SLIP) | Q(action__startswith=ANSWER))
    return Q(pk__in=both.values("commitment").annotate(i=issued, a=answered).filter(i__gt=F("a")).values("commitment"))


def _mine(_: str, actor: Actor) -> Any:
    if actor.post is None:
        raise Unknown
    if actor.role == "leader":
        return Q(leader=actor.post)
    return Q(lead=actor.post.unit) | _supports(str(actor.post.unit_id), actor)


def _plain(words: str) -> Message:
    return Message(words, words)


def _none(words: str) -> Message:
    return Message("没有", "none") if words == NONE else _plain(words)


def _of(table: Mapping[str, Message]) -> Callable[[str], Message]:
    return lambda words: table.get(words) or _plain(words)


def _row(model: Any) -> Callable[[str], Message]:
    def word(words: str) -> Message:
        found = model.objects.filter(pk=int(words)).first() if words.isascii() and words.isdecimal() else None
        return _none(str(found or words)[:60])

    return word


def _scheme_word(words: str) -> Message:
    version = SchemeVersion.objects.filter(scheme=words).order_by("-pk").first()
    return Message(version.rules.name, version.rules.en) if version else _plain(words)


def _stage_word(words: str) -> Message:
    scheme, _dot, stage = words.partition(".")
    version = SchemeVersion.objects.filter(scheme=scheme).order_by("-pk").first()
    known = version.rules.stage.get(stage) if version else None
    return Message(known.name, known.en) if known else _plain(words)


YES = Message("是", "yes")
WITH = {"1": Message("有", "some"), "0": Message("没有", "none")}


def _days(words: str) -> Message:
    return Message(f"{words} 天以上", f"{words} days or more")


FILTERS: tuple[Filter, ...] = (
    Filter("q", Message("搜索", "Search"), _search, lambda words: Message(f"“{words[:QUERY]}”", f"“{words[:QUERY]}”"),
           _walked),
    Filter("colour", Message("灯", "Light"), lambda v, _: Q(colour=v), _of(COLOUR)),
    Filter("kind", Message("进度", "Progress"), lambda v, _: Q(kind=v), _of(STAGE)),
    Filter("lead", Message("牵头单位", "Lead unit"), _lead, _row(Unit)),
    Filter("year", Message("年度", "Year"), lambda v, _: Q(year=_id(v)), _plain),
    Filter("scheme", Message("方案", "Scheme"), lambda v, _: Q(scheme__scheme=v), _scheme_word),
    Filter("stage", Message("阶段", "Stage"), _stage, _stage_word),
    Filter("leader", Message("责任领导", "Leader"), lambda v, _: Q(leader=_id(v)), _row(Post)),
    Filter("supports", Message("配合单位", "Supporting unit"), _supports, _row(Unit)),
    Filter("heading", Message("类别", "Heading"), _heading, _none, _under),
    Filter("since", Message("时限自", "Due from"), lambda v, _: Q(due__gte=_day(v)), _plain),
    Filter("until", Message("时限至", "Due until"), lambda v, _: Q(due__lt=_day(v) + dt.timedelta(days=1)), _plain),
    Filter("idle", Message("没有动静", "Nothing for"), _idle, _days),
    Filter("evidence", Message("佐证材料", "Evidence"), _evidence, _of(WITH)),
    Filter("slip", Message("督办单待答复", "Slip unanswered"), _slip, lambda _: YES),
    Filter("late", Message("有过逾期", "Was late"), lambda _v, _a: Q(late=True), lambda _: YES),
    Filter("mine", Message("本单位的", "My unit's"), _mine, lambda _: YES),
)  # fmt: skip
# How a list can be sorted; "-" before the key turns it round. What has no such value comes last either way.
SORTS: dict[str, str] = {"number": "number", "due": "due", "behind": "behind", "last": "last_at"}
ASKED = (*(one.key for one in FILTERS), "sort")


def searched(asked: Mapping[str, str]) -> bool:
    """Whether the index is asked."""
    return bool(asked.get("q") or asked.get("heading"))


def asked_of(given: Mapping[str, str]) -> dict[str, str]:
    """The filters of an address, "" for those that it does not have."""
    # PostgreSQL takes no NUL, and no commitment holds one: what stands in its place finds nothing either.
    return {key: given.get(key, "").replace("\0", "\ufffd").strip() for key in ASKED}


def query_of(asked: Mapping[str, str], **changed: str) -> str:
    """The filters as an address has them, always in the same order; `changed`: other values, "" to drop one."""
    wanted = {**asked, **changed}
    return urlencode([(key, wanted[key]) for key in ASKED if wanted.get(key)])


def narrowed(actor: Actor, asked: Mapping[str, str], walk: bool = False) -> QuerySet[Commitment]:
    """What the actor sees under these filters, sorted; an unknown value narrows to nothing. `walk`: for the first of
    many that an index of words would find, going along the order of the list."""
    rows = visible(actor).order_by(*_order(asked.get("sort", "")))
    if any("\0" in words for words in asked.values()):
        return rows.none()
    try:
        for one in FILTERS:
            if words := asked.get(one.key, ""):
                narrow = one.walk if walk and one.walk else one.narrow
                rows = rows.filter(narrow(words, actor))
    except Unknown:
        return rows.none()
    return rows


def _order(sort: str) -> tuple[Any, ...]:
    key, down = sort.removeprefix("-"), sort.startswith("-")
    column = SORTS.get(key, "number")
    if column == "number":
        return ("-number" if down else "number",)
    if column == "last_at":
        return ("-last_at", "-number") if down else ("last_at", "number")
    return (F(column).desc(nulls_last=True) if down else F(column).asc(nulls_last=True), "number")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in words; `without`: the address without it."""

    label: Message
    word: Message
    without: str


def chips(asked: Mapping[str, str]) -> list[Chip]:
    return [Chip(f.label, f.word(asked[f.key]), query_of(asked, **{f.key: ""})) for f in FILTERS if asked.get(f.key)]
