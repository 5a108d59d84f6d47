"""Who asks: the person, and at which of their posts. A person with several posts chooses; the choice is remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from luoshi.web import clock
from luoshi.web.actions.access import Actor, posts_of
from luoshi.web.actions.telling import known
from luoshi.web.models import User
from luoshi.web.pages.office import menu

KEY = "post"
# Counting what is unread stops here.
MOST = 99
OPEN_TO_ALL = ("/login", "/logout", "/static/", "/password", "/language", "/api/")


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """`request.actor`: an Actor, or None where nobody is logged in. Pages are for those who are."""

    def asked(request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = actor_of(request, user) if isinstance(user, User) else None
        if not request.path.startswith(OPEN_TO_ALL):
            if not isinstance(user, User):
                return redirect(f"/login?{urlencode({'next': request.get_full_path()})}")
            if user.must_change_password:
                return redirect("/password")
        return get_response(request)

    return asked


def actor_of(request: HttpRequest, user: User) -> Actor:
    posts = request.posts = posts_of(user, clock.now().date())
    chosen = request.session.get(KEY)
    post = next((p for p in posts if p.pk == chosen), posts[0] if posts else None)
    return Actor(user, post)


def context(request: HttpRequest) -> dict[str, Any]:
    """What every page shows about who looks at it."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        english = request.session.get("language") == "en" if hasattr(request, "session") else False
        return {"english": english, "demo": clock.is_demo() and clock.now()}
    unread = known(actor).filter(read_at=None)[: MOST + 1].count()
    return {
        "actor": actor,
        "posts": request.posts,
        "unread": unread if unread <= MOST else f"{MOST}+",
        "office": menu(actor.role),
        "english": actor.user.language == "en",
        "demo": clock.is_demo() and clock.now(),
    }
