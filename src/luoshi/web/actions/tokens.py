"""Making, revoking and recognising the tokens of the API. A token is shown once; its hash is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from luoshi.ledger import Refused
from luoshi.web import clock
from luoshi.web.actions.access import Actor, posts_of
from luoshi.web.models import Token

DAYS = 365


def make(actor: Actor, name: str, may_act: bool) -> str:
    """A new token for the actor at this post, valid a year: the secret itself, for the only time."""
    if actor.post is None:
        raise Refused("没有岗位，不能建令牌", "no post: no token")
    name = name.strip()
    if not name or len(name) > 60 or "\0" in name:
        raise Refused("请写明令牌的用途，不超过 60 字", "say what the token is for, in 60 characters or fewer")
    secret = f"luoshi_{secrets.token_urlsafe(32)}"
    now = clock.now()
    Token.objects.create(
        user=actor.user, post=actor.post, name=name, sha256=_hash(secret), may_act=may_act, made_at=now,
        until=now.date() + dt.timedelta(days=DAYS),
    )  # fmt: skip
    return secret


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
