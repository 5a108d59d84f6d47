"""How far the commitments of a report are before 印发: by scheme and stage, with all comments that were given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from luoshi import ledger
from luoshi.ledger import Event
from luoshi.schemes import Scheme
from luoshi.schemes.values import Stage, Transition
from luoshi.web import clock
from luoshi.web.actions.access import Actor, role_in, visible
from luoshi.web.actions.working_days import days
from luoshi.web.models import Commitment, StoredReport

# Facts that each commitment has of its own are not asked for all together.
OWN = ("due",)


@dataclass(frozen=True, slots=True)
class Step:
    """A commitment before 印发, with all comments that were given."""

    commitment: Commitment
    comments: tuple[Event, ...]
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """The commitments of one stage of one scheme, and what the actor may do with them together, by id."""

    scheme: Scheme
    stage_id: str
    steps: tuple[Step, ...]
    actions: dict[str, Transition]

    @property
    def stage(self) -> Stage:
        return self.scheme.stage[self.stage_id]


def way(actor: Actor, report: StoredReport) -> tuple[list[Group], int]:
    """(those before 印发 in the scheme's order, how many are past it)."""
    rows = visible(actor).filter(report=report)
    before = rows.filter(kind="before").select_related("scheme", "lead", "leader__unit")
    found: dict[tuple[int, str], list[Step]] = {}
    may: dict[tuple[int, str], set[str]] = {}
    now, calendar = clock.now(), days()
    for commitment in before.prefetch_related("events", "supports"):
        chain = str(commitment.uid)
        events = [row.link(chain).event for row in sorted(commitment.events.all(), key=lambda r: r.number)]
        state = ledger.replay(commitment.rules, events, calendar)
        key = commitment.scheme_id, commitment.stage
        # Comments are told by their field, whatever the scheme calls the action.
        comments = tuple(event for event in events if event.fields.get("comment"))
        found.setdefault(key, []).append(Step(commitment, comments, dict(state.fields)))
        view = ledger.View(commitment.rules, state, now, calendar)
        may.setdefault(key, set()).update(ledger.allowed(view, role_in(actor, commitment)))
    groups = []
    for key, steps in found.items():
        rules = steps[0].commitment.rules
        together = {n: t for n, t in rules.transition.items() if n in may[key] and not t.evidence}
        groups.append(Group(rules, key[1], tuple(steps), together))
    groups.sort(key=lambda g: (g.scheme.id, list(g.scheme.stage).index(g.stage_id)))
    return groups, rows.exclude(kind="before").count()
