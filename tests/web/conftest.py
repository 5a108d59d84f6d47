"""The cast of the office: a supervisor, the handler and head of a department, another's handler, a leader, officers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luoshi.schemes import builtin
from luoshi.schemes.load import BUILTIN
from luoshi.web import clock
from luoshi.web.actions.access import Actor
from luoshi.web.actions.commitments import act, keep, open_commitment
from luoshi.web.models import Commitment, Holding, Post, SchemeVersion, Unit, User

NOW = dt.datetime(2026, 3, 2, 9)
PASSWORD = "澄川的密码很长2026"


@dataclass
class Office:
    cast: dict[str, Actor]
    units: dict[str, Unit]
    schemes: dict[str, SchemeVersion]

    def browser(self, who: str) -> Client:
        client = Client()
        client.force_login(self.cast[who].user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def commitment(self, scheme: str = "13710", **more: Any) -> Commitment:
        facts = more.pop("facts", {"matter": "一般"} if scheme == "13710" else {})
        columns = {"lead": self.units["水务"], "leader": self.cast["leader"].post} | more
        return open_commitment(self.cast["supervisor"], self.schemes[scheme], "完成澄川水库除险加固", facts, **columns)

    def do(self, who: str, commitment: Commitment, action: str, files: int = 0, **fields: Any) -> Commitment:
        given = [SimpleUploadedFile(f"验收{i}.pdf", b"%PDF-1.7 " + bytes([i])) for i in range(files)]
        return act(self.cast[who], commitment, action, {k.replace("_", "-"): v for k, v in fields.items()}, given)

    def in_hand(self) -> Commitment:
        one = self.do("supervisor", self.commitment(), "assign", matter="一般")
        one = self.do("handler", one, "deploy", summary="已部署")
        return self.do("handler", one, "feedback", summary="已进场")


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    """Set what time it is."""
    at = [NOW]
    monkeypatch.setattr(clock, "now", lambda: at[0])

    def set_to(moment: dt.datetime) -> None:
        at[0] = moment

    return set_to


@pytest.fixture
def office(db: None) -> Office:
    units = {name: Unit.objects.create(name=f"市{name}局") for name in ("水务", "教育")}
    units["办公室"] = Unit.objects.create(name="市政府办公室")
    cast = {}
    for who, unit, role in (
        ("supervisor", "办公室", "supervisor"), ("leader", "办公室", "leader"), ("handler", "水务", "handler"),
        ("head", "水务", "head"), ("outsider", "教育", "head"), ("viewer", "办公室", "viewer"),
        ("sysadmin", "办公室", "sysadmin"), ("secadmin", "办公室", "secadmin"), ("auditor", "办公室", "auditor"),
    ):  # fmt: skip
        user = User.objects.create_user(who, password=PASSWORD, name=f"{who}某")
        post = Post.objects.create(unit=units[unit], title=who, role=role)
        Holding.objects.create(post=post, user=user, since=dt.date(2026, 1, 1))
        cast[who] = Actor(user, post)
    schemes = {
        name: keep(builtin(name), (BUILTIN / f"{name}.toml").read_text("utf-8")) for name in ("13710", "key-task")
    }
    return Office(cast, units, schemes)
