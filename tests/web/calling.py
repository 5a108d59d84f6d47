"""Programs that call the API: with a token of somebody of the cast, of all scopes that the post can give."""

from __future__ import annotations

from typing import Any

from django.test import Client
from tests.web.conftest import Office

from luoshi.web.actions import tokens
from luoshi.web.models import Commitment


def secret(office: Office, who: str, *scopes: str) -> str:
    actor = office.cast[who]
    return tokens.make(actor, "对接", scopes or tokens.offered(actor.role))


def caller(office: Office, who: str, *scopes: str) -> Client:
    return Client(headers={"authorization": f"Bearer {secret(office, who, *scopes)}"})


def post(client: Client, path: str, body: Any = None, **files: Any) -> Any:
    """JSON to /api/…; with files, a form."""
    if files:
        return client.post(f"/api/{path}", {**(body or {}), **files})
    return client.post(f"/api/{path}", {} if body is None else body, content_type="application/json")


def put(client: Client, path: str, body: Any) -> Any:
    return client.put(f"/api/{path}", body, content_type="application/json")


def do(client: Client, one: Commitment, action: str, seen: Any = None, **given: str) -> Any:
    body = {"seen": one.events_count if seen is None else seen, "fields": given}
    return post(client, f"commitments/{one.number}/actions/{action}", body)
