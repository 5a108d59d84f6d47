"""办理: opening, acting on one and on many, handing down a part. The same actions as the pages'."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Status
from ninja.errors import HttpError
from pydantic import Field

from luoshi.ledger import Refused
from luoshi.schemes import Scheme
from luoshi.values import Message
from luoshi.web import forms
from luoshi.web.actions.access import Actor, find, visible
from luoshi.web.actions.bulk import act_on_many, reassign_many
from luoshi.web.actions.commitments import act, state_of
from luoshi.web.actions.opening import ACCRUING, PART, asked_by_hand, delegate, open_by_hand, read_by_hand
from luoshi.web.actions.reassigning import reassign
from luoshi.web.actions.restricting import restrict
from luoshi.web.api.commitments import subject
from luoshi.web.api.detail import DetailOut, detail
from luoshi.web.api.shapes import (
    ChangedOut,
    CommitmentOut,
    Day,
    Error,
    Id,
    In,
    ManyOut,
    Number,
    RefusedOut,
    Word,
    Words,
    Year,
    only,
    refused_of,
)  # fmt: skip
from luoshi.web.models import SchemeVersion

NO_ACTION = Message("它的方案里没有这个动作", "its scheme has no such action")
# The fields of an action as the scheme names them; numbers and days are written as on the pages.
Given = Annotated[dict[Word, Words], Field(max_length=60)]
Seen = Annotated[
    int, Field(ge=0, le=999_999_999, description="how many events you saw: 409 where there are more by now")
]


class OpenIn(In):
    """`lead`: a unit's id, `leader`: a leader's post's id. `fields`: those that the scheme asks at opening; of its plan
    `start`, `due`, `target`, `baseline`, `nodes`; and `unit`, and `accrual` (累计, 期末, 增速, 控制上限, 年终核定)
    of the target."""

    scheme: Word
    title: Words
    lead: Id | None = None
    leader: Id | None = None
    year: Year | None = None
    fields: Given = Field(default_factory=dict)


class ActIn(In):
    seen: Seen
    why: Words = ""
    fields: Given = Field(default_factory=dict)


class ChosenIn(In):
    number: Word
    seen: Seen


class ManyIn(In):
    chosen: Annotated[list[ChosenIn], Field(min_length=1, max_length=1000)]
    why: Words = ""
    fields: Given = Field(default_factory=dict)


class ManyDutyIn(In):
    """`lead`: the unit's id."""

    chosen: Annotated[list[ChosenIn], Field(min_length=1, max_length=1000)]
    lead: Id
    why: Words


class RestrictIn(In):
    """`posts`: ids of those who may know of it besides supervisors and its leader; none: everybody as before."""

    posts: Annotated[list[Id], Field(max_length=500)]
    why: Words
    seen: Seen


class DutyIn(In):
    """`lead`: a unit's id; `leader`: a leader's post's id; `supports`: units' ids. All as they are from now on."""

    lead: Id
    leader: Id | None = None
    supports: Annotated[list[Id], Field(max_length=100, default_factory=list)]
    why: Words
    seen: Seen


class PartIn(In):
    """`due`: not after that of the whole, which it is where none is given."""

    title: Words
    lead: Id
    target: Number | None = None
    due: Day | None = None
    seen: Annotated[int, Field(ge=0, le=999_999, description="how many parts you saw: 409 where there are others now")]


class PartedOut(Error):
    """The parts that there are by now; nothing of this request was done."""

    parts: list[CommitmentOut]


@subject.post("/commitments", DetailOut, "立项 Open one by hand", status=201, scope="act", who=("supervisor",))
def opening(request: HttpRequest, given: OpenIn) -> Any:
    version = SchemeVersion.objects.filter(scheme=given.scheme, retired=False).order_by("-pk").first()
    if version is None:
        raise Refused(f"没有方案“{given.scheme}”", f"no scheme {given.scheme!r}")
    known = asked_by_hand(version.rules) | dict.fromkeys(ACCRUING, "text")
    facts = _right(*read_by_hand(version.rules, _named(known, given.fields)))
    made = open_by_hand(request.actor, version, given.title, facts, given.lead, given.leader, given.year)
    return Status(201, detail(request.actor, made))


_FORM = {
    "type": "object",
    "required": ["seen"],
    "properties": {
        "seen": {"type": "integer", "minimum": 0, "maximum": 999_999_999},
        "why": {"type": "string", "maxLength": 20_000},
        "fields": {
            "type": "string",
            "description": "JSON: the action's fields",
            "contentMediaType": "application/json",
        },
        "evidence": {"type": "array", "items": {"type": "string", "format": "binary"}, "maxItems": 20},
    },
    "additionalProperties": False,
}


@subject.post(
    "/commitments/{number}/actions/{action}", DetailOut, "办理 Act, with evidence where it is sent as a form",
    scope="act", also={409: ChangedOut},
    extra={"requestBody": {"required": True, "content": {
        "application/json": {"schema": ActIn.model_json_schema()}, "multipart/form-data": {"schema": _FORM},
    }}},
)  # fmt: skip
def acting(request: HttpRequest, number: Word, action: Word) -> Any:
    """JSON, or multipart/form-data with `seen`, `why`, `fields` (JSON) and files as `evidence`."""
    one = find(request.actor, number)
    kinds = forms.kinds_for(one.rules, action)
    if kinds is None:
        raise Http404
    given = _read(request)
    values = _values(kinds, given.fields, state_of(one).fields)
    files = request.FILES.getlist("evidence")
    return detail(request.actor, act(request.actor, one, action, values, files, given.why.strip(), given.seen))


@subject.post("/commitments/actions/reassign", ManyOut, "批量调整责任 Another lead unit for many, each by itself",
              scope="act", who=("supervisor",))  # fmt: skip
def reassigning_many(request: HttpRequest, given: ManyDutyIn) -> Any:
    """Leaders and supporting units stay as they are."""
    chosen = [(one.number, one.seen) for one in given.chosen]
    made, left = reassign_many(request.actor, chosen, given.lead, given.why.strip())
    return ManyOut(done=[one.number for one in made], refused=refused_of(left))


@subject.post("/commitments/actions/{action}", ManyOut, "批量办理 Act on many: each wholly or not at all", scope="act")
def acting_on_many(request: HttpRequest, action: Word, given: ManyIn) -> Any:
    """Where the action asks for `due` and none is given, it is each commitment's own."""
    groups = _by_scheme(request.actor, given.chosen)
    # All are read before any is acted on: a field that is none refuses the whole.
    values = [_read_for(scheme, action, given.fields) for scheme, _ in groups]
    done: list[str] = []
    left: list[RefusedOut] = []
    for (_, chosen), own in zip(groups, values, strict=True):
        if own is None:
            left += refused_of((number, NO_ACTION) for number, _ in chosen)
            continue
        made, refused = act_on_many(request.actor, chosen, action, own, given.why.strip())
        done += [one.number for one in made]
        left += refused_of(refused)
    return ManyOut(done=done, refused=left)


def _read_for(scheme: Scheme | None, action: str, given: Mapping[str, str]) -> dict[str, Any] | None:
    """None where the scheme has no such action. Without a scheme there is no commitment that it could be refused to."""
    if scheme is None:
        return {}
    kinds = forms.kinds_for(scheme, action)
    return None if kinds is None else _values(kinds, given)


@subject.post("/commitments/{number}/parts", DetailOut, "分解 Hand a part to another unit", status=201,
              scope="act", who=("supervisor",), also={409: PartedOut})  # fmt: skip
def handing_down(request: HttpRequest, number: Word, given: PartIn) -> Any:
    parent = find(request.actor, number)
    own = _values(PART, {name: words for name in PART if (words := getattr(given, name)) is not None})
    made = delegate(request.actor, parent, given.title, given.lead, **own, seen=given.seen)
    return Status(201, detail(request.actor, made))


@subject.post(
    "/commitments/{number}/restriction", DetailOut, "限定知悉范围 Say which posts may know of it", scope="act",
    who=("supervisor",), also={409: ChangedOut},
)  # fmt: skip
def restricting(request: HttpRequest, number: Word, given: RestrictIn) -> Any:
    one = find(request.actor, number)
    return detail(request.actor, restrict(request.actor, one, given.posts, given.why.strip(), given.seen))


@subject.post(
    "/commitments/{number}/duty", DetailOut, "调整责任 Say who answers for it from now on", scope="act",
    who=("supervisor",), also={409: ChangedOut},
)  # fmt: skip
def reassigning(request: HttpRequest, number: Word, given: DutyIn) -> Any:
    one = find(request.actor, number)
    done = reassign(request.actor, one, given.lead, given.leader, given.supports, given.why, given.seen)
    return detail(request.actor, done)


def _values(kinds: forms.Kinds, given: Mapping[str, str], facts: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The fields as the rules take them. Refused for a name that is not known here, and for values that are none."""
    return _right(*forms.read(kinds, _named(kinds, given), facts))


def _named(kinds: forms.Kinds, given: Mapping[str, str]) -> Mapping[str, str]:
    """Refused for a name that is not one of them."""
    for name in given:
        if name not in kinds and not (name.startswith("nodes-") and "nodes" in kinds):
            zh, en = "、".join(kinds) or "没有", ", ".join(kinds) or "none"
            raise Refused(f"不认识“{name}”，可以有：{zh}", f"{name}: expected one of {en}")
    return given


def _right(values: dict[str, Any], wrong: Mapping[str, Message]) -> dict[str, Any]:
    for name, why in wrong.items():
        raise Refused(f"{name}：{why.zh}", f"{name}: {why.en}")
    return values


def _read(request: HttpRequest) -> ActIn:
    """The body, of either kind. ValidationError or ValueError as for every other body."""
    if request.content_type != "multipart/form-data":
        try:
            return ActIn.model_validate(json.loads(request.body))
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
            raise HttpError(400, "no JSON") from error
    only(request, "seen", "why", "fields", "evidence")
    form = request.POST
    seen, words = form.get("seen", ""), form.get("fields") or "{}"
    try:
        given = json.loads(words)
    except (ValueError, RecursionError):
        raise Refused(f"fields 应是 JSON，不是“{words[:60]}”", f"fields: expected JSON, found {words[:60]!r}") from None
    whole = int(seen) if forms.counts(seen) and seen.isascii() else None
    return ActIn.model_validate({"seen": whole, "why": form.get("why", ""), "fields": given})


def _by_scheme(actor: Actor, chosen: Iterable[ChosenIn]) -> list[tuple[Scheme | None, list[tuple[str, int | None]]]]:
    """Those of a scheme's version together, in the order given; those that are not there for the actor under None."""
    chosen = list(chosen)
    rows = visible(actor).filter(number__in=[one.number for one in chosen]).select_related("scheme")
    schemes = {row.number: row.scheme for row in rows}
    found: dict[SchemeVersion | None, list[tuple[str, int | None]]] = {}
    for one in chosen:
        found.setdefault(schemes.get(one.number), []).append((one.number, one.seen))
    return [(version.rules if version else None, members) for version, members in found.items()]
