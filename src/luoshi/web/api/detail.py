"""One commitment as the API tells it: facts, clocks, light with its reasons, parts, slips, what can be done now."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Schema

from luoshi import ledger
from luoshi.ledger import Event, View
from luoshi.ledger.progress import passed
from luoshi.ledger.slips import written
from luoshi.web import clock
from luoshi.web.actions import slips
from luoshi.web.actions.access import OVERSEE, Actor, role_in, visible
from luoshi.web.actions.commitments import view_of
from luoshi.web.api.shapes import Colour, CommitmentOut, EventOut, Moment, Said, columns, event_out, plain, said
from luoshi.web.models import Commitment
from luoshi.web.obstacles import of_commitment
from luoshi.web.parts import shown, summed


class ActionOut(Said):
    """An action that the post can take now; `needs` and `may`: fields; `evidence`: how many files at least."""

    id: str
    needs: list[str]
    may: list[str]
    evidence: int


class LitOut(Said):
    id: str
    colour: Colour
    reasons: list[Said]


class ClockOut(Said):
    """`window`: a time in which something may be done, not a limit. `lapsed`: the limits that were missed before."""

    id: str
    started: Moment
    due: Moment
    stopped: Moment | None
    paused: Moment | None
    extended: int
    overdue: bool
    window: bool
    lapsed: list[Moment]


class EvidenceOut(Schema):
    sha256: str
    name: str
    media_type: str
    size: int
    at: Moment
    by: str


class SumOut(Schema):
    """What the parts add up to; `figure`, `colour`: None where the scheme keeps the whole's own."""

    figure: str | None
    colour: str | None
    count: int
    done: int


class ObstacleOut(Schema):
    """What stands in the way: who is asked ("" for the supervisors), by when, what was answered. `actions`: what the
    post may do about it."""

    number: int
    what: str
    unit: str
    kind: str
    due: Moment
    reply: str
    cleared: bool
    colour: str
    why: Said
    actions: list[str]


class NodeOut(Schema):
    """A node of its plan: how much should be done by the end of the day (`30%`, or a figure), or what should stand.
    `passed`: its day is over; `done`: percent done by then; `short`: that was too little."""

    day: dt.date
    much: str
    words: str
    passed: bool
    done: str | None
    short: bool


class ProposedOut(Schema):
    """A slip that its light calls for; only who oversees the units is told. `slip:ID` of `allowed` issues it."""

    slip: str
    name: Said
    signs: str
    to: str
    reasons: list[Said]


class IssuedSlipOut(Schema):
    """`event`: by which it was issued; what it says is in the fields of that event, and of the one that answered it."""

    slip: str
    name: Said
    event: int
    issued_at: Moment
    due: Moment
    answered_at: Moment | None
    overdue: bool


class DetailOut(CommitmentOut):
    allowed: list[ActionOut]
    facts: dict[str, Any]
    lit: LitOut | None
    clocks: list[ClockOut]
    supports: list[str]
    restricted: list[str]
    parent: str | None
    parts: list[CommitmentOut]
    sum: SumOut | None
    nodes: list[NodeOut]
    obstacles: list[ObstacleOut]
    slips_proposed: list[ProposedOut]
    slips_issued: list[IssuedSlipOut]
    evidence: list[EvidenceOut]
    events: list[EventOut]


def detail(actor: Actor, one: Commitment) -> DetailOut:
    view = view_of(one, clock.now())
    parts = list(one.parts.select_related("scheme", "lead", "leader__unit"))
    events = list(one.events.all())
    above = visible(actor).filter(pk=one.parent_id).first()
    return DetailOut(
        **columns(one),
        allowed=_allowed(view, role_in(actor, one)),
        facts={name: plain(value) for name, value in view.state.fields.items()},
        lit=_lit(view),
        clocks=_clocks(view),
        supports=[unit.name for unit in one.supports.all()],
        restricted=[str(post) for post in one.restricted.select_related("unit")],
        parent=above.number if above else None,
        parts=[CommitmentOut(**columns(part)) for part in shown(actor, one, parts)],
        sum=_sum(view, parts),
        nodes=_nodes(view, [row.link(str(one.uid)).event for row in events]),
        obstacles=_obstacles(actor, one, view),
        slips_proposed=_proposed(view) if actor.role in OVERSEE else [],
        slips_issued=_issued(view),
        evidence=[
            EvidenceOut(
                sha256=row.sha256, name=row.name, media_type=row.media_type, size=row.size, at=row.at, by=str(row.user)
            )
            for row in one.evidence.select_related("user")
        ],
        events=[event_out(row) for row in events],
    )  # fmt: skip


def _lit(view: View) -> LitOut | None:
    lit = ledger.light(view)
    if lit is None:
        return None
    reasons = [Said(**said(why)) for why in lit.reasons]
    return LitOut(id=lit.id, zh=lit.light.name, en=lit.light.en, colour=lit.light.colour, reasons=reasons)


def _sum(view: View, parts: list[Commitment]) -> SumOut | None:
    total = summed(view, parts)
    if total is None:
        return None
    return SumOut(figure=plain(total.figure), colour=total.colour, count=total.count, done=total.done)


def _allowed(view: View, role: str) -> list[ActionOut]:
    """The scheme's actions, then its slips (`slip:ID`) and their answers (`answer:ID`)."""
    actions = [
        ActionOut(
            id=name, zh=table.name, en=table.en, needs=list(table.needs), may=list(table.may), evidence=table.evidence
        )
        for name, table in ledger.allowed(view, role).items()
    ]  # fmt: skip
    for name, slip in slips.may(view, role).items():
        asked = written(name)
        needs = [field for field, about in asked.items() if about.needed]
        rest = [field for field in asked if field not in needs]
        actions.append(ActionOut(id=name, zh=slip.name, en=slip.en, needs=needs, may=rest, evidence=0))
    return actions


def _obstacles(actor: Actor, one: Commitment, view: View) -> list[ObstacleOut]:
    return [
        ObstacleOut(
            number=shown.one.number, what=shown.one.what, unit=shown.one.unit, kind=shown.one.kind, due=shown.one.due,
            reply=shown.one.reply, cleared=shown.one.cleared is not None, colour=shown.colour,
            why=Said(**said(shown.why)), actions=[f"{verb}:{shown.one.number}" for verb, _ in shown.can],
        )
        for shown in of_commitment(actor, one, view)
    ]  # fmt: skip


def _nodes(view: View, events: list[Event]) -> list[NodeOut]:
    return [
        NodeOut(
            day=one.node.day, much=one.node.much, words=one.node.words, passed=one.passed, done=plain(one.done),
            short=one.short,
        )
        for one in passed(events, view.state.fields, view.now.date())
    ]  # fmt: skip


def _proposed(view: View) -> list[ProposedOut]:
    return [
        ProposedOut(
            slip=one.id, name=Said(zh=one.slip.name, en=one.slip.en), signs=one.slip.signs, to=one.slip.to,
            reasons=[Said(**said(why)) for why in one.reasons],
        )
        for one in ledger.proposals(view)
    ]  # fmt: skip


def _issued(view: View) -> list[IssuedSlipOut]:
    tables = view.scheme.slip
    return [
        IssuedSlipOut(
            slip=one.slip, name=Said(zh=tables[one.slip].name, en=tables[one.slip].en), event=one.event,
            issued_at=one.at, due=one.due, answered_at=one.answered,
            overdue=one.answered is None and one.due < view.now,
        )
        for one in view.state.slips
    ]  # fmt: skip


def _clocks(view: View) -> list[ClockOut]:
    found = []
    for name, one in view.state.clocks.items():
        table = view.scheme.clock[name]
        found.append(ClockOut(
            id=name, zh=table.name, en=table.en, started=one.started, due=one.due, stopped=one.stopped,
            paused=one.paused, extended=one.extended, overdue=one.overdue(view.now) and not table.window,
            window=table.window, lapsed=[lapse.due for lapse in view.state.lapses if lapse.clock == name],
        ))  # fmt: skip
    return found
