"""Making, revoking and recognising the tokens of the API. A token is shown once; its hash is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.ledger import Refused
from luoshi.values import Message
from luoshi.web import clock
from luoshi.web.actions.access import ACTING, ANYBODY, LEDGER, Actor, posts_of
from luoshi.web.models import Token
from luoshi.web.models.people import OFFICERS

DAYS = 365


@dataclass(frozen=True, slots=True)
class Scope:
    """What a token may be used for: its name, what that opens, and the roles whose posts can give it at all."""

    name: Message
    about: Message
    roles: tuple[str, ...]


# Every token reads. The order is that of the page.
SCOPES: dict[str, Scope] = {
    "read": Scope(
        Message("查阅", "read"), Message("看岗位能看的", "sees what the post sees"), ANYBODY
    ),
    "own": Scope(
        Message("本人", "own"), Message("标记提醒已读、存视图", "marks notices as read, keeps views"), LEDGER
    ),
    "act": Scope(
        Message("办理", "act"), Message("立项、办理事项，也含“本人”", "opens commitments and acts on them, and `own`"),
        ACTING,
    ),
    "report": Scope(
        Message("报告台", "report"),
        Message("收报告、校对、从任务立项", "takes reports in, proof-reads, opens their tasks"),
        ("supervisor",),
    ),
    "office": Scope(
        Message("台账管理", "office"),
        Message("看和做本三员岗位的事", "sees and does what is the officer's part"),
        OFFICERS,
    ),
}  # fmt: skip


def offered(role: str) -> dict[str, Scope]:
    """The scopes that a post of this role can give a token."""
    return {key: scope for key, scope in SCOPES.items() if role in scope.roles}


def make(actor: Actor, name: str, scopes: Iterable[str] = ()) -> str:
    """A new token for the actor at this post, valid a year: the secret itself, for the only time. It always reads."""
    if actor.post is None or not actor.role:
        raise Refused("没有岗位，不能建令牌", "no post: no token")
    name = name.strip()
    if not name or len(name) > 60 or "\0" in name:
        raise Refused("请写明令牌的用途，不超过 60 字", "say what the token is for, in 60 characters or fewer")
    wanted, may = {"read", *scopes}, offered(actor.role)
    if beyond := sorted(wanted - set(may)):
        known = SCOPES[beyond[0]].name.zh if beyond[0] in SCOPES else beyond[0]
        raise Refused(
            f"这个岗位的令牌没有“{known}”权限；可以有：{'、'.join(s.name.zh for s in may.values())}",
            f"{beyond[0]}: a token of this post can have {', '.join(may)}",
        )
    secret = f"luoshi_{secrets.token_urlsafe(32)}"
    now = clock.now()
    Token.objects.create(
        user=actor.user, post=actor.post, name=name, sha256=_hash(secret), made_at=now,
        scopes=" ".join(key for key in SCOPES if key in wanted), until=now.date() + dt.timedelta(days=DAYS),
    )  # fmt: skip
    return secret


def scopes_of(token: Token, role: str) -> tuple[str, ...]:
    """What the token may be used for now: never more than the post has, whatever it had when the token was made.
    `act` holds `own`: it did so before there was `own`."""
    had = token.scopes.split()
    return tuple(key for key in offered(role) if key in had or (key == "own" and "act" in had))


def revoke(actor: Actor, pk: int) -> bool:
    """End one of the actor's own tokens; whether there was one to end."""
    own = Token.objects.filter(pk=pk, user=actor.user, revoked_at=None)
    return bool(own.update(revoked_at=clock.now()))


def recognise(secret: str) -> tuple[Token, Actor] | None:
    """Whose token it is. None where it is unknown, revoked or over, or the person no longer holds the post."""
    today = clock.now().date()
    token = (
        Token.objects.select_related("user", "post__unit")
        .filter(sha256=_hash(secret), revoked_at=None, until__gte=today)
        .first()
    )
    if token is None or not token.user.is_active or token.user.must_change_password:
        return None
    post = next((post for post in posts_of(token.user, today) if post.pk == token.post_id), None)
    return (token, Actor(token.user, post)) if post else None


def _hash(secret: str) -> str:
    # A plain hash is enough: the secret is 256 random bits, not a word that somebody chose.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
