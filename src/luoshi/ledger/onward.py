"""What an action is to whoever may take it: work that waits, something beside it, a way back, or the end.

Said by the scheme's tables and never by names. Work that waits leads to a later stage, reports progress, stops a clock
that runs, grants what was asked for, or says what a later step waits for. All else can be done, but nobody waits for
it: a change of the plan, a request, a return, a look-back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

from luoshi.ledger.conditions import View
from luoshi.ledger.rules import allowed
from luoshi.schemes.values import Scheme, Transition


class Way(IntEnum):
    """In the order in which actions are offered. A report of progress comes first: it is the work of every week."""

    REPORT = 0
    ON = 1
    ASIDE = 2
    BACK = 3
    END = 4


WORK = (Way.REPORT, Way.ON)


def offered(view: View, role: str, actions: Sequence[str]) -> list[tuple[str, Way]]:
    """What the role may do now, in the order in which it is offered. `actions`: all until now, in their order."""
    asked = asked_for(view.scheme, actions)
    ways = [(name, way(view, name, name in asked)) for name in allowed(view, role)]
    return sorted(ways, key=lambda pair: pair[1])


def way(view: View, name: str, asked: bool = False) -> Way:
    """What the action is now. `asked`: somebody waits for its answer (`asked_for`)."""
    scheme, action, stage = view.scheme, view.scheme.transition[name], view.state.stage
    found = leads(scheme, action, stage)
    if found is not Way.ASIDE:
        return found
    stops = any(one.stopped is None and name in scheme.clock[clock].stops for clock, one in view.state.clocks.items())
    said = (*action.needs, *action.may)
    waited = any(f in said and view.state.fields.get(f) in (None, "") for f in _waited_for(scheme, stage))
    return Way.ON if asked or stops or waited else Way.ASIDE


def leads(scheme: Scheme, action: Transition, stage: str) -> Way:
    """Where the action leads from a stage, whatever was said and whatever clocks run."""
    order = list(scheme.stage)
    if action.to is None or action.to == stage:
        return Way.REPORT if action.progress else Way.ASIDE
    if scheme.stage[action.to].kind == "void":
        return Way.END
    return Way.ON if order.index(action.to) > order.index(stage) else Way.BACK


def may_wait(scheme: Scheme, stage: str, role: str) -> bool:
    """Whether in this stage work can wait for the role, but for extensions, of which the state says nothing."""
    return any(_can_be_work(scheme, name, stage) for name in _of(scheme, stage, role))


def may_act(scheme: Scheme, stage: str, role: str) -> bool:
    """Whether in this stage the role has anything to do but to send back and to end."""
    return any(leads(scheme, scheme.transition[name], stage) < Way.BACK for name in _of(scheme, stage, role))


def requests(scheme: Scheme, role: str) -> dict[str, str]:
    """The requests that the role decides on: what grants each, by what asks for it."""
    extensions = scheme.extension.values()
    return {e.ask: e.grant for e in extensions if role in scheme.transition[e.grant].who}


def asked_for(scheme: Scheme, actions: Sequence[str]) -> frozenset[str]:
    """What would grant a request that is still open, of all actions in their order: it was not granted since, and the
    stage has not changed since."""
    found: set[str] = set()
    for name in actions:
        found -= {e.grant for e in scheme.extension.values() if name == e.grant}
        action = scheme.transition.get(name)
        found = set() if action is not None and action.to else found
        found |= {e.grant for e in scheme.extension.values() if name == e.ask}
    return frozenset(found)


def _of(scheme: Scheme, stage: str, role: str) -> Iterable[str]:
    """The actions that the role has in a stage, as `rules.refusal` says it."""
    for name, action in scheme.transition.items():
        if stage in action.from_ and (role in action.who or (role == "supervisor" and "party" in action.who)):
            yield name


def _can_be_work(scheme: Scheme, name: str, stage: str) -> bool:
    action = scheme.transition[name]
    found = leads(scheme, action, stage)
    stops = any(name in clock.stops for clock in scheme.clock.values())
    waited = set(_waited_for(scheme, stage)) & {*action.needs, *action.may}
    return found in WORK or (found is Way.ASIDE and bool(stops or waited))


def _waited_for(scheme: Scheme, stage: str) -> Iterable[str]:
    """The fields without which a later step from this stage is not open."""
    for action in scheme.transition.values():
        if stage in action.from_ and action.when is not None and leads(scheme, action, stage) is Way.ON:
            yield from (one.field for one in action.when.whole() if one.field is not None)
