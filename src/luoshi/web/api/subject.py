"""How an operation is declared: by its scope and by who may, so that both stand in the OpenAPI document and are held.

Who asks is told by a bearer token, never by the session, so that no other site can use it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_type_hints

from django.http import HttpRequest
from ninja import Router
from ninja.security import HttpBearer

from luoshi.ledger import NotYours, Refused
from luoshi.web.actions import tokens
from luoshi.web.api.shapes import Error
from luoshi.web.models.people import ROLES


class Denied(Exception):
    """The token was not given this scope, or its post no longer has it."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class Bearer(HttpBearer):
    """Lets in a token of this scope, at a post of one of these roles, with no parameter but those `known`.

    A misspelt filter is refused: in silence it would narrow nothing.
    """

    def __init__(self, scope: str, who: Sequence[str], known: Sequence[str] = ()) -> None:
        super().__init__()
        self.scope, self.who, self.known = scope, who, known

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        known = tokens.recognise(token)
        if known is None:
            return None
        row, request.actor = known
        role = request.actor.role
        if role not in self.who:
            names = [name for one, name in ROLES if one in self.who]
            raise NotYours(f"这件事要由{'、'.join(names)}来做", f"for {', '.join(self.who)} only")
        if self.scope not in tokens.scopes_of(row, role):
            raise Denied(self.scope)
        if beyond := sorted(set(request.GET) - set(self.known)):
            zh, en = "、".join(self.known) or "没有", ", ".join(self.known) or "none"
            raise Refused(f"不认识参数“{beyond[0]}”，可以有：{zh}", f"{beyond[0]}: expected one of: {en}")
        return row


def file(*kinds: str) -> dict[str, Any]:
    """For `extra`: the answer is a file of one of these media types."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}
    return {"responses": {200: {"description": "the file, as an attachment", "content": content}}}


class Subject:
    """The operations of one subject. Each says its scope and roles; errors are declared for it."""

    def __init__(self, name: str) -> None:
        self.router = Router(tags=[name])

    def get(self, path: str, out: Any, summary: str, **more: Any) -> Callable[..., Any]:
        return self._declare("GET", path, {200: out}, summary, **more)

    def post(self, path: str, out: Any, summary: str, *, status: int = 200, **more: Any) -> Callable[..., Any]:
        return self._declare("POST", path, {status: out}, summary, **more)

    def put(self, path: str, out: Any, summary: str, **more: Any) -> Callable[..., Any]:
        return self._declare("PUT", path, {200: out}, summary, **more)

    def delete(self, path: str, out: Any, summary: str, **more: Any) -> Callable[..., Any]:
        return self._declare("DELETE", path, {200: out}, summary, **more)

    def _declare(
        self,
        method: str,
        path: str,
        answers: dict[int, Any],
        summary: str,
        scope: str = "read",
        who: Sequence[str] = (),
        also: dict[int, Any] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> Callable[..., Any]:
        """`who`: all whose posts can have the scope, where not said. `also`: answers beside the usual ones."""
        roles = tuple(who or tokens.SCOPES[scope].roles)
        wrong = [401, 403, 422, *([404] if "{" in path else []), *([400] if method != "GET" else [])]

        def declared(function: Callable[..., Any]) -> Any:
            # What the address may ask is one model, named `asked`.
            model = get_type_hints(function).get("asked")
            door = Bearer(scope, roles, tuple(model.model_fields) if model else ())
            about = f"{(function.__doc__ or '').strip()}\n\n权限 Scope: `{scope}` · 岗位 Posts: {', '.join(roles)}"
            # Ninja takes the name of the function as the operation's; two modules may have the same.
            return self.router.api_operation(
                [method], path,
                auth=door,
                response=answers | (also or {}) | dict.fromkeys(sorted(wrong), Error),
                operation_id=f"{function.__module__.rpartition('.')[2]}.{function.__name__}",
                summary=summary,
                description=about.strip(),
                openapi_extra={"x-scope": scope, "x-roles": list(roles)} | (extra or {}),
            )(function)  # fmt: skip

        return declared
