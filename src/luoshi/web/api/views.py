"""视图: filters of the list that a post keeps under a name; those that others share are seen too."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest
from ninja import Schema, Status
from pydantic import Field

from luoshi.ledger import Refused
from luoshi.web.actions import views
from luoshi.web.actions.access import LEDGER, Actor
from luoshi.web.api.commitments import Narrowing
from luoshi.web.api.shapes import Done, Id, In, Word, Words
from luoshi.web.api.subject import Subject
from luoshi.web.models import SavedView
from luoshi.web.narrowing import query_of

subject = Subject("视图 Saved views")


class ViewOut(Schema):
    """`query`: the filters, to be put behind `/api/commitments?`; `own`: this post's, which it can change."""

    id: int
    name: str
    query: str
    shared: bool
    own: bool
    post: str


class ViewIn(In):
    """`query`: filters as the list takes them: `colour=red&year=2026`. `shared`: all posts see it; for supervisors."""

    name: Word
    query: Annotated[Words, Field(min_length=1)]
    shared: bool = False


class ChangeViewIn(In):
    name: Word
    shared: bool


@subject.get("/views", list[ViewOut], "视图 The post's own, and those that others share", who=LEDGER)
def listed(request: HttpRequest) -> Any:
    return [_out(request.actor, row) for row in views.views_of(request.actor)]


@subject.post("/views", ViewOut, "存视图 Keep filters under a name", status=201, scope="own")
def saving(request: HttpRequest, given: ViewIn) -> Any:
    return Status(201, _out(request.actor, views.save(request.actor, given.name, _query(given.query), given.shared)))


@subject.put("/views/{id}", ViewOut, "改视图 Another name, or who sees it", scope="own")
def changing(request: HttpRequest, id: Id, given: ChangeViewIn) -> Any:
    _own(request.actor, id)
    return _out(request.actor, views.change(request.actor, id, given.name, given.shared))


@subject.delete("/views/{id}", Done, "删视图 One of the post's own", scope="own")
def deleting(request: HttpRequest, id: Id) -> Any:
    _own(request.actor, id)
    name = views.delete(request.actor, id)
    return Done(zh=f"视图“{name}”已删除", en=f"deleted: {name}")


def _query(words: str) -> str:
    """The filters as the page writes them. Refused for one that is not known, by the shape of the list for a value."""
    asked = dict(parse_qsl(words, keep_blank_values=True))
    if beyond := sorted(set(asked) - set(Narrowing.model_fields)):
        zh, en = "、".join(Narrowing.model_fields), ", ".join(Narrowing.model_fields)
        raise Refused(f"query 里不认识“{beyond[0]}”，可以有：{zh}", f"query: {beyond[0]}: expected one of: {en}")
    return query_of(Narrowing.model_validate(asked).words())


def _own(actor: Actor, pk: int) -> None:
    if not views.views_of(actor).filter(pk=pk, post=actor.post).exists():
        raise Http404


def _out(actor: Actor, row: SavedView) -> ViewOut:
    return ViewOut(
        id=row.pk, name=row.name, query=row.query, shared=row.shared, own=row.post == actor.post, post=str(row.post)
    )
