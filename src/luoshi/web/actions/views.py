"""Saved views: a post keeps the filters of the list under a name; a supervisor's can be shared with all posts."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet

from luoshi.ledger import NotYours, Refused
from luoshi.web import clock
from luoshi.web.actions.access import Actor
from luoshi.web.models import Post, SavedView
from luoshi.web.models.people import OFFICERS

MOST, LONGEST, LONGEST_QUERY = 30, 30, 1000


def views_of(actor: Actor) -> QuerySet[SavedView]:
    """The post's own, then those that others share."""
    if actor.post is None or not actor.role or actor.role in OFFICERS:
        return SavedView.objects.none()
    return SavedView.objects.filter(Q(post=actor.post) | Q(shared=True)).select_related("post__unit")


@transaction.atomic
def save(actor: Actor, name: str, query: str, shared: bool = False) -> SavedView:
    """Keep a query (`narrowing.query_of`) under a name."""
    post = _post(actor)
    Post.objects.select_for_update().get(pk=post.pk)
    if not query:
        raise Refused("现在没有筛选条件，先筛选再存", "nothing is narrowed: choose filters first")
    if len(query) > LONGEST_QUERY:
        raise Refused("筛选条件太长，存不下；请删减搜索的字", "the filters are too long: search for fewer words")
    if post.views.count() >= MOST:
        raise Refused(f"一个岗位最多存 {MOST} 个视图，请先删掉不用的", f"{MOST} views at most: delete one first")
    same = post.views.filter(query=query).first()
    if same is not None:
        raise Refused(f"这组条件已经存为“{same}”", f"these filters are kept already: {same}")
    return SavedView.objects.create(
        post=post, name=_name(post, name), query=query, shared=_share(actor, shared), made_at=clock.now()
    )


@transaction.atomic
def change(actor: Actor, pk: int, name: str, shared: bool) -> SavedView:
    """Another name for one of the post's own, and whether others see it."""
    view = _own(actor, pk)
    view.name, view.shared = _name(view.post, name, view.pk), _share(actor, shared)
    view.save(update_fields=("name", "shared"))
    return view


@transaction.atomic
def delete(actor: Actor, pk: int) -> str:
    """Delete one of the post's own; the name that it had."""
    view = _own(actor, pk)
    view.delete()
    return view.name


def _post(actor: Actor) -> Post:
    if actor.post is None or not actor.role or actor.role in OFFICERS:
        raise Refused("这个岗位不看台账，没有视图可存", "this post does not see the ledger")
    return actor.post


def _own(actor: Actor, pk: int) -> SavedView:
    view = SavedView.objects.select_for_update().filter(pk=pk, post=_post(actor)).first()
    if view is None:
        raise Refused("没有这个视图，或不是本岗位存的", "there is no such view, or it is another post's")
    return view


def _name(post: Post, name: str, but: int | None = None) -> str:
    name = " ".join(name.split())
    if not name or "\0" in name:
        raise Refused("请给视图起个名字", "give the view a name")
    if len(name) > LONGEST:
        raise Refused(
            f"名字最多 {LONGEST} 个字，现在是 {len(name)} 个", f"at most {LONGEST} characters, not {len(name)}"
        )
    if post.views.filter(name=name).exclude(pk=but).exists():
        raise Refused(f"本岗位已有视图“{name}”，请换个名字", f"there is a view {name!r} already: choose another name")
    return name


def _share(actor: Actor, shared: bool) -> bool:
    if shared and actor.role != "supervisor":
        raise NotYours("共享视图要由督查员来做", "sharing: for supervisors only")
    return shared
