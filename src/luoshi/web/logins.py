"""Logins, failures, locks and logouts go into the log of the office, whichever page or API they come through."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from luoshi.web.actions.log import record
from luoshi.web.models import User


def listen() -> None:
    user_logged_in.connect(_in, dispatch_uid="luoshi-in")
    user_logged_out.connect(_out, dispatch_uid="luoshi-out")
    user_login_failed.connect(_failed, dispatch_uid="luoshi-failed")
    user_locked_out.connect(_locked, dispatch_uid="luoshi-locked")


def _in(sender: Any, request: Any, user: Any, **rest: Any) -> None:
    record(user, "login", _from(request))


def _out(sender: Any, request: Any, user: Any, **rest: Any) -> None:
    if isinstance(user, User):
        record(user, "logout", _from(request))


def _failed(sender: Any, credentials: Any, request: Any = None, **rest: Any) -> None:
    _known(str(credentials.get("username", "")), "login-failed", request)


def _locked(sender: Any, request: Any, username: Any, **rest: Any) -> None:
    _known(str(username or ""), "locked", request)


def _known(username: str, action: str, request: Any) -> None:
    """Names that nobody has are not written down: people type their passwords there."""
    user = User.objects.filter(username=username).first()
    record(user, action, _from(request) | ({} if user else {"name": "没有这个账号"}))


def _from(request: Any) -> dict[str, str]:
    address = request.META.get("REMOTE_ADDR", "") if request is not None else ""
    return {"address": address} if address else {}
