"""How a table of expected answers is read and held against what everybody gets; `+`: something was written.

A row is `name METHOD` and a status for each of WHO. What is not as it stands in the table is told as the row that
would be right, so that a person can look at it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.test import Client
from tests.web.calling import secret
from tests.web.conftest import PASSWORD, Office

from luoshi.web.actions.access import Actor
from luoshi.web.models import (
    Bulletin,
    BulletinDraft,
    Commitment,
    Decision,
    EventRow,
    Evidence,
    Holding,
    NoticeRow,
    OfficeEvent,
    Post,
    SavedView,
    StoredReport,
    Token,
    User,
)  # fmt: skip

# leader: whose commitment it is; other: another leader; head, handler: of the lead unit; outsider: head of another
# unit; idle: a person without a post; nobody: not logged in.
WHO = ("supervisor", "leader", "other", "head", "handler", "outsider", "viewer", "sysadmin", "secadmin", "auditor",
       "idle", "nobody")  # fmt: skip


def complete(office: Office) -> Office:
    """The cast with the two who are not in it."""
    unit = office.units["办公室"]
    for who in ("other", "idle"):
        user = User.objects.create_user(who, password=PASSWORD, name=f"{who}某")
        post = Post.objects.create(unit=unit, title=who, role="leader") if who == "other" else None
        if post:
            Holding.objects.create(post=post, user=user, since=dt.date(2026, 1, 1))
        office.cast[who] = Actor(user, post)
    return office


def browser(office: Office, who: str) -> Client:
    return Client() if who == "nobody" else office.browser(who)


def program(office: Office, who: str) -> Client:
    if who in ("nobody", "idle"):
        # A person without a post can have no token: what they send is none.
        return Client(headers={"authorization": "Bearer luoshi_none"})
    return Client(headers={"authorization": f"Bearer {secret(office, who)}"})


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def footprint() -> tuple[Any, ...]:
    """What changes when anything is written by anybody."""
    counted = (
        Commitment, EventRow, Evidence, Decision, StoredReport, OfficeEvent, Token, Holding, SavedView, Bulletin,
        BulletinDraft, Commitment.restricted.through,
    )  # fmt: skip
    read, ended = NoticeRow.objects.filter(read_at=None).count(), Token.objects.filter(revoked_at=None).count()
    words = list(SavedView.objects.values_list("name")), list(BulletinDraft.objects.values_list("said"))
    return (*(model.objects.count() for model in counted), read, ended, words)


def read(table: str) -> dict[tuple[str, str], list[str]]:
    """The rows by name and method."""
    rows = [line.split() for line in table.strip().splitlines() if line.strip() and not line.startswith("#")]
    found = {(name, method): answers for name, method, *answers in rows}
    assert len(found) == len(rows) and all(len(answers) == len(WHO) for answers in found.values())
    return found


def answered(client: Client, method: str, path: str, given: Any = None, **more: Any) -> tuple[str, Any]:
    """The status, with + where something was written; and the answer. Nothing of it stays."""
    if method != "GET":
        more["data"] = given
    with undone():
        before = footprint()
        answer = getattr(client, method.lower())(path, **more)
        if answer.streaming:
            assert b"".join(answer.streaming_content)
        return f"{answer.status_code}{'+' if footprint() != before else ''}", answer


def told(name: str, method: str, answers: list[str]) -> str:
    return f"{name:28} {method:4} " + " ".join(f"{one:5}" for one in answers)


def differing(table: dict[tuple[str, str], list[str]], found: dict[tuple[str, str], list[str]]) -> str:
    """The rows as they would be right."""
    gone = [f"{name} {method} is no more" for name, method in table if (name, method) not in found]
    return "\n".join(gone + [told(*key, answers) for key, answers in found.items() if table.get(key) != answers])
