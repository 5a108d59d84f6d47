"""谁可以知道？ Restricting a commitment to named posts, and lifting it, from its page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from luoshi.ledger import Refused
from luoshi.web import forms
from luoshi.web.actions.access import find
from luoshi.web.actions.commitments import Changed
from luoshi.web.actions.restricting import restrict


@require_POST
def set_posts(request: HttpRequest, number: str) -> HttpResponse:
    """The chosen posts, with the reason; what is refused comes back as a message that repeats the reason typed."""
    commitment = find(request.actor, number)
    posted = request.POST
    why = posted.get("why", "").strip()
    posts = [int(pk) for pk in posted.getlist("posts") if forms.counts(pk)] if "lift" not in posted else []
    try:
        if not posts and "lift" not in posted:
            raise Refused("请选可以知悉的岗位", "choose the posts that may know of it")
        restrict(request.actor, commitment, posts, why, forms.seen(posted))
        said = f"限定给 {len(posts)} 个岗位。Restricted to {len(posts)} post(s)." if posts else "已解除限定。Lifted."
        messages.success(request, f"{commitment.number}：{said}")
    except Refused as refusal:
        messages.error(request, f"{refusal.said.zh}。{refusal.said.en}." + (f"（您写的：{why}）" if why else ""))
    except Changed:
        messages.error(request, f"这件事刚刚有变化，请看过再提交。Changed meanwhile. {why}")
    return redirect("commitment", commitment.number)
