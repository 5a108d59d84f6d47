"""The rules of delivery: plain functions of scheme, events and date. No database, no clock, no request."""

from luoshi.ledger.conditions import View
from luoshi.ledger.rules import act, allowed, begin, refusal, replay
from luoshi.ledger.standing import light, notices, proposals
from luoshi.ledger.values import Event, NotYours, Refused, State

__all__ = [
    "Event", "NotYours", "Refused", "State", "View", "act", "allowed", "begin", "light", "notices", "proposals",
    "refusal", "replay",
]  # fmt: skip
