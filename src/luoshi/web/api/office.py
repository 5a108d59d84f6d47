"""台账管理: what the three officers see and do, each its own part; and the units and leaders that the ledger names."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field, StringConstraints

from luoshi.web import clock
from luoshi.web.actions import organisation, safekeeping, security, working_days
from luoshi.web.actions.access import LEDGER
from luoshi.web.actions.restricting import may_know
from luoshi.web.api.shapes import Day, Done, Id, In, Word, said
from luoshi.web.api.subject import Subject
from luoshi.web.models import Holding, Post, Unit, User

subject = Subject("台账管理 Office")
Role = Literal["supervisor", "handler", "head", "leader", "viewer", "sysadmin", "secadmin", "auditor", ""]
SYSTEM: dict[str, Any] = {"scope": "office", "who": ("sysadmin",)}
SECURITY: dict[str, Any] = {"scope": "office", "who": ("secadmin",)}


class UnitOut(Schema):
    id: int
    name: str
    parent: int | None
    department: str
    order: int
    active: bool


class LeaderOut(Schema):
    id: int
    post: str
    unit: int


class LetInOut(LeaderOut):
    role: str


class HoldingOut(Schema):
    id: int
    person: int
    name: str
    since: dt.date
    until: dt.date | None


class PostOut(Schema):
    id: int
    unit: int
    title: str
    active: bool
    holdings: list[HoldingOut]


class PersonOut(Schema):
    id: int
    username: str
    name: str
    active: bool


class RoleOut(Schema):
    """A post with the role that it has in the ledger; "" for none."""

    post: int
    name: str
    role: str


class LoginOut(PersonOut):
    locked: bool


class SecretOut(Done):
    """`password`: shown this once, for one login."""

    password: str


class CalendarOut(Schema):
    years: list[int]
    table: str


class BackupOut(Schema):
    name: str
    size: int


class UnitIn(In):
    name: Word
    parent: Id | None = None
    department: Word = ""
    order: Annotated[int, Field(ge=0, le=99_999_999)] = 0
    active: bool = True


class NewPostIn(In):
    unit: Id
    title: Word


class PostIn(In):
    title: Word
    active: bool = True


class NewPersonIn(In):
    username: Word
    name: Word


class PersonIn(In):
    name: Word
    active: bool = True


class HoldIn(In):
    """`since`: from today where it is not given."""

    post: Id
    person: Id
    since: Day | None = None


class LeaveIn(In):
    """`until`: the last day; today where it is not given."""

    until: Day | None = None


class RoleIn(In):
    role: Role


class CalendarIn(In):
    text: Annotated[str, StringConstraints(pattern="^[^\\x00]*$", max_length=1 << 20)]


def given(body: In, **more: int) -> dict[str, str]:
    """The body as the officers' pages send theirs: words, a tick as 1, nothing for what is not there."""
    values = {**body.model_dump(exclude_none=True), **more}
    return {key: ("1" if one else "") if isinstance(one, bool) else str(one) for key, one in values.items()}


@subject.get("/units", list[UnitOut], "单位 The units in their order", who=(*LEDGER, "sysadmin"))
def units(request: HttpRequest) -> Any:
    return [
        UnitOut(
            id=u.pk, name=u.name, parent=u.parent_id, department=u.department, order=u.order, active=u.active
        )
        for u in Unit.objects.all()
    ]  # fmt: skip


@subject.get("/leaders", list[LeaderOut], "责任领导 The posts that can answer for a commitment", who=LEDGER)
def leaders(request: HttpRequest) -> Any:
    rows = Post.objects.filter(role="leader", active=True).select_related("unit")
    return [LeaderOut(id=post.pk, post=str(post), unit=post.unit_id) for post in rows]


@subject.get("/posts", list[LetInOut], "岗位 The posts to which a commitment can be restricted", who=("supervisor",))
def let_in(request: HttpRequest) -> Any:
    return [LetInOut(id=post.pk, post=str(post), role=post.role, unit=post.unit_id) for post in may_know()]


@subject.post("/office/units", Done, "新单位 A new unit", **SYSTEM)
def new_unit(request: HttpRequest, body: UnitIn) -> Any:
    return Done(**said(organisation.unit(request.actor, given(body))))


@subject.put("/office/units/{id}", Done, "改单位 Change a unit", **SYSTEM)
def change_unit(request: HttpRequest, id: Id, body: UnitIn) -> Any:
    return Done(**said(organisation.unit(request.actor, given(body, id=id))))


@subject.get("/office/posts", list[PostOut], "岗位 Every post and who held it", **SYSTEM)
def posts(request: HttpRequest) -> Any:
    held: dict[int, list[HoldingOut]] = {}
    for row in Holding.objects.select_related("user"):
        held.setdefault(row.post_id, []).append(
            HoldingOut(id=row.pk, person=row.user_id, name=str(row.user), since=row.since, until=row.until)
        )
    return [
        PostOut(id=p.pk, unit=p.unit_id, title=p.title, active=p.active, holdings=held.get(p.pk, []))
        for p in Post.objects.all()
    ]


@subject.post("/office/posts", Done, "新岗位 A new post, without a role", **SYSTEM)
def new_post(request: HttpRequest, body: NewPostIn) -> Any:
    return Done(**said(organisation.post(request.actor, given(body))))


@subject.put("/office/posts/{id}", Done, "改岗位 Change a post", **SYSTEM)
def change_post(request: HttpRequest, id: Id, body: PostIn) -> Any:
    return Done(**said(organisation.post(request.actor, given(body, id=id))))


@subject.get("/office/people", list[PersonOut], "人员 Everybody with an account", **SYSTEM)
def people(request: HttpRequest) -> Any:
    return [PersonOut(**_person(row)) for row in User.objects.order_by("username")]


@subject.post("/office/people", Done, "新人员 A new person, without a password", **SYSTEM)
def new_person(request: HttpRequest, body: NewPersonIn) -> Any:
    return Done(**said(organisation.person(request.actor, given(body))))


@subject.put("/office/people/{id}", Done, "改人员 Change a person", **SYSTEM)
def change_person(request: HttpRequest, id: Id, body: PersonIn) -> Any:
    return Done(**said(organisation.person(request.actor, given(body, id=id))))


@subject.post("/office/holdings", Done, "任职 A person takes a post", **SYSTEM)
def hold(request: HttpRequest, body: HoldIn) -> Any:
    words = given(body)
    return Done(**said(organisation.hold(request.actor, words | {"user": words["person"]})))


@subject.post("/office/holdings/{id}/end", Done, "免职 A holding ends", **SYSTEM)
def leave(request: HttpRequest, id: Id, body: LeaveIn) -> Any:
    return Done(**said(organisation.leave(request.actor, given(body, id=id))))


@subject.get("/office/calendar", CalendarOut, "日历 The years covered, and the local table", **SYSTEM)
def calendar(request: HttpRequest) -> Any:
    return CalendarOut(**working_days.covered())


@subject.put("/office/calendar", Done, "换日历表 Exchange the local table", **SYSTEM)
def change_calendar(request: HttpRequest, body: CalendarIn) -> Any:
    return Done(**said(working_days.put_calendar(request.actor, given(body))))


@subject.get("/office/backups", list[BackupOut], "备份 The backups in the ledger's home", **SYSTEM)
def backups(request: HttpRequest) -> Any:
    return [BackupOut(name=name, size=size) for name, size in safekeeping.kept()]


@subject.post("/office/backups", Done, "备份 Make one; none is served: it holds what no officer may read", **SYSTEM)
def back_up(request: HttpRequest) -> Any:
    return Done(**said(safekeeping.back_up(request.actor, {})))


@subject.get("/office/logins", list[LoginOut], "登录 Who can log in, and who is locked out", **SECURITY)
def logins(request: HttpRequest) -> Any:
    locked = security.locked_names(clock.now())
    return [LoginOut(**_person(row), locked=row.username in locked) for row in User.objects.order_by("username")]


@subject.post("/office/logins/{id}/reset", SecretOut, "重设密码 A one-time password", **SECURITY)
def reset(request: HttpRequest, id: Id) -> Any:
    done, password = security.reset(request.actor, {"user": str(id)})
    return SecretOut(**said(done), password=password)


@subject.post("/office/logins/{id}/unlock", Done, "解锁 Take back a lock", **SECURITY)
def unlock(request: HttpRequest, id: Id) -> Any:
    return Done(**said(security.unlock(request.actor, {"user": str(id)})))


@subject.post("/office/logins/{id}/end-sessions", Done, "结束会话 End all sessions", **SECURITY)
def end_sessions(request: HttpRequest, id: Id) -> Any:
    return Done(**said(security.end_sessions(request.actor, {"user": str(id)})))


@subject.get("/office/roles", list[RoleOut], "角色 The role of every post", **SECURITY)
def roles(request: HttpRequest) -> Any:
    return [RoleOut(post=p.pk, name=str(p), role=p.role) for p in Post.objects.select_related("unit")]


@subject.put("/office/roles/{post}", Done, "角色 Give a post a role", **SECURITY)
def change_role(request: HttpRequest, post: Id, body: RoleIn) -> Any:
    return Done(**said(security.role(request.actor, given(body, post=post))))


def _person(row: User) -> dict[str, Any]:
    return {"id": row.pk, "username": row.username, "name": row.name, "active": row.is_active}
